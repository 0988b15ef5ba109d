//! What must hold of the update rules and of training, whatever the objective.
//!
//! Where two computations perform the same operations they are compared by bits. Elsewhere
//! the tolerance is the sum of the roundings, and a neighbour that must fail stands beside.
//! Properties that are known to be false of a rule are asserted to be false.

mod adam;
mod adam_steps;
mod counterexamples;
mod descent;
mod differences;
mod heavy_ball;
mod objectives;
mod resumption;
mod symmetries;
mod weight_decay;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use verigrad::arithmetic::Real;
use verigrad::optim::{
    AdamSettings, BiasCorrection, EpsilonPlace, MomentumForm, MomentumSettings, Optimiser,
    Rounding, WeightDecayForm,
};

use crate::strategies;

pub fn descent(learning_rate: f64) -> Optimiser {
    Optimiser::GradientDescent { learning_rate }
}

pub fn momentum(learning_rate: f64, decay: f64, form: MomentumForm) -> Optimiser {
    Optimiser::Momentum(MomentumSettings { form, ..MomentumSettings::new(learning_rate, decay) })
}

pub fn adam(learning_rate: f64, epsilon: f64, epsilon_place: EpsilonPlace) -> Optimiser {
    let settings = AdamSettings { epsilon, epsilon_place, ..AdamSettings::new(learning_rate) };
    Optimiser::Adam(settings)
}

pub const FORMS: [MomentumForm; 3] =
    [MomentumForm::RateOutside, MomentumForm::RateInside, MomentumForm::Average];

pub const PLACES: [EpsilonPlace; 2] = [EpsilonPlace::OutsideRoot, EpsilonPlace::InsideRoot];

/// Every rule in every convention.
pub fn every_rule(rate: f64) -> Vec<Optimiser> {
    let momenta = FORMS.map(|form| momentum(rate, 0.9, form));
    let adams = PLACES.map(|place| adam(rate, 1e-8, place));
    let pytorch = [
        Optimiser::Momentum(MomentumSettings::pytorch(rate, 0.9)),
        Optimiser::Adam(AdamSettings::pytorch(rate)),
    ];
    [descent(rate)].into_iter().chain(momenta).chain(adams).chain(pytorch).collect()
}

/// The parameter after each step of one that starts at zero and is shown these gradients.
pub fn path<T: Real>(optimiser: Optimiser, gradients: &[f64]) -> Vec<T> {
    let mut rule = optimiser.start::<T>(1);
    let mut parameter = [T::zero()];
    let mut step = |&gradient: &f64| {
        rule.step(&mut parameter, &[T::constant(gradient)]);
        parameter[0]
    };
    gradients.iter().map(&mut step).collect()
}

pub fn widen<T: Real>(value: T) -> f64 {
    value.to_f64().expect("a float")
}

pub fn epsilon<T: Real>() -> f64 {
    widen(T::epsilon())
}

/// The largest difference of two paths.
pub fn distance<T: Real>(one: &[T], other: &[T]) -> f64 {
    let differences = one.iter().zip(other).map(|(&a, &b)| (widen(a) - widen(b)).abs());
    differences.fold(0.0, f64::max)
}
