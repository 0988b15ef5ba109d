//! Gradient descent on functions whose answer is known. The rate is given, so that curvatures are
//! chosen.

use proptest::prelude::*;

use super::super::bench::{held, unit};
use super::super::convention::{Rule, Velocity};
use super::super::trial::{Compared, Comparisons, compared};
use super::{Answer, Context};
use crate::arithmetic::Real;

fn is_descent<T: Real>(context: &Context<'_, T>) -> bool {
    context.rule() == Rule::GradientDescent && !context.has_decay()
}

fn rate<T: Real>(context: &Context<'_, T>) -> f64 {
    held::<T>(context.bench.settings.learning_rate)
}

/// The path on ½cθ² from 1 against (1 - ηc)ᵗ.
fn power<T: Real>(context: &Context<'_, T>, product: f64, steps: usize) -> Comparisons {
    let curvature = product / rate(context);
    let path = context.bench.walk([1.0], steps, |[x]| [curvature * x]);
    let found: Vec<f64> = path.into_iter().map(|[x]| x).collect();
    let expected: Vec<f64> =
        (0..steps).map(|index| (1.0 - product).powi(index as i32 + 1)).collect();
    // Each step rounds the gradient, the product and the difference.
    let lost = |index: usize| {
        let before = (1.0 - product).abs().powi(index as i32);
        4.0 * unit::<T>() * (1.0 + product) * (index + 1) as f64 * before.max(expected[index].abs())
    };
    compared(&expected, &found, lost, |index| expected[index].abs())
}

pub(super) fn powers<T: Real>(context: &Context<'_, T>) -> Answer {
    if !is_descent(context) {
        return Answer::NotItsOwn;
    }
    let show = |product: &f64| format!("½cθ² from 1, ηc = {product:?}");
    let strategy = prop_oneof![0.01..0.9_f64, 1.1..2.0_f64];
    Answer::Found(context.effort.hold(strategy, show, |&product| power(context, product, 20)))
}

pub(super) fn growth<T: Real>(context: &Context<'_, T>) -> Answer {
    if !is_descent(context) {
        return Answer::NotItsOwn;
    }
    let show = |product: &f64| format!("½cθ² from 1, ηc = {product:?}");
    Answer::Found(context.effort.hold(2.05..3.5_f64, show, |&product| power(context, product, 12)))
}

/// On L·ln cosh θ, whose curvature is at most L.
pub(super) fn descent<T: Real>(context: &Context<'_, T>) -> Answer {
    if !is_descent(context) {
        return Answer::NotItsOwn;
    }
    let show =
        |(start, product): &(f64, f64)| format!("L·ln cosh θ from {start:?}, ηL = {product:?}");
    Answer::Found(context.effort.hold(
        (-3.0..3.0_f64, 0.01..1.99_f64),
        show,
        |&(start, product)| {
            let smoothness = product / rate(context);
            let value = |x: f64| smoothness * x.cosh().ln();
            let slope = |x: f64| smoothness * x.tanh();
            let start = held::<T>(start);
            let mut before = start;
            let path = context.bench.walk([start], 12, |[x]| [slope(x)]);
            let one = |(index, [after]): (usize, [f64; 1])| {
                let falls = rate(context) * (1.0 - product / 2.0) * slope(before).powi(2);
                let beyond = value(after) - (value(before) - falls);
                let allowed =
                    16.0 * unit::<T>() * smoothness * (1.0 + before.abs()) * (1.0 + product);
                before = after;
                Compared {
                    expected: 0.0,
                    found: beyond.max(0.0),
                    allowed,
                    size: falls,
                    step: index + 1,
                }
            };
            path.into_iter().enumerate().map(one).collect()
        },
    ))
}

/// At η = 2/(L + m) both errors shrink by (κ - 1)/(κ + 1).
pub(super) fn best_rate<T: Real>(context: &Context<'_, T>) -> Answer {
    if !is_descent(context) {
        return Answer::NotItsOwn;
    }
    let show = |condition: &f64| format!("curvatures m and {condition:?}·m with L + m = 2/η");
    Answer::Found(context.effort.hold(1.5..50.0_f64, show, |condition| {
        let smallest = 2.0 / rate(context) / (1.0 + condition);
        let largest = condition * smallest;
        let factor: f64 = (condition - 1.0) / (condition + 1.0);
        let path = context.bench.walk([1.0; 2], 10, |[x, y]| [smallest * x, largest * y]);
        let both = path.into_iter().enumerate().flat_map(|(index, errors)| {
            let expected = factor.powi(index as i32 + 1);
            let allowed = 8.0 * unit::<T>() * (index + 1) as f64;
            errors.map(|error| Compared {
                expected,
                found: error.abs(),
                allowed,
                size: expected,
                step: index + 1,
            })
        });
        both.collect()
    }))
}

/// The largest curvature at (1, 1), by the quadratic formula from the Hessian 802, -400, 200.
const STEEPEST: f64 = 1_001.600_639_360_763;

/// Whether c·Rosenbrock holds the rule at (1, 1) below its threshold in c, and lets go above.
pub(super) fn rosenbrock<T: Real>(context: &Context<'_, T>) -> Answer {
    let threshold = match context.rule() {
        Rule::GradientDescent => 2.0,
        Rule::Momentum { velocity: Velocity::Sum, nesterov: false, .. } => {
            2.0 * (1.0 + context.bench.settings.momentum)
        }
        _ => return Answer::NotItsOwn,
    };
    if context.has_decay() || context.bench.settings.momentum > 0.95 {
        return Answer::NotItsOwn;
    }
    let strategy = prop_oneof![0.5..0.9_f64, 1.2..1.5_f64];
    let show = |part: &f64| format!("c·Rosenbrock near (1, 1), {part:?} of the threshold");
    Answer::Found(context.effort.of(12).hold(strategy, show, |&part| {
        let factor = part * threshold / (STEEPEST * rate(context));
        let slopes = |[x, y]: [f64; 2]| {
            let valley = y - x * x;
            [-2.0 * (1.0 - x) - 400.0 * x * valley, 200.0 * valley].map(|slope| factor * slope)
        };
        let path = context.bench.walk([1.0 + 1e-3, 1.0], 200, slopes);
        let away = |[x, y]: &[f64; 2]| {
            let distance = (x - 1.0).hypot(y - 1.0);
            distance > 0.1 || distance.is_nan()
        };
        let holds = !path.iter().any(away);
        vec![Compared {
            expected: f64::from(u8::from(part < 1.0)),
            found: f64::from(u8::from(holds)),
            allowed: 0.0,
            size: 1.0,
            step: 200,
        }]
    }))
}
