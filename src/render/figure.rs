//! The homework's figures as SVG: level lines, paths over them, errors against steps.

mod accuracy;
mod canvas;
mod contour;
mod errors;
mod frame;
mod norms;
mod palette;
mod strip;
mod ticks;
mod trajectories;

use std::sync::Arc;

pub use accuracy::accuracy_figures;
pub(super) use palette::dark_rules;

use super::RenderError;
use crate::homework::{Assignment, Comparison, PartId, QuantityId};
use crate::measure::{Measurements, Rows, Trajectory};
use crate::objective::{Point, StandardObjective};

/// One figure, ready to be put into a page or a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Part and kind, such as `1b-errors`: for anchors and file names.
    pub id: String,
    /// Part of the homework.
    pub part: PartId,
    /// A few words.
    pub title: String,
    /// What is seen and how it was drawn, in plain text.
    pub caption: String,
    /// An SVG document, fit for a light page by itself; [`super::page::page`] adds the
    /// colours for a dark one.
    pub svg: String,
}

/// All figures of the assignment, by part in the document's order. A comparison of which no
/// run was measured has none.
///
/// # Errors
/// The drawing libraries' own, which no assignment is known to bring about.
pub fn figures(
    assignment: &Assignment,
    measurements: &Measurements,
) -> Result<Vec<Figure>, RenderError> {
    let mut figures = Vec::new();
    let Some(problem) = &assignment.minimisation else { return Ok(figures) };
    if let Some(contour) = &problem.contour {
        figures.push(contour::figure(&problem.objective, contour)?);
    }
    for comparison in &problem.comparisons {
        let runs = measured_runs(comparison, measurements);
        if runs.is_empty() {
            continue;
        }
        if comparison.trajectories {
            figures.push(trajectories::figure(problem, comparison, &runs)?);
        }
        figures.push(errors::figure(comparison, &runs)?);
    }
    Ok(figures)
}

/// A number of a report that is held against rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// What it is about.
    pub id: QuantityId,
    /// What it is, in a few words.
    pub quantity: String,
    /// As printed.
    pub printed: String,
    /// Its value.
    pub value: f64,
    /// Whether it is told on a log scale.
    pub logarithmic: bool,
}

/// A reported number with what it is drawn among.
struct Marked {
    id: QuantityId,
    quantity: String,
    printed: String,
    reported: f64,
    fresh: Option<f64>,
    rows: Vec<f64>,
    logarithmic: bool,
}

/// The figures of the nets: accuracy curves and gradient norms, each with the band of the
/// rows, and each reported number among the rows.
///
/// # Errors
/// The drawing library's own.
pub fn net_figures(
    assignment: &Assignment,
    measurements: &Measurements,
    rows: &Rows,
    reported: &[Reported],
) -> Result<Vec<Figure>, RenderError> {
    let mut figures = Vec::new();
    for part in &assignment.nets {
        let own = rows.of(&part.part);
        figures.extend(accuracy::of_part(part, measurements, own)?);
        figures.extend(norms::figure(part, measurements, own, reported)?);
        for claim in reported.iter().filter(|claim| *claim.id.part() == part.part) {
            let marked = Marked {
                id: claim.id.clone(),
                quantity: claim.quantity.clone(),
                printed: claim.printed.clone(),
                reported: claim.value,
                fresh: measurements.number(&claim.id),
                rows: rows.numbers(&claim.id),
                logarithmic: claim.logarithmic,
            };
            let drawable =
                marked.reported.is_finite() && (!marked.logarithmic || marked.reported > 0.0);
            if !marked.rows.is_empty() && drawable {
                figures.push(strip::figure(&marked)?);
            }
        }
    }
    Ok(figures)
}

/// A measured run with the words of its legend.
struct Run {
    label: String,
    trajectory: Arc<Trajectory>,
}

fn measured_runs(comparison: &Comparison, measurements: &Measurements) -> Vec<Run> {
    let label = |index: usize| {
        let run = &comparison.runs[index];
        let label = run.label();
        let shared = comparison.runs.iter().filter(|other| other.label() == label).count() > 1;
        if shared { format!("{label} ({})", run.id.name) } else { label }
    };
    let measured = comparison.runs.iter().enumerate().filter_map(|(index, run)| {
        let trajectory = Arc::clone(measurements.trajectory(&run.id)?);
        Some(Run { label: label(index), trajectory })
    });
    measured.collect()
}

/// Width of the curve at that place of the legend: later ones are drawn over earlier ones
/// and leave their borders to be seen.
fn line_width(index: usize, count: usize) -> f64 {
    let later = (count - 1).saturating_sub(index).min(2);
    1.8 + 1.2 * later as f64
}

fn objective_name(objective: &StandardObjective) -> &'static str {
    match objective {
        StandardObjective::Rosenbrock(_) => "Rosenbrock's function",
        StandardObjective::Quadratic(_) => "a quadratic",
        StandardObjective::Beale(_) => "Beale's function",
        StandardObjective::Himmelblau(_) => "Himmelblau's function",
        StandardObjective::Booth(_) => "Booth's function",
        StandardObjective::Rastrigin(_) => "Rastrigin's function",
        StandardObjective::StyblinskiTang(_) => "the function of Styblinski and Tang",
        StandardObjective::Logistic(_) => "a logistic regression",
    }
}

/// A coordinate in words.
fn number_text(value: f64) -> String {
    let text = format!("{value:.4}");
    let plain = (1e-3..1e6).contains(&value.abs()) || value == 0.0;
    let text = if plain {
        text.trim_end_matches('0').trim_end_matches('.').into()
    } else {
        format!("{value:e}")
    };
    text.replace('-', "−")
}

/// Points in words.
fn points_text(points: &[Point<f64>]) -> String {
    let point = |[x, y]: &Point<f64>| format!("({}, {})", number_text(*x), number_text(*y));
    points.iter().map(point).collect::<Vec<String>>().join(", ")
}

#[cfg(test)]
mod tests;
