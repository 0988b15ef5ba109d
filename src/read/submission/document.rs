//! A report's text, and where each byte stands in the file.

use std::ops::Range;

#[cfg(feature = "pdf")]
pub(super) use super::place::Pages;
pub(super) use super::place::Word;
pub use super::place::{PageBox, Place};

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

/// A report, read but not understood.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file's name as the user gave it.
    pub origin: String,
    /// What is read: a text file's own text, or the cells of a notebook one after another.
    pub text: String,
    /// The cells, if it is a notebook.
    pub cells: Vec<Cell>,
    /// Pages of a PDF, from 1, that have no text: what they state cannot be read.
    pub unreadable_pages: Vec<usize>,
    /// The words of a PDF, whose text was rebuilt from them; else none.
    words: Vec<Word>,
    source: String,
    /// Bytes of the file before `source`: a byte-order mark.
    skipped: usize,
    anchors: Vec<Anchor>,
    /// The same in the order of the file: a notebook has the outputs of a cell before its source.
    by_source: Vec<Anchor>,
    /// Start of each line of `source`.
    line_starts: Vec<usize>,
}

impl Document {
    /// A text file.
    pub(super) fn of_text(origin: &str, text: String, skipped: usize) -> Self {
        let line_starts = line_starts(&text);
        let (source, anchors) = (String::new(), vec![Anchor { text: 0, source: 0 }]);
        Self {
            origin: origin.to_owned(),
            text,
            cells: Vec::new(),
            unreadable_pages: Vec::new(),
            words: Vec::new(),
            source,
            skipped,
            by_source: anchors.clone(),
            anchors,
            line_starts,
        }
    }

    /// A notebook: its text was put together from pieces of `source`.
    pub(super) fn of_notebook(origin: &str, source: String, skipped: usize, read: Cells) -> Self {
        let line_starts = line_starts(&source);
        let mut by_source = read.anchors.clone();
        by_source.sort_by_key(|anchor| anchor.source);
        Self {
            origin: origin.to_owned(),
            text: read.text,
            cells: read.cells,
            unreadable_pages: Vec::new(),
            words: Vec::new(),
            source,
            skipped,
            anchors: read.anchors,
            by_source,
            line_starts,
        }
    }

    /// The pages of a PDF: its text was rebuilt from their words.
    #[cfg(feature = "pdf")]
    pub(super) fn of_pages(origin: &str, pages: Pages, unreadable: Vec<usize>) -> Self {
        let document = Self::of_text(origin, pages.text, 0);
        Self { words: pages.words, unreadable_pages: unreadable, ..document }
    }

    /// Which pages of a PDF cannot be read, in words; nothing if all can.
    pub fn unreadable(&self) -> Option<String> {
        match &self.unreadable_pages[..] {
            [] => None,
            [page] => Some(format!("page {page} has no text (a picture?): not readable")),
            pages => {
                let pages: Vec<String> = pages.iter().map(ToString::to_string).collect();
                let pages = pages.join(", ");
                Some(format!("pages {pages} have no text (pictures?): not readable"))
            }
        }
    }

    /// Where a byte of the text stands in the file; of a PDF the word it belongs to.
    pub fn place(&self, byte: usize) -> Place {
        let word = self.words.partition_point(|word| word.start <= byte);
        let word = word.checked_sub(1).or(self.words.first().map(|_| 0));
        match word.and_then(|word| self.words.get(word)) {
            Some(word) => Place::on_page(word, byte),
            None => self.place_of_text(byte),
        }
    }

    fn place_of_text(&self, byte: usize) -> Place {
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
        let cell = self.cell(byte).map(|cell| cell.number);
        Place { byte: at + self.skipped, line, column, cell, on_page: None }
    }

    /// The cell that a byte of the text belongs to.
    pub fn cell(&self, byte: usize) -> Option<&Cell> {
        let index = self.cells.partition_point(|cell| cell.span.start <= byte);
        self.cells.get(index.checked_sub(1)?).filter(|cell| byte <= cell.span.end)
    }

    /// The whole file as it was read: of a notebook its JSON.
    pub fn file(&self) -> &str {
        if self.cells.is_empty() { &self.text } else { &self.source }
    }

    /// Where bytes of [`Document::file`] stand in the text. Of a notebook's output that the text
    /// shows in another form it is the same words in that cell, or else the cell's first byte.
    pub fn text_span(&self, file: Range<usize>) -> Range<usize> {
        if self.cells.is_empty() {
            return file.start.min(self.text.len())..file.end.min(self.text.len());
        }
        let index = self.by_source.partition_point(|anchor| anchor.source <= file.start);
        let Some(anchor) = index.checked_sub(1).and_then(|index| self.by_source.get(index)) else {
            return 0..0;
        };
        let start = anchor.text + (file.start - anchor.source);
        let end = (start + file.len()).min(self.text.len());
        let words = self.source.get(file).unwrap_or_default();
        if self.text.get(start.min(end)..end) == Some(words) {
            return start..end;
        }
        let cell = self.cell(anchor.text).map_or(0..0, |cell| cell.span.clone());
        let found = self.text.get(cell.clone()).and_then(|text| text.find(words));
        match found.filter(|_| !words.is_empty()) {
            Some(at) => cell.start + at..cell.start + at + words.len(),
            None => self.near(start, end, &cell),
        }
    }

    /// A span that is not there word for word, within the bounds of characters.
    fn near(&self, start: usize, end: usize, cell: &Range<usize>) -> Range<usize> {
        let fits = cell.start <= start && end <= cell.end;
        let whole = self.text.is_char_boundary(start) && self.text.is_char_boundary(end);
        if fits && whole && start < end { start..end } else { cell.start..cell.start }
    }
}

/// What a notebook's cells come to.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub(super) text: String,
    pub(super) cells: Vec<Cell>,
    pub(super) anchors: Vec<Anchor>,
}

fn line_starts(text: &str) -> Vec<usize> {
    let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(after).collect()
}
