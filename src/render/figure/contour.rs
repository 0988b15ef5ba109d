//! Level lines of an objective over a rectangle.

use super::canvas::{Anchor, Canvas, Place, TEXT_SIZE, WIDTH};
use super::frame::{BOTTOM_MARGIN, Frame, left_margin};
use super::palette::{FRAME, INK, LEVEL_STEPS, TEXT, level};
use super::ticks::{Tick, decades, ticks};
use super::{Figure, objective_name, points_text};
use crate::homework::Contour;
use crate::objective::{Objective, StandardObjective};
use crate::render::RenderError;
use crate::render::thin::simplify;

const HEIGHT: f64 = 440.0;

/// Lines are drawn to this many units: below what an eye can tell at twice the size.
const TOLERANCE: f64 = 0.2;

/// Stands for a value of the objective that is not finite: higher than any level.
const BEYOND: f64 = 1e300;

/// One level with its lines in the plane.
pub(super) struct LevelLines {
    pub(super) level: f64,
    pub(super) lines: Vec<Vec<[f64; 2]>>,
}

/// Traces level lines over a rectangle, sampled at `points` places along x and y.
pub(super) fn trace(
    objective: &StandardObjective,
    [x, y]: [[f64; 2]; 2],
    points: [usize; 2],
    levels: &[f64],
) -> Result<Vec<LevelLines>, RenderError> {
    let [columns, rows] = points;
    let along = |[low, high]: [f64; 2], position: f64| low * (1.0 - position) + high * position;
    let position = |index: usize, count: usize| index as f64 / (count - 1) as f64;
    // Lines stand at heights above the lowest place.
    let least = objective.least();
    let value = |row: usize, column: usize| {
        let point = [along(x, position(column, columns)), along(y, position(row, rows))];
        let value = objective.value(point) - least;
        if value.is_finite() { value } else { BEYOND }
    };
    let values: Vec<f64> =
        (0..rows).flat_map(|row| (0..columns).map(move |column| value(row, column))).collect();
    let traced = contour::ContourBuilder::new(columns, rows, true).lines(&values, levels)?;
    // The tracer puts a sample in the middle of a cell of side one, and closes lines that
    // leave the grid along a border half a cell outside; that border is no level line.
    let inside = |coordinate: f64, count: usize| (0.5..=count as f64 - 0.5).contains(&coordinate);
    let lines_of = |line: &contour::Line| {
        let mut lines = Vec::new();
        for ring in line.geometry() {
            let parts = ring.0.split(|c| !(inside(c.x, columns) && inside(c.y, rows)));
            for part in parts.filter(|part| part.len() > 1) {
                let share = |coordinate: f64, count: usize| (coordinate - 0.5) / (count - 1) as f64;
                let points = part
                    .iter()
                    .map(|c| [along(x, share(c.x, columns)), along(y, share(c.y, rows))]);
                lines.push(points.collect());
            }
        }
        LevelLines { level: line.threshold(), lines }
    };
    Ok(traced.iter().map(lines_of).collect())
}

/// Places of a level line in the figure, no more than are needed.
pub(super) fn placed(frame: &Frame, line: &[[f64; 2]]) -> Vec<Place> {
    let places: Vec<Place> = line.iter().map(|point| frame.place(*point)).collect();
    simplify(&places, TOLERANCE)
}

/// Marks for both coordinates of a view.
pub(super) fn plane_ticks([x, y]: [[f64; 2]; 2]) -> [Vec<Tick>; 2] {
    [ticks(x[0], x[1], 8, 0.0), ticks(y[0], y[1], 7, 0.0)]
}

/// The plot of a part that asks for level lines.
pub(super) fn figure(
    objective: &StandardObjective,
    contour: &Contour,
) -> Result<Figure, RenderError> {
    let view = [contour.x, contour.y];
    let traced = trace(objective, view, contour.points, &contour.levels)?;
    let (&low, &high) = match contour.levels.as_slice() {
        [low, .., high] => (low, high),
        _ => (&1.0, &1.0),
    };
    let [x_ticks, y_ticks] = plane_ticks(view);
    let frame = Frame {
        edges: [left_margin(&y_ticks), 2.2 * TEXT_SIZE, WIDTH - 96.0, HEIGHT - BOTTOM_MARGIN],
        x: contour.x,
        y: contour.y,
    };
    let minima = objective.minima();
    let title = format!("Level lines of {}", objective_name(objective));
    let above = match objective.least() {
        0.0 => String::new(),
        least => format!(" above the least value, {}", super::number_text(least)),
    };
    let caption = format!(
        "{} levels from {low} to {high}{above} on a grid of {} × {} points. {}: {}.",
        contour.levels.len(),
        contour.points[0],
        contour.points[1],
        if minima.len() == 1 { "The star is the minimum" } else { "Stars are the minima" },
        points_text(&minima)
    );
    let position = |value: f64| (value / low).log10() / (high / low).log10();
    let svg = Canvas::draw(HEIGHT, &title, |canvas| {
        for LevelLines { level: value, lines } in &traced {
            for line in lines {
                frame.draw_line(canvas, &placed(&frame, line), level(position(*value)), 1.3)?;
            }
        }
        frame.draw_axes(canvas, ("x", &x_ticks), ("y", &y_ticks), false)?;
        for minimum in minima.iter().map(|minimum| frame.place(*minimum)) {
            if frame.contains(minimum) {
                canvas.star(minimum, 8.0, INK)?;
            }
        }
        let height = if above.is_empty() { "f(x, y)" } else { "f − min f" };
        draw_scale(canvas, &frame, [low, high], height)
    })?;
    let part = contour.part.clone();
    Ok(Figure { id: format!("{part}-contour"), part, title, caption, svg })
}

/// The scale of colours right of the plot, with powers of ten.
fn draw_scale(
    canvas: &Canvas,
    frame: &Frame,
    levels: [f64; 2],
    height_label: &str,
) -> Result<(), RenderError> {
    let [_, top, edge, bottom] = frame.edges;
    let [left, right] = [edge + 18.0, edge + 34.0];
    let height = (bottom - top) / LEVEL_STEPS as f64;
    for step in 0..LEVEL_STEPS {
        let lower = bottom - step as f64 * height;
        let colour = level(step as f64 / (LEVEL_STEPS - 1) as f64);
        // Each covers the seam to the one below, where the page would shine through.
        canvas.rectangle([left, lower - height], [right, (lower + 1.0).min(bottom)], colour)?;
    }
    let span = levels.map(f64::log10);
    for tick in decades(levels[0], levels[1]) {
        let share = (tick.value.log10() - span[0]) / (span[1] - span[0]);
        let y = bottom - share * (bottom - top);
        canvas.line(&[[right, y], [right + 5.0, y]], FRAME, 1.0)?;
        canvas.text(&tick.label, [right + 9.0, y], Anchor::Start, TEXT)?;
    }
    canvas.text(height_label, [left, top - 1.4 * TEXT_SIZE], Anchor::Start, TEXT)
}
