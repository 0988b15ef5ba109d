//! Tables that a PDF's text has taken apart: column by column, or cell by cell.

use std::sync::LazyLock;

use regex::Regex;

use super::aligned::holds_value;
use super::pattern::pattern;
use super::shapes::width;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

static VALUE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[-−+\[(]?\d+[.,]?\d*([eE][-+]?\d+)?\W*$|^\[?nan"));
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Za-zÀ-ÿ]"));

/// The widest line of a column.
const COLUMN_WIDTH: usize = 30;
/// The widest cell that stands in a line of its own.
const CELL_WIDTH: usize = 34;
/// The most columns of such a table; it bounds what is looked at for each chunk.
const MOST_COLUMNS: usize = 40;
/// The fewest lines of a column.
const FEWEST_LINES: usize = 3;
/// The fewest cells of a table.
const FEWEST_CELLS: usize = 6;
/// Rows in a row that are none, after which the table is over.
const MOST_BAD_ROWS: usize = 2;

/// Consecutive chunks with the same number of short lines are the columns of a table. Gives the
/// chunk behind it.
pub(super) fn column_table(chunks: &[Vec<Text>], at: usize, out: &mut Vec<Block>) -> Option<usize> {
    let count = chunks[at].len();
    let is_column = |chunk: &&Vec<Text>| {
        chunk.len() == count && chunk.iter().all(|line| width(line) <= COLUMN_WIDTH)
    };
    if count < FEWEST_LINES || !is_column(&&chunks[at]) {
        return None;
    }
    let columns: Vec<&Vec<Text>> =
        chunks[at..].iter().take(MOST_COLUMNS).take_while(is_column).collect();
    let values = |column: &&Vec<Text>| column[1..].iter().all(|line| holds_value(line));
    if columns.len() < 2 || !columns[1..].iter().all(values) {
        return None;
    }
    let row = |row: usize| columns.iter().map(|column| column[row].trimmed()).collect();
    out.push(Block::table((0..count).map(row).collect(), 1, Text::default()));
    Some(at + columns.len())
}

/// What a chunk can be in a table of single cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Value,
    Label,
    Other,
    /// It is no single short line.
    None,
}

/// The chunks as cells.
pub(super) struct Cells {
    cells: Vec<Cell>,
    /// For each chunk the first value from there on, without a chunk between that is no cell.
    values: Vec<Option<usize>>,
}

impl Cells {
    /// What the chunks are.
    pub(super) fn of(chunks: &[Vec<Text>]) -> Self {
        let cells: Vec<Cell> = chunks.iter().map(|chunk| cell(chunk)).collect();
        let mut values = vec![None; cells.len()];
        let mut next = None;
        for (at, cell) in cells.iter().enumerate().rev() {
            match cell {
                Cell::Value => next = Some(at),
                Cell::None => next = None,
                Cell::Label | Cell::Other => {}
            }
            values[at] = next;
        }
        Self { cells, values }
    }

    /// Short chunks of one line: heads without values, then rows of a label and values. Gives the
    /// chunk behind the table.
    pub(super) fn table(
        &self,
        chunks: &[Vec<Text>],
        at: usize,
        out: &mut Vec<Block>,
    ) -> Option<usize> {
        let value = self.values[at].filter(|value| *value > at)?;
        let label = value - 1;
        let is_label = |at: &usize| self.cells[*at] == Cell::Label;
        let end = self.cells.len().min(value + MOST_COLUMNS);
        let next = (value..end).find(is_label)?;
        let step = next - label;
        let rows = self.rows(label, step);
        let last = *rows.last()?;
        let few = rows.len() < 2 || step < 2 || last + step - at < FEWEST_CELLS;
        if few || self.cells[label..last].contains(&Cell::None) {
            return None;
        }
        let cell = |at: usize| chunks[at].first().map(Text::trimmed).unwrap_or_default();
        let start = label.saturating_sub(step).max(at);
        out.extend((at..start).map(|at| Block::paragraph(cell(at))));
        let mut head = vec![Text::default(); step - (label - start)];
        head.extend((start..label).map(cell));
        let rows = rows.iter().map(|row| (*row..row + step).map(cell).collect());
        out.push(Block::table(std::iter::once(head).chain(rows).collect(), 1, Text::default()));
        Some(last + step)
    }

    /// The chunks at which rows of so many cells begin, from the first label on.
    fn rows(&self, first: usize, step: usize) -> Vec<usize> {
        let mut rows = Vec::new();
        let mut bad = 0;
        let mut at = first;
        while bad < MOST_BAD_ROWS && at + step <= self.cells.len() {
            let is_label = at == first || self.cells[at] == Cell::Label;
            if !is_label || self.cells[at + 1..at + step].contains(&Cell::Label) {
                break;
            }
            if self.cells[at + 1..at + step].iter().all(|cell| *cell == Cell::Value) {
                rows.push(at);
                bad = 0;
            } else {
                bad += 1;
            }
            at += step;
        }
        rows
    }
}

fn cell(chunk: &[Text]) -> Cell {
    let [line] = chunk else { return Cell::None };
    let line = line.trim();
    if width(line) > CELL_WIDTH {
        Cell::None
    } else if VALUE.is_match(line) || ["-", "–", "—"].contains(&line) {
        Cell::Value
    } else if WORD.is_match(line) {
        Cell::Label
    } else {
        Cell::Other
    }
}

#[cfg(test)]
mod tests {
    use super::super::plain::plain;
    use super::*;
    use crate::read::layout::block::BlockKind;

    fn rows(file: &str) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        plain(&Text::verbatim(file, 0), &mut out);
        let table = out.iter().find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        });
        let table = table.expect("a table");
        for cell in table.rows.iter().flatten().filter(|cell| cell.starts_with("0.")) {
            assert_eq!(&file[cell.source(0..cell.len())], cell.as_str());
        }
        table.rows.iter().map(|row| row.iter().map(|cell| cell.to_string()).collect()).collect()
    }

    #[test]
    fn cells_in_lines_of_their_own_are_a_table() {
        let file = "The end of the runs is shown here, once more.\n\nMethod\n\nf\n\nerror\n\nGD\n\n\
                    0.5\n\n0.25\n\nAdam\n\n0.125\n\n0.75\n\nAnd so on it goes, to the very end.\n";
        let rows = rows(file);
        assert_eq!(rows[0], ["Method", "f", "error"]);
        assert_eq!(rows[2], ["Adam", "0.125", "0.75"]);
    }

    #[test]
    fn columns_in_chunks_of_their_own_are_a_table() {
        let rows = rows("rate\nSGD\nAdam\n\nbest\n0.5\n0.25\n\nlast\n0.125\n0.75\n");
        assert_eq!(
            rows,
            [["rate", "best", "last"], ["SGD", "0.5", "0.125"], ["Adam", "0.25", "0.75"]]
        );
    }
}
