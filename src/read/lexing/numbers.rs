//! The numbers of a text, in one pass over its characters.

use std::ops::Range;

use crate::read::language::characters::{is_word, starts_with_word, tail};
use crate::read::lexing::exponents::{self, Exponent};
use crate::read::lexing::mantissa::{self, Mantissa};
use crate::read::lexing::masks::Masks;
use crate::read::lexing::number::{Number, Reading, Role};
use crate::read::lexing::points::{join, points};
use crate::read::lexing::settings::Settings;
/// A number, and the byte behind it and its sign of per cent.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Lexed {
    pub(in crate::read) number: Number,
    pub(in crate::read) until: usize,
    /// Whether it is a power of ten without a factor, such as `10⁻⁵`.
    pub(in crate::read) bare_power: bool,
}

/// Signs of a number. The dashes are what word processors make of a hyphen.
const SIGNS: [char; 4] = ['-', '−', '–', '+'];

/// What may follow a number without a blank, as a whole word.
const ENDINGS: [&str; 16] = [
    "st", "nd", "rd", "th", "pp", "k", "s", "h", "min", "ms", "e", "er", "te", "ten", "eme", "ere",
];

/// Words for per cent, behind one blank at most.
const PER_CENT: [&str; 9] = [
    "percent",
    "per cent",
    "prozent",
    "pour cent",
    "por ciento",
    "procent",
    "per cento",
    "pct",
    "por cento",
];

/// Half a unit of the last place of a double near 1 as NumPy prints it: `1.` in an array has
/// eight decimals.
const ARRAY_UNIT: f64 = 1e-8;

/// How far back the bracket of an array is looked for.
const ARRAY_WINDOW: usize = 30;

/// The numbers of a folded text; the settings say which integers a blank may divide, and that a
/// pair of a rate and its result is no point.
pub(in crate::read) fn numbers(
    text: &str,
    decimal_comma: bool,
    masks: &Masks,
    settings: &Settings,
) -> Vec<Lexed> {
    let scanner = Scanner { text, decimal_comma, masks };
    let mut found = scanner.all();
    join(text, &mut found, settings);
    points(text, &mut found, settings);
    found
}

struct Scanner<'a> {
    text: &'a str,
    decimal_comma: bool,
    masks: &'a Masks,
}

impl Scanner<'_> {
    fn all(&self) -> Vec<Lexed> {
        let mut found = Vec::new();
        let mut at = 0;
        let mut before = None;
        while let Some(character) = self.text[at..].chars().next() {
            let next = match character {
                'n' => self.not_a_number(at, before),
                '0'..='9' | '.' | '-' | '−' | '–' | '+' => self.number(at, before),
                _ => None,
            };
            let end = match next {
                Some((number, end)) => {
                    found.extend(number);
                    end
                }
                None => at + character.len_utf8(),
            };
            before = self.text[..end].chars().next_back();
            at = end;
        }
        found
    }

    fn not_a_number(&self, at: usize, before: Option<char>) -> Option<(Option<Lexed>, usize)> {
        let end = at + 3;
        let rest = self.text[at..].strip_prefix("nan")?;
        if before.is_some_and(is_word) || rest.chars().next().is_some_and(is_word) {
            return None;
        }
        let reading = Reading {
            value: f64::NAN,
            unit: 0.0,
            integer: false,
            digits: "nan".to_owned(),
            exponent: 0,
        };
        Some((Some(self.lexed(at..end, vec![reading], Role::Claim, false, end)), end))
    }

    /// The number that begins at a byte, and where the search goes on.
    fn number(&self, at: usize, before: Option<char>) -> Option<(Option<Lexed>, usize)> {
        if before.is_some_and(|c| is_word(c) || matches!(c, '^' | '\\' | '⁻')) {
            return None;
        }
        let (negative, start) = self.sign(at, before)?;
        if matches!(before, Some('.' | ',')) && self.continues(at) {
            return None;
        }
        let mantissa = mantissa::read(self.text, start, self.decimal_comma)?;
        if self.is_raised(at) {
            return Some((None, mantissa.end));
        }
        if self.text[start..mantissa.end] == *"10"
            && let Some(power) = exponents::power(self.text, mantissa.end, &['−'])
        {
            return Some(self.power_of_ten(at, negative, power));
        }
        let exponent = exponents::after(self.text, mantissa.end);
        let end = exponent.map_or(mantissa.end, |exponent| exponent.end);
        if self.masks.touch(&(at..mantissa.end)) {
            return Some((None, end));
        }
        let per_cent = self.per_cent(end);
        if per_cent.is_none() && self.is_glued(end) {
            return Some((None, end));
        }
        let readings = self.readings(&mantissa, exponent, negative == Some(true), at);
        if readings.is_empty() {
            return Some((None, end));
        }
        // A dot at the end is the sentence's, but in an array the number's.
        let array = readings[0].digits.ends_with('.');
        let shown =
            if mantissa.trailing_dot && exponent.is_none() && !array { end - 1 } else { end };
        let until = per_cent.unwrap_or(shown);
        let mut lexed = self.lexed(at..shown, readings, Role::Claim, exponent.is_some(), until);
        lexed.number.percent = per_cent.is_some();
        Some((Some(lexed), end.max(until)))
    }

    /// Whether there is a sign, whether it is a minus, and where the digits begin.
    fn sign(&self, at: usize, before: Option<char>) -> Option<(Option<bool>, usize)> {
        let first = self.text[at..].chars().next()?;
        if !SIGNS.contains(&first) {
            return Some((None, at));
        }
        // Behind a word or a bracket it joins or subtracts.
        if before.is_some_and(|c| is_word(c) || matches!(c, ')' | ']')) {
            return None;
        }
        let start = at + first.len_utf8();
        let digits = self.text[start..].starts_with(|c: char| c.is_ascii_digit() || c == '.');
        digits.then_some((Some(first != '+'), start))
    }

    /// Whether a dot or comma before a byte belongs to the number that ends before it.
    fn continues(&self, at: usize) -> bool {
        let mark = self.text[..at].chars().next_back();
        let before = self.text[..at].chars().rev().nth(1);
        match mark {
            // A list without blanks: `0.1,0.5`, unless the comma is a decimal one.
            Some(',') => self.decimal_comma && before.is_some_and(|c| c.is_ascii_digit()),
            _ => true,
        }
    }

    /// Whether a `^` stands before.
    fn is_raised(&self, at: usize) -> bool {
        self.text[..at].trim_end_matches(['{', '(', ' ']).ends_with('^')
    }

    fn power_of_ten(
        &self,
        at: usize,
        negative: Option<bool>,
        power: Exponent,
    ) -> (Option<Lexed>, usize) {
        let sign = if negative == Some(true) { "-" } else { "" };
        let Some(value) = parsed("1", power.value).map(|v| if sign.is_empty() { v } else { -v })
        else {
            return (None, power.end);
        };
        let reading = Reading {
            value,
            unit: 0.0,
            integer: false,
            digits: "1".to_owned(),
            exponent: power.value,
        };
        // "Five powers of ten, 10^5": a magnitude.
        let role = if power.value > 0 { Role::Masked } else { Role::Claim };
        let mut lexed = self.lexed(at..power.end, vec![reading], role, true, power.end);
        lexed.bare_power = true;
        (Some(lexed), power.end)
    }

    /// The byte behind a sign or word for per cent.
    fn per_cent(&self, end: usize) -> Option<usize> {
        let rest = &self.text[end..];
        let blank = rest.chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
        let open = usize::from(rest[blank..].starts_with('['));
        let at = end + blank + open;
        let rest = &self.text[at..];
        for sign in ["%", "\\%"] {
            if rest.starts_with(sign) {
                return Some(at + sign.len());
            }
        }
        let word = PER_CENT.iter().find(|word| starts_with_word(rest, word))?;
        Some(at + word.len())
    }

    /// Whether a letter follows that makes it no number: `3x`, `2c`.
    fn is_glued(&self, end: usize) -> bool {
        let rest = &self.text[end..];
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && !ENDINGS.iter().any(|ending| starts_with_word(rest, ending))
    }

    fn readings(
        &self,
        mantissa: &Mantissa,
        exponent: Option<Exponent>,
        negative: bool,
        at: usize,
    ) -> Vec<Reading> {
        let power = exponent.map_or(0, |exponent| exponent.value);
        let read = |digits: &String| {
            let value = parsed(digits, power)?;
            let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let unit = parsed("1", power.saturating_sub(decimals.min(99_999) as i32))?;
            Some(Reading {
                value: if negative { -value } else { value },
                unit,
                integer: !digits.contains('.') && exponent.is_none(),
                digits: digits.clone(),
                exponent: power,
            })
        };
        let mut readings: Vec<Reading> = mantissa.meanings.iter().filter_map(read).collect();
        if mantissa.trailing_dot && self.is_in_array(at, mantissa.end) {
            for reading in &mut readings {
                reading.digits.push('.');
                reading.unit = ARRAY_UNIT;
                reading.integer = false;
            }
        }
        readings
    }

    /// Whether `1.` stands in an array as NumPy prints it: `[1. 0.98]`.
    fn is_in_array(&self, at: usize, end: usize) -> bool {
        let before =
            self.text[..at].ends_with(|c: char| matches!(c, '[' | '(') || c.is_whitespace());
        let behind = self.text[end..].trim_start();
        let behind =
            behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | ')' | ']'));
        before && behind && tail(self.text, at, ARRAY_WINDOW).contains('[')
    }

    fn lexed(
        &self,
        span: Range<usize>,
        readings: Vec<Reading>,
        role: Role,
        scientific: bool,
        until: usize,
    ) -> Lexed {
        let number = Number {
            text: self.text[span.clone()].to_owned(),
            not_a_number: readings[0].value.is_nan(),
            span,
            readings,
            percent: false,
            scientific,
            coordinate: None,
            role,
        };
        Lexed { number, until, bare_power: false }
    }
}

/// A finite value of digits and an exponent.
fn parsed(digits: &str, exponent: i32) -> Option<f64> {
    let value: f64 = format!("{digits}e{exponent}").parse().ok()?;
    value.is_finite().then_some(value)
}
