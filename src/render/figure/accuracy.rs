//! Test accuracy after each epoch of a part's trainings.

use super::canvas::{Canvas, TEXT_SIZE, WIDTH};
use super::frame::{BOTTOM_MARGIN, Frame, Legend, Mark, left_margin};
use super::palette::series;
use super::ticks::ticks;
use super::{Figure, line_width};
use crate::assignment::{Assignment, NetPart, NetWork, Training};
use crate::measure::Measurements;
use crate::render::RenderError;

const PLOT_HEIGHT: f64 = 330.0;

/// A figure for each part with an accuracy curve, in the document's order.
///
/// # Errors
/// The drawing library's own.
pub fn accuracy_figures(
    assignment: &Assignment,
    measurements: &Measurements,
) -> Result<Vec<Figure>, RenderError> {
    let mut figures = Vec::new();
    for part in &assignment.nets {
        let curves = curves(part, measurements);
        if !curves.is_empty() {
            figures.push(figure(part, &curves)?);
        }
    }
    Ok(figures)
}

/// The legend's words and the accuracies of each measured training of a part.
fn curves<'a>(part: &NetPart, measurements: &'a Measurements) -> Vec<(String, &'a [f64])> {
    let NetWork::Sweep { trainings, .. } = &part.work else { return Vec::new() };
    let measured = |training: &Training| {
        let (_, curve) = measurements.accuracy_curves().find(|(id, _)| *id == training.id)?;
        Some((training.label(), curve))
    };
    trainings.iter().filter_map(measured).collect()
}

fn figure(part: &NetPart, curves: &[(String, &[f64])]) -> Result<Figure, RenderError> {
    let epochs = curves.iter().map(|(_, curve)| curve.len()).max().unwrap_or(1);
    let values = || curves.iter().flat_map(|(_, curve)| curve.iter().copied());
    let (low, high) = (values().fold(1.0, f64::min), values().fold(0.0, f64::max));
    let margin = (0.05 * (high - low)).max(0.002);
    let y = [low - margin, high + margin];
    let x = [1.0, epochs.max(2) as f64];
    let x_ticks = ticks(x[0], x[1], 6, 1.0);
    let y_ticks = ticks(y[0], y[1], 7, 0.0);
    let left = left_margin(&y_ticks);
    let line = |(index, (label, _)): (usize, &(String, &[f64]))| {
        (Mark::Line(series(index), line_width(index, curves.len())), label.clone())
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
        for (index, (_, curve)) in curves.iter().enumerate() {
            let place =
                |(epoch, &accuracy): (usize, &f64)| frame.place([epoch as f64 + 1.0, accuracy]);
            let places: Vec<_> = curve.iter().enumerate().map(place).collect();
            frame.draw_line(canvas, &places, series(index), line_width(index, curves.len()))?;
        }
        legend.draw(canvas)
    })?;
    let caption =
        format!("Share of the test images put in their class, after each of {epochs} epochs.");
    Ok(Figure {
        id: format!("{}-accuracy", part.part),
        part: part.part.clone(),
        title,
        caption,
        svg,
    })
}
