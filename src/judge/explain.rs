//! Names the convention that does reproduce a number which the re-run contradicts.

use crate::homework::{QuantityId, What};
use crate::measure::{Measurements, Value};
use crate::numpy::repr;

use super::digits::{self, Digits};
use crate::claim::Printed;

/// The same run under another convention.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// What is different, such as "x*x in place of pow".
    pub convention: String,
    /// Whether only roundings differ.
    pub same_formulas: bool,
    /// What the run gives, by what it is.
    pub values: Vec<(What, Value)>,
}

/// Whether a printed number, with digits enough to tell, is what was measured.
pub fn fits(printed: &Printed, measured: &Value) -> bool {
    matches!(compare(printed, measured), Digits::All(_) | Digits::Rounded(3..))
}

/// The first convention under which the number comes out as printed; plain NaN proves none.
pub(super) fn convention<'a>(
    printed: &Printed,
    what: What,
    alternatives: &'a [Alternative],
) -> Option<&'a Alternative> {
    let gives = |alternative: &&Alternative| {
        alternative.values.iter().any(|(name, value)| {
            *name == what
                && matches!(compare(printed, value), Digits::All(_) | Digits::Rounded(6..))
        })
    };
    alternatives.iter().find(gives)
}

/// The name of another measurement of the same run or part that the text would fit: two
/// numbers swapped, a line copied from elsewhere.
pub(super) fn measurement_of_that_value(
    printed: &Printed,
    own: &QuantityId,
    measurements: &Measurements,
) -> Option<QuantityId> {
    let fits = |value: &Value| matches!(compare(printed, value), Digits::All(_));
    let mut others = measurements.iter().filter(|(id, value)| *id != own && fits(value));
    others.next().map(|(id, _)| id.clone())
}

/// Where two decimals part, as a student would count: the first digit that differs.
pub(super) fn first_difference(reported: &str, measured: f64) -> Option<usize> {
    let digits = |text: &str| -> (String, String) {
        let text = text.trim_start_matches(['-', '+']);
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let shape: String =
            mantissa.chars().map(|c| if c.is_ascii_digit() { 'd' } else { c }).collect();
        let shape: String = shape.split('.').next().unwrap_or_default().to_owned();
        (mantissa.chars().filter(char::is_ascii_digit).collect(), format!("{shape}e{exponent}"))
    };
    let own = repr(measured);
    let ((reported, one), (measured, other)) = (digits(reported), digits(&own));
    let differ = |(index, (a, b)): (usize, (char, char))| (a != b).then_some(index + 1);
    if one != other {
        return None;
    }
    reported.chars().zip(measured.chars()).enumerate().find_map(differ)
}

pub(super) fn compare(printed: &Printed, measured: &Value) -> Digits {
    match (printed, measured) {
        (Printed::Number(number), value) => digits::printed_value(number, value),
        (Printed::Array(array), Value::Point(point)) => digits::printed(array, point),
        _ => Digits::Differ,
    }
}
