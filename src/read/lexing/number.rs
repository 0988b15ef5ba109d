//! A number as it is printed, with all that its digits can mean.

use std::ops::Range;

use crate::homework::Axis;

/// A number of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Bytes of the unit's text, without a sign of per cent.
    pub span: Range<usize>,
    /// As it is printed.
    pub text: String,
    /// What it can mean; the likeliest first, one at least.
    pub readings: Vec<Reading>,
    /// Whether it is `nan`: then its only reading is one without digits.
    pub not_a_number: bool,
    /// Whether a sign or word for per cent follows.
    pub percent: bool,
    /// Whether it has an exponent, in any notation.
    pub scientific: bool,
    /// Which coordinate of a printed point it is.
    pub coordinate: Option<Axis>,
    /// What it does in its unit.
    pub role: Role,
}

/// One meaning of the digits.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The value, with its sign.
    pub value: f64,
    /// One unit of the last printed place.
    pub unit: f64,
    /// Whether it is printed as an integer.
    pub integer: bool,
    /// The mantissa as printed, with a dot for the decimal mark and no thousands marks.
    pub digits: String,
    /// The printed exponent, 0 without one.
    pub exponent: i32,
}

/// What a number does in its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Role {
    /// It may be a result.
    Claim,
    Rate,
    Epoch,
    Hidden,
    Threshold,
    WeightDecay,
    Momentum,
    /// So many percentage points.
    Difference,
    /// So many images, steps, parameters.
    Size,
    /// None of these: it says nothing.
    Masked,
}

impl Number {
    /// The likeliest meaning.
    pub fn first(&self) -> &Reading {
        &self.readings[0]
    }

    /// Its likeliest value.
    pub fn value(&self) -> f64 {
        self.first().value
    }

    /// Digits that count: without leading zeros, of an integer without trailing ones; 1 at least.
    pub fn significant(&self) -> usize {
        let first = self.first();
        let digits = if first.integer {
            first.digits.trim_end_matches('0').to_owned()
        } else {
            first.digits.replace('.', "").trim_start_matches('0').to_owned()
        };
        digits.len().max(1)
    }
}
