//! What can be read off the course of a minimisation.

use crate::homework::{Range, RunId};
use crate::measure::Trajectory;

/// A run with its id.
pub(super) struct Run<'a> {
    pub(super) id: &'a RunId,
    pub(super) trajectory: &'a Trajectory,
}

/// The steps at which an error is smaller than ever before.
pub(super) struct Records(Vec<(usize, f64)>);

/// The records of a run.
pub(super) fn records(run: &Run) -> Records {
    let mut records: Vec<(usize, f64)> = Vec::new();
    for (step, &error) in errors(run).iter().enumerate() {
        if records.last().is_none_or(|(_, best)| error < *best) && !error.is_nan() {
            records.push((step, error));
        }
    }
    Records(records)
}

impl Records {
    /// The first step with an error below the threshold.
    pub(super) fn first_below(&self, threshold: f64) -> Option<usize> {
        let index = self.0.partition_point(|(_, error)| *error >= threshold);
        self.0.get(index).map(|(step, _)| *step)
    }

    /// The threshold nearest to the usual one at which an answer turns, if it turns in the range.
    pub(super) fn turning(
        &self,
        other: &Self,
        range: Range,
        holds: &dyn Fn(f64) -> bool,
    ) -> Option<f64> {
        let inside = |(_, error): &&(usize, f64)| range.low <= *error && *error <= range.high;
        let mut edges: Vec<f64> = self.0.iter().filter(inside).map(|(_, error)| *error).collect();
        edges.extend(other.0.iter().filter(inside).map(|(_, error)| *error));
        edges.extend([range.low, range.high]);
        edges.sort_by(f64::total_cmp);
        let turns = edges.windows(2).filter(|pair| holds(pair[0]) != holds(pair[1]));
        let far = |edge: f64| libm::log(edge / range.usual).abs();
        turns.map(|pair| pair[0]).min_by(|one, other| far(*one).total_cmp(&far(*other)))
    }
}

/// The distance to the nearest minimum before each step, and after the last.
pub(super) fn errors<'a>(run: &Run<'a>) -> &'a [f64] {
    &run.trajectory.errors
}

pub(super) fn final_error(run: &Run) -> f64 {
    errors(run).last().copied().unwrap_or(f64::NAN)
}

/// The first step with an error below the threshold.
pub(super) fn first_below(run: &Run, threshold: f64) -> Option<usize> {
    errors(run).iter().position(|&error| error < threshold)
}

/// The first step with an error above the threshold, or that is not a number.
pub(super) fn first_beyond(run: &Run, threshold: f64) -> Option<usize> {
    errors(run).iter().position(|&error| error.is_nan() || error > threshold)
}

/// The errors over the last `share` of the run.
pub(super) fn tail<'a>(run: &Run<'a>, share: f64) -> &'a [f64] {
    let errors = errors(run);
    let length = ((errors.len() as f64) * share).ceil() as usize;
    &errors[errors.len() - length.min(errors.len())..]
}

/// The share of steps at which the error turns from falling to rising or back.
pub(super) fn turns(errors: &[f64]) -> f64 {
    let turn = |w: &&[f64]| (w[1] - w[0]) * (w[2] - w[1]) < 0.0;
    errors.windows(3).filter(turn).count() as f64 / errors.len().saturating_sub(2).max(1) as f64
}

/// At how many steps the error grows.
pub(super) fn growths(errors: &[f64]) -> usize {
    errors.windows(2).filter(|w| w[1] > w[0] || w[1].is_nan()).count()
}

/// Thousands separated by commas.
pub(super) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(super) fn at_step(step: Option<usize>) -> String {
    step.map_or_else(|| "never".to_owned(), |step| format!("at step {}", count(step)))
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}

/// Least squares of values on their index: coefficient of determination and slope. NaN where
/// a value is not finite or nothing varies.
pub(super) fn straight_line(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean_index = (n - 1.0) / 2.0;
    let mean = values.iter().sum::<f64>() / n;
    let (mut sxx, mut sxy, mut syy) = (0.0, 0.0, 0.0);
    for (index, value) in values.iter().enumerate() {
        let (dx, dy) = (index as f64 - mean_index, value - mean);
        sxx += dx * dx;
        sxy += dx * dy;
        syy += dy * dy;
    }
    (sxy * sxy / (sxx * syy), sxy / sxx)
}
