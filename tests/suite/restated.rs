//! Every trajectory of the update rules, at every step, against a restatement that shares no
//! line with them: exact decimal arithmetic on closed forms and explicit sums, and the
//! eigen-decomposition of a quadratic.
//!
//! Settings are widened from the rule's own number type, so that what is compared is the
//! rounding of the steps and nothing else.

mod adam;
mod exact;
mod momentum;
mod quadratics;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use verigrad::arithmetic::Real;
use verigrad::optim::Optimiser;

use crate::strategies;

fn widen<T: Real>(value: T) -> f64 {
    value.to_f64().expect("a float")
}

/// A setting as the rule holds it.
fn held<T: Real>(setting: f64) -> f64 {
    widen(T::constant(setting))
}

/// Where a parameter is after each step from `start`.
fn walk<T: Real>(optimiser: Optimiser, start: f64, gradients: &[f64]) -> Vec<f64> {
    let mut rule = optimiser.start::<T>(1);
    let mut parameter = [T::constant(start)];
    let mut step = |&gradient: &f64| {
        rule.step(&mut parameter, &[T::constant(gradient)]);
        widen(parameter[0])
    };
    gradients.iter().map(&mut step).collect()
}
