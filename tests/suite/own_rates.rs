//! Reports whose code has other rates than the homework: their parts are re-run under those, for
//! as long as one allows.

use std::path::Path;

use predicates::prelude::*;
use predicates::str::contains;

use crate::place::{file, folder, json, printed, verigrad};

/// A homework whose nets train in a moment.
const TINY: &str = r#"
name = "tiny"
title = "One epoch of a small net"
[[net]]
part = "2a"
title = "SGD"
activation = "sigmoid"
initialisation = "xavier-normal"
batch = 500
epochs = 1
trainings = [{ layers = [784, 8, 10], rule = "sgd", learning_rate = 0.1 }]
"#;

/// Where its reports have their rate.
const WORDS: &str = "kind,name,part,subject,phrases,near,basis\ncode,rate,2a,,lr=,,\n";

fn report(accuracy: &str) -> String {
    format!("### 2(a)\n\n```python\nlr = 2.0\n```\n\nFinal test accuracy: {accuracy}\n")
}

/// The accuracy that an honest run of the report's own code has.
fn honest(folder: &Path) -> String {
    let run = ["run", "2a", "--homework", "own", "--seed", "12345", "--json"];
    let found = json(&verigrad(folder).args(run).assert().success());
    found["2a.accuracy"].to_string()
}

#[test]
fn a_report_with_a_rate_of_its_own_is_decided_in_the_time_that_is_given() {
    let place = folder();
    file(place.path(), "tiny/homework.toml", TINY);
    file(place.path(), "tiny/words.csv", WORDS);
    file(place.path(), "mine.md", report("0.1234"));
    let grade = |more: &[&str]| {
        let mut command = verigrad(place.path());
        command.args(["grade", "mine.md", "--homework", "tiny"]).args(more);
        command.assert()
    };
    let of = |found: &serde_json::Value, id: &str| {
        let claims = found["claims"].as_array().expect("a list");
        assert_eq!(claims.len(), 2, "the setting and the accuracy");
        claims.iter().find(|claim| claim["id"] == id).expect(id).clone()
    };
    let open = json(&grade(&["--budget", "0", "--json", "--write-homework", "own"]).code(1));
    assert_eq!(of(&open, "2a.setting.rate")["verdict"], "fails");
    assert_eq!(of(&open, "2a.accuracy")["verdict"], "not checkable");
    let said = printed(&grade(&["--budget", "0"]).code(1));
    assert!(
        said.contains("2a: the time that was given is too short") && said.contains("--budget"),
        "{said}"
    );
    let own = std::fs::read_to_string(place.path().join("own/homework.toml")).expect("written");
    assert!(own.contains("learning_rate = 2") && !own.contains("0.1"), "{own}");

    // Only a number that is far out needs all rows, and the time for them.
    for (accuracy, verdict, budget) in
        [(honest(place.path()), "consistent", "20s"), ("0.1234".to_owned(), "contradicted", "10m")]
    {
        file(place.path(), "mine.md", report(&accuracy));
        let found = json(&grade(&["--budget", budget, "--json"]).code(1));
        let claim = of(&found, "2a.accuracy");
        assert_eq!(claim["verdict"], verdict, "{accuracy}: {claim}");
        let rows = found["families"][0]["rows"].as_u64().expect("rows");
        assert!((10..=199).contains(&rows), "{rows}");
        let reason = claim["reason"].as_str().expect("a reason");
        assert!(reason.contains("under the report's own settings, rate 2"), "{reason}");
    }
}

/// A part that could never be trained in time keeps nobody waiting, and no other part.
#[test]
fn what_the_time_does_not_suffice_for_is_not_begun() {
    let place = folder();
    let dear = TINY.split_once("[[net]]").expect("a net").1;
    let dear = dear
        .replace("\"2a\"", "\"2b\"")
        .replace("784, 8,", "784, 200,")
        .replace("epochs = 1", "epochs = 1000");
    file(place.path(), "tiny/homework.toml", format!("{TINY}[[net]]{dear}"));
    let run = ["run", "2a", "--homework", "tiny", "--seed", "12345", "--json"];
    let found = json(&verigrad(place.path()).args(run).assert().success());
    let table = format!("id,reported\n2a.accuracy,{}\n2b.accuracy,0.9\n", found["2a.accuracy"]);
    file(place.path(), "mine.csv", table);
    let mut command = verigrad(place.path());
    command.args(["grade", "mine.csv", "--homework", "tiny", "--budget", "60s"]);
    let said = printed(&command.assert().code(0));
    assert!(said.contains("2b: the time that was given is too short for re-runs"), "{said}");
    assert!(!said.contains("2a: the time") && said.contains("consistent"), "{said}");
    assert!(!said.contains("against 0 re-runs"), "{said}");
}

#[test]
fn a_class_waits_for_nobodys_own_settings_and_says_so() {
    let place = folder();
    file(place.path(), "tiny/homework.toml", TINY);
    file(place.path(), "tiny/words.csv", WORDS);
    file(place.path(), "class/anna.md", report("0.1234"));
    let grade = |more: &[&str]| {
        let mut command = verigrad(place.path());
        command.args(["grade", "class", "--homework", "tiny", "--gradebook", "g.csv"]);
        command.args(more).assert()
    };
    let rows = json(&grade(&["--json"]).code(1));
    assert_eq!(rows[0]["left to do"][0], "2a: 0 re-runs so far");
    assert_eq!(rows[0]["wrong"], serde_json::json!(["2a.setting.rate"]));
    let table = std::fs::read_to_string(place.path().join("g.csv")).expect("written");
    assert!(table.contains("left to do") && table.contains("2a: 0 re-runs so far"), "{table}");
    grade(&["--quiet"]).code(1).stdout("").stderr(contains("error").not());
}
