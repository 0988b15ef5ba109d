//! Rule `grain`: whether such a number can exist at all.

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

/// Whether the text can come from a float32: it is a correct rounding of the nearest one, which
/// the shortest decimal that PyTorch's `.item()` prints always is.
pub fn is_float32(printed: &PrintedNumber) -> bool {
    let PrintedNumber::Finite(decimal) = printed else { return true };
    let narrow = decimal.to_f64() as f32;
    narrow.is_finite() && decimal.stands_for(f64::from(narrow))
}
