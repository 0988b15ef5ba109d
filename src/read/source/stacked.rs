//! Columns that a scan has put one below the other in one run of lines: a name, its values, the
//! next name, as many values.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::shapes::width;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?:[-−+\[(]?\d+[.,]?\d*(?:[eE][-+−]?\d+)?[\])]?\s*%?|nan|[-–—]{1,3})\s*$")
});
static WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\S*\p{L}{2}"));

const FEWEST_VALUES: usize = 3;
const NAME_WIDTH: usize = 50;

/// Takes the lines from there on for columns. Gives the line behind them.
pub(super) fn table(lines: &[Text], at: usize, out: &mut Vec<Block>) -> Option<usize> {
    let mut columns: Vec<&[Text]> = Vec::new();
    let mut next = at;
    while let Some(column) = column(&lines[next..]) {
        if columns.first().is_some_and(|first| first.len() != column) {
            return None;
        }
        columns.push(&lines[next..next + column]);
        next += column;
    }
    let count = columns.first().filter(|_| columns.len() > 1)?.len();
    let row = |row: usize| columns.iter().map(|column| column[row].trimmed()).collect();
    out.push(Block::table((0..count).map(row).collect(), 1, Text::default()));
    Some(next)
}

/// How many lines a name and its values take.
fn column(lines: &[Text]) -> Option<usize> {
    let (name, rest) = lines.split_first()?;
    let is_name = WORDS.is_match(name) && width(name.trim()) <= NAME_WIDTH;
    let values = rest.iter().take_while(|line| VALUE.is_match(line)).count();
    (is_name && values >= FEWEST_VALUES).then_some(values + 1)
}

#[cfg(test)]
mod tests {
    use super::super::shown::cells;
    use super::*;
    use crate::read::layout::block::BlockKind;

    #[test]
    fn a_name_and_its_values_are_a_column() {
        let file = "SGD\n  rate\n  0.1\n  0.2\n  0.5\n  accuracy after epoch 30\n  96.7 %\n  - \n  96.0 %\nend";
        let mut out = Vec::new();
        let lines = Text::verbatim(file, 0).lines();
        assert_eq!(table(&lines, 0, &mut out), None);
        assert_eq!(table(&lines, 1, &mut out), Some(9));
        let BlockKind::Table(table) = &out[0].kind else { panic!("a table") };
        let rows = cells(table, file);
        assert_eq!(rows[0], ["rate", "accuracy after epoch 30"]);
        assert_eq!(rows[3], ["0.5", "96.0 %"]);
    }

    #[test]
    fn uneven_columns_are_none() {
        let file = "rate\n0.1\n0.2\n0.5\naccuracy\n96.7\n95.0\n94.0\n93.0";
        assert_eq!(table(&Text::verbatim(file, 0).lines(), 0, &mut Vec::new()), None);
    }
}
