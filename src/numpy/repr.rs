//! Python's `repr` of a float: the shortest decimal that reads back as the same bits.

/// The text Python prints for `value`.
///
/// Digits are the shortest that round-trip; positional for decimal exponents -4..=15,
/// otherwise scientific with at least two exponent digits. A float32 read as a float is
/// printed by widening it first, as PyTorch's `.item()` does.
pub fn repr(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let (digits, exponent) = shortest(value);
    if value == 0.0 || (-4..16).contains(&exponent) {
        let places = (digits_after_point(&digits) as i32 - exponent).max(1) as usize;
        return format!("{value:.places$}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// The shortest digits that read back as `value`, as `d.ddd`, and the decimal exponent.
///
/// Of two equally near candidates Rust takes the larger, Python and NumPy the one with an
/// even last digit: 1608882928643910.25 is `1608882928643910.2`. Such a tie needs an exact
/// expansion that ends one digit later, which only numbers printed positionally have; so
/// positional printing asks Rust for that many places, which rounds ties to even.
pub(super) fn shortest(value: f64) -> (String, i32) {
    let text = format!("{value:e}");
    match text.split_once('e') {
        Some((digits, exponent)) => (digits.to_owned(), exponent.parse().unwrap_or(0)),
        None => (text, 0),
    }
}

pub(super) fn digits_after_point(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, fraction)| fraction.len())
}
