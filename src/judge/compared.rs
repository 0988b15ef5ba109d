//! Statements that compare two of the report's own numbers: the best accuracies of two sweeps.

use crate::claim::{Printed, PrintedNumber};
use crate::homework::{
    Argument, Claim, Homework, Ledger, Mention, PartId, Predicate, PredicateName, QuantityId, What,
};
use crate::numpy::repr;
use crate::verdict::Verdict;

use super::evidence::Outcome;

/// The numbers that a statement compares, as claims of their own, where the report states them
/// nowhere else: they have to be possible too.
pub(super) fn compared(claim: &Claim, ledger: &Ledger, homework: &Homework) -> Vec<Claim> {
    let Some(Printed::Comparison(greater, smaller)) = claim.printed() else { return Vec::new() };
    let stated = |number: &PrintedNumber, part: &PartId, known: Option<&PrintedNumber>| {
        let quantity = homework.catalogue.get(&QuantityId::of_part(part, What::BestAccuracy));
        let mut implied = Claim::of(&quantity.filter(|_| known.is_none())?);
        let printed = Printed::Number(number.clone());
        implied.mentions = vec![Mention { reported: repr(number.to_f64()), printed }];
        Some(implied)
    };
    claim
        .predicates()
        .filter_map(|predicate| bests_compared(predicate, ledger))
        .flat_map(|Bests { parts: [one, other], bests }| {
            [stated(greater, one, bests[0]), stated(smaller, other, bests[1])]
        })
        .flatten()
        .collect()
}

/// Where a statement compares two of the report's own numbers, they must bear it out.
pub(super) fn own_numbers_against(
    claim: &Claim,
    predicates: &[Predicate],
    ledger: &Ledger,
) -> Option<String> {
    if let Some(Printed::Comparison(greater, smaller)) = claim.printed()
        && greater.to_f64() <= smaller.to_f64()
    {
        return Some(format!(
            "the report's own numbers say otherwise: {} is not above {}",
            repr(greater.to_f64()),
            repr(smaller.to_f64())
        ));
    }
    predicates.iter().find_map(|predicate| {
        let Bests { parts: [one, other], bests } = bests_compared(predicate, ledger)?;
        if let Some(Printed::Comparison(greater, smaller)) = claim.printed() {
            for (said, best) in [greater, smaller].into_iter().zip(bests) {
                let agrees =
                    |best: &PrintedNumber| said.is_rounding_of(best) || best.is_rounding_of(said);
                if let Some(best) = best.filter(|best| !agrees(best)) {
                    return Some(format!(
                        "the report contradicts itself: {} here, {} for the best elsewhere",
                        repr(said.to_f64()),
                        repr(best.to_f64())
                    ));
                }
            }
        }
        let (one_best, other_best) = (bests[0]?.to_f64(), bests[1]?.to_f64());
        (one_best <= other_best).then(|| {
            format!(
                "the report's own numbers say otherwise: {} for {one}, {} for {other}",
                repr(one_best),
                repr(other_best)
            )
        })
    })
}

/// The best accuracies that a statement compares, as far as the report prints them.
struct Bests<'a> {
    parts: [&'a PartId; 2],
    bests: [Option<&'a PrintedNumber>; 2],
}

fn bests_compared<'a>(predicate: &'a Predicate, ledger: &'a Ledger) -> Option<Bests<'a>> {
    let best = |part: &PartId| {
        ledger.of_quantity(&QuantityId::of_part(part, What::BestAccuracy)).and_then(Claim::number)
    };
    match (predicate.name, &predicate.arguments[..]) {
        (PredicateName::BestAbove, [Argument::Sweep(one), Argument::Sweep(other)]) => {
            Some(Bests { parts: [one, other], bests: [best(one), best(other)] })
        }
        _ => None,
    }
}

/// A comparison that re-runs hardly ever show, but that the report's own numbers bear out, is
/// rare and not wrong.
pub(super) fn borne_out(outcome: Outcome, predicates: &[Predicate], ledger: &Ledger) -> Outcome {
    let own = predicates.iter().all(|predicate| {
        bests_compared(predicate, ledger)
            .is_some_and(|found| found.bests.iter().all(Option::is_some))
    });
    if outcome.verdict != Some(Verdict::Fails) || !own {
        return outcome;
    }
    let reason = format!("the report's own numbers bear it out; {}", outcome.reason);
    Outcome { verdict: Some(Verdict::Unusual), reason, ..outcome }
}
