//! Lines of a log that stand above others and say what they are of: `### adam lr=0.0001`,
//! `eta = 0.01` alone.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::aligned::is_rule;
use super::blanks::shortened;
use super::pattern::pattern;
use super::shapes::has_digit;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

/// A line that marks itself as a heading, with its words.
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:#+|={2,}|-{2,}|\*{2,}|>{2,})\s*([^\s#=*>-].*?)[\s#=*-]*$"));
/// A rate alone.
static RATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*((?:eta|η|lr|(?:learning[ _-]?)?rate)\s*[=:]?\s*\d*[.,]?\d+(?:e[-−]?\d+)?)\s*:?\s*$",
    )
});
/// What no setting has: three digits that say something.
static MEASURED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[.,]\d*[1-9]\d*[1-9]\d|\d{4}"));
static ZERO_POINT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b0[.,]0*"));
/// Epochs that are counted from 0 are counted in lines of their own.
static FROM_ZERO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bep\w*\.?\s*[\[(:=]?\s*0\b"));

/// Fewer heads divide nothing.
const FEWEST_HEADS: usize = 2;

/// Takes lines for a table if there are such heads among them: each line below a head is a row,
/// whose name is the head. Gives the lines of the table; those above the first head and those
/// behind the last head's own stand for themselves.
pub(super) fn under_heads(lines: &[Text], out: &mut Vec<Block>) -> Option<Range<usize>> {
    let heads: Vec<Option<Text>> = lines.iter().map(head).collect();
    let places: Vec<usize> = (0..lines.len()).filter(|at| heads[*at].is_some()).collect();
    let followed = places.iter().all(|at| heads.get(at + 1).is_some_and(Option::is_none));
    let from_zero = lines.iter().any(|line| FROM_ZERO.is_match(line));
    if places.len() < FEWEST_HEADS || !followed || from_zero {
        return None;
    }
    // The last head has no more lines than the others.
    let most = places.windows(2).map(|pair| pair[1] - pair[0]).max()?;
    let (first, last) = (*places.first()?, *places.last()?);
    let indent = |line: &Text| line.len() - line.trim_start().len();
    let inside = |line: &Text| indent(line) > indent(&lines[last]);
    let is_indented = places.iter().all(|at| inside(&lines[at + 1]));
    let end = lines.len().min(last + most);
    let outside = (last + 1..end).find(|at| is_indented && !inside(&lines[*at]));
    let end = outside.unwrap_or(end);
    let mut rows = vec![vec![Text::default(); 2]];
    let mut current = Text::default();
    for (line, head) in lines[..end].iter().zip(heads).skip(first) {
        match head {
            Some(head) => current = shortened(&head),
            None if is_rule(line) => {}
            None => rows.push(vec![current.clone(), line.trimmed()]),
        }
    }
    out.push(Block::table(rows, 1, Text::default()));
    Some(first..end)
}

/// The words of a line that is a head with a setting, and no result.
fn head(line: &Text) -> Option<Text> {
    let found = MARKED.captures(line).or_else(|| RATE.captures(line))?;
    let words = line.slice(found.get(1)?.range());
    let bare = ZERO_POINT.replace_all(&words, "");
    (has_digit(&words) && !MEASURED.is_match(&bare)).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::super::shown::cells;
    use super::*;
    use crate::read::layout::block::BlockKind;

    fn read(file: &str) -> Option<(Range<usize>, Vec<Vec<String>>)> {
        let mut out = Vec::new();
        let lines = under_heads(&Text::verbatim(file, 0).lines(), &mut out)?;
        let BlockKind::Table(table) = &out[0].kind else { panic!("a table") };
        Some((lines, cells(table, file)))
    }

    #[test]
    fn lines_below_a_head_are_its_rows() {
        let file = "starts\n### adam lr=0.0001\nepoch 10/30 acc 0.9383\ndone 0.9550\n### adam lr=0.001\n\
                    epoch 10/30 acc 0.9627\ndone 0.9647\nall done";
        let (lines, rows) = read(file).expect("a table");
        assert_eq!(lines, 1..7);
        assert_eq!(rows[2], ["adam lr=0.0001", "done 0.9550"]);
        assert_eq!(rows[3], ["adam lr=0.001", "epoch 10/30 acc 0.9627"]);
        let file = "eta = 0.1\n ep 1 0.91\n ep 2 0.92\neta = 1e-3\n ep 1 0.93\n{0.1: 0.95}";
        let (lines, rows) = read(file).expect("a table");
        assert_eq!(lines, 0..5);
        assert_eq!(rows[3], ["eta = 1e-3", "ep 1 0.93"]);
    }

    #[test]
    fn other_lines_are_no_heads() {
        for file in [
            "-- gd\nfinal 0.5\n-- momentum\nfinal 0.25",
            "### run 1: 0.9677\nx\n### run 2: 0.9607\ny",
            "eta = 0.1\nEpoch 0: 9283 / 10000\neta = 0.01\nEpoch 0: 9383 / 10000",
            "### lr=0.1\n### lr=0.5\nacc 0.96",
        ] {
            assert!(read(file).is_none(), "{file}");
        }
    }
}
