//! Lines to text: blanks by the gaps, so that columns stay columns, and each word's box.

use super::lines::{Line, Page, Placed, Script, median};
use super::paragraphs::{body_size, breaks_a_number, ends, goes_on, is_heading};
use crate::read::submission::document::{PageBox, Pages, Word};

/// A smaller gap, in the size of the font, is none.
const CLOSE: f32 = 0.13;
/// A smaller gap between digits separates thousands; between letters it is none.
const THIN: f32 = 0.2;
/// A wider gap separates columns; words of justified prose are closer.
const COLUMN: f32 = 0.9;
/// Where a page draws its blanks, a gap without one separates columns from here on.
const UNDRAWN: f32 = 0.25;
/// A wider gap with a single drawn blank separates columns: a tabulator.
const TABULATOR: f32 = 1.5;
/// A gap shows whether blanks are drawn.
const TELLING: std::ops::Range<f32> = 0.2..0.6;
/// How far letters reach above their line, and below it, in the size of the font.
const ABOVE: f32 = 0.8;
const BELOW: f32 = 0.2;
/// A point, in tenths of a millimetre.
const POINT: f32 = 254.0 / 72.0;
/// The most blanks in a row.
const MOST_BLANKS: usize = 200;

/// The text of pages, with the box of each word.
pub(super) fn rebuilt(pages: &[Page]) -> Pages {
    let body = body_size(pages);
    let mut writer = Writer::default();
    let mut repeated = 0;
    for (index, page) in pages.iter().enumerate() {
        let grid = Grid::of(page);
        let has_columns = |line: &Line| grid.has_columns(line);
        writer.line = 0;
        let mut at = std::mem::take(&mut repeated);
        while at < page.lines.len() {
            let is_title =
                |at: usize| page.lines.get(at).is_some_and(|line| is_heading(line, body));
            let ended = |at: usize| at + 1 >= page.lines.len() || ends(page, at, &has_columns);
            let start = writer.pages.text.len();
            writer.add(page, &grid, &page.lines[at]);
            while let Some(next) = page.lines.get(at + 1)
                && breaks_a_number(&page.lines[at], next)
            {
                at += 1;
                writer.add_unpadded(page, &grid, next);
            }
            // A heading of two lines is one.
            if is_title(at) && !ended(at) && is_title(at + 1) {
                at += 1;
                writer.pages.text.push(' ');
                writer.add(page, &grid, &page.lines[at]);
            }
            if is_title(at) && !has_columns(&page.lines[at]) && ended(at) {
                writer.underline(start);
            }
            writer.pages.text.push('\n');
            if at + 1 < page.lines.len() && ends(page, at, &has_columns) {
                writer.pages.text.push('\n');
            }
            at += 1;
        }
        match pages.get(index + 1) {
            Some(next) if goes_on(page, next, &has_columns) => {
                repeated = usize::from(repeats_head(page, next, &has_columns));
            }
            Some(_) => writer.pages.text.push('\n'),
            None => {}
        }
    }
    writer.pages
}

/// Whether a page begins with the head of the table that the page before ends with.
fn repeats_head(page: &Page, next: &Page, has_columns: &dyn Fn(&Line) -> bool) -> bool {
    let rows = page.lines.iter().rev().take_while(|line| has_columns(line));
    let (Some(head), Some(first)) = (rows.last(), next.lines.first()) else { return false };
    head.letters() == first.letters()
}

/// What the gaps of a page mean.
struct Grid {
    /// Where the text begins, in points.
    left: f32,
    /// The width of a character.
    width: f32,
    draws_blanks: bool,
}

impl Grid {
    fn of(page: &Page) -> Self {
        let glyphs = || page.lines.iter().flat_map(|line| &line.glyphs);
        let mut widths: Vec<f32> =
            glyphs().filter(|own| !own.is_blank()).map(|own| own.glyph.width).collect();
        let left = page.lines.iter().map(Line::left).fold(f32::INFINITY, f32::min);
        let gaps = page.lines.iter().flat_map(gaps);
        let telling = gaps.filter(|gap| TELLING.contains(&gap.width));
        let (drawn, undrawn): (Vec<Gap>, Vec<Gap>) = telling.partition(|gap| gap.blanks > 0);
        Self {
            left,
            width: median(&mut widths).unwrap_or(1.0).max(0.1),
            draws_blanks: drawn.len() > undrawn.len(),
        }
    }

    fn separates_columns(&self, gap: &Gap) -> bool {
        match gap.blanks {
            0 if self.draws_blanks => gap.width >= UNDRAWN && !gap.before_a_mark,
            0 => gap.width >= COLUMN,
            1 => gap.width >= TABULATOR,
            _ => true,
        }
    }

    fn has_columns(&self, line: &Line) -> bool {
        gaps(line).iter().any(|gap| self.separates_columns(gap))
    }
}

/// What is between two glyphs that are no blanks.
struct Gap {
    /// The glyph behind it.
    at: usize,
    /// In the size of the line.
    width: f32,
    /// Blanks that are drawn there.
    blanks: usize,
    before_a_mark: bool,
}

/// The gaps of a line, one before each glyph that is no blank but the first.
fn gaps(line: &Line) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut before: Option<(f32, usize)> = None;
    for (at, placed) in line.glyphs.iter().enumerate() {
        if placed.is_blank() {
            continue;
        }
        if let Some((right, last)) = before {
            gaps.push(Gap {
                at,
                width: (placed.glyph.left - right) / line.size,
                blanks: at - last - 1,
                before_a_mark: ".,;:!?)]".contains(placed.glyph.character),
            });
        }
        before = Some((placed.right(), at));
    }
    gaps
}

#[derive(Default)]
struct Writer {
    pages: Pages,
    /// Lines of the page so far.
    line: usize,
}

impl Writer {
    fn add(&mut self, page: &Page, grid: &Grid, line: &Line) {
        self.line += 1;
        let mut column = 0;
        self.pad(grid, line.left(), 0, &mut column);
        self.add_glyphs(page, grid, line, column);
    }

    /// A line that ends a number of the one before.
    fn add_unpadded(&mut self, page: &Page, grid: &Grid, line: &Line) {
        self.line += 1;
        self.add_glyphs(page, grid, line, 0);
    }

    fn add_glyphs(&mut self, page: &Page, grid: &Grid, line: &Line, mut column: usize) {
        let mut gaps = gaps(line).into_iter().peekable();
        let mut word: Option<usize> = None;
        for (at, placed) in line.glyphs.iter().enumerate().filter(|(_, own)| !own.is_blank()) {
            let before = at.checked_sub(1).map(|before| &line.glyphs[before]);
            if let Some(gap) = gaps.next_if(|gap| gap.at == at)
                && self.write_gap(grid, &gap, line, &mut column)
            {
                word = None;
            }
            if let Some(mark) = script_mark(line, at, before) {
                self.pages.text.push(mark);
                column += 1;
            }
            let bounds = bounds(page, line, placed);
            match word {
                Some(index) => self.pages.words[index].bounds.include(&bounds),
                None => {
                    word = Some(self.pages.words.len());
                    let start = self.pages.text.len();
                    self.pages.words.push(Word { start, line: self.line, bounds });
                }
            }
            self.pages.text.push(placed.glyph.character);
            column += 1;
        }
    }

    /// Writes what a gap stands for; whether another word begins behind it.
    fn write_gap(&mut self, grid: &Grid, gap: &Gap, line: &Line, column: &mut usize) -> bool {
        let next = &line.glyphs[gap.at];
        if grid.separates_columns(gap) {
            self.pad(grid, next.glyph.left, 2, column);
            return true;
        }
        if gap.blanks > 0 || gap.width >= THIN {
            self.pages.text.push(' ');
            *column += 1;
            return true;
        }
        if gap.width >= CLOSE && separates_thousands(line, gap.at) {
            self.pages.text.push('\u{2009}');
            *column += 1;
        }
        false
    }

    /// Blanks up to a place of the page, and so many at least.
    fn pad(&mut self, grid: &Grid, left: f32, least: usize, column: &mut usize) {
        let target = ((left - grid.left) / grid.width).round().max(0.0) as usize;
        let count = target.saturating_sub(*column).clamp(least, MOST_BLANKS);
        self.pages.text.extend(std::iter::repeat_n(' ', count));
        *column += count;
    }

    /// A line of dashes below what stands from there on: how plain text shows a heading.
    fn underline(&mut self, start: usize) {
        let title = &self.pages.text[start..];
        let indent = title.chars().take_while(|one| *one == ' ').count();
        let length = title.chars().count() - indent;
        let rule = format!("\n{}{}", " ".repeat(indent), "-".repeat(length));
        self.pages.text.push_str(&rule);
        self.line += 1;
    }
}

/// Three digits behind a gap, and one before it.
fn separates_thousands(line: &Line, at: usize) -> bool {
    let is_digit = |at: usize| {
        line.glyphs.get(at).is_some_and(|placed| placed.glyph.character.is_ascii_digit())
    };
    at > 0 && is_digit(at - 1) && (at..at + 3).all(is_digit) && !is_digit(at + 3)
}

/// What is written before a raised or lowered number: `^` or `_`.
fn script_mark(line: &Line, at: usize, before: Option<&Placed>) -> Option<char> {
    let own = line.glyphs[at].script;
    let before = before?;
    if own == Script::Plain || before.script == own {
        return None;
    }
    let run = line.glyphs[at..].iter().take_while(|placed| placed.script == own);
    let run: String = run.map(|placed| placed.glyph.character).collect();
    let digits = run.trim().trim_start_matches(['-', '−', '–', '+', ' ']);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let base = before.glyph.character;
    match own {
        Script::Raised if is_number && (base.is_alphanumeric() || base == ')') => Some('^'),
        Script::Lowered if is_number && base.is_alphabetic() => Some('_'),
        _ => None,
    }
}

/// Where a glyph is on its page.
fn bounds(page: &Page, line: &Line, placed: &Placed) -> PageBox {
    let glyph = placed.glyph;
    let (above, below) = (glyph.baseline - ABOVE * glyph.size, glyph.baseline + BELOW * glyph.size);
    let (start, end) = (glyph.left, placed.right());
    let [left, top, right, bottom] = match line.is_turned {
        false => [start, above, end, below],
        true => [above, page.height - end, below, page.height - start],
    };
    let tenths = |points: f32| (points * POINT).round().max(0.0) as u32;
    PageBox {
        page: page.number,
        left: tenths(left),
        top: tenths(top),
        right: tenths(right),
        bottom: tenths(bottom),
    }
}
