//! What must hold of the update rules, whatever the objective.
//!
//! Where two computations perform the same operations they are compared by bits. Elsewhere
//! the tolerance is the sum of the roundings, and a neighbour that must fail stands beside.

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use verigrad::arithmetic::Real;
use verigrad::optim::{
    AdamSettings, BiasCorrection, EpsilonPlace, MomentumForm, MomentumSettings, Optimiser,
    Rounding, WeightDecayForm,
};

use crate::strategies;

/// Runs each property in f32 and in f64, as tests of their own.
macro_rules! in_both_precisions {
    ($($property:ident($($argument:ident in $strategy:expr),+);)+) => {
        $(mod $property {
            use super::*;
            proptest! {
                #![proptest_config(strategies::config())]
                #[test]
                fn f32($($argument in $strategy),+) {
                    super::$property::<f32>($($argument),+)?;
                }
                #[test]
                fn f64($($argument in $strategy),+) {
                    super::$property::<f64>($($argument),+)?;
                }
            }
        })+
    };
}

in_both_precisions! {
    descent_on_a_quadratic_is_a_power(
        product in strategies::descent_product(),
        curvature in 0.1..10.0,
        start in strategies::gradient(),
        steps in 1..=20_usize
    );
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
        curvature in 0.1..10.0,
        inside in strategies::stable_fraction(),
        outside in strategies::unstable_multiple()
    );
    the_first_adam_step_shows_where_epsilon_is(
        rate in strategies::rate(),
        gradient in strategies::gradient(),
        epsilon in 0.01..1.0
    );
    constant_gradients_give_equal_adam_steps(
        gradient in strategies::gradient(),
        rate in strategies::rate()
    );
    rules_are_odd(
        rate in strategies::rate(),
        gradients in strategies::gradients()
    );
    coordinates_do_not_mix(
        rate in strategies::rate(),
        gradients in strategies::gradients()
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
    descent_cannot_tell_the_weight_decays_apart(
        rate in strategies::rate(),
        weight_decay in 1e-3..0.5,
        gradients in strategies::gradients()
    );
    adam_without_gradients_only_decays(
        rate in strategies::rate(),
        weight_decay in 1e-3..0.5,
        start in strategies::gradient()
    );
    descent_trades_the_gradients_unit_for_the_rate(
        rate in strategies::rate(),
        decay in strategies::decay(),
        gradients in strategies::gradients(),
        exponent in strategies::binary_exponent()
    );
}

fn descent(learning_rate: f64) -> Optimiser {
    Optimiser::GradientDescent { learning_rate }
}

fn momentum(learning_rate: f64, decay: f64, form: MomentumForm) -> Optimiser {
    Optimiser::Momentum(MomentumSettings { form, ..MomentumSettings::new(learning_rate, decay) })
}

fn adam(learning_rate: f64, epsilon: f64, epsilon_place: EpsilonPlace) -> Optimiser {
    let settings = AdamSettings { epsilon, epsilon_place, ..AdamSettings::new(learning_rate) };
    Optimiser::Adam(settings)
}

const FORMS: [MomentumForm; 3] =
    [MomentumForm::RateOutside, MomentumForm::RateInside, MomentumForm::Average];
const PLACES: [EpsilonPlace; 2] = [EpsilonPlace::OutsideRoot, EpsilonPlace::InsideRoot];

/// Every rule in every convention.
fn every_rule(rate: f64) -> Vec<Optimiser> {
    let momenta = FORMS.map(|form| momentum(rate, 0.9, form));
    let adams = PLACES.map(|place| adam(rate, 1e-8, place));
    let pytorch = [
        Optimiser::Momentum(MomentumSettings::pytorch(rate, 0.9)),
        Optimiser::Adam(AdamSettings::pytorch(rate)),
    ];
    [descent(rate)].into_iter().chain(momenta).chain(adams).chain(pytorch).collect()
}

/// The parameter after each step of one that starts at zero and is shown these gradients.
fn path<T: Real>(optimiser: Optimiser, gradients: &[f64]) -> Vec<T> {
    let mut rule = optimiser.start::<T>(1);
    let mut parameter = [T::zero()];
    let mut step = |&gradient: &f64| {
        rule.step(&mut parameter, &[T::constant(gradient)]);
        parameter[0]
    };
    gradients.iter().map(&mut step).collect()
}

fn widen<T: Real>(value: T) -> f64 {
    value.to_f64().expect("a float")
}

fn epsilon<T: Real>() -> f64 {
    widen(T::epsilon())
}

/// The largest difference of two paths.
fn distance<T: Real>(one: &[T], other: &[T]) -> f64 {
    let differences = one.iter().zip(other).map(|(&a, &b)| (widen(a) - widen(b)).abs());
    differences.fold(0.0, f64::max)
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
    let settles = |rate: f64| {
        let mut rule = momentum(rate, decay, MomentumForm::RateOutside).start::<T>(1);
        let mut parameter = [T::one()];
        for _ in 0..1000 {
            let gradient = [T::constant(curvature) * parameter[0]];
            rule.step(&mut parameter, &gradient);
        }
        widen(parameter[0]).abs() < 0.5
    };
    prop_assert!(settles(inside * threshold));
    prop_assert!(!settles(outside * threshold));
    Ok(())
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

/// Property 27, first half: θ - η(g + λθ) = (1 - ηλ)θ - ηg.
fn descent_cannot_tell_the_weight_decays_apart<T: Real>(
    rate: f64,
    weight_decay: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let decayed = |weight_decay, weight_decay_form| {
        Optimiser::Momentum(MomentumSettings {
            weight_decay,
            weight_decay_form,
            ..MomentumSettings::new(rate, 0.0)
        })
    };
    let coupled = path::<T>(decayed(weight_decay, WeightDecayForm::Coupled), &gradients);
    let decoupled = path::<T>(decayed(weight_decay, WeightDecayForm::Decoupled), &gradients);
    // The parameter, at most η a step, is rounded four times a step.
    let steps = gradients.len() as f64;
    let tolerance = 4.0 * epsilon::<T>() * rate * steps * steps;
    prop_assert!(distance(&coupled, &decoupled) <= tolerance);
    let none = path::<T>(decayed(0.0, WeightDecayForm::Coupled), &gradients);
    prop_assert_eq!(&none, &path::<T>(descent(rate), &gradients));
    let second = |path: &[T]| path.get(1).map(|&point| widen(point));
    if let (Some(with), Some(without)) = (second(&coupled), second(&none)) {
        // From the second step on there is something to decay.
        let pulled = rate * weight_decay * rate * gradients[0].abs();
        prop_assert!(((with - without).abs() - pulled).abs() <= tolerance, "{} {}", with, without);
    }
    Ok(())
}

/// Property 27, second half: decoupled, θₜ = (1 - ηλ)ᵗ·θ₀; coupled, the decay is normalised
/// like any gradient, and Adam takes a step of about η.
fn adam_without_gradients_only_decays<T: Real>(
    rate: f64,
    weight_decay: f64,
    start: f64,
) -> TestCaseResult {
    let first_steps = |weight_decay_form| {
        let settings = AdamSettings::pytorch(rate);
        let settings = AdamSettings { weight_decay, weight_decay_form, ..settings };
        let mut rule = Optimiser::Adam(settings).start::<T>(1);
        let mut parameter = [T::constant(start)];
        rule.step(&mut parameter, &[T::zero()]);
        let first = parameter[0];
        rule.step(&mut parameter, &[T::zero()]);
        [first, parameter[0]]
    };
    let kept = T::constant(1.0 - rate * weight_decay);
    let start = T::constant(start);
    prop_assert_eq!(first_steps(WeightDecayForm::Decoupled), [start * kept, start * kept * kept]);
    let [coupled, _] = first_steps(WeightDecayForm::Coupled);
    let step = (widen(coupled) - widen(start)).abs() / rate;
    prop_assert!((0.9..1.01).contains(&step), "{}", step);
    Ok(())
}

/// No weight decay means no product with zero, which an infinite parameter would show.
#[test]
fn no_weight_decay_leaves_infinity_alone() {
    for optimiser in every_rule(0.1) {
        let mut parameter = [f64::INFINITY];
        optimiser.start::<f64>(1).step(&mut parameter, &[1.0]);
        assert_eq!(parameter[0], f64::INFINITY, "{optimiser:?}");
    }
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

/// Property 2, and why it is not asked of momentum: the heavy ball rolls past the minimum.
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

/// Property 16: strongly convex, with curvatures 1 and 25, and yet the heavy ball with the
/// settings best for a quadratic of those curvatures never arrives (Lessard, Recht and
/// Packard 2016). Gradient descent does.
#[test]
fn the_heavy_ball_can_cycle_on_a_convex_function() {
    let slope = |x: f64| match x {
        x if x < 1.0 => 25.0 * x,
        x if x < 2.0 => x + 24.0,
        x => 25.0 * x - 24.0,
    };
    let run = |optimiser: Optimiser| {
        let mut rule = optimiser.start::<f64>(1);
        let mut parameter = [3.3];
        let mut points = Vec::new();
        for _ in 0..600 {
            let gradient = [slope(parameter[0])];
            rule.step(&mut parameter, &gradient);
            points.push(parameter[0]);
        }
        points
    };
    let points = run(momentum(1.0 / 9.0, 4.0 / 9.0, MomentumForm::RateOutside));
    let [.., before, x, y, z] = points[..] else { panic!("600 points") };
    assert!((z - before).abs() < 1e-9 && (z - x).abs() > 0.1, "{before} {x} {y} {z}");
    assert!([x, y, z].iter().all(|point| point.abs() > 0.1), "{x} {y} {z}");
    assert!(run(descent(1.0 / 25.0)).last().is_some_and(|point| point.abs() < 1e-9));
}
