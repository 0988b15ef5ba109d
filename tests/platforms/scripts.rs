//! The scripts of `docs/platforms`, run as a platform runs them.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::place::REPORT;

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/platforms").join(name)
}

/// The results of a submission with these files, and whether the harness is content.
fn gradescope(files: &[(&str, &str)]) -> (Value, bool) {
    let root = tempfile::tempdir().expect("a temporary folder");
    let make = |name: &str| {
        let path = root.path().join(name);
        std::fs::create_dir_all(&path).expect("made");
        path
    };
    let (submission, source, prefix) = (make("submission"), make("source"), make("usr/bin"));
    std::fs::copy(env!("CARGO_BIN_EXE_verigrad"), source.join("verigrad")).expect("copied");
    for (name, text) in files {
        std::fs::write(submission.join(name), text).expect("written");
    }
    let run = |name: &str| {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("bash");
        command.arg(script(name)).env("AUTOGRADER", root.path());
        command.env("PREFIX", root.path().join("usr"));
        command.env("PATH", format!("{}:{path}", prefix.display()));
        command.status().expect("bash runs").success()
    };
    assert!(run("gradescope/setup.sh"));
    let content = run("gradescope/run_autograder");
    let results = std::fs::read(root.path().join("results/results.json")).expect("results");
    (serde_json::from_slice(&results).expect("JSON"), content)
}

#[test]
fn gradescope_finds_its_results() {
    let (results, content) = gradescope(&[("photo.png", "x"), ("report.md", REPORT)]);
    assert!(content && results["score"].as_f64().is_some_and(|score| score >= 6.0), "{results:#}");
    let (results, content) = gradescope(&[("photo.png", "x")]);
    assert!(content && results["score"] == 0, "{results:#}");
}

/// The blocks of the page are those of the files.
#[test]
fn the_page_names_files_that_are_there() {
    let page = std::fs::read_to_string(script("../platforms.md")).expect("the page");
    let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let mut count = 0;
    for link in links {
        assert!(script("..").join(link).is_file(), "{link}");
        count += 1;
    }
    assert!(count >= 5);
}
