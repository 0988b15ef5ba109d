//! Statements in words: each a list of predicates that all have to hold, asked with every
//! threshold that a reasonable reader could mean. Statements about nets are decided by how many
//! rows they hold in.

use crate::homework::{Argument, Claim, Ledger, PartId, Predicate, PredicateName};
use crate::measure::Measurements;
use crate::verdict::{Standing, Verdict};

use super::behaviour;
use super::compared::{borne_out, own_numbers_against};
use super::course::Run;
use super::evidence::{Evidence, Outcome};
use super::finding::{Answer, Finding};
use super::learning::{Meant, holds};
use super::own_numbers::decades;
use super::rows::{no_rows, too_few};
use super::statistics::ROWS_AT_LEAST;

/// A statement holds when it holds in at least this share of the rows.
const HOLDS_FROM: f64 = 0.95;
/// It fails when it holds in at most this share.
const FAILS_TO: f64 = 0.05;

/// Whether a statement holds.
pub(super) fn statement(
    claim: &Claim,
    predicates: &[Predicate],
    ledger: &Ledger,
    evidence: &Evidence,
) -> Outcome {
    if let Some(reason) = own_numbers_against(claim, predicates, ledger) {
        return Outcome { how: how(predicates), ..Outcome::new(Verdict::Contradicted, reason) };
    }
    let of = |wanted: fn(&Predicate) -> bool| -> Vec<&Predicate> {
        predicates.iter().filter(|predicate| wanted(predicate)).collect()
    };
    let own = of(|predicate| predicate.name == PredicateName::Decades);
    let of_rows = of(Predicate::speaks_of_rows);
    let of_runs = of(|p| p.name != PredicateName::Decades && !p.speaks_of_rows());
    let mut outcomes: Vec<Outcome> = Vec::new();
    for predicate in own {
        if let [Argument::Quantity(ratio)] = &predicate.arguments[..] {
            outcomes.push(decades(claim, ratio, ledger));
        }
    }
    if !of_runs.is_empty() {
        outcomes.push(about_runs(&of_runs, evidence));
    }
    if !of_rows.is_empty() {
        outcomes.push(borne_out(about_rows(&of_rows, evidence), predicates, ledger));
    }
    let worse = |one: Outcome, other: Outcome| {
        let (first, second) = (one.verdict, other.verdict);
        let worst = first.into_iter().chain(second).reduce(Verdict::worse);
        if worst == first { one } else { other }
    };
    let open = outcomes.iter().find(|o| o.verdict == Some(Verdict::NotCheckable)).cloned();
    let outcome = outcomes.into_iter().reduce(worse);
    // All of it has to hold: what is left open of it leaves it open.
    let good = |outcome: &Outcome| outcome.verdict.map(Verdict::standing) == Some(Standing::Good);
    let outcome = outcome.map(|outcome| open.filter(|_| good(&outcome)).unwrap_or(outcome));
    let outcome = outcome.unwrap_or_else(|| Outcome::not_checkable("it has no predicate"));
    Outcome { how: how(predicates), ..outcome }
}

/// The predicates with their definitions and thresholds.
fn how(predicates: &[Predicate]) -> Vec<String> {
    let one = |predicate: &Predicate| {
        let mut text = format!("{predicate}: {}", predicate.definition());
        let roles = predicate.name.thresholds();
        for (range, role) in predicate.thresholds.iter().zip(roles) {
            if !range.is_exact() {
                text += &format!("; asked with {} from {range}", role.what);
            }
        }
        text
    };
    predicates.iter().map(one).collect()
}

fn about_runs(predicates: &[&Predicate], evidence: &Evidence) -> Outcome {
    let mut findings: Vec<Finding> = Vec::new();
    for predicate in predicates {
        let mut runs = Vec::new();
        for argument in &predicate.arguments {
            let Argument::Run(id) = argument else { continue };
            let Some(trajectory) = evidence.measurements.trajectory(id) else {
                return Outcome::not_checkable(format!("the homework has no run {id}"));
            };
            runs.push(Run { id, trajectory });
        }
        findings.push(behaviour::decide(predicate.name, &runs, &predicate.thresholds));
    }
    let answer = findings.iter().map(|finding| finding.answer).max().unwrap_or(Answer::Fails);
    let verdict = match answer {
        Answer::Holds => Verdict::Holds,
        Answer::Arguable => Verdict::Arguable,
        Answer::Fails => Verdict::Fails,
    };
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.answer));
    let measured: Vec<&str> = findings.iter().map(|finding| finding.measured.as_str()).collect();
    let mut reason = measured.join("; ");
    for turns in findings.iter().filter_map(|finding| finding.turns.as_ref()) {
        if verdict == Verdict::Arguable {
            reason += &format!("; {turns}");
        }
    }
    Outcome::new(verdict, reason).measured(measured.join("; "))
}

/// The rows that a statement speaks of, each with all its parts.
fn joint_rows<'a>(
    predicates: &[&Predicate],
    evidence: &Evidence<'a>,
) -> Result<Vec<Vec<&'a Measurements>>, PartId> {
    let mut parts: Vec<&PartId> = Vec::new();
    for argument in predicates.iter().flat_map(|predicate| &predicate.arguments) {
        if !parts.contains(&argument.part()) {
            parts.push(argument.part());
        }
    }
    let mut cohorts: Vec<&'a [Measurements]> = Vec::new();
    for part in parts {
        let rows = evidence.rows.of(part);
        if rows.is_empty() {
            return Err(part.clone());
        }
        if !cohorts.iter().any(|known| std::ptr::eq(*known, rows)) {
            cohorts.push(rows);
        }
    }
    // Parts that were made apart are independent: any row of one goes with any of the other.
    let count = cohorts.iter().map(|rows| rows.len()).min().unwrap_or(0);
    Ok((0..count).map(|row| cohorts.iter().map(|rows| &rows[row]).collect()).collect())
}

/// In how many rows a statement holds, and what that makes of it.
fn about_rows(predicates: &[&Predicate], evidence: &Evidence) -> Outcome {
    let rows = match joint_rows(predicates, evidence) {
        Ok(rows) => rows,
        Err(part) => return Outcome::not_checkable(no_rows(&part)),
    };
    if rows.len() < ROWS_AT_LEAST {
        return Outcome::not_checkable(too_few(rows.len()));
    }
    let mut counts = [0_usize; 3];
    for row in &rows {
        for (count, meant) in counts.iter_mut().zip([Meant::Easiest, Meant::Usual, Meant::Hardest])
        {
            let mut all = true;
            for predicate in predicates {
                match holds(predicate, row, meant) {
                    Ok(held) => all &= held,
                    Err(id) => {
                        return Outcome::not_checkable(format!("the re-runs have no {id}"));
                    }
                }
            }
            *count += usize::from(all);
        }
    }
    let verdict_of = |count: usize| {
        let share = count as f64 / rows.len() as f64;
        match share {
            _ if share >= HOLDS_FROM => Verdict::Holds,
            _ if share <= FAILS_TO => Verdict::Fails,
            _ => Verdict::HoldsInSome,
        }
    };
    let [easiest, usual, hardest] = counts;
    let frequency = format!("{usual} of {} re-runs", rows.len());
    let reason = format!("so in {frequency}");
    if counts.iter().all(|count| verdict_of(*count) == verdict_of(usual)) {
        return Outcome::new(verdict_of(usual), reason).measured(frequency);
    }
    let reason = format!(
        "{reason}; read as generously as one can it is so in {easiest} of {}, as strictly in \
         {hardest}",
        rows.len()
    );
    Outcome::new(Verdict::Arguable, reason).measured(frequency)
}
