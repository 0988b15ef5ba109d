//! Numbers that differ from the re-run, and that another order of operations could print.

use crate::claim::{Printed, PrintedNumber};
use crate::homework::Claim;
use crate::interval::Interval;
use crate::measure::{NEVER, Range, Spread};
use crate::numpy::repr;

/// Whether the text stands for something that an honest implementation could print.
pub(super) fn admits(spread: &Spread, claim: &Claim) -> bool {
    let Some(printed) = claim.printed() else { return false };
    match (spread, printed) {
        (Spread::Number(range) | Spread::Step(range), Printed::Number(number)) => {
            number_fits(range, number)
        }
        (Spread::Step(range), Printed::Statement) => claim.reported() == NEVER && range.leaves(),
        (Spread::Point(ranges), Printed::Array(array)) => {
            let elements = array.with_dropped_zeros();
            let mut both = ranges.iter().zip(&elements);
            elements.len() == ranges.len() && both.all(|(range, number)| number_fits(range, number))
        }
        _ => false,
    }
}

fn number_fits(range: &Range, number: &PrintedNumber) -> bool {
    match number {
        PrintedNumber::Finite(decimal) => range.widened().is_some_and(|widened| {
            // Zero is no rounding of a number.
            let zero = decimal.significant_digits() == 0;
            if zero { widened.contains(0.0) } else { widened.meets(decimal.interval()) }
        }),
        _ => range.leaves(),
    }
}

/// What an honest implementation could print, in words.
pub(super) fn in_words(spread: &Spread, printed: &Printed) -> String {
    match spread {
        Spread::Number(range) => {
            let digits = match printed {
                Printed::Number(PrintedNumber::Finite(number)) => number.significant_digits(),
                _ => 0,
            };
            let decided = decided(range.decided_digits(), digits);
            format!("{}{decided}", ends(range))
        }
        Spread::Step(range) => ends(range),
        Spread::Point([x, y]) => format!("x from {} and y from {}", ends(x), ends(y)),
    }
}

fn decided(decided: usize, printed: usize) -> String {
    if printed == 0 {
        return String::new();
    }
    let decided = decided.min(printed);
    let are = if decided == 1 { "is" } else { "are" };
    let count = if decided == 0 { "none".to_owned() } else { decided.to_string() };
    format!(" ({count} of {printed} digits {are} decided by the algorithm)")
}

fn ends(range: &Range) -> String {
    let finite = range.widened().map(|interval| {
        let (low, high) = told_apart(interval);
        if low == high { low } else { format!("{low} to {high}") }
    });
    match (finite, range.leaves()) {
        (Some(finite), false) => finite,
        (Some(finite), true) => format!("{finite}, or none at all"),
        (None, _) => "no number".to_owned(),
    }
}

/// Both ends with the fewest digits, two at least, that tell them apart by ten units.
fn told_apart(interval: Interval) -> (String, String) {
    let (low, high) = (interval.low(), interval.high());
    for digits in 1..16 {
        let both = [low, high].map(|end| format!("{end:.digits$e}"));
        let read = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
        let seen = read(&both[1]) - read(&both[0]);
        if (seen - (high - low)).abs() <= 0.1 * (high - low) {
            let [low, high] = both.map(|text| repr(read(&text)));
            return (low, high);
        }
    }
    (repr(low), repr(high))
}
