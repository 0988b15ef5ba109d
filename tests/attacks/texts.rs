//! Characters that a terminal obeys or that turn a line around, wherever somebody else's text is
//! printed.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use crate::place::{REPORT, Ran, file, folder, ran, verigrad};

/// Colour, title, cursor, C1, bidirectional, invisible: one of each kind, and more.
const HOSTILE: &str = "\u{1b}[31m\u{1b}]0;owned\u{7}\u{8}\u{7f}\u{9b}2J\u{85}\u{202e}\u{202a}\u{2066}\u{2069}\u{200b}\u{200e}\u{feff}\u{e0041}";

/// What may not be printed.
fn harmful(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{200b}' | '\u{200e}'
        | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        | '\u{61c}' | '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}')
}

#[track_caller]
fn clean(run: &Ran) {
    for text in [&run.out, &run.error] {
        let found = text.find(harmful);
        let around = found.map(|at| text[..at].chars().rev().take(60).collect::<String>());
        assert!(
            found.is_none(),
            "{:?} behind {around:?}",
            found.map(|at| text[at..].chars().next())
        );
    }
    assert!(!run.error.contains("panicked"), "{}", run.error);
}

#[test]
fn a_report_says_nothing_to_the_terminal() {
    let place = folder();
    let report = format!(
        "{REPORT}\n# 3(a) {HOSTILE}\n\nOutput layer gradient norm {HOSTILE}: 0.9912345678{HOSTILE}\n\n\
         - best {HOSTILE} 7.5 of them\n\n\
         ```python\noptimizer = torch.optim.SGD(net.parameters(), lr=0.3{HOSTILE})\n```\n\n\
         # 1(b)\n\nGradient descent final function value: 3.3e-05{HOSTILE}\n"
    );
    file(place.path(), "report.md", &report);
    file(place.path(), "report.txt", format!("{HOSTILE}\n1(b) {HOSTILE} 3.5\n"));
    for arguments in [
        "grade report.md",
        "grade report.md --json",
        "read report.md",
        "read report.md --explain",
        "read report.md --json",
        "grade report.txt",
        "read report.txt --explain",
        "grade report.md --gradebook grades.csv",
        "grade report.md --gradebook grades.csv --json",
    ] {
        let run = ran(&mut verigrad(place.path(), arguments));
        clean(&run);
        assert!(run.status <= Some(2), "{arguments}: {}", run.error);
    }
    let page = std::fs::read_to_string(place.path().join("out/report.html")).expect("a page");
    assert!(!page.contains(harmful), "no such character is in the page");
    assert!(page.contains("U+202E") && page.contains("U+001B"), "they are marked");
}

#[test]
fn names_of_files_say_nothing_to_the_terminal() {
    let place = folder();
    let name = format!("{}\nerror: all is well.md", HOSTILE.replace('/', ""));
    let report = REPORT;
    file(place.path(), &format!("class/{name}"), report);
    file(place.path(), "class/=1+1.md", report);
    let path = format!("class/{name}");
    for arguments in [
        vec!["grade", &path],
        vec!["read", &path],
        vec!["grade", "absent\u{1b}[2J\u{202e}.md"],
        vec!["run", "--assignment", &path],
        vec!["run", "--homework", "class"],
        vec!["run", "1\u{1b}[2J\u{202e}"],
        vec!["--seed", "1\u{1b}[2J\u{202e}"],
        vec!["\u{1b}[2J\u{202e}"],
        vec!["grade", "class", "--gradebook", "grades\u{1b}.csv"],
        vec!["grade", "class", "--gradebook", "grades\u{1b}.csv", "--json"],
        vec!["ensemble", "merge", &path, "--out", "x"],
        vec!["new", "n\u{1b}[2J"],
        vec!["check", "n\u{1b}[2J", "--quiet", "\u{202e}"],
        vec!["run", "1b", "--mnist", "\u{1b}[2J"],
        vec!["run", "3a", "--mnist", "\u{1b}[2J"],
    ] {
        let run = ran(verigrad(place.path(), "").args(&arguments));
        clean(&run);
        let fakes = |text: &str| text.lines().any(|line| line.starts_with("error: all is well"));
        assert!(!fakes(&run.out) && !fakes(&run.error), "{}{}", run.out, run.error);
    }
}

#[test]
fn documents_say_nothing_to_the_terminal() {
    let place = folder();
    let escapes: String = HOSTILE.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect();
    let document = format!(
        "name = \"{escapes}\"\ntitle = \"{escapes}\"\n[[net]]\npart = \"9a\"\n\
         title = \"{escapes}\"\nheading = [\"{escapes}\"]\nactivation = \"sigmoid\"\n\
         initialisation = \"xavier-normal\"\nbatch = 1\ngradient_probe = [784, 2, 10]\n"
    );
    file(place.path(), "good.toml", &document);
    for (name, from, to) in [
        ("key.toml", "batch".to_owned(), format!("\"{escapes}\"")),
        ("part.toml", "9a".to_owned(), format!("9{escapes}")),
        ("raw.toml", "9a".to_owned(), format!("9{HOSTILE}")),
        ("word.toml", "sigmoid".to_owned(), escapes.clone()),
    ] {
        file(place.path(), name, document.replace(&from, &to));
        let run = ran(&mut verigrad(place.path(), &format!("run --assignment {name}")));
        clean(&run);
        assert_eq!(run.status, Some(2), "{name}: {}", run.out);
    }
    for arguments in ["run", "run --list", "run --json", "--quiet", ""] {
        let run = ran(&mut verigrad(place.path(), &format!("{arguments} --assignment good.toml")));
        clean(&run);
        assert!(run.status <= Some(1), "{}", run.error);
    }
    file(place.path(), "claims.csv", format!("id,reported\n1b.{HOSTILE},1\n"));
    clean(&ran(&mut verigrad(place.path(), "grade claims.csv")));
    file(place.path(), "points.csv", format!("id,points\n{HOSTILE},1\n"));
    clean(&ran(&mut verigrad(
        place.path(),
        "grade claims.csv --gradebook g.csv --points points.csv",
    )));
}

/// A spreadsheet that splits at commas, semicolons or tabs takes no cell for a formula.
#[test]
fn no_cell_is_a_formula() {
    let place = folder();
    let report = REPORT;
    let names = [
        "=1+1.md",
        "\n=2.md",
        "\u{feff}=3.md",
        "\u{ff1d}4.md",
        "\u{ff0b}5.md",
        "\u{ff0d}6.md",
        "\u{ff20}7.md",
        "a;=8.md",
        "a\t=9.md",
        " =10.md",
        "a;\"=11.md",
        "a,-12.md",
        "a|@13.md",
        "+14.md",
        "\u{200b}=15.md",
    ];
    for name in names {
        file(place.path(), &format!("class/{name}"), report);
    }
    let mut command = verigrad(&place.path().join("class"), "grade --gradebook ../grades.csv");
    command.arg("--").args(names.map(|name| name.to_owned()));
    let run = ran(&mut command);
    assert!(run.status <= Some(1), "{}", run.error);
    let table = std::fs::read_to_string(place.path().join("grades.csv")).expect("a gradebook");
    for delimiter in *b",;\t|" {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(table.as_bytes());
        for record in reader.records() {
            for cell in record.expect("a row").iter() {
                let start = cell.trim_start_matches(|c: char| {
                    c.is_whitespace() || c.is_control() || c == '"' || harmful(c)
                });
                let formula = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
                assert!(!start.starts_with(formula), "{cell:?}");
            }
        }
    }
}

#[test]
fn errors_are_short_whatever_was_handed_in() {
    let place = folder();
    let long = "x".repeat(3_000_000);
    file(place.path(), "cell.csv", format!("id,reported\n{long},1\n"));
    file(place.path(), "number.csv", format!("id,reported\n1b.gd.value,{long}\n"));
    file(place.path(), "key.toml", format!("{} = 1\n", &long[..900_000]));
    file(place.path(), "name.toml", format!("name = \"{}\"\n", &long[..900_000]));
    file(place.path(), "book.ipynb", format!("{{\"{long}\": }}"));
    file(place.path(), "rows.csv", format!("{long}\n{long}"));
    for arguments in [
        "grade cell.csv",
        "grade number.csv",
        "grade book.ipynb",
        "grade cell.csv number.csv --gradebook g.csv",
        "run --assignment key.toml",
        "run --assignment name.toml",
        "grade number.csv --ensemble rows.csv",
    ] {
        let run = ran(&mut verigrad(place.path(), arguments));
        let length = run.error.len() + run.out.len();
        assert!(length < 6_000 && run.status == Some(2), "{arguments}: {length} bytes");
    }
    let argument = "x".repeat(100_000);
    for arguments in [["run", &argument], ["grade", &argument], [&argument, "run"]] {
        let run = ran(verigrad(place.path(), "").args(arguments));
        assert!(run.error.len() < 6_000 && run.status == Some(2), "{} bytes", run.error.len());
    }
}

#[test]
fn a_name_that_is_no_text_is_shown_and_not_believed() {
    let place = folder();
    let name = OsStr::from_bytes(b"r\xff\x1b[2J.md");
    let report = REPORT;
    std::fs::write(place.path().join(name), report).expect("written");
    let run = ran(verigrad(place.path(), "grade").arg(name));
    clean(&run);
    assert!(run.status <= Some(1), "{}", run.error);
}

/// What nobody sees inside words and numbers changes nothing of what is read, in any format.
#[test]
fn words_and_numbers_are_read_through_what_nobody_sees() {
    let place = folder();
    let report = include_str!("../../golden/homework7/report.md");
    let notebook = |text: &str| {
        let cell = serde_json::json!({ "cell_type": "markdown", "source": text });
        serde_json::json!({ "nbformat": 4, "cells": [cell] }).to_string()
    };
    let page = |text: &str| {
        let shown = text.replace('\u{ad}', "&shy;").replace('\u{200b}', "&#8203;");
        format!("<html><body><pre>{shown}</pre></body></html>")
    };
    let numbers = |name: &str, contents: String| {
        file(place.path(), name, contents);
        let run = ran(&mut verigrad(place.path(), &format!("read {name} --json")));
        assert_eq!(run.status, Some(0), "{}", run.error);
        let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        json.as_array().expect("a list").clone()
    };
    type Written<'a> = &'a dyn Fn(&str) -> String;
    let formats: [(&str, Written); 4] = [
        ("report.md", &str::to_owned),
        ("report.txt", &str::to_owned),
        ("report.ipynb", &notebook),
        ("report.html", &page),
    ];
    for (name, format) in formats {
        let plain = numbers(name, format(report));
        assert!(plain.len() > 50, "{name}: {}", plain.len());
        for hidden in ["\u{200b}", "\u{ad}\u{2060}", "\u{2066}\u{200d}\u{2069}"] {
            let inside = |(at, c): (usize, char)| {
                let next = report[at + c.len_utf8()..].starts_with(char::is_alphanumeric);
                let put = if c.is_alphanumeric() && next && at % 3 == 0 { hidden } else { "" };
                format!("{c}{put}")
            };
            let hiding: String = report.char_indices().map(inside).collect();
            let found = numbers(name, format(&hiding));
            assert_eq!(found.len(), plain.len(), "{name}, {hidden:?}");
            for (found, plain) in found.iter().zip(&plain) {
                assert_eq!(found["is"], plain["is"], "{name}, {hidden:?}: {found}");
                assert_eq!(found["place"]["line"], plain["place"]["line"], "{name}: {found}");
            }
        }
    }
}
