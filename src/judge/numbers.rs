//! Numbers that the re-run has to the last digit.

use crate::claim::{Printed, PrintedArray, PrintedNumber};
use crate::homework::{Claim, Ledger, QuantityId};
use crate::measure::Value;
use crate::numpy::repr;
use crate::objective::Objective;
use crate::verdict::Verdict;

use super::digits::Digits;
use super::evidence::{Evidence, Outcome};
use super::{Alternative, derived, explain, rounding};

/// The re-run, printed with as many digits, against the text.
pub(super) fn digits(claim: &Claim, ledger: &Ledger, evidence: &Evidence) -> Outcome {
    let (Some(id), Some(printed)) = (claim.id.quantity(), claim.printed()) else {
        return Outcome::not_checkable("no number is printed");
    };
    let Some(measured) = evidence.measurements.get(id) else {
        return Outcome::not_checkable(format!("{id} was not measured"));
    };
    let digits = match (printed, &measured) {
        // A step that never comes.
        (Printed::Statement, Value::Word(word)) if claim.reported() == *word => Digits::Special,
        (printed, measured) => explain::compare(printed, measured),
    };
    let (verdict, mut reason) = if digits.agree() {
        (Verdict::Reproduced, agreement(digits, printed))
    } else {
        difference(claim, id, printed, &measured, evidence)
    };
    if let Some(also) = same_run(claim, id, ledger, evidence) {
        reason = format!("{reason}; {also}");
    }
    Outcome::new(verdict, reason).measured(measured.printed())
}

fn agreement(digits: Digits, printed: &Printed) -> String {
    match (digits, printed) {
        (Digits::All(count), Printed::Number(_)) => format!("all {count} digits agree"),
        (Digits::All(decimals), _) => format!("agrees as printed, to {decimals} decimals"),
        (Digits::Rounded(count), _) => format!("a correct rounding to {count} digits"),
        (Digits::Special, Printed::Number(number)) => format!("the re-run gives {number} as well"),
        (Digits::Special, Printed::Statement) => "it never does in the re-run either".to_owned(),
        (Digits::Special, _) => "the re-run leaves the range of f64 as well".to_owned(),
        (Digits::Differ, _) => "differs".to_owned(),
    }
}

/// Digits from which a number is another quantity's by more than chance.
const TELLING_DIGITS: usize = 12;

/// Digits that are not the re-run's: a known convention's, those of another quantity, some that
/// the same formulas give in another order of operations, or nobody's.
fn difference(
    claim: &Claim,
    id: &QuantityId,
    printed: &Printed,
    measured: &Value,
    evidence: &Evidence,
) -> (Verdict, String) {
    let mut reason = format!("the re-run gives {}", measured.printed());
    if let Value::Number(value) = measured
        && let Some(digit) = explain::first_difference(claim.reported(), *value)
    {
        reason.push_str(&format!(", which differs from digit {digit} on"));
    }
    let alternatives = (evidence.alternatives)(&id.of);
    if let Some(Alternative { convention, same_formulas, .. }) =
        explain::convention(printed, id.what, &alternatives)
    {
        let reason = format!("{reason}; this is the value with {convention}");
        return match evidence.rounding {
            Some(_) if *same_formulas => (Verdict::WithinRounding, reason),
            _ => (Verdict::Contradicted, reason),
        };
    }
    let other = explain::measurement_of_that_value(printed, id, evidence.measurements);
    let other = other.map(|other| format!("{reason}; this is the number of {other}"));
    let telling = matches!(printed, Printed::Number(number)
        if number.decimal().is_some_and(|decimal| decimal.significant_digits() >= TELLING_DIGITS));
    let spread = match evidence.rounding {
        Some(rounding) if !telling || other.is_none() => rounding(id),
        _ => None,
    };
    match spread {
        Some(spread) if rounding::admits(&spread, claim) => {
            let range = rounding::in_words(&spread, printed);
            let reason = format!("{reason}; in some order of operations it is {range}");
            (Verdict::WithinRounding, reason)
        }
        Some(spread) => {
            let reason = other.unwrap_or(reason);
            let range = rounding::in_words(&spread, printed);
            let reason = format!("{reason}; in whatever order of operations it is {range}");
            (Verdict::Contradicted, reason)
        }
        None => (Verdict::Contradicted, other.unwrap_or(reason)),
    }
}

/// Holds a number against that of another part's run that is the same run.
fn same_run(
    claim: &Claim,
    id: &QuantityId,
    ledger: &Ledger,
    evidence: &Evidence,
) -> Option<String> {
    let runs = || evidence.homework.assignment.runs();
    let own = runs().find(|run| run.id == id.of)?;
    let earlier = runs().take_while(|run| run.id != id.of).find(|run| run.same_run(own))?;
    let other = ledger.of_quantity(&QuantityId::of_run(&earlier.id, id.what))?;
    let text = match (claim.printed(), other.printed()) {
        (Some(one), Some(other)) if one == other => "the same as",
        _ => "but the report itself says otherwise in",
    };
    let said =
        if text == "the same as" { String::new() } else { format!(": {}", other.reported()) };
    (!other.mentions.is_empty()).then(|| format!("{text} {}{said}", other.id))
}

/// Holds a printed value against the printed point of the same run. It decides only where the
/// digits cannot.
pub(super) fn objective_at_point(
    claim: &Claim,
    point: &QuantityId,
    ledger: &Ledger,
    evidence: &Evidence,
) -> Outcome {
    let found = against_point(claim, point, ledger, evidence);
    let Some((fits, reason)) = found else { return Outcome::remark("") };
    let measured = claim.id.quantity().and_then(|id| evidence.measurements.get(id));
    match (measured, fits) {
        (Some(_), _) => Outcome::remark(reason),
        (None, true) => Outcome::new(Verdict::ConsistentWithItself, reason),
        (None, false) => Outcome::new(Verdict::Contradicted, reason),
    }
}

fn against_point(
    claim: &Claim,
    point: &QuantityId,
    ledger: &Ledger,
    evidence: &Evidence,
) -> Option<(bool, String)> {
    let value = claim.number()?;
    let Some(Printed::Array(point)) = ledger.of_quantity(point)?.printed() else { return None };
    let id = claim.id.quantity()?;
    let run = evidence.homework.assignment.runs().find(|run| run.id == id.of)?;
    let least = run.objective.least();
    let (fits, range) = derived::objective_over_box(&run.objective, point, value)?;
    let point = point_text(point);
    let reason = match (fits, range) {
        (true, Some(range)) => format!(
            "over all points that print as {point} the objective is {} to {}, this number among \
             them",
            short(range.low().max(least)),
            short(range.high()),
        ),
        (false, Some(range)) => format!(
            "the report contradicts itself: over all points that print as {point} the objective \
             is {} to {}",
            short(range.low().max(least)),
            short(range.high()),
        ),
        (true, None) => format!("as it must be at {point}"),
        (false, None) => format!("the report contradicts itself: the objective at {point} is nan"),
    };
    Some((fits, reason))
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
