use super::minimise_in_space::minimise_in_space;
use super::{Listener, Progress};
use crate::homework::Minimisation;
use crate::objective::{Objective, Point, distance_to_minimum};
use crate::optim::UpdateRule;

/// How often a run reports its progress, in steps.
pub(super) const REPORT_EVERY: usize = 5_000;

/// The path of a run: the start and the point after each step.
#[derive(Clone, Debug)]
pub struct Trajectory {
    /// `steps + 1` points; beyond the plane their first two coordinates.
    pub points: Vec<Point<f64>>,
    /// Distance of each point to the nearest minimum; infinite or NaN after overflow.
    pub errors: Vec<f64>,
    /// The objective at the last point.
    pub final_value: f64,
}

impl Trajectory {
    /// The point after the last step.
    pub fn last(&self) -> Point<f64> {
        self.points.last().copied().unwrap_or([f64::NAN; 2])
    }
}

/// Runs one optimiser on one objective in f64.
///
/// ```
/// use verigrad::homework::Assignment;
/// use verigrad::measure::minimise;
///
/// let homework = Assignment::homework7()?;
/// let problem = homework.minimisation.ok_or("it has one")?;
/// let run = &problem.comparisons[0].runs[0];
/// let path = minimise(run, &|_| {});
/// assert_eq!(path.points.len(), run.steps + 1);
/// assert!(path.final_value < 1e-3, "{}", path.final_value);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn minimise(run: &Minimisation, listener: Listener) -> Trajectory {
    if !run.is_plain() {
        return minimise_in_space(run, listener);
    }
    let mut rule: Box<dyn UpdateRule<f64>> = run.optimiser.start(run.start.len());
    let mut point = run.start;
    let mut points = Vec::with_capacity(run.steps + 1);
    points.push(point);
    for step in 1..=run.steps {
        let gradient = run.objective.gradient(point);
        rule.step(&mut point, &gradient);
        points.push(point);
        if step % REPORT_EVERY == 0 {
            listener(Progress::Advanced(REPORT_EVERY as u64));
        }
    }
    listener(Progress::Advanced((run.steps % REPORT_EVERY) as u64));
    let minima = run.objective.minima();
    let errors = points.iter().map(|&point| distance_to_minimum(&minima, point)).collect();
    Trajectory { errors, final_value: run.objective.value(point), points }
}
