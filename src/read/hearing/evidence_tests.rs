//! What groups of numbers, rows of settings and names say, in small reports.

use crate::homework::Method;
use crate::read::accusing::labels::label;
use crate::read::hearing::evidence::evidence;
use crate::read::language::text::Text;
use crate::read::layout::block::{Block, BlockKind};
use crate::read::layout::document::Document;
use crate::read::layout::mention::{Cost, Evidence, Mention};
use crate::read::lexing::facet::{Dimension, Facet, Real, SpokenKind};
use crate::read::lexing::lexicon::Lexicon;
use crate::read::meaning::lookup::Lookup;
use crate::read::meaning::samples::{HOMEWORK, TARGETS};

/// More than what stands beside a number costs.
const NEAR: Cost = 60;

fn document(blocks: &[Block]) -> Document {
    let lexicon = Lexicon::of(&HOMEWORK.assignment, &TARGETS);
    Document::of(blocks, &lexicon, &TARGETS)
}

fn lines(lines: &[&str]) -> Document {
    let line = |line: &&str| Block::line(Text::verbatim(line, 0));
    document(&lines.iter().map(line).collect::<Vec<_>>())
}

fn mention<'a>(document: &'a Document, printed: &str) -> &'a Mention {
    let found = document.mentions.iter().find(|mention| mention.printed().text == printed);
    found.unwrap_or_else(|| panic!("no result {printed}"))
}

fn heard(document: &Document, printed: &str, blind: bool) -> Evidence {
    evidence(mention(document, printed), document, &TARGETS, blind)
}

fn nearest(evidence: &Evidence, dimension: Dimension) -> Option<(Facet, Cost)> {
    let least = evidence.of(dimension).min_by_key(|(_, cost)| *cost);
    least.map(|(facet, cost)| (facet.clone(), cost))
}

#[test]
fn as_many_shares_as_there_are_epochs_are_one_for_each() {
    let accuracies: Vec<String> = (0..30).map(|epoch| format!("0.{}", 9300 + epoch)).collect();
    let report = lines(&[&format!("sgd 0.1: [{}]", accuracies.join(", "))]);
    let epoch = |printed: &str| nearest(&heard(&report, printed, false), Dimension::Epoch);
    assert_eq!(epoch("0.9300").map(|found| found.0), Some(Facet::Epoch(1)));
    assert_eq!(epoch("0.9329").map(|found| found.0), Some(Facet::Epoch(30)));
    // One more is no list of epochs.
    let report = lines(&[&format!("sgd 0.1: [{}, 0.9400]", accuracies.join(", "))]);
    assert_eq!(nearest(&heard(&report, "0.9300", false), Dimension::Epoch), None);
}

#[test]
fn few_shares_are_epochs_of_the_only_training_if_all_fit() {
    let heading = || Block::heading(2, Text::verbatim("Problem 3", 0));
    let list = |list: &str| {
        let line = Block { kind: BlockKind::Line(Text::verbatim(list, 0)), parents: Vec::new() };
        document(&[heading(), line])
    };
    let fits = list("test [0.9591, 0.9697, 0.9638, 0.9734, 0.9764]");
    let epoch = |report: &Document| nearest(&heard(report, "0.9697", false), Dimension::Epoch);
    assert_eq!(epoch(&fits).map(|found| found.0), Some(Facet::Epoch(2)));
    let losses = list("test [0.2447, 0.9697, 0.1032, 0.0884, 0.0793]");
    assert_eq!(epoch(&losses), None);
}

#[test]
fn what_another_number_counts_is_not_said_of_this_one() {
    let report = lines(&["adam 50 units -> 0.9699 (301 errors)", "adam 0.9721 errors"]);
    let wrong = Facet::Kind(SpokenKind::Wrong);
    let cost = |printed: &str| heard(&report, printed, false).cost(&wrong);
    assert!(cost("0.9699").is_none_or(|cost| cost > NEAR), "{:?}", cost("0.9699"));
    assert!(cost("301").is_some_and(|cost| cost <= NEAR));
    assert!(cost("0.9721").is_some_and(|cost| cost <= NEAR));
}

#[test]
fn a_name_is_its_numbers_alone_where_words_stand_between() {
    let report = lines(&["adam f 9.23e-06, d 2.04e-04, f 9.24e-06 and 2.05e-04"]);
    let value = Facet::Kind(SpokenKind::Value);
    let cost = |printed: &str| heard(&report, printed, true).cost(&value);
    assert!(cost("9.23e-06").is_some_and(|cost| cost <= NEAR));
    assert!(cost("2.04e-04").is_none_or(|cost| cost > NEAR), "{:?}", cost("2.04e-04"));
    assert!(cost("2.05e-04").is_some_and(|cost| cost <= 2 * NEAR));
}

#[test]
fn a_row_of_settings_speaks_of_its_columns() {
    let row = |cells: &[&str]| cells.iter().map(|cell| Text::verbatim(cell, 0)).collect();
    let rows = |rate: &str| {
        let rows = vec![
            row(&["", "SGD", "Adam"]),
            row(&["winning rate", "0.1", rate]),
            row(&["test accuracy", "0.9677", "0.9647"]),
        ];
        document(&[Block::table(rows, 1, Text::default())])
    };
    let rate = |report: &Document, printed: &str| {
        nearest(&heard(report, printed, false), Dimension::Rate).map(|found| found.0)
    };
    let said = |value: f64| Some(Facet::Rate(Real::new(value)));
    let report = rows("0.001");
    assert_eq!((rate(&report, "0.9677"), rate(&report, "0.9647")), (said(0.1), said(0.001)));
    // A rate that nobody asks for is none of the homework's: the row is no row of settings.
    assert_eq!(rate(&rows("0.7"), "0.9647"), None);
}

#[test]
fn words_may_name_several_runs_and_an_exact_number_all_of_its_kind() {
    let lookup = Lookup::new(&TARGETS);
    let report = lines(&["adam: objective 5.3e-05", "accuracy 0.9312"]);
    let named = |printed: &str| {
        let mention = mention(&report, printed);
        label(mention, heard(&report, printed, true), &lookup).expect("a label")
    };
    let objective = named("5.3e-05");
    let kinds = |targets: &[usize]| {
        targets.iter().all(|&target| TARGETS.all[target].kind == SpokenKind::Value)
    };
    assert!(kinds(&objective.among) && kinds(&objective.of_kind));
    let runs = objective.of_kind.iter().map(|&target| &TARGETS.all[target].id.of);
    assert!(runs.clone().any(|run| run.part == *"1b") && runs.clone().any(|run| run.part == *"1d"));
    let accuracy = named("0.9312");
    assert_eq!(accuracy.among, accuracy.of_kind);
    assert!(!accuracy.is_one(), "no word tells which net it is of");
}

#[test]
fn a_cell_of_a_name_and_a_setting_is_no_result() {
    let row = |cells: &[&str]| cells.iter().map(|cell| Text::verbatim(cell, 0)).collect();
    let rows = vec![
        row(&["net", "trained with", "test accuracy"]),
        row(&["50 hidden", "Adam, 0.001", "97.13"]),
        row(&["100 hidden", "SGD, 0.1, momentum 0.9", "97.87"]),
    ];
    let report = document(&[Block::table(rows, 1, Text::default())]);
    let method = |printed: &str| nearest(&heard(&report, printed, false), Dimension::Method);
    assert_eq!(method("97.13").map(|found| found.0), Some(Facet::Method(Method::Adam)));
    assert!(method("97.87").is_some_and(|(_, cost)| cost <= NEAR));
}
