//! Momentum in closed form.

use verigrad::optim::{MomentumForm, MomentumSettings, Rounding, WeightDecayForm};

use super::exact::{exact, off, one, powers, short};
use super::*;

in_both_precisions! {
    momentum_is_its_closed_form(
        rate in strategies::rate(),
        decay in strategies::decay(),
        start in strategies::gradient(),
        gradients in strategies::gradients()
    );
    momentum_with_decay_is_a_second_order_recurrence(
        rate in strategies::rate(),
        decay in strategies::decay(),
        weight_decay in strategies::weight_decay(),
        gradients in strategies::gradients()
    );
}

/// Rounding of `steps` steps at gradients of at most 1: three roundings in each velocity, of
/// at most the memory 1/(1 - γ) and remembered for as long, and one of a parameter that has
/// moved at most rate times memory a step.
fn rounding<T: Real>(rate: f64, decay: f64, start: f64, steps: usize) -> f64 {
    let (steps, memory) = (steps as f64, 1.0 / (1.0 - decay));
    let epsilon = widen(T::epsilon());
    steps * epsilon * (start.abs() + rate * memory * (4.0 * memory + steps))
}

/// No velocity, no loop over steps: θₜ = θ₀ - η·s·Σₖ gₖ·(1 - γ^(t-k+1))/(1 - γ), with s = 1 for
/// the first two forms and 1 - γ for the average.
fn momentum_is_its_closed_form<T: Real>(
    rate: f64,
    decay: f64,
    start: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let gamma = exact(held::<T>(decay));
    let powers = powers(&gamma, gradients.len() + 1);
    let moved = |share: f64, time: usize| {
        let sum = (0..=time).fold(exact(0.0), |sum, k| {
            sum + exact(held::<T>(gradients[k])) * (one() - &powers[time - k + 1])
        });
        let distance = short(sum) * exact(held::<T>(rate)) * exact(share) / (one() - &gamma);
        exact(held::<T>(start)) - short(distance)
    };
    let forms = [
        (MomentumForm::RateOutside, 1.0),
        (MomentumForm::RateInside, 1.0),
        (MomentumForm::Average, held::<T>(1.0 - decay)),
    ];
    for (form, share) in forms {
        for rounding in [Rounding::EachOperation, Rounding::Fused] {
            let settings =
                MomentumSettings { form, rounding, ..MomentumSettings::new(rate, decay) };
            let found = walk::<T>(Optimiser::Momentum(settings), start, &gradients);
            for (time, found) in found.into_iter().enumerate() {
                let tolerance = self::rounding::<T>(rate, decay, start, time + 1);
                let error = off(found, &moved(share, time));
                prop_assert!(error <= tolerance, "{:?}, step {}: {:e}", form, time + 1, error);
            }
        }
    }
    Ok(())
}

/// The bound above leaves no room for another momentum: a first velocity of nothing, one of
/// (1 - γ)·g, or a γ that is 1e-12 off.
#[test]
fn another_momentum_is_out_of_bounds() {
    let gradients = [1.0, 0.5, -0.25, 0.75];
    let settings = MomentumSettings::new(0.1, 0.9);
    let found = walk::<f64>(Optimiser::Momentum(settings), 0.0, &gradients);
    let last = |settings, gradients: &[f64]| {
        walk::<f64>(Optimiser::Momentum(settings), 0.0, gradients).pop().expect("four steps")
    };
    let near = |other: f64| (found[3] - other).abs() <= rounding::<f64>(0.1, 0.9, 0.0, 4);
    assert!(near(last(settings, &gradients)));
    assert!(!near(last(settings, &[0.0, 0.5, -0.25, 0.75])));
    assert!(!near(last(settings, &[0.1, 0.5, -0.25, 0.75])));
    assert!(!near(last(MomentumSettings::new(0.1, 0.9 + 1e-12), &gradients)));
}

/// With the velocity eliminated, a coupled decay makes
/// θₜ₊₁ = (1 + γ - ηλ)·θₜ - γ·θₜ₋₁ - η·gₜ, and a decoupled one, with k = 1 - ηλ,
/// θₜ₊₁ = (k + γ)·θₜ - γ·k·θₜ₋₁ - η·gₜ.
fn momentum_with_decay_is_a_second_order_recurrence<T: Real>(
    rate: f64,
    decay: f64,
    weight_decay: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let [eta, gamma, lambda] = [rate, decay, weight_decay].map(|x| exact(held::<T>(x)));
    let kept = exact(held::<T>(1.0 - rate * weight_decay));
    for form in [WeightDecayForm::Coupled, WeightDecayForm::Decoupled] {
        let (first, second) = match form {
            WeightDecayForm::Coupled => (one() + &gamma - &eta * &lambda, gamma.clone()),
            WeightDecayForm::Decoupled => (&kept + &gamma, &gamma * &kept),
        };
        // As if the parameter had rested before the first step.
        let mut points = vec![match form {
            WeightDecayForm::Coupled => one(),
            WeightDecayForm::Decoupled => one() / &kept,
        }];
        points.push(one());
        for &gradient in &gradients {
            let [.., before, now] = &points[..] else { unreachable!("two at the start") };
            let next = &first * now - &second * before - &eta * exact(held::<T>(gradient));
            points.push(short(next));
        }
        let settings = MomentumSettings {
            weight_decay,
            weight_decay_form: form,
            ..MomentumSettings::new(rate, decay)
        };
        let found = walk::<T>(Optimiser::Momentum(settings), 1.0, &gradients);
        // A decay adds gradients of its own, of λ times the parameter.
        let largest = found.iter().fold(1.0, |largest: f64, point| largest.max(point.abs()));
        for (time, (found, expected)) in found.into_iter().zip(&points[2..]).enumerate() {
            let tolerance = 4.0
                * rounding::<T>(rate, decay, largest, time + 1)
                * (1.0 + weight_decay * largest);
            let error = off(found, expected);
            prop_assert!(error <= tolerance, "{:?}, step {}: {:e}", form, time + 1, error);
        }
    }
    Ok(())
}
