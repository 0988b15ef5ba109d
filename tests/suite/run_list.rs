//! `run --list` and `run --json` name the same quantities, and every one can be graded.

use std::collections::BTreeSet;

use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use verigrad::homework::HOMEWORK7;
use verigrad::measure::measure;

use crate::place::{file, folder, json, printed, verigrad};
use crate::shared::{homework7, rows7};

/// The built-in homework with other rates and a smaller net in 2(b).
fn other_rates() -> String {
    let start = HOMEWORK7.find("[[net]]\npart = \"2b\"").expect("2b");
    let end = HOMEWORK7[start..].find("[[net]]\npart = \"2c\"").expect("2c") + start;
    let net = "[[net]]\npart = \"2b\"\ntitle = \"Adam at two rates\"\nactivation = \"sigmoid\"\n\
               initialisation = \"xavier-normal\"\nbatch = 500\nepochs = 1\nbest = [\"eta\"]\n\
               trainings = [\n\
               { name = \"adam.0.002\", layers = [784, 8, 10], rule = \"adam\", learning_rate = 0.002 },\n\
               { name = \"adam.0.02\", layers = [784, 8, 10], rule = \"adam\", learning_rate = 0.02 },\n\
               ]\n\n";
    format!("{}{net}{}", &HOMEWORK7[..start], &HOMEWORK7[end..])
}

/// Everything that a run prints, as a table to grade, and how much that is. The numbers are
/// copied as they stand: a reader of JSON may change a last digit.
fn table(printed: &str) -> (usize, String) {
    let (mut rows, mut rest) = ("id,reported\n".to_owned(), printed);
    let mut count = 0;
    while let Some((id, behind)) =
        rest.split_once('"').and_then(|(_, rest)| rest.split_once("\": "))
    {
        let end = if behind.starts_with('[') { "]" } else { "\n" };
        let (value, after) = behind.split_once(end).expect("an end");
        let numbers: Vec<&str> = value
            .split(|c: char| c.is_whitespace() || matches!(c, '[' | ',' | '"'))
            .filter(|number| !number.is_empty())
            .collect();
        let numbers = numbers.join(" ");
        rows +=
            &if end == "]" { format!("{id},[{numbers}]\n") } else { format!("{id},{numbers}\n") };
        (rest, count) = (after, count + 1);
    }
    (count, rows)
}

/// The names in a list, as JSON and as text.
fn listed(folder: &std::path::Path, more: &[&str]) -> BTreeSet<String> {
    let list = |arguments: &[&str]| verigrad(folder).args(arguments).args(more).assert().success();
    let found = json(&list(&["run", "--list", "--json"]));
    let quantities = found.as_array().expect("a list");
    let names: Vec<String> =
        quantities.iter().map(|q| q["id"].as_str().expect("an id").to_owned()).collect();
    assert!(quantities.iter().all(|q| q["kind"] != Value::Null && q["says"].is_string()));
    let lines = printed(&list(&["run", "--list"]));
    let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
    assert_eq!(lines.lines().filter_map(first).collect::<Vec<_>>(), names);
    let distinct: BTreeSet<String> = names.iter().cloned().collect();
    assert_eq!(distinct.len(), names.len(), "an id twice");
    distinct
}

#[test]
fn everything_that_is_measured_is_listed() {
    let place = folder();
    let names = listed(place.path(), &[]);
    let assignment = &homework7().assignment;
    let exact = measure(assignment, &assignment.parts(), &|_| {});
    let rows = rows7();
    let row = rows.cohorts.first().and_then(|cohort| cohort.rows.first()).expect("a row");
    let measured: Vec<String> =
        exact.iter().chain(row.iter()).map(|(id, _)| id.to_string()).collect();
    assert!(measured.len() > 60, "{}", measured.len());
    for id in measured {
        assert!(names.contains(&id), "{id} is not listed");
    }
    assert!(!place.path().join("out").exists(), "a list writes nothing");
    let part = verigrad(place.path()).args(["run", "--list", "1z"]).assert().code(2);
    part.stderr(contains("no part is called `1z`"));
    let one = listed(place.path(), &["3b"]);
    assert!(one.iter().all(|id| id.starts_with("3b.")) && names.is_superset(&one), "{one:?}");
    let seeded = verigrad(place.path()).args(["run", "--list", "--seed", "7"]).assert().code(2);
    seeded.stderr(contains("cannot be used with"));
}

#[test]
fn everything_that_run_prints_can_be_graded_here_and_elsewhere() {
    let place = folder();
    file(place.path(), "other.toml", other_rates());
    let names = listed(place.path(), &[]);
    let run = verigrad(place.path()).args(["run", "1b", "2a", "--seed", "0", "--json"]).assert();
    let run = run.success();
    let measured = json(&run);
    let measured = measured.as_object().expect("an object");
    for id in measured.keys() {
        assert!(names.contains(id), "{id} is not listed");
    }
    let (count, rows) = table(&printed(&run));
    assert_eq!(count, measured.len(), "{rows}");
    file(place.path(), "mine.csv", rows);
    let other = ["--assignment", "other.toml", "--budget", "0"];
    for more in [&[][..], &other] {
        let run = verigrad(place.path()).args(["grade", "mine.csv", "--json"]).args(more).assert();
        let found = json(&run.code(0));
        let claims = found["claims"].as_array().expect("a list");
        assert_eq!(claims.len(), count);
        for claim in claims {
            assert_ne!(claim["verdict"], "not checkable", "{claim}");
        }
    }
    let options = ["--assignment", "other.toml"];
    let names = listed(place.path(), &options);
    assert!(names.contains("2b.adam.0.02.accuracy") && !names.contains("2b.adam.0.01.accuracy"));
    let run = ["run", "2b", "1d", "--seed", "0", "--json"];
    let run = verigrad(place.path()).args(run).args(options).assert().success();
    let (count, rows) = table(&printed(&run));
    assert!(rows.contains("2b.adam.0.002.accuracy_by_epoch,["), "{rows}");
    file(place.path(), "theirs.csv", rows);
    let run = verigrad(place.path()).args(["grade", "theirs.csv", "--json"]).args(other).assert();
    assert_eq!(json(&run.code(0))["claims"].as_array().map(Vec::len), Some(count));
    verigrad(place.path())
        .args(["grade", "theirs.csv"])
        .assert()
        .code(2)
        .stderr(contains("theirs.csv:").and(contains("no claim has the id")));
}
