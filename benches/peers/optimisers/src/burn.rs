//! burn-optim on burn-ndarray, in f32, which its settings are in.

use burn_core::tensor::{Tensor, TensorData};
use burn_ndarray::{NdArray, NdArrayDevice};
use burn_optim::SimpleOptimizer;
use burn_optim::decay::WeightDecayConfig;
use burn_optim::momentum::MomentumConfig;
use burn_optim::{AdaGradConfig, AdamConfig, AdamWConfig, RmsPropConfig, SgdConfig};
use verigrad::check::{self, Running, Settings, made_by};

use crate::row::{Row, locked};

type Backend = NdArray<f32>;

struct Rule<O: SimpleOptimizer<Backend>> {
    optimiser: O,
    rate: f64,
    state: Option<O::State<1>>,
}

impl<O: SimpleOptimizer<Backend>> Running<f32> for Rule<O> {
    fn step(&mut self, parameters: &mut [f32], gradient: &[f32]) {
        let device = NdArrayDevice::default();
        let tensor = |numbers: &[f32]| {
            Tensor::<Backend, 1>::from_data(TensorData::from(numbers), &device)
        };
        let state = self.state.take();
        let (next, state) =
            self.optimiser.step(self.rate, tensor(parameters), tensor(gradient), state);
        self.state = state;
        parameters.copy_from_slice(&next.into_data().to_vec::<f32>().expect("f32"));
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.rate = learning_rate;
        true
    }
}

fn row<O: SimpleOptimizer<Backend> + 'static>(
    rule: &str,
    settings: Settings,
    make: impl Fn(&Settings) -> O,
) -> Row {
    let library = "burn-optim";
    let make = |settings: &Settings, _| Rule {
        optimiser: make(settings),
        rate: settings.learning_rate,
        state: None,
    };
    let check = check::optimiser::<f32, _>(made_by(make)).settings(settings);
    let report = check.named(format!("{library}, {rule}")).check().expect("settings");
    Row { library, version: locked(library), rule: rule.to_owned(), report }
}

pub fn rows() -> Vec<Row> {
    let settings = Settings::new(0.01);
    let decayed = Settings { weight_decay: 0.1, ..settings };
    let momentum = Settings { momentum: 0.9, dampening: 0.1, ..Settings::new(0.1) };
    let decay = |s: &Settings| {
        (s.weight_decay > 0.0).then(|| WeightDecayConfig::new(s.weight_decay as f32))
    };
    let sgd = |s: &Settings, nesterov: bool| {
        let momentum = MomentumConfig::new()
            .with_momentum(s.momentum)
            .with_dampening(s.dampening)
            .with_nesterov(nesterov);
        let momentum = (s.momentum > 0.0).then_some(momentum);
        SgdConfig::new().with_momentum(momentum).with_weight_decay(decay(s)).build::<Backend>()
    };
    let adam = |s: &Settings, amsgrad: bool| {
        let config = AdamConfig::new().with_beta_1(s.beta1 as f32).with_beta_2(s.beta2 as f32);
        let config = config.with_epsilon(s.epsilon as f32).with_amsgrad(amsgrad);
        config.with_weight_decay(decay(s)).build()
    };
    let adamw = |s: &Settings| {
        let config = AdamWConfig::new().with_beta_1(s.beta1 as f32).with_beta_2(s.beta2 as f32);
        config.with_epsilon(s.epsilon as f32).with_weight_decay(s.weight_decay as f32).build()
    };
    let rmsprop = |s: &Settings, centred: bool| {
        let config = RmsPropConfig::new().with_alpha(s.smoothing as f32);
        let config = config.with_epsilon(s.epsilon as f32).with_momentum(s.momentum as f32);
        config.with_centered(centred).with_weight_decay(decay(s)).build()
    };
    vec![
        row("Sgd, momentum", momentum, |s| sgd(s, false)),
        row("Sgd, Nesterov", Settings { dampening: 0.0, ..momentum }, |s| sgd(s, true)),
        row("Adam", settings, |s| adam(s, false)),
        row("Adam, decay", decayed, |s| adam(s, false)),
        row("Adam, AMSGrad", settings, |s| adam(s, true)),
        row("AdamW", decayed, adamw),
        row("RmsProp, decay", decayed, |s| rmsprop(s, false)),
        row("RmsProp, centred", settings, |s| rmsprop(s, true)),
        row("RmsProp, momentum", Settings { momentum: 0.9, ..settings }, |s| rmsprop(s, false)),
        row("AdaGrad, decay", decayed, |s| {
            AdaGradConfig::new().with_epsilon(s.epsilon as f32).with_weight_decay(decay(s)).build()
        }),
    ]
}
