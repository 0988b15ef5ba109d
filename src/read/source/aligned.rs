//! Tables that are only aligned: a line of heads, then lines with as many columns.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

static GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s+\|\s+|^\|\s+|\s+\|$|\s{2,}|\t+"));
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\s|+:.=\-─━═_–—]*$"));
static DIGIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d"));
/// What a head never holds unless all heads are numbers: measured digits, a point, `nan`.
static MEASURED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\d{4,}|\d[.,]\d{3,}[^\d]|\[|\bnan\b"));
static ONLY_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\d.,]+$"));
static BEGINS_WITH_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[-−+\[(<]?\s*\d|nan\b)"));
static EXPONENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[eE][-+]?\d"));
static LETTER: LazyLock<Regex> = LazyLock::new(|| pattern("[A-Za-zηα∇‖]"));
/// A remark behind a row.
static NOTE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:<[-=<]|←|⇐|<$)[^\d]*$"));
/// A line of output rather than of heads.
static SAYS_VALUE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[=:]\s*\S|\d\.\d{3}"));
/// A setting as the head of a column: `0.1`, `1e-3`, `ep 10`, `10^-2`.
static SETTING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:(?:ep\w*\.? ?)?[\d.,]+(?:[eE][-+]?\d+)?|10[\^⁻−-].*)$"));
static NOT_SIGNIFICANT: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.,0]|[eE].*"));

/// The cells of a line that is set in columns, by tabs, bars or more than one blank.
pub(super) fn columns(line: &Text) -> Vec<Text> {
    let line = line.trimmed();
    let mut cells = Vec::new();
    let mut start = 0;
    let mut cell = |range: std::ops::Range<usize>| {
        let cell = line.slice(range).trimmed();
        if !cell.is_empty() && &*cell != "|" {
            cells.push(cell);
        }
    };
    for gap in GAP.find_iter(&line) {
        cell(start..gap.start());
        start = gap.end();
    }
    cell(start..line.len());
    cells
}

/// Whether a cell holds a value: digits, or what stands for none.
pub(super) fn holds_value(cell: &str) -> bool {
    let none = ["nan", "-", "–", "—", "n/a", "never"];
    DIGIT.is_match(cell) || none.contains(&cell.trim().to_lowercase().as_str())
}

/// Whether a line only separates.
pub(super) fn is_rule(line: &str) -> bool {
    RULE.is_match(line)
}

/// Takes lines for a table if they look like one: a line of heads that are no measured values,
/// then lines with as many columns, or one fewer, of values.
pub fn aligned(lines: &[Text], out: &mut Vec<Block>) -> bool {
    let mut rows: Vec<Vec<Text>> =
        lines.iter().filter(|line| !is_rule(line)).map(columns).collect();
    if rows.len() < 2 {
        return false;
    }
    drop_notes(&mut rows);
    join_index_name(&mut rows);
    join_heads_above(&mut rows);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if width < 3 && !(width == 2 && rows.len() >= 3) {
        return false;
    }
    let Some((head, body)) = rows.split_first() else { return false };
    if !body.iter().all(|row| is_body_row(row, width)) || !is_head_row(head, width) {
        return false;
    }
    let full_head = head.len() == width;
    let table = rows.into_iter().enumerate().map(|(index, mut row)| {
        if row.len() < width {
            // A row without its last value, or one without its label.
            let labelled = row[0].contains(|one: char| one.is_ascii_alphabetic());
            let at = if index > 0 && full_head && labelled { row.len() } else { 0 };
            row.insert(at, Text::default());
        }
        row
    });
    out.push(Block::table(table.collect(), 1, Text::default()));
    true
}

/// The name of an index stands on a line of its own below the heads: it is the first head. Where
/// the heads have a name, too, that stands above it, and both are the first head.
fn join_index_name(rows: &mut Vec<Vec<Text>>) {
    let [heads, name, first, ..] = &rows[..] else { return };
    if name.len() != 1 || DIGIT.is_match(&name[0]) {
        return;
    }
    let is_named = heads.len() == first.len() && !DIGIT.is_match(&heads[0]);
    if heads.len() + 1 == first.len() {
        let name = rows.remove(1).remove(0);
        rows[0].insert(0, name);
    } else if is_named {
        let name = rows.remove(1).remove(0);
        rows[0][0] = Text::join([&rows[0][0], &name], " ");
    }
}

/// A remark behind a row, such as `<-- best`, is no cell of it.
fn drop_notes(rows: &mut [Vec<Text>]) {
    let is_note =
        |row: &Vec<Text>| row.len() > 2 && row.last().is_some_and(|cell| NOTE.is_match(cell));
    if rows.iter().filter(|row| is_note(row)).count() * 2 < rows.len() {
        for row in rows.iter_mut().filter(|row| is_note(row)) {
            row.pop();
        }
    }
}

/// Heads over several columns each, above heads that come back below each of them.
fn join_heads_above(rows: &mut Vec<Vec<Text>>) {
    let [above, heads, first, ..] = &rows[..] else { return };
    let below = heads.get(1..).unwrap_or_default();
    let group = below.len() / above.len().max(1);
    let even = above.len() > 1 && group > 1 && group * above.len() == below.len();
    let words = above.iter().chain(heads).all(|head| head.contains(char::is_alphabetic));
    let repeated = || {
        let mut groups = below.chunks(group).map(|group| group.iter().map(|head| head.as_str()));
        let Some(own) = groups.next() else { return false };
        groups.all(|other| other.eq(own.clone()))
    };
    if !even || !words || first.len() > heads.len() || !repeated() {
        return;
    }
    let joined = |(place, head): (usize, &Text)| match place.checked_sub(1) {
        Some(place) => Text::join([&above[place / group], head], " "),
        None => head.clone(),
    };
    rows[1] = heads.iter().enumerate().map(joined).collect();
    rows.remove(0);
}

fn is_body_row(row: &[Text], width: usize) -> bool {
    let Some((_, values)) = row.split_first() else { return false };
    let held = values.iter().filter(|cell| holds_value(cell)).count();
    row.len() + 1 >= width && held >= (values.len() / 2).max(1)
}

fn is_head_row(head: &[Text], width: usize) -> bool {
    let Some((_, others)) = head.split_first() else { return false };
    let says_value = |cell: &Text| SAYS_VALUE.is_match(cell) && !is_setting(cell);
    if head.len() + 1 < width || head.iter().any(says_value) {
        return false;
    }
    let measured = head.iter().any(|cell| MEASURED.is_match(cell));
    if measured && !others.iter().all(|cell| ONLY_NUMBER.is_match(cell)) {
        return false;
    }
    let numbers = others.iter().filter(|cell| BEGINS_WITH_NUMBER.is_match(cell)).count();
    let has_word = |cell: &&Text| LETTER.is_match(&EXPONENT.replace_all(cell, ""));
    let words = head.iter().filter(has_word).count();
    let worded = numbers * 3 <= others.len() && words + 1 >= head.len();
    // Without a head of its own the first column has no cell there.
    let settings = if head.len() < width { head } else { others };
    worded || width > 2 && settings.len() > 1 && settings.iter().all(|cell| is_setting(cell))
}

/// A number of at most two significant digits.
fn is_setting(cell: &str) -> bool {
    SETTING.is_match(cell) && NOT_SIGNIFICANT.replace_all(cell, "").chars().count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::layout::block::BlockKind;

    fn table(source: &str) -> Option<Vec<Vec<String>>> {
        let mut out = Vec::new();
        if !aligned(&Text::verbatim(source, 0).lines(), &mut out) {
            assert!(out.is_empty());
            return None;
        }
        let BlockKind::Table(table) = &out[0].kind else { panic!("a table") };
        for cell in table.rows.iter().flatten().filter(|cell| DIGIT.is_match(cell)) {
            assert_eq!(&source[cell.source(0..cell.len())], cell.as_str());
        }
        let row = |row: &Vec<Text>| row.iter().map(|cell| cell.to_string()).collect();
        Some(table.rows.iter().map(row).collect())
    }

    #[test]
    fn heads_and_values_are_a_table() {
        let read =
            table("rate    acc   wrong\n-----------------\n0.1     0.96   400\n0.01    0.91   900");
        assert_eq!(
            read.unwrap(),
            [["rate", "acc", "wrong"], ["0.1", "0.96", "400"], ["0.01", "0.91", "900"]]
        );
        let read = table("epoch |  0.1  | 0.01\n1 | 0.9301 | 0.8123\n2 | 0.9402 | 0.8634");
        assert_eq!(read.unwrap()[2], ["2", "0.9402", "0.8634"]);
        // pandas
        let read = table("      acc  wrong\nrate\n0.1   0.96  400\n0.01  0.91  900");
        assert_eq!(read.unwrap()[0], ["rate", "acc", "wrong"]);
        let read = table("rate  0.0001     0.5\nepoch\n1     0.2013  0.9509\n30    0.7744  0.9607");
        let rows = read.unwrap();
        assert_eq!(rows[0][1..], ["0.0001", "0.5"]);
        assert!(rows[0][0].starts_with("rate") && rows[0][0].ends_with("epoch"));
        assert_eq!(rows[2], ["30", "0.7744", "0.9607"]);
        let read = table("    0.0001  0.0010\n1   0.8689  0.9329\n30  0.9550  0.9647");
        assert_eq!(read.unwrap()[0], ["", "0.0001", "0.0010"]);
    }

    #[test]
    fn remarks_and_two_rows_of_heads() {
        let read = table(
            "rate    acc   wrong\n0.1     0.96   400   <-- best\n0.01    0.91   900\n0.5  0.9  1",
        );
        assert_eq!(read.unwrap()[1], ["0.1", "0.96", "400"]);
        let read = table(
            "        SGD           Adam\nrate  errors  loss  errors  loss\n0.1  323  0.04  889  0.51\n0.5  393  0.05  —  —",
        );
        let rows = read.unwrap();
        assert_eq!(rows[0], ["rate", "SGD errors", "SGD loss", "Adam errors", "Adam loss"]);
        assert_eq!(rows[1], ["0.1", "323", "0.04", "889", "0.51"]);
    }

    #[test]
    fn what_has_no_heads_is_none() {
        assert!(table("rate 0.1  acc 0.9635  ok\nrate 0.01  acc 0.9535  ok").is_none());
        assert!(table("epoch: 1  acc: 0.96  loss: 0.1\nepoch: 2  acc: 0.97  loss: 0.1").is_none());
        assert!(table("one line  of two").is_none());
        assert!(table("").is_none());
    }
}
