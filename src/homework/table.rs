//! A CSV text with named columns, whose cells know where they stand.

use std::ops::Range;

use crate::diagnostic::Diagnostic;

/// A CSV text, read whole.
pub(crate) struct Table<'a> {
    pub(crate) text: &'a str,
    pub(crate) origin: &'a str,
    columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// One record; `start` is its first byte in the text.
pub(crate) struct Row {
    start: usize,
    cells: csv::StringRecord,
}

impl<'a> Table<'a> {
    pub(crate) fn read(text: &'a str, origin: &'a str) -> Result<Self, Box<Diagnostic>> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let unreadable = |error: csv::Error| {
            let start = error.position().map_or(0, |position| position.byte() as usize);
            refuse(text, origin, start..start, "this ledger cannot be read", error.to_string())
        };
        let header = reader.headers().map_err(unreadable)?.clone();
        let columns: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        for (index, column) in columns.iter().enumerate() {
            if columns[..index].contains(column) {
                let span = cell_span(text, 0, index);
                return Err(refuse(
                    text,
                    origin,
                    span,
                    "a column twice",
                    "named before".to_owned(),
                ));
            }
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let cells = record.map_err(unreadable)?;
            let start = cells.position().map_or(0, |position| position.byte() as usize);
            let row = Row { start: skip_line_ends(text, start), cells };
            if row.cells.len() != columns.len() {
                let end =
                    text[row.start..].find(['\r', '\n']).map_or(text.len(), |n| row.start + n);
                let label =
                    format!("{} cells where the header has {}", row.cells.len(), columns.len());
                return Err(refuse(text, origin, row.start..end, "a row of another length", label));
            }
            rows.push(row);
        }
        Ok(Self { text, origin, columns, rows })
    }

    /// The place of a column that must be there.
    pub(crate) fn column(&self, name: &str) -> Result<usize, Box<Diagnostic>> {
        self.columns.iter().position(|column| column == name).ok_or_else(|| {
            let end = self.text.find(['\r', '\n']).unwrap_or(self.text.len());
            let label = format!("no column `{name}` here");
            refuse(self.text, self.origin, 0..end, "a column is missing", label)
        })
    }

    /// The place of the first column whose head fits; `name` is what was asked for.
    pub(crate) fn column_where(
        &self,
        name: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Result<usize, Box<Diagnostic>> {
        match self.columns.iter().position(|column| fits(column)) {
            Some(column) => Ok(column),
            None => self.column(name),
        }
    }

    /// Refuses a column that is none of these: a misspelt one would say nothing, silently.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Box<Diagnostic>> {
        let header = self.text.len() - self.text.trim_start_matches(['\r', '\n']).len();
        for (index, column) in self.columns.iter().enumerate() {
            if !known.contains(&column.as_str()) {
                let span = cell_span(self.text, header, index);
                let title = format!("no column is called `{column}`");
                let mut refusal = refuse(self.text, self.origin, span, title, "unknown".to_owned());
                refusal.help = Some(format!("there are {}", known.join(", ")));
                return Err(refusal);
            }
        }
        Ok(())
    }

    /// The place of a column that may be missing.
    pub(crate) fn optional(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// An error at some bytes of a cell's content.
    pub(crate) fn refuse_part(
        &self,
        row: &Row,
        column: usize,
        part: Range<usize>,
        title: impl Into<String>,
        label: impl Into<String>,
    ) -> Box<Diagnostic> {
        let whole = cell_span(self.text, row.start, column);
        let quoted = usize::from(self.text[whole.clone()].starts_with('"'));
        let start = (whole.start + quoted + part.start).min(whole.end);
        let end = (whole.start + quoted + part.end).clamp(start, whole.end);
        let inside = self.text.is_char_boundary(start) && self.text.is_char_boundary(end);
        let span = if inside { start..end } else { whole };
        refuse(self.text, self.origin, span, title, label.into())
    }

    pub(crate) fn cell<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        row.cells.get(column).unwrap_or("")
    }

    /// The bytes of a cell, its quotes included.
    pub(crate) fn span(&self, row: &Row, column: usize) -> Range<usize> {
        cell_span(self.text, row.start, column)
    }

    /// An error at a cell.
    pub(crate) fn refuse(
        &self,
        row: &Row,
        column: usize,
        title: impl Into<String>,
        label: impl Into<String>,
    ) -> Box<Diagnostic> {
        let span = cell_span(self.text, row.start, column);
        refuse(self.text, self.origin, span, title, label.into())
    }

    /// An error at a byte of a cell's content.
    pub(crate) fn refuse_within(
        &self,
        row: &Row,
        column: usize,
        byte: usize,
        title: impl Into<String>,
        label: impl Into<String>,
    ) -> Box<Diagnostic> {
        let whole = cell_span(self.text, row.start, column);
        let quoted = usize::from(self.text[whole.clone()].starts_with('"'));
        let start = (whole.start + quoted + byte).min(whole.end);
        let span = match self.text.get(start..whole.end) {
            Some(rest) => start..start + rest.chars().next().map_or(0, char::len_utf8),
            None => whole,
        };
        refuse(self.text, self.origin, span, title, label.into())
    }
}

fn refuse(
    text: &str,
    origin: &str,
    span: Range<usize>,
    title: impl Into<String>,
    label: String,
) -> Box<Diagnostic> {
    Box::new(Diagnostic {
        title: title.into(),
        origin: origin.to_owned(),
        text: text.to_owned(),
        span,
        label,
        help: None,
    })
}

fn skip_line_ends(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    start + rest.len() - rest.trim_start_matches(['\r', '\n']).len()
}

/// The bytes of one cell, quotes included.
fn cell_span(text: &str, row_start: usize, column: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let (mut index, mut start, mut quoted) = (0, row_start, false);
    let mut at = row_start;
    while at < bytes.len() {
        match bytes[at] {
            // Elsewhere a quote is a character like any other.
            b'"' if bytes[start] == b'"' => quoted = !quoted,
            b',' if !quoted => {
                if index == column {
                    break;
                }
                index += 1;
                start = at + 1;
            }
            b'\r' | b'\n' if !quoted => break,
            _ => {}
        }
        at += 1;
    }
    start..at.max(start)
}
