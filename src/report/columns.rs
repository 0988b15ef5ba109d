//! The cells of a line of a table: between bars or tabs, or set apart by blanks.

use std::ops::Range;

use super::unit::is_item;

/// The cells of a table's row: between bars, tabs, or columns of blanks.
pub(super) fn cells(line: &str, start: usize) -> Vec<Range<usize>> {
    let trimmed = line.trim();
    let inner = trimmed.trim_start_matches('|');
    let separator = match () {
        () if trimmed.starts_with('|') || trimmed.matches(" | ").count() >= 2 => "|",
        () if trimmed.contains('\t') => "\t",
        () => return Vec::new(),
    };
    // A progress bar has bars too.
    if trimmed.contains("%|") {
        return Vec::new();
    }
    let mut at = start + (line.len() - line.trim_start().len()) + (trimmed.len() - inner.len());
    let mut cells = Vec::new();
    for cell in inner.trim_end_matches('|').split(separator) {
        let from = at + cell.len() - cell.trim_start().len();
        cells.push(from..(from + cell.trim().len()));
        at += cell.len() + separator.len();
    }
    cells
}

/// Columns of a line that are set apart by two blanks or more.
pub(super) fn columns(line: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = line.len() - line.trim_start().len();
    if is_item(line) {
        return found;
    }
    while at < line.len() {
        let rest = &line[at..];
        let length = rest.find("  ").unwrap_or(rest.len());
        let cell = rest[..length].trim_end();
        found.push(at..at + cell.len());
        at += length + rest[length..].len() - rest[length..].trim_start().len();
    }
    found
}
