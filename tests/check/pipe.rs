//! `verigrad check-optimiser`: rules in other processes.

use std::path::Path;
use std::process::Command;

use assert_cmd::assert::OutputAssertExt;
use predicates::prelude::*;
use predicates::str::contains;

const PROGRAM: &str = env!("CARGO_BIN_EXE_verigrad");

fn check(options: &[&str], command: &[&str]) -> Command {
    let mut check = Command::new(PROGRAM);
    check.arg("check-optimiser").args(options).arg("--").args(command);
    check
}

/// `VERIGRAD_REQUIRE_PYTHON=1` makes a missing Python a failure.
fn python() -> bool {
    let there = Command::new("python3").arg("--version").output().is_ok_and(|o| o.status.success());
    let required = std::env::var_os("VERIGRAD_REQUIRE_PYTHON").is_some();
    assert!(there || !required, "no python3 runs here");
    if !there {
        eprintln!("no python3 runs here: the example in Python is not checked");
    }
    there
}

fn example() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/optimiser.py").display().to_string()
}

/// The example of the documentation, fifteen lines of it.
#[test]
fn the_python_example_is_momentum() {
    let text = std::fs::read_to_string(example()).expect("the example");
    assert_eq!(text.lines().count(), 15);
    if !python() {
        return;
    }
    let options = ["--learning-rate", "0.1", "--momentum", "0.9", "--draws", "8"];
    check(&options, &["python3", &example()])
        .assert()
        .code(0)
        .stdout(contains("convention: momentum, undampened, rate outside"))
        .stdout(contains("the same under these settings: momentum, undampened, rate inside"))
        .stdout(contains("FAILED").not());
    // Told of another momentum, nothing explains it.
    let wrong = ["--learning-rate", "0.1", "--momentum", "0.8", "--draws", "8"];
    check(&wrong, &["python3", &example()])
        .assert()
        .code(1)
        .stdout(contains("explains it"))
        .stdout(contains("P6, 10 fails, step 2 of 2 steps of g = 1.0"));
    let claimed = ["--momentum", "0.9", "--learning-rate", "0.1", "--claims", "nesterov"];
    let claimed = [&claimed[..], &["--draws", "8", "--json"]].concat();
    let output = check(&claimed, &["python3", &example()]).output().expect("it runs");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json["sound"], false);
    let fitting = json["convention"]["fitting"][0].as_str();
    assert_eq!(fitting, Some("momentum, undampened, rate outside"), "{json:#}");
}

#[test]
fn a_command_that_is_none_is_said() {
    check(&[], &["no-such-program-anywhere"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("cannot start no-such-program-anywhere"));
    Command::new(PROGRAM).arg("check-optimiser").assert().code(2);
}

/// A process that answers something else, and one that ends without an answer.
#[test]
fn a_process_that_is_no_rule_is_said() {
    check(&[], &[PROGRAM, "--version"]).assert().code(2).stdout("").stderr(
        contains("expected {\"parameters\": [...]} with 1 numbers")
            .or(contains("without being asked"))
            .or(contains("the process ended")),
    );
    check(&[], &[PROGRAM, "check-optimiser"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("the process ended after 0 answers"));
}

#[test]
fn a_setting_out_of_range_is_said_before_anything_is_asked() {
    check(&["--beta2", "1"], &[PROGRAM, "--version"])
        .assert()
        .code(2)
        .stderr(contains("beta2 is 1; expected from 0 to below 1"));
}

/// The check of a shell script, which must be over soon and in a gigabyte.
#[cfg(target_os = "linux")]
#[track_caller]
fn script(options: &[&str], script: &str, said: &str) {
    let mut command = Command::new("prlimit");
    command.args(["--as=1000000000", PROGRAM, "check-optimiser", "--patience", "5"]);
    command.args(options).args(["--", "sh", "-c", script]);
    let start = std::time::Instant::now();
    let assert = command.assert().code(2).stdout("").stderr(contains(said));
    assert.stderr(contains("panicked").not());
    assert!(start.elapsed().as_secs() < 60, "{script}: {:?}", start.elapsed());
}

/// Answers one step after another, rightly, in a shell.
#[cfg(target_os = "linux")]
const DESCENT: &str = r#"while read -r line; do case "$line" in *start*) ;; *)
    x=${line#*parameters\":[}; x=${x%%]*}; g=${line#*gradient\":[}; g=${g%%]*}"#;

/// Processes that die, say nothing, too much or something else, or do not read.
#[cfg(target_os = "linux")]
#[test]
fn processes_that_are_no_rules_end_soon_and_are_said() {
    script(&[], "exit 0", "the process ended after 0 answers");
    script(&[], "kill -9 $$", "the process ended after 0 answers");
    script(&[], "exec sleep 600", "no answer 1 in 5 s");
    // Nobody reads a question that is longer than any pipe.
    script(&["--parameters", "60000"], "exec sleep 600", "no answer 1 in 5 s");
    script(&[], "exec >&-; exec sleep 600", "the process ended after 0 answers");
    script(&[], "exec yes", " \"y\"");
    script(&[], "sleep 1; exec yes", " \"y\"");
    script(&[], "sleep 1; exec cat /dev/zero", " \"\\0\\0");
    script(
        &[],
        "read -r a; read -r b; printf '\\377\\376\\n'; read -r c",
        "answer 1 is \"\u{fffd}",
    );
    script(&[], "while read -r line; do echo '[[[[[[[['; done", " \"[[[[");
    for answer in [
        "{}",
        "{\"parameters\": []}",
        "{\"parameters\": [1, 2]}",
        "{\"parameters\": [\"1\"]}",
        "{\"parameters\": [1e999]}",
        "{\"parameters\": 1}",
    ] {
        let answers = format!("while read -r line; do echo '{answer}'; done");
        // Either before the question or as its answer.
        script(&["--heeds-settings"], &answers, "answer");
        let answers = format!("read -r start; while read -r line; do echo '{answer}'; done");
        script(&[], &answers, "answer 1 is");
    }
    // Two answers to a question, and none any more after the third.
    let twice = format!(
        "{DESCENT}; echo \"{{\\\"parameters\\\": [$x]}}\"; echo again; sleep 0.1;; esac; done"
    );
    script(&[], &twice, " \"again\"");
    let thrice = format!(
        "n=0; {DESCENT}; n=$((n+1)); [ $n -gt 3 ] && exec sleep 600; \
         echo \"{{\\\"parameters\\\": [$x]}}\";; esac; done"
    );
    script(&[], &thrice, "no answer 4 in 5 s");
    let dies = thrice.replace("exec sleep 600", "exit 7");
    script(&[], &dies, "the process ended after 3 answers");
}

/// A process whose every answer takes a while is checked for as long as it may be.
#[cfg(target_os = "linux")]
#[test]
fn a_slow_process_takes_no_longer_than_it_may() {
    let slow = format!("{DESCENT}; sleep 0.3; echo \"{{\\\"parameters\\\": [$x]}}\";; esac; done");
    let start = std::time::Instant::now();
    check(&["--time", "2"], &["sh", "-c", &slow])
        .assert()
        .code(2)
        .stderr(contains("allow more time"));
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
