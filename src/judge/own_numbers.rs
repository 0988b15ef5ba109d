//! Arithmetic on the report's own numbers.

use bigdecimal::num_bigint::Sign;

use crate::claim::{Decimal, PrintedNumber};
use crate::homework::{Claim, Ledger, QuantityId};
use crate::numpy::{pow, repr};
use crate::verdict::Verdict;

use super::digits::{Digits, exact};
use super::evidence::Outcome;

/// Digits from which a number is printed in full; with fewer it stands for an interval.
const FULL_PRINT: usize = 12;

/// Whether two rounded numbers can have the printed quotient.
fn quotients_meet(reported: &PrintedNumber, printed: [&PrintedNumber; 2]) -> bool {
    let bounds = |number: &PrintedNumber| number.decimal().map(Decimal::ends);
    let [numerator, denominator] = printed;
    let (Some(quotient), Some((low, high)), Some((least, most))) =
        (bounds(reported), bounds(numerator), bounds(denominator))
    else {
        return false;
    };
    // Norms are not negative; a denominator that can be zero can have any quotient.
    least.sign() != Sign::Plus || (low <= &quotient.1 * &most && high >= &quotient.0 * &least)
}

/// Every digit of the f64 quotient of two printed numbers; of rounded ones, the interval.
pub(super) fn quotient(
    claim: &Claim,
    numerator: &QuantityId,
    denominator: &QuantityId,
    ledger: &Ledger,
) -> Outcome {
    let printed = |id: &QuantityId| ledger.of_quantity(id).and_then(Claim::number);
    let (Some(reported), Some(one), Some(other)) =
        (claim.number(), printed(numerator), printed(denominator))
    else {
        // Without both norms there is no arithmetic to check.
        return Outcome::remark("");
    };
    let quotient = one.to_f64() / other.to_f64();
    let mut digits = [one, other].into_iter().filter_map(|number| number.decimal());
    let rounded = digits.any(|decimal| decimal.significant_digits() < FULL_PRINT);
    let agrees = match exact(reported, quotient) {
        Digits::All(_) | Digits::Special | Digits::Rounded(_) => true,
        _ if rounded => quotients_meet(reported, [one, other]),
        _ => false,
    };
    let verdict = if agrees { Verdict::ConsistentWithItself } else { Verdict::Contradicted };
    let said = if agrees { "the f64 quotient of" } else { "not the f64 quotient of" };
    let reason = format!("{said} the report's own two norms, {}", repr(quotient));
    let outcome = Outcome::new(verdict, reason);
    Outcome { how: vec![format!("{numerator} over {denominator}")], ..outcome }
        .measured(repr(quotient))
}

/// Powers of ten between a printed number and 1, as a whole number in words.
pub(super) fn decades(claim: &Claim, ratio: &QuantityId, ledger: &Ledger) -> Outcome {
    let Some(reported) = claim.number() else {
        return Outcome::not_checkable("no number is printed");
    };
    let Some(value) = ledger.of_quantity(ratio).and_then(Claim::number) else {
        return Outcome::not_checkable(format!("the report does not print {ratio}"));
    };
    let logarithm = libm::log10(value.to_f64());
    let decades = logarithm.abs();
    let rounds = reported.stands_for(decades);
    let reason = if rounds {
        format!("log10 of the report's own ratio is {logarithm:.2}")
    } else {
        format!(
            "log10 of the report's own ratio is {logarithm:.2}, which rounds to {decades:.0}: the \
             wording is off by a factor of {:.1}",
            pow(10.0, (reported.to_f64() - decades).abs()),
        )
    };
    let verdict = if rounds { Verdict::ConsistentWithItself } else { Verdict::Fails };
    Outcome::new(verdict, reason).measured(format!("{decades:.2}"))
}
