//! Rules that divide by the root of a mean square.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::bench::held;
use super::super::convention::{Correction, Epsilon, Maximum, Rule};
use super::super::report::Outcome;
use super::super::sequence::Sequence;
use super::super::trial::compared;
use super::{Answer, Context, from_zero};
use crate::arithmetic::Real;

/// The weights of a bias-corrected mean after `steps` steps, the newest last; they sum to 1.
fn weights(beta: f64, steps: usize) -> Vec<f64> {
    let whole = 1.0 - beta.powi(steps as i32);
    (0..steps).rev().map(|age| (1.0 - beta) * beta.powi(age as i32) / whole).collect()
}

pub(super) fn constant_gradient<T: Real>(context: &Context<'_, T>) -> Answer {
    let Rule::Adam { epsilon, correction: Correction::Both, .. } = context.rule() else {
        return Answer::NotItsOwn;
    };
    let (bench, settings) = (&context.bench, context.bench.settings);
    // Now and then past 256 steps, where a counter of eight bits has come around.
    let steps = prop_oneof![4 => 1..=60_usize, 1 => Just(300_usize)];
    let strategy = (prop_oneof![Just(1.0), 0.01..10.0, -10.0..-0.01], steps);
    let show = |(gradient, steps): &(f64, usize)| format!("{steps} steps of g = {gradient:?}");
    Answer::Found(context.effort.hold(strategy, show, |&(gradient, steps)| {
        let sequence = Sequence::from_zero(std::iter::repeat_n(gradient, steps));
        let (_, allowed) = context.modelled(&sequence);
        let gradient = held::<T>(gradient);
        let small = settings.epsilon;
        let expected = (1..=steps).map(|time| {
            let uncorrected = 1.0 - settings.beta2.powi(time as i32);
            let root = match epsilon {
                Epsilon::Outside => gradient.abs() + small,
                Epsilon::Inside => (gradient * gradient + small).sqrt(),
                Epsilon::OutsideUncorrected => gradient.abs() + small / uncorrected.sqrt(),
                Epsilon::InsideUncorrected => (gradient * gradient + small / uncorrected).sqrt(),
            };
            -settings.learning_rate * gradient / root
        });
        let expected: Vec<f64> = expected.collect();
        let found = bench.moves_at_constant_rate(&sequence);
        compared(&expected, &found, |index| allowed[index], |index| expected[index].abs())
    }))
}

/// The first step from zero at gradients from far below ε to far above its root.
pub(super) fn epsilon_place<T: Real>(context: &Context<'_, T>) -> Answer {
    let Some(place) = context.rule().epsilon() else { return Answer::NotItsOwn };
    let (bench, settings) = (&context.bench, context.bench.settings);
    if settings.epsilon == 0.0 || matches!(context.rule(), Rule::RAdam { .. }) {
        return Answer::NotItsOwn;
    }
    let own = settings.epsilon.log10();
    let exponents = prop_oneof![own - 2.0..own + 2.0, own / 2.0 - 2.0..own / 2.0 + 2.0];
    let strategy = vec(exponents.prop_map(|exponent| 10_f64.powf(exponent)), 1..=4);
    let show = |gradients: &Vec<f64>| Sequence::from_zero(gradients.iter().copied()).to_string();
    let neighbour = match place {
        Epsilon::Outside | Epsilon::OutsideUncorrected => Epsilon::Inside,
        Epsilon::Inside | Epsilon::InsideUncorrected => Epsilon::Outside,
    };
    let mut elsewhere = context.convention;
    elsewhere.rule = context.rule().with_epsilon(neighbour);
    let finding = context.effort.hold(strategy, show, |gradients| {
        let sequence = Sequence::from_zero(gradients.iter().copied());
        let (expected, allowed) = context.modelled(&sequence);
        let other = bench.model(elsewhere, &sequence);
        let found = bench.moves_at_constant_rate(&sequence);
        compared(
            &expected,
            &found,
            |index| allowed[index],
            |index| (expected[index] - other[index]).abs(),
        )
    });
    if finding.outcome == Outcome::Vacuous {
        return Answer::Cannot("under these settings rounding hides where epsilon is");
    }
    Answer::Found(finding)
}

/// A spike, and what explicit sums say of the steps after it.
pub(super) fn largest_stays<T: Real>(context: &Context<'_, T>) -> Answer {
    let Rule::Adam { epsilon, correction: Correction::Both, largest: Some(maximum) } =
        context.rule()
    else {
        return Answer::NotItsOwn;
    };
    let (bench, settings) = (&context.bench, context.bench.settings);
    let mut without = context.convention;
    without.rule = Rule::Adam { epsilon, correction: Correction::Both, largest: None };
    let strategy = (10.0..1000.0_f64, 0..4_usize, vec(0.5..1.0_f64, 6..=30));
    let shown = |(spike, at, others): &(f64, usize, Vec<f64>)| {
        let mut gradients = others.clone();
        gradients[*at] = *spike;
        Sequence::from_zero(gradients)
    };
    Answer::Found(context.effort.hold(
        strategy,
        |drawn| shown(drawn).to_string(),
        |drawn| {
            let sequence = shown(drawn);
            let (_, allowed) = context.modelled(&sequence);
            let gradients: Vec<f64> =
                sequence.steps.iter().map(|step| held::<T>(step.gradient)).collect();
            let mean = |steps: usize, beta: f64, power: i32| {
                let terms = weights(beta, steps).into_iter().zip(&gradients);
                terms.map(|(weight, g)| weight * g.powi(power)).sum::<f64>()
            };
            let corrected = |steps: usize| 1.0 - settings.beta2.powi(steps as i32);
            let expected = (1..=gradients.len()).map(|steps| {
                let squares = (1..=steps).map(|until| {
                    let square = mean(until, settings.beta2, 2);
                    match maximum {
                        Maximum::AfterCorrection => square,
                        Maximum::BeforeCorrection => square * corrected(until) / corrected(steps),
                    }
                });
                let square = squares.fold(0.0, f64::max);
                let small = settings.epsilon;
                let root = match epsilon {
                    Epsilon::Outside => square.sqrt() + small,
                    Epsilon::Inside => (square + small).sqrt(),
                    Epsilon::OutsideUncorrected => square.sqrt() + small / corrected(steps).sqrt(),
                    Epsilon::InsideUncorrected => (square + small / corrected(steps)).sqrt(),
                };
                -settings.learning_rate * mean(steps, settings.beta1, 1) / root
            });
            let expected: Vec<f64> = expected.collect();
            let other = bench.model(without, &sequence);
            let found = bench.moves_at_constant_rate(&sequence);
            compared(
                &expected,
                &found,
                |index| allowed[index],
                |index| (expected[index] - other[index]).abs(),
            )
        },
    ))
}

/// |Δₜ| ≤ η·√(Σ w²/u), w and u the weights of the two means (Cauchy and Schwarz); gradients that
/// grow like w/u attain it.
pub(super) fn longest_step<T: Real>(context: &Context<'_, T>) -> Answer {
    let Rule::Adam { correction: Correction::Both, .. } = context.rule() else {
        return Answer::NotItsOwn;
    };
    let (bench, settings) = (&context.bench, context.bench.settings);
    let (beta1, beta2) = (settings.beta1, settings.beta2);
    if beta1 * beta1 >= beta2 {
        return Answer::NotItsOwn;
    }
    let growing = (2..=30_usize).prop_map(move |steps| {
        let ratios = weights(beta1, steps).into_iter().zip(weights(beta2, steps));
        Sequence::from_zero(ratios.map(|(w, u)| w / u))
    });
    let strategy = prop_oneof![growing, from_zero(1..=24)];
    Answer::Found(context.effort.hold(strategy, ToString::to_string, |sequence| {
        let (_, allowed) = context.modelled(sequence);
        let bound = |index: usize| {
            let pairs = weights(beta1, index + 1).into_iter().zip(weights(beta2, index + 1));
            settings.learning_rate * pairs.map(|(w, u)| w * w / u).sum::<f64>().sqrt()
        };
        let bounds: Vec<f64> = (0..sequence.steps.len()).map(bound).collect();
        let found = bench.moves_at_constant_rate(sequence);
        let beyond: Vec<f64> =
            found.iter().zip(&bounds).map(|(step, bound)| (step.abs() - bound).max(0.0)).collect();
        let none = vec![0.0; beyond.len()];
        compared(
            &none,
            &beyond,
            |index| allowed[index] + f64::EPSILON * bounds[index],
            // Only steps that come near the bound could have passed it.
            |index| if found[index].abs() > 0.99 * bounds[index] { bounds[index] } else { 0.0 },
        )
    }))
}
