//! Blanks and list items above, alike in all formats.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use crate::read::text::Text;

static BLANKS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s{2,}|[\s--\x20]"));

/// The most list items above a block that are kept, and the most bytes of each, so that deep
/// lists of long items do not grow without bound.
const PARENTS: usize = 6;
const PARENT_LENGTH: usize = 300;

/// Every run of blanks and line ends as one blank, none at the ends.
pub(super) fn collapsed(text: &Text) -> Text {
    text.replace(&BLANKS, " ").trimmed()
}

/// A list item as what stands under it knows it.
pub(super) fn as_parent(item: &Text) -> Text {
    if item.len() <= PARENT_LENGTH {
        return item.clone();
    }
    let mut end = PARENT_LENGTH;
    while !item.is_char_boundary(end) {
        end -= 1;
    }
    item.slice(0..end)
}

/// The nearest of the list items above, the outermost first.
pub(super) fn nearest<'a>(items: impl DoubleEndedIterator<Item = &'a Text>) -> Vec<Text> {
    let mut nearest: Vec<Text> = items.rev().take(PARENTS).cloned().collect();
    nearest.reverse();
    nearest
}
