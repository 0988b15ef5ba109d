//! Claims about nets, as far as the assignment and the printed number itself decide them.

use crate::claim::{Claim, Printed, PrintedNumber};
use crate::measure::Value;
use crate::verdict::Verdict;

use super::claims::{Evidence, Outcome, not_checkable, part_argument};
use super::{is_float32, is_share_of, own_numbers};

/// Said of every claim that only re-runs under other seeds can decide.
pub(super) const NO_ENSEMBLE: &str = "no ensemble yet of re-runs to hold it against";

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
    Outcome { verdict, measured: Some(count.to_string()), reason }
}

/// Rule `ensemble`, as far as the number's grain decides it.
pub(super) fn ensemble(claim: &Claim, evidence: &Evidence) -> Outcome {
    let measured = evidence.measurements.get(&claim.id).map(Value::printed);
    let Printed::Number(number) = &claim.printed else {
        return not_checkable("no number is printed");
    };
    let (possible, kind) = match own_numbers::call(&claim.basis) {
        Some(("share", arguments)) => {
            let total = arguments.first().and_then(|total| total.parse().ok()).unwrap_or(0);
            (is_share_of(number, total), format!("a whole number of {total} images"))
        }
        _ if claim.basis == "float32" => {
            (is_float32(number), "a float32 printed in full".to_owned())
        }
        _ => return Outcome { measured, ..not_checkable(NO_ENSEMBLE) },
    };
    if !possible {
        let reason = format!("no such number can come out: it is not {kind}");
        return Outcome { verdict: Verdict::Contradicted, measured, reason };
    }
    Outcome { measured, ..not_checkable(format!("{NO_ENSEMBLE}; the number is possible, {kind}")) }
}

/// Rule `argmax`, as far as the sweep's own settings decide it.
pub(super) fn argmax(claim: &Claim, evidence: &Evidence) -> Outcome {
    let measured = evidence.measurements.get(&claim.id).map(Value::printed);
    let candidates = (evidence.candidates)(&claim.id);
    if candidates.is_empty() {
        return not_checkable(format!("the assignment has no sweep for {}", claim.id));
    }
    let same = |candidate: &String| match (&claim.printed, PrintedNumber::parse(candidate)) {
        (Printed::Number(reported), Ok(candidate)) => reported.to_f64() == candidate.to_f64(),
        _ => claim.reported.trim().eq_ignore_ascii_case(candidate),
    };
    if !candidates.iter().any(same) {
        let reason = format!("the sweep has only {}", candidates.join(", "));
        return Outcome { verdict: Verdict::Contradicted, measured, reason };
    }
    Outcome { measured, ..not_checkable(format!("{NO_ENSEMBLE}; the sweep has it")) }
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
