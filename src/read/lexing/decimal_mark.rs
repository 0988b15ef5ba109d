//! Whether a report writes decimals with a comma.

use crate::read::layout::block::{Block, BlockKind};

/// So many more commas that look like decimal marks than such that look like thousands marks.
const MORE: isize = 4;

/// Whether a comma is the decimal mark of the report.
pub(in crate::read) fn is_comma(blocks: &[Block]) -> bool {
    let mut balance = 0;
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { text, .. }
            | BlockKind::Paragraph(text)
            | BlockKind::Line(text) => balance += decimals(text),
            BlockKind::Table(table) => {
                balance += table.rows.iter().flatten().map(|cell| decimals(cell)).sum::<isize>();
            }
            BlockKind::Code { .. } => {}
        }
    }
    balance >= MORE
}

/// How many commas between digits are no thousands marks: `3,14` and `0,123`, not `54,018`.
fn decimals(text: &str) -> isize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = 0;
    let mut end = 0;
    for (at, _) in text.match_indices(',') {
        let braced = at > 0 && bytes[at - 1] == b'{' && bytes.get(at + 1) == Some(&b'}');
        let (before, after) = if braced { (at - 1, at + 2) } else { (at, at + 1) };
        // Only one digit before: `784,30` lists two numbers, and `1,234,567` has its comma done.
        let first = before.checked_sub(1).filter(|first| *first >= end && digit(*first));
        let Some(first) = first.filter(|_| digit(after)) else { continue };
        let follows = first > 0 && matches!(bytes[first - 1], b'0'..=b'9' | b'.' | b',');
        if follows {
            continue;
        }
        end = after + bytes[after..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let thousands = !braced && bytes[first] != b'0' && end - after == 3;
        found += if thousands { 0 } else { 1 };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_between_digits_are_counted_unless_they_group() {
        for (text, count) in [
            ("0,95 und 3,2e-5", 2),
            ("5,801 steps, 9,999 images", 0),
            ("0,123", 1),
            ("2{,}085", 1),
            ("54,018 and 784,30", 0),
            ("1, 2, 3", 0),
            ("1,234,567", 0),
        ] {
            assert_eq!(decimals(text), count, "{text}");
        }
    }
}
