//! Claims that the homework itself decides, and those that the report leaves out.

use crate::claim::{Printed, PrintedNumber};
use crate::homework::{Claim, What, show};
use crate::measure::Value;
use crate::verdict::Verdict;

use super::evidence::{Evidence, Outcome};

/// A number that the homework fixes.
pub(super) fn structure(claim: &Claim, value: &[f64]) -> Outcome {
    let stated: Vec<f64> = match claim.printed() {
        Some(Printed::Number(number)) => vec![number.to_f64()],
        Some(Printed::Array(array)) => array.elements.iter().map(PrintedNumber::to_f64).collect(),
        _ => return Outcome::not_checkable("no number is printed"),
    };
    let right = stated == value;
    let what = claim.id.quantity().map(|id| id.what);
    let reason = match (right, what) {
        (true, Some(What::HiddenLayers)) => "as in the assignment's list of layers".to_owned(),
        (true, _) => "as in the assignment".to_owned(),
        (false, Some(What::HiddenLayers)) => {
            let layers = value.first().copied().unwrap_or(0.0);
            format!(
                "the list of layers has {layers} hidden layers and {} layers of weights",
                layers + 1.0
            )
        }
        (false, _) => format!("in the assignment it is {}", show(value)),
    };
    let verdict = if right { Verdict::Holds } else { Verdict::Contradicted };
    Outcome::new(verdict, reason).measured(show(value))
}

/// The suite gives the number that the report does not.
pub(super) fn unreported(claim: &Claim, evidence: &Evidence) -> Outcome {
    if claim.is_statement() {
        return Outcome::not_checkable("the report does not say it");
    }
    let measured = claim.id.quantity().and_then(|id| evidence.measurements.get(id));
    let reason = if measured.is_some() {
        "the report does not state it; the re-run gives it".to_owned()
    } else {
        let command = evidence.homework.command(claim.id.part());
        format!("the report does not state it; `{command}` gives it")
    };
    let measured = measured.as_ref().map(Value::printed);
    Outcome { measured, ..Outcome::not_checkable(reason) }
}
