//! The judge: each claim by its checks, with the reason in words. A claim's verdict is that of
//! its worst check.

use crate::homework::{Check, Claim, Ledger};
use crate::verdict::{Standing, Verdict};

use super::compared::compared;
use super::evidence::{Evidence, Outcome};
use super::{
    Judgement, mentions, numbers, own_numbers, rows, statements, structure, together, winners,
};

/// Judges every claim of a ledger, in its order.
pub fn judge(ledger: &Ledger, evidence: &Evidence) -> Judged {
    let tested = rows::test(ledger, evidence);
    let judgements =
        ledger.claims.iter().map(|claim| judge_claim(claim, ledger, evidence, &tested)).collect();
    Judged { judgements, families: tested.families }
}

/// What came of a ledger.
#[derive(Clone, Debug)]
pub struct Judged {
    /// One for each claim.
    pub judgements: Vec<Judgement>,
    /// The test of all random numbers together, one for each set of rows.
    pub families: Vec<FamilyTest>,
}

/// The test of all random numbers that are held against the same rows.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct FamilyTest {
    /// p of all of them together.
    pub p: f64,
    /// Against how many rows.
    pub rows: usize,
    /// The claims.
    pub claims: Vec<String>,
    /// Whether more rows could change the answer.
    pub settled: bool,
}

fn judge_claim(
    claim: &Claim,
    ledger: &Ledger,
    evidence: &Evidence,
    tested: &rows::Tested,
) -> Judgement {
    let mut outcomes: Vec<(&'static str, Outcome)> = Vec::new();
    if claim.mentions.is_empty() {
        outcomes.push(("unreported", structure::unreported(claim, evidence)));
    } else {
        for check in &claim.checks {
            outcomes.push((check.word(), outcome(check, claim, ledger, evidence, tested)));
        }
        outcomes.extend(mentions::agree(claim).map(|outcome| ("mentions", outcome)));
        for number in compared(claim, ledger, evidence.homework) {
            let checks = number.checks.iter();
            let found = checks.map(|check| outcome(check, &number, ledger, evidence, tested));
            let wrong = found.filter(|outcome| {
                let standing = outcome.verdict.map(Verdict::standing);
                matches!(standing, Some(Standing::Bad | Standing::Doubtful))
            });
            let named = |outcome: Outcome| Outcome {
                reason: format!("{} for {}: {}", number.reported(), number.id, outcome.reason),
                ..outcome
            };
            outcomes.extend(wrong.map(|outcome| ("statement", named(outcome))));
        }
    }
    let worst = outcomes
        .iter()
        .filter_map(|(_, outcome)| outcome.verdict)
        .reduce(Verdict::worse)
        .unwrap_or(Verdict::NotCheckable);
    let decides = |(_, outcome): &(&str, Outcome)| outcome.verdict == Some(worst);
    let decisive = outcomes.iter().position(decides).unwrap_or(0);
    if decisive < outcomes.len() {
        // The reason that decides comes first.
        outcomes[..=decisive].rotate_right(1);
    }
    let check = outcomes.first().map_or("none", |(word, _)| word);
    let reasons: Vec<&str> = outcomes.iter().map(|(_, outcome)| outcome.reason.as_str()).collect();
    let reasons: Vec<&str> = reasons.into_iter().filter(|reason| !reason.is_empty()).collect();
    let part = claim.id.part();
    Judgement {
        id: claim.id.clone(),
        part: part.cloned(),
        says: claim.says.clone(),
        reported: claim.reported().to_owned(),
        measured: outcomes.iter().find_map(|(_, outcome)| outcome.measured.clone()),
        check,
        verdict: worst,
        p: outcomes.iter().find_map(|(_, outcome)| outcome.p),
        reason: reasons.join("; "),
        how: outcomes.into_iter().flat_map(|(_, outcome)| outcome.how).collect(),
        reproduce: evidence.homework.command(part),
    }
}

fn outcome(
    check: &Check,
    claim: &Claim,
    ledger: &Ledger,
    evidence: &Evidence,
    tested: &rows::Tested,
) -> Outcome {
    match check {
        Check::Digits => numbers::digits(claim, ledger, evidence),
        Check::ObjectiveAtPoint(point) => {
            numbers::objective_at_point(claim, point, ledger, evidence)
        }
        Check::Quotient(numerator, denominator) => {
            own_numbers::quotient(claim, numerator, denominator, ledger)
        }
        Check::Grain(grain) => rows::grain(claim, *grain),
        Check::Together => together::together(claim, ledger, evidence),
        Check::Ensemble => rows::ensemble(claim, evidence, tested),
        Check::Winner => winners::winner(claim, evidence),
        Check::Structure(value) => structure::structure(claim, value),
        Check::Statement(predicates) => statements::statement(claim, predicates, ledger, evidence),
    }
}
