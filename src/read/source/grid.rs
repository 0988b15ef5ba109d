//! Tables whose cells are drawn: pipes between cells, and grids of `+---+`.

use std::sync::LazyLock;

use regex::Regex;

use super::aligned::holds_value;
use super::inline::inline;
use super::pattern::pattern;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

static PIPE_RULE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*\|?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*\|?\s*$"));
static BORDER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\+[-=+:]+\+\s*$"));

/// Whether a line is the rule below a pipe table's heads.
pub(super) fn is_pipe_rule(line: &str) -> bool {
    line.contains('-') && PIPE_RULE.is_match(line)
}

/// A row's cells as they are read; an escaped pipe separates nothing.
pub(super) fn pipe_cells(line: &Text) -> Vec<Text> {
    let mut row = line.trimmed();
    if row.starts_with('|') {
        row = row.slice(1..row.len());
        if row.ends_with('|') && !row.ends_with(r"\|") {
            row = row.slice(0..row.len() - 1);
        }
    }
    let bytes = row.as_bytes();
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in row.match_indices('|') {
        if at == 0 || bytes[at - 1] != b'\\' {
            cells.push(row.slice(start..at));
            start = at + 1;
        }
    }
    cells.push(row.slice(start..row.len()));
    cells.iter().map(|cell| inline(&cell.trimmed()).trimmed()).collect()
}

/// The pipe table that begins with the first line, and how many lines it takes.
pub(super) fn pipe_table(lines: &[Text]) -> Option<(Block, usize)> {
    let [head, rule, rest @ ..] = lines else { return None };
    if !head.contains('|') || !is_pipe_rule(rule) {
        return None;
    }
    let body = rest.iter().take_while(|line| line.contains('|')).count();
    let rows = std::iter::once(head).chain(&rest[..body]).map(pipe_cells).collect();
    Some((Block::table(rows, 1, Text::default()), body + 2))
}

/// The grid that begins with the first line, and how many lines it takes.
pub(super) fn grid_table(lines: &[Text]) -> Option<(Block, usize)> {
    if !lines.first().is_some_and(|line| BORDER.is_match(line)) {
        return None;
    }
    let drawn = |line: &&Text| line.trim_start().starts_with(['+', '|']);
    let length = lines.iter().take_while(drawn).count();
    let (mut rows, mut heads) = (Vec::new(), 1);
    let mut inside: Vec<Vec<Text>> = Vec::new();
    for line in &lines[..length] {
        let line = line.trimmed();
        if line.starts_with('+') {
            rows.extend(rows_between(&std::mem::take(&mut inside)));
            if line.contains('=') && !rows.is_empty() {
                heads = rows.len();
            }
            continue;
        }
        let cells = line.slice(1..line.trim_end_matches('|').len().max(1));
        inside.push(cells.split_on('|').iter().map(Text::trimmed).collect());
    }
    (!rows.is_empty()).then(|| (Block::table(rows, heads, Text::default()), length))
}

/// The rows between two borders: one, whose cells go on from line to line, or, where every line
/// has a name and a value, one for each line, as databases print them.
fn rows_between(lines: &[Vec<Text>]) -> Vec<Vec<Text>> {
    let is_row = |line: &Vec<Text>| {
        let Some((name, cells)) = line.split_first() else { return false };
        !name.is_empty() && cells.iter().any(|cell| holds_value(cell))
    };
    let read = |row: &Vec<Text>| row.iter().map(|cell| inline(cell).trimmed()).collect();
    if lines.iter().all(is_row) {
        return lines.iter().map(read).collect();
    }
    let mut row: Vec<Text> = Vec::new();
    for line in lines {
        for (column, cell) in line.iter().enumerate() {
            match row.get_mut(column) {
                Some(above) if !cell.is_empty() => {
                    above.push_str(" ");
                    above.push(cell);
                }
                Some(_) => {}
                None => row.push(cell.clone()),
            }
        }
    }
    vec![read(&row)]
}

#[cfg(test)]
mod tests {
    use super::super::shown::shown;
    use super::*;

    #[test]
    fn lines_between_borders_are_rows_if_each_has_a_value() {
        let file = "+---+-----+\n| a | b   |\n+---+-----+\n| 1 | 0.5 |\n| 2 | nan |\n+---+-----+\n";
        let (table, length) = grid_table(&Text::verbatim(file, 0).lines()).expect("a table");
        assert_eq!((shown(&table, file).as_str(), length), (" [1] a & b // 1 & 0.5 // 2 & nan", 6));
        let file = "+----+------+\n| a  | b    |\n+====+======+\n| is | more |\n|    | 0.5  |\n+----+------+\n";
        let (table, _) = grid_table(&Text::verbatim(file, 0).lines()).expect("a table");
        assert_eq!(shown(&table, file), " [1] a & b // is & more 0.5");
    }
}
