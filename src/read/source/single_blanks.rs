//! Tables of a PDF's text, whose cells are separated by single blanks: rows of equally many cells
//! below a line of words.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::shapes::{has_digit, width};
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

/// A cell of a row: what brackets hold, `7744 / 10000`, a number, what stands for none; or a word.
static CELL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"[(\[][^()\[\]]*[)\]]|\d+ ?/ ?\d+|[-−+]?\d[\d.,]*(?:[eE][-+−]?\d+)?(?: ?[×x·] ?10\S+)?(?: ?%)?",
        r"|(?:nan|never|n/a|[-–—]{1,3})(?:\s|$)|\S+"
    ))
});
/// What begins a head: a capital, a digit or a sign that is a word.
static HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\s)(\p{Lu}|[ηλ‖|∥])"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[(\[].*\d.*[)\]]|[-−+]?\d.*)$"));
/// A name that ends with a number.
static EPOCH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:after )?(?:ep\w*\.?|époque) "));
/// A line of heads has no measured number.
static MEASURED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[.,]\d{3}|\d{4}|[=:;]|[.,]$"));

/// The most rows; it bounds what is looked at for each line.
const MOST_ROWS: usize = 200;
const FEWEST_ROWS: usize = 2;
const FEWEST_HEADS: usize = 2;
/// A line of heads or a row is narrower than one of prose.
const MOST_WIDTH: usize = 90;

/// Takes the lines from there on for a table, if they are one. Gives the line behind it.
pub(super) fn table(lines: &[Text], at: usize, out: &mut Vec<Block>) -> Option<usize> {
    let head = lines.get(at)?;
    if width(head) > MOST_WIDTH || MEASURED.is_match(head.trim()) {
        return None;
    }
    let heads = heads(head);
    if heads.len() < FEWEST_HEADS {
        return None;
    }
    let rows: Vec<Vec<Text>> =
        lines[at + 1..].iter().take(MOST_ROWS).map_while(|line| row(line, heads.len())).collect();
    let width = rows.first()?.len();
    if rows.len() < FEWEST_ROWS || rows.iter().any(|row| row.len() != width) {
        return None;
    }
    let count = rows.len();
    let mut table = vec![heads];
    if width > table[0].len() {
        table[0].insert(0, Text::default());
    }
    table.extend(rows);
    out.push(Block::table(table, 1, Text::default()));
    Some(at + 1 + count)
}

/// The heads of a line: each begins with a capital.
fn heads(line: &Text) -> Vec<Text> {
    let line = line.trimmed();
    let starts: Vec<usize> =
        HEAD.captures_iter(&line).filter_map(|found| found.get(1)).map(|one| one.start()).collect();
    if starts.first() != Some(&0) {
        return Vec::new();
    }
    let ends = starts[1..].iter().copied().chain([line.len()]);
    starts.iter().zip(ends).map(|(start, end)| line.slice(*start..end).trimmed()).collect()
}

/// The cells of a line, if it is a row below so many heads: its name, which has words, and numbers;
/// without a head of its own the name may end with a number.
fn row(line: &Text, heads: usize) -> Option<Vec<Text>> {
    if width(line) > MOST_WIDTH || !has_digit(line) {
        return None;
    }
    let line = line.trimmed();
    let cells: Vec<Range<usize>> = CELL.find_iter(&line).map(|cell| cell.range()).collect();
    let is_value = |cell: &Range<usize>| {
        let text = line[cell.clone()].trim();
        NUMBER.is_match(text)
            || ["nan", "never", "n/a"].contains(&text)
            || text.chars().all(|one| "-–—".contains(one))
    };
    let name = cells.iter().take_while(|cell| !is_value(cell)).count();
    if name > MOST_NAME || !cells[name..].iter().all(is_value) || cells.len() == name {
        return None;
    }
    let values = cells.len() - name;
    let end = |index: usize| cells[index].end;
    // How many cells the name takes.
    let taken = match name {
        0 if values == heads => 0,
        0 => return None,
        _ if values + 1 == heads => name,
        _ if values == heads + 1 && EPOCH.is_match(&line) => name + 1,
        _ => return None,
    };
    let mut row = Vec::new();
    if taken > 0 {
        row.push(line.slice(cells[0].start..end(taken - 1)).trimmed());
    }
    row.extend(cells[taken..].iter().map(|cell| line.slice(cell.clone()).trimmed()));
    Some(row)
}

/// The most words of a row's name.
const MOST_NAME: usize = 5;

#[cfg(test)]
mod tests {
    use super::super::shown::cells;
    use super::*;
    use crate::read::layout::block::BlockKind;

    fn read(file: &str) -> Option<Vec<Vec<String>>> {
        let mut out = Vec::new();
        table(&Text::verbatim(file, 0).lines(), 0, &mut out)?;
        let BlockKind::Table(table) = &out[0].kind else { panic!("a table") };
        Some(cells(table, file))
    }

    #[test]
    fn heads_begin_with_capitals() {
        let rows = read(
            "Learning rate Correct test images Accuracy (%)\n0.0001 7744 / 10000 77.44\n0.5 9607 / 10000 96.07\nTable 2.",
        );
        let rows = rows.expect("a table");
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0], ["Learning rate", "Correct test images", "Accuracy (%)"]);
        assert_eq!(rows[1], ["0.0001", "7744 / 10000", "77.44"]);
    }

    #[test]
    fn rows_have_names() {
        let rows = read("A B C\nEpoch 1 0.9421 0.9406 0.9537\nEpoch 30 0.9699 0.9760 0.9712");
        assert_eq!(rows.expect("a table")[1], ["Epoch 1", "0.9421", "0.9406", "0.9537"]);
        let rows = read(
            "Method Learning rate Final point Update with error < 0.1\nAdam 0.01 (1.00, 0.99) 2202\nMomentum 0.0001 (1.0, 1.0) 15914",
        );
        let rows = rows.expect("a table");
        assert_eq!(rows[0], ["Method", "Learning rate", "Final point", "Update with error < 0.1"]);
        assert_eq!(rows[2], ["Momentum", "0.0001", "(1.0, 1.0)", "15914"]);
    }

    #[test]
    fn sentences_are_no_rows() {
        assert!(read("The Best Rates are these.\n0.1 0.5 0.7\n0.2 0.5 0.7").is_none());
        assert!(read("The rates were\n0.1 0.5 0.7\n0.2 0.5 0.7").is_none());
        assert!(read("Rate Accuracy\n0.1 gave 0.5 at 3\n0.2 gave 0.5 at 4").is_none());
        assert!(read("Rate Accuracy\n0.1 0.5").is_none());
    }
}
