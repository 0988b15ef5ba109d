//! What stands in a report for one claim: a number, an array of numbers, or words.

use super::{Decimal, NumberError, PrintedNumber};
use crate::interval::Interval;

/// The last place NumPy prints of an array under its default options.
const NUMPY_LAST_PLACE: i64 = -8;

/// A claim's text, read.
#[derive(Clone, Debug, PartialEq)]
pub enum Printed {
    /// One number.
    Number(PrintedNumber),
    /// An array.
    Array(PrintedArray),
    /// Words: a statement, or a name.
    Statement,
    /// Two numbers, the first said to be above the second: `0.9635 > 0.9624`.
    Comparison(PrintedNumber, PrintedNumber),
}

/// An array as NumPy prints it (`[1.   0.5]`) or as a list (`[1.0, 0.5]`).
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedArray {
    /// The elements as written.
    pub elements: Vec<PrintedNumber>,
    /// Whether trailing zeros were dropped, so that `1.` stands for eight decimals: NumPy's
    /// positional print, where blanks alone separate. Its scientific print drops none.
    pub trimmed: bool,
}

impl PrintedArray {
    /// The elements with the places that NumPy printed or dropped. An array with fewer
    /// decimals throughout, but some, was printed at that precision.
    pub fn with_dropped_zeros(&self) -> Vec<PrintedNumber> {
        let decimals = || self.elements.iter().filter_map(PrintedNumber::decimal);
        let places = decimals().map(Decimal::last_place).filter(|place| *place < 0).min();
        let last_place = match places {
            _ if !self.trimmed => return self.elements.clone(),
            Some(place) => place,
            None => NUMPY_LAST_PLACE,
        };
        let extend = |element: &PrintedNumber| match element {
            PrintedNumber::Finite(decimal) => {
                PrintedNumber::Finite(decimal.extended_to(last_place))
            }
            other => other.clone(),
        };
        self.elements.iter().map(extend).collect()
    }

    /// What the elements stand for; `None` where an element is NaN.
    pub fn intervals(&self) -> Vec<Option<Interval>> {
        let interval = |element: &PrintedNumber| match element {
            PrintedNumber::Finite(decimal) => Some(decimal.interval()),
            PrintedNumber::NotANumber => None,
            infinite => Interval::new(infinite.to_f64(), infinite.to_f64()),
        };
        self.with_dropped_zeros().iter().map(interval).collect()
    }
}

impl Printed {
    /// Reads the text of a statement: a comparison of two numbers, or words.
    pub fn words(text: &str) -> Self {
        let compared = |mark: char| {
            let (one, other) = text.split_once(mark)?;
            let number = |text: &str| PrintedNumber::parse(text.trim()).ok();
            Some((number(one)?, number(other)?))
        };
        match (compared('>'), compared('<')) {
            (Some((greater, smaller)), _) | (None, Some((smaller, greater))) => {
                Self::Comparison(greater, smaller)
            }
            (None, None) => Self::Statement,
        }
    }

    /// Reads a claim's text: a number, `[…]`, or the word `statement`.
    ///
    /// # Errors
    /// Anything else, with the byte at which reading stopped.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let trimmed = text.trim();
        let indent = text.len() - text.trim_start().len();
        if trimmed == "statement" {
            return Ok(Self::Statement);
        }
        let Some(inside) = trimmed.strip_prefix('[') else {
            let shift = |error: NumberError| NumberError { at: error.at + indent, ..error };
            return PrintedNumber::parse(trimmed).map(Self::Number).map_err(shift);
        };
        let Some(inside) = inside.strip_suffix(']') else {
            return Err(NumberError {
                at: text.trim_end().len(),
                expected: "a closing bracket",
                got: "the end".to_owned(),
            });
        };
        let numpy = !inside.contains(',');
        let mut elements = Vec::new();
        let mut at = indent + 1;
        let pieces: Box<dyn Iterator<Item = &str>> =
            if numpy { Box::new(inside.split(' ')) } else { Box::new(inside.split(',')) };
        for piece in pieces {
            let element = piece.trim();
            if !(numpy && element.is_empty()) {
                let shift = at + piece.len() - piece.trim_start().len();
                let number = PrintedNumber::parse(element)
                    .map_err(|error| NumberError { at: error.at + shift, ..error })?;
                elements.push(number);
            }
            at += piece.len() + 1;
        }
        let trimmed = numpy && !inside.contains(['e', 'E']);
        Ok(Self::Array(PrintedArray { elements, trimmed }))
    }
}
