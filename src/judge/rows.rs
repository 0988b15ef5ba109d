//! Random numbers, held against re-runs under other seeds.

use std::collections::HashMap;

use crate::claim::Printed;
use crate::homework::{Claim, ClaimId, Grain, Kind, Ledger, PartId};
use crate::measure::{Cohort, Origin, Value};
use crate::numpy::repr;
use crate::verdict::Verdict;

use super::also_accepted::also_accepted;
use super::claims::FamilyTest;
use super::compared::compared;
use super::elements::{Element, column, elements, impossible};
use super::evidence::{Evidence, Outcome};
use super::statistics::{
    CONTRADICTED_P, Column, DrawnColumn, Family, Finding, ROWS_AT_LEAST, ROWS_NEEDED, Sequential,
    UNUSUAL_P, family, sequential,
};

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

/// Runs the family tests on every claim of the ledger that they are for.
pub(super) fn test(ledger: &Ledger, evidence: &Evidence) -> Tested {
    let mut tested = Tested { families: Vec::new(), findings: HashMap::new() };
    let implied = |claim: &Claim| compared(claim, ledger, evidence.homework);
    let stated = ledger.claims.iter().flat_map(elements);
    let implied = ledger.claims.iter().flat_map(implied).flat_map(|claim| elements(&claim));
    let elements: Vec<Element> = stated.chain(implied).collect();
    for cohort in &evidence.rows.cohorts {
        let own = elements.iter().filter(|e| cohort.parts.contains(e.quantity.part()));
        let (own, columns): (Vec<&Element>, Vec<Column>) =
            own.filter_map(|element| Some((element, column(element, cohort)?))).unzip();
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
            if ledger.find(&element.claim).is_some() && !claims.contains(&name) {
                claims.push(name);
            }
        }
        // A pilot alone tests nothing.
        if rows > 0 {
            tested.families.push(FamilyTest { p: family.p, rows, claims, settled });
        }
    }
    tested
}

fn run(cohort: &Cohort, columns: &[Column]) -> (Family, usize, bool) {
    match cohort.origin {
        Origin::Stored => (family(columns), cohort.rows.len(), true),
        Origin::OnDemand { pilot } => {
            let drawn = |column: &Column| {
                let (pilot, rows) = column.rows.split_at(pilot.min(column.rows.len()));
                let (pilot, rows) = (pilot.to_vec(), rows.to_vec());
                DrawnColumn { pilot, rows, reported: column.reported, floor: column.floor }
            };
            let columns: Vec<DrawnColumn> = columns.iter().map(drawn).collect();
            let Sequential { family, counted, settled } = sequential(&columns);
            (family, counted, settled)
        }
    }
}

/// Whether the number can exist at all.
pub(super) fn grain(claim: &Claim, grain: Grain) -> Outcome {
    let why = match claim.printed() {
        Some(Printed::Number(number)) => impossible(number, grain),
        Some(Printed::Array(array)) => {
            let expected = claim.kind.and_then(Kind::length);
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
    let verdict = verdict_of(&finding, rows);
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

/// What a finding against so many rows makes of a claim.
pub(super) fn verdict_of(finding: &Finding, rows: usize) -> Verdict {
    if finding.p > UNUSUAL_P {
        Verdict::Consistent
    } else if finding.p > CONTRADICTED_P || !finding.outside || rows < ROWS_NEEDED {
        Verdict::Unusual
    } else {
        Verdict::Contradicted
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
