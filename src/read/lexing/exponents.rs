//! Powers of ten behind a number, in all notations: `e-5`, `×10⁻⁵`, `\times 10^{-5}`, `*10**-5`.

/// An exponent and the byte behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Exponent {
    pub(in crate::read) value: i32,
    pub(in crate::read) end: usize,
}

/// Signs of multiplication.
const TIMES: [&str; 8] = ["\\times", "\\cdot", "×", "·", "⋅", "∙", "*", "x"];

/// More digits than any exponent has.
const DIGITS: usize = 6;

/// The exponent behind a mantissa that ends at a byte.
pub(in crate::read) fn after(text: &str, end: usize) -> Option<Exponent> {
    if let Some(rest) = text[end..].strip_prefix('e') {
        return signed(text, end + (text[end..].len() - rest.len()), &['-', '+', '−', '–']);
    }
    let at = skip_blanks(text, end);
    let times = TIMES.iter().find(|times| text[at..].starts_with(**times))?;
    let at = skip_blanks(text, at + times.len());
    text[at..].strip_prefix("10")?;
    power(text, at + 2, &['−', '–', '-'])
}

/// The exponent behind a 10 that ends at a byte; `signs` may stand before one that lost its
/// raising: `10−5`.
pub(in crate::read) fn power(text: &str, end: usize, signs: &[char]) -> Option<Exponent> {
    let blank = skip_blanks(text, end);
    if text[blank..].starts_with('^') {
        return bracketed(text, blank + 1);
    }
    if text[blank..].starts_with("**") {
        return bracketed(text, blank + 2);
    }
    let lost = || {
        let sign = text[end..].starts_with(signs);
        if sign { signed(text, end, signs) } else { None }
    };
    superscript(text, end).or_else(lost)
}

/// `{-5}`, `(-5)`, `-5`
fn bracketed(text: &str, at: usize) -> Option<Exponent> {
    let at = skip_blanks(text, at);
    let open = text[at..].starts_with(['{', '(']);
    let at = skip_blanks(text, at + usize::from(open));
    let found = signed(text, at, &['-', '+', '−', '–'])?;
    let end = skip_blanks(text, found.end);
    let closed = text[end..].starts_with(['}', ')']) && open;
    Some(if closed { Exponent { end: end + 1, ..found } } else { found })
}

/// A sign, blanks, digits.
fn signed(text: &str, at: usize, signs: &[char]) -> Option<Exponent> {
    let sign = text[at..].chars().next().filter(|c| signs.contains(c));
    let start = sign.map_or(at, |sign| skip_blanks(text, at + sign.len_utf8()));
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let value: i32 = text[start..start + digits.min(DIGITS)].parse().ok()?;
    let negative = sign.is_some_and(|sign| sign != '+');
    Some(Exponent { value: if negative { -value } else { value }, end: start + digits })
}

fn superscript(text: &str, at: usize) -> Option<Exponent> {
    const DIGITS_ABOVE: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mut value: i32 = 0;
    let mut negative = false;
    let mut end = at;
    let mut digits = 0;
    for character in text[at..].chars() {
        let digit = DIGITS_ABOVE.chars().position(|above| above == character);
        match digit {
            Some(digit) => {
                value = value.saturating_mul(10).saturating_add(digit as i32);
                digits += 1;
            }
            None if digits == 0 && matches!(character, '⁻' | '⁺') => {
                negative = character == '⁻'
            }
            None => break,
        }
        end += character.len_utf8();
    }
    (digits > 0).then_some(Exponent { value: if negative { -value } else { value }, end })
}

fn skip_blanks(text: &str, at: usize) -> usize {
    at + (text[at..].len() - text[at..].trim_start().len())
}
