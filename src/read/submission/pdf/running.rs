//! Heads and feet: what stands at the edge of most pages again and again.

use super::lines::{Line, Page};

/// Lines at each edge that may be heads or feet.
const EDGE: usize = 2;
/// How far from its place on another page, in points.
const SAME_HEIGHT: f32 = 4.0;
/// A head stands this much further from the text than the text's lines from one another.
const APART: f32 = 1.3;
/// A head's font is larger or smaller by this share.
const OTHER_SIZE: f32 = 0.1;
/// A head is on this share of the pages: those of left and right pages may differ.
const SHARE: f32 = 0.4;
/// Digits of the largest number of a page.
const PAGE_DIGITS: usize = 4;

/// Drops the lines at the edges of pages that are on most others, too, but for the page's number.
pub(super) fn drop_running_lines(pages: &mut [Page]) {
    let edges: Vec<(usize, usize)> = (0..pages.len())
        .flat_map(|page| at_edges(&pages[page]).into_iter().map(move |line| (page, line)))
        .collect();
    let is_running = |&(page, line): &(usize, usize)| {
        let own = (&pages[page].lines[line], pages[page].number);
        let again = |&&(other, at): &&(usize, usize)| {
            other != page && is_same(own, (&pages[other].lines[at], pages[other].number))
        };
        let count = 1 + edges.iter().filter(again).count();
        count > 1 && count as f32 >= SHARE * pages.len() as f32
    };
    let running: Vec<(usize, usize)> = edges.iter().copied().filter(is_running).collect();
    for (page, line) in running.into_iter().rev() {
        pages[page].lines.remove(line);
    }
}

/// The first and the last lines of a page that stand apart from its text, in order.
fn at_edges(page: &Page) -> Vec<usize> {
    let lines: Vec<&Line> = page.lines.iter().filter(|line| !line.is_turned).collect();
    let head = apart(&lines);
    let reversed: Vec<&Line> = lines[head..].iter().rev().copied().collect();
    let foot = apart(&reversed);
    (0..head).chain(lines.len() - foot..lines.len()).collect()
}

/// How many of the first lines stand apart: farther from the next than that from its next, or in
/// another size. A table's head, which may stand on many pages as well, does neither.
fn apart(lines: &[&Line]) -> usize {
    let gap = |at: usize| (lines[at + 1].baseline - lines[at].baseline).abs();
    let stands_apart = |depth: &usize| {
        let (last, next) = (lines[depth - 1].size, lines[*depth].size);
        gap(depth - 1) > APART * gap(*depth) || (last - next).abs() > OTHER_SIZE * next
    };
    let mut depths = (1..=EDGE).rev().filter(|depth| depth + 1 < lines.len());
    depths.find(stands_apart).unwrap_or(0)
}

/// Whether two lines say the same at the same place, but for the numbers of their pages.
fn is_same((one, page): (&Line, usize), (other, other_page): (&Line, usize)) -> bool {
    if (one.baseline - other.baseline).abs() > SAME_HEIGHT {
        return false;
    }
    let (one, other) = (one.letters(), other.letters());
    let (one, other) = (pieces(&one), pieces(&other));
    // A decimal's digits are no number of a page.
    let is_mark = |piece: Option<&&str>| piece.is_some_and(|piece| [".", ","].contains(piece));
    let counts = |at: usize| {
        let decimal = at > 0 && is_mark(one.get(at - 1)) || is_mark(one.get(at + 1));
        let numbers = number(one[at]).zip(number(other[at]));
        !decimal && numbers.is_some_and(|(mine, theirs)| mine + other_page == theirs + page)
    };
    one.len() == other.len() && (0..one.len()).all(|at| one[at] == other[at] || counts(at))
}

/// Digits, and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let kind = |one: char| one.is_ascii_digit();
    let mut last = None;
    for (at, one) in text.char_indices() {
        if last.is_some_and(|last| last != kind(one)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        last = Some(kind(one));
    }
    pieces.push(&text[start..]);
    pieces
}

fn number(piece: &str) -> Option<usize> {
    (piece.len() <= PAGE_DIGITS).then(|| piece.parse().ok()).flatten()
}
