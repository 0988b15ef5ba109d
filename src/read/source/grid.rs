//! Tables whose cells are drawn: pipes between cells, and grids of `+---+`.

use std::sync::LazyLock;

use regex::Regex;

use super::aligned::holds_value;
use super::inline::inline;
use super::pattern::pattern;
use crate::read::block::Block;
use crate::read::text::Text;

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
    let mut between: Vec<Vec<Text>> = Vec::new();
    for line in &lines[..length] {
        let line = line.trimmed();
        if line.starts_with('+') {
            rows.extend(rows_between_rules(std::mem::take(&mut between)));
            if line.contains('=') && !rows.is_empty() {
                heads = rows.len();
            }
            continue;
        }
        let inside = line.slice(1..line.trim_end_matches('|').len().max(1));
        between.push(inside.split_on('|').iter().map(Text::trimmed).collect());
    }
    (!rows.is_empty()).then(|| (Block::table(rows, heads, Text::default()), length))
}

/// The lines between two rules are one row, unless each of them is one: then each begins with a
/// cell of its own and has values.
fn rows_between_rules(lines: Vec<Vec<Text>>) -> Vec<Vec<Text>> {
    let is_row = |line: &Vec<Text>| {
        let mut cells = line.iter();
        cells.next().is_some_and(|first| !first.is_empty()) && cells.any(|cell| holds_value(cell))
    };
    let read = |row: &Vec<Text>| row.iter().map(|cell| inline(cell).trimmed()).collect();
    if lines.len() > 1 && lines.iter().all(is_row) {
        return lines.iter().map(read).collect();
    }
    let mut row: Vec<Text> = Vec::new();
    for line in lines {
        for (column, cell) in line.into_iter().enumerate() {
            match row.get_mut(column) {
                Some(above) if !cell.is_empty() => {
                    above.push_str(" ");
                    above.push(&cell);
                }
                Some(_) => {}
                None => row.push(cell),
            }
        }
    }
    if row.is_empty() { Vec::new() } else { vec![read(&row)] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::block::BlockKind;

    fn rows(source: &str) -> Vec<Vec<String>> {
        let (block, _) = grid_table(&Text::verbatim(source, 0).lines()).expect("a grid");
        let BlockKind::Table(table) = block.kind else { panic!("a table") };
        let row = |row: &Vec<Text>| row.iter().map(|cell| cell.to_string()).collect();
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn lines_of_a_grid_are_rows_or_parts_of_one() {
        let drawn = rows("+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n| 3 | 4 |\n+---+---+");
        assert_eq!(drawn, [["a", "b"], ["1", "2"], ["3", "4"]]);
        let wrapped = rows("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n|   | 4 |\n+---+---+");
        assert_eq!(wrapped, [["a", "b"], ["1", "2 4"]]);
    }
}
