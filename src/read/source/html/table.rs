//! A table of HTML: cells that span rows and columns, rows of heads, a caption.

use super::tokens::attribute;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;
use crate::read::source::blanks::{collapsed, shortened};
use crate::read::source::inline::inline;

/// No cell of a report spans more rows or columns.
const SPAN_LIMIT: usize = 60;

/// A table that is being read.
#[derive(Default)]
pub(super) struct TableReader {
    rows: Vec<Vec<Cell>>,
    open: Option<OpenCell>,
    /// By column, what reaches down into the next rows, and into how many.
    reaching: Vec<(usize, Cell)>,
    caption: Text,
    /// Tables within this one that are open; their cells are cells of this one.
    pub(super) inner: usize,
}

#[derive(Clone, Default)]
struct Cell {
    text: Text,
    head: bool,
}

struct OpenCell {
    words: Text,
    kind: CellKind,
    columns: usize,
    rows: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CellKind {
    Head,
    Body,
    Caption,
}

impl TableReader {
    /// Words belong to the open cell; `false` if there is none.
    pub(super) fn add(&mut self, words: &Text) -> bool {
        match &mut self.open {
            Some(cell) => cell.words.push(words),
            None => return false,
        }
        true
    }

    /// Words that belong to something else end within a cell.
    pub(super) fn blank(&mut self) {
        if let Some(cell) = &mut self.open {
            cell.words.push_str(" ");
        }
    }

    pub(super) fn open(&mut self, name: &str, attributes: &str) {
        let span = |name| attribute(attributes, name).trim().parse().unwrap_or(1);
        let kind = match name {
            "tr" => {
                self.close();
                self.end_row();
                return self.rows.push(Vec::new());
            }
            "td" => CellKind::Body,
            "th" => CellKind::Head,
            "caption" => CellKind::Caption,
            _ => return self.blank(),
        };
        self.close();
        let columns = span("colspan").clamp(1, SPAN_LIMIT);
        let rows = span("rowspan").clamp(1, SPAN_LIMIT);
        self.open = Some(OpenCell { words: Text::default(), kind, columns, rows });
    }

    /// The open cell ends.
    pub(super) fn close(&mut self) {
        let Some(OpenCell { words, kind, columns, rows }) = self.open.take() else { return };
        let text = collapsed(&inline(&collapsed(&words)));
        if kind == CellKind::Caption {
            self.caption = text;
            return;
        }
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        self.reach_down();
        let cell = Cell { text, head: kind == CellKind::Head };
        let repeated = Cell { text: shortened(&cell.text), ..cell };
        let Some(row) = self.rows.last_mut() else { return };
        let end = row.len() + columns;
        if rows > 1 {
            self.reaching.resize(self.reaching.len().max(end), Default::default());
            self.reaching[row.len()..end].fill((rows - 1, repeated.clone()));
        }
        row.push(cell);
        row.resize(end, repeated);
    }

    /// Cells from above that stand at this place of the row.
    fn reach_down(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some((left, cell)) = self.reaching.get_mut(row.len())
            && *left > 0
        {
            *left -= 1;
            row.push(cell.clone());
        }
    }

    fn end_row(&mut self) {
        if self.rows.last().is_some_and(|row| !row.is_empty()) {
            self.reach_down();
        }
    }

    /// The whole table, if it has a cell; with heads of columns further down it is several.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close();
        self.end_row();
        self.rows.retain(|row| !row.is_empty());
        let mut parts: Vec<(Vec<Vec<Text>>, usize)> = Vec::new();
        let mut in_body = true;
        for row in self.rows {
            let head = row.iter().all(|cell| cell.head);
            let row: Vec<Text> = row.into_iter().map(|cell| cell.text).collect();
            let anew = parts.is_empty() || (in_body && head && names_columns(&row));
            if anew {
                parts.push((Vec::new(), 0));
                in_body = false;
            }
            let Some((rows, heads)) = parts.last_mut() else { continue };
            in_body |= !head;
            *heads += usize::from(!in_body);
            rows.push(row);
        }
        let caption = self.caption;
        let block = |(rows, heads): (Vec<Vec<Text>>, usize)| {
            Block::table(rows, heads.max(1), caption.clone())
        };
        parts.into_iter().map(block).collect()
    }
}

/// Whether a row of heads names columns: one head over all of them is a heading.
fn names_columns(row: &[Text]) -> bool {
    let mut texts: Vec<&str> = row.iter().map(|text| text.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    texts.len() > 2
}
