//! Blanks and list items above, alike in all formats.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use crate::read::language::text::Text;

static BLANKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s{2,}|[\s--\x20]"));

/// The most list items above a block that are kept, and the most bytes of what is kept more than
/// once, so that deep lists of long items do not grow without bound.
const PARENTS: usize = 6;
const REPEATED_LENGTH: usize = 300;

/// Every run of blanks and line ends as one blank, none at the ends.
pub(super) fn collapsed(text: &Text) -> Text {
    text.replace(&BLANKS, " ").trimmed()
}

/// The start of a text that is kept more than once: a list item with what stands under it, a
/// cell in each of its columns.
pub(super) fn shortened(text: &Text) -> Text {
    if text.len() <= REPEATED_LENGTH {
        return text.clone();
    }
    let mut end = REPEATED_LENGTH;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.slice(0..end)
}

/// The nearest of the list items above, the outermost first.
pub(super) fn nearest<'a>(items: impl DoubleEndedIterator<Item = &'a Text>) -> Vec<Text> {
    let mut nearest: Vec<Text> = items.rev().take(PARENTS).cloned().collect();
    nearest.reverse();
    nearest
}
