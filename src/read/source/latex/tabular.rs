//! The cells of a table in LaTeX.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{pattern, words};
use crate::read::language::text::Text;
use crate::read::source::blanks::shortened;
use crate::read::source::shapes::has_digit;

/// What separates cells, rows and the parts of a table, and what changes the depth of braces.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\\\\\*?(?:\[[^\[\]\n]{0,40}\])?|\\tabularnewline\b|\\(?:midrule|hline)\b|\\end(?:first)?(?:head|foot)\b|\\endlastfoot\b|\\.|[&{}]",
    )
});
/// Rules that say nothing.
static RULE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\\(?:toprule|bottomrule|cmidrule(?:\([lr]+(?:\{[^{}]*\})?\))?\{[^{}]*\}|cline\{[^{}]*\}",
        r"|addlinespace|morecmidrules|specialrule(?:\{[^{}]*\}){3}|rowcolor\{[^{}]*\})(?:\[[^\]]*\])?"
    ))
});
static SPANNING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*\\multi(?:column\{(\d{1,3})\}\{|row(?:\[[^\]]*\])?\{[^{}]*\}(?:\[[^\]]*\])?\{)")
});

/// The most rows that are taken for heads.
const MOST_HEADS: usize = 3;
/// The most columns that a cell is repeated over.
const WIDEST_SPAN: usize = 60;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Cell,
    Row,
    Rule,
    /// The end of what is repeated on every page of a long table.
    Repeated,
}

/// The rows of a table, and how many of them are heads: those above the first rule that has rows
/// on both sides.
pub(super) fn rows(body: &Text) -> Option<(Vec<Vec<Text>>, usize)> {
    let mut parts = parts(body);
    parts.retain(|part| !part.is_empty());
    let first = parts.first()?.len();
    let heads = if parts.len() > 1 && first <= MOST_HEADS { first } else { 1 };
    Some((parts.into_iter().flatten().collect(), heads))
}

/// Whether an array is a table and no system of equations: words in it, and rows that have but
/// numbers behind their first cell.
pub(super) fn has_results(body: &Text) -> bool {
    let Some((rows, heads)) = rows(body) else { return false };
    let is_number = |cell: &Text| has_digit(cell) && !cell.contains(['=', '&']);
    let is_row = |row: &Vec<Text>| row.len() > 1 && row[1..].iter().all(is_number);
    (body.contains(r"\text") || body.contains(r"\mathrm"))
        && rows.len() > heads
        && rows[heads..].iter().all(is_row)
}

/// The rows between rules.
fn parts(body: &Text) -> Vec<Vec<Vec<Text>>> {
    let mut parts = Vec::new();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let mut cells: Vec<Text> = Vec::new();
    // The head of the first page stays, what is repeated on others goes.
    let mut repeats = 0;
    let mut at = 0;
    let end = (body.len()..body.len(), Mark::Rule);
    for (mark, kind) in marks(body).into_iter().chain([end]) {
        let cell = body.slice(at..mark.start).replace(&RULE, "");
        at = mark.end;
        if kind == Mark::Cell || !cells.is_empty() || !cell.trim().is_empty() {
            add(&cell, &mut cells);
        }
        if kind == Mark::Cell {
            continue;
        }
        let row = std::mem::take(&mut cells);
        if row.iter().any(|cell| !cell.is_empty()) {
            rows.push(row);
        }
        match kind {
            Mark::Rule => parts.push(std::mem::take(&mut rows)),
            Mark::Repeated => {
                parts.push(std::mem::take(&mut rows));
                repeats += 1;
                if repeats == 1 {
                    continue;
                }
                parts.truncate(1.max(kept_heads(&parts)));
            }
            _ => {}
        }
    }
    parts
}

/// The parts up to the first that has rows.
fn kept_heads(parts: &[Vec<Vec<Text>>]) -> usize {
    parts.iter().position(|part| !part.is_empty()).map_or(0, |first| first + 1)
}

/// The marks that no brace hides. If braces do not match, none hides anything.
fn marks(body: &str) -> Vec<(Range<usize>, Mark)> {
    let mut depth = 0_usize;
    let mut all = Vec::new();
    for found in MARK.find_iter(body) {
        let text = found.as_str();
        let kind = match text {
            "{" => {
                depth += 1;
                continue;
            }
            "}" => {
                depth = depth.saturating_sub(1);
                continue;
            }
            "&" => Mark::Cell,
            r"\midrule" | r"\hline" => Mark::Rule,
            _ if text.starts_with(r"\\") || text == r"\tabularnewline" => Mark::Row,
            _ if text.starts_with(r"\end") => Mark::Repeated,
            _ => continue,
        };
        all.push((found.range(), kind, depth));
    }
    let balanced = depth == 0;
    let seen = all.into_iter().filter(|(_, _, depth)| !balanced || *depth == 0);
    seen.map(|(range, kind, _)| (range, kind)).collect()
}

/// A cell; one that spans several columns stands in each of them.
fn add(cell: &Text, cells: &mut Vec<Text>) {
    let Some(found) = SPANNING.captures(cell) else { return cells.push(words(cell)) };
    let span = found.get(1).and_then(|count| count.as_str().parse().ok()).unwrap_or(1);
    // The words are in the last braces.
    let rest = cell.slice(found.get_match().end()..cell.len());
    let inside = rest.find("}{").or_else(|| rest.find("}[")).map_or(0, |at| at + 2);
    let optional = rest[..inside].ends_with('[');
    let open = rest[inside..].find('{').filter(|_| optional).map_or(0, |open| open + 1);
    let start = inside + open;
    let end = rest.rfind('}').filter(|end| *end >= start).unwrap_or(rest.len());
    let text = words(&rest.slice(start..end));
    let text = if span > 1 { shortened(&text) } else { text };
    for _ in 0..WIDEST_SPAN.min(span) {
        cells.push(text.clone());
    }
}
