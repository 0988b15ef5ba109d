//! Tables that are drawn: in a frame of `+---+`, or between rules of `=== ===`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::read::layout::block::Block;
use crate::read::source::inline::inline;
use crate::read::source::pattern::pattern;
use crate::read::source::shapes::squeezed;
use crate::read::language::text::Text;

static FRAME: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\+[-=+]+\+\s*$"));
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*=+( +=+)+\s*$"));
static INNER_RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*-+( +-+)*\s*$"));
static COLUMN: LazyLock<Regex> = LazyLock::new(|| pattern("=+"));

/// A table in a frame that begins there, and how many lines it has.
pub(super) fn framed(lines: &[Text]) -> Option<(Block, usize)> {
    FRAME.is_match(&lines[0]).then_some(())?;
    let taken = lines.iter().take_while(|line| line.starts_with(['+', '|'])).count();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let mut heads = 1;
    for group in
        lines[..taken].chunk_by(|one, other| one.starts_with('|') == other.starts_with('|'))
    {
        if group[0].starts_with('|') {
            rows.push(framed_row(group));
        } else if group.iter().any(|line| line.contains('=')) && !rows.is_empty() {
            heads = rows.len();
        }
    }
    Some((Block::table(rows, heads, Text::default()), taken))
}

/// A row; its cells may have several lines.
fn framed_row(lines: &[Text]) -> Vec<Text> {
    let mut cells: Vec<Text> = Vec::new();
    for line in lines {
        let line = line.trimmed();
        let end = line.len() - usize::from(line.len() > 1 && line.ends_with('|'));
        for (column, cell) in line.slice(1..end).split_on('|').iter().enumerate() {
            match cells.get_mut(column) {
                Some(known) => {
                    known.push_str(" ");
                    known.push(cell);
                }
                None => cells.push(cell.clone()),
            }
        }
    }
    cells.iter().map(|cell| squeezed(&inline(cell))).collect()
}

/// A table between rules that begins there, and how many lines it has.
pub(super) fn ruled(lines: &[Text]) -> Option<(Block, usize)> {
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
