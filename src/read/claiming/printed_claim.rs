//! What a number of a report says, as a ledger has it: wrong images in per cent become the share
//! that is right, with as many digits.

use crate::claim::{Decimal, PrintedNumber};
use crate::read::lexing::number::{Number, Reading};
use crate::read::meaning::views::View;

/// Digits that fit a coefficient.
const DIGITS_MOST: usize = 36;

/// The number in the quantity's own unit; `None` if it cannot be one in that form.
pub(in crate::read) fn printed(number: &Number, view: View, of: u32) -> Option<PrintedNumber> {
    if number.not_a_number {
        return Some(PrintedNumber::NotANumber);
    }
    let usable = number.readings.iter().find(|reading| suits(reading, view));
    let reading = usable.unwrap_or(number.first());
    let (whole, decimals) = reading.digits.split_once('.').unwrap_or((&reading.digits, ""));
    if whole.len() + decimals.len() > DIGITS_MOST {
        return None;
    }
    let coefficient: i128 = format!("{whole}{decimals}").parse().ok()?;
    let sign = if reading.value.is_sign_negative() { -1 } else { 1 };
    let decimal_places = i64::try_from(decimals.len()).ok()?;
    let place = i64::from(reading.exponent) - decimal_places;
    if view == View::Itself {
        return Some(PrintedNumber::Finite(Decimal::new(sign * coefficient, place)));
    }
    let counted = matches!(view, View::Count | View::WrongCount);
    let (images, share) = if counted { share_of_one(of)? } else { (0, 1) };
    let coefficient = coefficient.checked_mul(share)?;
    let (place, wrong) = match view {
        View::Itself | View::Share => (place, false),
        View::WrongShare => (place, true),
        View::Percent => (place - 2, false),
        View::WrongPercent => (place - 2, true),
        View::Count => (place - images, false),
        View::WrongCount => (place - images, true),
    };
    if !wrong {
        return Some(PrintedNumber::Finite(Decimal::new(coefficient, place)));
    }
    let one = u32::try_from(-place).ok().and_then(|power| 10_i128.checked_pow(power))?;
    Some(PrintedNumber::Finite(Decimal::new(one - coefficient, place)))
}

/// Whether a reading's size is one of that form.
fn suits(reading: &Reading, view: View) -> bool {
    match view {
        View::Itself => true,
        View::Share | View::WrongShare => (0.0..=1.0).contains(&reading.value),
        View::Percent | View::WrongPercent => (0.0..=100.0).contains(&reading.value),
        View::Count | View::WrongCount => reading.integer,
    }
}

/// One of so many images as a decimal share, share·10^-places, if it is one: of 200 it is 5·10⁻³.
fn share_of_one(of: u32) -> Option<(i64, i128)> {
    let power = (0..=12).find(|&power| of > 0 && 10_i128.pow(power) % i128::from(of) == 0)?;
    Some((i64::from(power), 10_i128.pow(power) / i128::from(of)))
}

#[cfg(test)]
mod tests {
    use super::share_of_one;

    #[test]
    fn a_share_is_a_decimal_or_none() {
        assert_eq!(share_of_one(10_000), Some((4, 1)));
        assert_eq!(share_of_one(200), Some((3, 5)));
        assert_eq!(share_of_one(40_000), Some((6, 25)));
        assert_eq!(share_of_one(300), None);
        assert_eq!(share_of_one(0), None);
    }
}
