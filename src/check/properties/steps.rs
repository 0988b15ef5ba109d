//! Any rule's steps, whatever the convention.

use proptest::prelude::*;

use super::super::sequence::Sequence;
use super::super::trial::compared;
use super::{Answer, Context, anywhere, from_zero};
use crate::arithmetic::Real;

pub(super) fn repeatable<T: Real>(context: &Context<'_, T>) -> Answer {
    let bench = &context.bench;
    Answer::Found(context.effort.hold(anywhere(1..=12), ToString::to_string, |sequence| {
        let [one, other] = [(); 2].map(|()| bench.moves_at_constant_rate(sequence));
        compared(&one, &other, |_| 0.0, |index| one[index].abs())
    }))
}

pub(super) fn every_step<T: Real>(context: &Context<'_, T>) -> Answer {
    let bench = &context.bench;
    Answer::Found(context.effort.hold(anywhere(1..=24), ToString::to_string, |sequence| {
        let (expected, allowed) = context.modelled(sequence);
        let found = bench.moves_at_constant_rate(sequence);
        compared(&expected, &found, |index| allowed[index], |index| expected[index].abs())
    }))
}

pub(super) fn paths_agree<T: Real>(context: &Context<'_, T>) -> Answer {
    if context.paths.is_empty() {
        return Answer::NotItsOwn;
    }
    let bench = &context.bench;
    let strategy = (0..context.paths.len(), anywhere(1..=24));
    let show =
        |(path, sequence): &(usize, Sequence)| format!("{}: {sequence}", context.paths[*path].0);
    Answer::Found(context.effort.hold(strategy, show, |(path, sequence)| {
        let (_, allowed) = context.modelled(sequence);
        let expected = bench.moves_at_constant_rate(sequence);
        let mut rule = context.paths[*path].1.start(&bench.settings, bench.usual_length());
        let found = bench.moves_of(rule.as_mut(), sequence).unwrap_or_default();
        compared(&expected, &found, |index| allowed[index], |index| expected[index].abs())
    }))
}

pub(super) fn rate_change<T: Real>(context: &Context<'_, T>) -> Answer {
    let bench = &context.bench;
    if !bench.start(bench.usual_length()).set_learning_rate(bench.settings.learning_rate) {
        return Answer::Cannot("needs a rule whose rate can be changed on its way");
    }
    let strategy = (anywhere(2..=12), 0.1..3.0_f64, any::<prop::sample::Index>());
    let changed = |(sequence, factor, at): &(Sequence, f64, prop::sample::Index)| Sequence {
        rate_change: Some((
            1 + at.index(sequence.steps.len() - 1),
            factor * bench.settings.learning_rate,
        )),
        ..sequence.clone()
    };
    Answer::Found(context.effort.hold(
        strategy,
        |drawn| changed(drawn).to_string(),
        |drawn| {
            let sequence = changed(drawn);
            let (expected, allowed) = context.modelled(&sequence);
            let found = bench.moves(&sequence).unwrap_or_default();
            compared(&expected, &found, |index| allowed[index], |index| expected[index].abs())
        },
    ))
}

pub(super) fn resumption<T: Real>(context: &Context<'_, T>) -> Answer {
    let bench = &context.bench;
    if bench.start(bench.usual_length()).saved().is_none() {
        return Answer::Cannot("needs a rule that can be saved");
    }
    let strategy = (anywhere(2..=16), any::<prop::sample::Index>());
    let show = |(sequence, at): &(Sequence, prop::sample::Index)| {
        format!("{sequence}; saved after step {}", 1 + at.index(sequence.steps.len() - 1))
    };
    Answer::Found(context.effort.hold(strategy, show, |(sequence, at)| {
        let cut = 1 + at.index(sequence.steps.len() - 1);
        let part = |steps: &[_]| Sequence { steps: steps.to_vec(), rate_change: None };
        let whole = bench.moves_at_constant_rate(sequence);
        let mut first = bench.start(bench.usual_length());
        let before = bench.moves_of(first.as_mut(), &part(&sequence.steps[..cut]));
        let mut found = before.unwrap_or_default();
        let Some(mut second) = first.saved() else { return Vec::new() };
        // What the first does afterwards is no business of the second.
        let _ = bench.moves_of(first.as_mut(), &part(&sequence.steps[..1]));
        found.extend(
            bench.moves_of(second.as_mut(), &part(&sequence.steps[cut..])).unwrap_or_default(),
        );
        compared(&whole, &found, |_| 0.0, |index| whole[index].abs())
    }))
}

pub(super) fn rests<T: Real>(context: &Context<'_, T>) -> Answer {
    if context.rule().epsilon().is_some() && context.bench.settings.epsilon == 0.0 {
        return Answer::NotItsOwn;
    }
    let bench = &context.bench;
    let strategy = from_zero(1..=6);
    Answer::Found(context.effort.of(4).hold(strategy, ToString::to_string, |drawn| {
        let sequence = Sequence::from_zero(drawn.steps.iter().map(|_| 0.0));
        let found = bench.moves_at_constant_rate(&sequence);
        compared(&vec![0.0; found.len()], &found, |_| 0.0, |_| bench.settings.learning_rate)
    }))
}
