//! The homework's six runs, step by step, against NumPy's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use verigrad::homework::{Assignment, HOMEWORK7, Minimisation, RunId};
use verigrad::measure::{Measurements, Progress, measure, minimise};
use verigrad::objective::Objective;

use crate::golden::{self, Mismatches, Row, from_bits, same};
use crate::shared::{part, quantity};

const NAME: &str = "numpy/trajectories.csv";
const IDS: [&str; 6] = ["1b.gd", "1b.momentum", "1b.adam", "1c.momentum", "1c.adam", "1d.adam"];

fn checkpoints() -> Vec<Row<5>> {
    golden::read(NAME, ["run", "step", "x", "y", "value"])
}

fn homework() -> Assignment {
    Assignment::homework7().expect("the built-in document is valid")
}

fn run(assignment: &Assignment, id: &str) -> Minimisation {
    let problem = assignment.minimisation.as_ref().expect("the homework has a problem 1");
    let mut runs = problem.comparisons.iter().flat_map(|comparison| &comparison.runs);
    runs.find(|run| run.id == id).unwrap_or_else(|| panic!("no run {id}")).clone()
}

/// The run of an id such as `1b.gd`.
fn id(text: &str) -> RunId {
    let (of, name) = text.split_once('.').expect("a part and a name");
    RunId::new(&part(of), name)
}

/// All parts of the homework, measured once for all tests.
fn measured() -> &'static Measurements {
    static MEASURED: OnceLock<Measurements> = OnceLock::new();
    MEASURED.get_or_init(|| {
        let homework = homework();
        measure(&homework, &homework.parts(), &|_| {})
    })
}

#[test]
fn every_checkpoint_has_numpys_bits() {
    let homework = homework();
    let mut mismatches = Mismatches::new(NAME);
    let mut compared: BTreeMap<String, usize> = BTreeMap::new();
    for row in checkpoints() {
        let [name, step, coordinates @ ..] = &row.fields;
        let [x, y, value] = coordinates.each_ref().map(|field| from_bits(field));
        let trajectory =
            measured().trajectory(&id(name)).unwrap_or_else(|| panic!("no run {name}"));
        let point = trajectory.points[step.parse::<usize>().expect("a step")];
        mismatches.bits(row.line, &format!("{name} x after {step}"), point[0], x);
        mismatches.bits(row.line, &format!("{name} y after {step}"), point[1], y);
        let ours = run(&homework, name).objective.value(point);
        mismatches.bits(row.line, &format!("{name} value after {step}"), ours, value);
        *compared.entry(name.clone()).or_default() += 1;
    }
    mismatches.finish();
    let names: BTreeSet<&str> = compared.keys().map(String::as_str).collect();
    assert_eq!(names, BTreeSet::from(IDS));
    assert!(compared.values().all(|&steps| steps == 119), "{compared:?}");
}

/// Each of these is another convention, and none of them reproduces NumPy: the comparison
/// above tells them apart.
#[test]
fn a_neighbouring_convention_has_other_bits() {
    let changes = [
        ("square = \"c-library-pow\"", "square = \"product\""),
        ("epsilon_place = \"inside-root\"", "epsilon_place = \"outside-root\""),
        ("beta2 = 0.99,", "beta2 = 0.999,"),
    ];
    let last = checkpoints()
        .into_iter()
        .find(|row| row.fields[..2] == ["1b.adam", "100000"])
        .expect("the last checkpoint");
    let golden = [2, 3].map(|column| from_bits(&last.fields[column]));
    let reproduces = |document: &str| {
        let assignment = Assignment::parse(document, "changed.toml").expect("a valid document");
        let ours = minimise(&run(&assignment, "1b.adam"), &|_| {}).last();
        same(ours[0], golden[0]) && same(ours[1], golden[1])
    };
    assert!(reproduces(HOMEWORK7));
    for (from, to) in changes {
        assert!(HOMEWORK7.contains(from), "{from}");
        assert!(!reproduces(&HOMEWORK7.replace(from, to)), "{to} makes no difference");
    }
}

#[test]
fn the_printed_texts_are_the_notebooks() {
    let expected = [
        ("1b.gd", "[0.99433318 0.98867571]", "3.216465854863436e-05"),
        ("1b.momentum", "[1. 1.]", "2.0850579801122868e-26"),
        ("1b.adam", "[0.99999479 1.00000519]", "2.4411637529060323e-08"),
        ("1c.momentum", "[nan nan]", "nan"),
        ("1c.adam", "[1.00001807 0.99998026]", "3.1256313541136063e-07"),
        ("1d.adam", "[1.00005344 0.99980312]", "9.230096545900223e-06"),
        ("1d.momentum", "[1. 1.]", "2.0850579801122868e-26"),
    ];
    for (id, point, value) in expected {
        let printed = |what: &str| {
            let id = quantity(&format!("{id}.{what}"));
            measured().get(&id).unwrap_or_else(|| panic!("no {id}")).printed()
        };
        assert_eq!((printed("point"), printed("value")), (point.to_owned(), value.to_owned()));
    }
    assert_eq!(measured().iter().count(), 3 * expected.len(), "point, value, error");
}

#[test]
fn distances_to_the_minimum_follow_the_path() {
    let trajectory = measured().trajectory(&id("1b.gd")).expect("the run");
    assert_eq!(trajectory.errors.len(), trajectory.points.len());
    assert_eq!(trajectory.errors[0], (25.0_f64 + 9.0).sqrt());
    let overflown = measured().trajectory(&id("1c.momentum")).expect("the run");
    assert!(overflown.errors.last().is_some_and(|error| error.is_nan()));
}

#[test]
fn equal_runs_are_made_once_and_progress_adds_up() {
    let homework = homework();
    let (planned, advanced) = (Mutex::new(Vec::new()), Mutex::new(0));
    let measurements = measure(&homework, &homework.parts(), &|progress| match progress {
        Progress::Planned(steps) => planned.lock().expect("unpoisoned").push(steps),
        Progress::Advanced(steps) => *advanced.lock().expect("unpoisoned") += steps,
    });
    assert_eq!(*planned.lock().expect("unpoisoned"), [600_000]);
    assert_eq!(*advanced.lock().expect("unpoisoned"), 600_000);
    let path = |name: &str| measurements.trajectory(&id(name)).expect("the run");
    assert!(Arc::ptr_eq(path("1b.momentum"), path("1d.momentum")));
    assert!(!Arc::ptr_eq(path("1b.momentum"), path("1c.momentum")));
}
