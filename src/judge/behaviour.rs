//! Statements about minimisations: what each predicate measures on a run, and whether that is
//! enough for every threshold that a reader could mean. "Error" is the distance to the nearest
//! minimum.

use super::course::{
    Run, at_step, count, errors, final_error, first_below, first_beyond, growths, percent, records,
    straight_line, tail, turns,
};
use super::finding::{Finding, asked};
use crate::homework::{PredicateName, Range, short};

/// Decides a predicate about runs. Runs and thresholds are as many as its signature says.
pub(super) fn decide(name: PredicateName, runs: &[Run], thresholds: &[Range]) -> Finding {
    match (name, runs, thresholds) {
        (PredicateName::Slow, [run], [error]) => slow(run, *error),
        (PredicateName::Linear, [run], [r_squared]) => linear(run, *r_squared),
        (PredicateName::Steady, [run], []) => steady(run),
        (PredicateName::Fast, [one, other], [times]) => fast(one, other, *times),
        (PredicateName::FasterTo, [one, other], [error]) => sooner(one, other, *error, true),
        (PredicateName::SlowerTo, [one, other], [error]) => sooner(one, other, *error, false),
        (PredicateName::FastMiddle, [run], [factor]) => fast_middle(run, *factor),
        (PredicateName::MorePrecise, [one, other], []) => more_precise(one, other),
        (PredicateName::LessPrecise, [one, other], []) => less_precise(one, other),
        (PredicateName::SlightlyApart, [one, other], [factor]) => {
            slightly_apart(one, other, *factor)
        }
        (PredicateName::NearMachinePrecision, [run], [value]) => {
            near_machine_precision(run, *value)
        }
        (PredicateName::StaysStable, [run], [error]) => stays_stable(run, *error),
        (PredicateName::FluctuatesAtEnd, [run], [share]) => fluctuates_at_end(run, *share),
        (PredicateName::Oscillates, [run], [share, factor]) => oscillates(run, *share, *factor),
        (PredicateName::MinimalNoise, [run], [share]) => minimal_noise(run, *share),
        (PredicateName::EarlySpike, [run], [factor, share]) => early_spike(run, *factor, *share),
        (PredicateName::Overflows, [run], []) => overflows(run),
        _ => unreachable!("{} was read with other arguments", name.word()),
    }
}

/// Holds where what is measured is above the threshold; NaN counts as above every threshold.
fn above(measure: f64, threshold: Range, words: &str) -> Finding {
    let holds = |threshold: f64| measure.is_nan() || measure > threshold;
    asked(threshold, words, holds, measure)
}

fn at_least(measure: f64, threshold: Range, words: &str) -> Finding {
    asked(threshold, words, |threshold| measure >= threshold, measure)
}

fn at_most(measure: f64, threshold: Range, words: &str) -> Finding {
    asked(threshold, words, |threshold| measure <= threshold, measure)
}

fn below(measure: f64, threshold: Range, words: &str) -> Finding {
    asked(threshold, words, |threshold| measure < threshold, measure)
}

fn slow(run: &Run, threshold: Range) -> Finding {
    let error = final_error(run);
    let reached = at_step(first_below(run, 1e-6));
    let words = format!("final error {error:.2e}, below 1e-6 {reached}");
    above(error, threshold, "a final error").with(words)
}

fn linear(run: &Run, threshold: Range) -> Finding {
    let logarithms: Vec<f64> = tail(run, 0.5).iter().map(|&error| libm::log10(error)).collect();
    let (r_squared, slope) = straight_line(&logarithms);
    let words = format!("R² {r_squared:.5}, {:.2} decades in 10,000 steps", slope * 1e4);
    at_least(r_squared, threshold, "an R²").with(words)
}

fn steady(run: &Run) -> Finding {
    let growths = growths(errors(run));
    let steps = errors(run).len().saturating_sub(1);
    let words = format!("the error grows at {} of {} steps", count(growths), count(steps));
    Finding::plain(growths == 0, words)
}

fn fast(one: &Run, other: &Run, threshold: Range) -> Finding {
    let target = final_error(other);
    let step = first_below(one, target);
    let steps = errors(other).len().saturating_sub(1);
    let times = step.map_or(0.0, |step| steps as f64 / step.max(1) as f64);
    let reached = at_step(first_below(one, 1e-6));
    let words = format!("below {target:.2e} {}, below 1e-6 {reached}", at_step(step));
    at_least(times, threshold, "a speed in times the other’s").with(words)
}

/// Whether the first run's error falls below the threshold before the second's, or after.
fn sooner(one: &Run, other: &Run, threshold: Range, faster: bool) -> Finding {
    let (first, second) = (records(one), records(other));
    let holds = |threshold: f64| {
        let (own, its) = (first.first_below(threshold), second.first_below(threshold));
        match faster {
            true => own.is_some_and(|own| its.is_none_or(|its| own < its)),
            false => its.is_some_and(|its| own.is_none_or(|own| own > its)),
        }
    };
    let step = |run: &Run| at_step(first_below(run, threshold.usual));
    let words =
        format!("below {} {}, {} {}", short(threshold.usual), step(one), other.id, step(other));
    // The answer turns where one of the two makes a step.
    let turning = first.turning(&second, threshold, &holds);
    asked(threshold, "an error", holds, turning.unwrap_or(f64::NAN)).with(words)
}

fn fast_middle(run: &Run, threshold: Range) -> Finding {
    let errors = errors(run);
    let (quarter, window) = (errors.len() / 4, errors.len() / 20);
    let last = (errors.len() - quarter).saturating_sub(window + 1);
    let drop = |start: usize| (errors[start] / errors[start + window], start);
    let steepest = (quarter..last)
        .map(drop)
        .fold((0.0, 0), |best, next| if next.0 > best.0 { next } else { best });
    let words = format!(
        "by a factor of {:.1e} from step {} to {}",
        steepest.0,
        count(steepest.1),
        count(steepest.1 + window)
    );
    at_least(steepest.0, threshold, "a factor").with(words)
}

fn final_errors(one: &Run, other: &Run) -> (f64, f64, String) {
    let (first, second) = (final_error(one), final_error(other));
    let word = |error: f64| if error.is_nan() { "nan".to_owned() } else { format!("{error:.2e}") };
    (first, second, format!("final error {}, {} {}", word(first), other.id, word(second)))
}

fn more_precise(one: &Run, other: &Run) -> Finding {
    let (first, second, words) = final_errors(one, other);
    Finding::plain(first < second || (first.is_finite() && second.is_nan()), words)
}

fn less_precise(one: &Run, other: &Run) -> Finding {
    let (first, second, words) = final_errors(one, other);
    Finding::plain(first > second && first.is_finite(), words)
}

fn slightly_apart(one: &Run, other: &Run, threshold: Range) -> Finding {
    let (first, second, _) = final_errors(one, other);
    let factor = (first / second).max(second / first);
    at_most(factor, threshold, "a factor").with(format!("a factor of {factor:.1}"))
}

fn near_machine_precision(run: &Run, threshold: Range) -> Finding {
    let value = run.trajectory.final_value;
    let words = format!("objective {value:.2e}, error {:.2e}", final_error(run));
    below(value, threshold, "an objective").with(words)
}

fn stays_stable(run: &Run, threshold: Range) -> Finding {
    let largest_after = |threshold: f64| {
        let step = first_below(run, threshold)?;
        Some(errors(run)[step..].iter().copied().fold(0.0, f64::max))
    };
    let stays = |threshold: f64| {
        let after = first_below(run, threshold).map(|step| &errors(run)[step..]);
        after.is_some_and(|after| after.iter().all(|&error| error < threshold))
    };
    let step = first_below(run, threshold.usual);
    let largest = largest_after(threshold.usual).unwrap_or(0.0);
    let bound = short(threshold.usual);
    let words = format!("below {bound} {}, at most {largest:.1e} after", at_step(step));
    asked(threshold, "an error", stays, largest).with(words)
}

fn fluctuates_at_end(run: &Run, threshold: Range) -> Finding {
    let share = turns(tail(run, 0.1));
    let words = format!("turns at {} of the last tenth’s steps", percent(share));
    at_least(share, threshold, "a share of the steps").with(words)
}

fn oscillates(run: &Run, share: Range, factor: Range) -> Finding {
    let half = tail(run, 0.5);
    let turning = turns(half);
    let largest = half.iter().copied().fold(0.0, f64::max);
    let smallest = half.iter().copied().fold(f64::INFINITY, f64::min);
    let words = format!(
        "turns at {} of the second half’s steps, error {smallest:.1e} to {largest:.1e}",
        percent(turning)
    );
    let span = largest / smallest;
    at_least(turning, share, "a share of the steps")
        .and(at_least(span, factor, "a factor"))
        .with(words)
}

fn minimal_noise(run: &Run, threshold: Range) -> Finding {
    let errors = errors(run);
    let (growths, steps) = (growths(errors), errors.len().saturating_sub(1));
    let share = growths as f64 / steps.max(1) as f64;
    let words = format!("the error grows at {} of {} steps", count(growths), count(steps));
    at_most(share, threshold, "a share of the steps").with(words)
}

fn early_spike(run: &Run, factor: Range, share: Range) -> Finding {
    let errors = errors(run);
    let first = errors.first().copied().unwrap_or(f64::NAN);
    let share_of = |factor: f64| {
        let step = first_beyond(run, factor * first);
        step.map_or(f64::INFINITY, |step| step as f64 / errors.len() as f64)
    };
    let step = first_beyond(run, factor.usual * first);
    let words = format!("beyond {} times the first error {}", short(factor.usual), at_step(step));
    // Asked with the factor that is meant, then with the smallest and the largest.
    let by_share = at_most(share_of(factor.usual), share, "a share of the steps");
    let within = |factor: f64| share_of(factor) <= share.usual;
    by_share.and(asked(factor, "a factor", within, f64::NAN)).with(words)
}

fn overflows(run: &Run) -> Finding {
    let points = &run.trajectory.points;
    let step = points.iter().position(|point| point.iter().any(|c| !c.is_finite()));
    Finding::plain(step.is_some(), format!("leaves f64 {}", at_step(step)))
}

#[cfg(test)]
mod tests;
