//! The checks of `tests/fuzz/` on their seeds, on past findings among them, and on random changes
//! of both. `PROPTEST_CASES` makes it longer.

#[path = "../fuzz/checks.rs"]
mod checks;

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;

use crate::strategies::config;

/// The seeds of one target.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(target);
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|item| item.expect("a file").path())
        .collect();
    paths.sort();
    let mut seeds: Vec<Vec<u8>> =
        paths.iter().map(|path| std::fs::read(path).expect("read")).collect();
    assert!(!seeds.is_empty(), "no seeds for {target}");
    if target == "text" {
        seeds.push(crate::sample::REPORT.as_bytes().to_vec());
    }
    seeds
}

/// A change of a few bytes: cut, doubled, exchanged, overwritten.
#[derive(Clone, Debug)]
struct Change {
    from: Index,
    length: usize,
    to: Index,
    bytes: Vec<u8>,
    kind: u8,
}

fn change() -> impl Strategy<Value = Change> {
    let pieces = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            "```",
            "\n",
            "\r",
            "|",
            "[",
            "]",
            "(",
            ")",
            "1e-4",
            "nan",
            "×10",
            "⁻⁴",
            "−",
            "\t",
            "  ",
            "$",
            "**",
            "## 1(b)\n",
            "final point",
            "function value",
            "Adam",
            "accuracy",
            "\"",
            "\\u",
            "{",
            "}",
            ",",
            ":",
            "\\",
            "0.9635",
            "100,000",
            "784 → 30",
            "np.float64(",
            "%",
            "é",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    (any::<Index>(), 0..200_usize, any::<Index>(), pieces, 0..4_u8)
        .prop_map(|(from, length, to, bytes, kind)| Change { from, length, to, bytes, kind })
}

fn changed(seed: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for change in changes {
        let from = change.from.index(bytes.len() + 1);
        let end = (from + change.length).min(bytes.len());
        match change.kind {
            0 => drop(bytes.drain(from..end)),
            1 => drop(bytes.splice(from..from, change.bytes.iter().copied())),
            2 => {
                let piece = bytes[from..end].to_vec();
                let to = change.to.index(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            _ => bytes.truncate(from.max(1)),
        }
    }
    bytes
}

/// One target on its seeds and on changes of them.
fn hold(target: &str, check: fn(&[u8])) {
    let seeds = seeds(target);
    seeds.iter().for_each(|seed| check(seed));
    let strategy = (any::<Index>(), prop::collection::vec(change(), 0..5));
    let mut runner = proptest::test_runner::TestRunner::new(config());
    let result = runner.run(&strategy, |(seed, changes)| {
        let seed: &Vec<u8> = seed.get(&seeds);
        check(&changed(seed, &changes));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{target}: {error}");
    }
}

#[test]
fn hostile_numbers() {
    hold("number", checks::number);
}

#[test]
fn hostile_texts() {
    hold("text", checks::text);
}

#[test]
fn hostile_notebooks() {
    hold("notebook", checks::notebook);
}

#[test]
fn hostile_ledgers() {
    hold("ledger", checks::ledger);
}

#[test]
fn hostile_points() {
    hold("points", checks::points);
}

#[test]
fn hostile_rows() {
    hold("rows", checks::rows);
}

#[test]
fn hostile_documents() {
    hold("document", checks::document);
}

/// Files that are well formed all but now and then, of whatever such files hold.
fn hold_structure(target: &str, check: fn(&[u8])) {
    seeds(target).iter().for_each(|seed| check(seed));
    let mut runner = proptest::test_runner::TestRunner::new(config());
    let result = runner.run(&prop::collection::vec(any::<u8>(), 0..400), |bytes| {
        check(&bytes);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{target}: {error}");
    }
}

#[test]
fn hostile_notebooks_by_structure() {
    hold_structure("notebook_by_structure", checks::notebook_by_structure);
}

#[test]
fn hostile_tables_by_structure() {
    hold_structure("table_by_structure", checks::table_by_structure);
}

#[test]
fn hostile_documents_by_structure() {
    hold_structure("document_by_structure", checks::document_by_structure);
}
