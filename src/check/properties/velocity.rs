//! Momentum.

use proptest::prelude::*;

use super::super::bench::{held, unit};
use super::super::convention::{Rule, Velocity};
use super::super::sequence::Sequence;
use super::super::trial::{Compared, compared};
use super::{Answer, Context};
use crate::arithmetic::Real;

pub(super) fn constant_gradients<T: Real>(context: &Context<'_, T>) -> Answer {
    let Rule::Momentum { velocity, nesterov, .. } = context.rule() else {
        return Answer::NotItsOwn;
    };
    let (bench, settings) = (&context.bench, context.bench.settings);
    let (rate, keep) = (held::<T>(settings.learning_rate), held::<T>(settings.momentum));
    let share = context.share(velocity);
    let first = if velocity == Velocity::DampenedAfterFirst { 1.0 } else { share };
    let strategy = (prop_oneof![Just(1.0), 0.01..10.0, -10.0..-0.01], 1..=60_usize);
    let show = |(gradient, steps): &(f64, usize)| format!("{steps} steps of g = {gradient:?}");
    Answer::Found(context.effort.hold(strategy, show, |&(gradient, steps)| {
        let sequence = Sequence::from_zero(std::iter::repeat_n(gradient, steps));
        let (_, allowed) = context.modelled(&sequence);
        let gradient = held::<T>(gradient);
        let velocity_at = |index: usize| {
            let power = keep.powi(index as i32);
            gradient * (first * power + share * (1.0 - power) / (1.0 - keep))
        };
        let ahead = if velocity == Velocity::Average { share } else { 1.0 };
        let direction = |index: usize| match nesterov {
            true => ahead * gradient + keep * velocity_at(index),
            false => velocity_at(index),
        };
        let expected: Vec<f64> = (0..steps).map(|index| -rate * direction(index)).collect();
        let found = bench.moves_at_constant_rate(&sequence);
        compared(&expected, &found, |index| allowed[index], |index| expected[index].abs())
    }))
}

pub(super) fn heavy_ball_threshold<T: Real>(context: &Context<'_, T>) -> Answer {
    let Some(share) = context.heavy_ball_share().filter(|_| !context.has_decay()) else {
        return Answer::NotItsOwn;
    };
    threshold(context, 2.0 * (1.0 + context.bench.settings.momentum) / share)
}

pub(super) fn nesterov_threshold<T: Real>(context: &Context<'_, T>) -> Answer {
    let Rule::Momentum { velocity, nesterov: true, .. } = context.rule() else {
        return Answer::NotItsOwn;
    };
    let of_sums = matches!(velocity, Velocity::Sum | Velocity::Average);
    if context.has_decay() || !of_sums {
        return Answer::NotItsOwn;
    }
    let keep = context.bench.settings.momentum;
    threshold(context, 2.0 * (1.0 + keep) / (1.0 + 2.0 * keep) / context.share(velocity))
}

/// Whether the rule settles on ½·c·θ² at shares of the curvature that η·c = `product` gives, and
/// does not at multiples of it.
fn threshold<T: Real>(context: &Context<'_, T>, product: f64) -> Answer {
    let (bench, settings) = (&context.bench, context.bench.settings);
    if settings.momentum > 0.995 {
        return Answer::Cannot("a momentum above 0.995 settles too slowly");
    }
    let strategy = prop_oneof![0.05..0.95_f64, 1.05..2.0_f64];
    let show = |part: &f64| {
        format!(
            "½cθ² from 1, c = {:?}, {part:?} of the threshold",
            part * product / settings.learning_rate
        )
    };
    let steps = 1000.max((8.0 / (1.0 - settings.momentum)) as usize);
    Answer::Found(context.effort.of(12).hold(strategy, show, |&part| {
        let curvature = part * product / settings.learning_rate;
        let end = bench.walk([1.0], steps, |[x]| [curvature * x]).pop();
        let settled = end.is_some_and(|[x]| x.abs() < 0.5);
        let as_number = |settles: bool| f64::from(u8::from(settles));
        vec![Compared {
            expected: as_number(part < 1.0),
            found: as_number(settled),
            allowed: 0.0,
            size: 1.0,
            step: steps,
        }]
    }))
}

/// With η = 4/(√L + √m)² and √μ = (√κ - 1)/(√κ + 1) both ends of the spectrum have a double root
/// √μ: |errorₜ| ≤ (1 + 2t)·√μᵗ, and no smaller base would do. Rate and momentum are given, so L
/// and m are chosen.
pub(super) fn best_heavy_ball<T: Real>(context: &Context<'_, T>) -> Answer {
    let Some(share) = context.heavy_ball_share() else { return Answer::NotItsOwn };
    let Rule::Momentum { velocity, .. } = context.rule() else { return Answer::NotItsOwn };
    if context.has_decay() || velocity == Velocity::DampenedAfterFirst {
        return Answer::NotItsOwn;
    }
    let (bench, settings) = (&context.bench, context.bench.settings);
    let root = settings.momentum.sqrt();
    let condition_root = (1.0 + root) / (1.0 - root);
    let smallest_root = 2.0 / (settings.learning_rate * share).sqrt() / (1.0 + condition_root);
    let (smallest, largest) = (smallest_root.powi(2), (smallest_root * condition_root).powi(2));
    let last = (unit::<T>().sqrt().ln() / root.ln()).clamp(5.0, 400.0) as usize;
    let show = |start: &f64| format!("curvatures {smallest:?} and {largest:?} from {start:?}");
    Answer::Found(context.effort.of(8).hold(0.5..2.0_f64, show, |&start| {
        let path = bench.walk([start; 2], last, |[x, y]| [smallest * x, largest * y]);
        let mut all = Vec::new();
        for (index, errors) in path.iter().enumerate() {
            let time = index as f64 + 1.0;
            let bound = start * (1.0 + 2.0 * time) * root.powi(index as i32 + 1);
            all.extend(errors.map(|error| Compared {
                expected: 0.0,
                found: (error.abs() - bound).max(0.0),
                allowed: 1e-3 * bound,
                size: bound,
                step: index + 1,
            }));
        }
        let end = path.last().map_or(f64::NAN, |[x, y]| x.abs().max(y.abs()));
        let least = start * root.powi(last as i32);
        all.push(Compared {
            expected: 0.0,
            found: (least - end).max(0.0),
            allowed: 1e-3 * least,
            size: least,
            step: last,
        });
        all
    }))
}

/// eₜ₊₁ = (1 + μ - x)·eₜ - μ·eₜ₋₁ with x = η(1 - μ)·c, at rest before the first step.
pub(super) fn average<T: Real>(context: &Context<'_, T>) -> Answer {
    let Rule::Momentum { velocity: Velocity::Average, nesterov: false, .. } = context.rule() else {
        return Answer::NotItsOwn;
    };
    if context.has_decay() {
        return Answer::NotItsOwn;
    }
    let (bench, settings) = (&context.bench, context.bench.settings);
    let (rate, keep) = (held::<T>(settings.learning_rate), held::<T>(settings.momentum));
    let product = 2.0 * (1.0 + keep);
    let show = |part: &f64| format!("½cθ² from 1, η(1 - μ)c = {:?}", part * product);
    Answer::Found(context.effort.hold(0.05..0.9_f64, show, |part| {
        let x = part * product;
        let curvature = x / (rate * (1.0 - keep));
        let found: Vec<f64> =
            bench.walk([1.0], 40, |[e]| [curvature * e]).into_iter().map(|[e]| e).collect();
        let [mut before, mut now] = [1.0; 2];
        let expected: Vec<f64> = (0..found.len())
            .map(|_| {
                (before, now) = (now, (1.0 + keep - x) * now - keep * before);
                now
            })
            .collect();
        let memory = 1.0 / (1.0 - keep);
        let allowed = |index: usize| 8.0 * unit::<T>() * memory * memory * (index + 1) as f64;
        compared(&expected, &found, allowed, |index| expected[index].abs())
    }))
}
