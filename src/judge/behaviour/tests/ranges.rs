//! Each predicate as its thresholds move over the number that decides it: it holds with all of
//! them, depends on which is meant, holds with none.

use super::{Trajectory, asked, course, exact, trajectory, turning};
use crate::homework::{PredicateName, Range, Role};
use crate::judge::Answer;

/// A predicate on made runs: with the easy threshold it holds, with the hard one it does not.
struct Case {
    name: PredicateName,
    runs: Vec<Trajectory>,
    /// Which threshold moves.
    moves: usize,
    easy: f64,
    hard: f64,
    /// The other threshold, if there is one.
    other: Option<f64>,
}

fn case(name: PredicateName, runs: &[&[f64]], [easy, hard]: [f64; 2]) -> Case {
    let runs = runs.iter().map(|errors| trajectory(errors)).collect();
    Case { name, runs, moves: 0, easy, hard, other: None }
}

fn between(one: f64, other: f64) -> Range {
    let (low, high) = (one.min(other), one.max(other));
    Range { low, usual: (low * high).sqrt(), high }
}

fn answer(case: &Case, range: Range) -> (Answer, Option<String>) {
    let runs: Vec<&Trajectory> = case.runs.iter().collect();
    let mut ranges = vec![range];
    ranges.extend(case.other.map(exact));
    if case.moves == 1 {
        ranges.reverse();
    }
    let finding = asked(case.name, &runs, &ranges);
    (finding.answer, finding.turns)
}

fn cases() -> Vec<Case> {
    let falls = |at: usize| course(100, move |index| if index < at { 1.0 } else { 0.1 });
    let ends = course(100, |index| if index < 100 { 1.0 } else { 0.5 });
    let steps = |first: usize, second: usize| {
        course(10, move |index| match index {
            _ if index < first => 1.0,
            _ if index < second => 0.1,
            _ => 0.001,
        })
    };
    let drop = course(199, |index| if index < 100 { 1.0 } else { 1.0 / 1024.0 });
    let noise = course(2000, |index| if index % 4 == 1 && index < 12 { 9.0 } else { 1.0 });
    let spike = course(299, |index| if index == 3 { 60.0 } else { 3.0 });
    let machine = Trajectory { final_value: 1e-10, ..trajectory(&[1.0]) };
    let bent = [1.0, 1.0, 1.0, 1.0, 1.0, 10.0, 100.0, 10_000.0];
    let second = |case: Case, [easy, hard]: [f64; 2], other: f64| Case {
        moves: 1,
        easy,
        hard,
        other: Some(other),
        ..case
    };
    let first = |case: Case, other: f64| Case { other: Some(other), ..case };
    let swings = turning(400, 201, 50, 10.0);
    vec![
        case(PredicateName::Slow, &[&[1.0, 0.01]], [0.001, 0.1]),
        case(PredicateName::Linear, &[&bent], [0.9, 0.99]),
        case(PredicateName::Fast, &[&falls(30), &ends], [2.0, 5.0]),
        case(PredicateName::FasterTo, &[&steps(3, 9), &steps(5, 7)], [0.5, 0.01]),
        case(PredicateName::SlowerTo, &[&steps(3, 9), &steps(5, 7)], [0.01, 0.5]),
        case(PredicateName::FastMiddle, &[&drop], [1000.0, 2000.0]),
        case(PredicateName::SlightlyApart, &[&[5.0], &[1.0]], [10.0, 2.0]),
        Case {
            runs: vec![machine],
            ..case(PredicateName::NearMachinePrecision, &[], [1e-9, 1e-11])
        },
        case(PredicateName::StaysStable, &[&[1.0, 0.01, 0.05, 0.001]], [0.1, 0.02]),
        case(PredicateName::FluctuatesAtEnd, &[&turning(1000, 101, 10, 2.0)], [0.1, 0.2]),
        first(case(PredicateName::Oscillates, &[&swings], [0.25, 0.5]), 10.0),
        second(case(PredicateName::Oscillates, &[&swings], [0.0; 2]), [10.0, 20.0], 0.25),
        case(PredicateName::MinimalNoise, &[&noise], [0.002, 0.001]),
        first(case(PredicateName::EarlySpike, &[&spike], [10.0, 30.0]), 0.01),
        second(case(PredicateName::EarlySpike, &[&spike], [0.0; 2]), [0.02, 0.005], 10.0),
    ]
}

#[test]
fn predicates_hold_are_arguable_and_fail_as_thresholds_move() {
    for case in cases() {
        let Case { name, moves, easy, hard, .. } = case;
        let easier = easy * (easy / hard).powf(0.1);
        let harder = hard * (hard / easy).powf(0.1);
        for (range, expected) in [
            (exact(easy), Answer::Holds),
            (between(easy, easier), Answer::Holds),
            (between(easy, hard), Answer::Arguable),
            (between(hard, harder), Answer::Fails),
            (exact(hard), Answer::Fails),
        ] {
            let (answer, turns) = answer(&case, range);
            assert_eq!(answer, expected, "{name:?} {moves}: {range:?}");
            assert_eq!(turns.is_some(), answer == Answer::Arguable, "{name:?} {moves}: {turns:?}");
        }
    }
}

#[test]
fn every_threshold_of_a_run_is_tried() {
    let cases = cases();
    for name in PredicateName::ALL.iter().filter(|name| name.roles().contains(&Role::Run)) {
        for moves in 0..name.thresholds().len() {
            let tried = |case: &Case| case.name == *name && case.moves == moves;
            assert!(cases.iter().any(tried), "{name:?}, threshold {moves}");
        }
    }
}

/// The text names thresholds of both answers and where the answer turns.
#[test]
fn an_arguable_answer_says_where_it_turns() {
    let told =
        |case: &Case| answer(case, between(case.easy, case.hard)).1.expect("an arguable answer");
    for (name, text) in [
        (
            PredicateName::Slow,
            "it holds if one means a final error of 0.001, and not if one means 0.1: it turns at \
             0.01",
        ),
        (
            PredicateName::SlightlyApart,
            "it holds if one means a factor of 10, and not if one means 2: it turns at 5",
        ),
        (
            PredicateName::FasterTo,
            "it holds if one means an error of 0.5, and not if one means 0.01: it turns at 0.1",
        ),
    ] {
        let case = cases().into_iter().find(|case| case.name == name).expect("a case");
        assert_eq!(told(&case), text);
    }
}

/// An error that comes back: below 0.1 to stay, below 0.02 not to stay, below 0.005 to stay.
#[test]
fn an_answer_that_turns_twice_is_told_with_thresholds_that_give_it() {
    let case = case(PredicateName::StaysStable, &[&[1.0, 0.01, 0.05, 0.001]], [0.1, 0.02]);
    assert_eq!(answer(&case, exact(0.005)).0, Answer::Holds);
    let (found, turns) = answer(&case, between(0.005, 0.1));
    assert_eq!(found, Answer::Arguable);
    let turns = turns.expect("a text");
    let word = |after: &str| -> f64 {
        let rest = turns.split_once(after).unwrap_or_else(|| panic!("{turns}")).1;
        let number: String = rest.chars().take_while(|c| !matches!(c, ',' | ':' | ' ')).collect();
        number.parse().unwrap_or_else(|error| panic!("{turns}: {error}"))
    };
    assert_eq!(answer(&case, exact(word("an error of "))).0, Answer::Holds, "{turns}");
    assert_eq!(answer(&case, exact(word("not if one means "))).0, Answer::Fails, "{turns}");
}

/// A threshold of R² so low that its range reaches below zero is still a range.
#[test]
fn a_range_that_reaches_below_zero_is_asked_evenly() {
    let line = course(100, |index| 10_f64.powf(-0.01 * index as f64));
    let case = case(PredicateName::Linear, &[&line], [0.5, 1.0]);
    let range = Range { low: -0.5, usual: 0.5, high: 0.9 };
    assert_eq!(answer(&case, range), (Answer::Holds, None));
}
