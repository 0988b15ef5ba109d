//! Rules `exact`, `printed` and `rounds-to`: one printed text against one number.

use crate::claim::{Decimal, PrintedArray, PrintedNumber};
use crate::measure::Value;
use crate::numpy::repr;

/// How a printed text stands to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// All digits the program prints are there and agree.
    All(usize),
    /// Fewer were printed; they are a correct rounding.
    Rounded(usize),
    /// NaN, or the same infinity.
    Special,
    /// They differ.
    Differ,
}

impl Digits {
    /// Whether the text stands for the number.
    pub fn agree(self) -> bool {
        self != Self::Differ
    }
}

/// Rule `exact`: the shortest decimal that reads back as `measured` is the text. A text with
/// fewer digits than that is held to be a rounding.
pub fn exact(reported: &PrintedNumber, measured: f64) -> Digits {
    let PrintedNumber::Finite(decimal) = reported else {
        return if reported.stands_for(measured) { Digits::Special } else { Digits::Differ };
    };
    let Ok(PrintedNumber::Finite(shortest)) = PrintedNumber::parse(&repr(measured)) else {
        return Digits::Differ;
    };
    if decimal.value() == shortest.value() {
        return Digits::All(shortest.significant_digits());
    }
    let fewer = decimal.last_place() > shortest.last_place();
    if fewer && decimal.significant_digits() > 0 && decimal.stands_for(measured) {
        return Digits::Rounded(decimal.significant_digits());
    }
    Digits::Differ
}

/// Rule `printed`: the value, formatted as the report formats it, is the text.
pub fn printed(reported: &PrintedArray, measured: &[f64]) -> Digits {
    let elements = reported.with_dropped_zeros();
    if elements.len() != measured.len() {
        return Digits::Differ;
    }
    // The shortest text that reads back can end a little beside the exact value.
    let same = |element: &PrintedNumber, value: f64| {
        element.stands_for(value) || exact(element, value).agree()
    };
    let agree = elements.iter().zip(measured).all(|(element, &value)| same(element, value));
    if !agree {
        return Digits::Differ;
    }
    let places = elements.iter().filter_map(PrintedNumber::decimal).map(|d| d.last_place()).min();
    match places {
        None => Digits::Special,
        Some(place) => Digits::All(usize::try_from(-place).unwrap_or(0)),
    }
}

/// The same for a claim of either kind.
pub(super) fn printed_value(reported: &PrintedNumber, measured: &Value) -> Digits {
    match measured {
        Value::Number(value) => exact(reported, *value),
        Value::Count(count) if reported.to_f64() == *count as f64 => {
            Digits::All(reported.decimal().map_or(0, Decimal::significant_digits))
        }
        _ => Digits::Differ,
    }
}

/// Rule `rounds-to`: a second mention is a correct rounding of the first.
pub fn rounds_to(second: &PrintedNumber, first: &PrintedNumber) -> bool {
    second.is_rounding_of(first)
}
