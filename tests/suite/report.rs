//! Written reports: what is read from them, and at which place.

use serde_json::json;
use verigrad::homework::ClaimId;
use verigrad::read::Account;
use verigrad::read::Submission;
use verigrad::read::read;
use verigrad::verdict::{Standing, Verdict};

use crate::sample::{LEDGER, REPORT, graded, verdicts};
use crate::shared::quantity;

#[test]
fn the_sample_has_the_verdicts_of_the_ledger_and_no_number_unaccounted() {
    let of_ledger = verdicts(&graded(LEDGER, "claims.csv"));
    let graded = graded(REPORT, "report.md");
    let found = verdicts(&graded);
    for (id, verdict) in &of_ledger {
        assert_eq!(found.get(id), Some(verdict), "{id}");
    }
    // What it says beyond the ledger is right as well.
    let others = found.iter().filter(|(id, _)| !of_ledger.contains_key(*id));
    for (id, verdict) in others {
        assert!(verdict.standing() == Standing::Good, "{id} {verdict:?}");
    }
    let report = graded.report.expect("a report");
    for number in &report.numbers {
        let text = &REPORT[number.span.clone()];
        let read = !matches!(number.account, Account::Open(_));
        assert!(read, "line {}: {text}", report.document.place(number.span.start).line);
    }
    assert!(report.unstated.is_empty() && report.differences.is_empty());
    let twice = ["1b.adam.value", "1d.momentum.point", "2a.best.accuracy", "2b.best.eta"];
    for id in twice {
        let places =
            report.mentions_of(&quantity(id).into()).map_or(0, |mentions| mentions.all().len());
        assert!(places >= 2, "{id} stands in {places} places");
    }
}

/// The sample as a notebook: fenced code becomes a code cell, other fences its output.
fn notebook(version: u64) -> serde_json::Value {
    let mut cells: Vec<serde_json::Value> = Vec::new();
    let source = if version == 3 { "input" } else { "source" };
    for (index, piece) in REPORT.split("```").enumerate() {
        let lines: Vec<&str> = piece.split_inclusive('\n').collect();
        match piece.strip_prefix("python\n") {
            _ if index % 2 == 0 => {
                cells.push(json!({ "source": lines, "cell_type": "markdown", "metadata": {} }));
            }
            Some(code) => cells.push(
                json!({ source: code, "outputs": [], "cell_type": "code", "metadata": null }),
            ),
            None => cells.push(json!({
                "cell_type": "code",
                source: "show()",
                "outputs": [
                    { "output_type": "stream", "name": "stdout", "text": lines },
                    { "output_type": "display_data", "data": { "image/png": "1.5" } },
                ],
            })),
        }
    }
    match version {
        3 => json!({ "worksheets": [{ "cells": cells }], "nbformat": 3 }),
        _ => json!({ "cells": cells, "nbformat": 4, "metadata": { "n": f64::NAN } }),
    }
}

#[test]
fn a_notebook_has_the_verdicts_of_its_text() {
    let text = verdicts(&graded(REPORT, "report.md"));
    for version in [3, 4] {
        let raw = format!("{:#}", notebook(version)).replace("null", "NaN");
        let graded = graded(raw.as_str(), "report.ipynb");
        assert_eq!(verdicts(&graded), text, "nbformat {version}");
        let report = graded.report.expect("a report");
        for mentions in &report.mentions {
            for mention in mentions.all() {
                let place = report.document.place(mention.span.start);
                let said = report.document.text[mention.span.clone()].replace('\\', "\\\\");
                assert!(raw[place.byte..].starts_with(&said), "{} at {place:?}", mentions.id);
                assert!(place.cell.is_some());
            }
        }
    }
}

#[test]
fn numbers_of_a_line_of_code_are_not_held_against_anybody() {
    let text = "## 1(b)\n\n```\n1 import numpy as np\n2 # Adam final function value: 2.44e-08\n3 \
                print(\"Adam final function value:\", 2.4411e-08)\n\n→ Adam final function value: \
                2.4411637529060323e-08\n```\n";
    let graded = graded(text, "x.md");
    let value = graded.judgements.iter().find(|j| j.id == "1b.adam.value").expect("read");
    assert_eq!(value.verdict, Verdict::Reproduced, "{}", value.reason);
}

#[test]
fn a_report_is_judged_under_the_settings_of_its_own_code() {
    let value = "0.0019718184146641825";
    let short = REPORT.replace("steps = 100_000", "steps = 50_000");
    let short = short.replace("3.216465854863436e-05", value);
    let graded = graded(short.as_str(), "short.md");
    let report = graded.report.as_ref().expect("a report");
    assert_eq!(report.differences.len(), 1);
    let difference = &report.differences[0];
    assert!(difference.runs && difference.stated == "50000" && difference.part == "1b");
    let of = |id: &str| graded.judgements.iter().find(|j| j.id == id);
    let judged = of("1b.gd.value").expect("judged");
    assert_eq!(judged.measured.as_deref(), Some(value), "the value after 50,000 steps");
    assert_eq!(judged.verdict, Verdict::Reproduced, "{}", judged.reason);
    let setting = of("1b.setting.steps").expect("a setting of its own");
    assert_eq!((setting.verdict, setting.reported.as_str()), (Verdict::Fails, "50_000"));
}

/// The reasons of the claims that were run under settings of the report's own say so, and no others.
#[test]
fn a_claim_names_the_own_settings_it_was_run_under() {
    let parts = ["1b", "1c", "1d", "2a", "3a"];
    for (right, wrong, named, said) in [
        ("steps = 100_000", "steps = 50_000", &["1b", "1c", "1d"][..], "steps 50000"),
        ("rate_c = 1e-3", "rate_c = 2e-3", &["1c"], "rate 0.002"),
    ] {
        assert!(REPORT.contains(right), "{right}");
        let copy = graded(REPORT.replace(right, wrong).as_str(), "own.md");
        let own = format!("under the report's own settings, {said}");
        for part in parts {
            let measured =
                copy.judgements.iter().filter(|j| j.part.as_ref().is_some_and(|own| *own == part));
            let in_words = |id: &ClaimId| matches!(id, ClaimId::Setting(..));
            let measured = measured.filter(|j| j.measured.is_some() && !in_words(&j.id));
            let measured: Vec<_> = measured.collect();
            assert!(!measured.is_empty(), "{part}");
            for judgement in measured {
                let says = judgement.reason.contains("the report's own settings");
                assert_eq!(says, named.contains(&part), "{}: {}", judgement.id, judgement.reason);
                assert!(!says || judgement.reason.ends_with(&own), "{}", judgement.reason);
            }
        }
    }
}

#[test]
fn each_wrong_setting_of_the_code_is_judged_once() {
    let (right, wrong) = ("steps = 100_000\n", "steps = 50_000\nsteps = 50_000\n");
    assert!(REPORT.contains(right));
    let copy = graded(REPORT.replace(right, wrong).as_str(), "steps.md");
    let found = copy.judgements.iter().filter(|j| j.id == "1b.setting.steps");
    let said: Vec<&str> = found.map(|j| j.reported.as_str()).collect();
    assert_eq!(said, ["50_000"]);
}

/// Words say in passing what the code says exactly: a setting of theirs accuses nobody.
#[test]
fn settings_in_words_are_not_held_against_a_report() {
    let before = verdicts(&graded(REPORT, "report.md"));
    for (right, wrong) in [
        ("takes 100,000 steps", "takes 200,000 steps"),
        ("takes 100,000 steps", "takes 200,000 steps, yes 200,000 steps, or rather 300,000 steps"),
        ("784 → 30 → 10", "784 → 36 → 10"),
        ("for 30 epochs", "for 40 epochs"),
        ("starts at (-4, -2)", "starts at (-4, -3)"),
    ] {
        assert!(REPORT.contains(right), "{right}");
        let copy = graded(REPORT.replace(right, wrong).as_str(), "x.md");
        assert_eq!(verdicts(&copy), before, "{wrong}");
    }
}

#[test]
fn a_text_that_ends_in_a_number_proves_nothing_about_it() {
    let whole = REPORT.find("2.4411637529060323e-08").expect("there");
    for length in 1..22 {
        let copy = graded(&REPORT.as_bytes()[..whole + length], "cut.md");
        let wrong = copy.judgements.iter().find(|j| j.id == "1b.adam.value");
        let fine = wrong.is_none_or(|j| j.verdict == verigrad::verdict::Verdict::NotCheckable);
        assert!(fine, "cut after {length} characters");
    }
}

#[test]
fn bad_files_are_refused_in_words() {
    let deep = format!("{{\"cells\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let cut = &format!("{}", notebook(4))[..2000];
    let pdf = if cfg!(feature = "pdf") { "damaged" } else { "pdftotext" };
    let cases: [(&str, &[u8], &str); 8] = [
        ("a.pdf", b"%PDF-1.7", pdf),
        ("a.docx", b"PK\x03\x04", "office document"),
        ("a.md", b"# 1(b)\nvalue\0", "NUL"),
        ("a.md", b"", "nothing to grade"),
        ("a.md", b"\xef\xbb\xbf \n", "nothing to grade"),
        ("a.ipynb", deep.as_bytes(), "nested more than 200 deep"),
        ("a.ipynb", cut.as_bytes(), "the text ends"),
        ("a.ipynb", b"{\"cell\": []}", "no list of `cells`"),
    ];
    for (name, bytes, said) in cases {
        let error = read(bytes.to_vec(), name).map(|_| ()).expect_err(name);
        assert!(error.to_string().contains(said), "{name}: {error}");
    }
    let none = read(b"An essay with 3 numbers.".to_vec(), "a.md").expect("text");
    let error = crate::sample::grader().grade(none, "a.md").map(|_| ()).expect_err("no claim");
    assert!(error.to_string().contains("no claim of the homework"), "{error}");
    let ledger = read(b"id,reported\n1b.gd.value,1\n".to_vec(), "a.txt").expect("a table");
    assert!(matches!(ledger, Submission::Ledger(_)));
}

/// What Windows writes is decoded: the same words, the same verdicts.
#[test]
fn other_encodings_have_the_verdicts_of_the_text() {
    let expected = verdicts(&graded(REPORT, "report.md"));
    let units = || std::iter::once(0xfeff).chain(REPORT.encode_utf16());
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    assert_eq!(verdicts(&graded(little, "little.md")), expected);
    assert_eq!(verdicts(&graded(big, "big.md")), expected);
    let western = |text: &str| text.chars().map(|c| u8::try_from(c).expect("Western")).collect();
    let text = "## 1(b)\n\nMomentum, dit «lourd», à la fin:\n\nMomentum, function value: \
                2.0850579801122868e-26\n";
    let bytes: Vec<u8> = western(text);
    assert!(std::str::from_utf8(&bytes).is_err());
    assert_eq!(verdicts(&graded(bytes, "western.md")), verdicts(&graded(text, "x.md")));
}

#[test]
fn a_byte_order_mark_shifts_no_place() {
    let marked = format!("\u{feff}{REPORT}");
    let report = graded(marked.as_str(), "bom.md").report.expect("a report");
    let mentions = report.mentions_of(&quantity("1b.gd.value").into()).expect("stated");
    for mention in mentions.all() {
        let byte = report.document.place(mention.span.start).byte;
        assert!(marked[byte..].starts_with("3.216465854863436e-05"));
    }
}
