//! Which rows a ledger needs, and what the rows at hand cannot show.

use crate::homework::{Argument, Check, Claim, Ledger, PartId};

use super::elements::is_random;
use super::evidence::Evidence;
use super::rows::test;
use super::statistics::{ROWS_AT_LEAST, ROWS_NEEDED};
use crate::measure::Origin;

/// The parts that a ledger says something random about.
pub fn needs_rows(ledger: &Ledger) -> Vec<PartId> {
    let mut parts: Vec<PartId> = Vec::new();
    for claim in &ledger.claims {
        for part in spoken_of(claim) {
            if !parts.contains(part) {
                parts.push(part.clone());
            }
        }
    }
    parts
}

/// The parts that a claim says something random about.
fn spoken_of(claim: &Claim) -> Vec<&PartId> {
    let mut parts: Vec<&PartId> = Vec::new();
    let random = is_random(claim) || claim.checks.contains(&Check::Winner);
    if random && !claim.mentions.is_empty() {
        parts.extend(claim.id.part());
    }
    let rows = claim.predicates().filter(|predicate| predicate.speaks_of_rows());
    parts.extend(rows.flat_map(|predicate| &predicate.arguments).map(Argument::part));
    parts
}

/// Whether no more rows could change what is said of a ledger's numbers.
pub fn settled(ledger: &Ledger, evidence: &Evidence) -> bool {
    test(ledger, evidence).families.iter().all(|family| family.settled)
}

/// What the rows at hand cannot show, one line for each set of too few.
pub fn limits(ledger: &Ledger, evidence: &Evidence) -> Vec<String> {
    let mut lines = Vec::new();
    for cohort in &evidence.rows.cohorts {
        let mut spoken = ledger.claims.iter().flat_map(spoken_of);
        let asked = spoken.any(|part| cohort.parts.contains(part));
        let decided = cohort.origin != Origin::Stored && settled(ledger, evidence);
        let asked = asked && !decided;
        let rows = cohort.counted().len();
        if rows >= ROWS_NEEDED || !asked {
            continue;
        }
        let parts: Vec<&str> = cohort.parts.iter().map(PartId::as_str).collect();
        let parts = parts.join(", ");
        let least = 1.0 / (rows as f64 + 1.0);
        lines.push(if rows < ROWS_AT_LEAST {
            format!(
                "{rows} re-runs of {parts}: with fewer than {ROWS_AT_LEAST} nothing random can be \
                 judged"
            )
        } else {
            format!(
                "{rows} re-runs of {parts}: no p is below {least:.3}, so with fewer than \
                 {ROWS_NEEDED} nothing random can be contradicted"
            )
        });
    }
    lines
}
