//! Reports as PDF: no number is lost, columns stay columns, and a place is a box on a page.
//!
//! `fixtures/browser.pdf` is the sample report printed by Chromium 156, with the heads and feet
//! it adds, `fixtures/latex.pdf` the same by pdfTeX 1.40.24, as an article with a running head.

mod hostile;
mod written;

use std::collections::BTreeMap;

use predicates::prelude::*;
use predicates::str::contains;
use regex::Regex;
use verigrad::read::Document;
use verigrad::read::Submission;
use verigrad::read::read;
use verigrad::verdict::Verdict;

use crate::place::{file, folder, json, verigrad};
use crate::sample::{REPORT, graded, verdicts, whole};
use crate::shared::quantity;
use written::{HEIGHT, lines, pdf, text};

const BROWSER: &[u8] = include_bytes!("fixtures/browser.pdf");
const LATEX: &[u8] = include_bytes!("fixtures/latex.pdf");

fn document(bytes: impl Into<Vec<u8>>) -> Document {
    match read(bytes.into(), "report.pdf").unwrap_or_else(|error| panic!("{error}")) {
        Submission::Report(document) => *document,
        Submission::Ledger(_) => panic!("a ledger"),
    }
}

fn rebuilt(pages: &[String]) -> String {
    document(pdf(pages)).text
}

/// How often each number stands in a text.
fn numbers(text: &str) -> BTreeMap<String, usize> {
    let number = Regex::new(r"10\^-?\d+|\d[\d.,_]*(?:e[-+]?\d+)?").expect("a pattern");
    let mut counts = BTreeMap::new();
    for found in number.find_iter(&text.replace('−', "-")) {
        *counts.entry(found.as_str().trim_end_matches(['.', ',']).to_owned()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn every_number_of_the_source_is_in_the_text_as_often() {
    let exponent = Regex::new(r"\^\{([^}]*)\}").expect("a pattern");
    let expected = numbers(&exponent.replace_all(REPORT, "^$1"));
    assert_eq!(expected.values().sum::<usize>(), 196);
    assert_eq!(expected["10^-5"], 2);
    for (name, bytes) in [("browser", BROWSER), ("latex", LATEX)] {
        assert_eq!(numbers(&document(bytes).text), expected, "{name}");
    }
}

#[test]
fn a_printed_report_has_the_verdicts_of_its_source() {
    let (_, expected) = whole();
    for (name, bytes) in [("browser", BROWSER), ("latex", LATEX)] {
        assert_eq!(verdicts(&graded(bytes, "report.pdf")), expected, "{name}");
    }
}

#[test]
fn a_place_is_a_box_on_a_page() {
    let value = "1b.gd.value 3.216465854863436e-05";
    let first = text(72.0, 700.0, 10.0, "1(b) GD");
    let pages = [first, text(144.0, HEIGHT - 283.46, 10.0, value)];
    let document = document(pdf(&pages));
    let place = document.place(document.text.find("1b.gd").expect("there"));
    let page = place.on_page.expect("on a page");
    // 144 points are two inches; letters reach 8 points above the line and 2 below it.
    assert_eq!((page.page, place.line), (2, 1));
    assert_eq!((page.left, page.top, page.bottom), (508, 972, 1007));
    assert_eq!(place.to_string(), "page 2 (5.1 cm from the left, 9.7 cm from the top)");
    let number = document.place(document.text.find("3.2164").expect("there"));
    let number = number.on_page.expect("on a page");
    assert!(number.left > page.right && number.top == page.top, "{number:?} {page:?}");
}

/// The falsified digit is on the second page, and nothing else is wrong.
#[test]
fn a_falsified_digit_is_contradicted_at_its_page() {
    let verdict = |value: &str| {
        let pages = [
            lines(&["1(b) Same rate for everybody", "", "All methods take 100,000 steps."]),
            lines(&[
                &format!("Plain gradient descent, function value: {value}"),
                "Adam, function value: 2.4411637529060323e-08",
            ]),
        ];
        let graded = graded(pdf(&pages), "report.pdf");
        let report = graded.report.as_ref().expect("a report");
        let mentions = report.mentions_of(&quantity("1b.gd.value").into()).expect("stated");
        let place = report.document.place(mentions.all()[0].span.start);
        assert_eq!(place.on_page.expect("on a page").page, 2);
        (verdicts(&graded)["1b.gd.value"], verdicts(&graded)["1b.adam.value"])
    };
    assert_eq!(verdict("3.216465854863436e-05"), (Verdict::Reproduced, Verdict::Reproduced));
    assert_eq!(verdict("3.216465854863437e-05"), (Verdict::Contradicted, Verdict::Reproduced));
}

#[test]
fn the_program_names_page_and_box() {
    let place = folder();
    let pages = [
        lines(&["1(b) Same rate for everybody"]),
        lines(&["Plain gradient descent, function value: 3.216465854863437e-05"]),
    ];
    file(place.path(), "mine.pdf", pdf(&pages));
    let said = contains("mine.pdf, page 2 (").and(contains("cm from the top)"));
    verigrad(place.path()).args(["grade", "mine.pdf"]).assert().code(1).stdout(said);
    let page = std::fs::read_to_string(place.path().join("out/report.html")).expect("written");
    assert!(page.contains("page 2 (") && page.contains("cm from the top)</a>"));
    let run = verigrad(place.path()).args(["grade", "mine.pdf", "--json"]).assert().code(1);
    let claims = json(&run)["claims"].as_array().expect("a list").clone();
    let claim = claims.iter().find(|claim| claim["id"] == "1b.gd.value").expect("judged");
    let found = &claim["occurrences"][0];
    assert_eq!((&found["page"], &found["line"]), (&2.into(), &1.into()));
    assert!(found["box"]["top"].as_f64() > Some(2.5) && found["byte"].is_null(), "{found}");
    verigrad(place.path()).args(["read", "mine.pdf"]).assert().success().stdout(contains("p2 "));
}

/// What a page says that is a picture is not known; so nothing is said to be left out.
#[test]
fn a_page_without_text_is_not_readable() {
    let place = folder();
    let value = "Plain gradient descent, function value: 3.216465854863436e-05";
    let text = lines(&["1(b) Same rate for everybody", value]);
    file(place.path(), "whole.pdf", pdf(std::slice::from_ref(&text)));
    let picture = "0.5 g 100 100 300 300 re f".to_owned();
    file(place.path(), "scan.pdf", pdf(&[text, picture.clone()]));
    let grade = |name: &str| verigrad(place.path()).args(["grade", name]).assert();
    let said = "page 2 has no text (a picture?): not readable";
    grade("whole.pdf").stdout(contains("not stated: ").and(contains("not readable").not()));
    grade("scan.pdf").stdout(contains(said).and(contains("not stated").not()));
    let run = verigrad(place.path()).args(["grade", "scan.pdf", "--json"]).assert();
    let json = json(&run);
    assert_eq!(
        (&json["unstated"], &json["unreadable_pages"]),
        (&[0; 0][..].into(), &[2][..].into())
    );
    assert!(json["not_found"].as_array().is_some_and(|ids| ids.len() > 50));
    assert!(json["limits"].to_string().contains(said), "{}", json["limits"]);
    file(place.path(), "only.pdf", pdf(&[picture]));
    grade("only.pdf").code(2).stderr(contains("not readable"));
}

/// A claim that may be on a page that cannot be read is a person's to decide.
#[test]
fn points_of_an_unreadable_page_are_undecided() {
    let place = folder();
    let value = "Plain gradient descent, function value: 3.216465854863436e-05";
    let text = lines(&["1(b) Same rate for everybody", value]);
    file(place.path(), "class/a.pdf", pdf(std::slice::from_ref(&text)));
    file(place.path(), "class/b.pdf", pdf(&[text, String::new()]));
    file(place.path(), "points.csv", "id,points\n1b.gd.value,2\n3a.ratio,3\n");
    let arguments = ["grade", "class", "--gradebook", "g.csv", "--points", "points.csv", "--json"];
    let rows = json(&verigrad(place.path()).args(arguments).assert());
    assert_eq!((&rows[0]["points"], &rows[0]["undecided"]), (&"2".into(), &"0".into()));
    assert_eq!((&rows[1]["points"], &rows[1]["undecided"]), (&"2".into(), &"3".into()));
    assert_eq!(rows[1]["not stated"], 0);
}

#[test]
fn small_raised_digits_are_exponents() {
    let raised = |by: f64, size: f64| {
        let base = text(70.0, 700.0, 10.0, "a rate of 10");
        // The widths of Helvetica's letters, in thousandths of its size.
        let left = 70.0
            + 10.0
                * f64::from(556 + 278 + 333 + 556 + 278 + 556 + 278 + 278 + 556 + 278 + 556 + 556)
                / 1000.0;
        rebuilt(&[base + &text(left, 700.0 + by, size, "-4") + &text(150.0, 700.0, 10.0, "and on")])
    };
    assert!(raised(3.5, 7.0).contains("10^-4 "), "{}", raised(3.5, 7.0));
    assert!(raised(4.0, 8.0).contains("10^-4 "), "{}", raised(4.0, 8.0));
    for (by, size) in [(0.0, 10.0), (0.0, 7.0)] {
        assert!(raised(by, size).contains("10-4 "), "{}", raised(by, size));
    }
}

#[test]
fn columns_stay_columns_and_prose_stays_prose() {
    let row = |at: f64, cells: [&str; 3]| -> String {
        let places = [70.0, 150.0, 230.0];
        places.iter().zip(cells).map(|(left, cell)| text(*left, at, 10.0, cell)).collect()
    };
    let table = row(700.0, ["method", "rate", "value"])
        + &row(686.0, ["Adam", "0.01", "9.230096545900223e-06"])
        + &row(672.0, ["Momentum", "", "2.0850579801122868e-26"]);
    let found = rebuilt(&[table]);
    let cells: Vec<Vec<&str>> = found
        .lines()
        .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(cells[0], ["method", "rate", "value"]);
    assert_eq!(cells[1], ["Adam", "0.01", "9.230096545900223e-06"]);
    assert_eq!(cells[2], ["Momentum", "2.0850579801122868e-26"]);
    // Words that are spread to the edges are no columns.
    let spread = text(70.0, 600.0, 10.0, "one") + &text(94.0, 600.0, 10.0, "two");
    assert_eq!(rebuilt(&[spread]).trim_end(), "one two");
    assert_eq!(rebuilt(&[lines(&["one two"])]).trim_end(), "one two");
}

#[test]
fn ligatures_and_glyphs_that_are_drawn_twice() {
    let bold =
        text(70.0, 700.0, 10.0, "accuracy 0.9635") + &text(70.3, 700.0, 10.0, "accuracy 0.9635");
    assert_eq!(rebuilt(&[bold]).trim_end(), "accuracy 0.9635");
    // pdfTeX sets `fi` and `ff` as one glyph each.
    let latex = document(LATEX).text;
    assert!(latex.contains("final point") && latex.contains("flattens"));
    assert!(!latex.contains(['\u{fb00}', '\u{fb01}', '\u{fffd}']));
}

#[test]
fn heads_and_feet_of_pages_are_dropped_and_rows_are_not() {
    let page = |number: usize, value: &str| {
        text(70.0, 800.0, 11.0, "Homework 7, by somebody")
            + &text(500.0, 800.0, 11.0, &format!("{number} of 3"))
            + &lines(&[value, "the same row 0.5", "and more of it", value])
            + &text(300.0, 30.0, 11.0, &(number + 4).to_string())
    };
    let pages = [page(1, "rate 0.25"), page(2, "rate 0.125"), page(3, "rate 0.75")];
    let text = rebuilt(&pages);
    assert!(!text.contains("somebody") && !text.contains("of 3"), "{text}");
    let found = numbers(&text);
    let expected = [("0.125", 2), ("0.25", 2), ("0.5", 3), ("0.75", 2)];
    assert_eq!(found, expected.map(|(number, count)| (number.to_owned(), count)).into());
    // On its own a page has no head.
    assert!(rebuilt(&pages[..1]).contains("Homework 7"));
}

#[test]
fn a_number_that_is_broken_at_its_exponent_is_whole() {
    let text = rebuilt(&[lines(&["the value 3.1256313541136063e-", "07 at the end"])]);
    assert!(text.contains("3.1256313541136063e-07 at the end"), "{text}");
    let text = rebuilt(&[lines(&["the table e-", "07 at the end"])]);
    assert!(text.contains("e-\n07"), "{text}");
}
