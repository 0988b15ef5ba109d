//! Libraries in Python, over a pipe.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use verigrad::arithmetic::Real;
use verigrad::check::{self, Process, Report, Settings};

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
        "torch_rules.py" => "PyTorch",
        "optax_rules.py" => "optax",
        _ => "Keras",
    }
}

/// What the library says of itself.
fn version(python: &str, path: &str) -> String {
    let output = Command::new(python).args([path, "--version"]).output().expect("Python");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn report<T: Real>(process: &Process, settings: Settings, cases: u32, name: String) -> Report {
    let check = check::optimiser::<T, _>(process).settings(settings).cases(cases);
    let report = check.time(Duration::from_secs(300)).named(name).check().expect("settings");
    if let Some(failure) = process.failure() {
        panic!("{}: {failure}", report.subject);
    }
    report
}

pub fn rows(python: &str, script: &str, rules: Rules) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(script).display().to_string();
    let library = library(script);
    let version = version(python, &path);
    let row = |&(rule, settings): &(&str, fn() -> Settings)| {
        let arguments = [path.clone(), rule.to_owned()];
        let process = Process::start(python, &arguments, true).expect("Python");
        let name = format!("{library}, {rule}");
        // Keras keeps its settings in float32, whatever the variables are.
        let report = match library {
            "Keras" => report::<f32>(&process, settings(), 8, name),
            _ => report::<f64>(&process, settings(), 12, name),
        };
        eprintln!("{library}, {rule}: done");
        Row { library, version: version.clone(), rule: rule.to_owned(), report }
    };
    rules.iter().map(row).collect()
}
