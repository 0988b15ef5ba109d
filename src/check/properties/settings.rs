//! Properties of a rule under settings of their own.

use proptest::prelude::*;

use super::super::bench::{held, unit, widen};
use super::super::convention::{Correction, Rule, Velocity};
use super::super::sequence::Sequence;
use super::super::trial::{Compared, compared};
use super::{Answer, Context, OTHER_SETTINGS, anywhere, from_zero};
use crate::arithmetic::Real;

pub(super) fn no_momentum<T: Real>(context: &Context<'_, T>) -> Answer {
    if !matches!(context.rule(), Rule::Momentum { .. }) {
        return Answer::NotItsOwn;
    }
    let without = context.bench.with(|settings| {
        settings.momentum = 0.0;
        settings.dampening = 0.0;
        settings.weight_decay = 0.0;
    });
    let Some(bench) = without else { return OTHER_SETTINGS };
    let rate = T::constant(bench.settings.learning_rate);
    Answer::Found(context.effort.hold(anywhere(1..=12), ToString::to_string, |sequence| {
        let found = bench.moves_at_constant_rate(sequence);
        let expected = sequence.steps.iter().zip(&found).map(|(step, &found)| {
            let (start, gradient) = (T::constant(step.parameter), T::constant(step.gradient));
            // A processor may round product and difference at once.
            let fused = widen((-rate).mul_add(gradient, start)) - widen(start);
            if fused == found { fused } else { widen(start - rate * gradient) - widen(start) }
        });
        let expected: Vec<f64> = expected.collect();
        compared(&expected, &found, |_| 0.0, |index| expected[index].abs())
    }))
}

/// Lessard, Recht and Packard 2016: curvatures 1 and 25, the rate and momentum best for a
/// quadratic of those, and no arrival.
pub(super) fn cycle<T: Real>(context: &Context<'_, T>) -> Answer {
    let Rule::Momentum { velocity: Velocity::Sum, nesterov: false, .. } = context.rule() else {
        return Answer::NotItsOwn;
    };
    let published = context.bench.with(|settings| {
        settings.learning_rate = 1.0 / 9.0;
        settings.momentum = 4.0 / 9.0;
        settings.weight_decay = 0.0;
    });
    let Some(bench) = published else { return OTHER_SETTINGS };
    let slope = |[x]: [f64; 1]| match x {
        x if x < 1.0 => [25.0 * x],
        x if x < 2.0 => [x + 24.0],
        x => [25.0 * x - 24.0],
    };
    let show = |start: &f64| format!("curvatures 25, 1, 25 from {start:?}");
    Answer::Found(context.effort.of(1).hold(Just(3.3), show, |&start| {
        let path = bench.walk([start], 600, slope);
        let [.., [before], [x], [_], [z]] = path[..] else { return Vec::new() };
        let tolerance = 1e3 * unit::<T>();
        let back = Compared {
            expected: before,
            found: z,
            allowed: tolerance,
            size: before.abs(),
            step: 600,
        };
        let apart = (0.1 - (z - x).abs()).max(0.0);
        vec![back, Compared { expected: 0.0, found: apart, allowed: 0.0, size: 1.0, step: 600 }]
    }))
}

pub(super) fn unit_free<T: Real>(context: &Context<'_, T>) -> Answer {
    let free = match context.rule() {
        Rule::Adam { .. } | Rule::NAdam { .. } | Rule::Adamax { .. } => true,
        Rule::RmsProp { .. } | Rule::AdaGrad { .. } => {
            context.bench.settings.initial_accumulator == 0.0
        }
        _ => false,
    };
    if !free {
        return Answer::NotItsOwn;
    }
    let Some(bench) = context.bench.with(|settings| settings.epsilon = 0.0) else {
        return OTHER_SETTINGS;
    };
    let show = |(sequence, power): &(Sequence, i32)| format!("{sequence}, times 2^{power}");
    Answer::Found(context.effort.hold((from_zero(1..=16), -12..=12), show, |(sequence, power)| {
        let unit = 2.0_f64.powi(*power);
        let larger = Sequence::from_zero(sequence.steps.iter().map(|step| unit * step.gradient));
        let expected = bench.moves_at_constant_rate(sequence);
        let found = bench.moves_at_constant_rate(&larger);
        // To the bit with a root that is rightly rounded, which a power of ½ is not.
        let modelled = bench.model(context.convention, sequence);
        let allowed = bench.allowance(context.convention, sequence, &modelled);
        compared(&expected, &found, |index| allowed[index], |index| expected[index].abs())
    }))
}

pub(super) fn sign_descent<T: Real>(context: &Context<'_, T>) -> Answer {
    let Rule::Adam { correction: Correction::Both, largest: None, .. } = context.rule() else {
        return Answer::NotItsOwn;
    };
    let without_memory = context.bench.with(|settings| {
        settings.beta1 = 0.0;
        settings.beta2 = 0.0;
        settings.epsilon = 0.0;
    });
    let Some(bench) = without_memory else { return OTHER_SETTINGS };
    let rate = held::<T>(bench.settings.learning_rate);
    Answer::Found(context.effort.hold(from_zero(1..=12), ToString::to_string, |sequence| {
        let expected: Vec<f64> =
            sequence.steps.iter().map(|step| -rate * step.gradient.signum()).collect();
        let found = bench.moves_at_constant_rate(sequence);
        let modelled = bench.model(context.convention, sequence);
        let allowed = bench.allowance(context.convention, sequence, &modelled);
        compared(&expected, &found, |index| allowed[index], |_| rate)
    }))
}

/// The gradient is 3 at every third step and -1 otherwise, so that -1 is best in -1..1 (Reddi,
/// Kale and Kumar, arXiv 1904.09237). With β₁ = 0, β₂ = 0.1 and a rate that falls like 1/√t, Adam
/// goes to +1.
pub(super) fn reddi<T: Real>(context: &Context<'_, T>) -> Answer {
    let Rule::Adam { correction: Correction::Both, largest, .. } = context.rule() else {
        return Answer::NotItsOwn;
    };
    let published = context.bench.with(|settings| {
        settings.learning_rate = 1.0;
        settings.beta1 = 0.0;
        settings.beta2 = 0.1;
        settings.epsilon = 1e-8;
        settings.weight_decay = 0.0;
    });
    let Some(bench) = published else { return OTHER_SETTINGS };
    const STEPS: usize = 6000;
    let show = |_: &()| "3 at every third step, else -1".to_owned();
    Answer::Found(context.effort.of(1).hold(Just(()), show, |()| {
        let gradients = (0..STEPS).map(|time| if time % 3 == 0 { 3.0 } else { -1.0 });
        // What a step is does not depend on where it is taken, so the steps can be scaled.
        let moves = bench.moves_at_constant_rate(&Sequence::from_zero(gradients));
        let mut point = 0.0_f64;
        for (time, step) in moves.iter().enumerate() {
            point = (point + 0.5 / (time as f64 + 1.0).sqrt() * step).clamp(-1.0, 1.0);
        }
        let expected = if largest.is_some() { -1.0 } else { 1.0 };
        vec![Compared { expected, found: point, allowed: 0.1, size: 2.0, step: STEPS }]
    }))
}
