//! Which lines of a page belong together.

use super::lines::{Line, Page, median};

/// A line that is further from the next than its neighbours are, by this factor, ends a paragraph.
const WIDER: f32 = 1.25;
/// Lines that are further apart, in the size of the font, belong to two paragraphs.
const FAR: f32 = 1.9;
/// Another size of the font, by this factor, begins a paragraph.
const OTHER_SIZE: f32 = 1.12;
/// A heading's font is as much larger than that of most lines.
const HEADING: f32 = 1.14;
/// More characters than a heading has.
const HEADING_LENGTH: usize = 90;
/// How far the first line of a paragraph is set in, in the size of the font.
const INDENT: std::ops::Range<f32> = 0.8..3.0;
/// A last line that ends this close to the right edge of its page's text, in its size, goes on.
const FULL: f32 = 4.0;

/// The size of the font of most characters.
pub(super) fn body_size(pages: &[Page]) -> f32 {
    let lines = pages.iter().flat_map(|page| &page.lines);
    let mut sizes: Vec<f32> =
        lines.flat_map(|line| line.glyphs.iter().map(|placed| placed.glyph.size)).collect();
    median(&mut sizes).unwrap_or(0.0)
}

/// Whether a line is set as a heading.
pub(super) fn is_heading(line: &Line, body: f32) -> bool {
    line.size >= HEADING * body && line.glyphs.len() <= HEADING_LENGTH && !line.is_turned
}

/// Whether a paragraph ends between a line of a page and the next.
pub(super) fn ends(page: &Page, at: usize, has_columns: &dyn Fn(&Line) -> bool) -> bool {
    let (line, next) = (&page.lines[at], &page.lines[at + 1]);
    let ratio = next.size / line.size;
    if line.is_turned != next.is_turned || !(1.0 / OTHER_SIZE..=OTHER_SIZE).contains(&ratio) {
        return true;
    }
    let pitch = |at: usize| {
        let (one, other) = (page.lines.get(at)?, page.lines.get(at + 1)?);
        (one.is_turned == other.is_turned).then_some(other.baseline - one.baseline)
    };
    let Some(own) = pitch(at) else { return true };
    let around = [at.checked_sub(1).and_then(pitch), pitch(at + 1)];
    let nearest = around.into_iter().flatten().fold(f32::INFINITY, f32::min);
    let is_table = has_columns(line) && has_columns(next);
    let indent = (next.left() - line.left()) / line.size;
    if INDENT.contains(&indent) && ends_sentence(line) && !has_columns(line) && !has_columns(next) {
        return true;
    }
    own > line.size && own > WIDER * nearest || own > FAR * line.size && !is_table
}

/// Whether what stands last on a page goes on on the next.
pub(super) fn goes_on(page: &Page, next: &Page, has_columns: &dyn Fn(&Line) -> bool) -> bool {
    let upright = |page: &Page| page.lines.iter().all(|line| !line.is_turned);
    let (Some(last), Some(first)) = (page.lines.last(), next.lines.first()) else { return false };
    if !upright(page) || first.is_turned || (last.size - first.size).abs() > 0.1 * last.size {
        return false;
    }
    if has_columns(last) || has_columns(first) {
        return has_columns(last) && has_columns(first);
    }
    let edge = page.lines.iter().map(Line::right).fold(0.0, f32::max);
    last.right() > edge - FULL * last.size && !ends_sentence(last)
}

fn ends_sentence(line: &Line) -> bool {
    let end = line.glyphs.last().map_or(' ', |placed| placed.glyph.character);
    ['.', ':', '!', '?'].contains(&end)
}

/// Whether a number is broken after the sign of its exponent, where typesetters see a hyphen.
pub(super) fn breaks_a_number(line: &Line, next: &Line) -> bool {
    let character = |line: &Line, at: usize| line.glyphs.get(at).map(|own| own.glyph.character);
    let is_digit = |one: Option<char>| one.is_some_and(|one| one.is_ascii_digit());
    let Some(last) = line.glyphs.len().checked_sub(3) else { return false };
    is_digit(character(line, last))
        && matches!(character(line, last + 1), Some('e' | 'E'))
        && matches!(character(line, last + 2), Some('-' | '−' | '+'))
        && is_digit(character(next, 0))
}
