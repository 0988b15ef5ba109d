//! Rules `ordering` and `behaviour`: what the report's words mean as measurable things,
//! fixed here before any run is looked at. "Error" is the distance to the nearest minimum.

use super::course::{
    at_step, count, errors, final_error, first_below, first_beyond, growths, percent,
    straight_line, tail, turns,
};
use super::predicate::{Finding, Kind, Run};

/// A run is slow while its error is above this at the end.
const SLOW_ERROR: f64 = 1e-3;
/// The share of its steps a fast run needs at most for the baseline's final error.
const FAST_SHARE: f64 = 0.25;
/// Coefficient of determination from which a curve counts as a straight line.
const LINEAR_R_SQUARED: f64 = 0.999;
/// A stable run stays below this once it was below.
const STABLE_ERROR: f64 = 1e-3;
/// The share of steps with a turn from which a curve fluctuates, and from which it oscillates.
const FLUCTUATING_TURNS: f64 = 0.1;
const OSCILLATING_TURNS: f64 = 0.25;
/// The share of steps with a growing error up to which noise is minimal.
const MINIMAL_NOISE: f64 = 0.001;

macro_rules! kind {
    ($name:ident, $runs:literal, $thresholds:literal, $definition:literal) => {
        Kind {
            name: stringify!($name),
            runs: $runs,
            thresholds: $thresholds,
            definition: $definition,
            decide: $name,
        }
    };
}

/// Every predicate.
pub(super) const KINDS: &[Kind] = &[
    kind!(slow, 1, 0, "the error is still above 1e-3 after the last step"),
    kind!(
        linear,
        1,
        0,
        "over the second half of the run log10 of the error is a straight line in the step, \
         R² at least 0.999"
    ),
    kind!(steady, 1, 0, "the error never grows from one step to the next"),
    kind!(fast, 2, 0, "it reaches the second run's final error within a quarter of its own steps"),
    kind!(faster_to, 2, 1, "its error falls below the threshold in fewer steps than the second's"),
    kind!(slower_to, 2, 1, "its error falls below the threshold in more steps than the second's"),
    kind!(
        fast_middle,
        1,
        0,
        "within the middle half of the run the error falls by a factor of 1000 over some \
         twentieth of the steps"
    ),
    kind!(more_precise, 2, 0, "it ends with the smaller error; a run that left f64 has none"),
    kind!(less_precise, 2, 0, "it ends with the larger error, but within f64"),
    kind!(slightly_apart, 2, 0, "the final errors are within a factor of ten"),
    kind!(
        near_machine_precision,
        1,
        0,
        "the objective ends below the machine epsilon of f64, 2.2e-16"
    ),
    kind!(stays_stable, 1, 0, "the error falls below 1e-3 and stays below to the end"),
    kind!(
        fluctuates_at_end,
        1,
        0,
        "over the last tenth of the run the error turns between falling and rising at a tenth \
         of the steps or more"
    ),
    kind!(
        oscillates,
        1,
        0,
        "over the second half of the run the error turns at a quarter of the steps or more and \
         spans a factor of ten or more"
    ),
    kind!(minimal_noise, 1, 0, "the error grows at no more than one step in a thousand"),
    kind!(
        early_spike,
        1,
        0,
        "within the first hundredth of the run the error exceeds ten times its first value"
    ),
    kind!(overflows, 1, 0, "a coordinate leaves the range of f64"),
];

fn slow(runs: &[Run], _: &[f64]) -> Finding {
    let error = final_error(&runs[0]);
    let below = at_step(first_below(&runs[0], 1e-6));
    Finding {
        holds: error.is_nan() || error > SLOW_ERROR,
        measured: format!("final error {error:.2e}, below 1e-6 {below}"),
    }
}

fn linear(runs: &[Run], _: &[f64]) -> Finding {
    let logarithms: Vec<f64> = tail(&runs[0], 0.5).iter().map(|error| error.log10()).collect();
    let (r_squared, slope) = straight_line(&logarithms);
    Finding {
        holds: r_squared >= LINEAR_R_SQUARED,
        measured: format!("R² {r_squared:.5}, {:.2} decades in 10,000 steps", slope * 1e4),
    }
}

fn steady(runs: &[Run], _: &[f64]) -> Finding {
    let growths = growths(errors(&runs[0]));
    let steps = errors(&runs[0]).len().saturating_sub(1);
    Finding {
        holds: growths == 0,
        measured: format!("the error grows at {} of {} steps", count(growths), count(steps)),
    }
}

fn fast(runs: &[Run], _: &[f64]) -> Finding {
    let target = final_error(&runs[1]);
    let step = first_below(&runs[0], target);
    let steps = errors(&runs[0]).len().saturating_sub(1) as f64;
    let below = at_step(first_below(&runs[0], 1e-6));
    Finding {
        holds: step.is_some_and(|step| step as f64 <= FAST_SHARE * steps),
        measured: format!("below {target:.2e} {}, below 1e-6 {below}", at_step(step)),
    }
}

fn reach(runs: &[Run], threshold: f64) -> (Option<usize>, Option<usize>, String) {
    let [first, second] = [0, 1].map(|index| first_below(&runs[index], threshold));
    let words = format!("below {threshold} {}, {} {}", at_step(first), runs[1].id, at_step(second));
    (first, second, words)
}

fn faster_to(runs: &[Run], thresholds: &[f64]) -> Finding {
    let (first, second, measured) = reach(runs, thresholds[0]);
    let holds = first.is_some_and(|first| second.is_none_or(|second| first < second));
    Finding { holds, measured }
}

fn slower_to(runs: &[Run], thresholds: &[f64]) -> Finding {
    let (first, second, measured) = reach(runs, thresholds[0]);
    let holds = second.is_some_and(|second| first.is_none_or(|first| first > second));
    Finding { holds, measured }
}

fn fast_middle(runs: &[Run], _: &[f64]) -> Finding {
    let errors = errors(&runs[0]);
    let (quarter, window) = (errors.len() / 4, errors.len() / 20);
    let last = (errors.len() - quarter).saturating_sub(window + 1);
    let drop = |start: usize| (errors[start] / errors[start + window], start);
    let steepest = (quarter..last)
        .map(drop)
        .fold((0.0, 0), |best, next| if next.0 > best.0 { next } else { best });
    Finding {
        holds: steepest.0 >= 1000.0,
        measured: format!(
            "by a factor of {:.1e} from step {} to {}",
            steepest.0,
            count(steepest.1),
            count(steepest.1 + window)
        ),
    }
}

fn final_errors(runs: &[Run]) -> (f64, f64, String) {
    let (first, second) = (final_error(&runs[0]), final_error(&runs[1]));
    let word = |error: f64| if error.is_nan() { "nan".to_owned() } else { format!("{error:.2e}") };
    (first, second, format!("final error {}, {} {}", word(first), runs[1].id, word(second)))
}

fn more_precise(runs: &[Run], _: &[f64]) -> Finding {
    let (first, second, measured) = final_errors(runs);
    Finding { holds: first < second || (first.is_finite() && second.is_nan()), measured }
}

fn less_precise(runs: &[Run], _: &[f64]) -> Finding {
    let (first, second, measured) = final_errors(runs);
    Finding { holds: first > second && first.is_finite(), measured }
}

fn slightly_apart(runs: &[Run], _: &[f64]) -> Finding {
    let (first, second, _) = final_errors(runs);
    let factor = (first / second).max(second / first);
    Finding { holds: factor <= 10.0, measured: format!("a factor of {factor:.1}") }
}

fn near_machine_precision(runs: &[Run], _: &[f64]) -> Finding {
    let value = runs[0].trajectory.final_value;
    Finding {
        holds: value < f64::EPSILON,
        measured: format!("objective {value:.2e}, error {:.2e}", final_error(&runs[0])),
    }
}

fn stays_stable(runs: &[Run], _: &[f64]) -> Finding {
    let below = first_below(&runs[0], STABLE_ERROR);
    let after = below.map_or(&[][..], |step| &errors(&runs[0])[step..]);
    let largest = after.iter().copied().fold(0.0, f64::max);
    Finding {
        holds: below.is_some() && after.iter().all(|&error| error < STABLE_ERROR),
        measured: format!("below 1e-3 {}, at most {largest:.1e} after", at_step(below)),
    }
}

fn fluctuates_at_end(runs: &[Run], _: &[f64]) -> Finding {
    let share = turns(tail(&runs[0], 0.1));
    Finding {
        holds: share >= FLUCTUATING_TURNS,
        measured: format!("turns at {} of the last tenth's steps", percent(share)),
    }
}

fn oscillates(runs: &[Run], _: &[f64]) -> Finding {
    let half = tail(&runs[0], 0.5);
    let share = turns(half);
    let largest = half.iter().copied().fold(0.0, f64::max);
    let smallest = half.iter().copied().fold(f64::INFINITY, f64::min);
    Finding {
        holds: share >= OSCILLATING_TURNS && largest >= 10.0 * smallest,
        measured: format!(
            "turns at {} of the second half's steps, error {smallest:.1e} to {largest:.1e}",
            percent(share)
        ),
    }
}

fn minimal_noise(runs: &[Run], _: &[f64]) -> Finding {
    let errors = errors(&runs[0]);
    let (growths, steps) = (growths(errors), errors.len().saturating_sub(1));
    Finding {
        holds: growths as f64 <= MINIMAL_NOISE * steps as f64,
        measured: format!("the error grows at {} of {} steps", count(growths), count(steps)),
    }
}

fn early_spike(runs: &[Run], _: &[f64]) -> Finding {
    let errors = errors(&runs[0]);
    let first = errors.first().copied().unwrap_or(f64::NAN);
    let step = first_beyond(&runs[0], 10.0 * first);
    Finding {
        holds: step.is_some_and(|step| step * 100 <= errors.len()),
        measured: format!("beyond ten times the first error {}", at_step(step)),
    }
}

fn overflows(runs: &[Run], _: &[f64]) -> Finding {
    let points = &runs[0].trajectory.points;
    let step = points.iter().position(|point| point.iter().any(|c| !c.is_finite()));
    Finding { holds: step.is_some(), measured: format!("leaves f64 {}", at_step(step)) }
}

#[cfg(test)]
mod tests;
