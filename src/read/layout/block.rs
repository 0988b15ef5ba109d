//! What a report consists of, whatever its format: headings, paragraphs, printed lines, tables.

use std::ops::Range;

use crate::read::language::text::Text;

/// One block of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The list items that it is under, the outermost first.
    pub parents: Vec<Text>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A heading; see the constants of [`BlockKind`] for levels that are no real ones.
    Heading {
        /// 1 is the highest.
        level: u8,
        /// Its words.
        text: Text,
    },
    /// A paragraph or list item, its lines joined.
    Paragraph(Text),
    /// A line that a program printed: a unit of its own.
    Line(Text),
    /// A table.
    Table(Table),
    /// Source code: it is read for its settings, never for results.
    Code {
        /// Where it stands in the file.
        source: Range<usize>,
        /// Its lines; of a notebook as they are, not as JSON has them.
        text: Text,
    },
}

impl BlockKind {
    /// The level of a line of plain text that consists of a part's name.
    pub const PART_LINE: u8 = 50;
    /// The level of words in bold at the start of a paragraph.
    pub const LEAD_IN: u8 = 60;
}

/// A table, with its cells as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// All rows, heads included; they may differ in length.
    pub rows: Vec<Vec<Text>>,
    /// How many of them are heads.
    pub heads: usize,
    /// Its caption, empty if there is none.
    pub caption: Text,
}

impl Block {
    /// A block under no list item.
    pub fn new(kind: BlockKind) -> Self {
        Self { kind, parents: Vec::new() }
    }

    /// A heading.
    pub fn heading(level: u8, text: Text) -> Self {
        Self::new(BlockKind::Heading { level, text })
    }

    /// A paragraph.
    pub fn paragraph(text: Text) -> Self {
        Self::new(BlockKind::Paragraph(text))
    }

    /// A printed line.
    pub fn line(text: Text) -> Self {
        Self::new(BlockKind::Line(text))
    }

    /// Source code.
    pub fn code(text: Text) -> Self {
        Self::new(BlockKind::Code { source: text.source(0..text.len()), text })
    }

    /// A table.
    pub fn table(rows: Vec<Vec<Text>>, heads: usize, caption: Text) -> Self {
        Self::new(BlockKind::Table(Table { rows, heads, caption }))
    }

    /// The words of a heading, paragraph or line; empty for others.
    pub fn text(&self) -> &str {
        match &self.kind {
            BlockKind::Heading { text, .. }
            | BlockKind::Paragraph(text)
            | BlockKind::Line(text) => text,
            BlockKind::Table(_) | BlockKind::Code { .. } => "",
        }
    }
}
