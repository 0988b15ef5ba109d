//! How libraries print their tables: a tibble and a data frame of R, a series of pandas.

use std::sync::LazyLock;

use regex::Regex;

use super::aligned::{columns, holds_value};
use super::pattern::pattern;
use super::shapes::has_digit;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

/// The types below the heads of a tibble.
static TYPES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:<[a-z]+(?:\[\d+\])?>\s*)+$"));
/// What stands around the rows of a tibble.
static AROUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?:# (?:A|\w+:)|[#ℹ…].*(?:rows|variables|tibble|data\.frame)\b)")
});
/// A word, or words in the quotes that R gives a name that is none.
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"`([^`]+)`|(\S+)"));
/// The last line of a series.
static SERIES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:Name: (\S+), )?(?:Length: \d+, )?dtype: \w+$"));
/// A whole number and nothing else.
static INTEGER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,4}$"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[-−+]?\d*[.,]?\d+(?:[eE][-+−]?\d+)?\s?%?$"));

/// Rows from which on lines of a count and a number are a table.
const COUNTED_ROWS: usize = 5;

/// Takes lines for a table that a library has printed.
pub(super) fn frame(lines: &[Text], out: &mut Vec<Block>) -> bool {
    let table = series(lines)
        .or_else(|| tibble(lines))
        .or_else(|| data_frame(lines))
        .or_else(|| counted(lines));
    let Some(rows) = table else { return false };
    out.push(Block::table(rows, 1, Text::default()));
    true
}

/// The words of a line; names in quotes without them.
fn words(line: &Text) -> Vec<Text> {
    let word = |found: regex::Captures| {
        let word = found.get(1).or_else(|| found.get(2)).map_or(0..0, |word| word.range());
        line.slice(word)
    };
    WORD.captures_iter(line).map(word).collect()
}

/// `# A tibble`, heads, types, numbered rows.
fn tibble(lines: &[Text]) -> Option<Vec<Vec<Text>>> {
    let types = lines.iter().position(|line| TYPES.is_match(line))?;
    let heads = words(lines.get(types.checked_sub(1)?)?);
    let width = words(&lines[types]).len();
    let lines = lines[types + 1..].iter().filter(|line| !AROUND.is_match(line));
    numbered(heads, lines, width)
}

/// Heads that are words, then rows that are numbered from 1.
fn data_frame(lines: &[Text]) -> Option<Vec<Vec<Text>>> {
    let (head, rows) = lines.split_first()?;
    let heads = words(head);
    let width = heads.len();
    let named = heads.iter().all(|head| head.contains(char::is_alphabetic));
    if !named || width < 2 || rows.len() < 2 || heads.iter().any(|head| head.contains(['=', ':'])) {
        return None;
    }
    let table = numbered(heads, rows.iter(), width)?;
    let values = |row: &Vec<Text>| row.iter().filter(|cell| holds_value(cell)).count() * 2 >= width;
    table[1..].iter().all(values).then_some(table)
}

/// The heads, and the cells of rows behind the numbers 1, 2, …
fn numbered<'a>(
    heads: Vec<Text>,
    lines: impl Iterator<Item = &'a Text>,
    width: usize,
) -> Option<Vec<Vec<Text>>> {
    let mut table = vec![heads];
    for line in lines {
        let mut row = words(line);
        let number = table.len().to_string();
        if row.len() != width + 1 || row[0].as_str() != number {
            return None;
        }
        row.remove(0);
        table.push(row);
    }
    (table[0].len() == width && table.len() > 1).then_some(table)
}

/// An index and values, and what they are below them.
fn series(lines: &[Text]) -> Option<Vec<Vec<Text>>> {
    let (last, lines) = lines.split_last()?;
    let last = last.trimmed();
    let found = SERIES.captures(&last)?;
    let name = found.get(1).map_or_else(Text::default, |name| last.slice(name.range()));
    let mut rows: Vec<Vec<Text>> = lines.iter().map(columns).collect();
    let index = match rows.first()? {
        index if index.len() == 1 && !has_digit(&index[0]) => rows.remove(0).remove(0),
        _ => Text::default(),
    };
    let even = rows.iter().all(|row| row.len() == 2 && holds_value(&row[1]));
    rows.insert(0, vec![index, name]);
    (even && rows.len() > 1).then_some(rows)
}

/// Lines of a count from 1 and a number, as `print(epoch, accuracy)` gives them.
fn counted(lines: &[Text]) -> Option<Vec<Vec<Text>>> {
    let mut rows = vec![vec![Text::default(); 2]];
    for line in lines {
        let mut row = words(line);
        if row.len() == 3 && row[2].as_str() == "%" {
            row.pop();
        }
        let is_next = INTEGER.is_match(row.first()?) && row[0].as_str() == rows.len().to_string();
        if row.len() != 2 || !is_next || !NUMBER.is_match(&row[1]) {
            return None;
        }
        rows.push(row);
    }
    (rows.len() > COUNTED_ROWS).then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::super::shown::cells;
    use super::*;
    use crate::read::layout::block::BlockKind;

    fn read(file: &str) -> Option<Vec<Vec<String>>> {
        let mut out = Vec::new();
        frame(&Text::verbatim(file, 0).lines(), &mut out).then_some(())?;
        let BlockKind::Table(table) = &out[0].kind else { panic!("a table") };
        Some(cells(table, file))
    }

    #[test]
    fn tibbles_and_data_frames() {
        let file = "# A tibble: 2 × 3\n  rate    `1`  `30`\n   <dbl>  <dbl> <dbl>\n\
                    1 0.0001 0.2013 0.774\n2 0.001  0.6408 0.912\n# ℹ 3 more rows\n";
        let rows = read(file.trim_end()).expect("a table");
        assert_eq!(rows[0], ["rate", "1", "30"]);
        assert_eq!(rows[2], ["0.001", "0.6408", "0.912"]);
        let rows = read("    rate    acc\n1 0.0001 0.7744\n2  0.001 0.9125").expect("a table");
        assert_eq!(rows[1], ["0.0001", "0.7744"]);
        assert!(read("we ran these\n1 of 5 were good").is_none());
        assert!(read("rate acc\n2 0.1 0.9\n3 0.2 0.8").is_none());
    }

    #[test]
    fn series_have_their_name_as_head() {
        let rows =
            read("1    0.9591\n2    0.9697\nName: test_acc, dtype: float64").expect("a table");
        assert_eq!(rows, [["", "test_acc"], ["1", "0.9591"], ["2", "0.9697"]]);
        let rows = read("lr\n0.1    0.9677\n0.5    0.9607\ndtype: float64").expect("a table");
        assert_eq!(rows[0], ["lr", ""]);
        assert!(read("one line\ndtype: float64").is_none());
    }

    #[test]
    fn a_count_from_one_and_a_number() {
        let rows = read("1 0.91\n2 0.92\n3 0.93\n4 0.94\n5 0.95").expect("a table");
        assert_eq!(rows[5], ["5", "0.95"]);
        assert!(read("1 0.91\n2 0.92\n3 0.93").is_none());
        assert!(read("0 0.91\n1 0.92\n2 0.93\n3 0.94\n4 0.95").is_none());
    }
}
