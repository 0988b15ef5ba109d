//! dfdx. A gradient g is that of the loss Σ θ·g. A tensor is a module of its own if its shape is
//! known when it is compiled, so that every rule here takes as many parameters as that.

use dfdx::optim::{Adam, Optimizer, RMSprop, Sgd};
use dfdx::prelude::{Backward, SumTo};
use dfdx::shapes::Rank1;
use dfdx::tensor::{AsArray, Cpu, Tensor, TensorFrom, Trace, ZerosTensor};
use dfdx::tensor_ops::{AdamConfig, Momentum, RMSpropConfig, SgdConfig, WeightDecay};
use verigrad::check::{self, Running, Settings, made_by};

use crate::row::{Row, locked};

const LENGTH: usize = 5;
type Module = Tensor<Rank1<LENGTH>, f64, Cpu>;

struct Rule<O> {
    device: Cpu,
    module: Module,
    optimiser: O,
}

impl<O: Optimizer<Module, Cpu, f64>> Running<f64> for Rule<O> {
    fn step(&mut self, parameters: &mut [f64], gradient: &[f64]) {
        self.module.copy_from(parameters);
        let gradient: [f64; LENGTH] = gradient.try_into().expect("so many");
        let gradient: Module = self.device.tensor(gradient);
        let gradients = (self.module.leaky_trace() * gradient).sum().backward();
        self.optimiser.update(&mut self.module, &gradients).expect("a step");
        parameters.copy_from_slice(&self.module.array());
    }
}

fn row<O: Optimizer<Module, Cpu, f64> + 'static>(
    rule: &str,
    settings: Settings,
    make: impl Fn(&Module, &Settings) -> O,
) -> Row {
    let make = |settings: &Settings, _| {
        let device = Cpu::default();
        let module: Module = device.zeros();
        Rule { optimiser: make(&module, settings), device, module }
    };
    let check = check::optimiser::<f64, _>(made_by(make)).settings(settings).parameters(LENGTH);
    let report = check.named(format!("dfdx, {rule}")).check().expect("settings");
    Row { library: "dfdx", version: locked("dfdx"), rule: rule.to_owned(), report }
}

pub fn rows() -> Vec<Row> {
    let settings = Settings::new(0.01);
    let decayed = Settings { weight_decay: 0.1, ..settings };
    let momentum = Settings { momentum: 0.9, ..Settings::new(0.1) };
    // Its squares start from one, as in TensorFlow.
    let started = Settings { initial_accumulator: 1.0, ..settings };
    let coupled = |s: &Settings| (s.weight_decay > 0.0).then_some(WeightDecay::L2(s.weight_decay));
    let decoupled =
        |s: &Settings| (s.weight_decay > 0.0).then_some(WeightDecay::Decoupled(s.weight_decay));
    let sgd = |s: &Settings, momentum: fn(f64) -> Momentum, weight_decay| SgdConfig {
        lr: s.learning_rate,
        momentum: (s.momentum > 0.0).then(|| momentum(s.momentum)),
        weight_decay,
    };
    let adam = |s: &Settings, weight_decay| AdamConfig {
        lr: s.learning_rate,
        betas: [s.beta1, s.beta2],
        eps: s.epsilon,
        weight_decay,
    };
    let rmsprop = |s: &Settings, centered| RMSpropConfig {
        lr: s.learning_rate,
        alpha: s.smoothing,
        eps: s.epsilon,
        momentum: (s.momentum > 0.0).then_some(s.momentum),
        centered,
        weight_decay: coupled(s),
    };
    vec![
        row("Sgd, momentum", momentum, |m, s| Sgd::new(m, sgd(s, Momentum::Classic, coupled(s)))),
        row("Sgd, Nesterov", momentum, |m, s| Sgd::new(m, sgd(s, Momentum::Nesterov, coupled(s)))),
        row("Sgd, momentum, decay", Settings { weight_decay: 0.1, ..momentum }, |m, s| {
            Sgd::new(m, sgd(s, Momentum::Classic, coupled(s)))
        }),
        row("Adam", settings, |m, s| Adam::new(m, adam(s, coupled(s)))),
        row("Adam, decay", decayed, |m, s| Adam::new(m, adam(s, coupled(s)))),
        row("Adam, decoupled decay", decayed, |m, s| Adam::new(m, adam(s, decoupled(s)))),
        row("RMSprop", started, |m, s| RMSprop::new(m, rmsprop(s, false))),
        row("RMSprop, centred", started, |m, s| RMSprop::new(m, rmsprop(s, true))),
        row("RMSprop, momentum, decay", Settings { momentum: 0.9, weight_decay: 0.1, ..started }, |m, s| {
            RMSprop::new(m, rmsprop(s, false))
        }),
    ]
}
