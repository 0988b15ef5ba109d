//! Options stand on the commands that use them, and on no others; what they do.

use predicates::prelude::*;
use predicates::str::contains;

use crate::place::{file, folder, json, printed, verigrad};
use crate::sample::{LEDGER, REPORT};

#[test]
fn an_option_that_a_command_has_no_use_for_is_a_usage_error() {
    let place = folder();
    file(place.path(), "mine.csv", "id,reported\n1b.gd.value,3.216465854863436e-05\n");
    for arguments in [
        "run --budget 1s",
        "run --ensemble x.csv",
        "run --gradebook x.csv",
        "run --fail-on fails",
        "gradcheck --out x",
        "gradcheck --ensemble x.csv",
        "gradcheck 1b",
        "ensemble --json",
        "ensemble --rows 0..1 --out x --json",
        "ensemble --rows 0..1 --out x --seed 1",
        "ensemble --rows 0..1 --out x --ensemble y",
        "ensemble merge a.csv --out x --rows 0..1",
        "ensemble merge a.csv --out x --threads 1",
        "grade mine.csv --seed 1",
        "grade mine.csv --shard 0/2",
        "grade mine.csv --list",
        "new there --out x",
        "new there --json",
        "check there --homework other",
        "check there --mnist x",
        "check there --out x",
        "--json run",
        "--seed 1 run 1b",
        "--out x grade mine.csv",
        "--homework x check there",
        "--budget 1s",
        "--list",
        "--homework x --assignment y",
        "run --homework x --assignment y",
        "grade mine.csv --budget soon",
        "grade mine.csv --budget -1s",
        "grade mine.csv --fail-on nothing",
        "grade mine.csv --points p.csv",
        "grade mine.csv --gradebook g.csv --write-homework x",
        "grade",
        "new",
        "check",
        "run --threads 0",
        "run --seed x",
    ] {
        let run = verigrad(place.path()).args(arguments.split(' ')).assert();
        let run = run.code(2).stdout("").stderr(contains("error:"));
        let stderr = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(!stderr.contains("fault of verigrad"), "{arguments}: {stderr}");
        let left = std::fs::read_dir(place.path()).expect("a folder").count();
        assert_eq!(left, 1, "{arguments} left something behind");
    }
}

#[test]
fn the_exit_status_is_as_strict_as_asked_for() {
    let place = folder();
    let table = |rows: &str| format!("id,reported\n1b.gd.value,3.216465854863436e-05\n{rows}");
    for (name, rows, statuses) in [
        ("fine.csv", "", [0, 0, 0]),
        ("arguable.csv", "1b.adam.fast,statement\n", [0, 0, 1]),
        ("fails.csv", "3b.five_orders,5\n3a.ratio,4.3020488844770725e-05\n", [0, 1, 1]),
        ("wrong.csv", "1b.gd.point,[0.5 0.5]\n", [1, 1, 1]),
    ] {
        file(place.path(), name, table(rows));
        for (level, status) in ["contradicted", "fails", "unusual"].into_iter().zip(statuses) {
            let arguments = ["grade", name, "--quiet", "--fail-on", level];
            verigrad(place.path()).args(arguments).assert().code(status).stdout("");
            let book = ["grade", name, "--gradebook", "g.csv", "--quiet", "--fail-on", level];
            verigrad(place.path()).args(book).assert().code(status).stdout("");
        }
        let status = statuses[1];
        verigrad(place.path()).args(["grade", name, "--quiet"]).assert().code(status);
    }
}

#[test]
fn ids_of_an_earlier_version_are_read_with_a_note() {
    let place = folder();
    let old = "id,reported\n3a.ratio.ensemble,4.3020488844770725e-05\n3a.ratio.rounded,4.30e-05\n\
               3b.input.rounded,4.05\n1d.momentum.slower_but_steady,statement\n";
    file(place.path(), "old.csv", old);
    let arguments = ["grade", "old.csv", "--json"];
    let run = verigrad(place.path()).args(arguments).assert().code(0);
    let found = json(&run);
    let ids: Vec<&str> = found["claims"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|c| c["id"].as_str())
        .collect();
    assert_eq!(ids, ["3a.ratio", "3b.input.gradnorm", "1d.momentum.steady"]);
    let note = found["notes"][0].as_str().expect("a note");
    assert!(note.contains("`3a.ratio.ensemble` as `3a.ratio`"), "{note}");
    let run = verigrad(place.path()).args(["grade", "old.csv"]).assert().code(0);
    run.stderr(contains("note: ids of an earlier version are read"));
    // The ledger of the earlier version had other numbers under none of its ids.
    file(place.path(), "new.csv", LEDGER);
    let run = verigrad(place.path()).args(["grade", "new.csv"]).assert().code(1);
    run.stderr(contains("note:").not());
}

#[test]
fn verdicts_have_limits_and_families() {
    let place = folder();
    file(place.path(), "mine.md", REPORT);
    let few = [0, 7, 8, 9, 10, 11];
    let rows: Vec<&str> = include_str!("../../golden/homework7/rows.csv").lines().collect();
    let head = rows[..7].iter().chain(few.iter().skip(1).map(|row| &rows[*row]));
    file(place.path(), "few.csv", head.map(|line| format!("{line}\n")).collect::<String>());
    for (arguments, rows, limited) in [
        (&["grade", "mine.md", "--json"][..], 199, false),
        (&["grade", "mine.md", "--json", "--ensemble", "few.csv"][..], 5, true),
    ] {
        let run = verigrad(place.path()).args(arguments).assert().code(1);
        let found = json(&run);
        let file = std::fs::read(place.path().join("out/verdicts.json")).expect("written");
        assert_eq!(printed(&run).into_bytes(), file);
        let limits = found["limits"].as_array().expect("a list");
        assert_eq!(!limits.is_empty(), limited, "{limits:?}");
        let said = format!("{rows} re-runs of 2a, 2b, 2c, 3a, 3b");
        assert!(limits.iter().all(|line| line.as_str().is_some_and(|l| l.starts_with(&said))));
        let families = found["families"].as_array().expect("a list");
        assert!(!families.is_empty() || limited);
        for family in families {
            assert_eq!(family["rows"], rows);
            assert!(family["p"].as_f64().is_some_and(|p| p > 0.0 && p <= 1.0), "{family}");
            let claims = family["claims"].as_array().expect("a list");
            assert!(claims.iter().any(|claim| claim == "2a.best.accuracy"), "{family}");
        }
    }
}
