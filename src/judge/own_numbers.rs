//! Rules `derived` and `rounds-to` on the report's own numbers, and what the layers of the
//! assignment say.

use bigdecimal::num_bigint::Sign;

use crate::claim::{Claim, Decimal, Ledger, Printed, PrintedNumber};
use crate::numpy::repr;
use crate::verdict::Verdict;

use super::claims::{Outcome, not_checkable};
use super::digits::{Digits, exact, rounds_to};

/// `name(argument, …)` of a ledger's basis.
pub(super) fn call(basis: &str) -> Option<(&str, Vec<&str>)> {
    let (name, rest) = basis.split_once('(')?;
    let arguments = rest.strip_suffix(')')?.split(',').map(str::trim).collect();
    Some((name.trim(), arguments))
}

fn number<'a>(ledger: &'a Ledger, id: &str) -> Option<&'a PrintedNumber> {
    match &ledger.find(id)?.printed {
        Printed::Number(number) => Some(number),
        _ => None,
    }
}

/// Rule `rounds-to`.
pub(super) fn second_mention_rounds(claim: &Claim, ledger: &Ledger) -> Outcome {
    let Printed::Number(second) = &claim.printed else {
        return not_checkable("no number is printed");
    };
    let Some(first) = ledger.find(&claim.basis) else {
        return not_checkable(format!("the report does not print {}", claim.basis));
    };
    let Printed::Number(number) = &first.printed else {
        return not_checkable(format!("{} is no number", claim.basis));
    };
    let rounds = rounds_to(second, number);
    let relation = if rounds { "a correct rounding of" } else { "no rounding of" };
    let verdict = if rounds { Verdict::ConsistentWithItself } else { Verdict::Contradicted };
    let reason = format!("{relation} {}, {}", first.id, first.reported);
    Outcome { measured: Some(first.reported.clone()), ..Outcome::new(verdict, reason) }
}

/// Digits from which a number is printed in full; with fewer it stands for an interval.
const FULL_PRINT: usize = 12;

/// Whether two rounded numbers can have the printed quotient.
fn quotients_meet(reported: &PrintedNumber, printed: &[&PrintedNumber]) -> bool {
    let bounds = |number: &PrintedNumber| number.decimal().map(Decimal::ends);
    let [numerator, denominator] = printed else { return false };
    let (Some(quotient), Some((low, high)), Some((least, most))) =
        (bounds(reported), bounds(numerator), bounds(denominator))
    else {
        return false;
    };
    // Norms are not negative; a denominator that can be zero can have any quotient.
    least.sign() != Sign::Plus || (low <= &quotient.1 * &most && high >= &quotient.0 * &least)
}

/// Rule `derived`: `quotient(a, b)`, every digit of the f64 quotient of two printed numbers;
/// `decades(a)`, powers of ten between a printed number and 1, as a whole number in words.
pub(super) fn derived(claim: &Claim, ledger: &Ledger) -> Outcome {
    let Printed::Number(reported) = &claim.printed else {
        return not_checkable("no number is printed");
    };
    let Some((name, arguments)) = call(&claim.basis) else {
        return not_checkable(format!("`{}` is no formula", claim.basis));
    };
    let (mut values, mut printed) = (Vec::new(), Vec::new());
    for id in &arguments {
        match number(ledger, id) {
            Some(number) => {
                values.push(number.to_f64());
                printed.push(number);
            }
            None => return not_checkable(format!("the report does not print {id}")),
        }
    }
    match (name, &values[..]) {
        ("quotient", [numerator, denominator]) => {
            let quotient = numerator / denominator;
            let rounded = printed.iter().filter_map(|number| number.decimal());
            let rounded =
                rounded.map(Decimal::significant_digits).any(|digits| digits < FULL_PRINT);
            let agrees = match exact(reported, quotient) {
                Digits::All(_) | Digits::Special => true,
                Digits::Rounded(digits) if digits >= 6 => true,
                _ if rounded => quotients_meet(reported, &printed),
                _ => false,
            };
            let verdict =
                if agrees { Verdict::ConsistentWithItself } else { Verdict::Contradicted };
            let said = if agrees { "the f64 quotient of" } else { "not the f64 quotient of" };
            let [numerator, denominator] = [arguments[0], arguments[1]];
            let reason = format!("{said} {numerator} and {denominator}, {}", repr(quotient));
            Outcome { measured: Some(repr(quotient)), ..Outcome::new(verdict, reason) }
        }
        ("decades", [value]) => {
            let decades = value.log10().abs();
            let rounds = reported.stands_for(decades);
            let reason = if rounds {
                format!("log10 of {} is {:.2}", arguments[0], value.log10())
            } else {
                format!(
                    "log10 of {} is {:.2}, which rounds to {:.0}: the wording is off by a factor of {:.1}",
                    arguments[0],
                    value.log10(),
                    decades,
                    10f64.powf((reported.to_f64() - decades).abs()),
                )
            };
            let verdict = if rounds { Verdict::ConsistentWithItself } else { Verdict::Fails };
            Outcome { measured: Some(format!("{decades:.2}")), ..Outcome::new(verdict, reason) }
        }
        _ => not_checkable(format!("no formula is called `{name}`")),
    }
}
