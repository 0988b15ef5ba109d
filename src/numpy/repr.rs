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
    let scientific = format!("{value:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if value == 0.0 || (-4..16).contains(&exponent) {
        return format!("{value:?}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}
