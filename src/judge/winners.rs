//! The winner of a sweep, held against the winners of the rows.

use crate::claim::{Printed, PrintedNumber};
use crate::homework::{Claim, What};
use crate::measure::{Measurements, Value};
use crate::verdict::Verdict;

use super::evidence::{Evidence, Outcome};
use super::rows::{no_rows, probability, too_few};
use super::statistics::{
    CONTRADICTED_P, ROWS_AT_LEAST, ROWS_NEEDED, UNUSUAL_P, Winner, winner as among,
};

/// How often re-run sweeps name what the report names.
pub(super) fn winner(claim: &Claim, evidence: &Evidence) -> Outcome {
    let Some(id) = claim.id.quantity() else { return Outcome::not_checkable("it names nothing") };
    let What::Winner(choice) = id.what else { return Outcome::not_checkable("it names nothing") };
    let fresh = evidence.measurements.get(id).as_ref().map(Value::printed);
    let candidates = evidence.homework.assignment.candidates(id.part(), choice);
    if candidates.is_empty() {
        return Outcome::not_checkable(format!("the homework has no sweep for {id}"));
    }
    let same = |candidate: &&String| match (claim.printed(), PrintedNumber::parse(candidate)) {
        (Some(Printed::Number(reported)), Ok(candidate)) => reported.to_f64() == candidate.to_f64(),
        _ => claim.reported().trim().eq_ignore_ascii_case(candidate),
    };
    let Some(reported) = candidates.iter().find(same) else {
        let reason = format!("the sweep has only {}", candidates.join(", "));
        return Outcome { measured: fresh, ..Outcome::new(Verdict::Contradicted, reason) };
    };
    let printed = |row: &Measurements| row.get(id).as_ref().map(Value::printed);
    let winners: Vec<String> = evidence.rows.of(id.part()).iter().filter_map(printed).collect();
    if winners.len() < ROWS_AT_LEAST {
        let why = if winners.is_empty() { no_rows(id.part()) } else { too_few(winners.len()) };
        return Outcome { measured: fresh, ..Outcome::not_checkable(why) };
    }
    let Winner { wins, most, rows, p } = among(&winners, reported);
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
