//! A reported number among the re-runs: each row a dot, the report a star.

use super::canvas::{Anchor, Canvas, TEXT_SIZE, WIDTH};
use super::frame::{BOTTOM_MARGIN, Frame, Legend, Mark};
use super::palette::{FRAME, GRID, INK, TEXT, series};
use super::ticks::{decades, ticks};
use super::{Figure, Marked};
use crate::homework::ClaimId;
use crate::render::RenderError;

const STRIP_HEIGHT: f64 = 74.0;
const MARGIN: f64 = 24.0;

/// The strip of one claim.
pub(super) fn figure(claim: &Marked) -> Result<Figure, RenderError> {
    let logarithmic = claim.logarithmic;
    let scale = |value: f64| if logarithmic { value.log10() } else { value };
    let all = || claim.rows.iter().chain(&claim.fresh).chain([&claim.reported]).copied();
    let (low, high) = (
        all().map(scale).fold(f64::INFINITY, f64::min),
        all().map(scale).fold(f64::NEG_INFINITY, f64::max),
    );
    let margin = (0.06 * (high - low)).max(1e-4);
    let x = [low - margin, high + margin];
    let marks = if logarithmic {
        let [low, high] = x.map(|exponent| 10f64.powf(exponent));
        let mut marks = decades(low, high);
        marks.iter_mut().for_each(|tick| tick.value = tick.value.log10());
        marks
    } else {
        ticks(x[0], x[1], 5, 0.0)
    };
    let fresh = claim.fresh.map(|_| (Mark::Disc, "this run".to_owned()));
    let legend = Legend::new(
        [(Mark::Star, format!("reported, {}", claim.printed))].into_iter().chain(fresh),
        MARGIN,
    );
    let top = legend.height;
    let height = top + STRIP_HEIGHT + BOTTOM_MARGIN;
    let frame =
        Frame { edges: [MARGIN, top, WIDTH - MARGIN, top + STRIP_HEIGHT], x, y: [0.0, 1.0] };
    let title = format!("{} among {} re-runs", claim.id, claim.rows.len());
    let svg = Canvas::draw(height, &title, |canvas| {
        for tick in &marks {
            let [place, _] = frame.place([tick.value, 0.0]);
            canvas.line(&[[place, top], [place, top + STRIP_HEIGHT]], GRID, 1.0)?;
            let half = super::canvas::text_width(&tick.label) / 2.0;
            let centre = place.clamp(half, WIDTH - half);
            let below = top + STRIP_HEIGHT + 8.0 + TEXT_SIZE / 2.0;
            canvas.text(&tick.label, [centre, below], Anchor::Middle, TEXT)?;
        }
        let base = top + STRIP_HEIGHT;
        canvas.line(&[[MARGIN, base], [WIDTH - MARGIN, base]], FRAME, 1.0)?;
        for (index, &value) in claim.rows.iter().enumerate() {
            // Heights that fill the strip evenly and mean nothing: the golden ratio's multiples.
            let height = 0.12 + 0.76 * ((index as f64 + 1.0) * 0.618_033_988_749_895).fract();
            canvas.faint_disc(frame.place([scale(value), height]), 3.2, series(0))?;
        }
        let [reported, _] = frame.place([scale(claim.reported), 0.5]);
        canvas.line(&[[reported, top], [reported, base]], INK, 1.5)?;
        if let Some(fresh) = claim.fresh {
            canvas.disc(frame.place([scale(fresh), 0.5]), 5.0, INK)?;
        }
        canvas.star(frame.place([scale(claim.reported), 0.5]), 9.0, INK)?;
        let below = base + 14.0 + 1.7 * TEXT_SIZE;
        canvas.text(&claim.quantity, [WIDTH / 2.0, below], Anchor::Middle, TEXT)?;
        legend.draw(canvas)
    })?;
    let scale = if logarithmic { ", on a log scale" } else { "" };
    Ok(Figure {
        id: format!("{}-strip", ClaimId::from(claim.id.clone()).slug()),
        part: claim.id.part().clone(),
        title: claim.id.to_string(),
        caption: format!(
            "Each dot is one whole re-run, at any height{scale}; the star is what the report says."
        ),
        svg,
    })
}
