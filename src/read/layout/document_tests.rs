//! Reports in small: which parts are in force, and what speaks for their numbers.

use crate::homework::{Layer, Method};
use crate::read::hearing::evidence::evidence;
use crate::read::language::text::Text;
use crate::read::layout::block::{Block, BlockKind};
use crate::read::layout::document::Document;
use crate::read::layout::mention::{Cost, Evidence, Mention};
use crate::read::lexing::facet::{Dimension, Facet, Real, SpokenKind};
use crate::read::lexing::lexicon::Lexicon;
use crate::read::meaning::samples::{HOMEWORK, TARGETS};

/// Far more than what stands beside a number costs.
const FAR: Cost = 100;

fn document(blocks: &[Block]) -> Document {
    let lexicon = Lexicon::of(&HOMEWORK.assignment, &TARGETS);
    Document::of(blocks, &lexicon, &TARGETS)
}

fn text(text: &str) -> Text {
    Text::verbatim(text, 0)
}

fn heading(words: &str) -> Block {
    Block::heading(2, text(words))
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(text(words))
}

fn lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Vec<Block> {
    lines.into_iter().map(|line| Block::line(text(line))).collect()
}

fn table(rows: &[&[&str]]) -> Block {
    let row = |row: &&[&str]| row.iter().map(|cell| text(cell)).collect();
    Block::table(rows.iter().map(row).collect(), 1, Text::default())
}

fn mention<'a>(document: &'a Document, printed: &str) -> &'a Mention {
    let found = document.mentions.iter().find(|mention| mention.printed().text == printed);
    found.unwrap_or_else(|| panic!("no result {printed}"))
}

fn evidence_of(document: &Document, printed: &str) -> Evidence {
    evidence(mention(document, printed), document, &TARGETS, false)
}

fn parts(document: &Document, printed: &str) -> Option<Vec<String>> {
    let parts = mention(document, printed).parts.as_ref();
    parts.map(|parts| parts.iter().map(ToString::to_string).collect())
}

fn cheapest(evidence: &Evidence, dimension: Dimension) -> Option<Facet> {
    let least = evidence.of(dimension).min_by_key(|(_, cost)| *cost);
    least.map(|(facet, _)| facet.clone())
}

fn rate(value: f64) -> Option<Facet> {
    Some(Facet::Rate(Real::new(value)))
}

#[test]
fn headings_set_the_parts_and_summaries_reset_them() {
    let report = document(&[
        paragraph("Before all: 0.9511."),
        heading("Problem 2"),
        paragraph("All of it: 0.9512."),
        Block::heading(3, text("(a) SGD")),
        paragraph("Then 0.9513."),
        Block::heading(3, text("Adam")),
        paragraph("Then 0.9514."),
        heading("Summary"),
        paragraph("In the end 0.9515."),
    ]);
    let of = |part: &str| vec![part.to_owned()];
    assert_eq!(parts(&report, "0.9511"), None);
    assert_eq!(parts(&report, "0.9512"), Some(vec!["2a".into(), "2b".into(), "2c".into()]));
    assert_eq!(parts(&report, "0.9513"), Some(of("2a")));
    assert_eq!(parts(&report, "0.9514"), Some(of("2b")));
    assert_eq!(parts(&report, "0.9515"), Some(Vec::new()));
}

#[test]
fn a_paragraph_can_open_a_part() {
    let report = document(&[
        heading("Problem 3"),
        paragraph("(a) The norms are 0.5123 and 0.6123."),
        paragraph("(b) The norms are 0.7123 and 0.8123."),
    ]);
    assert_eq!(parts(&report, "0.6123"), Some(vec!["3a".to_owned()]));
    assert_eq!(parts(&report, "0.8123"), Some(vec!["3b".to_owned()]));
}

#[test]
fn values_and_numbers_pair_by_order() {
    let report =
        document(&[heading("Problem 2"), paragraph("SGD and Adam reach 96.81 % and 96.35 %.")]);
    for (printed, own, other) in
        [("96.81", Method::Sgd, Method::Adam), ("96.35", Method::Adam, Method::Sgd)]
    {
        let evidence = evidence_of(&report, printed);
        assert!(evidence.cost(&Facet::Method(own)).is_some_and(|cost| cost < 10), "{printed}");
        assert!(evidence.cost(&Facet::Method(other)).is_some_and(|cost| cost > FAR), "{printed}");
    }
}

#[test]
fn a_bracket_behind_a_number_is_its_own_and_a_comparison_is_not() {
    let report = document(&[
        heading("Problem 2"),
        paragraph("Here 0.9683 (SGD), then 0.9636 (Adam) and 0.9525 (Adam)."),
        paragraph("With Adam it is 0.9571, which is lower than for SGD."),
    ]);
    let of = |printed| cheapest(&evidence_of(&report, printed), Dimension::Method);
    assert_eq!(of("0.9683"), Some(Facet::Method(Method::Sgd)));
    assert_eq!(of("0.9525"), Some(Facet::Method(Method::Adam)));
    assert_eq!(of("0.9571"), Some(Facet::Method(Method::Adam)));
}

#[test]
fn a_table_says_what_its_cells_are() {
    let report = document(&[
        heading("2(a)"),
        table(&[
            &["", "learning rate", "test accuracy"],
            &["0", "0.0100", "0.9525"],
            &["1", "0.1000", "0.9683"],
        ]),
        table(&[&["rate \\ epoch", "1", "30"], &["0.5", "0.9433", "0.9612"]]),
    ]);
    assert_eq!(report.mentions.len(), 4, "settings are no results");
    assert_eq!(cheapest(&evidence_of(&report, "0.9683"), Dimension::Rate), rate(0.1));
    let evidence = evidence_of(&report, "0.9525");
    assert_eq!(cheapest(&evidence, Dimension::Rate), rate(0.01));
    assert_eq!(
        cheapest(&evidence, Dimension::Kind),
        Some(Facet::Kind(SpokenKind::Accuracy)),
        "its column"
    );
    let evidence = evidence_of(&report, "0.9433");
    assert_eq!(cheapest(&evidence, Dimension::Rate), rate(0.5));
    assert_eq!(cheapest(&evidence, Dimension::Epoch), Some(Facet::Epoch(1)));
    let cell = mention(&report, "0.9612").cell.expect("a cell");
    assert_eq!((cell.column, cell.row), (2, 0));
}

#[test]
fn norms_and_their_quotient_are_told_by_the_equation() {
    let report = document(&[heading("3(b)"), paragraph("We find 1.970, 0.1493 and 13.20.")]);
    let of = |printed, dimension| cheapest(&evidence_of(&report, printed), dimension);
    assert_eq!(of("1.970", Dimension::Layer), Some(Facet::Layer(Layer::Input)));
    assert_eq!(of("0.1493", Dimension::Layer), Some(Facet::Layer(Layer::Output)));
    assert_eq!(of("13.20", Dimension::Kind), Some(Facet::Kind(SpokenKind::Ratio)));
    let alone = evidence(mention(&report, "13.20"), &report, &TARGETS, true);
    assert_eq!(cheapest(&alone, Dimension::Kind), None, "its own digits say nothing");
}

#[test]
fn a_list_takes_the_settings_of_the_question() {
    let report = document(&[
        heading("2(a)"),
        paragraph("The rates were 0.0001, 0.001, 0.01, 0.1 and 0.5."),
        paragraph("We got 0.7111, 0.9111, 0.9222, 0.9333 and 0.9444."),
    ]);
    assert_eq!(cheapest(&evidence_of(&report, "0.9111"), Dimension::Rate), rate(0.001));
    assert_eq!(cheapest(&evidence_of(&report, "0.9444"), Dimension::Rate), rate(0.5));
}

#[test]
fn printed_epochs_can_be_counted_from_zero() {
    let printed: Vec<String> = (0..30).map(|k| format!("epoch {k}: 9{k:02}1 / 10000")).collect();
    let from_zero = document(&lines(printed.iter().map(String::as_str)));
    assert_eq!(
        cheapest(&evidence_of(&from_zero, "9291"), Dimension::Epoch),
        Some(Facet::Epoch(30))
    );
    let part = document(&lines(printed.iter().take(7).map(String::as_str)));
    assert_eq!(cheapest(&evidence_of(&part, "9031"), Dimension::Epoch), Some(Facet::Epoch(3)));
}

#[test]
fn a_neighbour_takes_a_number_out_of_its_section() {
    let report = document(&[heading("2(b)"), paragraph("Adam: 0.9636. But SGD: 0.9683.")]);
    let part = |printed| cheapest(&evidence_of(&report, printed), Dimension::Part);
    assert!(part("0.9636").is_some());
    assert_eq!(part("0.9683"), None);
}

#[test]
fn every_number_is_found_in_the_file() {
    let file = "## 2(a)\n\nSGD at 0.1 reaches **96.83 %** after 30 epochs; 0.5 gives 96.14 %.";
    let at = file.find("SGD").expect("there");
    let blocks = [
        Block::heading(2, Text::verbatim("2(a)", 3)),
        Block::paragraph(Text::verbatim(&file[at..], at)),
    ];
    let report = document(&blocks);
    assert_eq!(report.mentions.len(), 2);
    for mention in &report.mentions {
        let number = mention.printed();
        assert_eq!(file[mention.unit.low.source(number.span.clone())], number.text);
    }
}

#[test]
fn ragged_and_empty_tables_are_read() {
    let rows: [&[&[&str]]; 4] =
        [&[], &[&[]], &[&["", ""], &[""]], &[&["a"], &["b", "0.9512", "x"], &[], &["", "0.9513"]]];
    for rows in rows {
        document(&[table(rows)]);
    }
    document(&[Block::new(BlockKind::Table(crate::read::layout::block::Table {
        rows: vec![vec![text("0.9512")]],
        heads: 9,
        caption: text("Table 1"),
    }))]);
}

#[test]
fn long_lines_take_no_time_for_their_length() {
    let line = "lr 0.1 acc 0.9635 (sgd) ".repeat(3_000);
    let report = document(&lines([line.as_str()]));
    assert_eq!(report.mentions.len(), 3_000);
    for mention in &report.mentions {
        assert!(evidence(mention, &report, &TARGETS, false).0.len() < 9);
    }
}
