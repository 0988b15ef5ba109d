//! optirs-core: `step(&parameters, &gradient) -> Result<Array>`.

use optirs_core::optimizers::{Adagrad, Adam, AdamW, Optimizer, RAdam, RMSprop, SGD};
use scirs2_core::ndarray::{Array1, Ix1};
use verigrad::check::{self, Running, Settings, made_by};

use crate::row::{Row, locked};

struct Rule<O>(O);

impl<O: Optimizer<f64, Ix1>> Running<f64> for Rule<O> {
    fn step(&mut self, parameters: &mut [f64], gradient: &[f64]) {
        let here = Array1::from_vec(parameters.to_vec());
        let gradient = Array1::from_vec(gradient.to_vec());
        let next = self.0.step(&here, &gradient).expect("a step");
        parameters.copy_from_slice(&next.to_vec());
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.0.set_learning_rate(learning_rate);
        true
    }
}

fn row<O: Optimizer<f64, Ix1> + 'static>(
    rule: &str,
    settings: Settings,
    make: impl Fn(&Settings) -> O,
) -> Row {
    let library = "optirs-core";
    let make = |settings: &Settings, _| Rule(make(settings));
    let check = check::optimiser::<f64, _>(made_by(make)).settings(settings);
    let report = check.named(format!("{library}, {rule}")).check().expect("settings");
    Row { library, version: locked(library), rule: rule.to_owned(), report }
}

pub fn rows() -> Vec<Row> {
    let settings = Settings::new(0.01);
    let decayed = Settings { weight_decay: 0.1, ..settings };
    let momentum = Settings { momentum: 0.9, ..Settings::new(0.1) };
    let sgd = |s: &Settings| SGD::new_with_config(s.learning_rate, s.momentum, s.weight_decay);
    let adam = |s: &Settings| {
        Adam::new_with_config(s.learning_rate, s.beta1, s.beta2, s.epsilon, s.weight_decay)
    };
    vec![
        row("SGD, momentum", momentum, sgd),
        row("SGD, momentum, decay", Settings { weight_decay: 0.1, ..momentum }, sgd),
        row("Adam", settings, adam),
        row("Adam, decay", decayed, adam),
        row("AdamW", decayed, |s| {
            AdamW::new_with_config(s.learning_rate, s.beta1, s.beta2, s.epsilon, s.weight_decay)
        }),
        row("RMSprop, decay", decayed, |s| {
            RMSprop::new_with_config(s.learning_rate, s.smoothing, s.epsilon, s.weight_decay)
        }),
        row("Adagrad, decay", decayed, |s| {
            Adagrad::new_with_config(s.learning_rate, s.epsilon, s.weight_decay)
        }),
        row("RAdam, decay", decayed, |s| {
            RAdam::new_with_config(s.learning_rate, s.beta1, s.beta2, s.epsilon, s.weight_decay)
        }),
    ]
}
