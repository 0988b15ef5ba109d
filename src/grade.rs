//! The whole flow for one ledger: measure, then judge.

use std::sync::{Mutex, PoisonError};

use crate::assignment::{Assignment, Minimisation};
use crate::claim::{Ledger, Rule};
use crate::judge::{Alternative, Evidence, Judgement, Power, family_p, judge, power};
use crate::measure::{Listener, Measurements, Value, measure, minimise, other_conventions, row};
use crate::nn::kernels::Level;
use crate::nn::train::Images;
use crate::numpy::c_library;

/// What came of grading.
#[derive(Clone, Debug)]
pub struct Graded {
    /// The re-run.
    pub measurements: Measurements,
    /// One for each claim, in the ledger's order.
    pub judgements: Vec<Judgement>,
    /// p of all random numbers together.
    pub family_p: Option<f64>,
    /// The seed of the nets, if they were run.
    pub seed: Option<i64>,
}

/// A fresh run of the nets.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<'a> {
    /// On these images.
    pub images: &'a Images,
    /// From this seed.
    pub seed: i64,
}

/// Re-runs the assignment, its nets only if asked, and judges every claim of the ledger; its
/// random numbers against the ensemble's rows.
pub fn grade(
    assignment: &Assignment,
    ledger: &Ledger,
    rows: &[Measurements],
    fresh: Option<Fresh>,
    listener: Listener,
) -> Graded {
    let mut measurements = measure(assignment, &assignment.parts(), listener);
    if let Some(Fresh { images, seed }) = fresh {
        let row = row(&assignment.nets, &|_| true, seed, images, Level::best(), listener);
        measurements.add_row(&assignment.nets, &row, images.test.len());
    }
    let (judgements, family_p) = judge_measured(assignment, ledger, &measurements, rows);
    Graded { measurements, judgements, family_p, seed: fresh.map(|fresh| fresh.seed) }
}

/// Judges every claim of the ledger against a re-run and the rows of an ensemble; also gives
/// p of all random numbers together.
pub fn judge_measured(
    assignment: &Assignment,
    ledger: &Ledger,
    measurements: &Measurements,
    rows: &[Measurements],
) -> (Vec<Judgement>, Option<f64>) {
    with_evidence(assignment, measurements, rows, |evidence| {
        (judge(ledger, evidence), family_p(ledger, evidence))
    })
}

/// What would be seen of the ledger's accuracies if they were falsified.
pub fn power_of_test(
    assignment: &Assignment,
    ledger: &Ledger,
    rows: &[Measurements],
) -> Vec<Power> {
    with_evidence(assignment, &Measurements::default(), rows, |evidence| power(ledger, evidence))
}

fn with_evidence<T>(
    assignment: &Assignment,
    measurements: &Measurements,
    rows: &[Measurements],
    use_it: impl FnOnce(&Evidence) -> T,
) -> T {
    use_it(&Evidence {
        measurements,
        objective: &|id| assignment.minimisation_run(id).map(|run| run.objective),
        alternatives: &|id| {
            assignment.minimisation_run(id).map(known_alternatives).unwrap_or_default()
        },
        hidden_layers: &|part| assignment.hidden_layers(part),
        candidates: &|id| assignment.candidates(id),
        rows,
        c_library: c_library(),
    })
}

/// The rule for a measurement of the assignment that no ledger knows.
pub fn rule_of_measurement(assignment: &Assignment, name: &str) -> Option<Rule> {
    let (run, quantity) = name.rsplit_once('.')?;
    assignment.minimisation_run(run)?;
    match quantity {
        "point" => Some(Rule::Printed),
        "value" => Some(Rule::Exact),
        _ => None,
    }
}

/// The same as [`alternatives`], which many submissions ask for: each run's once.
fn known_alternatives(run: &Minimisation) -> Vec<Alternative> {
    static KNOWN: Mutex<Vec<(Minimisation, Vec<Alternative>)>> = Mutex::new(Vec::new());
    /// More runs than an assignment has; settings of many reports are not kept.
    const LIMIT: usize = 64;
    let lock = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = lock().iter().find(|(known, _)| known.same_run(run)) {
        return known.clone();
    }
    let found = alternatives(run);
    let mut known = lock();
    if known.len() < LIMIT {
        known.push((run.clone(), found.clone()));
    }
    found
}

fn alternatives(run: &Minimisation) -> Vec<Alternative> {
    let alternative = |(convention, run): (String, Minimisation)| {
        let trajectory = minimise(&run, &|_| {});
        let values = vec![
            ("point", Value::Point(trajectory.last())),
            ("value", Value::Number(trajectory.final_value)),
        ];
        Alternative { convention, values }
    };
    other_conventions(run).into_iter().map(alternative).collect()
}
