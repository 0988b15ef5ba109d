//! Which digits of a run its algorithm decides, and which the order of its operations.
//!
//! Two honest programs for the same formulas round differently: one squares by `pow`, the other
//! by a product, one fuses a product with a sum, one computes (1-β₂)·(g·g). Where a run is
//! chaotic they print different digits. What they can print is measured:
//!
//! - **at random**: every operation gives one of the two neighbours of the exact result (Monte
//!   Carlo arithmetic: Parker 1997; Verificarlo, Denis et al. 2016; the random rounding of CADNA,
//!   Vignes 2004), in [`SAMPLES`] runs with fixed seeds;
//! - **by other implementations**: squares by `pow` and by products, sums with products fused,
//!   products from the right, and each of the forms of a rule that agree up to rounding
//!   ([`MomentumForm`] with the rate inside or outside, both of [`BiasCorrection`], plain descent
//!   fused as PyTorch does it). Rounding to nearest is biased, so these can lie outside the
//!   range of random rounding: plain descent on Rosenbrock's function ends a hundred times the
//!   random range's width beside it.
//!
//! The [`Range`] is their hull, widened.

mod compiled;
mod end;
mod random;
mod range;

use rayon::prelude::*;

use super::conventions::other_square;
use super::minimise_in_space::walk_in_space;
use crate::arithmetic::Parameter;
use crate::homework::{Assignment, Axis, Minimisation, PartId, QuantityId, Threshold, What};
use crate::objective::{
    Objective, Point, StandardObjective, distance_in_space, distance_to_minimum,
};
use crate::optim::{AdamSettings, BiasCorrection, MomentumForm, MomentumSettings, Optimiser};
use compiled::{Contracted, Regrouped};
use end::{End, Ended};
use random::RandomlyRounded;
pub use range::Range;
use range::Scale;

/// Runs with random rounding. One more of the same kind falls outside the hull of so many once
/// in a hundred times, before it is widened.
pub const SAMPLES: u64 = 200;

/// A way to evaluate formulas.
trait Implementation: Parameter {
    /// The number.
    fn to_f64(self) -> f64;

    /// The same as if it had been stored and read again.
    fn forgetting(self) -> Self {
        self
    }
}

impl Implementation for f64 {
    fn to_f64(self) -> f64 {
        self
    }
}

/// What can be printed of a run's end.
#[derive(Clone, Debug, PartialEq)]
pub struct EndRange {
    /// Both coordinates of the last point.
    pub point: Point<Range>,
    /// The objective there.
    pub value: Range,
    /// The distance from there to the nearest minimum.
    pub error: Range,
}

/// What can be printed of one quantity of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// A number.
    Number(Range),
    /// A point, by its coordinates.
    Point(Point<Range>),
    /// The number of a step; beyond the range it never comes.
    Step(Range),
}

impl EndRange {
    /// Of a quantity, if it is one of the run's end.
    pub fn of(&self, what: What) -> Option<Spread> {
        match what {
            What::Value => Some(Spread::Number(self.value)),
            What::Error => Some(Spread::Number(self.error)),
            What::Point => Some(Spread::Point(self.point)),
            What::Coordinate(Axis::X) => Some(Spread::Number(self.point[0])),
            What::Coordinate(Axis::Y) => Some(Spread::Number(self.point[1])),
            _ => None,
        }
    }
}

/// What can be printed of a run's end, by the 200 runs with random rounding and all other
/// implementations, in parallel.
///
/// ```
/// use verigrad::homework::Assignment;
/// use verigrad::measure::end_range;
///
/// let homework = Assignment::homework7().expect("the built-in homework");
/// let mut run = homework.runs().next().expect("plain descent").clone();
/// run.steps = 100;
/// assert!(end_range(&run).value.decided_digits() > 10);
/// ```
pub fn end_range(run: &Minimisation) -> EndRange {
    let ends = with_all(run, &End);
    let coordinate = |axis: usize| Range::of(ends.iter().map(|end| end.point[axis]), Scale::Linear);
    // A value can be negative where the objective's least one is.
    let scale = if run.objective.least() == 0.0 { Scale::Logarithmic } else { Scale::Linear };
    EndRange {
        point: [coordinate(0), coordinate(1)],
        value: Range::of(ends.iter().map(|end| end.value), scale),
        error: Range::of(ends.iter().map(|end| end.error), Scale::Logarithmic),
    }
}

/// What can be printed of the first step with a distance below a threshold. A run that never
/// comes there counts as one that leaves the range.
pub fn first_below_range(run: &Minimisation, threshold: Threshold) -> Range {
    let steps = with_all(run, &FirstBelow(threshold));
    let steps = steps.into_iter().map(|step| step.map_or(f64::INFINITY, |step| step as f64));
    Range::of(steps, Scale::Linear)
}

/// What rounding can make of one number of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounding {
    /// Which number.
    pub id: QuantityId,
    /// The re-run's.
    pub value: f64,
    /// What can be printed.
    pub range: Range,
}

/// Coordinates, value and error of every run of the wanted parts; equal runs are made once.
pub fn roundings(assignment: &Assignment, wanted: impl Fn(&PartId) -> bool) -> Vec<Rounding> {
    let wanted = |run: &&Minimisation| wanted(&run.id.part);
    let mut known: Vec<(&Minimisation, EndRange, [f64; 4])> = Vec::new();
    let mut all = Vec::new();
    for run in assignment.runs().filter(wanted) {
        let at = known.iter().position(|(known, ..)| known.same_run(run));
        let at = at.unwrap_or_else(|| {
            let Ended { point, value, error } = End.ask::<f64>(run);
            known.push((run, end_range(run), [point[0], point[1], value, error]));
            known.len() - 1
        });
        let (_, EndRange { point, value, error }, own) = &known[at];
        let whats =
            [What::Coordinate(Axis::X), What::Coordinate(Axis::Y), What::Value, What::Error];
        let ranges = [point[0], point[1], *value, *error];
        for ((what, &value), range) in whats.into_iter().zip(own).zip(ranges) {
            if matches!(what, What::Coordinate(_)) && !run.beyond.is_empty() {
                continue;
            }
            all.push(Rounding { id: QuantityId::of_run(&run.id, what), value, range });
        }
    }
    all
}

/// Something to find out about a run, whoever evaluates it.
trait Question: Sync {
    type Answer: Send;

    fn ask<T: Implementation>(&self, run: &Minimisation) -> Self::Answer;
}

/// The first step below a threshold.
struct FirstBelow(Threshold);

impl Question for FirstBelow {
    type Answer = Option<usize>;

    fn ask<T: Implementation>(&self, run: &Minimisation) -> Self::Answer {
        let mut first = None;
        if !run.is_plain() {
            let minima = run.objective.minima_in(run.dimensions());
            walk_in_space(run, T::forgetting, |step, point: &[T]| {
                let point: Vec<f64> = point.iter().map(|&number| number.to_f64()).collect();
                let near = distance_in_space(&minima, &point) < self.0.value();
                first = near.then_some(step);
                !near
            });
            return first;
        }
        let minima = run.objective.minima();
        walk(run, |step, point: Point<T>| {
            let near = distance_to_minimum(&minima, point.map(T::to_f64)) < self.0.value();
            first = near.then_some(step);
            !near
        });
        first
    }
}

/// Makes the run, as long as the visitor of its points wants to see more.
fn walk<T: Implementation>(run: &Minimisation, mut visit: impl FnMut(usize, Point<T>) -> bool) {
    let mut rule = run.optimiser.start::<T>(run.start.len());
    let mut point = run.start.map(T::constant);
    for step in 0..=run.steps {
        if !visit(step, point) || step == run.steps {
            break;
        }
        let gradient = run.objective.gradient(point).map(T::forgetting);
        rule.step(&mut point, &gradient);
        point = point.map(T::forgetting);
    }
}

/// The answers of everyone.
fn with_all<Q: Question>(run: &Minimisation, question: &Q) -> Vec<Q::Answer> {
    let random = (0..SAMPLES).into_par_iter().map(|sample| {
        // Nothing below leaves this thread.
        random::seed(sample);
        question.ask::<RandomlyRounded>(run)
    });
    let implementations = same_formulas(run);
    let others = implementations.par_iter().flat_map_iter(|run| {
        [question.ask::<f64>(run), question.ask::<Contracted>(run), question.ask::<Regrouped>(run)]
    });
    random.chain(others).collect()
}

/// The run and everything that differs from it in rounding alone, the run first.
fn same_formulas(run: &Minimisation) -> Vec<Minimisation> {
    let mut rules = vec![run.optimiser];
    match run.optimiser {
        Optimiser::GradientDescent { learning_rate } => {
            rules.push(Optimiser::Momentum(MomentumSettings::pytorch(learning_rate, 0.0)));
        }
        Optimiser::Momentum(settings) => {
            let other = match settings.form {
                MomentumForm::RateOutside => Some(MomentumForm::RateInside),
                MomentumForm::RateInside => Some(MomentumForm::RateOutside),
                MomentumForm::Average => None,
            };
            let other = other.map(|form| MomentumSettings { form, ..settings });
            rules.extend(other.map(Optimiser::Momentum));
        }
        Optimiser::Adam(settings) => {
            let bias_correction = match settings.bias_correction {
                BiasCorrection::MomentsDivided => BiasCorrection::StepScaled,
                BiasCorrection::StepScaled => BiasCorrection::MomentsDivided,
            };
            rules.push(Optimiser::Adam(AdamSettings { bias_correction, ..settings }));
        }
    }
    let (_, squared_otherwise) = other_square(run.objective.clone());
    let objectives = [run.objective.clone(), squared_otherwise];
    let with = |objective: StandardObjective| {
        rules.iter().map(move |&optimiser| Minimisation {
            objective: objective.clone(),
            optimiser,
            ..run.clone()
        })
    };
    objectives.into_iter().flat_map(with).collect()
}
