//! Files of rows: nothing is counted that is not written, and nobody writes beside another.

use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use crate::place::{HEAD, file, folder, ordinary_user, ran, system, text, verigrad};

/// Rows of a file that are whole.
fn rows(text: &str) -> usize {
    text.matches('\n').count().saturating_sub(HEAD)
}

/// A limit on threads that some worker cannot be started under: what is said to be made is there.
#[cfg(target_os = "linux")]
#[test]
fn rows_that_are_said_to_be_made_are_in_the_file() {
    let place = folder();
    for limit in 1..=8 {
        let out = format!("rows-{limit}.csv");
        let limited = ["prlimit", &format!("--nproc={limit}")];
        let arguments =
            format!("ensemble --assignment quick.toml --rows 0..2 --threads 4 --out {out}");
        let run = ran(&mut ordinary_user(place.path(), &limited, &arguments));
        let written = std::fs::read_to_string(place.path().join(&out)).unwrap_or_default();
        match run.status {
            Some(0) => {
                assert_eq!(rows(&written), 2, "under {limit}: {}", run.out);
                assert!(run.out.contains("2 rows made, 2 in"), "{}", run.out);
            }
            _ => run.said(3, "error: cannot start a thread"),
        }
    }
}

#[test]
fn a_second_writer_is_refused_and_the_first_loses_nothing() {
    let place = folder();
    let many = "ensemble --assignment quick.toml --rows 0..1000000 --out rows.csv --quiet";
    let mut first = std::process::Command::new(env!("CARGO_BIN_EXE_verigrad"))
        .current_dir(place.path())
        .args(many.split(' '))
        .stdin(Stdio::null())
        .spawn()
        .expect("started");
    let written = || std::fs::read_to_string(place.path().join("rows.csv")).unwrap_or_default();
    while rows(&written()) < 5 {
        assert!(first.try_wait().expect("asked").is_none(), "over too early");
        std::thread::sleep(Duration::from_millis(2));
    }
    let before = written();
    for second in [
        "ensemble --assignment quick.toml --rows 0..3 --out rows.csv",
        "ensemble --assignment quick.toml --rows 7000000..7000003 --out ./rows.csv",
        "ensemble merge rows.csv --assignment quick.toml --out rows.csv",
    ] {
        ran(&mut verigrad(place.path(), second)).said(2, "another verigrad is writing to");
    }
    let more = rows(&written()) + 5;
    while rows(&written()) < more {
        assert!(first.try_wait().expect("asked").is_none(), "over too early");
        std::thread::sleep(Duration::from_millis(2));
    }
    first.kill().expect("killed");
    first.wait().expect("gone");
    assert!(written().starts_with(&before), "what was written stays");
    let left = std::fs::read_dir(place.path()).expect("a folder").count();
    assert_eq!(left, 2, "nothing but the homework and its rows");
    ran(&mut verigrad(place.path(), "ensemble --assignment quick.toml --rows 0..9 --out rows.csv"))
        .said(0, "rows made");
}

/// Many that start at the same moment on a file that is not there yet, or that ends in half a
/// line: one writes, or one after the other; no row is lost or there twice.
#[test]
fn writers_that_start_at_once_lose_and_double_nothing() {
    let place = folder();
    let command = "ensemble --assignment quick.toml --rows 0..12 --out rows.csv --threads 1";
    for round in 0..3 {
        let start = || {
            std::process::Command::new(env!("CARGO_BIN_EXE_verigrad"))
                .current_dir(place.path())
                .args(command.split(' '))
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("started")
        };
        let running: Vec<_> = (0..4).map(|_| start()).collect();
        for child in running {
            let output = child.wait_with_output().expect("ended");
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            let refused = error.contains("another verigrad is writing to");
            assert!(output.status.success() || refused, "{error}");
        }
        ran(&mut verigrad(place.path(), command)).said(0, "12 in rows.csv");
        let text = text(place.path(), "rows.csv");
        let mut seeds: Vec<&str> =
            text.lines().skip(HEAD).filter_map(|line| line.split(',').next()).collect();
        seeds.sort_unstable_by_key(|seed| seed.parse::<i64>().expect("a seed"));
        let expected: Vec<String> = (0..12).map(|seed| seed.to_string()).collect();
        assert_eq!(seeds, expected, "round {round}");
        let cut = text.len() - 9 - 40 * round;
        file(place.path(), "rows.csv", &text[..cut]);
    }
}

/// Half a line is one without its end; any other that does not verify is an error with its
/// place, the last one too, and the file stays as it is.
#[test]
fn a_last_line_that_does_not_verify_is_an_error() {
    let place = folder();
    let make = "ensemble --assignment quick.toml --rows 0..3 --threads 1 --out rows.csv";
    ran(&mut verigrad(place.path(), make)).said(0, "3 rows made");
    let good = text(place.path(), "rows.csv");
    let last = good.trim_end().rfind('\n').expect("lines") + 1;
    let digit = good[last..].find('.').expect("a number") + last + 1;
    let other = if &good[digit..=digit] == "1" { "2" } else { "1" };
    let flipped = format!("{}{other}{}", &good[..digit], &good[digit + 1..]);
    let foreign = format!("{good}7,0.5 0.5,3e39a032\n");
    for wrong in [&flipped, &foreign, &format!("{good}\n"), &format!("{good}\0\0\0\n")] {
        file(place.path(), "bad.csv", wrong);
        let place_of_it = format!("bad.csv:{}:", wrong.lines().count());
        for command in [
            "ensemble --assignment quick.toml --rows 0..4 --out bad.csv",
            "ensemble merge bad.csv --assignment quick.toml --out merged.csv",
        ] {
            ran(&mut verigrad(place.path(), command)).said(2, &place_of_it);
            assert_eq!(&text(place.path(), "bad.csv"), wrong, "untouched");
            assert!(!place.path().join("merged.csv").exists());
        }
    }
    // Half a line: made anew, and said by `merge`.
    file(place.path(), "half.csv", &good[..good.len() - 3]);
    let merge = "ensemble merge half.csv --assignment quick.toml --out merged.csv";
    ran(&mut verigrad(place.path(), merge)).said(0, "half.csv ends in half a row");
    let extend = "ensemble --assignment quick.toml --rows 0..3 --threads 1 --out half.csv";
    ran(&mut verigrad(place.path(), extend)).said(0, "1 rows made, 3 in");
    assert_eq!(text(place.path(), "half.csv"), good);
}

/// As many rows as nobody can make: begun at once all the same, whole and as a shard.
#[test]
fn a_plan_is_a_range_and_not_a_list() {
    let place = folder();
    for (name, plan) in [
        ("whole", "--rows 0..1000000000000"),
        ("shard", "--rows 0..1000000000000 --shard 999999999/1000000000"),
        ("all", "--rows -9223372036854775808..9223372036854775807"),
    ] {
        let out = format!("{name}.csv");
        let arguments = format!(
            "--as=1500000000 {} ensemble --assignment quick.toml {plan} --threads 1 --out {out}",
            env!("CARGO_BIN_EXE_verigrad")
        );
        // At most 1.5 GB of addresses: a list of so many seeds does not fit.
        let mut child = std::process::Command::new("prlimit")
            .current_dir(place.path())
            .args(arguments.split(' '))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let start = std::time::Instant::now();
        let written = || std::fs::read_to_string(place.path().join(&out)).unwrap_or_default();
        while rows(&written()) < 3 {
            let status = child.try_wait().expect("asked");
            assert!(status.is_none(), "{plan}: {status:?}");
            if start.elapsed() > Duration::from_secs(60) {
                child.kill().expect("killed");
                panic!("{plan}: nothing is written");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        let text = written();
        let seed = |row: usize| {
            let line = text.lines().nth(HEAD + row).expect("a row");
            line.split(',').next().expect("a seed").parse::<i64>().expect("a number")
        };
        let (first, second) = match name {
            "whole" => (0, 1),
            "shard" => (999_999_999, 1_999_999_999),
            _ => (i64::MIN, i64::MIN + 1),
        };
        assert_eq!((seed(0), seed(1)), (first, second));
    }
}

#[test]
fn a_file_of_rows_keeps_its_mode_and_its_links() {
    use std::os::unix::fs::PermissionsExt;
    let place = folder();
    let make = |rows: &str, out: &str| {
        let arguments =
            format!("ensemble --assignment quick.toml --rows {rows} --threads 1 --out {out}");
        ran(&mut verigrad(place.path(), &arguments))
    };
    make("0..3", "rows.csv").said(0, "3 rows made");
    let cut = text(place.path(), "rows.csv");
    file(place.path(), "rows.csv", &cut[..cut.len() - 4]);
    system(place.path(), "chmod 600 rows.csv");
    std::os::unix::fs::symlink("rows.csv", place.path().join("link.csv")).expect("linked");
    make("0..4", "link.csv").said(0, "2 rows made, 4 in");
    let link = std::fs::symlink_metadata(place.path().join("link.csv")).expect("there");
    assert!(link.file_type().is_symlink());
    assert_eq!(text(place.path(), "rows.csv").lines().count(), HEAD + 4);
    let mode = std::fs::metadata(place.path().join("rows.csv")).expect("there").permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    system(place.path(), "mkfifo pipe");
    for out in ["pipe", "/dev/null", "."] {
        make("0..1", out).said(2, "not a regular file");
    }
}

/// Rows that only the target has are not lost to a merge.
#[test]
fn a_merge_loses_no_row_of_its_target() {
    let place = folder();
    let run = |arguments: &str| {
        ran(&mut verigrad(place.path(), &format!("ensemble {arguments} --assignment quick.toml")))
    };
    run("--rows 0..3 --out a.csv").said(0, "3 rows made");
    run("--rows 2..6 --out b.csv").said(0, "4 rows made");
    let before = text(place.path(), "b.csv");
    run("merge a.csv --out b.csv").said(2, "b.csv has rows that none of the files has");
    assert_eq!(text(place.path(), "b.csv"), before);
    run("merge a.csv b.csv --out b.csv").said(0, "6 rows in b.csv");
    run("merge a.csv --out b.csv --force").said(0, "3 rows in b.csv");
}

/// A lock holds up only who asks for it: a file that somebody removes, replaces or empties while
/// rows are written is not said to have them.
#[test]
fn a_file_that_is_taken_away_is_said() {
    let place = folder();
    ran(&mut verigrad(
        place.path(),
        "ensemble --assignment quick.toml --rows 0..3 --out other.csv",
    ))
    .said(0, "3 rows made");
    for (name, said) in [
        ("removed", "removed or replaced"),
        ("replaced", "removed or replaced"),
        ("emptied", "changed"),
        ("added", "changed"),
    ] {
        let out = format!("{name}.csv");
        let path = place.path().join(&out);
        let arguments =
            format!("ensemble --assignment quick.toml --rows 0..1000000 --threads 2 --out {out}");
        let child = std::process::Command::new(env!("CARGO_BIN_EXE_verigrad"))
            .current_dir(place.path())
            .args(arguments.split(' '))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let start = std::time::Instant::now();
        while rows(&std::fs::read_to_string(&path).unwrap_or_default()) < 5 {
            assert!(start.elapsed() < Duration::from_secs(60), "{name}: nothing is written");
            std::thread::sleep(Duration::from_millis(2));
        }
        match name {
            "removed" => std::fs::remove_file(&path).expect("removed"),
            "replaced" => {
                std::fs::copy(place.path().join("other.csv"), place.path().join("copy.csv"))
                    .expect("copied");
                std::fs::rename(place.path().join("copy.csv"), &path).expect("renamed");
            }
            "emptied" => std::fs::write(&path, "").expect("emptied"),
            _ => {
                let mut file = std::fs::File::options().append(true).open(&path).expect("opened");
                file.write_all(b"1,2,3\n").expect("added");
            }
        }
        let output = child.wait_with_output().expect("ended");
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {error}");
        assert!(error.contains(said) && error.contains(&out), "{name}: {error}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{name}");
    }
}
