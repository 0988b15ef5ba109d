//! What must hold for any bytes at all: no panic, and places that are places.
#![allow(dead_code)]

use std::sync::OnceLock;

use verigrad::claim::{Printed, PrintedNumber};
use verigrad::homework::{Homework, Ledger, Sample};
use verigrad::render::annotated::annotated;
use verigrad::render::source;
use verigrad::report::{Document, Report, Rules, Submission, literals, read};

/// The grammar of numbers.
pub fn number(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut end = 0;
    for literal in literals(text) {
        assert!(literal.span.start >= end && literal.span.start < literal.span.end, "{literal:?}");
        end = literal.span.end;
        assert!(text.get(literal.span.clone()).is_some(), "{literal:?}");
    }
    if let Ok((number, length)) = PrintedNumber::parse_start(text) {
        assert!(text.get(..length).is_some());
        let again = PrintedNumber::parse(&number.to_string()).expect("its own print reads");
        assert_eq!(again.to_string(), number.to_string());
    }
    if let Ok(Printed::Array(array)) = Printed::parse(text) {
        array.intervals();
    }
}

/// The reader of texts.
pub fn text(bytes: &[u8]) {
    submission(bytes, "fuzz.md");
}

/// The reader of notebooks.
pub fn notebook(bytes: &[u8]) {
    submission(bytes, "fuzz.ipynb");
}

/// The reader of ledgers.
pub fn ledger(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (homework, _) = tables();
    let names = homework.names();
    if let Err(error) = Ledger::parse_submission(text, "fuzz.csv", &homework.ledger, names) {
        error.render(false);
    }
    if let Err(error) = Ledger::parse(text, "fuzz.csv", names) {
        error.render(false);
    }
    let words = Some(Sample { text: text.to_owned(), origin: "words.csv".to_owned() });
    if let Err(error) = Rules::of(&Homework { words, ..homework.clone() }) {
        error.render(false);
    }
}

fn tables() -> &'static (Homework, Rules) {
    static TABLES: OnceLock<(Homework, Rules)> = OnceLock::new();
    TABLES.get_or_init(|| {
        let homework = Homework::built_in().expect("reads");
        let rules = Rules::of(&homework).expect("reads");
        (homework, rules)
    })
}

fn submission(bytes: &[u8], name: &str) {
    let document = match read(bytes.to_vec(), name) {
        Ok(Submission::Report(document)) => *document,
        Ok(Submission::Ledger(text)) => return ledger(text.as_bytes()),
        Err(error) => {
            if let verigrad::diagnostic::InputError::At(diagnostic) = error {
                diagnostic.render(false);
            }
            return;
        }
    };
    lines_are_whole(&document);
    let (homework, rules) = tables();
    let Ok(report) = Report::of(document, homework, rules, &|_, _| true) else { return };
    let document = &report.document;
    let mentions = report.mentions.iter().flat_map(|mentions| mentions.all());
    let spans = mentions.map(|mention| &mention.span);
    for span in spans.chain(report.numbers.iter().map(|number| &number.span)) {
        let said = &document.text[span.clone()];
        let place = document.place(span.start);
        assert!(place.byte <= bytes.len() && place.line >= 1 && place.column >= 1);
        let plain = document.cells.is_empty() && !bytes.contains(&b'\r');
        assert!(!plain || bytes[place.byte..].starts_with(said.as_bytes()), "{place:?}");
    }
    let page = annotated(&report, &[]).into_string();
    assert!(!page.contains("<script") && !page.contains("<img"));
    source::findings(&report, &[], false);
    source::unaccounted(&report);
    source::differences(&report, false);
}

/// The lines are those of the text, in order, and none is left out.
fn lines_are_whole(document: &Document) {
    let mut end = 0;
    for line in &document.lines {
        assert!(line.span.start >= end && line.span.end <= document.text.len());
        assert!(document.text[end..line.span.start].trim().is_empty());
        end = line.span.end;
    }
    assert!(document.text[end..].trim().is_empty());
}
