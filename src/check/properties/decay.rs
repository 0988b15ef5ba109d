//! Weight decay. A decay knows parameters only, so that steps from zero are steps without one.

use proptest::prelude::*;

use super::super::bench::{held, unit};
use super::super::convention::WeightDecay;
use super::super::report::Outcome;
use super::super::sequence::Sequence;
use super::super::trial::compared;
use super::{Answer, Context, anywhere, from_zero, largest};
use crate::arithmetic::Real;

pub(super) fn coupled<T: Real>(context: &Context<'_, T>) -> Answer {
    if !context.has_decay() || context.convention.weight_decay != WeightDecay::Coupled {
        return Answer::NotItsOwn;
    }
    let bench = &context.bench;
    let lambda = held::<T>(bench.settings.weight_decay);
    Answer::Found(context.effort.hold(anywhere(1..=16), ToString::to_string, |sequence| {
        let penalised = Sequence::from_zero(
            sequence
                .steps
                .iter()
                .map(|step| held::<T>(step.gradient) + lambda * held::<T>(step.parameter)),
        );
        let expected = bench.moves_at_constant_rate(&penalised);
        let found = bench.moves_at_constant_rate(sequence);
        let [(_, of_one), (_, of_other)] = [sequence, &penalised].map(|s| context.modelled(s));
        let plain = Sequence::from_zero(sequence.steps.iter().map(|step| step.gradient));
        let (without, _) = context.modelled(&plain);
        compared(
            &expected,
            &found,
            |index| of_one[index] + of_other[index],
            |index| (expected[index] - without[index]).abs(),
        )
    }))
}

/// ηλ, or λ where the rate does not enter.
fn pull<T: Real>(context: &Context<'_, T>) -> Option<f64> {
    let settings = &context.bench.settings;
    match context.convention.weight_decay {
        _ if !context.has_decay() => None,
        WeightDecay::None | WeightDecay::Coupled => None,
        WeightDecay::Decoupled => {
            Some(held::<T>(settings.learning_rate) * held::<T>(settings.weight_decay))
        }
        WeightDecay::DecoupledFromRate => Some(held::<T>(settings.weight_decay)),
    }
}

pub(super) fn alone<T: Real>(context: &Context<'_, T>) -> Answer {
    let (Some(pull), bench) = (pull(context), &context.bench) else { return Answer::NotItsOwn };
    if bench.settings.epsilon == 0.0 && context.rule().epsilon().is_some() {
        return Answer::Cannot("without epsilon, no gradient is 0/0");
    }
    let strategy = (prop_oneof![Just(1.0), 0.1..4.0, -4.0..-0.1], 1..=60_usize);
    let show = |(start, steps): &(f64, usize)| format!("θ = {start:?}: {steps} steps of g = 0");
    Answer::Found(context.effort.hold(strategy, show, |&(start, steps)| {
        let start = held::<T>(start);
        let found: Vec<f64> =
            bench.walk([start], steps, |_| [0.0]).into_iter().map(|[point]| point).collect();
        let kept = |index: usize| (1.0 - pull).powi(index as i32 + 1);
        let expected: Vec<f64> = (0..steps).map(|index| start * kept(index)).collect();
        // A factor that was rounded, and a product.
        let allowed = |index: usize| 1.5 * unit::<T>() * (index + 1) as f64 * start.abs();
        compared(&expected, &found, allowed, |index| (start - expected[index]).abs())
    }))
}

/// θ - ηλθ - step, the step being what it is without a decay: the candidate's own if it can be
/// had without, which leaves rounding nothing but the sums; else the convention's. One that takes
/// its decay from the new θ has a step that is ηλ of itself too short.
pub(super) fn adds<T: Real>(context: &Context<'_, T>) -> Answer {
    let (Some(pull), bench) = (pull(context), &context.bench) else { return Answer::NotItsOwn };
    let without = bench.with(|settings| settings.weight_decay = 0.0);
    let strategy = (from_zero(1..=16), proptest::collection::vec(0.1..1.0_f64, 16));
    // Parameters of the size of a step, so that its last digits are not lost.
    let placed = |(sequence, places): &(Sequence, Vec<f64>)| {
        let step = largest(&context.modelled(sequence).0);
        let starts = places.iter().map(|place| held::<T>(2.0 * place * step));
        Sequence::new(starts.zip(sequence.steps.iter().map(|step| step.gradient)))
    };
    let finding = context.effort.hold(
        strategy,
        |drawn| placed(drawn).to_string(),
        |drawn| {
            let sequence = placed(drawn);
            let (steps, lost) = match &without {
                Some(without) => {
                    let steps = without.moves_at_constant_rate(&drawn.0);
                    let none = vec![0.0; steps.len()];
                    (steps, none)
                }
                None => context.modelled(&drawn.0),
            };
            let found = bench.moves_at_constant_rate(&sequence);
            let start = |index: usize| sequence.steps[index].parameter;
            let decays = (0..steps.len()).map(|index| steps[index] - pull * start(index));
            let expected: Vec<f64> = decays.collect();
            let allowed = |index: usize| {
                lost[index] + 2.0 * unit::<T>() * (start(index).abs() + steps[index].abs())
            };
            compared(&expected, &found, allowed, |index| pull * steps[index].abs())
        },
    );
    if finding.outcome == Outcome::Vacuous {
        return Answer::Cannot("rounding hides so small a decay of a step");
    }
    Answer::Found(finding)
}
