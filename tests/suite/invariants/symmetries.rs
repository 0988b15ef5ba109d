//! What a rule cannot see, and what it can: properties 12 to 15 and 22.

use verigrad::tolerance;

use super::*;

in_both_precisions! {
    rules_are_odd(
        rate in strategies::rate(),
        gradients in strategies::gradients()
    );
    coordinates_do_not_mix(
        rate in strategies::rate(),
        gradients in strategies::gradients()
    );
    descent_trades_the_gradients_unit_for_the_rate(
        rate in strategies::rate(),
        decay in strategies::decay(),
        gradients in strategies::gradients(),
        exponent in strategies::binary_exponent()
    );
    descent_is_linear_in_its_gradients(
        rate in strategies::rate(),
        decay in strategies::decay(),
        gradients in strategies::pairs_of_gradients()
    );
    rules_do_not_know_where_they_are(
        rate in strategies::rate(),
        shift in strategies::gradient(),
        gradients in strategies::gradients()
    );
    descent_turns_with_its_gradients(
        rate in strategies::rate(),
        decay in strategies::decay(),
        angle in strategies::angle(),
        gradients in strategies::pairs_of_gradients()
    );
}

/// Property 22, first half.
fn rules_are_odd<T: Real>(rate: f64, gradients: Vec<f64>) -> TestCaseResult {
    let opposite: Vec<f64> = gradients.iter().map(|gradient| -gradient).collect();
    for rule in every_rule(rate) {
        let mirrored: Vec<T> = path::<T>(rule, &opposite).iter().map(|&p| -p).collect();
        prop_assert_eq!(path::<T>(rule, &gradients), mirrored);
    }
    Ok(())
}

/// Property 22, second half: two parameters move as each would alone.
fn coordinates_do_not_mix<T: Real>(rate: f64, gradients: Vec<f64>) -> TestCaseResult {
    let reversed: Vec<f64> = gradients.iter().rev().copied().collect();
    for optimiser in every_rule(rate) {
        let alone = [path::<T>(optimiser, &gradients), path::<T>(optimiser, &reversed)];
        let mut rule = optimiser.start::<T>(2);
        let mut parameters = [T::zero(); 2];
        for step in 0..gradients.len() {
            let both = [gradients[step], reversed[step]].map(T::constant);
            rule.step(&mut parameters, &both);
            prop_assert_eq!(parameters, [alone[0][step], alone[1][step]]);
        }
    }
    Ok(())
}

/// Property 15.
fn descent_trades_the_gradients_unit_for_the_rate<T: Real>(
    rate: f64,
    decay: f64,
    gradients: Vec<f64>,
    exponent: i32,
) -> TestCaseResult {
    let unit = 2.0_f64.powi(exponent);
    let scaled: Vec<f64> = gradients.iter().map(|gradient| gradient * unit).collect();
    let rules = |rate: f64| {
        [descent(rate)].into_iter().chain(FORMS.map(|form| momentum(rate, decay, form)))
    };
    for (plain, traded) in rules(rate).zip(rules(rate / unit)) {
        prop_assert_eq!(path::<T>(traded, &scaled), path::<T>(plain, &gradients));
    }
    Ok(())
}

/// Gradient descent and momentum in every form.
fn linear_rules(rate: f64, decay: f64) -> Vec<Optimiser> {
    [descent(rate)].into_iter().chain(FORMS.map(|form| momentum(rate, decay, form))).collect()
}

/// Rounding of any of them after so many steps, gradients being at most 2.
fn rounding<T: Real>(rate: f64, decay: f64, steps: usize) -> f64 {
    let (steps, memory) = (steps as f64, 1.0 / (1.0 - decay));
    4.0 * steps * epsilon::<T>() * rate * memory * (4.0 * memory + steps)
}

/// Property 12: the path of a sum is the sum of the paths. Adam's is not.
fn descent_is_linear_in_its_gradients<T: Real>(
    rate: f64,
    decay: f64,
    gradients: Vec<(f64, f64)>,
) -> TestCaseResult {
    let (left, right): (Vec<f64>, Vec<f64>) = gradients.iter().copied().unzip();
    let both: Vec<f64> = gradients.iter().map(|(left, right)| left + right).collect();
    let departure = |rule: Optimiser| {
        let [left, right, both] = [&left, &right, &both].map(|list| path::<T>(rule, list));
        let sum: Vec<T> = left.iter().zip(&right).map(|(&a, &b)| a + b).collect();
        distance(&both, &sum)
    };
    let tolerance = rounding::<T>(rate, decay, gradients.len());
    for rule in linear_rules(rate, decay) {
        prop_assert!(departure(rule) <= tolerance, "{:?}", rule);
    }
    // Of two gradients of the same sign Adam takes one step, not two.
    if left[0] * right[0] > 0.0 {
        prop_assert!(departure(adam(rate, 1e-8, EpsilonPlace::OutsideRoot)) > rate / 2.0);
    }
    Ok(())
}

/// Property 13: the same gradients from another start give the same path, moved; not so with a
/// weight decay, which knows the origin.
fn rules_do_not_know_where_they_are<T: Real>(
    rate: f64,
    shift: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let from = |optimiser: Optimiser, start: f64| {
        let mut rule = optimiser.start::<T>(1);
        let mut parameter = [T::constant(start)];
        gradients.iter().for_each(|&g| rule.step(&mut parameter, &[T::constant(g)]));
        widen(parameter[0])
    };
    // Every step rounds the parameter, which is at most this far from zero: ten times the rate
    // a step for momentum at 0.9, seven for Adam.
    let steps = gradients.len() as f64;
    let tolerance = steps * epsilon::<T>() * (1.0 + 10.0 * rate * steps);
    for rule in every_rule(rate) {
        let moved = from(rule, shift) - from(rule, 0.0);
        prop_assert!((moved - widen(T::constant(shift))).abs() <= tolerance, "{:?}", rule);
    }
    let decayed = MomentumSettings { weight_decay: 0.5, ..MomentumSettings::new(rate, 0.0) };
    let decayed = Optimiser::Momentum(decayed);
    let lost = shift - (from(decayed, shift) - from(decayed, 0.0));
    prop_assert!(
        (lost / shift - (1.0 - (1.0 - 0.5 * rate).powf(steps))).abs() <= tolerance / shift.abs()
    );
    Ok(())
}

/// Property 14: turned gradients give a turned path.
fn descent_turns_with_its_gradients<T: Real>(
    rate: f64,
    decay: f64,
    angle: f64,
    gradients: Vec<(f64, f64)>,
) -> TestCaseResult {
    let tolerance = rounding::<T>(rate, decay, gradients.len());
    for rule in linear_rules(rate, decay) {
        let departure = rotation_departure::<T>(rule, angle, &gradients);
        prop_assert!(departure <= tolerance, "{:?}: {:e}", rule, departure);
    }
    Ok(())
}

/// How far the path of turned gradients is from the turned path.
fn rotation_departure<T: Real>(rule: Optimiser, angle: f64, gradients: &[(f64, f64)]) -> f64 {
    let turn =
        |(x, y): (f64, f64)| (angle.cos() * x - angle.sin() * y, angle.sin() * x + angle.cos() * y);
    let walk = |gradients: Vec<(f64, f64)>| {
        let (x, y): (Vec<f64>, Vec<f64>) = gradients.into_iter().unzip();
        let widened = |list| path::<T>(rule, list).into_iter().map(widen).collect::<Vec<f64>>();
        widened(&x).into_iter().zip(widened(&y)).collect::<Vec<(f64, f64)>>()
    };
    let turned = walk(gradients.iter().copied().map(turn).collect());
    let plain = walk(gradients.to_vec());
    let apart = |(a, b): ((f64, f64), (f64, f64))| (a.0 - b.0).abs().max((a.1 - b.1).abs());
    turned.into_iter().zip(plain.into_iter().map(turn)).map(apart).fold(0.0, f64::max)
}

/// Property 14, the negative half: Adam measures each coordinate by itself, so that it walks
/// along the diagonal whatever the gradient is. Turned by 45 degrees, a gradient along an axis
/// makes it √2 times as far: a departure of √2 - 1 along the axis, 0.29 in each coordinate.
#[test]
fn adam_knows_its_axes() {
    let quarter = std::f64::consts::FRAC_PI_4;
    let departure = |rule| rotation_departure::<f64>(rule, quarter, &[(1.0, 0.0)]);
    for place in PLACES {
        let found = departure(adam(1.0, 1e-8, place));
        assert!((found - (1.0 - 0.5_f64.sqrt())).abs() < tolerance::SMALL_GRADIENTS, "{found}");
    }
    assert!(departure(descent(1.0)) <= 4.0 * f64::EPSILON);
}
