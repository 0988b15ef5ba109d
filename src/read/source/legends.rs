//! Heads that are mere labels, such as A or #1, which lines above the table explain: "A: Adam, 50
//! units". What they say becomes a part of the head.

use std::sync::LazyLock;

use regex::Regex;

use super::blanks::shortened;
use super::pattern::pattern;
use crate::read::language::text::Text;
use crate::read::layout::block::{Block, BlockKind, Table};

/// A label: a capital, or a number behind a sign or a word.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*([A-H]|#\s?[1-9]|(?i:config(?:uration)?|setup|run|variant|net)\.? ?(?:[A-Ha-h]|[1-9]))\W*$",
    )
});
/// What is explained, and the words for it.
static EXPLAINED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[^\w#]*([A-H]|#\s?[1-9]|[A-Za-z]{3,13}\.? ?[A-Ha-h1-9])\s*(?:[:=)]|[–—-]\s|\.\s)[\s:)]*(.*\pL.*)$",
    )
});
static SETTING: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b0[.,]0*[1-9]0*\b|\b\d{1,3}\b"));
static MEASURED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[.,]?\d{2}|%"));

/// So many blocks above a table are looked at.
const BLOCKS_ABOVE: usize = 12;
/// A longer explanation is a sentence about more.
const LONGEST: usize = 120;
const FEWEST_LABELS: usize = 2;

/// Gives labels the words of the lines that explain them.
pub(super) fn explained(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        let (above, rest) = blocks.split_at_mut(at);
        let Some(Block { kind: BlockKind::Table(table), .. }) = rest.first_mut() else { continue };
        let explanations = explanations(above);
        if explanations.len() < FEWEST_LABELS {
            continue;
        }
        for place in places(table) {
            let own = |(row, column): &(usize, usize)| {
                let label = label(&table.rows[*row][*column])?;
                explanations.iter().find(|(name, _)| *name == label).map(|(_, words)| words.clone())
            };
            let words: Option<Vec<Text>> = place.iter().map(own).collect();
            let Some(words) = words.filter(|words| words.len() >= FEWEST_LABELS) else { continue };
            for ((row, column), words) in place.iter().zip(words) {
                let cell = &mut table.rows[*row][*column];
                *cell = Text::join([&*cell, &words], ": ");
            }
        }
    }
}

/// Where labels stand: in the heads but for the first, or in the first column.
fn places(table: &Table) -> [Vec<(usize, usize)>; 2] {
    let heads = table.heads.min(table.rows.len());
    let width = table.rows.first().map_or(0, Vec::len);
    let in_heads = (1..width).filter(|_| heads == 1).map(|column| (0, column)).collect();
    let filled = |row: &usize| table.rows[*row].first().is_some_and(|cell| !cell.trim().is_empty());
    let in_column = (heads..table.rows.len()).filter(filled).map(|row| (row, 0)).collect();
    [in_heads, in_column]
}

fn label(cell: &str) -> Option<String> {
    Some(LABEL.captures(cell)?[1].to_lowercase().replace([' ', '.'], ""))
}

/// The labels that lines above explain, the nearest last.
fn explanations(above: &[Block]) -> Vec<(String, Text)> {
    let from = above.len().saturating_sub(BLOCKS_ABOVE);
    let mut found: Vec<(String, Text)> = Vec::new();
    for block in &above[from..] {
        match &block.kind {
            BlockKind::Heading { level, .. } if *level < BlockKind::PART_LINE => found.clear(),
            BlockKind::Paragraph(text) | BlockKind::Line(text) => found.extend(explanation(text)),
            _ => {}
        }
    }
    found
}

fn explanation(text: &Text) -> Option<(String, Text)> {
    if text.len() > LONGEST {
        return None;
    }
    let captures = EXPLAINED.captures(text)?;
    let words = text.slice(captures.get(2)?.range());
    let is_result = MEASURED.is_match(&SETTING.replace_all(&words, ""));
    let name = captures[1].to_lowercase().replace([' ', '.'], "");
    (!is_result).then(|| (name, shortened(&words)))
}

#[cfg(test)]
mod tests {
    use super::super::shown::{cells, table};
    use super::*;

    fn read(lines: &str, file: &str) -> Vec<Vec<String>> {
        let whole = format!("{file}\n{lines}");
        let mut blocks: Vec<Block> = Text::verbatim(&whole, 0).lines()[file.lines().count()..]
            .iter()
            .map(|line| Block::line(line.clone()))
            .collect();
        let table = Table { heads: 1, ..table(file) };
        blocks.push(Block::new(BlockKind::Table(table)));
        explained(&mut blocks);
        let Some(BlockKind::Table(table)) = blocks.last().map(|block| &block.kind) else {
            panic!("a table")
        };
        table.rows.iter().map(|row| row.iter().map(|cell| cell.to_string()).collect()).collect()
    }

    #[test]
    fn labels_have_the_words_that_explain_them() {
        let lines = "A: Adam, 50 hidden, lr 0.001, weight decay 1e-5\nB: SGD, 100 hidden, lr 0.1";
        let rows = read(lines, "|A|B\nepoch 1|0.9421|0.9456");
        assert_eq!(rows[0][1], "A: Adam, 50 hidden, lr 0.001, weight decay 1e-5");
        assert_eq!(rows[0][2], "B: SGD, 100 hidden, lr 0.1");
        let rows = read("#1 = SGD\n#2 = Adam", "run|acc\n#1|0.9421\n#2|0.9456");
        assert_eq!(rows[2][0], "#2: Adam");
    }

    #[test]
    fn labels_that_are_not_all_explained_stay() {
        let file = "|A|B\nepoch 1|0.9421|0.9456";
        for lines in ["A: Adam\nC: SGD", "A: Adam 0.9699\nB: SGD 0.9712", "Adam: A\nSGD: B"] {
            assert_eq!(read(lines, file), cells(&table(file), file));
        }
    }
}
