//! Rule `ensemble`: random numbers, held against the rows of an ensemble.

use std::collections::HashMap;

use crate::claim::{Claim, Ledger, Printed, PrintedNumber, Rule};
use crate::measure::{Measurements, Value};
use crate::numpy::repr;
use crate::verdict::Verdict;

use super::claims::{Evidence, Outcome, not_checkable};
use super::own_numbers::call;
use super::statistics::{CONTRADICTED_P, Column, Finding, ROWS_NEEDED, UNUSUAL_P, alone, family};
use super::{is_float32, is_share_of};

/// Said of a claim that only re-runs under other seeds can decide, where there are none.
pub(super) const NO_ENSEMBLE: &str = "there is no ensemble of re-runs to hold it against";

/// The family test of a ledger's `ensemble` claims.
pub(super) struct Tested {
    /// p of all of them together.
    pub(super) p: Option<f64>,
    findings: HashMap<String, Finding>,
}

/// The number of steps in a share, as in `share(10000)`.
pub(super) fn steps(claim: &Claim) -> Option<u32> {
    match call(&claim.basis) {
        Some(("share", arguments)) => arguments.first()?.parse().ok(),
        _ => None,
    }
}

fn row_numbers(rows: &[Measurements], name: &str) -> Vec<f64> {
    let number = |row: &Measurements| match row.get(name) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    rows.iter().filter_map(number).collect()
}

/// Runs the family test on every claim of the ledger that it is for.
pub(super) fn test(ledger: &Ledger, evidence: &Evidence) -> Tested {
    let candidates = ledger.claims.iter().filter(|claim| claim.rule == Rule::Ensemble);
    let (ids, columns): (Vec<String>, Vec<Column>) = candidates
        .filter(|claim| impossible(claim).is_none())
        .filter_map(|claim| Some((claim.id.clone(), column(claim, evidence.rows)?)))
        .unzip();
    let tested = family(&columns);
    Tested {
        p: (!columns.is_empty()).then_some(tested.p),
        findings: ids.into_iter().zip(tested.findings).collect(),
    }
}

/// A claim as a column of the test: shares as they are, norms and ratios by their logarithm;
/// the printed number stands for the value nearest to the rows' mean that prints so.
fn column(claim: &Claim, rows: &[Measurements]) -> Option<Column> {
    let Printed::Number(PrintedNumber::Finite(decimal)) = &claim.printed else { return None };
    let values = row_numbers(rows, claim.measurement());
    if values.is_empty() || values.len() != rows.len() {
        return None;
    }
    if let Some(steps) = steps(claim) {
        let step = 1.0 / f64::from(steps);
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let interval = decimal.interval();
        let (low, high) = (interval.low() / step, interval.high() / step);
        let nearest = (mean / step).clamp(low, high).round();
        return Some(Column { rows: values, reported: nearest * step, floor: step });
    }
    let logarithms: Vec<f64> = values.iter().map(|value| value.ln()).collect();
    let mean = logarithms.iter().sum::<f64>() / logarithms.len() as f64;
    let interval = decimal.interval();
    let (low, high) = (interval.low().max(f64::MIN_POSITIVE).ln(), interval.high().ln());
    Some(Column { rows: logarithms, reported: mean.clamp(low, high), floor: 0.0 })
}

/// Why no honest run can print that number, whatever its seed.
fn impossible(claim: &Claim) -> Option<String> {
    let Printed::Number(number) = &claim.printed else { return None };
    match steps(claim) {
        Some(steps) if !is_share_of(number, steps) => {
            return Some(format!("it is not a whole number of {steps} images"));
        }
        Some(_) => return None,
        None if claim.basis == "float32" && !is_float32(number) => {
            return Some("it is not a float32 printed in full".to_owned());
        }
        None => {}
    }
    let value = number.to_f64();
    (value.is_nan() || value <= 0.0).then(|| "a norm is above zero".to_owned())
}

/// Rule `ensemble`.
pub(super) fn ensemble(claim: &Claim, evidence: &Evidence, tested: &Tested) -> Outcome {
    let name = claim.measurement();
    let fresh = evidence.measurements.get(name).map(Value::printed);
    if let Some(why) = impossible(claim) {
        let reason = format!("no such number can come out: {why}");
        return Outcome { measured: fresh, ..Outcome::new(Verdict::Contradicted, reason) };
    }
    let Some(finding) = tested.findings.get(&claim.id) else {
        let why = match (&claim.printed, evidence.rows.is_empty()) {
            (Printed::Number(_), true) => NO_ENSEMBLE.to_owned(),
            (Printed::Number(_), false) => format!("the ensemble has no `{name}`"),
            _ => "no number is printed".to_owned(),
        };
        return Outcome { measured: fresh, ..not_checkable(why) };
    };
    let values = row_numbers(evidence.rows, name);
    let verdict = if finding.p > UNUSUAL_P {
        Verdict::Consistent
    } else if finding.p > CONTRADICTED_P || !finding.outside || values.len() < ROWS_NEEDED {
        Verdict::Unusual
    } else {
        Verdict::Contradicted
    };
    let place = if finding.outside { "outside" } else { "within" };
    let (low, median, high) = spread(&values);
    let mut reason = format!(
        "p = {} against {} re-runs; {place} their range, {} to {}, median {}; {:.1} standard \
         deviations from the mean",
        probability(finding.p),
        values.len(),
        repr(low),
        repr(high),
        repr(median),
        finding.z,
    );
    if let Some(also) = also_accepted(claim, evidence.rows) {
        reason.push_str(&format!("; {also}"));
    }
    let median = format!("{} (median)", repr(median));
    Outcome {
        measured: Some(fresh.unwrap_or(median)),
        p: Some(finding.p),
        ..Outcome::new(verdict, reason)
    }
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

/// How much the check could tell apart: which single configurations, or which other layers,
/// would have been accepted with that number as well.
fn also_accepted(claim: &Claim, rows: &[Measurements]) -> Option<String> {
    let part = claim.id.split('.').next()?;
    let Printed::Number(number) = &claim.printed else { return None };
    let value = number.to_f64();
    if steps(claim).is_some() {
        let names = rows.first()?.iter().filter_map(|(name, _)| {
            let training = name.strip_suffix(".accuracy")?;
            (training.starts_with(&format!("{part}.")) && !training.ends_with(".best"))
                .then(|| training.to_owned())
        });
        let (mut accepted, mut refused) = (Vec::new(), 0);
        for training in names {
            let finals = row_numbers(rows, &format!("{training}.accuracy"));
            if alone(&finals, value) > UNUSUAL_P {
                accepted.push(training);
            } else {
                refused += 1;
            }
        }
        return Some(match accepted.len() {
            0 => format!("single runs of all {refused} configurations would be refused"),
            _ => format!(
                "single runs of {} would be accepted with it too, {refused} others refused",
                accepted.join(", ")
            ),
        });
    }
    let layers = match rows.first()?.get(&format!("{part}.gradnorm_by_layer"))? {
        Value::Numbers(norms) if claim.id.contains("gradnorm") => norms.len(),
        _ => return None,
    };
    let accepted: Vec<String> = (0..layers)
        .filter(|&layer| {
            let norm = |row: &Measurements| match row.get(&format!("{part}.gradnorm_by_layer")) {
                Some(Value::Numbers(norms)) => norms.get(layer).map(|norm| norm.ln()),
                _ => None,
            };
            let norms: Vec<f64> = rows.iter().filter_map(norm).collect();
            alone(&norms, value.ln()) > UNUSUAL_P
        })
        .map(|layer| (layer + 1).to_string())
        .collect();
    let accepted = if accepted.is_empty() { "none".to_owned() } else { accepted.join(", ") };
    Some(format!("of layers 1 to {layers} it would be accepted for {accepted}"))
}
