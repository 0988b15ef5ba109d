//! The doors for schedules and for sums.

use super::property::Property;
use super::report::{Counterexample, Finding, Outcome, Report};
use crate::optim::Schedule;
use crate::tolerance;

/// Holds a schedule, the rate of each step counted from 0, to its formula: the rate of the first
/// step, of the last, of the step on either side of every fall, and of all between.
///
/// ```
/// use verigrad::check;
/// use verigrad::optim::Schedule;
///
/// let cosine = Schedule::Cosine { initial: 0.1, last: 0.0, steps: 10 };
/// let mine = |step: u64| 0.05 * (1.0 + (std::f64::consts::PI * step.min(10) as f64 / 10.0).cos());
/// check::schedule(mine, cosine).assert();
///
/// let late = |step: u64| mine(step.saturating_sub(1));
/// assert!(!check::schedule(late, cosine).is_sound());
/// ```
pub fn schedule(rate: impl Fn(u64) -> f64, expected: Schedule) -> Report {
    let steps = match expected {
        Schedule::Constant(_) => 100,
        Schedule::Step { every, .. } => 4 * every.max(1) + 1,
        Schedule::Cosine { steps, .. } => steps + 1,
    };
    let first = expected.rate(0);
    // A formula of its own may lose a rounding at each step that it is made from.
    let allowed = |step: u64| tolerance::SCHEDULE * f64::EPSILON * first * (step + 1) as f64;
    let compared = (0..=steps).map(|step| (step, expected.rate(step), rate(step)));
    let steepest = (0..steps).map(|step| (expected.rate(step) - expected.rate(step + 1)).abs());
    let size = steepest.fold(0.0, f64::max);
    let mut finding = Finding {
        outcome: Outcome::Held,
        cases: 0,
        worst: 0.0,
        margin: if size > 0.0 { size / allowed(steps) } else { first / allowed(steps) },
        counterexample: None,
        note: None,
    };
    for (step, expected, found) in compared {
        finding.cases += 1;
        let ratio = super::identify::departure(found, expected, allowed(step));
        finding.worst = finding.worst.max(ratio);
        if ratio > 1.0 && finding.counterexample.is_none() {
            finding.outcome = Outcome::Failed;
            finding.counterexample = Some(Counterexample {
                shown: "the schedule".to_owned(),
                step: step as usize,
                expected,
                found,
                allowed: allowed(step),
            });
        }
    }
    only("schedule", Property::ScheduleEndsAndCount, finding)
}

/// Holds the sum and the mean of a loss over a batch to each other: a sum is n times a mean, for
/// batches of 1, 2, 3, 7, 64 and 100 numbers that look random.
///
/// ```
/// use verigrad::check;
///
/// let sum = |losses: &[f64]| losses.iter().sum::<f64>();
/// let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len() as f64;
/// check::sum_and_mean(sum, mean).assert();
/// assert!(!check::sum_and_mean(mean, mean).is_sound());
/// ```
pub fn sum_and_mean(sum: impl Fn(&[f64]) -> f64, mean: impl Fn(&[f64]) -> f64) -> Report {
    let mut finding = Finding {
        outcome: Outcome::Held,
        cases: 0,
        worst: 0.0,
        margin: 0.0,
        counterexample: None,
        note: None,
    };
    for count in [1, 2, 3, 7, 64, 100_u64] {
        let losses: Vec<f64> =
            super::sequence::numbers(count).take(count as usize).map(|n| n.abs() + 0.1).collect();
        let (found, expected) = (sum(&losses), count as f64 * mean(&losses));
        let allowed = 2.0 * f64::EPSILON * count as f64 * losses.iter().sum::<f64>();
        let ratio = super::identify::departure(found, expected, allowed);
        finding.cases += 1;
        finding.worst = finding.worst.max(ratio);
        finding.margin = finding.margin.max(losses.iter().sum::<f64>() / allowed);
        if ratio > 1.0 && finding.counterexample.is_none() {
            finding.outcome = Outcome::Failed;
            let shown = format!("{losses:?}");
            finding.counterexample =
                Some(Counterexample { shown, step: 1, expected, found, allowed });
        }
    }
    only("sum and mean", Property::SumIsCountTimesMean, finding)
}

fn only(subject: &str, property: Property, finding: Finding) -> Report {
    Report {
        subject: subject.to_owned(),
        settings: None,
        precision: "f64",
        seed: 0,
        identified: None,
        held_to: None,
        findings: vec![(property, finding)],
        not_asked: Vec::new(),
    }
}
