//! The notations of a printed number.
//!
//! `1e-4`, `10^{-4}`, `10**-4`, `1×10⁻⁴` and `0.01%` are the same decimal with the same last
//! place, so they stand for the same interval; `1.0e-4` has one place more.

use bigdecimal::num_bigint::BigInt;

use super::{Decimal, NumberError, PrintedNumber};

/// More digits than any program prints; keeps hostile input cheap.
const DIGITS_LIMIT: usize = 400;
/// Beyond every f64 and f32; keeps hostile input cheap.
const EXPONENT_LIMIT: i64 = 5_000;
/// Dashes that reports and text recognition use for a minus.
const MINUS: [char; 7] =
    ['-', '\u{2212}', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{ff0d}'];
const TIMES: [&str; 6] = ["×", "·", "*", "x", "\\times", "\\cdot"];
const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const TEX_SPACES: [&str; 4] = ["\\,", "\\;", "\\!", "\\:"];
/// An upright e in TeX.
const TEX_EXPONENTS: [&str; 4] = ["\\text{e", "\\text{E", "\\mathrm{e", "\\mathrm{E"];
const PERCENT: [&str; 3] = ["%", "\\%", "\u{ff05}"];
const PER_CENT: [&str; 2] = ["percent", "per cent"];
/// What stands around the exponent of a ten, and what is missing without its second half.
const POWERS: [(&str, &str, &str); 5] = [
    ("^{", "}", "a closing brace"),
    ("^(", ")", "a closing parenthesis"),
    ("^", "", ""),
    ("**", "", ""),
    ("<sup>", "</sup>", "`</sup>`"),
];
/// How NumPy 2 and PyTorch show a scalar.
const WRAPPERS: [&str; 6] =
    ["np.float64(", "np.float32(", "numpy.float64(", "numpy.float32(", "tensor(", "torch.tensor("];

/// Reads a text from its start.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte that is read next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Refuses anything that is left.
    pub(super) fn end(&self) -> Result<(), NumberError> {
        if self.at < self.text.len() { self.fail("nothing after the number") } else { Ok(()) }
    }

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
        loop {
            let rest = self.rest();
            self.at +=
                rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']).len();
            if !TEX_SPACES.iter().any(|space| self.take(space)) {
                return;
            }
        }
    }

    fn blanks_and_line_ends(&mut self) {
        self.blanks();
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(['\r', '\n', ' ']).len();
    }

    /// One number, bare or wrapped as Python shows a NumPy or PyTorch scalar.
    pub(super) fn number(&mut self) -> Result<PrintedNumber, NumberError> {
        if !WRAPPERS.iter().any(|wrapper| self.take(wrapper)) {
            return self.bare_number();
        }
        let number = self.bare_number()?;
        if self.take(",") {
            let attributes = self.rest();
            self.at += attributes.find([')', '\n']).unwrap_or(attributes.len());
        }
        if self.take(")") { Ok(number) } else { self.fail("a closing parenthesis") }
    }

    fn bare_number(&mut self) -> Result<PrintedNumber, NumberError> {
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
        if exponent.abs() > EXPONENT_LIMIT {
            self.at = exponent_start;
            return self.fail("an exponent between -5000 and 5000");
        }
        let percent = self.percent();
        let last_place = exponent - fraction.len() as i64 - if percent { 2 } else { 0 };
        let Ok(magnitude) = mantissa.parse::<BigInt>() else {
            self.at = start;
            return self.fail("a number");
        };
        let digits = mantissa.trim_start_matches('0').len();
        Ok(PrintedNumber::Finite(Decimal::printed(magnitude, negative, last_place, digits)))
    }

    /// Takes a percent sign, close by or after a blank: `%`, `\%`, ` percent`.
    fn percent(&mut self) -> bool {
        let start = self.at;
        self.blanks();
        let blank = self.at > start;
        let sign = PERCENT.iter().any(|sign| self.take(sign));
        let word = blank && !sign && PER_CENT.iter().any(|word| self.take_word(word));
        // `96.35 percentage points` is a difference.
        let whole = sign || word && !self.rest().starts_with(char::is_alphanumeric);
        // `17 % 5` is Python's remainder.
        let digit = |c: char| c.is_ascii_digit();
        let remainder = blank && sign && self.rest().trim_start_matches(' ').starts_with(digit);
        if !whole || remainder {
            self.at = start;
        }
        whole && !remainder
    }

    fn exponent(&mut self, bare_ten: bool) -> Result<Option<Exponent>, NumberError> {
        let start = self.at;
        if self.take("e") || self.take("E") {
            let negative = self.sign();
            let digits = self.digits();
            return self.signed(negative, &digits).map(|e| Some(Exponent::OfTheMantissa(e)));
        }
        if TEX_EXPONENTS.iter().any(|opening| self.take(opening)) {
            return self.tex_exponent().map(|e| Some(Exponent::OfTheMantissa(e)));
        }
        if bare_ten && let Some(exponent) = self.power()? {
            return Ok(Some(Exponent::OfTen(exponent)));
        }
        // A line may end on either side of the sign.
        self.blanks_and_line_ends();
        if TIMES.iter().any(|times| self.take(times)) {
            self.blanks_and_line_ends();
            if self.take("10")
                && let Some(exponent) = self.power()?
            {
                return Ok(Some(Exponent::OfTheMantissa(exponent)));
            }
        }
        self.at = start;
        Ok(None)
    }

    /// What stands after `\text{e`: `-}05`, `}-05` or `-05}`.
    fn tex_exponent(&mut self) -> Result<i64, NumberError> {
        let mut negative = self.sign();
        let mut digits = self.digits();
        if !self.take("}") {
            return self.fail("a closing brace");
        }
        if digits.is_empty() {
            let brace = self.take("{");
            negative |= self.sign();
            digits = self.digits();
            if brace && !self.take("}") {
                return self.fail("a closing brace");
            }
        }
        self.signed(negative, &digits)
    }

    /// What stands after a ten: `^{-4}`, `^-4`, `**-4`, `⁻⁴`.
    fn power(&mut self) -> Result<Option<i64>, NumberError> {
        for (opening, closing, missing) in POWERS {
            if self.take(opening) {
                let negative = self.sign();
                let digits = self.digits();
                let exponent = self.signed(negative, &digits)?;
                if !self.take(closing) {
                    return self.fail(missing);
                }
                return Ok(Some(exponent));
            }
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
