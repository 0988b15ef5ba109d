//! One property, held against draws until one fails, or time is up.

use std::cell::{Cell, RefCell};
use std::fmt::Display;

use proptest::prelude::{Strategy, TestCaseError};
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};

use super::identify::departure;
use super::report::{Counterexample, Finding, Outcome};
use crate::tolerance;

/// A number that a property says something about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Compared {
    /// What the property says.
    pub(super) expected: f64,
    /// What the candidate gave.
    pub(super) found: f64,
    /// How far rounding may take it.
    pub(super) allowed: f64,
    /// How large the thing is that the property speaks of: a deviation of that size is a fault
    /// in full.
    pub(super) size: f64,
    /// Which step, from 1.
    pub(super) step: usize,
}

/// What a property gives for a draw.
pub(super) type Comparisons = Vec<Compared>;

/// Pairs of moves with what is allowed and how large they are.
pub(super) fn compared(
    expected: &[f64],
    found: &[f64],
    allowed: impl Fn(usize) -> f64,
    size: impl Fn(usize) -> f64,
) -> Comparisons {
    let pairs = expected.iter().zip(found).enumerate();
    let one = |(index, (&expected, &found)): (usize, (&f64, &f64))| Compared {
        expected,
        found,
        allowed: allowed(index),
        size: size(index),
        step: index + 1,
    };
    pairs.map(one).collect()
}

/// How much is drawn.
#[derive(Clone, Copy)]
pub(super) struct Effort<'a> {
    pub(super) cases: u32,
    pub(super) seed: u64,
    /// Whether no draw is begun any more, and the one that is under way counts for nothing.
    pub(super) is_over: &'a dyn Fn() -> bool,
}

impl Effort<'_> {
    /// A share of the cases, for properties that take many steps each.
    pub(super) fn of(self, cases: u32) -> Self {
        Self { cases: self.cases.min(cases), ..self }
    }

    /// Holds a property against draws.
    pub(super) fn hold<S: Strategy>(
        self,
        strategy: S,
        show: impl Fn(&S::Value) -> String,
        test: impl Fn(&S::Value) -> Comparisons,
    ) -> Finding {
        let (seen, margin, worst) = (Cell::new(0_u32), Cell::new(0.0_f64), Cell::new(0.0_f64));
        let failing = RefCell::new(None);
        let config = Config {
            cases: self.cases,
            rng_seed: RngSeed::Fixed(self.seed),
            failure_persistence: None,
            max_shrink_iters: 2000,
            max_shrink_time: 2000,
            ..Config::default()
        };
        let mut runner = TestRunner::new(config);
        let one = |value: S::Value| {
            if (self.is_over)() {
                return Ok(());
            }
            let comparisons = test(&value);
            if (self.is_over)() {
                return Ok(());
            }
            seen.set(seen.get() + 1);
            let ratio = |one: &Compared| departure(one.found, one.expected, one.allowed);
            for one in &comparisons {
                margin.set(margin.get().max(one.size / one.allowed));
                worst.set(worst.get().max(ratio(one)));
            }
            match comparisons.iter().find(|one| ratio(one) > 1.0) {
                None => Ok(()),
                Some(&one) => {
                    let example = Counterexample {
                        shown: show(&value),
                        step: one.step,
                        expected: one.expected,
                        found: one.found,
                        allowed: one.allowed,
                    };
                    failing.replace(Some(example));
                    Err(TestCaseError::fail("departs"))
                }
            }
        };
        let result = runner.run(&strategy, one);
        let mut finding = Finding {
            outcome: Outcome::Held,
            cases: seen.get(),
            worst: worst.get(),
            margin: margin.get(),
            counterexample: None,
            note: None,
        };
        match result {
            Ok(()) if seen.get() == 0 => finding.outcome = Outcome::OutOfTime,
            Ok(()) if finding.margin < tolerance::LEAST_DETECTION => {
                finding.outcome = Outcome::Vacuous;
            }
            Ok(()) => {}
            Err(TestError::Fail(reason, _)) => {
                finding.outcome = Outcome::Failed;
                finding.counterexample = failing.into_inner();
                if finding.counterexample.is_none() {
                    finding.note = Some(panicked(&reason));
                }
            }
            Err(TestError::Abort(reason)) => {
                finding.outcome = Outcome::Failed;
                finding.note = Some(panicked(&reason));
            }
        }
        finding
    }
}

fn panicked(reason: &impl Display) -> String {
    format!("the rule panicked: {reason}")
}
