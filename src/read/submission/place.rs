//! Where something stands: in a line of a text, or in a box of a page.

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// Where something stands in the file.
///
/// As JSON it has `byte`, `line`, `column` and, of a notebook, `cell`; of a PDF `page`, `line` and
/// `box`, with `left`, `top`, `right` and `bottom` in centimetres from the page's upper left
/// corner. In words it is as much as a person needs to find it:
///
/// ```
/// use verigrad::read::{PageBox, Place};
///
/// let place = Place { byte: 40, line: 3, column: 7, cell: None, on_page: None };
/// assert_eq!(place.to_string(), "line 3");
/// let on_page = Some(PageBox { page: 2, left: 1230, top: 2010, right: 1400, bottom: 2050 });
/// let place = Place { on_page, ..place };
/// assert_eq!(place.to_string(), "page 2 (12.3 cm from the left, 20.1 cm from the top)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes from the start of the file; of a PDF, of its rebuilt text.
    pub byte: usize,
    /// Line of the file, from 1; of a PDF, of the page.
    pub line: usize,
    /// Character of that line, from 1; of a PDF 1.
    pub column: usize,
    /// Cell of a notebook, from 1.
    pub cell: Option<usize>,
    /// The page of a PDF, and where on it.
    pub on_page: Option<PageBox>,
}

/// A box on a page, in tenths of a millimetre from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageBox {
    /// From 1, as viewers count.
    pub page: usize,
    /// From the left edge to the box's.
    pub left: u32,
    /// From the upper edge to the box's.
    pub top: u32,
    /// From the left edge to the box's right one.
    pub right: u32,
    /// From the upper edge to the box's lower one.
    pub bottom: u32,
}

/// A word of a page.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// The line of its page, from 1.
    pub(super) line: usize,
    pub(super) bounds: PageBox,
}

/// What the pages of a PDF come to.
#[cfg(feature = "pdf")]
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) text: String,
    /// In the order of the text.
    pub(super) words: Vec<Word>,
}

impl Place {
    pub(super) fn on_page(word: &Word, byte: usize) -> Self {
        Self { byte, line: word.line, column: 1, cell: None, on_page: Some(word.bounds) }
    }

    /// In short: `12:7`; of a PDF the page, from the left and from the top.
    pub fn short(&self) -> String {
        match &self.on_page {
            None => format!("{}:{}", self.line, self.column),
            Some(page) => format!("p{} {}|{} cm", page.page, page.cm(page.left), page.cm(page.top)),
        }
    }

    /// With the file's name, as compilers say it: `report.md:12:7`; of a PDF in words.
    pub fn in_file(&self, origin: &str) -> String {
        match &self.on_page {
            None => format!("{origin}:{}:{}", self.line, self.column),
            Some(page) => format!("{origin}, {page}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.on_page {
            None => write!(formatter, "line {}", self.line),
            Some(page) => write!(formatter, "{page}"),
        }
    }
}

impl PageBox {
    /// The least box around both.
    #[cfg(feature = "pdf")]
    pub(super) fn include(&mut self, other: &Self) {
        self.left = self.left.min(other.left);
        self.top = self.top.min(other.top);
        self.right = self.right.max(other.right);
        self.bottom = self.bottom.max(other.bottom);
    }

    fn cm(&self, tenths: u32) -> String {
        format!("{:.1}", f64::from(tenths) / 100.0)
    }
}

impl fmt::Display for PageBox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, top) = (self.cm(self.left), self.cm(self.top));
        write!(formatter, "page {} ({left} cm from the left, {top} cm from the top)", self.page)
    }
}

impl Serialize for PageBox {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        let sides = [
            ("left", self.left),
            ("top", self.top),
            ("right", self.right),
            ("bottom", self.bottom),
        ];
        for (name, tenths) in sides {
            map.serialize_entry(name, &(f64::from(tenths) / 100.0))?;
        }
        map.end()
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(page) = &self.on_page {
            map.serialize_entry("page", &page.page)?;
            map.serialize_entry("line", &self.line)?;
            map.serialize_entry("box", page)?;
            return map.end();
        }
        map.serialize_entry("byte", &self.byte)?;
        map.serialize_entry("line", &self.line)?;
        map.serialize_entry("column", &self.column)?;
        if let Some(cell) = self.cell {
            map.serialize_entry("cell", &cell)?;
        }
        map.end()
    }
}
