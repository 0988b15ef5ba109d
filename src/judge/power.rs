//! What the test of random numbers can see: the verdict a falsified number would get.

use crate::claim::Printed;
use crate::homework::{Check, Claim, ClaimId, Grain, Ledger, Mention};
use crate::verdict::Verdict;

use super::evidence::Evidence;
use super::rows;
use crate::measure::Origin;

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

/// What would be seen of each accuracy of a ledger that is held against rows.
pub fn power(ledger: &Ledger, evidence: &Evidence) -> Vec<Power> {
    let images = |claim: &Claim| {
        let part = claim.id.part()?;
        if evidence.rows.cohort(part)?.origin != Origin::Stored {
            return None;
        }
        claim.checks.iter().find_map(|check| match check {
            Check::Grain(Grain::Share(images)) => Some(i64::from(*images)),
            _ => None,
        })
    };
    let accuracies = ledger.claims.iter().filter_map(|claim| Some((claim, images(claim)?)));
    accuracies.filter_map(|(claim, images)| of_claim(claim, images, ledger, evidence)).collect()
}

fn of_claim(claim: &Claim, images: i64, ledger: &Ledger, evidence: &Evidence) -> Option<Power> {
    let number = claim.number()?;
    let correct = (number.to_f64() * images as f64).round() as i64;
    let grain = claim.checks.iter().find_map(|check| match check {
        Check::Grain(grain) => Some(*grain),
        _ => None,
    })?;
    let verdict = |shift: i64| {
        let mut falsified = claim.clone();
        let reported = format!("{:.4}", (correct + shift) as f64 / images as f64);
        let printed = Printed::parse(&reported).ok()?;
        falsified.mentions = vec![Mention { reported, printed }];
        let replace = |known: &Claim| if known.id == claim.id { &falsified } else { known }.clone();
        let claims = ledger.claims.iter().map(replace).collect();
        let ledger = Ledger { claims, notes: Vec::new() };
        let tested = rows::test(&ledger, evidence);
        let impossible = rows::grain(&falsified, grain).verdict;
        impossible.or_else(|| rows::ensemble(&falsified, evidence, &tested).verdict)
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
