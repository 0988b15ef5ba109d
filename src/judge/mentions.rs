//! A number that a report prints in several places: each has to be a rounding of the fullest one.

use super::evidence::Outcome;
use crate::claim::{Printed, PrintedNumber};
use crate::homework::{Claim, Mention, digits};
use crate::verdict::Verdict;

/// Whether all places agree; nothing if there is only one.
pub(super) fn agree(claim: &Claim) -> Option<Outcome> {
    let (first, others) = claim.mentions.split_first()?;
    if others.is_empty() || claim.is_statement() {
        return None;
    }
    if let Some(wrong) = others.iter().find(|other| !is_rounding(other, first)) {
        let reason = format!(
            "the report contradicts itself: {} is no rounding of {}",
            wrong.reported, first.reported
        );
        return Some(Outcome::new(Verdict::Contradicted, reason));
    }
    let shorter = others.iter().filter(|other| digits(other) < digits(first));
    let said: Vec<&str> = shorter.map(|mention| mention.reported.as_str()).collect();
    if said.is_empty() {
        return None;
    }
    let noun = if said.len() == 1 { "is a correct rounding" } else { "are correct roundings" };
    Some(Outcome::remark(format!("{} {noun} of it", said.join(", "))))
}

fn is_rounding(other: &Mention, first: &Mention) -> bool {
    let same = |one: &PrintedNumber, other: &PrintedNumber| {
        one.is_rounding_of(other) || other.is_rounding_of(one)
    };
    match (&other.printed, &first.printed) {
        (Printed::Number(one), Printed::Number(other)) => same(one, other),
        (Printed::Array(one), Printed::Array(other)) => {
            let (one, other) = (one.with_dropped_zeros(), other.with_dropped_zeros());
            one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| same(a, b))
        }
        (Printed::Statement, Printed::Statement) => {
            other.reported.eq_ignore_ascii_case(&first.reported)
        }
        _ => false,
    }
}
