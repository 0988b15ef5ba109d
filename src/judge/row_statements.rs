//! Rules `ordering` and `behaviour` about random numbers: statements that are decided by how many
//! rows they hold in.

use crate::claim::{Claim, Ledger, Printed};
use crate::numpy::repr;
use crate::verdict::Verdict;

use super::claims::{Evidence, Outcome, not_checkable};
use super::learning::RowPredicate;
use super::rows::NO_ENSEMBLE;

/// A statement holds when it holds in at least this share of the rows.
const HOLDS_FROM: f64 = 0.95;
/// It fails when it holds in at most this share.
const FAILS_TO: f64 = 0.05;

/// In how many rows a statement holds, and what that makes of it.
pub(super) fn statement(claim: &Claim, ledger: &Ledger, evidence: &Evidence) -> Outcome {
    let predicates = match RowPredicate::parse_all(&claim.basis) {
        Ok(predicates) => predicates,
        Err(error) => return not_checkable(error.to_string()),
    };
    if evidence.rows.is_empty() {
        return not_checkable(NO_ENSEMBLE);
    }
    if let Some(reason) = own_numbers_against(&predicates, ledger) {
        return Outcome::new(Verdict::Contradicted, reason);
    }
    let mut counts = vec![0; predicates.len()];
    let mut whole = 0;
    for row in evidence.rows {
        let mut all = true;
        for (predicate, count) in predicates.iter().zip(&mut counts) {
            match predicate.holds(row) {
                Ok(true) => *count += 1,
                Ok(false) => all = false,
                Err(error) => return not_checkable(error.to_string()),
            }
        }
        whole += usize::from(all);
    }
    let rows = evidence.rows.len();
    let share = whole as f64 / rows as f64;
    let verdict = if share >= HOLDS_FROM {
        Verdict::Holds
    } else if share <= FAILS_TO {
        Verdict::Fails
    } else {
        Verdict::HoldsInSome
    };
    let parts: Vec<String> = predicates
        .iter()
        .zip(&counts)
        .map(|(predicate, count)| {
            format!("{} in {count} of {rows}: {}", predicate.text(), predicate.definition())
        })
        .collect();
    let frequency = format!("{whole} of {rows} re-runs");
    Outcome {
        measured: Some(frequency.clone()),
        ..Outcome::new(verdict, format!("holds in {frequency}. {}", parts.join("; ")))
    }
}

/// Where a statement compares the winners of two sweeps, the report's own numbers must agree.
fn own_numbers_against(predicates: &[RowPredicate], ledger: &Ledger) -> Option<String> {
    let best = |part: &str| match &ledger.find(&format!("{part}.best.accuracy"))?.printed {
        Printed::Number(number) => Some(number.to_f64()),
        _ => None,
    };
    predicates.iter().find_map(|predicate| {
        let (one, other) = predicate.bests_compared()?;
        let (one_best, other_best) = (best(one)?, best(other)?);
        (one_best <= other_best).then(|| {
            format!(
                "the report's own numbers say otherwise: {} for {one}, {} for {other}",
                repr(one_best),
                repr(other_best)
            )
        })
    })
}
