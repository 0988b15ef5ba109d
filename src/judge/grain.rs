//! Rule `grain`: whether such a number can exist at all.

use bigdecimal::num_bigint::BigInt;
use bigdecimal::{BigDecimal, RoundingMode};

use crate::claim::PrintedNumber;

/// Whether some k/`total` with k from 0 to `total` rounds to the printed number: an accuracy
/// on 10,000 images is k/10,000, so 96.345% is none.
pub fn is_share_of(printed: &PrintedNumber, total: u32) -> bool {
    let PrintedNumber::Finite(decimal) = printed else { return false };
    let (low, high) = decimal.ends();
    let total = BigDecimal::from(total);
    let zero = BigDecimal::from(0);
    let lowest = (low * &total).with_scale_round(0, RoundingMode::Ceiling).max(zero);
    let highest = (high * &total).with_scale_round(0, RoundingMode::Floor).min(total);
    lowest <= highest
}

/// Digits from which a text is a float32 printed in full rather than a rounding of one.
const FULL_PRINT: usize = 12;

/// Whether the text can come from a float32: the shortest decimal of one that was widened to a
/// float64, as PyTorch's `.item()` prints one, or with few digits a rounding of one.
pub fn is_float32(printed: &PrintedNumber) -> bool {
    let PrintedNumber::Finite(decimal) = printed else { return true };
    let wide = decimal.to_f64();
    let narrow = wide as f32;
    if decimal.significant_digits() < FULL_PRINT && decimal.stands_for(f64::from(narrow)) {
        return true;
    }
    let (mantissa, _) = decimal.value().as_bigint_and_scale();
    f64::from(narrow) == wide && (narrow.is_finite() || *mantissa == BigInt::from(0))
}
