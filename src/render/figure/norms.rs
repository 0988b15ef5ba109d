//! Norms of each layer's weight gradient of a fresh net, on a log scale.

use super::canvas::{Canvas, TEXT_SIZE, WIDTH};
use super::frame::{BOTTOM_MARGIN, Frame, Legend, Mark, left_margin};
use super::palette::{INK, series};
use super::ticks::{decades, ticks};
use super::{Figure, Reported};
use crate::homework::{Layer, NetPart, QuantityId, What};
use crate::measure::Measurements;
use crate::render::RenderError;

const PLOT_HEIGHT: f64 = 280.0;

/// The norms of a part by layer: the band of the rows, this run's line, the report's stars.
pub(super) fn figure(
    part: &NetPart,
    measurements: &Measurements,
    rows: &[Measurements],
    reported: &[Reported],
) -> Result<Option<Figure>, RenderError> {
    let id = QuantityId::of_part(&part.part, What::GradientNormByLayer);
    let fresh = measurements.numbers(&id);
    let bands: Vec<&[f64]> = rows.iter().filter_map(|row| row.numbers(&id)).collect();
    let layers = bands.iter().copied().chain(fresh).map(<[f64]>::len).max().unwrap_or(0);
    if layers < 2 {
        return Ok(None);
    }
    let stars: Vec<(usize, f64)> = reported
        .iter()
        .filter(|claim| *claim.id.part() == part.part)
        .filter_map(|claim| match claim.id.what {
            What::GradientNorm(Layer::Input) => Some((0, claim.value)),
            What::GradientNorm(Layer::Output) => Some((layers - 1, claim.value)),
            What::GradientNorm(Layer::Number(layer)) => Some((layer - 1, claim.value)),
            _ => None,
        })
        .filter(|(_, value)| *value > 0.0)
        .collect();
    let values = || {
        let lines = bands.iter().copied().chain(fresh).flatten().copied();
        lines.chain(stars.iter().map(|(_, value)| *value)).filter(|norm| *norm > 0.0)
    };
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
    let y = [low.log10() - 0.15, high.log10() + 0.15];
    let mut y_ticks = decades(10f64.powf(y[0]), 10f64.powf(y[1]));
    y_ticks.iter_mut().for_each(|tick| tick.value = tick.value.log10());
    let x = [1.0, layers as f64];
    let x_ticks = ticks(x[0], x[1], layers, 1.0);
    let left = left_margin(&y_ticks);
    let mut entries = Vec::new();
    if fresh.is_some() {
        entries.push((Mark::Line(series(0), 2.5), "this run".to_owned()));
    }
    if !stars.is_empty() {
        entries.push((Mark::Star, "reported".to_owned()));
    }
    let legend = Legend::new(entries, left);
    let height = legend.height + PLOT_HEIGHT + BOTTOM_MARGIN;
    let edges = [left, legend.height, WIDTH - 1.6 * TEXT_SIZE, height - BOTTOM_MARGIN];
    let frame = Frame { edges, x, y };
    let title = format!("Gradient norms by layer: {}", part.title);
    let svg = Canvas::draw(height, &title, |canvas| {
        let axes = (("layer of weights", &x_ticks[..]), ("norm of the gradient", &y_ticks[..]));
        frame.draw_axes(canvas, axes.0, axes.1, true)?;
        let logarithms: Vec<Vec<f64>> =
            bands.iter().map(|band| band.iter().map(|norm| norm.log10()).collect()).collect();
        frame.draw_band(canvas, &logarithms, 1.0, series(0))?;
        let place = |(layer, norm): (usize, &f64)| frame.place([layer as f64 + 1.0, norm.log10()]);
        if let Some(fresh) = fresh {
            let line: Vec<_> = fresh.iter().enumerate().map(place).collect();
            frame.draw_line(canvas, &line, series(0), 2.5)?;
        }
        for (layer, value) in &stars {
            canvas.star(place((*layer, value)), 9.0, INK)?;
        }
        legend.draw(canvas)
    })?;
    let band = match bands.len() {
        0 => String::new(),
        count => format!(" Shaded: the lowest to the highest of {count} re-runs."),
    };
    Ok(Some(Figure {
        id: format!("{}-norms", part.part.slug()),
        part: part.part.clone(),
        title,
        caption: format!(
            "Frobenius norm of the loss's gradient by each layer's weights, before any step, on \
             the first batch.{band}"
        ),
        svg,
    }))
}
