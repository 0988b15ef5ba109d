//! The numbers of a table, in their places.

use std::rc::Rc;
use std::sync::LazyLock;

use regex::Regex;

use crate::homework::PartId;
use crate::read::language::sentences::sentences;
use crate::read::language::text::Text;
use crate::read::layout::block::{Block, BlockKind, Table};
use crate::read::layout::document::{Walk, Window, says_percent};
use crate::read::layout::mention::{Cell, Mention, Shape};
use crate::read::layout::surroundings::far_of_table;
use crate::read::layout::tables::{Grid, Surroundings};
use crate::read::lexing::facet::Facet;
use crate::read::lexing::unit::Unit;

/// A paragraph before a table that is its caption: `Table 2`, `T2`.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W*(?:t\d|tab|table)"));
/// The same behind it.
static BEHIND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(?:tab(?:le|elle|leau|la|ela)?|caption)\b"));
/// A unit in brackets, or in words.
static IN_PERCENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\[(]\s*%|\bin %|percent|per cent|prozent"));

/// A first sentence that is shorter than this is `Table 2.`: the next one is the caption.
const NUMBER_OF_TABLE: usize = 12;

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// Walks through a table.
pub(in crate::read) fn walk(walk: &mut Walk, table: &Table, blocks: &[Block], index: usize) {
    let texts = captions(table, blocks, index);
    let captions: Vec<Rc<Unit>> = texts.iter().map(|text| walk.unit(text)).collect();
    let parts = parts_of_caption(walk, &texts).or_else(|| walk.outline.parts().cloned());
    let before = walk.earlier.last().cloned();
    let problem = parts.as_ref().and_then(|parts| parts.first()).map(PartId::problem);
    let around = Surroundings {
        targets: walk.targets,
        names: walk.lexicon.parts(),
        captions: &captions,
        before: before.as_deref(),
        problem,
        epochs: parts.as_ref().and_then(|parts| epochs_of(walk, parts)),
    };
    let grid = Grid::of(table, &around, &|text| walk.unit(text));
    let axes = grid.axes(&around);
    let far = far_of_table(&captions, &walk.earlier, walk.outline.headings());
    let heading = walk.outline.headings().next();
    let percent = texts.iter().any(|text| text.contains('%'))
        || heading.into_iter().chain(&before).any(|unit| IN_PERCENT.is_match(&unit.low));
    for (row, cells) in grid.rows.iter().enumerate() {
        let says = grid.row_says(row, &around, &axes);
        let row_head = cells.first().and_then(Option::as_ref);
        let row_percent = percent || row_head.is_some_and(|unit| says_percent(&unit.low));
        for (column, (cell, head)) in cells.iter().zip(&grid.columns).enumerate() {
            let Some(unit) = cell else { continue };
            walk.know(unit, &far);
            let mut heads = vec![head.head.clone()];
            heads.extend(row_head.filter(|_| column > 0).cloned());
            for head in &heads {
                walk.document.know(head);
            }
            let window = Window {
                unit: unit.clone(),
                parts: parts.clone(),
                heads,
                far: far.clone(),
                heading: false,
            };
            walk.document.windows.push(window);
            if head.is_key {
                continue;
            }
            let near = grid.cell_says(column, &says);
            let results: Vec<usize> = results(unit, &near);
            for (place, &number) in results.iter().enumerate() {
                let mut near = near.clone();
                if let Some(epoch) = head.epoch_of(place, results.len()) {
                    near.retain(|facet| !matches!(facet, Facet::Epoch(_) | Facet::LastEpoch));
                    near.push(Facet::Epoch(epoch));
                }
                walk.document.mentions.push(Mention {
                    unit: unit.clone(),
                    number,
                    parts: parts.clone(),
                    near,
                    far: far.to_vec(),
                    percent: row_percent || head.percent,
                    cell: Some(Cell { table: index, column, row }),
                    block: walk.block,
                    shape: Shape::Cell,
                    epochs_from_zero: false,
                    sequence: None,
                    sequence_of_others: None,
                });
            }
        }
    }
}

/// How many epochs the trainings of these parts have, if all have as many.
fn epochs_of(walk: &Walk, parts: &[PartId]) -> Option<usize> {
    let profiles = &walk.document.profiles;
    let mut epochs = parts.iter().filter_map(|part| profiles.get(part)?.epochs);
    let first = epochs.next()?;
    epochs.all(|other| other == first).then_some(first)
}

/// The results of a cell. Under a threshold a small whole number is one, too: the first step.
fn results(unit: &Unit, near: &[Facet]) -> Vec<usize> {
    let steps = near.iter().any(|facet| matches!(facet, Facet::Threshold(_)));
    match &unit.numbers[..] {
        [number] if steps && unit.facets.is_empty() && number.first().integer => vec![0],
        _ => unit.claims().map(|(index, _)| index).collect(),
    }
}

/// A table's own caption, and paragraphs beside it that are one.
fn captions(table: &Table, blocks: &[Block], index: usize) -> Vec<Text> {
    let mut captions = Vec::new();
    if !table.caption.trim().is_empty() {
        captions.push(table.caption.clone());
    }
    let before = index.checked_sub(1).and_then(|before| match &blocks[before].kind {
        BlockKind::Paragraph(text) | BlockKind::Line(text) => Some(text),
        BlockKind::Heading { level, text } if *level >= BlockKind::LEAD_IN => Some(text),
        _ => None,
    });
    captions.extend(before.filter(|text| BEFORE.is_match(text)).cloned());
    if let Some(BlockKind::Paragraph(text)) = blocks.get(index + 1).map(|block| &block.kind)
        && BEHIND.is_match(text)
    {
        let sentences = sentences(text);
        let short = sentences.first().is_some_and(|first| first.len() < NUMBER_OF_TABLE);
        let taken = sentences.iter().take(if short { 2 } else { 1 });
        captions.push(Text::join(taken, " "));
    }
    captions
}

/// The parts that a caption names.
fn parts_of_caption(walk: &Walk, captions: &[Text]) -> Option<Vec<PartId>> {
    let names = walk.lexicon.parts();
    let mut parts: Vec<PartId> = Vec::new();
    for caption in captions {
        for (_, part) in names.within(caption) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    if parts.is_empty() {
        let named = |caption: &Text| names.problem_in(caption);
        parts = captions.iter().find_map(named).map(|named| named.parts).unwrap_or_default();
    }
    (!parts.is_empty()).then_some(parts)
}
