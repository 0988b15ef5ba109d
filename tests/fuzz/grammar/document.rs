//! Documents of experiments.

use std::fmt::Write;

use super::{Choices, damage};

/// A document of experiments.
pub fn document(bytes: &[u8]) -> String {
    let mut choices = Choices::new(bytes);
    let mut text = format!("name = {}\ntitle = {}\n", key(&mut choices), key(&mut choices));
    if choices.below(3) > 0 {
        problem(&mut choices, &mut text);
    }
    for _ in 0..choices.below(4) {
        net(&mut choices, &mut text);
    }
    damage(&mut choices, &mut text);
    text
}

/// A string of TOML.
fn key(choices: &mut Choices) -> String {
    let name = choices.one(&[
        "a",
        "1b",
        "2a",
        "best",
        "accuracy",
        "sgd.0.1",
        "Task 4",
        "1(b)",
        "\\u202e",
        "\\u001b[2J",
        "",
        "2a.best",
        "setting",
        "=1+1",
        "é",
    ]);
    format!("\"{name}\"")
}

fn pair(choices: &mut Choices) -> String {
    let count = if choices.rarely() { choices.below(4) } else { 2 };
    let numbers: Vec<String> = (0..count).map(|_| toml_number(choices)).collect();
    format!("[{}]", numbers.join(", "))
}

fn toml_number(choices: &mut Choices) -> String {
    choices
        .one(&[
            "0.1",
            "1.0",
            "-1.5",
            "0",
            "3",
            "20",
            "1000",
            "1e-3",
            "1e308",
            "1e-308",
            "nan",
            "inf",
            "-1",
            "9223372036854775807",
            "10000000",
            "60000",
            "4096",
            "784",
            "10",
        ])
        .to_owned()
}

fn problem(choices: &mut Choices, text: &mut String) {
    let objective = choices.one(&["rosenbrock", "quadratic", "beale", "himmelblau", "sphere"]);
    let extra = match choices.below(4) {
        0 => format!(", a = {}", toml_number(choices)),
        1 => format!(", curvatures = {}", pair(choices)),
        _ => String::new(),
    };
    let _ = write!(
        text,
        "[problem1]\nobjective = {{ name = \"{objective}\"{extra} }}\nstart = {}\nsteps = {}\n",
        pair(choices),
        toml_number(choices)
    );
    if choices.below(2) > 0 {
        let _ = write!(
            text,
            "[problem1.contour]\npart = {}\nx = {}\ny = {}\npoints = {}\nlevels = {{ from = {}, to = \
             {}, count = {} }}\n",
            key(choices),
            pair(choices),
            pair(choices),
            pair(choices),
            toml_number(choices),
            toml_number(choices),
            toml_number(choices)
        );
    }
    for _ in 0..1 + choices.below(2) {
        let runs: Vec<String> = (0..1 + choices.below(3)).map(|_| run(choices)).collect();
        let _ = write!(
            text,
            "[[problem1.comparison]]\npart = {}\ntitle = {}\nruns = [{}]\n",
            key(choices),
            key(choices),
            runs.join(", ")
        );
    }
}

fn run(choices: &mut Choices) -> String {
    let rule = choices.one(&["gradient-descent", "momentum", "adam", "sgd"]);
    let rate = toml_number(choices);
    let mut run = format!("{{ name = {}, rule = \"{rule}\", learning_rate = {rate}", key(choices));
    for setting in ["decay", "beta1", "beta2", "epsilon", "steps", "momentum", "weight_decay"] {
        if choices.rarely() {
            let _ = write!(run, ", {setting} = {}", toml_number(choices));
        }
    }
    run + " }"
}

fn net(choices: &mut Choices, text: &mut String) {
    let _ = write!(
        text,
        "[[net]]\npart = {}\ntitle = {}\nactivation = \"{}\"\ninitialisation = \"{}\"\nbatch = {}\n",
        key(choices),
        key(choices),
        choices.one(&["sigmoid", "relu", "tanh"]),
        choices.one(&["xavier-normal", "kaiming-uniform", "zero"]),
        toml_number(choices)
    );
    let layers = |choices: &mut Choices| {
        let hidden: Vec<String> = (0..choices.below(4)).map(|_| toml_number(choices)).collect();
        let hidden: String = hidden.iter().map(|size| format!("{size}, ")).collect();
        format!("[784, {hidden}10]")
    };
    if choices.below(2) == 0 {
        let _ = writeln!(text, "gradient_probe = {}", layers(choices));
        return;
    }
    let _ = writeln!(text, "epochs = {}\nbest = [\"eta\"]", toml_number(choices));
    let trainings: Vec<String> = (0..1 + choices.below(3))
        .map(|_| {
            let run = run(choices);
            format!("{{ layers = {},{}", layers(choices), &run[1..])
        })
        .collect();
    let _ = writeln!(text, "trainings = [{}]", trainings.join(", "));
}
