//! Units of speech: a paragraph, a list item, a heading, a printed line, a row of a table.

use std::ops::Range;

use crate::homework::PartId;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitKind {
    Heading,
    Text,
    Output,
    Row,
    /// Source code; only its settings are read.
    Code,
}

/// A unit of speech.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) span: Range<usize>,
    pub(super) kind: UnitKind,
    /// The part whose section it stands in.
    pub(super) part: Option<PartId>,
    /// Whether the section is of a part that the homework does not have: nothing in it is judged.
    pub(super) foreign: bool,
    /// The nearest heading above within the part, and the nearest line above that ends with a
    /// colon.
    pub(super) heading: Option<Range<usize>>,
    pub(super) lead: Option<Range<usize>>,
    /// Cells of the table's first row, if this is one of its rows, and its own.
    pub(super) header: Vec<Range<usize>>,
    pub(super) cells: Vec<Range<usize>>,
    /// Bytes of a list number or of a heading's number at its start.
    pub(super) numbering: Option<Range<usize>>,
}

/// Whether a line names what the output below it is of: `Momentum`, `Adam (eta 1e-2)`.
pub(super) fn is_title(text: &str) -> bool {
    let text = text.trim();
    let words = text.split('(').next().unwrap_or_default().split_whitespace().count();
    (1..=5).contains(&words) && !text.contains(['\n', '=']) && !text.ends_with(['.', ',', ';'])
}

/// Whether a line begins a list item.
pub(super) fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let bullet = ["- ", "* ", "+ ", "• ", "– ", "· ", "‣ ", "∙ "];
    bullet.iter().any(|bullet| line.starts_with(bullet)) || numbering(line).is_some()
}

/// `1.`, `2)` or `3.1` at the start of a list item or heading.
pub(super) fn numbering(text: &str) -> Option<Range<usize>> {
    let inner = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*'));
    let start = text.len() - inner.len();
    let heading = text[..start].contains('#');
    let digits = inner.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let number = &inner[..digits];
    if !number.starts_with(|c: char| c.is_ascii_digit()) || number.len() > 6 {
        return None;
    }
    let rest = &inner[digits..];
    let list = (number.ends_with('.') && number.matches('.').count() == 1 && rest.starts_with(' '))
        || (!number.contains('.') && rest.starts_with(") "));
    let titled = heading && rest.starts_with(|c: char| c.is_whitespace());
    // A line with nothing but a small number is a page's.
    let page = rest.trim().is_empty() && number.len() <= 3 && !number.contains('.');
    (list || titled || page).then_some(start..start + digits)
}
