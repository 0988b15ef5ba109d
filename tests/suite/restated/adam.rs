//! Adam with explicit sums for its moments.

use bigdecimal::BigDecimal;
use verigrad::optim::{AdamSettings, BiasCorrection, EpsilonPlace, Rounding, WeightDecayForm};

use super::exact::{exact, off, one, powers, short};
use super::*;

in_both_precisions! {
    adam_is_its_explicit_sums(
        rate in strategies::rate(),
        betas in strategies::betas(),
        epsilon in strategies::small_epsilon(),
        weight_decay in strategies::any_weight_decay(),
        gradients in strategies::gradients()
    );
}

/// A rule's settings as exact numbers.
struct Exact {
    rate: BigDecimal,
    beta1: BigDecimal,
    beta2: BigDecimal,
    epsilon: BigDecimal,
    place: EpsilonPlace,
    weight_decay: BigDecimal,
    kept: BigDecimal,
    form: WeightDecayForm,
}

/// What distinguishes a wrong Adam from the right one.
#[derive(Clone, Copy, PartialEq)]
enum Bug {
    None,
    CorrectionOneStepLate,
}

/// m̂ₜ = Σₖ (1 - β₁)·β₁^(t-k)·gₖ / (1 - β₁ᵗ), v̂ₜ the same of gₖ² with β₂: no running moments.
fn restated<T: Real>(settings: &Exact, gradients: &[f64], bug: Bug) -> Vec<BigDecimal> {
    let [first, second] =
        [&settings.beta1, &settings.beta2].map(|beta| powers(beta, gradients.len() + 2));
    let mut point = one();
    let mut seen: Vec<BigDecimal> = Vec::new();
    let mut points = Vec::new();
    for (time, &gradient) in gradients.iter().enumerate() {
        let gradient = exact(held::<T>(gradient));
        seen.push(match settings.form {
            WeightDecayForm::Coupled => short(gradient + &settings.weight_decay * &point),
            WeightDecayForm::Decoupled => gradient,
        });
        let mean = |powers: &[BigDecimal], power: &dyn Fn(&BigDecimal) -> BigDecimal| {
            let sum = seen
                .iter()
                .rev()
                .zip(powers)
                .fold(exact(0.0), |sum, (g, weight)| sum + short(weight * power(g)));
            let corrected = time + 1 + usize::from(bug == Bug::CorrectionOneStepLate);
            short(sum * (one() - &powers[1]) / (one() - &powers[corrected]))
        };
        let first_hat = mean(&first, &Clone::clone);
        let second_hat = mean(&second, &|g| g * g);
        let root = |x: BigDecimal| short(x.sqrt().expect("not negative"));
        let denominator = match settings.place {
            EpsilonPlace::OutsideRoot => root(second_hat) + &settings.epsilon,
            EpsilonPlace::InsideRoot => root(second_hat + &settings.epsilon),
        };
        if settings.form == WeightDecayForm::Decoupled {
            point *= &settings.kept;
        }
        point = short(point - short(&settings.rate * first_hat / denominator));
        points.push(point.clone());
    }
    points
}

fn adam_is_its_explicit_sums<T: Real>(
    rate: f64,
    (beta1, beta2): (f64, f64),
    epsilon: f64,
    weight_decay: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    for (place, form) in [
        (EpsilonPlace::OutsideRoot, WeightDecayForm::Coupled),
        (EpsilonPlace::OutsideRoot, WeightDecayForm::Decoupled),
        (EpsilonPlace::InsideRoot, WeightDecayForm::Coupled),
    ] {
        let settings = Exact {
            rate: exact(held::<T>(rate)),
            beta1: exact(beta1),
            beta2: exact(beta2),
            epsilon: exact(held::<T>(epsilon)),
            place,
            weight_decay: exact(held::<T>(weight_decay)),
            kept: exact(held::<T>(1.0 - rate * weight_decay)),
            form,
        };
        let expected = restated::<T>(&settings, &gradients, Bug::None);
        let late = restated::<T>(&settings, &gradients, Bug::CorrectionOneStepLate);
        for (bias_correction, rounding) in [
            (BiasCorrection::MomentsDivided, Rounding::EachOperation),
            (BiasCorrection::StepScaled, Rounding::EachOperation),
            (BiasCorrection::StepScaled, Rounding::Fused),
        ] {
            let adam = AdamSettings {
                learning_rate: rate,
                beta1,
                beta2,
                epsilon,
                epsilon_place: place,
                bias_correction,
                weight_decay,
                weight_decay_form: form,
                rounding,
            };
            let found = walk::<T>(Optimiser::Adam(adam), 1.0, &gradients);
            let largest = found.iter().fold(1.0, |largest: f64, point| largest.max(point.abs()));
            for (time, &found) in found.iter().enumerate() {
                let tolerance = tolerance::<T>(rate, [beta1, beta2], largest, time + 1);
                let error = off(found, &expected[time]);
                prop_assert!(
                    error <= tolerance,
                    "{:?} {:?} {:?}, step {}: {:e} > {:e}",
                    place,
                    form,
                    bias_correction,
                    time + 1,
                    error,
                    tolerance
                );
            }
            // The neighbour: a bias correction that is off by one step.
            prop_assert!(
                off(found[0], &late[0]) > tolerance::<T>(rate, [beta1, beta2], largest, 1)
            );
        }
    }
    Ok(())
}

/// Rounding of `steps` steps. A step is at most 7.3 times the rate (property 21) for the betas
/// drawn here, and relative to that carries three roundings for each step that a moment
/// remembers; a share 1 - β held in the parameters' type keeps ε/(1 - β) of itself, and so does
/// a correction from βᵗ.
fn tolerance<T: Real>(rate: f64, betas: [f64; 2], largest: f64, steps: usize) -> f64 {
    let epsilon = widen(T::epsilon());
    let memory = betas.iter().map(|beta| 1.0 / (1.0 - beta)).fold(1.0, f64::max);
    let steps = steps as f64;
    epsilon * (steps * largest + 7.3 * rate * steps * (8.0 + steps.min(memory) + memory))
}
