//! Each predicate on both sides of its threshold, on courses made for it.

mod ranges;

use super::super::course::{Run, count};
use super::super::finding::{Answer, Finding};
use super::decide;
use crate::homework::{PartId, PredicateName, Range, RunId};
use crate::measure::Trajectory;

fn trajectory(errors: &[f64]) -> Trajectory {
    let points = errors.iter().map(|error| [*error, 1.0]).collect();
    Trajectory { points, errors: errors.to_vec(), final_value: 0.0 }
}

fn named(name: &str) -> PredicateName {
    PredicateName::from_word(name).unwrap_or_else(|| panic!("no predicate {name}"))
}

/// One threshold, asked alone.
fn exact(threshold: f64) -> Range {
    Range { low: threshold, usual: threshold, high: threshold }
}

fn asked(name: PredicateName, runs: &[&Trajectory], thresholds: &[Range]) -> Finding {
    let id = RunId::new(&PartId::new("1b").expect("a name"), "other");
    let runs: Vec<Run> = runs.iter().map(|trajectory| Run { id: &id, trajectory }).collect();
    decide(name, &runs, thresholds)
}

/// With its usual thresholds alone, unless others are given.
fn find(name: &str, runs: &[&Trajectory], thresholds: &[f64]) -> Finding {
    let name = named(name);
    let usual = || name.thresholds().iter().filter_map(|threshold| threshold.usual);
    let thresholds: Vec<Range> = match thresholds {
        [] => usual().map(exact).collect(),
        given => given.iter().copied().map(exact).collect(),
    };
    let finding = asked(name, runs, &thresholds);
    assert_eq!(finding.turns, None, "one threshold leaves nothing to argue about");
    finding
}

fn is_true(finding: &Finding) -> bool {
    assert_ne!(finding.answer, Answer::Arguable);
    finding.answer == Answer::Holds
}

fn holds(name: &str, errors: &[f64]) -> bool {
    is_true(&find(name, &[&trajectory(errors)], &[]))
}

fn compare(name: &str, first: &[f64], second: &[f64], thresholds: &[f64]) -> bool {
    is_true(&find(name, &[&trajectory(first), &trajectory(second)], thresholds))
}

/// `steps` steps, the error of each by its index.
fn course(steps: usize, error: impl Fn(usize) -> f64) -> Vec<f64> {
    (0..=steps).map(error).collect()
}

const ABOVE: f64 = 0.001_000_000_000_000_000_2;
const BELOW: f64 = 0.000_999_999_999_999_999_8;

#[test]
fn slow_is_above_a_thousandth_at_the_end() {
    assert!(holds("slow", &[1.0, ABOVE]) && holds("slow", &[1.0, f64::NAN]));
    assert!(!holds("slow", &[1.0, 0.001]) && !holds("slow", &[1.0, BELOW]));
}

#[test]
fn linear_is_a_straight_line_of_the_logarithm_over_the_second_half() {
    let line = |index: usize| 10_f64.powf(-0.01 * index as f64);
    let finding = find("linear", &[&trajectory(&course(1000, line))], &[]);
    assert!(
        is_true(&finding) && finding.measured.contains("-100.00 decades"),
        "{}",
        finding.measured
    );
    let bent = |index: usize| 10_f64.powf(-(index as f64).powi(2) * 1e-6);
    assert!(!holds("linear", &course(1000, bent)));
    let late = |index: usize| if index < 500 { 5.0 + line(index * 7 % 400) } else { line(index) };
    assert!(holds("linear", &course(1000, late)), "the first half may do anything");
    let steep = |index: usize| 3.0 * 10_f64.powf(0.03 * index as f64);
    let finding = find("linear", &[&trajectory(&course(400, steep))], &[]);
    assert!(finding.measured.contains("R² 1.00000, 300.00 decades"), "{}", finding.measured);
    // R² of four values, worked out by hand: 0, 1, 2, 4 on 0, 1, 2, 3 is 6.5²/(5 · 8.75).
    let four = [1.0, 1.0, 1.0, 1.0, 1.0, 10.0, 100.0, 10_000.0];
    let finding = find("linear", &[&trajectory(&four)], &[]);
    assert!(finding.measured.contains("R² 0.96571, 13000.00"), "{}", finding.measured);
}

#[test]
fn steady_never_grows_and_little_noise_grows_at_a_thousandth_of_the_steps() {
    assert!(holds("steady", &[3.0, 2.0, 2.0]) && !holds("steady", &[3.0, 2.0, 2.1]));
    assert!(!holds("steady", &[3.0, f64::NAN]));
    let growing = |times: usize| {
        course(2000, move |index| if index % 4 == 1 && index / 4 < times { 9.0 } else { 1.0 })
    };
    assert!(holds("minimal_noise", &growing(2)) && !holds("minimal_noise", &growing(3)));
    let finding = find("minimal_noise", &[&trajectory(&growing(3))], &[]);
    assert_eq!(finding.measured, "the error grows at 3 of 2,000 steps");
    assert!(!holds("minimal_noise", &[1.0, 2.0]));
}

#[test]
fn fast_reaches_the_seconds_final_error_in_half_of_its_steps() {
    let falls = |at: usize| course(100, move |index| if index < at { 1.0 } else { 0.1 });
    let ends = |error: f64| course(100, move |index| if index < 100 { 1.0 } else { error });
    assert!(compare("fast", &falls(50), &ends(0.5), &[]));
    assert!(!compare("fast", &falls(51), &ends(0.5), &[]));
    assert!(compare("fast", &falls(25), &ends(0.5), &[4.0]));
    assert!(!compare("fast", &falls(26), &ends(0.5), &[4.0]));
    assert!(!compare("fast", &falls(5), &ends(0.1), &[]), "reached is below");
    assert!(!compare("fast", &course(3, |_| 1.0), &ends(0.5), &[]));
}

#[test]
fn faster_and_slower_count_the_steps_to_a_threshold() {
    let falls = |at: usize| course(9, move |index| if index < at { 1.0 } else { 0.1 });
    let never = course(9, |_| 1.0);
    for (first, second, faster, slower) in [
        (falls(3), falls(4), true, false),
        (falls(4), falls(4), false, false),
        (falls(5), falls(4), false, true),
        (falls(5), never.clone(), true, false),
        (never.clone(), falls(5), false, true),
        (never.clone(), never.clone(), false, false),
    ] {
        assert_eq!(compare("faster_to", &first, &second, &[0.5]), faster);
        assert_eq!(compare("slower_to", &first, &second, &[0.5]), slower);
    }
    assert!(!compare("faster_to", &falls(3), &never, &[0.1]), "below, not at the threshold");
}

#[test]
fn a_fast_middle_falls_a_thousandfold_over_a_twentieth_of_the_steps() {
    let drop = |at: usize, factor: f64| {
        course(199, move |index| if index < at { 1.0 } else { factor.recip() })
    };
    assert!(holds("fast_middle", &drop(100, 1024.0)) && !holds("fast_middle", &drop(100, 999.0)));
    // Quarters end at 50 and 150: a fall must begin and end within.
    assert!(holds("fast_middle", &drop(51, 1024.0)) && !holds("fast_middle", &drop(50, 1024.0)));
    assert!(holds("fast_middle", &drop(148, 1024.0)) && !holds("fast_middle", &drop(149, 1024.0)));
    let gradual = |steps: f64| {
        course(199, move |index| {
            10_f64.powf(-3.0 * ((index as f64 - 80.0) / steps).clamp(0.0, 1.0))
        })
    };
    assert!(holds("fast_middle", &gradual(9.9)) && !holds("fast_middle", &gradual(11.0)));
    let finding = find("fast_middle", &[&trajectory(&drop(100, 1024.0))], &[]);
    assert_eq!(finding.measured, "by a factor of 1.0e3 from step 90 to 100", "the first of them");
}

#[test]
fn final_errors_are_compared() {
    let nan = f64::NAN;
    for (first, second, more, less) in [
        (1.0, 2.0, true, false),
        (2.0, 2.0, false, false),
        (2.0, 1.0, false, true),
        (1.0, nan, true, false),
        (nan, 1.0, false, false),
        (nan, nan, false, false),
        (f64::INFINITY, nan, false, false),
        (f64::INFINITY, 1.0, false, false),
    ] {
        let (first, second) = ([first], [second]);
        assert_eq!(compare("more_precise", &first, &second, &[]), more, "{first:?} {second:?}");
        assert_eq!(compare("less_precise", &first, &second, &[]), less, "{first:?} {second:?}");
    }
    for (first, second, close) in
        [(10.0, 1.0, true), (1.0, 10.0, true), (10.1, 1.0, false), (0.5, 5.1, false)]
    {
        assert_eq!(compare("slightly_apart", &[first], &[second], &[]), close);
    }
}

#[test]
fn machine_precision_is_the_objectives() {
    let at = |final_value: f64| Trajectory { final_value, ..trajectory(&[1.0]) };
    assert!(is_true(&find("near_machine_precision", &[&at(2.2e-16)], &[])));
    assert!(!is_true(&find("near_machine_precision", &[&at(f64::EPSILON)], &[])));
}

#[test]
fn stable_stays_below_a_thousandth() {
    assert!(holds("stays_stable", &[1.0, BELOW, 0.0, BELOW]));
    assert!(!holds("stays_stable", &[1.0, BELOW, 0.001]) && !holds("stays_stable", &[1.0]));
    assert!(!holds("stays_stable", &[1.0, 0.0, f64::NAN]));
}

/// `turning` of the last `among` errors turn, by a factor of `span`.
fn turning(steps: usize, among: usize, turning: usize, span: f64) -> Vec<f64> {
    course(steps, move |index| {
        let back = steps - index;
        if back >= among - 1 || back > turning || back % 2 == 1 { span } else { 1.0 }
    })
}

#[test]
fn turns_are_counted_over_the_end_of_the_run() {
    // The last tenth of 1,001 errors has 101, in which 99 can turn.
    assert!(holds("fluctuates_at_end", &turning(1000, 101, 10, 2.0)));
    assert!(!holds("fluctuates_at_end", &turning(1000, 101, 9, 2.0)));
    let early = |index: usize| if index < 890 && index.is_multiple_of(2) { 2.0 } else { 1.0 };
    assert!(!holds("fluctuates_at_end", &course(1000, early)));
    // The last half of 401 has 201, in which 199 can turn.
    assert!(holds("oscillates", &turning(400, 201, 50, 10.0)));
    assert!(!holds("oscillates", &turning(400, 201, 49, 10.0)));
    assert!(!holds("oscillates", &turning(400, 201, 50, 9.9)));
    let finding = find("oscillates", &[&trajectory(&turning(400, 201, 50, 10.0))], &[]);
    assert!(finding.measured.starts_with("turns at 25.13% of"), "{}", finding.measured);
    for direction in [1.0, -1.0] {
        let resting = course(100, |index| 100.0 + direction * (index / 2) as f64);
        let finding = find("fluctuates_at_end", &[&trajectory(&resting)], &[]);
        assert!(finding.measured.starts_with("turns at 0.00%"), "a rest is no turn");
    }
}

#[test]
fn a_spike_is_ten_times_the_first_error_within_a_hundredth() {
    let spike =
        |at: usize, height: f64| course(299, move |index| if index == at { height } else { 3.0 });
    assert!(holds("early_spike", &spike(3, 30.1)) && !holds("early_spike", &spike(4, 30.1)));
    assert!(!holds("early_spike", &spike(3, 30.0)));
    assert!(holds("early_spike", &spike(3, f64::NAN)));
}

#[test]
fn an_overflow_is_a_coordinate_that_is_not_finite() {
    assert!(holds("overflows", &[1.0, f64::INFINITY]) && holds("overflows", &[1.0, f64::NAN]));
    assert!(!holds("overflows", &[1.0, f64::MAX]));
    let finding = find("overflows", &[&trajectory(&[1.0, f64::NAN])], &[]);
    assert_eq!(finding.measured, "leaves f64 at step 1");
}

#[test]
fn steps_are_told_with_commas() {
    for (number, text) in
        [(0, "0"), (999, "999"), (1000, "1,000"), (99_999, "99,999"), (1_234_567, "1,234,567")]
    {
        assert_eq!(count(number), text);
    }
}
