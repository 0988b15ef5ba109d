//! Random numbers, held against re-runs under other seeds.

use std::collections::HashMap;

use crate::claim::{Decimal, Printed, PrintedNumber};
use crate::homework::{
    Check, Claim, ClaimId, Grain, Kind, Layer, Ledger, PartId, QuantityId, What,
};
use crate::measure::{Cohort, Measurements, Origin, Value};
use crate::numpy::repr;
use crate::verdict::Verdict;

use super::also_accepted::also_accepted;
use super::claims::FamilyTest;
use super::evidence::{Evidence, Outcome};
use super::statistics::{
    CONTRADICTED_P, Column, DrawnColumn, Finding, ROWS_AT_LEAST, ROWS_NEEDED, Sequential,
    UNUSUAL_P, family, sequential,
};
use super::{is_float32, is_share_of};

/// Said of a claim that only re-runs under other seeds can decide, where there are none.
pub(super) fn no_rows(part: &PartId) -> String {
    format!("there are no re-runs of {part} to hold it against")
}

/// The same where there are some, but too few to say anything.
pub(super) fn too_few(rows: usize) -> String {
    format!("too few rows: {rows} re-runs, and with fewer than {ROWS_AT_LEAST} nothing is rare")
}

/// The family tests of a ledger's random numbers, one for each set of rows.
pub(super) struct Tested {
    pub(super) families: Vec<FamilyTest>,
    findings: HashMap<ClaimId, Found>,
}

/// What the test says of one claim.
#[derive(Clone, Copy)]
struct Found {
    finding: Finding,
    /// Against how many rows.
    rows: usize,
    /// Whether rows were made until it was decided, however few that took.
    decided: bool,
}

/// One number of a claim, and its quantity in each row.
struct Element {
    claim: ClaimId,
    quantity: QuantityId,
    number: Decimal,
    /// Steps in a share.
    steps: Option<u32>,
}

/// Whether a claim is held against rows.
pub(super) fn is_random(claim: &Claim) -> bool {
    claim.checks.contains(&Check::Ensemble)
}

/// The numbers of a claim that can exist.
fn elements(claim: &Claim) -> Vec<Element> {
    let Some(id) = claim.id.quantity().filter(|_| is_random(claim)) else { return Vec::new() };
    let numbers: Vec<(&PrintedNumber, What)> = match claim.printed() {
        Some(Printed::Number(number)) => vec![(number, id.what)],
        Some(Printed::Array(array)) => {
            let what = |index: usize| match (id.what, claim.kind) {
                (What::AccuracyByEpoch, _) => What::AccuracyAt(index + 1),
                (_, Some(Kind::Norms { .. })) if index == 0 => What::GradientNorm(Layer::Input),
                (_, Some(Kind::Norms { length })) if index + 1 == length => {
                    What::GradientNorm(Layer::Output)
                }
                _ => What::GradientNorm(Layer::Number(index + 1)),
            };
            let elements = array.elements.iter().enumerate();
            elements.map(|(index, number)| (number, what(index))).collect()
        }
        _ => Vec::new(),
    };
    let grain = claim.checks.iter().find_map(|check| match check {
        Check::Grain(grain) => Some(*grain),
        _ => None,
    });
    let possible = |number: &PrintedNumber| grain.is_none_or(|g| impossible(number, g).is_none());
    let steps = match grain {
        Some(Grain::Share(steps)) => Some(steps),
        _ => None,
    };
    let element = |(number, what): (&PrintedNumber, What)| {
        let quantity = id.sibling(what);
        let number = number.decimal().filter(|_| possible(number))?.clone();
        Some(Element { claim: claim.id.clone(), quantity, number, steps })
    };
    numbers.into_iter().filter_map(element).collect()
}

/// Runs the family tests on every claim of the ledger that they are for.
pub(super) fn test(ledger: &Ledger, evidence: &Evidence) -> Tested {
    let mut tested = Tested { families: Vec::new(), findings: HashMap::new() };
    let elements: Vec<Element> = ledger.claims.iter().flat_map(elements).collect();
    for cohort in &evidence.rows.cohorts {
        let own = elements.iter().filter(|e| cohort.parts.contains(e.quantity.part()));
        let (own, columns): (Vec<&Element>, Vec<Numbers>) =
            own.filter_map(|element| Some((element, numbers(element, cohort)?))).unzip();
        if columns.is_empty() {
            continue;
        }
        let (family, rows, settled) = run(cohort, &columns);
        let mut claims: Vec<String> = Vec::new();
        for (element, finding) in own.iter().zip(&family.findings) {
            let decided = settled && cohort.origin != Origin::Stored;
            let found = Found { finding: *finding, rows, decided };
            let known = tested.findings.entry(element.claim.clone()).or_insert(found);
            // Of a list the element that is farthest out speaks for all.
            if finding.p < known.finding.p || finding.z > known.finding.z {
                *known = found;
            }
            let name = element.claim.to_string();
            if !claims.contains(&name) {
                claims.push(name);
            }
        }
        tested.families.push(FamilyTest { p: family.p, rows, claims, settled });
    }
    tested
}

fn run(cohort: &Cohort, columns: &[Numbers]) -> (super::statistics::Family, usize, bool) {
    match cohort.origin {
        Origin::Stored => {
            let column = |numbers: &Numbers| Column {
                rows: numbers.rows.clone(),
                reported: numbers.reported,
                floor: numbers.floor,
            };
            let columns: Vec<Column> = columns.iter().map(column).collect();
            (family(&columns), cohort.rows.len(), true)
        }
        Origin::OnDemand { pilot } => {
            let column = |numbers: &Numbers| {
                let at = pilot.min(numbers.rows.len());
                DrawnColumn {
                    pilot: numbers.rows[..at].to_vec(),
                    rows: numbers.rows[at..].to_vec(),
                    reported: numbers.reported,
                    floor: numbers.floor,
                }
            };
            let columns: Vec<DrawnColumn> = columns.iter().map(column).collect();
            let Sequential { family, counted, settled } = sequential(&columns);
            (family, counted, settled)
        }
    }
}

/// A column of a test: shares as they are, norms and ratios by their logarithm; the printed
/// number stands for the value nearest to the rows' centre that prints so.
struct Numbers {
    rows: Vec<f64>,
    reported: f64,
    floor: f64,
}

fn numbers(element: &Element, cohort: &Cohort) -> Option<Numbers> {
    let number = |row: &Measurements| match row.get(&element.quantity) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    };
    let values: Vec<f64> = cohort.rows.iter().filter_map(number).collect();
    if values.is_empty() || values.len() != cohort.rows.len() {
        return None;
    }
    let centre = |values: &[f64]| {
        let values = match cohort.origin {
            Origin::Stored => values,
            Origin::OnDemand { pilot } => &values[..pilot.min(values.len())],
        };
        values.iter().sum::<f64>() / values.len() as f64
    };
    let interval = element.number.interval();
    if let Some(steps) = element.steps {
        let step = 1.0 / f64::from(steps);
        let (low, high) = (interval.low() / step, interval.high() / step);
        let nearest = (centre(&values) / step).clamp(low, high).round();
        return Some(Numbers { reported: nearest * step, rows: values, floor: step });
    }
    let logarithms: Vec<f64> = values.iter().map(|value| value.ln()).collect();
    let (low, high) = (interval.low().max(f64::MIN_POSITIVE).ln(), interval.high().ln());
    let reported = centre(&logarithms).clamp(low, high);
    Some(Numbers { rows: logarithms, reported, floor: 0.0 })
}

/// Why no honest run can print that number, whatever its seed.
fn impossible(number: &PrintedNumber, grain: Grain) -> Option<String> {
    let value = number.to_f64();
    match grain {
        Grain::Share(steps) => (!is_share_of(number, steps))
            .then(|| format!("it is not a whole number of {steps} images")),
        Grain::Float32 if !is_float32(number) => {
            Some("it is not a float32 printed in full".to_owned())
        }
        Grain::Float32 | Grain::Positive => {
            (value.is_nan() || value <= 0.0).then(|| "a norm is above zero".to_owned())
        }
    }
}

/// Whether the number can exist at all.
pub(super) fn grain(claim: &Claim, grain: Grain) -> Outcome {
    let why = match claim.printed() {
        Some(Printed::Number(number)) => impossible(number, grain),
        Some(Printed::Array(array)) => {
            let expected = match claim.kind {
                Some(Kind::Shares { length, .. } | Kind::Norms { length }) => Some(length),
                _ => None,
            };
            let other = expected.filter(|length| *length != array.elements.len());
            let count = |length| format!("{} numbers in place of {length}", array.elements.len());
            let first = || array.elements.iter().find_map(|number| impossible(number, grain));
            other.map(count).or_else(first)
        }
        _ => None,
    };
    match why {
        Some(why) => {
            Outcome::new(Verdict::Contradicted, format!("no such number can come out: {why}"))
        }
        None => Outcome::remark(""),
    }
}

/// Whether re-runs under other seeds give such numbers.
pub(super) fn ensemble(claim: &Claim, evidence: &Evidence, tested: &Tested) -> Outcome {
    let Some(id) = claim.id.quantity() else {
        return Outcome::not_checkable("no number is printed");
    };
    let fresh = evidence.measurements.get(id).as_ref().map(Value::printed);
    let cohort = evidence.rows.cohort(id.part());
    let Some(Found { finding, rows, decided }) = tested.findings.get(&claim.id).copied() else {
        let why = match (claim.printed(), cohort) {
            (Some(Printed::Number(_) | Printed::Array(_)), None) => no_rows(id.part()),
            (Some(Printed::Number(_) | Printed::Array(_)), Some(_)) => {
                if elements(claim).is_empty() {
                    return Outcome { measured: fresh, ..Outcome::remark("") };
                }
                format!("the re-runs have no {id}")
            }
            _ => "no number is printed".to_owned(),
        };
        return Outcome { measured: fresh, ..Outcome::not_checkable(why) };
    };
    if rows < ROWS_AT_LEAST && !decided {
        return Outcome { measured: fresh, ..Outcome::not_checkable(too_few(rows)) };
    }
    let verdict = if finding.p > UNUSUAL_P {
        Verdict::Consistent
    } else if finding.p > CONTRADICTED_P || !finding.outside || rows < ROWS_NEEDED {
        Verdict::Unusual
    } else {
        Verdict::Contradicted
    };
    let place = if finding.outside { "outside" } else { "within" };
    let mut reason =
        format!("p = {} against {rows} re-runs; {place} their range", probability(finding.p));
    let values = evidence.rows.numbers(id);
    let (low, median, high) = spread(&values);
    if !values.is_empty() {
        let [low, median, high] = [low, median, high].map(repr);
        reason += &format!(", {low} to {high}, median {median}");
    }
    reason += &format!("; {:.1} standard deviations from the mean", finding.z);
    if let Some(also) = also_accepted(claim, id, evidence) {
        reason += &format!("; {also}");
    }
    let median = (!values.is_empty()).then(|| format!("{} (median)", repr(median)));
    Outcome { measured: fresh.or(median), p: Some(finding.p), ..Outcome::new(verdict, reason) }
}

/// At least three decimals, as many as a share of some hundred rows has.
pub(super) fn probability(p: f64) -> String {
    format!("{p:.3}")
}

/// Smallest, median, largest.
fn spread(values: &[f64]) -> (f64, f64, f64) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
    (at(0), at(sorted.len() / 2), at(sorted.len().saturating_sub(1)))
}
