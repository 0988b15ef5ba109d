//! How far each step of a run is from the nearest minimum.

use super::canvas::{Anchor, Canvas, TEXT_SIZE, WIDTH, text_width};
use super::frame::{BOTTOM_MARGIN, Frame, Legend, Mark, left_margin};
use super::palette::series;
use super::ticks::{thousands, ticks};
use super::{Figure, Run, line_width};
use crate::homework::Comparison;
use crate::render::RenderError;
use crate::render::thin::{ThinnedCurve, thin_curve};

const PLOT_HEIGHT: f64 = 330.0;

/// Columns that a curve is thinned to: more than the plot is wide in units, fewer if there
/// are many curves, for the sake of the file's size.
fn columns(runs: usize) -> usize {
    (5_400 / runs.max(1)).clamp(100, 900)
}

/// How far above the first error a curve is followed, in powers of ten.
const DECADES_ABOVE_START: f64 = 3.0;

/// The most powers of ten that the axis spans.
const MOST_DECADES: f64 = 40.0;

/// How a run ends that cannot be drawn to its last step.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// The distance is infinite or no number from this step on.
    Overflow(usize),
    /// The minimum is met exactly from this step on, where a logarithm has no value.
    Zero(usize),
}

impl End {
    fn of(errors: &[f64], curve: &ThinnedCurve) -> Option<Self> {
        let step = curve.ended_at?;
        let tail = errors.get(step..)?;
        let zero = tail.iter().all(|error| *error == 0.0);
        Some(if zero { Self::Zero(step) } else { Self::Overflow(step) })
    }

    fn step(self) -> usize {
        let (Self::Overflow(step) | Self::Zero(step)) = self;
        step
    }

    fn words(self) -> String {
        match self {
            Self::Overflow(step) => format!("overflow at step {}", thousands(step)),
            Self::Zero(step) => format!("error 0 from step {}", thousands(step)),
        }
    }
}

/// The error plot of a comparison.
pub(super) fn figure(comparison: &Comparison, runs: &[Run]) -> Result<Figure, RenderError> {
    let curves: Vec<(ThinnedCurve, Option<End>)> = runs
        .iter()
        .map(|run| {
            let errors = &run.trajectory.errors;
            let logarithms: Vec<f64> = errors.iter().map(|error| error.log10()).collect();
            let curve = thin_curve(&logarithms, columns(runs.len()));
            let end = End::of(errors, &curve);
            (curve, end)
        })
        .collect();
    let steps = runs.iter().map(|run| run.trajectory.errors.len()).max().unwrap_or(1).max(2) - 1;
    let first = runs.iter().find_map(|run| run.trajectory.errors.first().copied());
    let Axis { range, clipped } = axis(first.unwrap_or(0.0), curves.iter().map(|(curve, _)| curve));

    let x_ticks = ticks(0.0, steps as f64, 5, 1.0);
    let y_ticks = ticks(range[0], range[1], 7, 0.0);
    let left = left_margin(&y_ticks);
    let line = |(index, run): (usize, &Run)| {
        (Mark::Line(series(index), line_width(index, runs.len())), run.label.clone())
    };
    let legend = Legend::new(runs.iter().enumerate().map(line), left);
    let height = legend.height + PLOT_HEIGHT + BOTTOM_MARGIN;
    let frame = Frame {
        edges: [left, legend.height, WIDTH - 1.6 * TEXT_SIZE, height - BOTTOM_MARGIN],
        x: [0.0, steps as f64],
        y: range,
    };
    let title = format!("Error: {}", comparison.title);
    let svg = Canvas::draw(height, &title, |canvas| {
        let y_name = "log₁₀ of distance to the minimum";
        frame.draw_axes(canvas, ("step", &x_ticks), (y_name, &y_ticks), true)?;
        for (index, (curve, _)) in curves.iter().enumerate() {
            for segment in &curve.segments {
                let places = segment.iter().map(|&(step, value)| frame.place([step as f64, value]));
                let width = line_width(index, runs.len());
                frame.draw_line(canvas, &places.collect::<Vec<_>>(), series(index), width)?;
            }
        }
        let ends = curves.iter().enumerate().filter_map(|(index, (_, end))| Some((index, (*end)?)));
        for (row, (index, end)) in ends.enumerate() {
            mark_end(canvas, &frame, (row, index), end)?;
        }
        legend.draw(canvas)
    })?;

    let mut caption = format!(
        "Distance to the nearest minimum over {}. Every column of the plot keeps its smallest and \
         largest value, so no spike is lost.",
        if steps == 1 { "one step".to_owned() } else { format!("{} steps", thousands(steps)) }
    );
    for (run, (_, end)) in runs.iter().zip(&curves) {
        if let Some(end) = end {
            caption += &format!(" {}: {}.", run.label, end.words());
        }
    }
    if clipped {
        caption += " The axis is cut where a curve would take the room of the others.";
    }
    let part = comparison.part.clone();
    Ok(Figure { id: format!("{part}-errors"), part, title, caption, svg })
}

struct Axis {
    range: [f64; 2],
    /// Whether some value lies outside.
    clipped: bool,
}

/// The logarithms shown: all of them, but no more than a few decades above the first error
/// and not more than [`MOST_DECADES`] in all.
fn axis<'a>(first_error: f64, curves: impl Iterator<Item = &'a ThinnedCurve> + Clone) -> Axis {
    let values = || curves.clone().flat_map(|c| &c.segments).flatten().map(|point| point.1);
    let lowest = values().fold(f64::INFINITY, f64::min);
    let highest = values().fold(f64::NEG_INFINITY, f64::max);
    if lowest > highest {
        return Axis { range: [-1.0, 1.0], clipped: false };
    }
    let first = if first_error > 0.0 { first_error.log10() } else { highest.min(0.0) };
    let high = highest.min(first.min(f64::MAX.log10()) + DECADES_ABOVE_START);
    let low = lowest.max(high - MOST_DECADES);
    let margin = if high > low { 0.05 * (high - low) } else { 0.5 };
    let clipped = high < highest || low > lowest;
    Axis { range: [low - margin, high + margin], clipped }
}

/// Marks where a curve ends early: at the upper border for an overflow, at the lower one for
/// a distance of zero, with words beside it.
fn mark_end(
    canvas: &Canvas,
    frame: &Frame,
    (row, index): (usize, usize),
    end: End,
) -> Result<(), RenderError> {
    let [_, top, right, bottom] = frame.edges;
    let [x, _] = frame.place([end.step() as f64, 0.0]);
    let (edge, inwards) = match end {
        End::Overflow(_) => (top, 1.0),
        End::Zero(_) => (bottom, -1.0),
    };
    let base = edge + inwards * 12.0;
    canvas.polygon(&[[x, edge], [x - 7.0, base], [x + 7.0, base]], series(index))?;
    let words = end.words();
    let beside = x + 14.0 + text_width(&words) < right;
    let (offset, anchor) = if beside { (12.0, Anchor::Start) } else { (-12.0, Anchor::End) };
    let y = edge + inwards * (0.9 * TEXT_SIZE + row as f64 * 1.3 * TEXT_SIZE);
    canvas.text(&words, [x + offset, y], anchor, series(index))
}
