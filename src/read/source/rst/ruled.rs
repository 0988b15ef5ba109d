//! Tables between rules of `=== ===`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::read::language::text::Text;
use crate::read::layout::block::Block;
use crate::read::source::inline::inline;
use crate::read::source::pattern::pattern;

static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*=+( +=+)+\s*$"));
static INNER_RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*-+( +-+)*\s*$"));
static COLUMN: LazyLock<Regex> = LazyLock::new(|| pattern("=+"));

/// A table between rules that begins there, and how many lines it has.
pub(super) fn ruled_table(lines: &[Text]) -> Option<(Block, usize)> {
    RULE.is_match(&lines[0]).then_some(())?;
    let columns: Vec<Range<usize>> = COLUMN.find_iter(&lines[0]).map(|rule| rule.range()).collect();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let mut before_rule = 1;
    let mut rules = 0;
    let mut taken = 1;
    for line in lines[1..].iter().take_while(|line| !line.trim().is_empty()) {
        taken += 1;
        if RULE.is_match(line) {
            rules += 1;
            if rules == 2 {
                break;
            }
            before_rule = rows.len().max(1);
        } else if !INNER_RULE.is_match(line) {
            rows.push(ruled_row(line, &columns));
        }
    }
    // The only rule below the first ends the table.
    let heads = if rules == 2 { before_rule } else { 1 };
    Some((Block::table(rows, heads, Text::default()), taken))
}

/// The cells of a line: each from where its rule begins to where the next one does.
fn ruled_row(line: &Text, columns: &[Range<usize>]) -> Vec<Text> {
    // Rules count characters.
    let places: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
    let place = |column: usize| places.get(column).copied().unwrap_or(line.len());
    let cell = |(index, column): (usize, &Range<usize>)| {
        let next = columns.get(index + 1).map_or(line.len(), |next| place(next.start));
        inline(&line.slice(place(column.start)..next).trimmed())
    };
    columns.iter().enumerate().map(cell).collect()
}
