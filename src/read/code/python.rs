//! Literal values of Python source code: numbers, texts, lists, dictionaries.

use crate::claim::PrintedNumber;

/// Lists within lists; settings have two levels.
const DEPTH_LIMIT: usize = 8;

/// A literal value.
#[derive(Clone, Debug, PartialEq)]
pub enum PythonValue {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list or a tuple.
    List(Vec<PythonValue>),
    /// A dictionary with texts as keys.
    Dictionary(Vec<(String, PythonValue)>),
}

impl PythonValue {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The numbers of a list of numbers.
    pub fn numbers(&self) -> Option<Vec<f64>> {
        match self {
            Self::List(values) => values.iter().map(Self::number).collect(),
            _ => None,
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Dictionary(entries) => {
                entries.iter().find(|(own, _)| own == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

/// The value that a text begins with, and its bytes; `None` if it is no literal.
pub fn value(text: &str) -> Option<(PythonValue, usize)> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    // `2 * x` and `eta_d` are no literals.
    let rest = reader.rest().trim_start_matches([' ', '\t']);
    let ends = rest.is_empty() || rest.starts_with([',', ')', ']', '}', '\n', '\r', ';', '#', ':']);
    ends.then_some((value, reader.at))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn value(&mut self, depth: usize) -> Option<PythonValue> {
        self.blanks();
        let first = self.rest().chars().next()?;
        match first {
            _ if depth > DEPTH_LIMIT => None,
            '[' => self.list(']', depth),
            '(' => self.list(')', depth),
            '{' => self.dictionary(depth),
            '"' | '\'' => self.quoted(first).map(PythonValue::Text),
            _ => self.number(),
        }
    }

    fn number(&mut self) -> Option<PythonValue> {
        let base = self.factor()?;
        let Some(power) = self.rest().trim_start_matches(' ').strip_prefix("**") else {
            return Some(PythonValue::Number(base));
        };
        self.at = self.text.len() - power.trim_start_matches(' ').len();
        let exponent = self.factor()?;
        // Powers of ten are what their digits say, not what a product rounds to.
        let ten = base == 10.0 && exponent.fract() == 0.0;
        let value = if ten { format!("1e{exponent}").parse().ok()? } else { base.powf(exponent) };
        Some(PythonValue::Number(value))
    }

    /// A number, its digits grouped by `_` or not.
    fn factor(&mut self) -> Option<f64> {
        let rest = self.rest();
        let grouped =
            rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'_').count();
        let digits = rest[..grouped].replace('_', "");
        if digits.len() < grouped && !rest[grouped..].starts_with('.') {
            self.at += grouped;
            return digits.parse().ok();
        }
        let (number, length) = PrintedNumber::parse_start(rest).ok()?;
        self.at += length;
        Some(number.to_f64())
    }

    fn quoted(&mut self, mark: char) -> Option<String> {
        let inside = &self.rest()[1..];
        let length = inside.find([mark, '\n'])?;
        self.at += length + 2;
        inside[length..].starts_with(mark).then(|| inside[..length].to_owned())
    }

    fn list(&mut self, closing: char, depth: usize) -> Option<PythonValue> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.blanks();
            if self.rest().starts_with(closing) {
                self.at += 1;
                return Some(PythonValue::List(values));
            }
            values.push(self.value(depth + 1)?);
            self.blanks();
            if self.rest().starts_with(',') {
                self.at += 1;
            } else if !self.rest().starts_with(closing) {
                return None;
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<PythonValue> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.blanks();
            let first = self.rest().chars().next()?;
            match first {
                '}' => {
                    self.at += 1;
                    return Some(PythonValue::Dictionary(entries));
                }
                '"' | '\'' => {}
                _ => return None,
            }
            let key = self.quoted(first)?;
            self.blanks();
            if !self.rest().starts_with(':') {
                return None;
            }
            self.at += 1;
            entries.push((key, self.value(depth + 1)?));
            self.blanks();
            if self.rest().starts_with(',') {
                self.at += 1;
            } else if !self.rest().starts_with('}') {
                return None;
            }
        }
    }
}
