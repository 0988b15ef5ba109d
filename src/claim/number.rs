//! One printed number: the decimal that was written, to its last place. How it can be written
//! is in `notation`.

use std::fmt;

use bigdecimal::num_bigint::BigInt;
use bigdecimal::{BigDecimal, FromPrimitive};

use super::notation::Reader;
use crate::interval::Interval;

/// A number as it was printed.
#[derive(Clone, Debug, PartialEq)]
pub enum PrintedNumber {
    /// Digits.
    Finite(Decimal),
    /// `nan`.
    NotANumber,
    /// `inf` or `-inf`.
    Infinite {
        /// Whether a minus stands before it.
        negative: bool,
    },
}

/// A decimal with the place of its last printed digit.
#[derive(Clone, Debug, PartialEq)]
pub struct Decimal {
    value: BigDecimal,
    last_place: i64,
    digits: usize,
}

/// Why a text is not a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, got {got}")]
pub struct NumberError {
    /// Byte of the text at which reading stopped.
    pub at: usize,
    /// What could have stood there.
    pub expected: &'static str,
    /// What stands there.
    pub got: String,
}

impl Decimal {
    /// The decimal `coefficient · 10^last_place`.
    pub fn new(coefficient: i128, last_place: i64) -> Self {
        let digits = coefficient.unsigned_abs().to_string().trim_start_matches('0').len();
        let value = BigDecimal::from_bigint(BigInt::from(coefficient), -last_place);
        Self { value, last_place, digits }
    }

    /// `magnitude · 10^last_place`, negated if asked, of which so many digits were printed.
    pub(super) fn printed(
        magnitude: BigInt,
        negative: bool,
        last_place: i64,
        digits: usize,
    ) -> Self {
        let coefficient = if negative { -magnitude } else { magnitude };
        let value = BigDecimal::from_bigint(coefficient, -last_place);
        Self { value, last_place, digits }
    }

    /// The exact value.
    pub fn value(&self) -> &BigDecimal {
        &self.value
    }

    /// The power of ten of the last printed digit.
    pub fn last_place(&self) -> i64 {
        self.last_place
    }

    /// Printed digits from the first that is not zero; none of zero itself.
    pub fn significant_digits(&self) -> usize {
        self.digits
    }

    /// The same decimal as if more zeros had been printed, down to `last_place`.
    pub fn extended_to(&self, last_place: i64) -> Self {
        let last_place = self.last_place.min(last_place);
        let zeros = usize::try_from(self.last_place - last_place).unwrap_or(0);
        let digits = if self.digits == 0 { 0 } else { self.digits + zeros };
        Self { value: self.value.clone(), last_place, digits }
    }

    /// The nearest f64.
    pub fn to_f64(&self) -> f64 {
        let (coefficient, scale) = self.value.as_bigint_and_exponent();
        format!("{coefficient}e{}", -scale).parse().unwrap_or(f64::NAN)
    }

    /// Both ends of everything that rounds to the printed digits: half a unit of the last
    /// place either way, ends included.
    pub fn ends(&self) -> (BigDecimal, BigDecimal) {
        let half = BigDecimal::from_bigint(BigInt::from(5), 1 - self.last_place);
        (&self.value - &half, &self.value + &half)
    }

    /// The same interval in f64, rounded outwards.
    pub fn interval(&self) -> Interval {
        let (low, high) = self.ends();
        let outer = |bound: BigDecimal, step: fn(f64) -> f64| {
            let (coefficient, scale) = bound.into_bigint_and_exponent();
            step(format!("{coefficient}e{}", -scale).parse().unwrap_or(f64::NAN))
        };
        let (low, high) = (outer(low, f64::next_down), outer(high, f64::next_up));
        Interval::new(low, high).unwrap_or_else(|| unreachable!("decimals are never NaN"))
    }

    /// Whether `value`, taken exactly, rounds to the printed digits.
    pub fn stands_for(&self, value: f64) -> bool {
        let (low, high) = self.ends();
        BigDecimal::from_f64(value).is_some_and(|value| low <= value && value <= high)
    }
}

impl PrintedNumber {
    /// Reads a whole text.
    ///
    /// # Errors
    /// Anything but one number; thousands separators are refused, not guessed.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let mut reader = Reader::new(text);
        let number = reader.number()?;
        reader.end()?;
        Ok(number)
    }

    /// Reads the number that a text begins with, and says how many bytes it takes.
    ///
    /// # Errors
    /// The text does not begin with a number.
    pub fn parse_start(text: &str) -> Result<(Self, usize), NumberError> {
        let mut reader = Reader::new(text);
        let number = reader.number()?;
        Ok((number, reader.at()))
    }

    /// The decimal, if it is one.
    pub fn decimal(&self) -> Option<&Decimal> {
        match self {
            Self::Finite(decimal) => Some(decimal),
            _ => None,
        }
    }

    /// The nearest f64.
    pub fn to_f64(&self) -> f64 {
        match self {
            Self::Finite(decimal) => decimal.to_f64(),
            Self::NotANumber => f64::NAN,
            Self::Infinite { negative: false } => f64::INFINITY,
            Self::Infinite { negative: true } => f64::NEG_INFINITY,
        }
    }

    /// Whether this is a correct rounding of another print of the same number. On a tie either
    /// neighbour is right, since NumPy and Python round ties differently.
    pub fn is_rounding_of(&self, first: &Self) -> bool {
        match (self, first) {
            (Self::Finite(second), Self::Finite(first)) => {
                let (low, high) = second.ends();
                second.last_place() >= first.last_place()
                    && low <= *first.value()
                    && *first.value() <= high
            }
            (second, first) => second == first,
        }
    }

    /// Whether `value` rounds to what is printed; NaN to NaN, infinity to infinity.
    pub fn stands_for(&self, value: f64) -> bool {
        match self {
            Self::Finite(decimal) => decimal.stands_for(value),
            Self::NotANumber => value.is_nan(),
            Self::Infinite { negative } => {
                value.is_infinite() && value.is_sign_negative() == *negative
            }
        }
    }
}

impl fmt::Display for PrintedNumber {
    /// In scientific notation with all printed digits, `nan`, `inf` or `-inf`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finite(decimal) => {
                let (coefficient, scale) = decimal.value.as_bigint_and_scale();
                let at_last_place = -scale - decimal.last_place;
                let zeros = "0".repeat(usize::try_from(at_last_place).unwrap_or(0));
                write!(formatter, "{coefficient}{zeros}e{}", decimal.last_place)
            }
            Self::NotANumber => formatter.write_str("nan"),
            Self::Infinite { negative } => {
                formatter.write_str(if *negative { "-inf" } else { "inf" })
            }
        }
    }
}
