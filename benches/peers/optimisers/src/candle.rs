//! candle-nn and candle-optimisers. A gradient g is that of the loss Σ θ·g.

use candle_core::{Device, Result, Tensor, Var};
use candle_nn::Optimizer;
use candle_optimisers::adadelta::{Adadelta, ParamsAdaDelta};
use candle_optimisers::adagrad::{Adagrad, ParamsAdaGrad};
use candle_optimisers::adam::{Adam, ParamsAdam};
use candle_optimisers::adamax::{Adamax, ParamsAdaMax};
use candle_optimisers::esgd::{ParamsSGD, SGD};
use candle_optimisers::nadam::{NAdam, ParamsNAdam};
use candle_optimisers::radam::{ParamsRAdam, RAdam};
use candle_optimisers::rmsprop::{ParamsRMSprop, RMSprop};
use candle_optimisers::{Decay, Momentum};
use verigrad::check::{self, Running, Settings, made_by};

use crate::row::{Row, locked};

/// A rule over one variable.
struct Rule<O> {
    variable: Var,
    optimiser: O,
}

impl<O: Optimizer> Rule<O> {
    fn new(length: usize, config: O::Config) -> Result<Self> {
        let variable = Var::from_tensor(&Tensor::zeros(length, candle_core::DType::F64, &Device::Cpu)?)?;
        Ok(Self { optimiser: O::new(vec![variable.clone()], config)?, variable })
    }

    fn stepped(&mut self, parameters: &[f64], gradient: &[f64]) -> Result<Vec<f64>> {
        self.variable.set(&Tensor::new(parameters, &Device::Cpu)?)?;
        let gradient = Tensor::new(gradient, &Device::Cpu)?;
        let loss = (self.variable.as_tensor() * gradient)?.sum_all()?;
        self.optimiser.step(&loss.backward()?)?;
        self.variable.to_vec1()
    }
}

impl<O: Optimizer> Running<f64> for Rule<O> {
    fn step(&mut self, parameters: &mut [f64], gradient: &[f64]) {
        let next = self.stepped(parameters, gradient).expect("a step");
        parameters.copy_from_slice(&next);
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.optimiser.set_learning_rate(learning_rate);
        true
    }
}

fn row<O: Optimizer + 'static>(
    library: &'static str,
    rule: &str,
    settings: Settings,
    config: impl Fn(&Settings) -> O::Config,
) -> Row {
    let make = |settings: &Settings, length| {
        Rule::<O>::new(length, config(settings)).expect("a rule")
    };
    let check = check::optimiser::<f64, _>(made_by(make)).settings(settings);
    let report = check.named(format!("{library}, {rule}")).check().expect("settings");
    Row { library, version: locked(library), rule: rule.to_owned(), report }
}

pub fn rows() -> Vec<Row> {
    let settings = Settings::new(0.01);
    let momentum = Settings { momentum: 0.9, ..Settings::new(0.1) };
    let coupled = Settings { weight_decay: 0.1, ..settings };
    let decay = |settings: &Settings| {
        (settings.weight_decay > 0.0).then_some(Decay::WeightDecay(settings.weight_decay))
    };
    let decoupled = |settings: &Settings| {
        (settings.weight_decay > 0.0).then_some(Decay::DecoupledWeightDecay(settings.weight_decay))
    };
    let sgd = |s: &Settings, nesterov: bool| ParamsSGD {
        lr: s.learning_rate,
        weight_decay: decay(s),
        momentum: match nesterov {
            true => Some(Momentum::Nesterov(s.momentum)),
            false => Some(Momentum::Classical(s.momentum)),
        },
        dampening: s.dampening,
    };
    let adam = |s: &Settings, amsgrad: bool, weight_decay| ParamsAdam {
        lr: s.learning_rate,
        beta_1: s.beta1,
        beta_2: s.beta2,
        eps: s.epsilon,
        weight_decay,
        amsgrad,
    };
    let rmsprop = |s: &Settings, centered: bool| ParamsRMSprop {
        lr: s.learning_rate,
        alpha: s.smoothing,
        eps: s.epsilon,
        weight_decay: (s.weight_decay > 0.0).then_some(s.weight_decay),
        momentum: (s.momentum > 0.0).then_some(s.momentum),
        centered,
    };
    let own = "candle-optimisers";
    let dampened = Settings { dampening: 0.1, ..momentum };
    vec![
        row::<candle_nn::SGD>("candle-nn", "SGD", Settings::new(0.1), |s| s.learning_rate),
        row::<candle_nn::AdamW>("candle-nn", "AdamW", coupled, |s| candle_nn::ParamsAdamW {
            lr: s.learning_rate,
            beta1: s.beta1,
            beta2: s.beta2,
            eps: s.epsilon,
            weight_decay: s.weight_decay,
        }),
        row::<SGD>(own, "SGD, momentum", momentum, |s| sgd(s, false)),
        row::<SGD>(own, "SGD, momentum, dampening", dampened, |s| sgd(s, false)),
        row::<SGD>(own, "SGD, Nesterov", momentum, |s| sgd(s, true)),
        row::<SGD>(own, "SGD, momentum, decay", Settings { weight_decay: 0.1, ..momentum }, |s| sgd(s, false)),
        row::<Adam>(own, "Adam", settings, |s| adam(s, false, decay(s))),
        row::<Adam>(own, "Adam, decay", coupled, |s| adam(s, false, decay(s))),
        row::<Adam>(own, "Adam, decoupled decay", coupled, |s| adam(s, false, decoupled(s))),
        row::<Adam>(own, "Adam, AMSGrad", settings, |s| adam(s, true, decay(s))),
        row::<Adam>(own, "Adam, AMSGrad, decay", coupled, |s| adam(s, true, decay(s))),
        row::<RMSprop>(own, "RMSprop", settings, |s| rmsprop(s, false)),
        row::<RMSprop>(own, "RMSprop, centred", settings, |s| rmsprop(s, true)),
        row::<RMSprop>(own, "RMSprop, momentum, decay", Settings { momentum: 0.9, ..coupled }, |s| rmsprop(s, false)),
        row::<Adagrad>(own, "Adagrad, decay", coupled, |s| ParamsAdaGrad {
            lr: s.learning_rate,
            lr_decay: 0.0,
            initial_acc: s.initial_accumulator,
            weight_decay: decay(s),
            eps: s.epsilon,
        }),
        row::<Adadelta>(
            own,
            "Adadelta, decay",
            Settings { smoothing: 0.9, epsilon: 1e-6, weight_decay: 0.1, ..Settings::new(0.5) },
            |s| ParamsAdaDelta {
                lr: s.learning_rate,
                rho: s.smoothing,
                eps: s.epsilon,
                weight_decay: decay(s),
            },
        ),
        row::<Adamax>(own, "Adamax, decay", coupled, |s| ParamsAdaMax {
            lr: s.learning_rate,
            beta_1: s.beta1,
            beta_2: s.beta2,
            weight_decay: decay(s),
            eps: s.epsilon,
        }),
        row::<NAdam>(own, "NAdam, decay", coupled, |s| ParamsNAdam {
            lr: s.learning_rate,
            beta_1: s.beta1,
            beta_2: s.beta2,
            eps: s.epsilon,
            weight_decay: decay(s),
            momentum_decay: s.momentum_decay,
        }),
        row::<RAdam>(own, "RAdam, decay", coupled, |s| ParamsRAdam {
            lr: s.learning_rate,
            beta_1: s.beta1,
            beta_2: s.beta2,
            weight_decay: decay(s),
            eps: s.epsilon,
        }),
    ]
}
