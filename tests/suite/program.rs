//! The program as a user runs it.

use predicates::prelude::*;
use predicates::str::contains;

use crate::place::{file, folder, verigrad};
use crate::sample::LEDGER;
use crate::shared::snapshots;

/// The main job takes half a minute, so everything about it is seen in one run.
#[test]
fn the_main_job_prints_the_table_and_writes_three_files() {
    let place = folder();
    let output = verigrad(place.path()).args(["--seed", "5"]).assert().success();
    let text = String::from_utf8(output.get_output().stdout.clone()).expect("UTF-8");
    snapshots().bind(|| insta::assert_snapshot!("table", text));
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "wider than 80 columns: {line}");
    }
    let written =
        |name: &str| std::fs::read_to_string(place.path().join("out").join(name)).expect(name);
    snapshots().bind(|| insta::assert_snapshot!("verdicts", written("verdicts.json")));
    snapshots().bind(|| insta::assert_snapshot!("measurements", written("measurements.csv")));
    let page = written("report.html");
    for figure in
        ["2a-accuracy", "2b-accuracy", "2c-accuracy", "3a-norms", "3b-norms", "3c-accuracy"]
    {
        assert!(page.contains(&format!("id=\"{figure}\"")), "no figure {figure}");
    }
    assert!(page.contains("id=\"2a-best-accuracy-strip\""));
    let left = std::fs::read_dir(place.path().join("out")).unwrap().count();
    assert_eq!(left, 3, "nothing but the three files is left behind");
}

#[test]
fn json_is_what_the_file_holds() {
    let place = folder();
    file(place.path(), "claims.csv", LEDGER);
    let arguments = ["grade", "claims.csv", "--json"];
    let output = verigrad(place.path()).args(arguments).assert().get_output().stdout.clone();
    let written = std::fs::read(place.path().join("out/verdicts.json")).unwrap();
    assert_eq!(output, written);
}

#[test]
fn run_prints_numbers_as_the_notebook_does() {
    let place = folder();
    verigrad(place.path())
        .args(["run", "1b"])
        .assert()
        .success()
        .stdout(contains("[0.99433318 0.98867571]"))
        .stdout(contains("2.0850579801122868e-26"))
        .stdout(contains("1c.").not());
    assert!(!place.path().join("out").exists(), "run writes nothing");
    let output = verigrad(place.path()).args(["run", "1b", "1c", "--json"]).assert().success();
    let json: serde_json::Value =
        serde_json::from_slice(&output.get_output().stdout).expect("JSON");
    assert_eq!(json["1b.adam.value"], serde_json::json!(2.4411637529060323e-08));
    assert_eq!(json["1c.momentum.value"], serde_json::json!("nan"));
}

#[test]
fn a_copy_of_the_ledger_is_graded_without_a_contradiction() {
    let place = folder();
    let problem1: String = LEDGER
        .lines()
        .filter(|l| l.starts_with('1') || l.starts_with("id"))
        .map(|l| format!("{l}\n"))
        .collect();
    let claims = problem1.lines().count() - 1;
    assert!(claims >= 34, "{claims}");
    file(place.path(), "mine.csv", problem1);
    verigrad(place.path())
        .args(["grade", "mine.csv"])
        .assert()
        .code(0)
        .stdout(contains(format!("{claims} claims")));
}

#[test]
fn a_changed_digit_is_contradicted_with_a_reason() {
    let place = folder();
    file(
        place.path(),
        "mine.csv",
        LEDGER.replace("3.1256313541136063e-07", "3.1256313541136073e-07"),
    );
    verigrad(place.path())
        .args(["grade", "mine.csv"])
        .assert()
        .code(1)
        .stdout(contains("1c.adam.value contradicted: the re-run gives 3.1256313541136063e-07"))
        .stdout(contains("differs from digit 16 on"));
    verigrad(place.path()).args(["grade", "mine.csv", "--quiet"]).assert().code(1).stdout("");
}

#[test]
fn another_assignment_runs_and_is_plotted() {
    let place = folder();
    let variant = r#"
        name = "next-year"
        title = "Himmelblau"
        [problem1]
        objective = { name = "himmelblau" }
        start = [0.5, -4]
        steps = 300
        [[problem1.comparison]]
        part = "1x"
        title = "Two rates"
        trajectories = true
        runs = [
            { name = "low", rule = "gradient-descent", learning_rate = 1e-4 },
            { name = "high", rule = "adam", learning_rate = 0.1 },
        ]
    "#;
    file(place.path(), "next.toml", variant);
    verigrad(place.path())
        .args(["--assignment", "next.toml"])
        .assert()
        .success()
        .stdout(contains("1x.high.point"));
    let page = std::fs::read_to_string(place.path().join("out/report.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("Two rates"));
    file(place.path(), "mine.csv", "id,reported\n1x.low.value,1.5\n");
    verigrad(place.path())
        .args(["grade", "mine.csv", "--assignment", "next.toml"])
        .assert()
        .code(1)
        .stdout(contains("1x.low.value contradicted"));
}

#[test]
fn bad_input_has_status_2_a_place_and_no_trace() {
    let place = folder();
    let cases: [(&str, Vec<u8>, &[&str]); 10] = [
        (
            "unknown.csv",
            b"id,reported\n1b.gd.valu,1\n".to_vec(),
            &["unknown.csv:2:1", "1b.gd.value"],
        ),
        (
            "twice.csv",
            b"id,reported\n1c.winner,statement\n1c.winner,statement\n".to_vec(),
            &["twice.csv:3:1", "twice"],
        ),
        ("column.csv", b"id,value\n1b.gd.value,1\n".to_vec(), &["column.csv:1:1", "`reported`"]),
        (
            "text.csv",
            b"id,reported\n1b.gd.value,about one\n".to_vec(),
            &["text.csv:2:13", "about one"],
        ),
        (
            "comma.csv",
            b"id,reported\n1b.gd.value,\"1,000\"\n".to_vec(),
            &["comma.csv:2:15", "1,000"],
        ),
        ("bytes.csv", b"id,reported\n1b.gd.value,\xff\n".to_vec(), &["bytes.csv:2:13", "`ÿ`"]),
        ("short.csv", b"id,reported\n1b.gd.value\n".to_vec(), &["short.csv:2:1", "1 cells"]),
        ("empty.csv", b"".to_vec(), &["empty.csv:1:1", "`id`"]),
        ("bare.csv", b"id,reported\n".to_vec(), &["bare.csv", "no claim to grade"]),
        (
            "kind.csv",
            b"id,reported\n1b.gd.value,[1. 1.]\n".to_vec(),
            &["kind.csv:2:13", "an array"],
        ),
    ];
    for (name, contents, said) in cases {
        file(place.path(), name, contents);
        let mut assert = verigrad(place.path()).args(["grade", name]).assert().code(2).stdout("");
        for words in said {
            assert = assert.stderr(contains(*words));
        }
        assert!(!place.path().join("out").exists(), "{name} left something behind");
    }
    verigrad(place.path())
        .args(["grade", "absent.csv"])
        .assert()
        .code(2)
        .stderr(contains("absent.csv"));
    verigrad(place.path())
        .args(["run", "1z"])
        .assert()
        .code(2)
        .stderr(contains("1a, 1b, 1c, 1d, 2a"));
    verigrad(place.path()).args(["--threads", "0"]).assert().code(2);
    file(place.path(), "blocked", "");
    verigrad(place.path()).args(["--out", "blocked"]).assert().code(2).stderr(contains("blocked"));
    assert_eq!(std::fs::read(place.path().join("blocked")).unwrap(), b"", "the file is as it was");
    file(place.path(), "bad.toml", "name = \"x\"\ntitle = \"x\"\nrate = 1\n");
    verigrad(place.path())
        .args(["--assignment", "bad.toml"])
        .assert()
        .code(2)
        .stderr(contains("bad.toml:3:1"));
    assert!(!place.path().join("out").exists());
}

#[test]
fn help_has_examples() {
    let place = folder();
    verigrad(place.path()).arg("--help").assert().success().stdout(contains("Examples:"));
    verigrad(place.path())
        .args(["grade", "--help"])
        .assert()
        .success()
        .stdout(contains("id,reported"));
}

#[test]
fn a_part_of_the_nets_is_the_same_alone_and_writes_its_curves() {
    let place = folder();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let output = verigrad(place.path()).args(arguments).assert().success();
        serde_json::from_slice(&output.get_output().stdout).expect("JSON")
    };
    let both = json(&["run", "3a", "3b", "--seed", "3", "--json"]);
    let alone = json(&["run", "3b", "--seed", "3", "--json", "--threads", "1"]);
    assert_eq!(both["3b.ratio"], alone["3b.ratio"]);
    assert_ne!(both["3b.ratio"], json(&["run", "3b", "--seed", "4", "--json"])["3b.ratio"]);
    let small = r#"
        name = "small"
        title = "One short training"
        [[net]]
        part = "2x"
        title = "Short"
        activation = "relu"
        initialisation = "kaiming-uniform"
        batch = 100
        epochs = 2
        best = ["eta"]
        trainings = [
            { name = "sgd.0.1", layers = [784, 8, 10], rule = "sgd", learning_rate = 0.1 },
            { name = "sgd.0.5", layers = [784, 8, 10], rule = "sgd", learning_rate = 0.5 },
        ]
    "#;
    file(place.path(), "small.toml", small);
    verigrad(place.path())
        .args(["run", "--assignment", "small.toml", "--seed", "-1"])
        .assert()
        .success()
        .stdout(contains("2x.best.eta"))
        .stdout(contains("seed -1"));
    let curves = std::fs::read_to_string(place.path().join("out/accuracy.csv")).unwrap();
    assert_eq!(curves.lines().count(), 5, "two epochs of two trainings, and the header");
    let figure = std::fs::read_to_string(place.path().join("out/2x-accuracy.svg")).unwrap();
    assert!(figure.contains("<svg") && figure.contains("SGD, rate 0.5"));
    verigrad(place.path())
        .args(["run", "3a", "--mnist", "nowhere", "--out", "untouched"])
        .assert()
        .code(2)
        .stderr(contains("nowhere"));
    assert!(!place.path().join("untouched").exists(), "bad input leaves a folder behind");
}

#[test]
fn gradients_are_checked_as_a_table_as_json_and_by_status() {
    let place = folder();
    let table = verigrad(place.path()).arg("gradcheck").assert().success();
    let table = String::from_utf8(table.get_output().stdout.clone()).expect("UTF-8");
    assert!(table.contains("79 blocks: 79 passed") && table.contains("3c: 784-512-256"), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    let json = verigrad(place.path()).args(["gradcheck", "--json"]).assert().success();
    let json: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).expect("JSON");
    assert_eq!(json["summary"], serde_json::json!({ "passed": 79, "wrong": 0, "vacuous": 0 }));
    assert_eq!(json["subjects"][0]["blocks"][0]["verdict"], "passed");
    let hidden = ["8"; 40].join(", ");
    let deep = format!(
        "name = \"deep\"\ntitle = \"Too deep\"\n[[net]]\npart = \"9z\"\ntitle = \"Too deep\"\n\
         activation = \"sigmoid\"\ninitialisation = \"xavier-normal\"\nbatch = 10\n\
         gradient_probe = [784, {hidden}, 10]\n"
    );
    file(place.path(), "deep.toml", deep);
    verigrad(place.path())
        .args(["gradcheck", "--assignment", "deep.toml"])
        .assert()
        .code(1)
        .stdout(contains("W1 vacuous: the differences would have accepted zero"));
    assert!(!place.path().join("out").exists(), "gradcheck writes nothing");
}
