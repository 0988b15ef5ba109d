//! What lines of plain text look like: rules, columns, numbers.

use std::sync::LazyLock;

use regex::Regex;

use super::aligned::{columns, holds_value, is_rule};
use super::pattern::pattern;
use crate::read::language::text::Text;

static SENTENCE_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[a-z]{3}[.,;]?$"));
static VALUE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[.,]\d|\d{3}"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+[.,]?\d*"));

/// Words of a cell in a line that is part of a table.
const MOST_WORDS_OF_A_CELL: usize = 6;
/// The same for a line that ends like a sentence.
const MOST_WORDS_OF_A_NAME: usize = 4;

/// How wide a line is.
pub(super) fn width(line: &str) -> usize {
    line.chars().count()
}

/// Whether a line is one mark, three times or more.
pub(super) fn repeats(line: &str, marks: &str) -> bool {
    let line = line.trim();
    let first = line.chars().next();
    let marked = first.is_some_and(|mark| marks.contains(mark));
    marked && width(line) > 2 && line.chars().all(|mark| Some(mark) == first)
}

/// Whether there is a digit.
pub(super) fn has_digit(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit())
}

/// Whether words carry a value, not just a number of a part.
pub(super) fn has_value(text: &str) -> bool {
    VALUE.is_match(text)
}

/// How many numbers stand for themselves in a line, those of names aside.
pub(super) fn count_of_numbers(line: &str) -> usize {
    let alone = |start: usize| {
        let before = line[..start].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.')
    };
    NUMBER.find_iter(line).filter(|number| alone(number.start())).count()
}

/// Whether a line looks like a row of an aligned table.
pub(super) fn is_tabular(line: &Text) -> bool {
    if is_rule(line) {
        return true;
    }
    let cells = columns(line);
    let words = cells.iter().map(|cell| cell.split_whitespace().count()).max().unwrap_or(0);
    let several = cells.len() > 2;
    let row = cells.len() >= 2
        && words <= MOST_WORDS_OF_A_CELL
        && (several || cells.iter().any(|cell| holds_value(cell)))
        && !SENTENCE_END.is_match(line.trim());
    row || several && words <= MOST_WORDS_OF_A_NAME
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_from_sentences() {
        let is_tabular = |line: &str| is_tabular(&Text::verbatim(line, 0));
        assert!(is_tabular("  GD      0.99433   0.98867"));
        assert!(is_tabular("method    x     y    value"));
        assert!(is_tabular("-----+-----"));
        assert!(!is_tabular("The third method wins by far."));
        assert!(!is_tabular("There is an overflow,  and the screen shows nan for all the rest."));
    }

    #[test]
    fn numbers_of_names_do_not_count() {
        assert_eq!(count_of_numbers("x1 = 0.5, -3 and W2 or 4"), 3);
    }
}
