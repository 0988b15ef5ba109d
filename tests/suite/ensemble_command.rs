//! The command `ensemble` as a user and a batch system run it.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use assert_cmd::Command;
use predicates::str::contains;

/// Quick rows: one epoch, and a probe.
const QUICK: &str = r#"
    name = "quick"
    title = "One epoch"
    [[net]]
    part = "2x"
    title = "One epoch of SGD"
    activation = "sigmoid"
    initialisation = "xavier-normal"
    batch = 10
    epochs = 1
    trainings = [{ name = "sgd", layers = [784, 16, 10], rule = "sgd", learning_rate = 0.1 }]
    [[net]]
    part = "3x"
    title = "Gradients"
    activation = "sigmoid"
    initialisation = "xavier-normal"
    batch = 10
    gradient_probe = [784, 16, 10]
"#;

/// Lines before the rows: one a part, and the columns' names.
const HEAD: usize = 3;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("quick.toml"), QUICK).expect("written");
    folder
}

fn ensemble(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verigrad"));
    command.current_dir(folder).arg("ensemble").args(arguments.split(' '));
    command.args(["--assignment", "quick.toml"]);
    command
}

/// The rows ascending, as `merge` writes them.
fn merged(folder: &Path, files: &str) -> String {
    ensemble(folder, &format!("merge {files} --out all.csv")).assert().success();
    std::fs::read_to_string(folder.join("all.csv")).expect("merged")
}

#[test]
fn a_killed_ensemble_goes_on_where_it_stopped() {
    let place = folder();
    ensemble(place.path(), "--rows 0..30 --out whole.csv").assert().success();
    let whole = merged(place.path(), "whole.csv");
    assert_eq!(whole.lines().count(), HEAD + 30);

    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_verigrad"))
        .current_dir(place.path())
        .args(["ensemble", "--assignment", "quick.toml", "--rows", "0..30", "--out", "cut.csv"])
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("started");
    let path = place.path().join("cut.csv");
    let lines = || std::fs::read_to_string(&path).map_or(0, |text| text.lines().count());
    while lines() < HEAD + 3 {
        assert!(child.try_wait().expect("asked").is_none(), "over before it was killed");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    // As if the kill had come in the middle of a line.
    let mut text = std::fs::read_to_string(&path).expect("rows");
    let rows = text.lines().count() - HEAD;
    text.truncate(text.len() - 7);
    std::fs::write(&path, &text).expect("cut");
    ensemble(place.path(), "--rows 0..30 --out cut.csv")
        .assert()
        .success()
        .stdout(contains(format!("{} rows made, 30 in", 31 - rows)));
    assert_eq!(merged(place.path(), "cut.csv"), whole);
}

#[test]
fn shards_on_any_number_of_threads_make_the_same_rows() {
    let place = folder();
    ensemble(place.path(), "--rows -2..3 --out whole.csv --threads 1").assert().success();
    for shard in 0..2 {
        let arguments = format!("--rows -2..3 --shard {shard}/2 --out shard-{shard}.csv");
        ensemble(place.path(), &arguments).assert().success();
    }
    let whole = merged(place.path(), "whole.csv");
    assert_eq!(merged(place.path(), "shard-0.csv shard-1.csv"), whole);
    let seeds: Vec<&str> =
        whole.lines().skip(HEAD).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(seeds, ["-2", "-1", "0", "1", "2"]);
}

#[test]
fn what_is_no_ensemble_of_this_assignment_is_left_as_it_is() {
    let place = folder();
    let foreign = "some,other\n1,2\n";
    std::fs::write(place.path().join("other.csv"), foreign).expect("written");
    ensemble(place.path(), "--rows 0..1 --out other.csv")
        .assert()
        .code(2)
        .stderr(contains("rows of another homework"));
    let left = std::fs::read_to_string(place.path().join("other.csv")).expect("still there");
    assert_eq!(left, foreign);
    for (arguments, message) in [
        ("--rows 0..1", "--out <FILE>"),
        ("--rows 3..3 --out x.csv", "below the second"),
        ("--rows 0..2 --shard 2/2 --out x.csv", "counted from 0"),
        ("merge missing.csv --out x.csv", "cannot read missing.csv"),
        ("--rows 0..1 merge missing.csv --out x.csv", "cannot be used with"),
    ] {
        ensemble(place.path(), arguments).assert().code(2).stderr(contains(message));
        assert!(!place.path().join("x.csv").exists(), "{arguments}");
    }
}
