//! A report's text with the kind of each line, and where each byte stands in the file.

use std::ops::Range;

use serde::Serialize;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing on it.
    Blank,
    /// A heading.
    Heading,
    /// Prose, a list, a table.
    Text,
    /// What a program printed.
    Output,
    /// Source code.
    Code,
}

/// One line of the text, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes.
    pub span: Range<usize>,
    /// What it is.
    pub kind: LineKind,
}

/// A cell of a notebook, in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Counted from 1, as notebooks show them.
    pub number: usize,
    /// Its bytes of the text, outputs included.
    pub span: Range<usize>,
}

/// From this byte of the text on, the bytes are those of the file from `source` on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub(super) text: usize,
    pub(super) source: usize,
}

/// Where something stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Bytes from the start of the file.
    pub byte: usize,
    /// Line of the file, from 1.
    pub line: usize,
    /// Character of that line, from 1.
    pub column: usize,
    /// Cell of a notebook, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<usize>,
}

/// A report, read but not understood.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file's name as the user gave it.
    pub origin: String,
    /// What is read: a text file's own text, or the cells of a notebook one after another.
    pub text: String,
    /// The lines of `text`, in order, all of them.
    pub lines: Vec<Line>,
    /// The cells, if it is a notebook.
    pub cells: Vec<Cell>,
    source: String,
    /// Bytes of the file before `source`: a byte-order mark.
    skipped: usize,
    anchors: Vec<Anchor>,
    /// Start of each line of `source`.
    line_starts: Vec<usize>,
}

impl Document {
    /// A text file, its lines already told apart.
    pub(super) fn of_text(origin: &str, text: String, skipped: usize, lines: Vec<Line>) -> Self {
        let line_starts = line_starts(&text);
        let (source, anchors) = (String::new(), vec![Anchor { text: 0, source: 0 }]);
        Self {
            origin: origin.to_owned(),
            text,
            lines,
            cells: Vec::new(),
            source,
            skipped,
            anchors,
            line_starts,
        }
    }

    /// A notebook: its text was put together from pieces of `source`.
    pub(super) fn of_notebook(origin: &str, source: String, skipped: usize, read: Cells) -> Self {
        let line_starts = line_starts(&source);
        Self {
            origin: origin.to_owned(),
            text: read.text,
            lines: read.lines,
            cells: read.cells,
            source,
            skipped,
            anchors: read.anchors,
            line_starts,
        }
    }

    /// Where a byte of the text stands in the file.
    pub fn place(&self, byte: usize) -> Place {
        let index = self.anchors.partition_point(|anchor| anchor.text <= byte);
        let at = match index.checked_sub(1).and_then(|index| self.anchors.get(index)) {
            Some(anchor) => anchor.source + (byte - anchor.text),
            None => byte,
        };
        let whole = if self.cells.is_empty() { &self.text } else { &self.source };
        let at = at.min(whole.len());
        let line = self.line_starts.partition_point(|&start| start <= at);
        let start = line.checked_sub(1).map_or(0, |index| self.line_starts[index]);
        let column = whole.get(start..at).map_or(1, |before| before.chars().count() + 1);
        Place { byte: at + self.skipped, line, column, cell: self.cell(byte).map(|c| c.number) }
    }

    /// The cell that a byte of the text belongs to.
    pub fn cell(&self, byte: usize) -> Option<&Cell> {
        let index = self.cells.partition_point(|cell| cell.span.start <= byte);
        self.cells.get(index.checked_sub(1)?).filter(|cell| byte <= cell.span.end)
    }

    /// The line that a byte of the text stands on.
    pub fn line_of(&self, byte: usize) -> Option<&Line> {
        let index = self.lines.partition_point(|line| line.span.start <= byte);
        self.lines.get(index.checked_sub(1)?)
    }
}

/// What a notebook's cells come to.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
    pub(super) cells: Vec<Cell>,
    pub(super) anchors: Vec<Anchor>,
}

fn line_starts(text: &str) -> Vec<usize> {
    let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(after).collect()
}
