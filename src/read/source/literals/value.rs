//! The values of a literal, with their places.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::read::source::pattern::pattern;

/// Brackets within brackets; results have a few.
const DEPTH_LIMIT: usize = 20;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[-+]?(?:(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan\b|NaN\b|inf\b|Infinity\b)")
});
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Za-z_][\w.]*"));

/// A value and the bytes that it stands in; of a text those between its quotes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Number,
    Words,
    /// `None`, `True` and the like.
    Other,
    /// A list, a tuple or an array.
    List(Vec<Value>),
    /// The bytes of each key, and its value.
    Dictionary(Vec<(Range<usize>, Value)>),
}

impl Value {
    /// The literal that a text is, and nothing else.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut parser = Parser { text, at: 0 };
        let value = parser.value(0)?;
        parser.blanks();
        (parser.at == text.len()).then_some(value)
    }

    /// The places of the numbers of a list that has nothing else.
    pub(super) fn numbers(&self) -> Option<Vec<Range<usize>>> {
        let Kind::List(values) = &self.kind else { return None };
        let number = |value: &Self| (value.kind == Kind::Number).then(|| value.range.clone());
        values.iter().map(number).collect()
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Steps over a sign, if it is next.
    fn take(&mut self, sign: char) -> bool {
        self.blanks();
        let is_next = self.rest().starts_with(sign);
        self.at += if is_next { sign.len_utf8() } else { 0 };
        is_next
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.blanks();
        let start = self.at;
        let first = self.rest().chars().next().filter(|_| depth < DEPTH_LIMIT)?;
        let kind = match first {
            '{' => self.dictionary(depth)?,
            '[' => self.list(']', depth)?,
            '(' => self.list(')', depth)?,
            '"' | '\'' => {
                let range = self.quoted(first)?;
                return Some(Value { range, kind: Kind::Words });
            }
            _ => match NUMBER.find(self.rest()).map(|number| number.len()) {
                Some(length) => {
                    self.at += length;
                    Kind::Number
                }
                None => return self.named(depth),
            },
        };
        Some(Value { range: start..self.at, kind })
    }

    fn quoted(&mut self, quote: char) -> Option<Range<usize>> {
        let start = self.at + quote.len_utf8();
        let length = self.text[start..].find(quote)?;
        self.at = start + length + quote.len_utf8();
        Some(start..start + length)
    }

    fn list(&mut self, close: char, depth: usize) -> Option<Kind> {
        self.at += 1;
        let mut values = Vec::new();
        while !self.take(close) {
            values.push(self.value(depth + 1)?);
            // NumPy puts but blanks between numbers.
            self.take(',');
        }
        Some(Kind::List(values))
    }

    fn dictionary(&mut self, depth: usize) -> Option<Kind> {
        self.at += 1;
        let mut entries = Vec::new();
        while !self.take('}') {
            let key = self.value(depth + 1)?.range;
            if !self.take(':') {
                return None;
            }
            let value = self.value(depth + 1)?;
            let more = self.take(',');
            entries.push((key, value));
            if !more && !self.rest().trim_start().starts_with('}') {
                return None;
            }
        }
        Some(Kind::Dictionary(entries))
    }

    /// A name, or a call: of a call the first argument counts, as in `np.float64(0.5)`.
    fn named(&mut self, depth: usize) -> Option<Value> {
        let start = self.at;
        self.at += WORD.find(self.rest())?.len();
        if !self.rest().starts_with('(') {
            return Some(Value { range: start..self.at, kind: Kind::Other });
        }
        self.at += 1;
        let argument = self.value(depth + 1)?;
        while self.take(',') {
            // `dtype=float32`
            self.blanks();
            self.at += WORD.find(self.rest()).map_or(0, |word| word.len());
            if self.take('=') {
                self.value(depth + 1)?;
            }
        }
        let closed = self.take(')');
        closed.then_some(Value { range: start..self.at, kind: argument.kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_python_and_json() {
        let text =
            "{'a': [1, -2.5e-3, nan], (1, 2): None, \"b\": tensor([0.5, 1.], dtype=float64)}";
        let value = Value::of(text).expect("a literal");
        let Kind::Dictionary(entries) = value.kind else { panic!("a dictionary") };
        let shown = |range: &Range<usize>| &text[range.clone()];
        let numbers = entries[0].1.numbers().expect("numbers");
        assert_eq!(numbers.iter().map(shown).collect::<Vec<_>>(), ["1", "-2.5e-3", "nan"]);
        assert_eq!(shown(&entries[1].0), "(1, 2)");
        assert_eq!(entries[2].1.numbers().map(|numbers| numbers.len()), Some(2));
    }

    #[test]
    fn what_is_no_literal() {
        for text in ["", "{", "{'a' 1}", "[1, 2} ", "{'a: 1}", "{'a': 1} x", &"[".repeat(50)] {
            assert_eq!(Value::of(text), None, "{text}");
        }
    }
}
