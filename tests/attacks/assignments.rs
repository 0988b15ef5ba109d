//! Documents of experiments that say more than they may, or ask for more than there is.

use crate::place::{QUICK, file, folder, ran, verigrad};

const MINIMISATION: &str = r#"name = "m"
title = "M"
[problem1]
objective = { name = "quadratic", curvatures = [1.0, 2.0] }
start = [0, 0]
steps = 10
[problem1.contour]
part = "1a"
x = [-1, 1]
y = [-1, 1]
points = [20, 20]
levels = { from = 0.1, to = 1.0, count = 5 }
[[problem1.comparison]]
part = "1b"
title = "T"
runs = [{ name = "r", rule = "gradient-descent", learning_rate = 0.1, start = [1, 1] }]
"#;

const SWEEP: &str = r#"name = "tiny"
title = "Tiny"
[[net]]
part = "2a"
title = "SGD"
activation = "sigmoid"
initialisation = "xavier-normal"
batch = 1000
epochs = 1
best = ["eta"]
trainings = [
    { name = "a", layers = [784, 2, 10], rule = "sgd", learning_rate = 0.1 },
    { name = "b", layers = [784, 2, 10], rule = "sgd", learning_rate = 0.5 },
]
[[net]]
part = "3a"
title = "probe"
activation = "sigmoid"
initialisation = "xavier-normal"
batch = 10
gradient_probe = [784, 5, 10]
"#;

#[track_caller]
fn refused(document: &str, from: &str, to: &str, said: &str) {
    assert!(document.contains(from), "{from}");
    let place = folder();
    file(place.path(), "bad.toml", document.replacen(from, to, 1));
    let run = ran(&mut verigrad(place.path(), "run --list --assignment bad.toml"));
    run.said(2, said);
    assert!(run.error.contains("bad.toml:"), "{}", run.error);
}

#[track_caller]
fn taken(document: &str) {
    let place = folder();
    file(place.path(), "good.toml", document);
    ran(&mut verigrad(place.path(), "run --list --assignment good.toml")).said(0, ".");
}

#[test]
fn lists_have_the_elements_they_have() {
    for good in [MINIMISATION, SWEEP, QUICK] {
        taken(good);
    }
    for (from, to) in [
        ("start = [0, 0]", "start = [0, 0, 0]"),
        ("start = [0, 0]", "start = [0]"),
        ("start = [1, 1]", "start = [1, 1, 1]"),
        ("curvatures = [1.0, 2.0]", "curvatures = [1.0, 2.0, 3.0]"),
        ("x = [-1, 1]", "x = [-1, 1, 2]"),
        ("y = [-1, 1]", "y = [-1, 1, 2]"),
        ("points = [20, 20]", "points = [20, 20, 20]"),
    ] {
        refused(MINIMISATION, from, to, "2 numbers");
    }
    // A table is no list of its values.
    for (from, to) in [
        ("levels = { from = 0.1, to = 1.0, count = 5 }", "levels = [0.1, 1.0, 5, 9]"),
        ("levels = { from = 0.1, to = 1.0, count = 5 }", "levels = [0.1, 1.0, 5]"),
        (
            "objective = { name = \"quadratic\", curvatures = [1.0, 2.0] }",
            "objective = [\"beale\"]",
        ),
        (
            "runs = [{ name = \"r\", rule = \"gradient-descent\", learning_rate = 0.1, start = [1, 1] }]",
            "runs = [[\"r\", \"gradient-descent\", 0.1]]",
        ),
    ] {
        refused(MINIMISATION, from, to, "a table");
    }
}

#[test]
fn names_that_collide_are_refused() {
    for name in
        ["best", "best.accuracy", "best.eta", "accuracy", "ratio", "input", "batch", "setting"]
    {
        let document = SWEEP.replacen("name = \"b\"", &format!("name = \"{name}\""), 1);
        let place = folder();
        file(place.path(), "name.toml", &document);
        let run = ran(&mut verigrad(place.path(), "run --list --assignment name.toml"));
        let collides = name.starts_with("best");
        if run.status == Some(0) {
            assert!(!collides, "{name} is taken");
            let mut ids: Vec<&str> =
                run.out.lines().filter_map(|line| line.split(' ').next()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{name}: an id is there twice");
        } else {
            run.said(2, "name.toml:");
            assert!(run.error.contains(name), "{}", run.error);
        }
    }
    // A training without a name has the part's own ids.
    let nameless = SWEEP.replacen("{ name = \"a\", ", "{ ", 1);
    taken(&nameless);
    for name in ["accuracy", "accuracy@1", "parameters", "setting", "setting.rate"] {
        let (from, to) = ("name = \"b\"", format!("name = \"{name}\""));
        refused(&nameless, from, &to, name.split('@').next().expect("a name"));
    }
    refused(SWEEP, "part = \"3a\"", "part = \"2a.best\"", "2a.best");
}

#[test]
fn sizes_are_bounded_by_the_memory_they_need() {
    let layers = format!("[784, {}10]", "4096, ".repeat(98));
    refused(SWEEP, "[784, 2, 10]", &layers, "GB of memory");
    refused(SWEEP, "[784, 5, 10]", &layers, "GB of memory");
    refused(SWEEP, "batch = 1000", "batch = 18446744073709551615", "batch");
    refused(MINIMISATION, "points = [20, 20]", "points = [2000, 2000000]", "2000 points");
    let runs: String = (0..200)
        .map(|run| {
            format!(
                "{{ name = \"r{run}\", rule = \"gradient-descent\", learning_rate = 1e-{run} }},"
            )
        })
        .collect();
    let many = MINIMISATION.replacen("runs = [", &format!("runs = [{runs}"), 1);
    refused(&many, "steps = 10", "steps = 10000000", "GB of memory");
    // What is much but possible is said before it is taken.
    let place = folder();
    let large = format!("[784, {}10]", "4096, ".repeat(12));
    file(place.path(), "large.toml", QUICK.replacen("[784, 2, 10]", &large, 1));
    ran(&mut verigrad(place.path(), "run --list --assignment large.toml")).said(0, "GB of memory");
}

/// Steps and epochs are bounded by the time that is given for them.
#[test]
fn what_takes_longer_than_its_budget_is_refused_before_it_is_begun() {
    let place = folder();
    file(place.path(), "long.toml", SWEEP.replacen("epochs = 1", "epochs = 1000", 1));
    for arguments in [
        "run --assignment long.toml --budget 1s",
        "--assignment long.toml --budget 1s",
        "ensemble --assignment long.toml --rows 0..1000 --out rows.csv --budget 1s",
    ] {
        let start = std::time::Instant::now();
        ran(&mut verigrad(place.path(), arguments)).said(2, "--budget");
        assert!(start.elapsed().as_secs() < 60, "{arguments}");
    }
    ran(&mut verigrad(place.path(), "run --assignment quick.toml --budget 1h")).said(0, "3a.ratio");
    // A report's own steps are run within the budget, or it is said that they were not.
    let report = "# 1(b)\n\n```python\nsteps = 10000000\neta = 0.0001\n\
                  for i in range(10000000):\n    x = x - eta * grad(x)\n```\n\n\
                  Gradient descent final function value: 3.3e-05\n";
    file(place.path(), "report.md", report);
    let run = ran(&mut verigrad(place.path(), "grade report.md --budget 0"));
    assert!(run.status <= Some(1), "{}", run.error);
}
