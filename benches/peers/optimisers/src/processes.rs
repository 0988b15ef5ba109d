//! Libraries in Python, over a pipe.

use std::path::Path;
use std::time::Duration;

use verigrad::check::{self, Process, Settings};

use crate::row::Row;

type Rules = &'static [(&'static str, fn() -> Settings)];

/// The option that names a Python, the script and its rules.
pub const ALL: [(&str, &str, Rules); 3] =
    [("--torch", "torch_rules.py", TORCH), ("--optax", "optax_rules.py", OPTAX), ("--keras", "keras_rules.py", KERAS)];

fn plain() -> Settings {
    Settings::new(0.01)
}

fn decayed() -> Settings {
    Settings { weight_decay: 0.1, ..plain() }
}

fn momentum() -> Settings {
    Settings { momentum: 0.9, ..Settings::new(0.1) }
}

fn dampened() -> Settings {
    Settings { dampening: 0.3, weight_decay: 0.1, ..momentum() }
}

fn with_momentum() -> Settings {
    Settings { momentum: 0.9, ..plain() }
}

fn adadelta() -> Settings {
    Settings { smoothing: 0.9, epsilon: 1e-6, ..Settings::new(0.5) }
}

fn accumulated() -> Settings {
    Settings { initial_accumulator: 0.1, epsilon: 1e-3, ..plain() }
}

const TORCH: Rules = &[
    ("SGD", dampened),
    ("SGD-nesterov", momentum),
    ("RMSprop", decayed),
    ("RMSprop-centred", plain),
    ("RMSprop-momentum", with_momentum),
    ("Adagrad", decayed),
    ("Adadelta", adadelta),
    ("Adam", decayed),
    ("Adam-foreach", decayed),
    ("Adam-fused", decayed),
    ("AdamW", decayed),
    ("Adam-amsgrad", plain),
    ("Adamax", decayed),
    ("NAdam", decayed),
    ("NAdam-foreach", decayed),
    ("RAdam", decayed),
];
const OPTAX: Rules = &[
    ("sgd", momentum),
    ("sgd-nesterov", momentum),
    ("rmsprop", plain),
    ("rmsprop-centred", plain),
    ("adagrad", accumulated),
    ("adadelta", adadelta),
    ("adam", plain),
    ("adamw", decayed),
    ("amsgrad", plain),
    ("adamax", plain),
    ("nadam", plain),
    ("radam", plain),
];
const KERAS: Rules = &[
    ("SGD", momentum),
    ("SGD-nesterov", momentum),
    ("RMSprop", plain),
    ("RMSprop-centred", plain),
    ("RMSprop-momentum", with_momentum),
    ("Adagrad", accumulated),
    ("Adadelta", adadelta),
    ("Adam", plain),
    ("AdamW", decayed),
    ("Adam-amsgrad", plain),
    ("Adamax", plain),
    ("Nadam", || Settings { momentum_decay: 1.0, ..plain() }),
];

fn library(script: &str) -> &'static str {
    match script {
        "torch_rules.py" => "PyTorch 2.6.0",
        "optax_rules.py" => "optax 0.2.4",
        _ => "Keras 3.8.0",
    }
}

pub fn rows(python: &str, script: &str, rules: Rules) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(script).display().to_string();
    let row = |&(rule, settings): &(&str, fn() -> Settings)| {
        let settings = settings();
        let process = Process::start(python, &[path.clone(), rule.to_owned()], true).expect("Python");
        let library = library(script);
        // Keras keeps its settings in float32, whatever the variables are.
        let name = format!("{library}, {rule}");
        let report = if library.starts_with("Keras") {
            check::optimiser::<f32, _>(&process).settings(settings).cases(8).time(Duration::from_secs(120)).named(name).check()
        } else {
            check::optimiser::<f64, _>(&process).settings(settings).cases(12).time(Duration::from_secs(120)).named(name).check()
        };
        if let Some(failure) = process.failure() {
            panic!("{library}, {rule}: {failure}");
        }
        eprintln!("{library}, {rule}: done");
        Row { library, rule: rule.to_owned(), report: report.expect("settings") }
    };
    rules.iter().map(row).collect()
}
