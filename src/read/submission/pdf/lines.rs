//! Glyphs to lines: what stands on one baseline, from left to right.

use super::glyphs::{Glyph, Sheaf};
use super::scripts;

/// Baselines that are this close, in the size of the font, are one.
const SAME_BASELINE: f32 = 0.1;
/// A glyph drawn again this close, in its width, makes it bold.
const DRAWN_AGAIN: f32 = 0.25;
/// How wide a character is that nothing tells the width of, in the size of its font.
const USUAL_WIDTH: f32 = 0.5;
/// No wider than this.
const WIDEST: f32 = 0.75;
/// A page with a larger share of characters that nothing says the meaning of is not readable.
const MOST_UNKNOWN: f32 = 0.3;

/// How a glyph stands to its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// On the line.
    Plain,
    /// Above it and smaller.
    Raised,
    /// Below it and smaller.
    Lowered,
}

/// A glyph in its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) glyph: Glyph,
    pub(super) script: Script,
}

impl Placed {
    pub(super) fn right(&self) -> f32 {
        self.glyph.left + self.glyph.width
    }

    pub(super) fn is_blank(&self) -> bool {
        self.glyph.character == ' '
    }
}

/// What stands on one baseline.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) baseline: f32,
    /// The size of most of its characters.
    pub(super) size: f32,
    /// From left to right; it begins and ends with a glyph that is no blank.
    pub(super) glyphs: Vec<Placed>,
    /// Whether it runs from the foot of the page to its head.
    pub(super) is_turned: bool,
}

impl Line {
    /// Its characters as they come.
    pub(super) fn letters(&self) -> String {
        self.glyphs.iter().map(|placed| placed.glyph.character).collect()
    }

    pub(super) fn left(&self) -> f32 {
        self.glyphs.first().map_or(0.0, |placed| placed.glyph.left)
    }

    pub(super) fn right(&self) -> f32 {
        self.glyphs.last().map_or(0.0, Placed::right)
    }
}

/// A page as lines.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// From 1.
    pub(super) number: usize,
    pub(super) height: f32,
    /// From the head to the foot; behind them those that are turned.
    pub(super) lines: Vec<Line>,
}

impl Page {
    /// Whether it has text whose characters are known.
    pub(super) fn is_readable(&self) -> bool {
        let glyphs = || self.lines.iter().flat_map(|line| &line.glyphs);
        let unknown = glyphs().filter(|placed| placed.glyph.character == '\u{fffd}').count();
        let all = glyphs().filter(|placed| !placed.is_blank()).count();
        all > 0 && unknown as f32 <= MOST_UNKNOWN * all as f32
    }
}

/// The lines of a page.
pub(super) fn page(sheaf: Sheaf) -> Page {
    let mut lines = scripts::joined(rows(sheaf.upright, false));
    lines.extend(scripts::joined(rows(sheaf.turned, true)));
    Page { number: sheaf.number, height: sheaf.height, lines }
}

/// Glyphs by their baselines, from the head to the foot.
fn rows(mut glyphs: Vec<Glyph>, is_turned: bool) -> Vec<Line> {
    glyphs.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.baseline - row[0].baseline <= SAME_BASELINE * row[0].size => {
                row.push(glyph);
            }
            _ => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().filter_map(|row| line(row, is_turned)).collect()
}

fn line(mut row: Vec<Glyph>, is_turned: bool) -> Option<Line> {
    row.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut glyphs: Vec<Placed> = Vec::with_capacity(row.len());
    for glyph in row {
        let again = |placed: &&Placed| {
            let apart = (placed.glyph.left - glyph.left).abs();
            placed.glyph.character == glyph.character && apart <= DRAWN_AGAIN * glyph.width
        };
        if glyphs.iter().rev().take(2).find(again).is_none() {
            glyphs.push(Placed { glyph, script: Script::Plain });
        }
    }
    with_widths(&mut glyphs);
    finished(glyphs, is_turned)
}

/// Fonts that are drawn by the page itself (Matplotlib's) do not say how wide a character is: it
/// reaches up to the next.
fn with_widths(glyphs: &mut [Placed]) {
    for at in 0..glyphs.len() {
        let Glyph { left, width, size, .. } = glyphs[at].glyph;
        if width > 0.0 {
            continue;
        }
        let next = glyphs[at + 1..].first().map(|next| next.glyph.left - left);
        let near = next.filter(|next| *next > 0.0 && *next <= WIDEST * size);
        glyphs[at].glyph.width = near.unwrap_or(USUAL_WIDTH * size);
    }
}

/// A line of glyphs in order; none if there are only blanks.
pub(super) fn finished(glyphs: Vec<Placed>, is_turned: bool) -> Option<Line> {
    let first = glyphs.iter().position(|placed| !placed.is_blank())?;
    let last = glyphs.iter().rposition(|placed| !placed.is_blank())?;
    let glyphs = glyphs[first..=last].to_vec();
    let mut sizes: Vec<f32> = glyphs
        .iter()
        .filter(|placed| placed.script == Script::Plain && !placed.is_blank())
        .map(|placed| placed.glyph.size)
        .collect();
    let size = median(&mut sizes).unwrap_or(glyphs[0].glyph.size);
    let own = glyphs.iter().find(|placed| placed.script == Script::Plain).unwrap_or(&glyphs[0]);
    Some(Line { baseline: own.glyph.baseline, size, glyphs, is_turned })
}

/// The one in the middle.
pub(super) fn median(values: &mut [f32]) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}
