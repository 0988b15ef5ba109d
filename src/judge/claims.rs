//! The judge: each claim by its rule, with the reason in words.

use crate::claim::{Claim, Ledger, Printed, PrintedArray, PrintedNumber, Rule};
use crate::measure::{Measurements, Value};
use crate::numpy::{CLibrary, repr};
use crate::objective::StandardObjective;
use crate::verdict::Verdict;

use super::digits::Digits;
use super::explain::{self, Alternative};
use super::learning::RowPredicate;
use super::{
    Finding, Judgement, Predicate, derived, nets, own_numbers, row_statements, rows, winners,
};

/// What claims are held against.
pub struct Evidence<'a> {
    /// The re-run.
    pub measurements: &'a Measurements,
    /// The objective of a run by its id, such as `1b.adam`.
    pub objective: &'a dyn Fn(&str) -> Option<StandardObjective>,
    /// The same run under other conventions, by its id; asked only about contradictions.
    pub alternatives: &'a dyn Fn(&str) -> Vec<Alternative>,
    /// Hidden layers of a part's net.
    pub hidden_layers: &'a dyn Fn(&str) -> Option<usize>,
    /// What a claim such as `2a.best.eta` can name: the settings of the sweep's trainings.
    pub candidates: &'a dyn Fn(&str) -> Vec<String>,
    /// Each row of the ensemble, by name; none if there is no ensemble.
    pub rows: &'a [Measurements],
    /// Whether this machine can give the notebook's last digits.
    pub c_library: CLibrary,
}

/// Judges every claim of a ledger, in its order.
pub fn judge(ledger: &Ledger, evidence: &Evidence) -> Vec<Judgement> {
    let tested = rows::test(ledger, evidence);
    ledger.claims.iter().map(|claim| judge_claim(claim, ledger, evidence, &tested)).collect()
}

/// p of all random numbers of a ledger together, if it has any that the ensemble has.
pub fn family_p(ledger: &Ledger, evidence: &Evidence) -> Option<f64> {
    rows::test(ledger, evidence).p
}

/// What a rule found.
pub(super) struct Outcome {
    pub(super) verdict: Verdict,
    pub(super) measured: Option<String>,
    pub(super) p: Option<f64>,
    pub(super) reason: String,
}

impl Outcome {
    pub(super) fn new(verdict: Verdict, reason: impl Into<String>) -> Self {
        Self { verdict, measured: None, p: None, reason: reason.into() }
    }
}

fn judge_claim(
    claim: &Claim,
    ledger: &Ledger,
    evidence: &Evidence,
    tested: &rows::Tested,
) -> Judgement {
    let outcome = match claim.rule {
        Rule::Exact | Rule::Printed => number(claim, ledger, evidence),
        Rule::Ordering | Rule::Behaviour if RowPredicate::speaks_of_rows(&claim.basis) => {
            row_statements::statement(claim, ledger, evidence)
        }
        Rule::Ordering | Rule::Behaviour => statement(claim, evidence),
        Rule::RoundsTo => own_numbers::second_mention_rounds(claim, ledger),
        Rule::Derived => own_numbers::derived(claim, ledger),
        Rule::Structure => nets::structure(claim, evidence),
        Rule::Ensemble => rows::ensemble(claim, evidence, tested),
        Rule::Argmax => winners::argmax(claim, evidence),
        Rule::Unreported => nets::unreported(claim, evidence),
    };
    Judgement {
        id: claim.id.clone(),
        part: claim.part.clone(),
        reported: claim.reported.clone(),
        measured: outcome.measured,
        rule: claim.rule.word(),
        verdict: outcome.verdict,
        p: outcome.p,
        reason: outcome.reason,
        reproduce: format!("verigrad run {}", part_argument(&claim.part)),
    }
}

/// `1(b)` as the command line has it, `1b`.
pub(super) fn part_argument(part: &str) -> String {
    part.chars().filter(|character| !matches!(character, '(' | ')')).collect()
}

fn number(claim: &Claim, ledger: &Ledger, evidence: &Evidence) -> Outcome {
    let Some(measured) = evidence.measurements.get(&claim.id) else {
        return not_checkable(format!("the assignment has no measurement `{}`", claim.id));
    };
    let own_arithmetic = self_consistency(claim, ledger, evidence);
    let second_mention = second_mention(claim, ledger);
    let digits = explain::compare(&claim.printed, measured);
    let mut reasons = Vec::new();
    let verdict = if digits.agree() {
        reasons.push(agreement(digits, &claim.printed));
        Verdict::Reproduced
    } else {
        reasons.push(difference(claim, measured, evidence));
        match evidence.c_library {
            CLibrary::AsTheNotebook => Verdict::Contradicted,
            CLibrary::RoundsOtherwise => Verdict::NotCheckable,
        }
    };
    reasons.extend(own_arithmetic);
    reasons.extend(second_mention);
    Outcome { measured: Some(measured.printed()), ..Outcome::new(verdict, reasons.join("; ")) }
}

fn agreement(digits: Digits, printed: &Printed) -> String {
    match (digits, printed) {
        (Digits::All(count), Printed::Number(_)) => format!("all {count} digits agree"),
        (Digits::All(decimals), _) => format!("agrees as printed, to {decimals} decimals"),
        (Digits::Rounded(count), _) => format!("a correct rounding to {count} digits"),
        (Digits::Special, Printed::Number(number)) => format!("the re-run gives {number} as well"),
        (Digits::Special, _) => "the re-run leaves the range of f64 as well".to_owned(),
        (Digits::Differ, _) => "differs".to_owned(),
    }
}

fn difference(claim: &Claim, measured: &Value, evidence: &Evidence) -> String {
    if evidence.c_library == CLibrary::RoundsOtherwise {
        return "this machine's C library rounds pow() otherwise than the notebook's, so its \
                last digits prove nothing"
            .to_owned();
    }
    let mut reason = format!("the re-run gives {}", measured.printed());
    if let Value::Number(value) = measured
        && let Some(digit) = explain::first_difference(&claim.reported, *value)
    {
        reason.push_str(&format!(", which differs from digit {digit} on"));
    }
    if let Some((run, quantity)) = claim.id.rsplit_once('.') {
        let alternatives = (evidence.alternatives)(run);
        if let Some(convention) = explain::convention(&claim.printed, quantity, &alternatives) {
            return format!("{reason}; this is the value with {convention}");
        }
    }
    let elsewhere =
        explain::measurement_of_that_value(&claim.printed, &claim.id, evidence.measurements);
    if let Some(other) = elsewhere {
        reason.push_str(&format!("; this is the number of {other}"));
    }
    reason
}

/// Holds a printed value against the printed point of the same run.
fn self_consistency(claim: &Claim, ledger: &Ledger, evidence: &Evidence) -> Option<String> {
    let run = claim.id.strip_suffix(".value")?;
    let (Printed::Number(value), Printed::Array(point)) =
        (&claim.printed, &ledger.find(&format!("{run}.point"))?.printed)
    else {
        return None;
    };
    let objective = (evidence.objective)(run)?;
    let (fits, range) = derived::objective_over_box(&objective, point, value)?;
    let point = point_text(point);
    Some(match (fits, range) {
        (true, Some(range)) => format!(
            "over all points that print as {point} the objective is {} to {}, which has it",
            short(range.low().max(0.0)),
            short(range.high()),
        ),
        (false, Some(range)) => format!(
            "the report contradicts itself: over all points that print as {point} the objective \
             is {} to {}",
            short(range.low().max(0.0)),
            short(range.high()),
        ),
        (true, None) => format!("as it must be at {point}"),
        (false, None) => format!("the report contradicts itself: the objective at {point} is nan"),
    })
}

fn point_text(point: &PrintedArray) -> String {
    let element = |element: &PrintedNumber| match element {
        PrintedNumber::Finite(decimal) => repr(decimal.to_f64()),
        other => other.to_string(),
    };
    format!("({})", point.elements.iter().map(element).collect::<Vec<_>>().join(", "))
}

fn short(value: f64) -> String {
    format!("{value:.6e}")
}

/// Holds a number that the report prints twice against its other mention.
fn second_mention(claim: &Claim, ledger: &Ledger) -> Option<String> {
    if claim.basis.is_empty() {
        return None;
    }
    let other = ledger.find(&claim.basis)?;
    let same = other.printed == claim.printed;
    let relation = if same { "the same as" } else { "but the report itself says otherwise in" };
    let text = if same { String::new() } else { format!(": {}", other.reported) };
    Some(format!("{relation} {}{text}", other.id))
}

pub(super) fn not_checkable(reason: impl Into<String>) -> Outcome {
    Outcome::new(Verdict::NotCheckable, reason)
}

fn statement(claim: &Claim, evidence: &Evidence) -> Outcome {
    let predicates = match Predicate::parse_all(&claim.basis) {
        Ok(predicates) if predicates.is_empty() => {
            return not_checkable("the ledger names no predicate for it");
        }
        Ok(predicates) => predicates,
        Err(error) => return not_checkable(error.to_string()),
    };
    let mut findings = Vec::new();
    for predicate in &predicates {
        match predicate.find(evidence.measurements) {
            Ok(finding) => findings.push(finding),
            Err(error) => return not_checkable(error.to_string()),
        }
    }
    let held = findings.iter().filter(|finding| finding.holds).count();
    let whole = held == findings.len();
    let said: Vec<String> = predicates
        .iter()
        .zip(&findings)
        .map(|(predicate, finding)| {
            let mark = if finding.holds { "holds" } else { "fails" };
            format!(
                "{} {mark}: {} ({})",
                predicate.name(),
                finding.measured,
                predicate.definition()
            )
        })
        .collect();
    let count = if findings.len() == 1 {
        String::new()
    } else {
        format!("{held} of {} parts hold. ", findings.len())
    };
    let mut decisive: Vec<&Finding> = findings.iter().collect();
    decisive.sort_by_key(|finding| finding.holds);
    let measured: Vec<&str> = decisive.iter().map(|finding| finding.measured.as_str()).collect();
    let verdict = if whole { Verdict::Holds } else { Verdict::Fails };
    Outcome {
        measured: Some(measured.join("; ")),
        ..Outcome::new(verdict, format!("{count}{}", said.join("; ")))
    }
}
