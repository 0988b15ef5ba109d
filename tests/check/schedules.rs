//! Schedules against PyTorch's.

use verigrad::optim::Schedule;

use crate::golden::{double, read};

/// PyTorch multiplies its way through the steps: half an ε lost at each, relative to the first
/// rate, and a cosine of a rounded angle.
const ROUNDING: f64 = 100.0 * f64::EPSILON;

fn cases() -> [(&'static str, Schedule); 4] {
    [
        ("step", Schedule::Step { initial: 0.1, factor: 0.1, every: 30 }),
        ("step-two", Schedule::Step { initial: 0.1, factor: 0.5, every: 7 }),
        ("cosine", Schedule::Cosine { initial: 0.1, last: 0.0, steps: 50 }),
        ("cosine-last", Schedule::Cosine { initial: 0.1, last: 1e-3, steps: 33 }),
    ]
}

/// The largest difference from PyTorch's rates, over the first rate, and how many there are.
fn departure(name: &str, schedule: Schedule) -> (f64, usize) {
    let rows = read("optimisers/schedules.csv", ["case", "step", "rate"]);
    let own: Vec<_> = rows.into_iter().filter(|[case, ..]| case == name).collect();
    let differences = own.iter().map(|[_, step, rate]| {
        (schedule.rate(step.parse().expect("a number")) - double(rate)).abs() / 0.1
    });
    (differences.fold(0.0, f64::max), own.len())
}

#[test]
fn every_rate_is_pytorchs() {
    for (name, schedule) in cases() {
        let (departure, rates) = departure(name, schedule);
        assert!(departure <= ROUNDING && rates > 30, "{name}: {departure:e} in {rates}");
    }
}

#[test]
fn a_schedule_that_is_one_step_off_is_told_apart() {
    let neighbours = [
        ("step", Schedule::Step { initial: 0.1, factor: 0.1, every: 31 }),
        ("step-two", Schedule::Step { initial: 0.1, factor: 0.5, every: 6 }),
        ("cosine", Schedule::Cosine { initial: 0.1, last: 0.0, steps: 51 }),
        ("cosine-last", Schedule::Cosine { initial: 0.1, last: 1e-3, steps: 32 }),
        ("cosine-last", Schedule::Cosine { initial: 0.1, last: 0.0, steps: 33 }),
        ("cosine", Schedule::Constant(0.1)),
    ];
    for (name, schedule) in neighbours {
        assert!(departure(name, schedule).0 > 1e3 * ROUNDING, "{schedule:?}");
    }
}

/// After its last step a schedule stays where it is.
#[test]
fn the_ends_hold() {
    let cosine = Schedule::Cosine { initial: 0.1, last: 1e-3, steps: 33 };
    assert_eq!([cosine.rate(0), cosine.rate(33), cosine.rate(1000)], [0.1, 1e-3, 1e-3]);
    let at_once = Schedule::Cosine { initial: 0.1, last: 1e-3, steps: 0 };
    assert_eq!(at_once.rate(0), 1e-3);
    let every = Schedule::Step { initial: 0.1, factor: 0.5, every: 0 };
    assert_eq!(every.rate(2), 0.025);
    assert_eq!(Schedule::Constant(0.3).rate(7), 0.3);
}
