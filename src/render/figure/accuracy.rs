//! Test accuracy after each epoch of a part's trainings.

use super::canvas::{Canvas, TEXT_SIZE, WIDTH};
use super::frame::{BOTTOM_MARGIN, Frame, Legend, Mark, left_margin};
use super::palette::series;
use super::ticks::ticks;
use super::{Figure, line_width};
use crate::homework::{Assignment, NetPart, NetWork, QuantityId, Training, What};
use crate::measure::Measurements;
use crate::render::RenderError;

const PLOT_HEIGHT: f64 = 330.0;

/// One training: the legend's words, this run's curve if it was made, the rows' curves.
struct Curves<'a> {
    label: String,
    fresh: Option<&'a [f64]>,
    rows: Vec<Vec<f64>>,
}

/// A figure for each part with an accuracy curve, in the document's order.
///
/// # Errors
/// The drawing library's own.
pub fn accuracy_figures(
    assignment: &Assignment,
    measurements: &Measurements,
) -> Result<Vec<Figure>, RenderError> {
    let figures = assignment.nets.iter().map(|part| of_part(part, measurements, &[]));
    Ok(figures.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The figure of one part, with a band where there are rows.
pub(super) fn of_part(
    part: &NetPart,
    measurements: &Measurements,
    rows: &[Measurements],
) -> Result<Option<Figure>, RenderError> {
    let NetWork::Sweep { trainings, .. } = &part.work else { return Ok(None) };
    let of_training = |training: &Training| {
        let id = QuantityId::of_run(&training.id, What::AccuracyByEpoch);
        let curves = Curves {
            label: training.label(),
            fresh: measurements.numbers(&id),
            rows: rows.iter().filter_map(|row| row.numbers(&id)).map(<[f64]>::to_vec).collect(),
        };
        (curves.fresh.is_some() || !curves.rows.is_empty()).then_some(curves)
    };
    let curves: Vec<Curves> = trainings.iter().filter_map(of_training).collect();
    if curves.is_empty() { Ok(None) } else { figure(part, &curves).map(Some) }
}

fn figure(part: &NetPart, curves: &[Curves]) -> Result<Figure, RenderError> {
    let all = || {
        let lines = |curves: &'_ Curves| {
            let rows = curves.rows.iter().map(Vec::as_slice);
            rows.chain(curves.fresh).map(<[f64]>::to_vec).collect::<Vec<_>>()
        };
        curves.iter().flat_map(lines)
    };
    let epochs = all().map(|curve| curve.len()).max().unwrap_or(1);
    let values = || all().flatten();
    let (low, high) = (values().fold(1.0, f64::min), values().fold(0.0, f64::max));
    let margin = (0.05 * (high - low)).max(0.002);
    let y = [low - margin, high + margin];
    let x = [1.0, epochs.max(2) as f64];
    let x_ticks = ticks(x[0], x[1], 6, 1.0);
    let y_ticks = ticks(y[0], y[1], 7, 0.0);
    let left = left_margin(&y_ticks);
    let line = |(index, curve): (usize, &Curves)| {
        (Mark::Line(series(index), line_width(index, curves.len())), curve.label.clone())
    };
    let legend = Legend::new(curves.iter().enumerate().map(line), left);
    let height = legend.height + PLOT_HEIGHT + BOTTOM_MARGIN;
    let frame = Frame {
        edges: [left, legend.height, WIDTH - 1.6 * TEXT_SIZE, height - BOTTOM_MARGIN],
        x,
        y,
    };
    let title = format!("Accuracy: {}", part.title);
    let svg = Canvas::draw(height, &title, |canvas| {
        frame.draw_axes(canvas, ("epoch", &x_ticks), ("test accuracy", &y_ticks), true)?;
        for (index, curve) in curves.iter().enumerate() {
            frame.draw_band(canvas, &curve.rows, 1.0, series(index))?;
        }
        for (index, curve) in curves.iter().enumerate() {
            let place =
                |(epoch, &accuracy): (usize, &f64)| frame.place([epoch as f64 + 1.0, accuracy]);
            let fresh = curve.fresh.unwrap_or_default();
            let places: Vec<_> = fresh.iter().enumerate().map(place).collect();
            frame.draw_line(canvas, &places, series(index), line_width(index, curves.len()))?;
        }
        legend.draw(canvas)
    })?;
    let lines =
        if curves.iter().any(|curve| curve.fresh.is_some()) { " Lines: this run." } else { "" };
    let band = match curves.iter().map(|curve| curve.rows.len()).max().unwrap_or(0) {
        0 => String::new(),
        rows => format!(" Shaded: the lowest to the highest of {rows} re-runs."),
    };
    let caption = format!(
        "Share of the test images put in their class, after each of {epochs} epochs.{lines}{band}"
    );
    Ok(Figure {
        id: format!("{}-accuracy", part.part.slug()),
        part: part.part.clone(),
        title,
        caption,
        svg,
    })
}
