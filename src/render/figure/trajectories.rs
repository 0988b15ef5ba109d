//! Paths of the runs of a comparison over muted level lines.

use super::canvas::{Canvas, TEXT_SIZE, WIDTH};
use super::contour::{placed, plane_ticks, trace};
use super::frame::{BOTTOM_MARGIN, Frame, Legend, Mark, left_margin};
use super::palette::{INK, MUTED_LEVEL, series};
use super::ticks::thousands;
use super::{Figure, Run, line_width, points_text};
use crate::homework::{Comparison, MinimisationProblem};
use crate::objective::{Objective, Point, StandardObjective};
use crate::render::RenderError;
use crate::render::thin::thin_path;

/// Side of the cells that a path is thinned to, in units: a third of a pixel.
const CELL: f64 = 0.33;

/// The most points of all paths together; chaotic paths would make a file of megabytes.
const PATHS_LIMIT: usize = 12_000;

/// Points along each axis for level lines that are only a background.
const BACKGROUND_POINTS: usize = 200;

/// No coordinate farther out is shown.
const FARTHEST: f64 = 1e150;

/// The plot of a comparison that asks for paths.
pub(super) fn figure(
    problem: &MinimisationProblem,
    comparison: &Comparison,
    runs: &[Run],
) -> Result<Figure, RenderError> {
    let objective = &problem.objective;
    let minima = objective.minima();
    let starts = runs.iter().filter_map(|run| run.trajectory.points.first().copied());
    let start: Option<Point<f64>> = starts.into_iter().next();
    let rectangle = problem.contour.as_ref().map(|contour| [contour.x, contour.y]);
    let view = view(rectangle, start.iter().chain(&minima));
    let levels = match &problem.contour {
        Some(contour) => contour.levels.clone(),
        None => levels(objective, view),
    };
    let background = trace(objective, view, [BACKGROUND_POINTS; 2], &levels)?;

    let [x_ticks, y_ticks] = plane_ticks(view);
    let left = left_margin(&y_ticks);
    let line = |(index, run): (usize, &Run)| {
        (Mark::Line(series(index), line_width(index, runs.len())), run.label.clone())
    };
    let marks = [(Mark::Disc, "start"), (Mark::Star, "minimum")];
    let marks = marks.map(|(mark, label)| (mark, label.to_owned()));
    let legend = Legend::new(runs.iter().enumerate().map(line).chain(marks), left);
    let height = legend.height + 360.0 + BOTTOM_MARGIN;
    let frame = Frame {
        edges: [left, legend.height, WIDTH - 0.5 * TEXT_SIZE, height - BOTTOM_MARGIN],
        x: view[0],
        y: view[1],
    };
    let paths: Vec<_> = runs
        .iter()
        .map(|run| {
            let places = run.trajectory.points.iter().map(|point| frame.place(*point));
            thin_path(places, CELL, (PATHS_LIMIT / runs.len()).max(2))
        })
        .collect();

    let title = format!("Paths: {}", comparison.title);
    let svg = Canvas::draw(height, &title, |canvas| {
        for line in background.iter().flat_map(|level| &level.lines) {
            frame.draw_line(canvas, &placed(&frame, line), MUTED_LEVEL, 1.0)?;
        }
        for (index, path) in paths.iter().enumerate() {
            for segment in &path.segments {
                let width = line_width(index, runs.len());
                frame.draw_line(canvas, segment, series(index), width)?;
            }
        }
        frame.draw_axes(canvas, ("x", &x_ticks), ("y", &y_ticks), false)?;
        for place in start.iter().map(|point| frame.place(*point)) {
            if frame.contains(place) {
                canvas.disc(place, 5.0, INK)?;
            }
        }
        for place in minima.iter().map(|point| frame.place(*point)) {
            if frame.contains(place) {
                canvas.star(place, 9.0, INK)?;
            }
        }
        legend.draw(canvas)
    })?;

    let steps = runs.iter().map(|run| run.trajectory.points.len()).max().unwrap_or(1) - 1;
    let mut caption = format!(
        "{} steps from {} over level lines. {}: {}.",
        thousands(steps),
        points_text(start.as_slice()),
        if minima.len() == 1 { "Minimum" } else { "Minima" },
        points_text(&minima)
    );
    let mut places = paths.iter().flat_map(|path| &path.segments).flatten();
    if places.any(|place| !frame.contains(*place)) {
        caption += " Paths are cut at the border.";
    }
    for (run, path) in runs.iter().zip(&paths) {
        // By the distance, as in the plot of errors, so that the two name the same step.
        let lost = run.trajectory.errors.iter().position(|error| !error.is_finite());
        if let Some(step) = lost {
            caption += &format!(" {}: overflow at step {}.", run.label, thousands(step));
        } else if !frame.contains(frame.place(run.trajectory.last())) {
            caption += &format!(" {} ends outside the plot.", run.label);
        }
        if let Some(step) = path.cut_at {
            caption += &format!(" {} is drawn up to step {}.", run.label, thousands(step));
        }
    }
    let part = comparison.part.clone();
    Ok(Figure { id: format!("{part}-trajectories"), part, title, caption, svg })
}

/// What the plot shows: the assignment's rectangle, widened for points outside it; without
/// one, those points with a margin.
fn view<'a>(
    rectangle: Option<[[f64; 2]; 2]>,
    points: impl Iterator<Item = &'a Point<f64>> + Clone,
) -> [[f64; 2]; 2] {
    std::array::from_fn(|axis| {
        let given = rectangle.map(|rectangle| rectangle[axis]);
        let coordinates = || points.clone().map(|point| point[axis].clamp(-FARTHEST, FARTHEST));
        let within = |c: f64| given.is_some_and(|[low, high]| low <= c && c <= high);
        if let (Some(given), true) = (given, coordinates().all(within)) {
            return given;
        }
        let [low, high] = given.unwrap_or([f64::INFINITY, f64::NEG_INFINITY]);
        let low = coordinates().fold(low, f64::min);
        let high = coordinates().fold(high, f64::max);
        let margin = if given.is_some() { 0.05 } else { 0.25 } * (high - low);
        let smallest = 1e-3 * low.abs().max(high.abs());
        let margin = if margin > smallest { margin } else { smallest.max(1.0) };
        [low - margin, high + margin]
    })
}

/// Levels for an assignment that names none: twelve, evenly on a log scale, below the value
/// at the corners of the view.
fn levels(objective: &StandardObjective, [x, y]: [[f64; 2]; 2]) -> Vec<f64> {
    let corners = [[x[0], y[0]], [x[0], y[1]], [x[1], y[0]], [x[1], y[1]]];
    let values = corners.map(|corner| objective.value(corner) - objective.least());
    let high = values.into_iter().filter(|value| value.is_finite()).fold(0.0, f64::max);
    if high <= 0.0 {
        return Vec::new();
    }
    (0..12).map(|k| high * 10f64.powf(-5.5 + 0.5 * f64::from(k))).collect()
}
