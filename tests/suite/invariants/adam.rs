//! Adam: properties 18 to 20, 23 and 24.

use super::*;

in_both_precisions! {
    the_first_adam_step_shows_where_epsilon_is(
        rate in strategies::rate(),
        gradient in strategies::gradient(),
        epsilon in strategies::felt_epsilon()
    );
    constant_gradients_give_equal_adam_steps(
        gradient in strategies::gradient(),
        rate in strategies::rate()
    );
    adam_without_epsilon_ignores_the_gradients_unit(
        rate in strategies::rate(),
        gradients in strategies::gradients(),
        exponent in strategies::binary_exponent()
    );
    both_bias_corrections_are_one_formula(
        rate in strategies::rate(),
        beta1 in strategies::decay(),
        gradients in strategies::gradients()
    );
    adam_without_a_memory_is_sign_descent(
        rate in strategies::rate(),
        gradients in strategies::gradients()
    );
    adam_without_momentum_is_rmsprop(
        rate in strategies::rate(),
        beta2 in strategies::decay(),
        gradients in strategies::gradients()
    );
}

/// Property 18, with ε of the gradients' own size so that its place matters.
///
/// Share and correction are the same rounding of 1 - β, in f32 too, so that nothing is left
/// but a handful of roundings.
fn the_first_adam_step_shows_where_epsilon_is<T: Real>(
    rate: f64,
    gradient: f64,
    small: f64,
) -> TestCaseResult {
    let step = |place| -widen(path::<T>(adam(rate, small, place), &[gradient])[0]);
    let outside = rate * gradient / (gradient.abs() + small);
    let inside = rate * gradient / (gradient * gradient + small).sqrt();
    let tolerance = 8.0 * epsilon::<T>();
    let near = |value: f64, expected: f64| (value / expected - 1.0).abs() <= tolerance;
    prop_assert!(near(step(EpsilonPlace::OutsideRoot), outside));
    prop_assert!(near(step(EpsilonPlace::InsideRoot), inside));
    // The two agree where |g| + ε = √(g² + ε), that is |g| = (1 - ε)/2.
    let told_apart = (outside / inside - 1.0).abs() > 2.5 * tolerance;
    if told_apart {
        prop_assert!(step(EpsilonPlace::OutsideRoot) != step(EpsilonPlace::InsideRoot));
    }
    prop_assert!(told_apart || (gradient.abs() - (1.0 - small) / 2.0).abs() < 0.01);
    Ok(())
}

/// Property 19. A moment has two roundings a step, which it remembers; its share, its decay
/// and its correction were rounded apart.
fn constant_gradients_give_equal_adam_steps<T: Real>(gradient: f64, rate: f64) -> TestCaseResult {
    let tolerance = 200.0 * epsilon::<T>();
    for place in PLACES {
        let mut rule = adam(rate, 1e-8, place).start::<T>(1);
        let mut step = |gradient: f64| {
            let mut parameter = [T::zero()];
            rule.step(&mut parameter, &[T::constant(gradient)]);
            widen(parameter[0])
        };
        let first = step(gradient);
        for time in 2..=100 {
            let ratio = step(gradient) / first;
            prop_assert!((ratio - 1.0).abs() <= tolerance, "{} at step {}", ratio, time);
        }
        // The neighbour: a gradient that is not constant.
        prop_assert!((step(1.5 * gradient) / first - 1.0).abs() > tolerance);
    }
    Ok(())
}

/// Property 20: a power of two passes through both moments without rounding.
fn adam_without_epsilon_ignores_the_gradients_unit<T: Real>(
    rate: f64,
    gradients: Vec<f64>,
    exponent: i32,
) -> TestCaseResult {
    let scaled: Vec<f64> = gradients.iter().map(|g| g * 2.0_f64.powi(exponent)).collect();
    for place in PLACES {
        let rule = adam(rate, 0.0, place);
        prop_assert_eq!(path::<T>(rule, &scaled), path::<T>(rule, &gradients));
    }
    Ok(())
}

/// From β₁ = 0.5 down `lerp` starts from the gradient, which is drawn too.
///
/// Moments of either order carry two roundings a step; a first moment near cancellation is
/// compared on the scale of the largest step, Property 21's 7.27·η.
fn both_bias_corrections_are_one_formula<T: Real>(
    rate: f64,
    beta1: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let settings = |bias_correction, rounding| {
        Optimiser::Adam(AdamSettings {
            beta1,
            epsilon: 1e-3,
            bias_correction,
            rounding,
            ..AdamSettings::new(rate)
        })
    };
    let divided = settings(BiasCorrection::MomentsDivided, Rounding::EachOperation);
    let divided = path::<T>(divided, &gradients);
    let steps = gradients.len() as f64;
    let tolerance = 7.27 * rate * steps * (steps + 40.0) * epsilon::<T>();
    for rounding in [Rounding::EachOperation, Rounding::Fused] {
        let scaled = path::<T>(settings(BiasCorrection::StepScaled, rounding), &gradients);
        prop_assert!(distance(&divided, &scaled) <= tolerance);
    }
    Ok(())
}

/// With ε the unit matters: the invariance above is ε's absence, not a constant path.
#[test]
fn adam_with_epsilon_feels_the_gradients_unit() {
    for place in PLACES {
        let rule = adam(0.1, 1e-8, place);
        assert_ne!(path::<f64>(rule, &[1e-3]), path::<f64>(rule, &[1e-3 / 1024.0]));
    }
}

/// The figures in the documentation of `EpsilonPlace`.
#[test]
fn a_tiny_gradient_identifies_epsilons_place() {
    let share = |place| -path::<f64>(adam(1.0, 1e-8, place), &[1e-6])[0];
    assert_eq!(format!("{:.3}", share(EpsilonPlace::OutsideRoot)), "0.990");
    assert_eq!(format!("{:.5}", share(EpsilonPlace::InsideRoot)), "0.01000");
}

/// Property 24.
#[test]
fn adam_rests_without_a_gradient_unless_epsilon_is_zero() {
    for place in PLACES {
        assert_eq!(path::<f64>(adam(0.1, 1e-8, place), &[0.0; 3]), [0.0; 3]);
        assert!(path::<f64>(adam(0.1, 0.0, place), &[0.0])[0].is_nan());
    }
}

/// Property 23: β₁ = β₂ = ε = 0 leaves the sign, by bits: g/√g² is exactly ±1 as long as g²
/// neither rounds to another square nor overflows, which is why a root may be one ulp off.
fn adam_without_a_memory_is_sign_descent<T: Real>(
    rate: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let settings = AdamSettings { beta1: 0.0, beta2: 0.0, epsilon: 0.0, ..AdamSettings::new(rate) };
    for bias_correction in [BiasCorrection::MomentsDivided, BiasCorrection::StepScaled] {
        let rule = Optimiser::Adam(AdamSettings { bias_correction, ..settings });
        let found = path::<T>(rule, &gradients);
        let signs: Vec<f64> = gradients.iter().map(|gradient| gradient.signum()).collect();
        let expected = path::<T>(descent(rate), &signs);
        let steps = gradients.len() as f64;
        let tolerance = 2.0 * steps * (1.0 + steps) * rate * epsilon::<T>();
        prop_assert!(distance(&found, &expected) <= tolerance);
    }
    Ok(())
}

/// Property 23: β₁ = 0 is RMSProp with a bias-corrected mean square, written here with the
/// weights of that mean instead of a running one.
fn adam_without_momentum_is_rmsprop<T: Real>(
    rate: f64,
    beta2: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let settings = AdamSettings { beta1: 0.0, beta2, ..AdamSettings::new(rate) };
    let rounded: Vec<f64> = gradients.iter().map(|&g| widen(T::constant(g))).collect();
    let mut parameter = 0.0;
    let found = path::<T>(Optimiser::Adam(settings), &gradients);
    let steps = gradients.len() as f64;
    let memory = 1.0 / (1.0 - beta2);
    let tolerance = rate * steps * epsilon::<T>() * (steps + 8.0 * memory);
    for (time, found) in found.into_iter().enumerate() {
        let weight = |k: usize| beta2.powi((time - k) as i32);
        let total: f64 = (0..=time).map(weight).sum();
        let square: f64 = (0..=time).map(|k| weight(k) * rounded[k] * rounded[k]).sum();
        // A root that is small beside the gradient magnifies nothing: g² ≤ total·mean square.
        parameter -= rate * rounded[time] / ((square / total).sqrt() + settings.epsilon);
        prop_assert!((widen(found) - parameter).abs() <= tolerance * total.sqrt().max(1.0));
    }
    Ok(())
}
