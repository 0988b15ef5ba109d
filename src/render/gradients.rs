//! The gradient checks as a table and as JSON.

use comfy_table::{
    Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle, Table, Width,
    presets,
};
use serde_json::{Map, Value, json};

use super::terminal::Style;
use crate::gradcheck::{Block, Subject, Verdict};

const HEADER: [&str; 10] =
    ["block", "checked", "kinks", "error", "at", "order", "adjoint", "fused", "f32", "margin"];
/// Gaps included, 75 columns in all.
const WIDTHS: [u16; 10] = [13, 8, 6, 6, 10, 6, 8, 6, 6, 6];

const LEGEND: &str = "\
error: worst slope against central differences, and where; order: of the Taylor
remainder along a random direction (2; - if all of it is rounding); adjoint:
<w,Jv> against <v,J'w>; fused, f32: the gradient of the training step, of f32;
errors are relative to the largest slope. margin: that slope over the error bar;
a check that would accept 0, -g or 1.01 g, or has less than 100, is vacuous.
kinks: coordinates that met one at some step; only steps without are used.";

/// One row a block, under the name of what it belongs to; then what did not pass, and why.
pub fn table(subjects: &[Subject], style: Style) -> String {
    let mut text = String::new();
    for (index, subject) in subjects.iter().enumerate() {
        let table = rows(subject, style).trim_fmt();
        // The columns' names once, above everything.
        let (header, rest) = table.split_once('\n').unwrap_or((&table, ""));
        if index == 0 {
            text += &format!("{header}\n");
        }
        text += &format!("{}\n{rest}\n", subject.name);
    }
    text += &format!("\n{LEGEND}\n\n");
    for subject in subjects {
        for block in subject.blocks.iter().filter(|block| block.verdict != Verdict::Passed) {
            let reasons = block.reasons.join("; ");
            let line =
                format!("{}, {} {}: {reasons}", subject.name, block.name, word(block.verdict));
            let options =
                textwrap::Options::new(usize::from(style.width)).subsequent_indent("    ");
            text += &format!("{}\n", textwrap::fill(&line, &options));
        }
    }
    let counts: Vec<String> = counts(subjects)
        .filter(|(verdict, count)| *count > 0 || *verdict == Verdict::Passed)
        .map(|(verdict, count)| format!("{count} {}", word(verdict)))
        .collect();
    let skipped: usize = blocks(subjects).map(|block| block.skipped).sum();
    let checked: usize = blocks(subjects).map(|block| block.checked).sum();
    text += &format!("{} blocks: {}; ", blocks(subjects).count(), counts.join(", "));
    text + &format!("{checked} coordinates compared, {skipped} skipped\n")
}

fn rows(subject: &Subject, style: Style) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.style_mut().header_separator = LineStyle::none();
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(WIDTHS.iter().sum());
    if style.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table.set_header(HEADER);
    for block in &subject.blocks {
        let colour = match block.verdict {
            Verdict::Passed => Color::Reset,
            Verdict::Wrong => Color::Red,
            Verdict::Vacuous => Color::Yellow,
        };
        table.add_row(cells(block).into_iter().map(|text| Cell::new(text).fg(colour)));
    }
    let fixed = |&width: &u16| ColumnConstraint::Absolute(Width::Fixed(width));
    table.set_constraints(WIDTHS.iter().map(fixed));
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((u16::from(index == 0) * 2, u16::from(index + 1 < HEADER.len())));
        if index > 0 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn cells(block: &Block) -> [String; 10] {
    let error = |error: f64| format!("{error:.0e}");
    [
        block.name.clone(),
        block.checked.to_string(),
        block.kinks.to_string(),
        error(block.worst_error),
        block.worst_at.clone(),
        block.order.map_or_else(|| "-".to_owned(), |order| format!("{order:.2}")),
        error(block.adjoint_error),
        block.fused_error.map_or_else(|| "-".to_owned(), error),
        error(block.single_error),
        error(block.margin),
    ]
}

/// `subjects`, each with its blocks, and `summary`: counts by verdict.
pub fn json(subjects: &[Subject]) -> Value {
    let summary: Map<String, Value> =
        counts(subjects).map(|(verdict, count)| (word(verdict).to_owned(), json!(count))).collect();
    json!({ "subjects": subjects, "summary": summary })
}

fn blocks(subjects: &[Subject]) -> impl Iterator<Item = &Block> {
    subjects.iter().flat_map(|subject| &subject.blocks)
}

fn counts(subjects: &[Subject]) -> impl Iterator<Item = (Verdict, usize)> {
    [Verdict::Passed, Verdict::Wrong, Verdict::Vacuous]
        .into_iter()
        .map(|verdict| (verdict, blocks(subjects).filter(|block| block.verdict == verdict).count()))
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Wrong => "wrong",
        Verdict::Vacuous => "vacuous",
    }
}
