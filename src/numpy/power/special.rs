//! Arguments for which C's standard says what `pow` is, and subnormal or negative bases.

use super::algorithm::Logarithm;
use super::multiply_add::MultiplyAdd;

/// 2⁶³: every larger exponent gives 0, 1 or infinity.
const HUGE: f64 = (1_u64 << 63) as f64;

/// 2⁻⁶⁵: every smaller exponent gives a neighbour of 1.
const TINY: f64 = f64::from_bits((1023 - 65) << 52);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Parity {
    Fraction,
    Odd,
    Even,
}

/// Of a finite number.
fn parity(exponent: f64) -> Parity {
    /// From here on there are even numbers only.
    const EVEN_FROM: f64 = (1_u64 << 53) as f64;
    if exponent.abs() >= EVEN_FROM {
        Parity::Even
    } else if exponent.trunc() != exponent {
        Parity::Fraction
    } else if exponent as i64 & 1 == 1 {
        Parity::Odd
    } else {
        Parity::Even
    }
}

/// pow for every pair that is not of a normal positive base and an exponent of moderate size.
#[cold]
#[inline(never)]
pub(super) fn special<F: MultiplyAdd>(base: f64, exponent: f64) -> f64 {
    // Even where the other is NaN.
    if exponent == 0.0 || base == 1.0 {
        return 1.0;
    }
    if base.is_nan() || exponent.is_nan() {
        return f64::NAN;
    }
    if exponent.is_infinite() {
        return match base.abs() {
            1.0 => 1.0,
            magnitude if (magnitude > 1.0) == (exponent > 0.0) => f64::INFINITY,
            _ => 0.0,
        };
    }
    let parity = parity(exponent);
    let negative = base.is_sign_negative() && parity == Parity::Odd;
    let sign = u64::from(negative) << 63;
    if base == 0.0 || base.is_infinite() {
        let infinite = (base == 0.0) == (exponent < 0.0);
        let magnitude = if infinite { f64::INFINITY } else { 0.0 };
        return f64::from_bits(magnitude.to_bits() | sign);
    }
    if base < 0.0 && parity == Parity::Fraction {
        return f64::NAN;
    }
    let magnitude = base.abs();
    if exponent.abs() < TINY {
        return if magnitude > 1.0 { 1.0 + exponent } else { 1.0 - exponent };
    }
    if exponent.abs() >= HUGE {
        return match magnitude {
            1.0 => 1.0,
            _ if (magnitude > 1.0) == (exponent > 0.0) => f64::INFINITY,
            _ => 0.0,
        };
    }
    let bits = if magnitude < f64::MIN_POSITIVE {
        (magnitude * (1_u64 << 52) as f64).to_bits().wrapping_sub(52 << 52)
    } else {
        magnitude.to_bits()
    };
    Logarithm::of::<F>(bits).power::<F>(exponent, sign)
}
