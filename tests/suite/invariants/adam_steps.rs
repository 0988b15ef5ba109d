//! How far one step of Adam can go: property 21.

use verigrad::tolerance;

use super::*;

in_both_precisions! {
    no_adam_step_is_longer_than_its_weights_allow(
        rate in strategies::rate(),
        beta1 in strategies::decay(),
        gradients in strategies::gradients()
    );
    growing_gradients_make_the_longest_step(
        rate in strategies::rate(),
        beta1 in strategies::adam_beta1(),
        steps in 1..30_usize
    );
}

/// The weights of a bias-corrected mean after `steps` steps, the newest last; they sum to 1.
fn weights(beta: f64, steps: usize) -> Vec<f64> {
    let whole = 1.0 - beta.powi(steps as i32);
    (0..steps).rev().map(|age| (1.0 - beta) * beta.powi(age as i32) / whole).collect()
}

/// √(Σ w²/u), which bounds |m̂|/√v̂ by Cauchy and Schwarz.
fn longest(beta1: f64, beta2: f64, steps: usize) -> f64 {
    let pairs = weights(beta1, steps).into_iter().zip(weights(beta2, steps));
    pairs.map(|(w, u)| w * w / u).sum::<f64>().sqrt()
}

fn without_epsilon(rate: f64, beta1: f64) -> Optimiser {
    Optimiser::Adam(AdamSettings { beta1, epsilon: 0.0, ..AdamSettings::new(rate) })
}

fn no_adam_step_is_longer_than_its_weights_allow<T: Real>(
    rate: f64,
    beta1: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let path: Vec<f64> =
        path::<T>(without_epsilon(rate, beta1), &gradients).into_iter().map(widen).collect();
    let mut before = 0.0;
    for (index, &parameter) in path.iter().enumerate() {
        let steps = index + 1;
        let bound = rate * longest(beta1, 0.999, steps);
        // Parameter and moments are rounded at every step.
        let rounding = epsilon::<T>() * (parameter.abs() + 4.0 * bound * steps as f64);
        prop_assert!((parameter - before).abs() <= bound + 4.0 * rounding);
        before = parameter;
    }
    Ok(())
}

/// Equality needs gₖ in proportion to wₖ/uₖ.
fn growing_gradients_make_the_longest_step<T: Real>(
    rate: f64,
    beta1: f64,
    steps: usize,
) -> TestCaseResult {
    let ratios = weights(beta1, steps).into_iter().zip(weights(0.999, steps));
    let gradients: Vec<f64> = ratios.map(|(w, u)| w / u).collect();
    let mut rule = without_epsilon(rate, beta1).start::<T>(1);
    let mut parameter = [T::zero()];
    for gradient in gradients {
        parameter[0] = T::zero();
        rule.step(&mut parameter, &[T::constant(gradient)]);
    }
    let step = -widen(parameter[0]);
    let bound = rate * longest(beta1, 0.999, steps);
    // Shares of 1 - 0.999 in f32 keep ε·1000 of themselves; the root halves that.
    let tolerance = bound * epsilon::<T>() * (500.0 + 8.0 * steps as f64);
    prop_assert!((step - bound).abs() <= tolerance, "{} {}", step, bound);
    Ok(())
}

/// The limit is η(1 - β₁)/√((1 - β₂)(1 - β₁²/β₂)) = 7.27·η, and steps of more than the 3.16·η
/// of isolated spikes do occur.
#[test]
fn steps_of_seven_times_the_rate_occur() {
    let (beta1, beta2) = (0.9_f64, 0.999_f64);
    let limit = (1.0 - beta1) / ((1.0 - beta2) * (1.0 - beta1 * beta1 / beta2)).sqrt();
    assert_eq!(format!("{limit:.2}"), "7.27");
    assert!((longest(beta1, beta2, 40_000) / limit - 1.0).abs() < tolerance::LIMIT);
    let gradients: Vec<f64> = (0..300).map(|k| (0.9_f64 / 0.999).powi(300 - k)).collect();
    let path = path::<f64>(without_epsilon(1.0, beta1), &gradients);
    let step = path[298] - path[299];
    assert!(step > 3.5 && step <= longest(beta1, beta2, 300) * (1.0 + tolerance::LIMIT), "{step}");
    let spike: Vec<f64> = (0..5000).map(|k| if k == 4999 { 1.0 } else { 1e-9 }).collect();
    let path = super::path::<f64>(without_epsilon(1.0, beta1), &spike);
    let of_spike = path[4998] - path[4999];
    let expected = 0.1 / (0.001 / (1.0 - 0.999_f64.powi(5000))).sqrt();
    assert!((of_spike - expected).abs() < tolerance::SMALL_GRADIENTS, "{of_spike}");
}
