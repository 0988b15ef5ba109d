//! Raised and lowered signs, which have baselines of their own, put into the lines they belong to.

use std::ops::Range;

use super::lines::{Line, Placed, Script, finished};

/// A sign that is raised or lowered is at most this large, in the size of its line.
const SMALLER: f32 = 0.9;
/// How far it may be raised, in that size.
const MOST_RAISED: f32 = 0.75;
/// How far it may be lowered.
const MOST_LOWERED: f32 = 0.4;
/// From there on it is raised; before, it is on the line.
const RAISED: f32 = 0.12;
/// From there on it is lowered.
const LOWERED: f32 = 0.04;
/// How far from the sign before it, at most.
const MOST_APART: f32 = 0.25;
/// How far it may reach into the sign before it.
const MOST_OVERLAP: f32 = 0.4;
/// A wider gap, in its own size, ends what is raised together.
const GAP: f32 = 0.6;
/// Lines above and below that are looked at.
const NEIGHBOURS: usize = 6;

/// The lines with what is raised or lowered at its place.
pub(super) fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut added: Vec<Vec<Placed>> = vec![Vec::new(); lines.len()];
    let mut kept: Vec<Vec<Placed>> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let mut own = Vec::with_capacity(line.glyphs.len());
        for run in runs(line) {
            let glyphs = &line.glyphs[run];
            match host(&lines, index, glyphs) {
                Some((at, script)) => {
                    added[at].extend(glyphs.iter().map(|own| Placed { script, ..*own }));
                }
                None => own.extend_from_slice(glyphs),
            }
        }
        kept.push(own);
    }
    let mut whole = Vec::with_capacity(lines.len());
    for ((line, mut glyphs), more) in lines.iter().zip(kept).zip(added) {
        // What stays of a line that gave all it has away, and got something, is that.
        glyphs.extend(more);
        glyphs.sort_by(|one, other| one.glyph.left.total_cmp(&other.glyph.left));
        whole.extend(finished(glyphs, line.is_turned));
    }
    whole
}

/// Glyphs of a line that stand together.
fn runs(line: &Line) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for (index, pair) in line.glyphs.windows(2).enumerate() {
        let gap = pair[1].glyph.left - pair[0].right();
        let other_size = (pair[1].glyph.size - pair[0].glyph.size).abs() > 0.1 * line.size;
        if gap > GAP * pair[1].glyph.size || pair[1].is_blank() || other_size {
            runs.push(start..index + 1);
            start = index + 1;
        }
    }
    runs.push(start..line.glyphs.len());
    runs
}

/// The line that a run belongs to, and how it stands to it; none if to its own.
fn host(lines: &[Line], own: usize, run: &[Placed]) -> Option<(usize, Script)> {
    let first = run.iter().find(|placed| !placed.is_blank())?;
    let around = own.saturating_sub(NEIGHBOURS)..(own + NEIGHBOURS + 1).min(lines.len());
    let fits = |at: &usize| {
        let line = &lines[*at];
        let below = first.glyph.baseline - line.baseline;
        *at != own
            && first.glyph.size <= SMALLER * line.size
            && below >= -MOST_RAISED * line.size
            && below <= MOST_LOWERED * line.size
            && follows(line, first.glyph.left)
    };
    let distance = |at: usize| (lines[at].baseline - first.glyph.baseline).abs();
    let at =
        around.filter(fits).min_by(|one, other| distance(*one).total_cmp(&distance(*other)))?;
    let below = (first.glyph.baseline - lines[at].baseline) / lines[at].size;
    let script = if below < -RAISED {
        Script::Raised
    } else if below > LOWERED {
        Script::Lowered
    } else {
        Script::Plain
    };
    Some((at, script))
}

/// Whether something of a line ends just before.
fn follows(line: &Line, left: f32) -> bool {
    let behind = line.glyphs.partition_point(|placed| placed.glyph.left < left);
    let before = line.glyphs[..behind].iter().rev().find(|placed| !placed.is_blank());
    before.is_some_and(|before| {
        let gap = (left - before.right()) / line.size;
        (-MOST_OVERLAP..=MOST_APART).contains(&gap)
    })
}
