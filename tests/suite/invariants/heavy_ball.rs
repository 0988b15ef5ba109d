//! Momentum: properties 5, 6 and 8 to 11.

use super::*;

in_both_precisions! {
    no_decay_is_gradient_descent(
        rate in strategies::rate(),
        gradients in strategies::gradients()
    );
    the_rate_commutes_with_the_velocity(
        rate in strategies::rate(),
        decay in strategies::decay(),
        gradients in strategies::gradients()
    );
    an_average_is_a_smaller_rate(
        rate in strategies::rate(),
        decay in strategies::real_decay(),
        gradients in strategies::gradients()
    );
    constant_gradients_fill_the_velocity(
        decay in strategies::decay(),
        gradient in strategies::gradient(),
        steps in 1..60_usize
    );
    the_heavy_ball_is_stable_up_to_its_threshold(
        decay in strategies::decay(),
        curvature in strategies::curvature(),
        inside in strategies::stable_fraction(),
        outside in strategies::unstable_multiple()
    );
    an_average_is_stable_up_to_its_threshold(
        decay in strategies::decay(),
        curvature in strategies::curvature(),
        inside in strategies::stable_fraction(),
        outside in strategies::unstable_multiple()
    );
}

/// Property 9.
fn no_decay_is_gradient_descent<T: Real>(rate: f64, gradients: Vec<f64>) -> TestCaseResult {
    let plain = path::<T>(descent(rate), &gradients);
    for form in FORMS {
        prop_assert_eq!(&path::<T>(momentum(rate, 0.0, form), &gradients), &plain);
    }
    Ok(())
}

/// Rounding of a momentum path, gradients being at most 1: three roundings a step in a
/// velocity of at most 1/(1 - γ), which decay like it, and one in the parameter.
fn momentum_rounding<T: Real>(rate: f64, decay: f64, steps: usize) -> f64 {
    let (steps, memory) = (steps as f64, 1.0 / (1.0 - decay));
    steps * epsilon::<T>() * rate * memory * (4.0 * memory + steps)
}

/// Property 11, at a constant rate.
fn the_rate_commutes_with_the_velocity<T: Real>(
    rate: f64,
    decay: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let [outside, inside] = [MomentumForm::RateOutside, MomentumForm::RateInside]
        .map(|form| path::<T>(momentum(rate, decay, form), &gradients));
    let tolerance = momentum_rounding::<T>(rate, decay, gradients.len());
    prop_assert!(distance(&outside, &inside) <= tolerance);
    Ok(())
}

/// Property 8; at the same rate an average is another rule.
fn an_average_is_a_smaller_rate<T: Real>(
    rate: f64,
    decay: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let average = path::<T>(momentum(rate, decay, MomentumForm::Average), &gradients);
    let outside = |rate| path::<T>(momentum(rate, decay, MomentumForm::RateOutside), &gradients);
    let tolerance = momentum_rounding::<T>(rate, decay, gradients.len());
    prop_assert!(distance(&average, &outside(rate * (1.0 - decay))) <= tolerance);
    let first = |path: Vec<T>| widen(path[0]);
    let ratio = first(average) / first(outside(rate));
    prop_assert!((ratio - (1.0 - decay)).abs() <= 4.0 * epsilon::<T>(), "{}", ratio);
    Ok(())
}

/// Property 10: vₜ = g·(1 - γᵗ)/(1 - γ), read off as the t-th step at rate 1.
fn constant_gradients_fill_the_velocity<T: Real>(
    decay: f64,
    gradient: f64,
    steps: usize,
) -> TestCaseResult {
    let mut rule = momentum(1.0, decay, MomentumForm::RateOutside).start::<T>(1);
    let (decay, gradient) = (T::constant(decay), T::constant(gradient));
    let mut parameter = [T::zero()];
    for _ in 0..steps {
        parameter[0] = T::zero();
        rule.step(&mut parameter, &[gradient]);
    }
    let (decay, gradient) = (widen(decay), widen(gradient));
    let power = decay.powi(i32::try_from(steps).expect("few steps"));
    let memory = 1.0 / (1.0 - decay);
    let expected = -gradient * (1.0 - power) * memory;
    // Two roundings a step, of which all that are remembered add up.
    let tolerance = 2.0 * epsilon::<T>() * gradient.abs() * memory * memory;
    prop_assert!((widen(parameter[0]) - expected).abs() <= tolerance, "{}", expected);
    Ok(())
}

/// Property 5. A twentieth away from the threshold, the slowest mode shrinks by √0.95 a step
/// inside and grows by 1.05 or more outside, so a thousand steps decide.
fn the_heavy_ball_is_stable_up_to_its_threshold<T: Real>(
    decay: f64,
    curvature: f64,
    inside: f64,
    outside: f64,
) -> TestCaseResult {
    let threshold = 2.0 * (1.0 + decay) / curvature;
    let settles = |rate| settles::<T>(momentum(rate, decay, MomentumForm::RateOutside), curvature);
    prop_assert!(settles(inside * threshold));
    prop_assert!(!settles(outside * threshold));
    Ok(())
}

/// Property 8, second half: the threshold of the average is (2 + 2γ)/(η(1 - γ)) in curvature.
fn an_average_is_stable_up_to_its_threshold<T: Real>(
    decay: f64,
    curvature: f64,
    inside: f64,
    outside: f64,
) -> TestCaseResult {
    let threshold = 2.0 * (1.0 + decay) / (1.0 - decay) / curvature;
    prop_assert!(settles::<T>(
        momentum(inside * threshold, decay, MomentumForm::Average),
        curvature
    ));
    prop_assert!(!settles::<T>(
        momentum(outside * threshold, decay, MomentumForm::Average),
        curvature
    ));
    Ok(())
}

/// Whether a thousand steps on ½·λ·θ² from 1 lead towards 0.
fn settles<T: Real>(optimiser: Optimiser, curvature: f64) -> bool {
    let mut rule = optimiser.start::<T>(1);
    let mut parameter = [T::one()];
    for _ in 0..1000 {
        let gradient = [T::constant(curvature) * parameter[0]];
        rule.step(&mut parameter, &gradient);
    }
    widen(parameter[0]).abs() < 0.5
}

proptest! {
    #![proptest_config(strategies::config())]

    /// Property 6: with η = 4/(√L + √μ)² and √γ = (√κ - 1)/(√κ + 1), both ends of the spectrum
    /// have a double root √γ: |errorₜ| ≤ (1 + 2t)·√γᵗ, and no smaller base would do.
    #[test]
    fn the_best_heavy_ball_shrinks_by_the_root_of_its_decay(
        smallest in strategies::smallest_curvature(),
        condition in strategies::condition(),
    ) {
        let largest: f64 = smallest * condition;
        let root = (condition.sqrt() - 1.0) / (condition.sqrt() + 1.0);
        let rate = 4.0 / (largest.sqrt() + smallest.sqrt()).powi(2);
        let mut rule = momentum(rate, root * root, MomentumForm::RateOutside).start::<f64>(2);
        let mut errors = [1.0; 2];
        // Until rounding, 1e-16 of the start, is in sight.
        let steps = ((1e-10_f64).ln() / root.ln()) as i32;
        for step in 1..=steps {
            let slopes = [smallest * errors[0], largest * errors[1]];
            rule.step(&mut errors, &slopes);
            let time = f64::from(step);
            for error in errors {
                prop_assert!(error.abs() <= (1.0 + 2.0 * time) * root.powi(step) * 1.001);
            }
        }
        let base = errors[0].abs().max(errors[1].abs()).powf(1.0 / f64::from(steps));
        prop_assert!(base >= root, "{} {}", base, root);
    }
}
