//! Decimal numbers with room for every digit that matters.

use bigdecimal::num_bigint::BigInt;
use bigdecimal::{BigDecimal, Zero};

/// Digits kept of products, quotients and roots.
const DIGITS: u64 = 60;

/// A float as the decimal it is, without rounding.
pub fn exact(value: f64) -> BigDecimal {
    BigDecimal::try_from(value).expect("finite")
}

/// To [`DIGITS`] digits.
pub fn short(value: BigDecimal) -> BigDecimal {
    if value.is_zero() { value } else { value.with_prec(DIGITS) }
}

pub fn one() -> BigDecimal {
    BigDecimal::from(BigInt::from(1))
}

/// 1, x, x², …, `count` of them.
pub fn powers(x: &BigDecimal, count: usize) -> Vec<BigDecimal> {
    let next = |power: &BigDecimal| Some(short(power * x));
    std::iter::successors(Some(one()), next).take(count).collect()
}

/// How far a float is from a decimal.
pub fn off(value: f64, expected: &BigDecimal) -> f64 {
    let difference = exact(value) - expected;
    difference.to_string().parse::<f64>().expect("a number").abs()
}

/// Parsed from its digits, which is rounded once.
#[test]
fn decimals_tell_a_last_bit() {
    let third = one() / exact(3.0);
    let (near, next) = (1.0 / 3.0, (1.0_f64 / 3.0).next_up());
    assert!(off(near, &third) < 1e-16 / 3.0 && off(next, &third) > 3e-17);
    assert_eq!(off(0.1, &exact(0.1)), 0.0);
    assert!(off(0.1, &"0.1".parse().expect("a decimal")) > 0.0, "0.1 is no float");
}
