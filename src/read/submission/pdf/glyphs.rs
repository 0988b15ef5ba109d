//! Every glyph of every page: its character, its box, its baseline.

use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Stream};
use hayro_interpret::hayro_syntax::page::Page as Sheet;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Vec2};

use super::error::PdfError;

/// The most characters; a homework of a hundred pages has a sixth of it.
const MOST_GLYPHS: usize = 1_500_000;
/// The most that a page draws, whatever it is: a scatter plot of a million points is no report.
const MOST_DRAWN: usize = 2_000_000;
/// The most bytes that draw one page.
const MOST_CONTENT: usize = 60_000_000;
/// Units of a font's widths to its size.
const UNITS: f64 = 1000.0;

/// One character on a page. Lengths in points, from the page's upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) character: char,
    /// Where it begins, along its line.
    pub(super) left: f32,
    /// How far it advances; 0 where its font does not say.
    pub(super) width: f32,
    /// The line it stands on, from the top.
    pub(super) baseline: f32,
    /// The size of its font.
    pub(super) size: f32,
}

/// The glyphs of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheaf {
    /// From 1.
    pub(super) number: usize,
    pub(super) width: f32,
    pub(super) height: f32,
    /// Those that run from left to right.
    pub(super) upright: Vec<Glyph>,
    /// Those that run from the foot to the head, as beside an axis, in the page turned right.
    pub(super) turned: Vec<Glyph>,
}

/// The glyphs of all pages.
///
/// # Errors
/// More than a report has.
pub(super) fn pages(pdf: &Pdf) -> Result<Vec<Sheaf>, PdfError> {
    let cache = InterpreterCache::new();
    let mut glyphs = 0;
    let mut pages = Vec::new();
    for (index, sheet) in pdf.pages().iter().enumerate() {
        if content(sheet) > MOST_CONTENT {
            return Err(PdfError::Unpacked(MOST_CONTENT));
        }
        let (width, height) = sheet.render_dimensions();
        // The interpreter's matrices are right for a page that is drawn from its upper left.
        let initial = sheet.initial_transform(true).to_kurbo();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings { render_annotations: false, ..Default::default() };
        let mut context = Context::new(initial, area, &cache, sheet.xref(), settings);
        let sheaf = Sheaf { number: index + 1, width, height, ..Sheaf::default() };
        let mut collector = Collector { sheaf, drawn: 0, left: MOST_GLYPHS - glyphs };
        interpret_page(sheet, &mut context, &mut collector);
        glyphs = MOST_GLYPHS - collector.left;
        pages.push(collector.sheaf);
    }
    Ok(pages)
}

/// Bytes that draw a page: one piece may be named many times.
fn content(sheet: &Sheet) -> usize {
    let size = |stream: Stream| stream.decoded().map_or(0, |bytes| bytes.len());
    let pieces = sheet.raw().get::<Array>(b"Contents".as_slice());
    let mut total = 0;
    for piece in pieces.iter().flat_map(|pieces| pieces.iter::<Stream>()) {
        total += size(piece);
        if total > MOST_CONTENT {
            break;
        }
    }
    total
}

/// Takes glyphs, and lets everything else pass.
struct Collector {
    sheaf: Sheaf,
    drawn: usize,
    /// Glyphs that may still come.
    left: usize,
}

impl Collector {
    /// The interpreter goes on until its page ends; unwinding is the only way out of it. That it
    /// is no panic keeps the program's own message about those from being shown.
    fn count(&mut self) {
        self.drawn += 1;
        if self.drawn > MOST_DRAWN {
            std::panic::resume_unwind(Box::new(PdfError::Drawing));
        }
    }

    fn take(&mut self, text: &str, width: f64, matrix: Affine) {
        let [a, b, c, d, ..] = matrix.as_coeffs();
        let along = Vec2::new(a, b);
        let (scale, size) = (along.hypot(), Vec2::new(c, d).hypot() * UNITS);
        let origin = matrix * Point::ORIGIN;
        let page = Rect::new(0.0, 0.0, f64::from(self.sheaf.width), f64::from(self.sheaf.height));
        // A line that runs off the page is still a line, and half a number would be another one.
        let area = page.inflate(page.width(), 0.0);
        if !(size > 0.0 && scale.is_finite() && area.contains(origin)) {
            return;
        }
        let is_upright = a.abs() >= b.abs() && a > 0.0;
        let (left, baseline) = match is_upright {
            true => (origin.x, origin.y),
            false => (page.height() - origin.y, origin.x),
        };
        let characters: Vec<char> = text.chars().flat_map(plain).collect();
        let own = width.max(0.0) * scale / characters.len().max(1) as f64;
        let into = if is_upright { &mut self.sheaf.upright } else { &mut self.sheaf.turned };
        for (index, character) in characters.into_iter().enumerate() {
            if self.left == 0 {
                std::panic::resume_unwind(Box::new(PdfError::Text(MOST_GLYPHS)));
            }
            self.left -= 1;
            into.push(Glyph {
                character,
                left: (left + own * index as f64) as f32,
                width: own as f32,
                baseline: baseline as f32,
                size: size as f32,
            });
        }
    }
}

/// A character without ligatures and marks that only a printer needs.
fn plain(character: char) -> std::vec::IntoIter<char> {
    let letters = match character {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        // A dash where a word is broken.
        '\u{ad}' => "-",
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => "",
        other if other.is_whitespace() => " ",
        other if other.is_control() => "\u{fffd}",
        other => return vec![other].into_iter(),
    };
    letters.chars().collect::<Vec<_>>().into_iter()
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph(
        &mut self,
        glyph: &Drawn<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        self.count();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(character)) => character.to_string(),
            Some(BfString::String(text)) => text,
            None => '\u{fffd}'.to_string(),
        };
        let width = match glyph {
            Drawn::Outline(outline) => outline.advance_width().map_or(0.0, f64::from),
            Drawn::Type3(_) => 0.0,
        };
        self.take(&text, width, transform * glyph_transform);
    }

    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {
        self.count();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.count();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {
        self.count();
    }

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
