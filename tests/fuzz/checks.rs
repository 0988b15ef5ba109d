//! What must hold for any bytes at all: no panic, and places that are places.
#![allow(dead_code)]

#[path = "grammar.rs"]
mod grammar;

use std::sync::{Arc, OnceLock};

use verigrad::claim::{Printed, PrintedNumber};
use verigrad::ensemble::{Columns, Stored, parse};
use verigrad::grade::gradebook::Points;
use verigrad::homework::{
    Assignment, Catalogue, Homework, Ledger, Memory, Sample, Source, written,
};
use verigrad::measure::measure;
use verigrad::mnist::TEST_IMAGES;
use verigrad::read::Measured;
use verigrad::read::Reader;
use verigrad::read::Report;
use verigrad::read::Submission;
use verigrad::read::Words;
use verigrad::read::explain;
use verigrad::read::language::text::Text;
use verigrad::read::lexing::lexicon::Lexicon;
use verigrad::read::own_settings;
use verigrad::read::read;
use verigrad::render::annotated::annotated;
use verigrad::render::source;
use verigrad::shown::{Shown, cell, is_hidden, marked, word};

/// The grammar of numbers.
pub fn number(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for decimal_comma in [false, true] {
        let unit = lexicon().unit(&Text::verbatim(text, 0), decimal_comma);
        let mut end = 0;
        for number in &unit.numbers {
            let span = number.span.clone();
            assert!(span.start >= end && span.start < span.end, "{number:?}");
            end = span.end;
            assert!(unit.low.as_str().get(span.clone()).is_some(), "{number:?}");
            assert!(text.get(unit.low.source(span)).is_some(), "{number:?}");
            assert!(!number.readings.is_empty(), "{number:?}");
        }
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
    let homework = homework();
    let names = homework.names();
    if let Err(error) = Ledger::parse_submission(text, "fuzz.csv", &homework.ledger, names) {
        error.render(false);
    }
    if let Err(error) = Ledger::parse(text, "fuzz.csv", names) {
        error.render(false);
    }
    let words = Some(Sample { text: text.to_owned(), origin: "words.csv".to_owned() });
    if let Err(error) = Words::of(&Homework { words, ..homework.clone() }) {
        error.render(false);
    }
}

/// The reader of points.
pub fn points(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(error) = Points::parse(text, "fuzz.csv", homework()) {
        shown(&error.render(false));
    }
}

/// The reader of rows: what it takes it writes again, and reads again as the same.
pub fn rows(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let nets = &homework().assignment.nets;
    match parse(text, "fuzz.csv", nets) {
        Err(error) => shown(&error.to_string()),
        Ok(stored) => {
            let parts: Vec<_> =
                nets.iter().filter(|net| stored.parts.contains(&net.part)).cloned().collect();
            let again = stored.ensemble.text(&Columns::of(&parts));
            let back = parse(&again, "again.csv", &parts).expect("its own text reads");
            assert_eq!(format!("{:?}", back.ensemble), format!("{:?}", stored.ensemble));
        }
    }
}

/// The reader of documents of experiments: what it takes is written, and reads as the same.
pub fn document(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let assignment = match Assignment::parse(text, "fuzz.toml") {
        Err(error) => return shown(&error.to_string()),
        Ok(assignment) => assignment,
    };
    assert!(Catalogue::of(&assignment).is_ok());
    assert!(assignment.memory(1) <= Memory(2 * Memory::LIMIT.0));
    let again = Assignment::parse(&written(&assignment), "again.toml").expect("its own text reads");
    assert_eq!(format!("{again:?}"), format!("{assignment:?}"));
    let homework = Homework::of(assignment, Source::BuiltIn);
    for (name, text) in homework.files() {
        if name == "claims.csv" {
            Ledger::parse(&text, name, homework.names()).expect("its own ledger reads");
        }
    }
}

/// Notebooks by structure.
pub fn notebook_by_structure(bytes: &[u8]) {
    submission(grammar::notebook::notebook(bytes).as_bytes(), "fuzz.ipynb");
}

/// Tables by structure: ledgers, words, points and rows.
pub fn table_by_structure(bytes: &[u8]) {
    let table = grammar::table::table(bytes);
    submission(table.as_bytes(), "fuzz.csv");
    ledger(table.as_bytes());
    points(table.as_bytes());
    rows(table.as_bytes());
}

/// Documents by structure.
pub fn document_by_structure(bytes: &[u8]) {
    document(grammar::document::document(bytes).as_bytes());
}

/// Whatever is said of an input is safe wherever it is said, and short.
fn shown(said: &str) {
    for shown in [Shown::text(said), Shown::coloured(true, |_| said.to_owned())] {
        assert!(!shown.as_str().contains(|c| c != '\n' && is_hidden(c)), "{shown:?}");
    }
    assert!(!word(said).contains(is_hidden) && !cell(said).contains(is_hidden));
    assert!(said.len() < 30_000, "{} bytes", said.len());
}

fn homework() -> &'static Homework {
    static HOMEWORK: OnceLock<Homework> = OnceLock::new();
    HOMEWORK.get_or_init(|| Homework::built_in().expect("reads"))
}

/// With everything that numbers can be held against.
fn reader() -> &'static Reader<'static> {
    static READER: OnceLock<Reader<'static>> = OnceLock::new();
    READER.get_or_init(|| {
        let homework = homework();
        let assignment = &homework.assignment;
        let measurements = measure(assignment, &assignment.parts(), &|_| {});
        let stored = Stored::built_in(&assignment.nets).expect("the stored rows");
        let rows = stored.rows(&assignment.nets, TEST_IMAGES);
        let words = Arc::new(Words::of(homework).expect("reads"));
        Reader::new(homework, words, &Measured { measurements: &measurements, rows: &rows })
    })
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::of(&homework().assignment, reader().targets()))
}

fn submission(bytes: &[u8], name: &str) {
    let document = match read(bytes.to_vec(), name) {
        Ok(Submission::Report(document)) => *document,
        Ok(Submission::Ledger(text)) => return ledger(text.as_bytes()),
        Err(error) => {
            shown(&error.to_string());
            if let verigrad::diagnostic::InputError::At(diagnostic) = error {
                shown(&diagnostic.render(false));
            }
            return;
        }
    };
    for number in explain(&document, reader()) {
        assert!(document.text.get(number.span.clone()).is_some(), "{number:?}");
    }
    let own = own_settings(&document, reader());
    if let Some(assignment) = &own.assignment {
        homework().with((**assignment).clone());
    }
    for difference in &own.differences {
        assert!(document.text.get(difference.span.clone()).is_some(), "{difference:?}");
    }
    let report = match Report::of(document, reader(), own.differences) {
        Err(error) => return shown(&error.to_string()),
        Ok(report) => report,
    };
    let document = &report.document;
    let utf8 = std::str::from_utf8(bytes).is_ok();
    let mentions = report.mentions.iter().flat_map(|mentions| mentions.all());
    let spans = mentions.map(|mention| &mention.span);
    for span in spans.chain(report.numbers.iter().map(|number| &number.span)) {
        let said = &document.text[span.clone()];
        let place = document.place(span.start);
        assert!(place.line >= 1 && place.column >= 1 && (!utf8 || place.byte <= bytes.len()));
        let plain = document.cells.is_empty() && utf8 && !bytes.contains(&b'\r');
        assert!(!plain || bytes[place.byte..].starts_with(said.as_bytes()), "{place:?}");
    }
    let page = annotated(&report, &[]);
    let page = marked(&(page.problems.into_string() + &page.text.into_string()));
    assert!(!page.contains(|c| is_hidden(c) && c != '\n' && c != '\t'));
    assert!(!page.contains("<script") && !page.contains("<img"));
    source::findings(&report, &[], false);
    source::unaccounted(&report);
    source::differences(&report, false);
    source::coverage(&report);
}
