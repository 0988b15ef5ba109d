//! Rule `argmax`: the winner of a sweep, held against the winners of the rows.

use crate::claim::{Claim, Printed, PrintedNumber};
use crate::measure::{Measurements, Value};
use crate::verdict::Verdict;

use super::claims::{Evidence, Outcome, not_checkable};
use super::rows::{NO_ENSEMBLE, probability};
use super::statistics::{CONTRADICTED_P, ROWS_NEEDED, UNUSUAL_P, Winner, winner};

/// Rule `argmax`: the winner of a sweep.
pub(super) fn argmax(claim: &Claim, evidence: &Evidence) -> Outcome {
    let fresh = evidence.measurements.get(&claim.id).map(Value::printed);
    let candidates = (evidence.candidates)(&claim.id);
    if candidates.is_empty() {
        return not_checkable(format!("the assignment has no sweep for {}", claim.id));
    }
    let same = |candidate: &&String| match (&claim.printed, PrintedNumber::parse(candidate)) {
        (Printed::Number(reported), Ok(candidate)) => reported.to_f64() == candidate.to_f64(),
        _ => claim.reported.trim().eq_ignore_ascii_case(candidate),
    };
    let Some(reported) = candidates.iter().find(same) else {
        let reason = format!("the sweep has only {}", candidates.join(", "));
        return Outcome { measured: fresh, ..Outcome::new(Verdict::Contradicted, reason) };
    };
    let printed = |row: &Measurements| row.get(&claim.id).map(Value::printed);
    let winners: Vec<String> = evidence.rows.iter().filter_map(printed).collect();
    if winners.is_empty() {
        return Outcome { measured: fresh, ..not_checkable(NO_ENSEMBLE) };
    }
    let Winner { wins, most, rows, p } = winner(&winners, reported);
    let verdict = if wins == 0 && p <= CONTRADICTED_P && rows >= ROWS_NEEDED {
        Verdict::Contradicted
    } else if p <= UNUSUAL_P {
        Verdict::Beaten
    } else if wins < most {
        Verdict::Tied
    } else {
        Verdict::Consistent
    };
    let others: Vec<String> = candidates
        .iter()
        .filter(|candidate| *candidate != reported)
        .map(|candidate| (candidate, winners.iter().filter(|name| *name == candidate).count()))
        .filter(|(_, wins)| *wins > 0)
        .map(|(candidate, wins)| format!("{candidate} in {wins}"))
        .collect();
    let rest = if others.is_empty() { String::new() } else { format!("; {}", others.join(", ")) };
    let reason =
        format!("{reported} wins in {wins} of {rows} re-run sweeps{rest}; p = {}", probability(p));
    let commonest = format!("{wins} of {rows} sweeps");
    Outcome {
        measured: Some(fresh.unwrap_or(commonest)),
        p: Some(p),
        ..Outcome::new(verdict, reason)
    }
}
