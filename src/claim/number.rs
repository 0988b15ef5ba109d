//! One printed number: the decimal that was written, to its last place.
//!
//! `1e-4`, `10^{-4}`, `10**-4`, `1×10⁻⁴` and `0.01%` are the same decimal with the same last
//! place, so they stand for the same interval; `1.0e-4` has one place more.

use std::fmt;

use bigdecimal::num_bigint::BigInt;
use bigdecimal::{BigDecimal, FromPrimitive};

use crate::interval::Interval;

/// More digits than any program prints; keeps hostile input cheap.
const DIGITS_LIMIT: usize = 400;
/// Beyond every f64 and f32; keeps hostile input cheap.
const EXPONENT_LIMIT: i64 = 5_000;

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
        let digits = coefficient.unsigned_abs().to_string().len();
        let value = BigDecimal::from_bigint(BigInt::from(coefficient), -last_place);
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

    /// Printed digits from the first that is not zero.
    pub fn significant_digits(&self) -> usize {
        self.digits
    }

    /// The same decimal as if more zeros had been printed, down to `last_place`.
    pub fn extended_to(&self, last_place: i64) -> Self {
        let last_place = self.last_place.min(last_place);
        let digits = self.digits + usize::try_from(self.last_place - last_place).unwrap_or(0);
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
        let mut reader = Reader { text, at: 0 };
        let number = reader.number()?;
        if reader.at < text.len() {
            return reader.fail("nothing after the number");
        }
        Ok(number)
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

/// Dashes that reports and text recognition use for a minus.
const MINUS: [char; 7] =
    ['-', '\u{2212}', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{ff0d}'];
const TIMES: [&str; 6] = ["×", "·", "*", "x", "\\times", "\\cdot"];
const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn fail<T>(&self, expected: &'static str) -> Result<T, NumberError> {
        let got = match self.rest().chars().next() {
            None => "the end".to_owned(),
            Some(character) => format!("`{}`", character.escape_debug()),
        };
        Err(NumberError { at: self.at, expected, got })
    }

    fn take(&mut self, word: &str) -> bool {
        let taken = self.rest().starts_with(word);
        if taken {
            self.at += word.len();
        }
        taken
    }

    fn take_word(&mut self, word: &str) -> bool {
        let taken =
            self.rest().get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        if taken {
            self.at += word.len();
        }
        taken
    }

    /// Takes a sign; true for a minus.
    fn sign(&mut self) -> bool {
        match self.rest().chars().next() {
            Some(dash) if MINUS.contains(&dash) => {
                self.at += dash.len_utf8();
                true
            }
            Some('+') => {
                self.at += 1;
                false
            }
            _ => false,
        }
    }

    fn digits(&mut self) -> String {
        let count = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let digits = self.rest()[..count].to_owned();
        self.at += count;
        digits
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    }

    fn number(&mut self) -> Result<PrintedNumber, NumberError> {
        let negative = self.sign();
        if self.take_word("nan") {
            return Ok(PrintedNumber::NotANumber);
        }
        if self.take_word("infinity") || self.take_word("inf") {
            return Ok(PrintedNumber::Infinite { negative });
        }
        let start = self.at;
        let whole = self.digits();
        let fraction = if self.take(".") { self.digits() } else { String::new() };
        if whole.is_empty() && fraction.is_empty() {
            self.at = start;
            return self.fail("a number");
        }
        if whole.len() + fraction.len() > DIGITS_LIMIT {
            self.at = start;
            return self.fail("at most 400 digits");
        }
        let bare_ten = self.at - start == 2 && whole == "10";
        let exponent_start = self.at;
        let (mantissa, exponent) = match self.exponent(bare_ten)? {
            Some(Exponent::OfTheMantissa(exponent)) => (format!("{whole}{fraction}"), exponent),
            Some(Exponent::OfTen(exponent)) => ("1".to_owned(), exponent),
            None => (format!("{whole}{fraction}"), 0),
        };
        let fraction_places = if mantissa == "1" && bare_ten { 0 } else { fraction.len() as i64 };
        if exponent.abs() > EXPONENT_LIMIT {
            self.at = exponent_start;
            return self.fail("an exponent between -5000 and 5000");
        }
        let percent = self.take("%") || self.take("\\%");
        let last_place = exponent - fraction_places - if percent { 2 } else { 0 };
        let Ok(magnitude) = mantissa.parse::<BigInt>() else {
            self.at = start;
            return self.fail("a number");
        };
        let digits = mantissa.trim_start_matches('0').len();
        let coefficient = if negative { -magnitude } else { magnitude };
        let value = BigDecimal::from_bigint(coefficient, -last_place);
        Ok(PrintedNumber::Finite(Decimal { value, last_place, digits }))
    }

    fn exponent(&mut self, bare_ten: bool) -> Result<Option<Exponent>, NumberError> {
        let start = self.at;
        if self.take("e") || self.take("E") {
            let negative = self.sign();
            let digits = self.digits();
            return self.signed(negative, &digits).map(|e| Some(Exponent::OfTheMantissa(e)));
        }
        if bare_ten && let Some(exponent) = self.power()? {
            return Ok(Some(Exponent::OfTen(exponent)));
        }
        self.blanks();
        if TIMES.iter().any(|times| self.take(times)) {
            self.blanks();
            if self.take("10")
                && let Some(exponent) = self.power()?
            {
                return Ok(Some(Exponent::OfTheMantissa(exponent)));
            }
        }
        self.at = start;
        Ok(None)
    }

    /// What stands after a ten: `^{-4}`, `^-4`, `**-4`, `⁻⁴`.
    fn power(&mut self) -> Result<Option<i64>, NumberError> {
        if self.take("^") || self.take("**") {
            let braced = self.take("{");
            let negative = self.sign();
            let digits = self.digits();
            let exponent = self.signed(negative, &digits)?;
            if braced && !self.take("}") {
                return self.fail("a closing brace");
            }
            return Ok(Some(exponent));
        }
        let negative = self.take("⁻");
        let mut digits = String::new();
        while let Some(character) = self.rest().chars().next() {
            let Some(value) = SUPERSCRIPTS.chars().position(|digit| digit == character) else {
                break;
            };
            digits.push_str(&value.to_string());
            self.at += character.len_utf8();
        }
        if digits.is_empty() && !negative {
            return Ok(None);
        }
        self.signed(negative, &digits).map(Some)
    }

    fn signed(&self, negative: bool, digits: &str) -> Result<i64, NumberError> {
        match digits.parse::<i64>() {
            Ok(exponent) => Ok(if negative { -exponent } else { exponent }),
            Err(_) => self.fail("the digits of an exponent"),
        }
    }
}

enum Exponent {
    OfTheMantissa(i64),
    OfTen(i64),
}
