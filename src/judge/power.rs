//! What the test of random numbers can see: the verdict a falsified number would get.

use std::collections::HashMap;

use crate::claim::Printed;
use crate::homework::{Check, Claim, ClaimId, Grain, Ledger, Mention};
use crate::measure::{Cohort, Origin};
use crate::verdict::Verdict;

use super::elements::{Element, column, elements, values};
use super::evidence::Evidence;
use super::rows::verdict_of;
use super::statistics::{Column, ROWS_AT_LEAST, Rest};

/// By how many images an accuracy is falsified.
pub const FALSIFICATIONS: [i64; 3] = [1, 10, 100];

/// The verdicts on one accuracy, falsified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Power {
    /// The claim's id.
    pub id: ClaimId,
    /// For each of [`FALSIFICATIONS`] the verdict on that many images more, and on as many less.
    pub verdicts: Vec<[Verdict; 2]>,
    /// From how many images more, and less, it is contradicted; none within the test images.
    pub contradicted_from: [Option<i64>; 2],
}

/// What would be seen of each accuracy of a ledger that is held against stored rows.
pub fn power(ledger: &Ledger, evidence: &Evidence) -> Vec<Power> {
    let elements: Vec<Element> = ledger.claims.iter().flat_map(elements).collect();
    let stored = evidence.rows.cohorts.iter().filter(|cohort| cohort.origin == Origin::Stored);
    let mut found = HashMap::new();
    for cohort in stored {
        let own = elements.iter().filter(|e| cohort.parts.contains(e.quantity.part()));
        let columns: Vec<(&Element, Column)> =
            own.filter_map(|element| Some((element, column(element, cohort)?))).collect();
        for (claim, images) in ledger.claims.iter().filter_map(accuracy) {
            if cohort.parts.iter().any(|part| claim.id.part() == Some(part)) {
                let rest = columns.iter().filter(|(element, _)| element.claim != claim.id);
                let rest = Rest::of(rest.map(|(_, column)| column));
                found
                    .extend(of_claim(claim, images, &rest, cohort).map(|power| (&claim.id, power)));
            }
        }
    }
    ledger.claims.iter().filter_map(|claim| found.remove(&claim.id)).collect()
}

/// A claim about the share of so many images.
fn accuracy(claim: &Claim) -> Option<(&Claim, i64)> {
    claim.checks.iter().find_map(|check| match check {
        Check::Grain(Grain::Share(images)) => Some((claim, i64::from(*images))),
        _ => None,
    })
}

fn of_claim(claim: &Claim, images: i64, rest: &Rest, cohort: &Cohort) -> Option<Power> {
    let correct = (claim.number()?.to_f64() * images as f64).round() as i64;
    let values = values(claim.id.quantity()?, cohort)?;
    let verdict = |shift: i64| {
        let mut falsified = claim.clone();
        let reported = format!("{:.4}", (correct + shift) as f64 / images as f64);
        let printed = Printed::parse(&reported).ok()?;
        falsified.mentions = vec![Mention { reported, printed }];
        let Some(element) = elements(&falsified).pop() else {
            // No such share is there.
            return Some(Verdict::Contradicted);
        };
        if values.len() < ROWS_AT_LEAST {
            return Some(Verdict::NotCheckable);
        }
        let finding = rest.finding(&element.column(values.clone(), cohort.origin));
        Some(verdict_of(&finding, values.len()))
    };
    let mut verdicts = Vec::new();
    for shift in FALSIFICATIONS {
        verdicts.push([verdict(shift)?, verdict(-shift)?]);
    }
    // What is far away is seen wherever something nearer is: search by halves.
    let from = |sign: i64, room: i64| {
        let seen = |shift: i64| verdict(sign * shift) == Some(Verdict::Contradicted);
        if room < 1 || !seen(room) {
            return None;
        }
        let (mut unseen, mut known) = (0, room);
        while known - unseen > 1 {
            let middle = unseen + (known - unseen) / 2;
            if seen(middle) { known = middle } else { unseen = middle }
        }
        Some(known)
    };
    let contradicted_from = [from(1, images - correct), from(-1, correct)];
    Some(Power { id: claim.id.clone(), verdicts, contradicted_from })
}
