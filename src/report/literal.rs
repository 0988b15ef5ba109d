//! Finds the numbers in a text: decimals in every notation, arrays, chains of layer sizes; and
//! what looks like a number but cannot be read with certainty, with the reason.

use std::ops::Range;

use super::thousands::separated;
use crate::claim::{Printed, PrintedNumber};

/// Bytes within which a bracket must be closed.
const ARRAY_LIMIT: usize = 2_000;

/// TeX around and between the elements of an array that is not of its numbers.
const TEX_SPACES: [&str; 9] = ["\\right", "\\quad", "\\,", "\\;", "\\:", "\\!", "\\ ", "~", "$"];

/// A number as it stands in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// Its bytes.
    pub span: Range<usize>,
    /// What it is.
    pub value: LiteralValue,
    /// What stands before it.
    pub relation: Relation,
}

/// What a literal is.
#[derive(Clone, Debug, PartialEq)]
pub enum LiteralValue {
    /// One number or an array.
    Printed(Printed),
    /// The same after a letter was taken for the digit it looks like: the repaired text.
    Repaired(Printed, String),
    /// Sizes of layers or sides, `784 → 30 → 10`.
    Chain(Vec<u64>),
    /// A whole number with separators, `100,000`: its digits.
    Separated(String),
    /// Not readable with certainty: why.
    Unclear(&'static str),
}

/// What a number is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The quantity, or about it.
    Equal,
    /// A bound on it.
    Bound,
    /// What it varies by.
    Spread,
}

/// The numbers of a text, in order.
pub fn literals(text: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    let (mut at, mut before) = (0, ' ');
    while let Some(character) = text[at..].chars().next() {
        let end = match literal(text, at, before) {
            Some((value, end)) => {
                let relation = relation(&text[..at]);
                found.push(Literal { span: at..end, value, relation });
                end
            }
            // The rest of a word is no number: `log10`, `conv2d`, `v1.2`.
            None if character.is_alphanumeric() || character == '_' => at + word(&text[at..]),
            None => at + character.len_utf8(),
        };
        before = text[..end].chars().next_back().unwrap_or(' ');
        at = end;
    }
    found
}

fn literal(text: &str, at: usize, before: char) -> Option<(LiteralValue, usize)> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    if matches!(first, '[' | '(') {
        return array(rest, first).map(|(value, length)| (value, at + length));
    }
    if before.is_alphanumeric() || before == '_' {
        return None;
    }
    if matches!(first, 'l' | 'I' | 'O') {
        let run = rest.len() - rest.trim_start_matches(is_of_a_number).len();
        return repaired(&rest[..run]).map(|(value, length)| (value, at + length));
    }
    let sign = is_sign(first);
    if sign && (matches!(before, ')' | ']' | '}' | '.') || first == before) {
        return None;
    }
    let unsigned = if sign { &rest[first.len_utf8()..] } else { rest };
    let decimal = unsigned.strip_prefix('.').unwrap_or(unsigned);
    if !decimal.starts_with(|c: char| c.is_ascii_digit()) {
        return word_literal(rest, unsigned).map(|(value, length)| (value, at + length));
    }
    number(rest, unsigned).map(|(value, length)| (value, at + length))
}

/// `nan`, `inf`, and a scalar in the wrapping of NumPy or PyTorch.
fn word_literal(rest: &str, unsigned: &str) -> Option<(LiteralValue, usize)> {
    let starts = ["nan", "inf", "np.", "numpy.", "tensor(", "torch."];
    let head = unsigned.get(..3).unwrap_or(unsigned).to_ascii_lowercase();
    if !starts.iter().any(|start| head.starts_with(start.get(..3).unwrap_or(start))) {
        return None;
    }
    let (number, length) = PrintedNumber::parse_start(rest).ok()?;
    let ends = !rest[length..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    ends.then_some((LiteralValue::Printed(Printed::Number(number)), length))
}

fn number(rest: &str, unsigned: &str) -> Option<(LiteralValue, usize)> {
    let unclear = |why: &'static str, length: usize| Some((LiteralValue::Unclear(why), length));
    if let Some((digits, length)) = separated(unsigned) {
        let minus = unsigned.len() < rest.len() && !rest.starts_with('+');
        let digits = if minus { format!("-{digits}") } else { digits };
        let length = length + rest.len() - unsigned.len();
        return Some((LiteralValue::Separated(digits), length));
    }
    if let Some((sizes, length)) = chain(unsigned) {
        return (unsigned.len() == rest.len()).then_some((LiteralValue::Chain(sizes), length));
    }
    let run = rest.len() - rest.trim_start_matches(is_of_a_number).len();
    let Ok((number, length)) = PrintedNumber::parse_start(rest) else {
        return unclear("it breaks off or has a sign that is not readable", run.max(1));
    };
    let after = &rest[length..];
    let spaced = after.trim_start_matches([' ', '\u{a0}']);
    let exponent = |text: &str| {
        let mut characters = text.chars();
        matches!(characters.next(), Some('e' | 'E'))
            && characters.next().is_some_and(is_sign)
            && characters.next().is_some_and(|c| c.is_ascii_digit())
    };
    if exponent(spaced) {
        return unclear("its exponent stands apart", length);
    }
    let times = spaced.strip_prefix(['×', 'x', '*', '·']).map(|rest| rest.trim_start());
    if times.is_some_and(|rest| {
        rest.starts_with("10") && !rest[2..].starts_with(|c: char| c.is_ascii_digit())
    }) {
        return unclear("its power of ten is not readable", length);
    }
    if after.starts_with('.') && after[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return unclear("it has more than one point", run);
    }
    if after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return repaired(&rest[..run]).or_else(|| unclear("letters follow it", length));
    }
    Some((LiteralValue::Printed(Printed::Number(number)), length))
}

/// A number in which a letter stands for the digit it looks like, `l.08`, `0.963S`.
fn repaired(run: &str) -> Option<(LiteralValue, usize)> {
    let run = run.trim_end_matches(['.', ',', '-', '+']);
    let looks = |c: char| match c {
        'l' | 'I' => '1',
        'O' | 'o' => '0',
        'S' => '5',
        other => other,
    };
    let digits = run.chars().filter(char::is_ascii_digit).count();
    let text: String = run.chars().map(looks).collect();
    if text == run || digits < 2 || !text.contains('.') {
        return None;
    }
    let number = PrintedNumber::parse(&text).ok()?;
    Some((LiteralValue::Repaired(Printed::Number(number), text), run.len()))
}

/// `[1. 1.]`, `[0.99, 0.98]`, `(0.99, 0.98)`.
fn array(rest: &str, opening: char) -> Option<(LiteralValue, usize)> {
    let closing = if opening == '[' { ']' } else { ')' };
    let mut limit = ARRAY_LIMIT.min(rest.len());
    while !rest.is_char_boundary(limit) {
        limit -= 1;
    }
    let inside = &rest[1..limit];
    let numeric = |c: char| is_of_a_number(c) || c.is_whitespace() || ",()_{}\\*×^$".contains(c);
    let length = inside.find([closing, opening])?;
    let inside = &inside[..length];
    let wrapped = inside.contains('(');
    let (inside, length) = if wrapped && opening == '[' {
        let end = rest.find("]")?;
        (&rest[1..end], end - 1)
    } else {
        (inside, length)
    };
    if !inside.contains(|c: char| c.is_ascii_digit() || c == 'n' || c == 'N')
        || !inside.chars().all(|c| numeric(c) || c.is_ascii_alphabetic())
    {
        return None;
    }
    let whole = length + 2;
    if inside.contains("...") && opening == '[' {
        return Some((LiteralValue::Unclear("elements were left out"), whole));
    }
    if opening == '(' && (!inside.contains(',') || separated(inside.trim()).is_some()) {
        return None;
    }
    let spaced = TEX_SPACES.iter().fold(inside.to_owned(), |text, space| text.replace(space, " "));
    let joined: Vec<&str> = spaced.split_whitespace().collect();
    match Printed::parse(&format!("[{}]", joined.join(" "))) {
        Ok(array @ Printed::Array(_)) => Some((LiteralValue::Printed(array), whole)),
        _ => None,
    }
}

/// `784 → 30 → 10`, `784-30-10`, `28×28`.
fn chain(text: &str) -> Option<(Vec<u64>, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    const LINKS: [&str; 8] = ["→", "->", "\\rightarrow", "\\to", "⟶", "×", "x", "\\times"];
    let mut length = digits(text);
    let mut sizes: Vec<u64> = vec![text[..length].parse().ok()?];
    let mut kind: Option<&str> = None;
    loop {
        let rest = &text[length..];
        let spaced = rest.trim_start_matches([' ', '\u{a0}', '$', '\n']);
        let link = LINKS.iter().find(|link| spaced.starts_with(**link));
        let (link, next) = match link {
            Some(link) => {
                (*link, spaced[link.len()..].trim_start_matches([' ', '\u{a0}', '$', '\n']))
            }
            None => match rest.strip_prefix(['-', '–']) {
                Some(next) => ("-", next),
                None => break,
            },
        };
        if kind.is_some_and(|kind| kind != link) {
            // `1x10-4` is a power of ten that lost its shape.
            if sizes.last() == Some(&10) {
                return None;
            }
            break;
        }
        kind = Some(link);
        let count = digits(next);
        // `1x10^-4` is a number, `64-10.5` a range.
        let power = next[count..].starts_with(['^', '*', '.', '⁻', '<', 'e'])
            && !next[count..].trim_start_matches(['*', '.']).starts_with([' ', '\n', ')'])
            && next.len() > count + 1;
        let Some(size) = next[..count].parse().ok().filter(|_| !power) else { break };
        sizes.push(size);
        length = text.len() - next.len() + count;
    }
    let enough = if kind == Some("-") { 3 } else { 2 };
    let ends = !text[length..].starts_with(|c: char| c.is_alphanumeric());
    (sizes.len() >= enough && ends).then_some((sizes, length))
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{ff0d}')
}

fn is_of_a_number(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '.' || is_sign(c)
}

fn word(text: &str) -> usize {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    let mut length = text.len() - text.trim_start_matches(inside).len();
    // `v1.2.3`
    while let Some(rest) = text[length..].strip_prefix('.')
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && text[..length].ends_with(|c: char| c.is_ascii_digit())
    {
        length += 1 + rest.len() - rest.trim_start_matches(inside).len();
    }
    length
}

fn relation(before: &str) -> Relation {
    let before = before.trim_end_matches([' ', '$', '*', '`', '\u{a0}']);
    let ends = |marks: &[&str]| marks.iter().any(|mark| before.ends_with(mark));
    if ends(&["±", "\\pm", "+/-"]) {
        Relation::Spread
    } else if ends(&["->", "=>"]) {
        Relation::Equal
    } else if ends(&[
        "<", ">", "≤", "≥", "\\le", "\\ge", "\\leq", "\\geq", "\\lt", "\\gt", "<=", ">=",
    ]) {
        Relation::Bound
    } else {
        Relation::Equal
    }
}
