//! What a rule cannot see, and what it can.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::bench::{Bench, unit, widen};
use super::super::convention::Rule;
use super::super::sequence::Sequence;
use super::super::trial::{Compared, Comparisons, compared};
use super::{Answer, Context, anywhere, from_zero, largest};
use crate::arithmetic::Real;

/// Multiples of 1/1024 with few digits, whose sums f32 holds.
fn exact_gradient() -> impl Strategy<Value = f64> {
    prop_oneof![Just(1.0), Just(-1.0), (-2048..2048_i32).prop_map(|k| f64::from(k) / 1024.0)]
}

pub(super) fn linear<T: Real>(context: &Context<'_, T>) -> Answer {
    if !context.rule().is_linear() {
        return Answer::NotItsOwn;
    }
    let bench = &context.bench;
    let split = |pairs: &[(f64, f64)]| -> [Sequence; 3] {
        let of = |term: fn(&(f64, f64)) -> f64| Sequence::from_zero(pairs.iter().map(term));
        [of(|pair| pair.0), of(|pair| pair.1), of(|pair| pair.0 + pair.1)]
    };
    let show = |pairs: &Vec<(f64, f64)>| {
        let [left, right, _] = split(pairs);
        format!("{left} plus {right}")
    };
    let strategy = vec((exact_gradient(), exact_gradient()), 1..=16);
    Answer::Found(context.effort.hold(strategy, show, |pairs| {
        let all = split(pairs);
        let [left, right, both] = all.each_ref().map(|one| bench.moves_at_constant_rate(one));
        let allowances = all.each_ref().map(|one| context.modelled(one).1);
        let expected: Vec<f64> = left.iter().zip(&right).map(|(a, b)| a + b).collect();
        let allowed = |index: usize| allowances.iter().map(|one| one[index]).sum();
        compared(&expected, &both, allowed, |index| left[index].abs())
    }))
}

pub(super) fn origin<T: Real>(context: &Context<'_, T>) -> Answer {
    if context.has_decay() {
        return Answer::NotItsOwn;
    }
    let bench = &context.bench;
    let strategy = (from_zero(1..=16), vec(0.1..1.0_f64, 16));
    let placed = |(sequence, places): &(Sequence, Vec<f64>)| {
        let step = largest(&context.modelled(sequence).0);
        let starts = places.iter().map(|place| 4.0 * place * step);
        Sequence::new(starts.zip(sequence.steps.iter().map(|step| step.gradient)))
    };
    Answer::Found(context.effort.hold(
        strategy,
        |drawn| placed(drawn).to_string(),
        |drawn| {
            let sequence = placed(drawn);
            let expected = bench.moves_at_constant_rate(&drawn.0);
            let found = bench.moves_at_constant_rate(&sequence);
            let start = |index: usize| sequence.steps[index].parameter.abs();
            let allowed = |index: usize| 2.0 * unit::<T>() * (start(index) + expected[index].abs());
            compared(&expected, &found, allowed, |index| expected[index].abs())
        },
    ))
}

/// Moves of several parameters that are shown a sequence each.
fn joint<T: Real>(bench: &Bench<'_, T>, sequences: &[Sequence], length: usize) -> Vec<Vec<f64>> {
    let length = bench.length.unwrap_or(length);
    let mut rule = bench.start(length);
    let mut moves = vec![Vec::new(); sequences.len()];
    for step in 0..sequences[0].steps.len() {
        let shown = |k: usize| sequences[k % sequences.len()].steps[step];
        let starts: Vec<T> = (0..length).map(|k| T::constant(shown(k).parameter)).collect();
        let slopes: Vec<T> = (0..length).map(|k| T::constant(shown(k).gradient)).collect();
        let mut parameters = starts.clone();
        if bench.is_over() {
            parameters.fill(T::nan());
        } else {
            rule.step(&mut parameters, &slopes);
        }
        for (k, moves) in moves.iter_mut().enumerate().take(length) {
            // The last of those that are shown the same sequence: in a vector loop's remainder.
            let last = k + (length - 1 - k) / sequences.len() * sequences.len();
            let end = parameters.get(last).copied().unwrap_or_else(T::nan);
            moves.push(widen(end) - widen(starts[last]));
        }
    }
    moves
}

pub(super) fn rotation<T: Real>(context: &Context<'_, T>) -> Answer {
    let linear = context.rule().is_linear();
    let divides = !linear && !matches!(context.rule(), Rule::RAdam { .. });
    let settings = context.bench.settings;
    let starts_at_nothing = settings.epsilon < 1e-4 && settings.initial_accumulator == 0.0;
    if context.bench.length.is_some_and(|length| length < 2)
        || !(linear || divides && starts_at_nothing)
    {
        return Answer::NotItsOwn;
    }
    let turned = |angle: f64, (x, y): (f64, f64)| {
        (angle.cos() * x - angle.sin() * y, angle.sin() * x + angle.cos() * y)
    };
    let run = |pairs: &[(f64, f64)]| {
        let both = [
            Sequence::from_zero(pairs.iter().map(|pair| pair.0)),
            Sequence::from_zero(pairs.iter().map(|pair| pair.1)),
        ];
        let moves = joint(&context.bench, &both, 2);
        (both, moves)
    };
    let show = |(angle, pairs): &(f64, Vec<(f64, f64)>)| format!("{pairs:?} turned by {angle:?}");
    if !linear {
        // One gradient along an axis, turned by 45 degrees: a rule by coordinates walks along
        // the diagonal as if it were as long in each.
        let strategy =
            (0.1..2.0_f64).prop_map(|size| (std::f64::consts::FRAC_PI_4, vec![(size, 0.0)]));
        return Answer::Found(context.effort.of(8).hold(strategy, show, |(angle, pairs)| {
            let (_, straight) = run(pairs);
            let (_, found) = run(&[turned(*angle, pairs[0])]);
            let as_turned = turned(*angle, (straight[0][0], straight[1][0])).0;
            let departure = (found[0][0] - as_turned).abs() / straight[0][0].abs();
            // 1 - √½ = 0.29 of the step where there is no first step's correction in between.
            let least = 0.2;
            vec![Compared {
                expected: 0.0,
                found: (least - departure).max(0.0),
                allowed: 1e-3,
                size: 1.0,
                step: 1,
            }]
        }));
    }
    let pair = || (-1.0..1.0_f64, -1.0..1.0_f64);
    let strategy = (0.0..std::f64::consts::TAU, vec(pair(), 1..=12));
    Answer::Found(context.effort.hold(strategy, show, |(angle, pairs)| {
        let (shown, straight) = run(pairs);
        let (_, found) = run(&pairs.iter().map(|&pair| turned(*angle, pair)).collect::<Vec<_>>());
        // Terms of a gradient cancel when it is turned: what rounding does to either axis.
        let allowances = shown.map(|one| {
            let whole = Sequence::from_zero(one.steps.iter().map(|_| 2.0));
            context.modelled(&whole).1
        });
        let mut all: Comparisons = Vec::new();
        for (step, allowance) in allowances[0].iter().enumerate() {
            let expected = turned(*angle, (straight[0][step], straight[1][step]));
            for (expected, found) in [(expected.0, found[0][step]), (expected.1, found[1][step])] {
                let allowed = 2.0 * allowance;
                all.push(Compared {
                    expected,
                    found,
                    allowed,
                    size: expected.abs(),
                    step: step + 1,
                });
            }
        }
        all
    }))
}

pub(super) fn gradient_unit<T: Real>(context: &Context<'_, T>) -> Answer {
    if !context.rule().is_linear() {
        return Answer::NotItsOwn;
    }
    let bench = &context.bench;
    let show = |(sequence, power): &(Sequence, i32)| format!("{sequence}, times 2^{power}");
    Answer::Found(context.effort.hold((from_zero(1..=16), -12..=12), show, |(sequence, power)| {
        let unit = 2.0_f64.powi(*power);
        let larger = Sequence::from_zero(sequence.steps.iter().map(|step| unit * step.gradient));
        let expected: Vec<f64> =
            bench.moves_at_constant_rate(sequence).iter().map(|step| unit * step).collect();
        let found = bench.moves_at_constant_rate(&larger);
        compared(&expected, &found, |_| 0.0, |index| expected[index].abs())
    }))
}

pub(super) fn odd<T: Real>(context: &Context<'_, T>) -> Answer {
    let bench = &context.bench;
    Answer::Found(context.effort.hold(anywhere(1..=16), ToString::to_string, |sequence| {
        let steps = sequence.steps.iter().map(|step| (-step.parameter, -step.gradient));
        let mirrored = bench.moves_at_constant_rate(&Sequence::new(steps));
        let expected: Vec<f64> = mirrored.iter().map(|step| -step).collect();
        let found = bench.moves_at_constant_rate(sequence);
        compared(&expected, &found, |_| 0.0, |index| expected[index].abs())
    }))
}

pub(super) fn coordinates_apart<T: Real>(context: &Context<'_, T>) -> Answer {
    let bench = &context.bench;
    if bench.length == Some(1) {
        return Answer::Cannot("needs a rule of more than one parameter");
    }
    let lengths = prop::sample::select(vec![2, 3, 5, 8, 17, 64]);
    let strategy = (anywhere(1..=8), exact_gradient(), lengths);
    let sequences = |sequence: &Sequence, factor: f64| {
        let other =
            sequence.steps.iter().rev().map(|step| (step.parameter, 3.0 + factor * step.gradient));
        [sequence.clone(), Sequence::new(other)]
    };
    let show = |(sequence, factor, length): &(Sequence, f64, usize)| {
        let [one, other] = sequences(sequence, *factor);
        format!("{length} parameters, in turn {one} and {other}")
    };
    Answer::Found(context.effort.hold(strategy, show, |(sequence, factor, length)| {
        let both = sequences(sequence, *factor);
        let found = joint(bench, &both, *length);
        let mut all: Comparisons = Vec::new();
        for (sequence, found) in both.iter().zip(&found) {
            let expected = bench.moves_at_constant_rate(sequence);
            let (_, allowed) = context.modelled(sequence);
            all.extend(compared(
                &expected,
                found,
                |index| allowed[index],
                |index| expected[index].abs(),
            ));
        }
        all
    }))
}
