//! Rules that are no rules, or not as the door expects them: none hangs it, ends it or passes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use verigrad::check::convention::Rule;
use verigrad::check::{self, CannotCheck, Outcome, Property, Report, Settings, made_by};

const RATE: f64 = 0.1;

fn checked(rule: impl FnMut(&mut [f64], &[f64]) + Clone) -> Report {
    check::optimiser(rule).learning_rate(RATE).check().expect("a rate")
}

fn descent(x: &mut [f64], g: &[f64]) {
    x.iter_mut().zip(g).for_each(|(x, g)| *x -= RATE * g);
}

/// A clone that shares its state with what it is a clone of is no fresh start.
#[test]
fn state_that_clones_share_is_found() {
    let velocity = Rc::new(Cell::new(0.0));
    let report = checked(move |x: &mut [f64], g: &[f64]| {
        for (x, g) in x.iter_mut().zip(g) {
            velocity.set(0.5 * velocity.get() + g);
            *x -= RATE * velocity.get();
        }
    });
    assert!(report.failed().contains(&Property::Repeatable), "{report}");
    // As is what a rule remembers outside of itself.
    thread_local!(static STEPS: Cell<u32> = const { Cell::new(0) });
    let report = checked(|x: &mut [f64], g: &[f64]| {
        STEPS.set(STEPS.get() + 1);
        let rate = RATE / f64::from(STEPS.get());
        x.iter_mut().zip(g).for_each(|(x, g)| *x -= rate * g);
    });
    assert!(report.failed().contains(&Property::Repeatable), "{report}");
}

/// Such a rule cannot be checked, and must not pass.
#[test]
fn a_rule_with_parameters_of_its_own_does_not_pass() {
    let own = RefCell::new(Vec::new());
    let report = checked(move |x: &mut [f64], g: &[f64]| {
        let mut own = own.borrow_mut();
        if own.len() != x.len() {
            *own = x.to_vec();
        }
        descent(&mut own, g);
        x.copy_from_slice(&own);
    });
    assert!(report.failed().contains(&Property::EveryStep), "{report}");
}

type Plain = fn(&mut [f64], &[f64]);

#[test]
fn rules_that_do_nothing_sensible_do_not_pass() {
    let rules: [(&str, Plain); 7] = [
        ("nothing", |_, _| {}),
        ("no gradient", |x, _| x.iter_mut().for_each(|x| *x *= 0.9)),
        ("not a number", |x, _| x.fill(f64::NAN)),
        ("infinite", |x, _| x.fill(f64::INFINITY)),
        ("not a number at no gradient", |x, g| {
            x.iter_mut().zip(g).for_each(|(x, g)| *x -= RATE * g * (g / g));
        }),
        ("only the first", |x, g| x[0] -= RATE * g[0]),
        ("the first one's gradient", |x, g| x.iter_mut().for_each(|x| *x -= RATE * g[0])),
    ];
    for (name, rule) in rules {
        let report = checked(rule);
        assert!(!report.is_sound() && !report.failed().is_empty(), "{name}\n{report}");
    }
}

#[test]
fn a_rule_that_panics_at_once_is_an_error_in_words() {
    let rule = |_: &mut [f64], g: &[f64]| assert!(g[0] > 1e-3, "so small: {}", g[0]);
    let error = check::optimiser(rule).learning_rate(RATE).check().expect_err("it panics");
    let CannotCheck::Panicked { said, .. } = &error else { panic!("{error}") };
    assert_eq!(said, "so small: 0");
    assert!(error.to_string().contains("at a step of θ = 0.0: g = 1.0, 0.0"), "{error}");
    // One that cannot be made under other settings is a fault of those properties.
    let make = |settings: &Settings, _| {
        assert!(settings.momentum > 0.0, "no momentum");
        let (mut velocity, Settings { learning_rate, momentum, .. }) = (vec![], *settings);
        move |x: &mut [f64], g: &[f64]| {
            velocity.resize(x.len(), 0.0);
            for ((x, v), g) in x.iter_mut().zip(&mut velocity).zip(g) {
                *v = momentum * *v + g;
                *x -= learning_rate * *v;
            }
        }
    };
    let settings = Settings { momentum: 0.9, ..Settings::new(RATE) };
    let report = check::optimiser::<f64, _>(made_by(make)).settings(settings).check();
    let report = report.expect("settings");
    assert_eq!(report.failed(), [Property::NoMomentumIsDescent], "{report}");
    assert!(report.to_string().contains("the rule panicked: no momentum"), "{report}");
}

/// However long a step takes, the check takes no longer than it may and a step.
#[test]
fn slow_rules_take_no_longer_than_they_may() {
    let slow = |milliseconds| {
        move |x: &mut [f64], g: &[f64]| {
            std::thread::sleep(Duration::from_millis(milliseconds));
            descent(x, g);
        }
    };
    let start = Instant::now();
    let check = check::optimiser(slow(1)).learning_rate(RATE).time(Duration::from_secs(3));
    let report = check.check().expect("its convention is found in time");
    assert!(!report.is_sound() && report.failed().is_empty(), "{report}");
    assert_eq!(report.finding(Property::EveryStep).expect("asked").outcome, Outcome::Held);
    assert!(!report.with(Outcome::OutOfTime).is_empty(), "{report}");
    let check = check::optimiser(slow(200)).learning_rate(RATE).time(Duration::from_secs(1));
    let error = check.check().expect_err("its convention is not found in time");
    assert!(error.to_string().contains("were not over after 1 s"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    // Times that no clock has are as good as none.
    let check = check::optimiser(descent).learning_rate(RATE).time(Duration::MAX).cases(0);
    check.check().expect("a rate").assert();
}

#[test]
fn no_parameters_are_an_error() {
    let error = check::optimiser(descent).parameters(0).check().expect_err("none");
    assert_eq!(error, CannotCheck::NoParameters);
}

/// A counter of eight bits is right for 255 steps.
#[test]
fn a_counter_that_comes_around_is_found() {
    let adam = |bits: u32| {
        let (mut first, mut second, mut steps) = (vec![], vec![], 0_u32);
        move |x: &mut [f64], g: &[f64]| {
            first.resize(x.len(), 0.0);
            second.resize(x.len(), 0.0);
            steps = (steps + 1) % 2_u32.pow(bits);
            let whole = |beta: f64| 1.0 - beta.powi(steps.max(1) as i32);
            for (k, (x, g)) in x.iter_mut().zip(g).enumerate() {
                first[k] = 0.9 * first[k] + 0.1 * g;
                second[k] = 0.999 * second[k] + 0.001 * g * g;
                let root = (second[k] / whole(0.999)).sqrt() + 1e-8;
                *x -= RATE * first[k] / whole(0.9) / root;
            }
        }
    };
    checked(adam(31)).assert();
    let report = checked(adam(8));
    assert_eq!(report.failed(), [Property::ConstantGradient], "{report}");
    assert_eq!(
        report.finding(Property::ConstantGradient).unwrap().counterexample.as_ref().unwrap().step,
        256
    );
}

/// Rules in f32: computed in f32, in f64 and rounded, and with too few digits.
#[test]
fn single_precision_is_held_to_its_own_digits() {
    let checked = |rule: fn(&mut [f32], &[f32])| {
        check::optimiser(rule).learning_rate(RATE).check().expect("a rate")
    };
    checked(|x, g| x.iter_mut().zip(g).for_each(|(x, g)| *x -= 0.1 * g)).assert();
    checked(|x, g| {
        for (x, g) in x.iter_mut().zip(g) {
            *x = (f64::from(*x) - f64::from(0.1_f32) * f64::from(*g)) as f32;
        }
    })
    .assert();
    // As if its rate were held in bfloat16.
    let report = checked(|x, g| x.iter_mut().zip(g).for_each(|(x, g)| *x -= 0.100_097_66 * g));
    assert!(!report.is_sound(), "{report}");
}

/// Settings at the ends of their ranges: no panic, and no end that is late.
#[test]
fn settings_of_any_size_are_survived() {
    let start = Instant::now();
    for rate in [f64::MIN_POSITIVE, 1e-300, 1e-30, 1e30, 1e300, f64::MAX] {
        for epsilon in [0.0, f64::MIN_POSITIVE, 1e300] {
            let settings = Settings {
                epsilon,
                momentum: 1.0 - f64::EPSILON,
                beta1: 1.0 - f64::EPSILON,
                weight_decay: 1e300,
                ..Settings::new(rate)
            };
            let wide = check::optimiser(|x: &mut [f64], _: &[f64]| x.fill(0.0));
            let narrow = check::optimiser(|x: &mut [f32], _: &[f32]| x.fill(0.0));
            let reports = [
                wide.settings(settings).cases(2).check(),
                narrow.settings(settings).cases(2).check(),
            ];
            for report in reports {
                assert!(!report.expect("in range").is_sound());
            }
        }
    }
    assert!(start.elapsed() < Duration::from_secs(300), "{:?}", start.elapsed());
    for settings in [
        Settings::new(f64::NAN),
        Settings::new(f64::INFINITY),
        Settings { beta1: f64::NAN, ..Settings::new(RATE) },
        Settings { epsilon: f64::INFINITY, ..Settings::new(RATE) },
        Settings { weight_decay: -0.0, ..Settings::new(-RATE) },
    ] {
        let check = check::optimiser(descent).settings(settings).check();
        assert!(matches!(check, Err(CannotCheck::Setting(_))));
    }
}

/// What nobody claims of gradient descent is not forced upon it: another claim fails.
#[test]
fn a_wrong_claim_fails_in_words() {
    let check = check::optimiser(descent).learning_rate(RATE).claims(Rule::ADAM);
    let report = check.check().expect("a rate");
    assert!(!report.is_sound(), "{report}");
    assert!(report.to_string().contains("convention: gradient descent"), "{report}");
    assert!(report.to_string().contains("(claimed)"), "{report}");
}
