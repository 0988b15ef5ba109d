//! Claims about nets that the assignment itself decides, and those that the report leaves out.

use crate::claim::{Claim, Printed};
use crate::measure::Value;
use crate::verdict::Verdict;

use super::claims::{Evidence, Outcome, not_checkable, part_argument};
use super::own_numbers;

/// Rule `structure`: a count of the assignment's layers.
pub(super) fn structure(claim: &Claim, evidence: &Evidence) -> Outcome {
    let count = match own_numbers::call(&claim.basis) {
        Some(("hidden_layers", arguments)) if arguments.len() == 1 => {
            (evidence.hidden_layers)(arguments[0])
        }
        _ => None,
    };
    let (Some(count), Printed::Number(reported)) = (count, &claim.printed) else {
        return not_checkable(format!("the assignment has no `{}`", claim.basis));
    };
    let right = reported.to_f64() == count as f64;
    let reason = if right {
        "as in the assignment's list of layers".to_owned()
    } else {
        format!("the list of layers has {count} hidden layers and {} layers of weights", count + 1)
    };
    let verdict = if right { Verdict::Holds } else { Verdict::Contradicted };
    Outcome { measured: Some(count.to_string()), ..Outcome::new(verdict, reason) }
}

/// Rule `unreported`: the suite gives the number that the report does not.
pub(super) fn unreported(claim: &Claim, evidence: &Evidence) -> Outcome {
    let measured = evidence.measurements.get(&claim.id).map(Value::printed);
    let known = measured.is_some();
    let reason = if known {
        "the report does not state it; the re-run gives it".to_owned()
    } else {
        format!(
            "the report does not state it; `verigrad run {}` gives it",
            part_argument(&claim.part)
        )
    };
    Outcome { measured, ..not_checkable(reason) }
}
