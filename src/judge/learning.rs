//! Statements about trainings and gradients of nets: each a predicate on one row, judged by how
//! many rows it holds in. "Accuracy" is the share of test images that are right.

use crate::homework::{Argument, Predicate, PredicateName, QuantityId, What};
use crate::measure::Measurements;

/// What a predicate looks at, of each of its arguments.
fn quantity(argument: &Argument) -> QuantityId {
    match argument {
        Argument::Run(id) | Argument::Training(id) => QuantityId::of_run(id, What::AccuracyByEpoch),
        Argument::Sweep(part) => QuantityId::of_part(part, What::BestAccuracy),
        Argument::Probe(part) => QuantityId::of_part(part, What::GradientNormByLayer),
        Argument::Quantity(id) => id.clone(),
    }
}

/// Which threshold of a predicate's range is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// The one that is easiest to satisfy.
    Easiest,
    /// The usual one.
    Usual,
    /// The one that is hardest to satisfy.
    Hardest,
}

/// Whether a predicate holds in a row, which has to have all parts that it speaks of.
///
/// # Errors
/// What the row does not have.
pub fn holds(
    predicate: &Predicate,
    rows: &[&Measurements],
    meant: Meant,
) -> Result<bool, QuantityId> {
    let mut numbers: Vec<Vec<f64>> = Vec::new();
    for argument in &predicate.arguments {
        let id = quantity(argument);
        let list = rows.iter().find_map(|row| row.numbers(&id).map(<[f64]>::to_vec));
        let one = || rows.iter().find_map(|row| row.number(&id)).map(|number| vec![number]);
        match list.or_else(one) {
            Some(found) => numbers.push(found),
            None => return Err(id),
        }
    }
    let threshold = predicate.thresholds.first().map_or(f64::NAN, |range| {
        // The larger threshold is the easier one of these, and the harder one of the others.
        let smaller = matches!(
            predicate.name,
            PredicateName::LearnsSlowly
                | PredicateName::Stable
                | PredicateName::Vanishes
                | PredicateName::FlattensEarlier
        );
        match (meant, smaller) {
            (Meant::Usual, _) => range.usual,
            (Meant::Easiest, true) | (Meant::Hardest, false) => range.high,
            (Meant::Easiest, false) | (Meant::Hardest, true) => range.low,
        }
    });
    let lists: Vec<&[f64]> = numbers.iter().map(Vec::as_slice).collect();
    Ok(decide(predicate.name, &lists, threshold))
}

fn decide(name: PredicateName, lists: &[&[f64]], threshold: f64) -> bool {
    match (name, lists) {
        (PredicateName::LearnsSlowly, [curve]) => first(curve) < threshold,
        (PredicateName::LearnsFast, [curve]) => first(curve) >= threshold,
        (PredicateName::StartsBelow, [one, other]) => first(one) < first(other),
        (PredicateName::StartsAbove, [one, other]) => first(one) > first(other),
        (PredicateName::EndsHigh, [curve]) => last(curve) >= threshold,
        (PredicateName::EndsBelow, [one, other]) => last(one) < last(other),
        (PredicateName::Stable, [curve]) => largest_fall(curve) < threshold,
        (PredicateName::Unstable, [curve]) => largest_fall(curve) >= threshold,
        (PredicateName::LessConsistent, [one, other]) => falls(one) > falls(other),
        (PredicateName::FlattensEarlier, [one, other]) => {
            flat_from(one, threshold) < flat_from(other, threshold)
        }
        (PredicateName::BestAbove, [one, other]) => last(one) > last(other),
        (PredicateName::Vanishes, [norms]) => first(norms) < threshold * last(norms),
        (PredicateName::FirstLarger, [norms]) => first(norms) > last(norms),
        _ => unreachable!("{} was read with other arguments", name.word()),
    }
}

fn first(curve: &[f64]) -> f64 {
    curve.first().copied().unwrap_or(f64::NAN)
}

fn last(curve: &[f64]) -> f64 {
    curve.last().copied().unwrap_or(f64::NAN)
}

/// Rounded to a millionth, so that half a point between accuracies is half a point.
fn difference(one: f64, other: f64) -> f64 {
    ((one - other) * 1e6).round() / 1e6
}

/// How far each epoch falls below the one before; 0 where it does not.
fn each_fall(curve: &[f64]) -> impl Iterator<Item = f64> + '_ {
    curve.windows(2).map(|pair| difference(pair[0], pair[1]).max(0.0))
}

fn largest_fall(curve: &[f64]) -> f64 {
    each_fall(curve).fold(0.0, f64::max)
}

fn falls(curve: &[f64]) -> f64 {
    each_fall(curve).sum()
}

fn flat_from(curve: &[f64], close: f64) -> usize {
    let end = last(curve);
    let far = |accuracy: &f64| difference(*accuracy, end).abs() >= close;
    curve.iter().rposition(far).map_or(0, |epoch| epoch + 1)
}
