//! Documents: what is refused, and where the error points; and what a changed one measures.

use std::sync::Arc;

use verigrad::diagnostic::InputError;
use verigrad::homework::{Assignment, Catalogue, QuantityId, RunId};
use verigrad::measure::{Value, measure};
use verigrad::objective::{Objective, StandardObjective};
use verigrad::optim::{EpsilonPlace, MomentumForm, Optimiser};

use crate::shared::part;

/// A valid document; lines are counted from the one after the opening quotes.
const DOCUMENT: &str = r#"name = "small"
title = "A variant"

[problem1]
objective = { name = "himmelblau" }
square = "product"
start = [0.5, -1]
steps = 50

[problem1.contour]
part = "1a"
x = [-5, 5]
y = [-5, 5]
points = [20, 30]
levels = { from = 1, to = 100, count = 3 }

[[problem1.comparison]]
part = "1b"
title = "Three rules"
runs = [
    { name = "gd", rule = "gradient-descent", learning_rate = 0.01 },
    { name = "ball", rule = "momentum", learning_rate = 0.005, decay = 0.8, form = "average" },
    { name = "adam", rule = "adam", learning_rate = 0.1, beta1 = 0.8, beta2 = 0.95, epsilon = 1e-6 },
]

[[problem1.comparison]]
part = "1c"
title = "One rule"
runs = [{ name = "adam", rule = "adam", learning_rate = 0.2 }]
"#;

fn refusal(document: &str) -> (String, usize, usize) {
    match Assignment::parse(document, "class.toml") {
        Ok(_) => panic!("accepted:\n{document}"),
        Err(InputError::At(diagnostic)) => {
            let (line, column) = diagnostic.position();
            let message = diagnostic.to_string();
            assert!(message.starts_with(&format!("class.toml:{line}:{column}: ")), "{message}");
            assert!(diagnostic.render(false).contains(&format!("class.toml:{line}:{column}")));
            (message, line, column)
        }
        Err(other) => panic!("an error without a place: {other}"),
    }
}

/// What is changed in the document, where the error must point, and what it must say.
const REFUSED: &[(&str, &str, usize, usize, &str)] = &[
    ("steps = 50", "steps = 50\nspeed = 1", 9, 1, "unknown field `speed`"),
    ("epsilon = 1e-6", "epsilom = 1e-6", 23, 85, "unknown field `epsilom`"),
    ("title = \"A variant\"\n", "", 1, 1, "missing field `title`"),
    ("start = [0.5, -1]", "start = [0.5]", 7, 9, "2 numbers are needed, and here are 1"),
    ("start = [0.5, -1]", "start = [0.5, -1, 0]", 7, 9, "2 numbers are needed, and here are 3"),
    ("points = [20, 30]", "points = [20, 30, 2]", 14, 10, "2 numbers are needed"),
    ("steps = 50", "steps = \"many\"", 8, 9, "invalid type: string"),
    ("steps = 50", "steps = -1", 8, 9, "invalid value: integer `-1`"),
    ("steps = 50", "steps = 0", 8, 9, "from 1 to 10,000,000 steps"),
    ("steps = 50", "steps = 10_000_001", 8, 9, "from 1 to 10,000,000 steps"),
    ("steps = 50", "steps = 50 50", 8, 9, "cannot be read"),
    ("start = [0.5, -1]", "start = [nan, -1]", 7, 9, "must be finite"),
    ("square = \"product\"", "square = \"twice\"", 6, 10, "unknown variant `twice`"),
    ("\"himmelblau\"", "\"sphere\"", 5, 22, "no such objective"),
    ("\"himmelblau\"", "\"himmelblau\", a = 1", 5, 40, "`a` is a setting of `rosenbrock`"),
    ("\"himmelblau\"", "\"sphère\", a = 1", 5, 22, "no such objective"),
    // Columns count characters: `è` is two bytes.
    ("\"himmelblau\"", "\"sphère\", size = 1", 5, 32, "unknown field `size`"),
    ("\"himmelblau\"", "\"beale\", curvatures = [1, 2]", 5, 44, "a setting of `quadratic`"),
    ("\"himmelblau\"", "\"sphere\"", 5, 22, "booth, rastrigin, styblinski-tang, logistic"),
    (
        "\"himmelblau\"",
        "\"booth\", amplitude = 3",
        5,
        43,
        "a setting of `rastrigin`, not of `booth`",
    ),
    ("\"himmelblau\"", "\"rastrigin\", amplitude = 0", 5, 47, "must be positive"),
    ("\"himmelblau\"", "\"beale\", ridge = 1", 5, 39, "`ridge` is a setting of `logistic`"),
    ("\"himmelblau\"", "\"logistic\"", 5, 22, "needs `points = [[x, y, label]"),
    ("\"himmelblau\"", "\"logistic\", points = []", 5, 43, "two features or more"),
    ("\"himmelblau\"", "\"logistic\", points = [[1, 2, 3]]", 5, 44, "a label, 0 or 1"),
    ("\"himmelblau\"", "\"logistic\", points = [[1, nan, 1]]", 5, 44, "must be finite"),
    (
        "\"himmelblau\"",
        "\"logistic\", points = [[1, 0, 1], [0, 1, 0]]",
        5,
        43,
        "a positive `ridge` makes one",
    ),
    (
        "\"himmelblau\"",
        "\"logistic\", ridge = 1, points = [[1, 0, 1], [0, 1, 1, 0]]",
        5,
        54,
        "all of the same number",
    ),
    ("steps = 50", "steps = 50\nnoise = { deviation = 0, seed = 1 }", 9, 23, "must be positive"),
    ("steps = 50", "steps = 50\nnoise = { deviation = 1, seed = -1 }", 9, 33, "not be negative"),
    (
        "steps = 50",
        "steps = 50\nnoise = { deviation = 1, seed = 4294967296, stream = \"random-seed\" }",
        9,
        33,
        "takes 0 to 4294967295",
    ),
    (
        "steps = 50",
        "steps = 50\nnoise = { deviation = 1, seed = 1, stream = \"torch\" }",
        9,
        45,
        "unknown variant `torch`, expected `default-rng` or `random-seed`",
    ),
    ("\"himmelblau\"", "\"quadratic\"", 5, 22, "needs `curvatures"),
    ("\"himmelblau\"", "\"quadratic\", curvatures = [1, 0]", 5, 48, "both must be positive"),
    ("\"himmelblau\"", "\"rosenbrock\", b = -1", 5, 40, "must be positive"),
    ("learning_rate = 0.01", "learning_rate = -0.01", 21, 63, "a rate must be positive"),
    ("learning_rate = 0.01", "learning_rate = 0", 21, 63, "a rate must be positive"),
    ("learning_rate = 0.01", "learning_rate = inf", 21, 63, "a rate must be positive"),
    ("decay = 0.8", "decay = 1.0", 22, 72, "not including 1"),
    ("beta1 = 0.8", "beta1 = 1", 23, 66, "not including 1"),
    ("beta2 = 0.95", "beta2 = nan", 23, 79, "not including 1"),
    ("epsilon = 1e-6", "epsilon = -1e-6", 23, 95, "must not be negative"),
    (
        "learning_rate = 0.01",
        "learning_rate = 1, decay = 0.9",
        21,
        74,
        "`decay` is a setting of `momentum`",
    ),
    ("decay = 0.8", "beta1 = 0.8", 22, 72, "`beta1` is a setting of `adam`, not of `momentum`"),
    ("\"gradient-descent\"", "\"newton\"", 21, 27, "no such rule"),
    ("form = \"average\"", "form = \"heavy\"", 22, 84, "unknown variant `heavy`"),
    ("part = \"1c\"", "part = \"1b\"", 27, 8, "this part is there already"),
    ("part = \"1c\"", "part = \"1a\"", 27, 8, "this part is there already"),
    ("name = \"ball\"", "name = \"gd\"", 22, 14, "a run of that name already"),
    ("name = \"ball\"", "name = \"a ball\"", 22, 14, "a name has letters"),
    (
        "runs = [{ name = \"adam\", rule = \"adam\", learning_rate = 0.2 }]",
        "runs = []",
        29,
        8,
        "at least one run",
    ),
    ("x = [-5, 5]", "x = [5, -5]", 12, 5, "[smallest, largest]"),
    ("points = [20, 30]", "points = [1, 30]", 14, 10, "from 2 to 2000 points"),
    ("from = 1,", "from = 0,", 15, 10, "0 < from < to"),
];

#[test]
fn impossible_documents_are_refused_with_their_place() {
    Assignment::parse(DOCUMENT, "class.toml").expect("unchanged, the document is valid");
    let mut wrong = Vec::new();
    for &(from, to, line, column, fragment) in REFUSED {
        assert_eq!(DOCUMENT.matches(from).count(), 1, "`{from}` must stand there once");
        let (message, at_line, at_column) = refusal(&DOCUMENT.replace(from, to));
        if (at_line, at_column) != (line, column) || !message.contains(fragment) {
            wrong.push(format!("`{to}` should be at {line}:{column} `{fragment}`: {message}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_built_in_homework_has_its_parts() {
    let homework = Assignment::homework7().expect("the built-in document is valid");
    assert_eq!(homework.parts(), ["1a", "1b", "1c", "1d", "2a", "2b", "2c", "3a", "3b", "3c"]);
    let problem = homework.minimisation.expect("problem 1");
    assert_eq!(problem.contour.map(|contour| contour.levels.len()), Some(20));
    let runs = problem.comparisons.iter().flat_map(|comparison| &comparison.runs);
    for run in runs {
        assert_eq!((run.start, run.steps), ([-4.0, -2.0], 100_000), "{}", run.id);
        assert!(run.label().contains(", rate 1e-"), "{}", run.label());
    }
}

#[test]
fn settings_that_are_left_out_have_their_published_values() {
    let assignment = Assignment::parse(DOCUMENT, "class.toml").expect("valid");
    let problem = assignment.minimisation.expect("problem 1");
    let Optimiser::Adam(settings) = problem.comparisons[1].runs[0].optimiser else {
        panic!("the run is Adam's");
    };
    assert_eq!((settings.beta1, settings.beta2, settings.epsilon), (0.9, 0.999, 1e-8));
    assert_eq!(settings.epsilon_place, EpsilonPlace::OutsideRoot);
    let Optimiser::Momentum(settings) = problem.comparisons[0].runs[1].optimiser else {
        panic!("the run is momentum's");
    };
    assert_eq!((settings.decay, settings.form), (0.8, MomentumForm::Average));
}

#[test]
fn levels_are_evenly_spaced_on_a_log_scale() {
    let assignment = Assignment::parse(DOCUMENT, "class.toml").expect("valid");
    let levels = assignment.minimisation.and_then(|p| p.contour).expect("a contour").levels;
    for (level, expected) in levels.iter().zip([1.0, 10.0, 100.0]) {
        assert!((level / expected - 1.0).abs() < verigrad::tolerance::LEVELS, "{levels:?}");
    }
    assert_eq!(levels.len(), 3);
}

/// A variant's quantities by their ids.
fn of(assignment: &Assignment) -> impl Fn(&str) -> QuantityId + use<> {
    let catalogue = Catalogue::of(assignment).expect("ids that differ");
    move |text| QuantityId::read(text, &catalogue).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_variant_of_the_homework_runs() {
    let assignment = Assignment::parse(DOCUMENT, "class.toml").expect("valid");
    let quantity = of(&assignment);
    let measurements = measure(&assignment, &[&part("1b")], &|_| {});
    let names: Vec<String> = measurements.iter().map(|(id, _)| id.to_string()).collect();
    let expected = ["1b.gd", "1b.ball", "1b.adam"]
        .map(|id| ["point", "value", "error"].map(|what| format!("{id}.{what}")))
        .concat();
    assert_eq!(names, expected);
    let objective = assignment.minimisation.expect("problem 1").objective;
    assert!(matches!(objective, StandardObjective::Himmelblau(_)));
    for name in ["gd", "ball", "adam"] {
        let id = RunId::new(&part("1b"), name);
        let trajectory = measurements.trajectory(&id).expect("the run");
        assert_eq!((trajectory.points.len(), trajectory.points[0]), (51, [0.5, -1.0]));
        let value = objective.value(trajectory.last());
        assert!(value < objective.value([0.5, -1.0]), "{id} did not descend");
        assert_eq!(measurements.get(&quantity(&format!("{id}.value"))), Some(Value::Number(value)));
        let error = trajectory.errors[50];
        assert_eq!(measurements.number(&quantity(&format!("{id}.error"))), Some(error));
    }
    assert!(
        measurements.trajectory(&RunId::new(&part("1c"), "adam")).is_none(),
        "1c was not asked for"
    );
}

/// A part gives the same numbers alone as among the others.
#[test]
fn parts_do_not_influence_each_other() {
    let assignment = Assignment::parse(DOCUMENT, "class.toml").expect("valid");
    let alone = measure(&assignment, &[&part("1c")], &|_| {});
    let together = measure(&assignment, &assignment.parts(), &|_| {});
    let point = of(&assignment)("1c.adam.point");
    assert!(alone.get(&point).is_some());
    assert_eq!(alone.get(&point), together.get(&point));
    let path = |name| together.trajectory(&RunId::new(&part(name), "adam")).expect("the run");
    assert!(!Arc::ptr_eq(path("1c"), path("1b")));
    assert_eq!(measure(&assignment, &[&part("1a")], &|_| {}).iter().count(), 0);
}
