//! Cells that mean what stands above them: marks of repetition, and blanks at the start of a row.

use std::sync::LazyLock;

use regex::Regex;

use super::aligned::holds_value;
use super::blanks::shortened;
use super::pattern::pattern;
use crate::read::language::text::Text;
use crate::read::layout::block::Table;

/// A mark of repetition, alone or between dashes.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r#"^\s*(?:[-–—]\s*)?(?:"|''|“|”|″|〃|‟|\^\^|(?i:ditto|same|idem|dito|id\.))"#,
        r"(?:\s*[-–—])?\s*$"
    ))
});
/// What a row says that sums up those above it: it belongs to no group.
static SUMS_UP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:best|mean|average|total|sum|max|min|winner|overall|all|difference)\b")
});

/// The fewest rows without a name of their own: a single blank is more often a value left out.
const FEWEST_ROWS: usize = 2;

/// Writes out what the cells of a table mean.
pub(super) fn written_out(table: &mut Table) {
    let heads = table.heads.min(table.rows.len());
    marks(&mut table.rows[heads..]);
    blanks(&mut table.rows[heads..]);
}

/// A mark stands for the cell above it.
fn marks(rows: &mut [Vec<Text>]) {
    for row in 1..rows.len() {
        for column in 0..rows[row].len() {
            if !MARK.is_match(&rows[row][column]) {
                continue;
            }
            if let Some(above) = rows[row - 1].get(column).filter(|above| !above.is_empty()) {
                rows[row][column] = shortened(above);
            }
        }
    }
}

/// The first cells of rows whose group has its name in its first row only.
fn blanks(rows: &mut [Vec<Text>]) {
    let continues: Vec<bool> = rows.iter().map(|row| continues_group(row)).collect();
    let count = continues.iter().filter(|continues| **continues).count();
    if count < FEWEST_ROWS || continues[0] {
        return;
    }
    for row in 1..rows.len() {
        if !continues[row] {
            continue;
        }
        for column in 0..leading_blanks(&rows[row]) {
            let above = rows[row - 1].get(column).filter(|above| is_name(above, column));
            let Some(above) = above.map(shortened) else { break };
            rows[row][column] = above;
        }
    }
}

/// Whether a row begins with blanks, and has a name of its own and a value behind them.
fn continues_group(row: &[Text]) -> bool {
    let blanks = leading_blanks(row);
    let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
    blanks > 0
        && filled >= 2
        && row.last().is_some_and(|cell| holds_value(cell))
        && !row.iter().any(|cell| SUMS_UP.is_match(cell))
}

fn leading_blanks(row: &[Text]) -> usize {
    row.iter().take_while(|cell| cell.trim().is_empty()).count()
}

/// Whether a cell names rows: the first of a row may be a number.
fn is_name(cell: &str, column: usize) -> bool {
    !cell.trim().is_empty() && (column == 0 || cell.contains(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::super::shown::{cells, table};
    use super::*;

    fn read(file: &str) -> Vec<Vec<String>> {
        let mut table = table(file);
        written_out(&mut table);
        cells(&table, file)
    }

    #[test]
    fn marks_stand_for_the_cell_above() {
        let rows = read("run|what|value\na|accuracy|0.5\nb|\"|0.25\nc|– '' –|0.125\nd|ditto|0.75");
        assert!(rows[1..].iter().all(|row| row[1] == "accuracy"));
        assert_eq!(read("run|value\n\"|0.5")[1], ["\"", "0.5"]);
    }

    #[test]
    fn blanks_of_a_group_have_its_name() {
        let rows =
            read("part|run|rate|value\n1|GD|0.1|0.5\n||0.01|0.25\n|Adam|0.1|0.75\n2|SGD|1|0.5");
        assert_eq!(rows[2], ["1", "GD", "0.01", "0.25"]);
        assert_eq!(rows[3], ["1", "Adam", "0.1", "0.75"]);
    }

    #[test]
    fn a_single_blank_and_a_sum_stay() {
        assert_eq!(read("run|rate|value\na|0.1|0.5\n|0.01|0.25")[2][0], "");
        let rows = read("run|rate|value\na|0.1|0.5\n|0.01|0.25\n|0.001|0.125\n|best|0.5");
        assert_eq!((rows[3][0].as_str(), rows[4][0].as_str()), ("a", ""));
    }
}
