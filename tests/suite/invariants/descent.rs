//! Gradient descent: properties 1 to 4.

use verigrad::tolerance;

use super::*;

in_both_precisions! {
    descent_on_a_quadratic_is_a_power(
        product in strategies::descent_product(),
        curvature in strategies::curvature(),
        start in strategies::gradient(),
        steps in 1..=20_usize
    );
}

/// Property 1: θₜ = (1 - ηλ)ᵗ·θ₀, which shrinks below ηλ = 2 and grows above.
///
/// A step rounds four times, relative to at most |r| + 3ηλ of the point before.
fn descent_on_a_quadratic_is_a_power<T: Real>(
    product: f64,
    curvature: f64,
    start: f64,
    steps: usize,
) -> TestCaseResult {
    let [rate, curvature] = [product / curvature, curvature].map(T::constant);
    let mut rule = descent(widen(rate)).start::<T>(1);
    let mut parameter = [T::constant(start)];
    let product = widen(rate) * widen(curvature);
    let (factor, start) = (1.0 - product, widen(parameter[0]));
    for _ in 0..steps {
        let gradient = [curvature * parameter[0]];
        rule.step(&mut parameter, &gradient);
    }
    let power = |steps: usize| factor.powi(i32::try_from(steps).expect("few steps"));
    let expected = power(steps) * start;
    let roundings = 2.0 * steps as f64 * (factor.abs() + 3.0 * product) * epsilon::<T>();
    let tolerance = roundings * (power(steps - 1) * start).abs();
    let error = (widen(parameter[0]) - expected).abs();
    prop_assert!(error <= tolerance, "{} against {}", parameter[0], expected);
    // The neighbour: one step more or less is another point, by more than the tolerance.
    prop_assert!((power(steps - 1) * start - expected).abs() > tolerance);
    prop_assert_eq!(widen(parameter[0]).abs() < start.abs(), product < 2.0);
    Ok(())
}

proptest! {
    #![proptest_config(strategies::config())]

    /// Property 2: on a function whose slope changes by at most L per unit, a step lowers it by
    /// η(1 - Lη/2)·g² or more. Here L·ln cosh x, whose curvature is L at the origin only.
    #[test]
    fn a_step_lowers_a_smooth_function_by_what_is_promised(
        curvature in strategies::curvature(),
        product in strategies::descending_product(),
        start in strategies::coordinate(),
    ) {
        let value = |x: f64| curvature * (x.abs() + (-2.0 * x.abs()).exp().ln_1p() - 2.0_f64.ln());
        let rate = product / curvature;
        let slope = curvature * start.tanh();
        let after = start + path::<f64>(descent(rate), &[slope])[0];
        let promised = rate * (1.0 - product / 2.0) * slope * slope;
        let rounding = 8.0 * f64::EPSILON * value(start).max(curvature);
        prop_assert!(value(after) <= value(start) - promised + rounding);
    }

    /// The promise is kept to the last bit of it where the curvature is L throughout, and is
    /// broken as soon as L is underestimated.
    #[test]
    fn the_promise_is_sharp(
        curvature in strategies::curvature(),
        product in strategies::any_product(),
        start in strategies::gradient(),
    ) {
        let value = |x: f64| curvature * x * x / 2.0;
        let rate = product / curvature;
        let slope = curvature * start;
        let lowered = value(start) - value(start + path::<f64>(descent(rate), &[slope])[0]);
        let promised = |product: f64| rate * (1.0 - product / 2.0) * slope * slope;
        let rounding = 16.0 * f64::EPSILON * (1.0 + product).powi(2) * value(start);
        prop_assert!((lowered - promised(product)).abs() <= rounding);
        prop_assert!(lowered < promised(0.99 * product) - rounding);
    }

    /// Property 4: at η = 2/(L + μ) both ends of the spectrum shrink by (κ - 1)/(κ + 1), and at
    /// any other rate one of them shrinks less.
    #[test]
    fn the_best_rate_shrinks_both_ends_alike(
        smallest in strategies::smallest_curvature(),
        condition in strategies::condition(),
        off in strategies::off_best(),
    ) {
        let curvatures = [smallest, smallest * condition];
        let shrinking = |rate: f64| {
            let mut rule = descent(rate).start::<f64>(2);
            let mut errors = [1.0; 2];
            let steps = 5;
            for _ in 0..steps {
                let slopes = [curvatures[0] * errors[0], curvatures[1] * errors[1]];
                rule.step(&mut errors, &slopes);
            }
            errors.map(|error| error.abs().powf(1.0 / f64::from(steps)))
        };
        let best = 2.0 / (curvatures[0] + curvatures[1]);
        let promised = (condition - 1.0) / (condition + 1.0);
        for found in shrinking(best) {
            prop_assert!((found - promised).abs() <= tolerance::RATE_OF_CONVERGENCE, "{}", found);
        }
        let [low, high] = shrinking(best * off);
        prop_assert!(low.max(high) > promised + tolerance::RATE_OF_CONVERGENCE);
    }
}

/// Property 2 again, and why it is not asked of momentum: the heavy ball rolls past the minimum.
#[test]
fn descent_is_monotone_and_the_heavy_ball_need_not_be() {
    let rises = |optimiser: Optimiser| {
        let mut rule = optimiser.start::<f64>(1);
        let mut parameter = [1.0];
        let mut distances = vec![1.0];
        for _ in 0..100 {
            let gradient = parameter;
            rule.step(&mut parameter, &gradient);
            distances.push(parameter[0].abs());
        }
        distances.windows(2).any(|pair| pair[1] > pair[0])
    };
    assert!(!rises(descent(0.1)));
    assert!(!rises(descent(1.9)));
    assert!(rises(descent(2.1)));
    assert!(rises(momentum(0.1, 0.9, MomentumForm::RateOutside)));
}
