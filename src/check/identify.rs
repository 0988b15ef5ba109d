//! Which convention a candidate has: the known ones are held against its steps on sequences that
//! tell them apart.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::bench::{Bench, unit};
use super::convention::{Convention, Rule, WeightDecay};
use super::family::conventions;
use super::sequence::{Sequence, probes};
use crate::arithmetic::Real;

/// What the steps of a candidate say about its convention.
#[derive(Clone, Debug, PartialEq)]
pub struct Identified {
    /// All that explain every step of every probe to rounding, the usual one first; several if
    /// the settings make them the same, as a rate that is never changed does.
    pub fitting: Vec<Convention>,
    /// The one whose steps are the most alike.
    pub nearest: Convention,
    /// Where the nearest one departs first, if it does.
    pub departure: Option<Departure>,
    /// How many tolerances lie between the candidate and the nearest convention that does not
    /// fit: what the fit could have missed is smaller than that.
    pub margin: f64,
    /// How many conventions were held against it.
    pub considered: usize,
}

/// A step that a convention does not explain.
#[derive(Clone, Debug, PartialEq)]
pub struct Departure {
    /// What was shown up to there.
    pub shown: Sequence,
    /// Which step, from 1.
    pub step: usize,
    /// How far the convention moves.
    pub expected: f64,
    /// How far the candidate moved.
    pub found: f64,
    /// What rounding could make of it.
    pub allowed: f64,
}

/// How well one convention explains the probes.
struct Fit {
    convention: Convention,
    departing: usize,
    worst: f64,
    /// Sum of relative differences, each at most 1.
    distance: f64,
    first: Option<Departure>,
}

/// Why nothing is known of a candidate's convention.
pub(super) enum Unobserved {
    /// It panicked, and said so.
    Panicked { shown: String, said: String },
    /// No step is taken any more, and not all of so many sequences were shown.
    Over { sequences: usize },
}

/// The candidate's moves on every probe that it can take.
pub(super) fn observe<T: Real>(
    bench: &Bench<'_, T>,
) -> Result<Vec<(Sequence, Vec<f64>)>, Unobserved> {
    let all = probes(&bench.settings, true);
    let sequences = all.len();
    let mut observed = Vec::with_capacity(sequences);
    for probe in all {
        // What a rule leaves behind when it panics is its own: it is not asked again.
        let moves = catch_unwind(AssertUnwindSafe(|| bench.moves(&probe)));
        let moves = moves.map_err(|payload| Unobserved::Panicked {
            shown: probe.to_string(),
            said: said(payload.as_ref()),
        })?;
        if bench.is_over() {
            return Err(Unobserved::Over { sequences });
        }
        observed.extend(moves.map(|moves| (probe, moves)));
    }
    Ok(observed)
}

fn said(payload: &dyn Any) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// Holds every convention of that rule and decay, or all, against what was observed.
pub(super) fn identify<T: Real>(
    bench: &Bench<'_, T>,
    observed: &[(Sequence, Vec<f64>)],
    rule: Option<Rule>,
    weight_decay: Option<WeightDecay>,
) -> Identified {
    let in_double = unit::<T>() < f64::from(f32::EPSILON);
    let known = conventions(&bench.settings, rule, weight_decay, in_double);
    let considered = known.len();
    let fits: Vec<Fit> = known.into_iter().map(|one| fit(bench, observed, one)).collect();
    let fitting: Vec<Convention> =
        fits.iter().filter(|fit| fit.departing == 0).map(|fit| fit.convention).collect();
    let others = fits.iter().filter(|fit| fit.departing > 0);
    let margin = others.map(|fit| fit.worst).fold(f64::INFINITY, f64::min);
    let order = |one: &&Fit, other: &&Fit| {
        let fits = |fit: &Fit| fit.departing > 0;
        fits(one).cmp(&fits(other)).then(one.distance.total_cmp(&other.distance))
    };
    let nearest = fits.iter().min_by(order);
    Identified {
        nearest: nearest.map_or(
            Convention { rule: Rule::GradientDescent, weight_decay: WeightDecay::None },
            |fit| fit.convention,
        ),
        departure: nearest.and_then(|fit| fit.first.clone()),
        fitting,
        margin,
        considered,
    }
}

fn fit<T: Real>(
    bench: &Bench<'_, T>,
    observed: &[(Sequence, Vec<f64>)],
    convention: Convention,
) -> Fit {
    let mut fit = Fit { convention, departing: 0, worst: 0.0, distance: 0.0, first: None };
    for (sequence, moves) in observed {
        let expected = bench.model(convention, sequence);
        let allowed = bench.allowance(convention, sequence, &expected);
        for (index, (&found, &expected)) in moves.iter().zip(&expected).enumerate() {
            let ratio = departure(found, expected, allowed[index]);
            fit.worst = fit.worst.max(ratio);
            fit.distance += relative(found, expected);
            if ratio > 1.0 {
                fit.departing += 1;
                fit.first.get_or_insert_with(|| Departure {
                    shown: up_to(sequence, index),
                    step: index + 1,
                    expected,
                    found,
                    allowed: allowed[index],
                });
            }
        }
    }
    fit
}

/// |a - b| over |a| + |b|, at most 1.
fn relative(found: f64, expected: f64) -> f64 {
    if found == expected {
        return 0.0;
    }
    let share = (found - expected).abs() / (found.abs() + expected.abs());
    if share.is_nan() { 1.0 } else { share }
}

/// In units of what is allowed; NaN beside a number is infinitely far.
pub(super) fn departure(found: f64, expected: f64, allowed: f64) -> f64 {
    if found == expected || (found.is_nan() && expected.is_nan()) {
        return 0.0;
    }
    let ratio = (found - expected).abs() / allowed;
    if ratio.is_nan() { f64::INFINITY } else { ratio }
}

fn up_to(sequence: &Sequence, index: usize) -> Sequence {
    Sequence {
        steps: sequence.steps[..=index].to_vec(),
        rate_change: sequence.rate_change.filter(|&(at, _)| at <= index),
    }
}
