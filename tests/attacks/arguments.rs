//! Arguments that are no text, and streams that take nothing.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::process::Stdio;

use crate::place::{QUICK, REPORT, file, folder, ran, text, verigrad};

/// A path that is no UTF-8.
fn odd() -> &'static OsStr {
    OsStr::from_bytes(b"odd-\xff\xfe.md")
}

#[test]
fn any_path_is_a_path() {
    let place = folder();
    let odd = odd();
    std::fs::write(place.path().join(odd), REPORT).expect("written");
    let run = |arguments: &[&OsStr]| ran(verigrad(place.path(), "").args(arguments));
    let words = |text: &'static str| text.split(' ').map(OsStr::new).collect::<Vec<_>>();
    let with = |text: &'static str, path: &'static OsStr| {
        let mut all = words(text);
        all.push(path);
        run(&all)
    };
    for arguments in ["grade", "read", "grade --gradebook g.csv"] {
        let run = with(arguments, odd);
        assert!(run.status <= Some(1), "{arguments}: {}", run.error);
    }
    std::fs::remove_file(place.path().join(odd)).expect("removed");
    std::fs::write(place.path().join(odd), QUICK).expect("written");
    with("run --assignment", odd).said(0, "3a.ratio");
    with("run --out nets --assignment", odd).said(0, "3a.ratio");
    assert!(run(&words("ensemble --rows 0..1 --out rows.csv --assignment")).status == Some(2));
    with("ensemble --rows 0..1 --out rows.csv --assignment", odd).said(0, "1 rows made");
    std::fs::remove_file(place.path().join(odd)).expect("removed");
    file(place.path(), "ann.md", REPORT);
    let gradebook = with("grade ann.md --gradebook", odd);
    assert!(gradebook.status <= Some(1), "{}", gradebook.error);
    let written = std::fs::read(place.path().join(odd)).expect("written");
    assert!(written.starts_with(b"submission,"));
    std::fs::remove_file(place.path().join(odd)).expect("removed");
    with("ensemble --assignment quick.toml --rows 0..1 --out", odd).said(0, "1 rows made");
    std::fs::remove_file(place.path().join(odd)).expect("removed");
    with("ensemble merge rows.csv --assignment quick.toml --out", odd).said(0, "1 rows in");
    std::fs::remove_file(place.path().join(odd)).expect("removed");
    let main = with("--assignment quick.toml --out", odd);
    assert_eq!(main.status, Some(0), "{}", main.error);
    let page = text(&place.path().join(odd), "report.html");
    assert!(page.contains("odd-"), "the command is in the page");
    with("new", OsStr::from_bytes(b"new-\xff")).said(0, "homework.toml");
    with("check", OsStr::from_bytes(b"absent-\xff")).said(2, "absent-");
    // What is no path is refused in words.
    for arguments in ["run", "--seed", "ensemble --rows", "--threads"] {
        assert_eq!(with(arguments, odd).status, Some(2), "{arguments}");
    }
}

#[test]
fn a_full_device_is_said_and_has_its_status() {
    let place = folder();
    file(place.path(), "ann.md", REPORT);
    for arguments in [
        "run 1b",
        "run 1b --json",
        "run --list",
        "grade ann.md",
        "grade ann.md --json",
        "read ann.md",
        "ensemble --assignment quick.toml --rows 0..1 --out rows.csv",
        "new next",
        "--help",
        "--version",
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("a full device");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_verigrad"))
            .current_dir(place.path())
            .args(arguments.split(' '))
            .stdout(full)
            .output()
            .expect("started");
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{arguments}: {error}");
        assert!(error.contains("cannot write to standard output"), "{arguments}: {error}");
        assert!(!error.contains("panicked") && !error.contains("please report"), "{error}");
    }
}

#[test]
fn a_pipe_that_is_closed_ends_it_quietly() {
    let place = folder();
    file(place.path(), "ann.md", REPORT);
    for (arguments, expected) in
        [("run --list", 0), ("run 1b --json", 0), ("read ann.md", 0), ("--help", 0)]
    {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_verigrad"))
            .current_dir(place.path())
            .args(arguments.split(' '))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments}");
        assert_eq!(output.status.code(), Some(expected), "{arguments}");
    }
}
