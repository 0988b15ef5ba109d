//! A candidate, what it is set to, and how its steps are read off.

use std::time::Instant;

use super::candidate::{Candidate, Running};
use super::convention::Convention;
use super::model::Model;
use super::noise::{MAGNIFIED, Noise};
use super::sequence::Sequence;
use super::settings::Settings;
use crate::arithmetic::Real;
use crate::tolerance;

/// How many random roundings of a model are looked at.
const ROUNDINGS: u64 = 6;

/// What a candidate is checked on.
pub(super) struct Bench<'a, T: Real> {
    pub(super) candidate: &'a dyn Candidate<T>,
    pub(super) settings: Settings,
    /// The only number of parameters that it takes, if there is one.
    pub(super) length: Option<usize>,
    /// When no step is taken any more.
    pub(super) until: Instant,
}

pub(super) fn widen<T: Real>(value: T) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

/// As the candidate's number type holds it.
pub(super) fn held<T: Real>(value: f64) -> f64 {
    widen(T::constant(value))
}

/// Half the distance from 1 to the next number, doubled: ε.
pub(super) fn unit<T: Real>() -> f64 {
    widen(T::epsilon())
}

impl<'a, T: Real> Bench<'a, T> {
    /// The same candidate with other settings, if it takes any.
    pub(super) fn with(&self, change: impl FnOnce(&mut Settings)) -> Option<Self> {
        let mut settings = self.settings;
        change(&mut settings);
        self.candidate.takes_settings().then_some(Self { settings, ..*self })
    }

    pub(super) fn start(&self, length: usize) -> Box<dyn Running<T> + 'a> {
        let candidate = self.candidate;
        candidate.start(&self.settings, length)
    }

    /// Whether no step is taken any more: what came of the steps before is half a thing then.
    pub(super) fn is_over(&self) -> bool {
        Instant::now() > self.until || self.candidate.is_over()
    }

    /// The number of parameters for a check of one.
    pub(super) fn usual_length(&self) -> usize {
        self.length.unwrap_or(1)
    }

    /// How far each step moves. A candidate of a fixed number of parameters is shown the same in
    /// each, and the first is looked at.
    ///
    /// `None` if the sequence changes the rate and the candidate cannot.
    pub(super) fn moves(&self, sequence: &Sequence) -> Option<Vec<f64>> {
        let mut rule = self.start(self.usual_length());
        self.moves_of(rule.as_mut(), sequence)
    }

    pub(super) fn moves_of(
        &self,
        rule: &mut dyn Running<T>,
        sequence: &Sequence,
    ) -> Option<Vec<f64>> {
        let length = self.usual_length();
        let mut moves = Vec::with_capacity(sequence.steps.len());
        for (index, step) in sequence.steps.iter().enumerate() {
            if let Some((at, rate)) = sequence.rate_change
                && at == index
                && !rule.set_learning_rate(rate)
            {
                return None;
            }
            let start = T::constant(step.parameter);
            if self.is_over() {
                moves.push(f64::NAN);
                continue;
            }
            let mut parameters = vec![start; length];
            rule.step(&mut parameters, &vec![T::constant(step.gradient); length]);
            let end = parameters.first().copied().unwrap_or_else(T::nan);
            moves.push(widen(end) - widen(start));
        }
        Some(moves)
    }

    /// Moves that no rate change could have prevented.
    pub(super) fn moves_at_constant_rate(&self, sequence: &Sequence) -> Vec<f64> {
        self.moves(&Sequence { rate_change: None, ..sequence.clone() }).unwrap_or_default()
    }

    /// Where each step of a run of its own leads, the gradient being a function of where it is.
    pub(super) fn walk<const N: usize>(
        &self,
        start: [f64; N],
        steps: usize,
        gradient: impl Fn([f64; N]) -> [f64; N],
    ) -> Vec<[f64; N]> {
        let length = self.length.map_or(N, |length| length.max(N));
        let mut rule = self.start(length);
        let cell = |values: [f64; N], k: usize| T::constant(values[k % N]);
        let mut parameters: Vec<T> = (0..length).map(|k| cell(start, k)).collect();
        let mut points = Vec::with_capacity(steps);
        for _ in 0..steps {
            let here = std::array::from_fn(|k| widen(parameters[k]));
            let slopes = gradient(here);
            if self.is_over() || slopes.iter().any(|slope| !held::<T>(*slope).is_finite()) {
                // Who has left the numbers is not followed.
                points.push([f64::NAN; N]);
                continue;
            }
            let slopes: Vec<T> = (0..length).map(|k| cell(slopes, k)).collect();
            rule.step(&mut parameters, &slopes);
            points.push(std::array::from_fn(|k| parameters.get(k).map_or(f64::NAN, |&p| widen(p))));
        }
        points
    }

    /// How far each step of a convention moves.
    pub(super) fn model(&self, convention: Convention, sequence: &Sequence) -> Vec<f64> {
        self.modelled(convention, sequence, Noise::none())
    }

    fn modelled(&self, convention: Convention, sequence: &Sequence, noise: Noise) -> Vec<f64> {
        let mut model = Model::new(convention, &self.settings, noise);
        let steps = sequence.steps.iter().enumerate();
        let moves = steps.map(|(index, step)| {
            if let Some((_, rate)) = sequence.rate_change.filter(|&(at, _)| at == index) {
                model.set_learning_rate(rate);
            }
            let start = held::<T>(step.parameter);
            model.step(start, held::<T>(step.gradient)) - start
        });
        moves.collect()
    }

    /// How far rounding may take each step from the convention's: the largest of a few random
    /// roundings of every operation, several times over.
    pub(super) fn allowance(
        &self,
        convention: Convention,
        sequence: &Sequence,
        exact: &[f64],
    ) -> Vec<f64> {
        let spread = |seed| {
            let noise = Noise::new(unit::<T>(), seed);
            self.modelled(convention, sequence, noise)
        };
        let runs: Vec<Vec<f64>> = (1..=ROUNDINGS).map(spread).collect();
        let of_step = |index: usize| {
            let exact: f64 = exact[index];
            let spread = runs.iter().map(|run| (run[index] - exact).abs()).fold(0.0, f64::max);
            let spread = spread / MAGNIFIED;
            // A step from zero has at least its own last bit, and what underflows has none.
            let own =
                unit::<T>() * (exact.abs() + held::<T>(sequence.steps[index].parameter).abs());
            tolerance::RANDOM_ROUNDINGS * spread + own + widen(T::min_positive_value())
        };
        (0..exact.len()).map(of_step).collect()
    }
}
