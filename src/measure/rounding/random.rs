//! f64 with every operation rounded up or down at random: Monte Carlo arithmetic.

use std::cell::Cell;
use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Implementation;
use crate::arithmetic::{Arithmetic, Elementary, Parameter, Square};

thread_local! {
    /// The state of this thread's generator.
    static STATE: Cell<u64> = const { Cell::new(0) };
}

/// Starts this thread's random bits anew.
pub(super) fn seed(sample: u64) {
    // SplitMix64's mixing, so that neighbouring samples have nothing in common.
    let mixed = (sample + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    STATE.set(mixed ^ (mixed >> 27));
}

/// The top bit of a linear congruential generator (Knuth's MMIX, period 2⁶⁴).
#[inline(always)]
fn coin() -> bool {
    STATE.with(|state| {
        let next = state
            .get()
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.set(next);
        next >> 63 == 1
    })
}

/// A number whose every operation gives one of the two neighbours of the exact result, each in
/// half of all cases, and the exact result where it is a number.
///
/// The side on which the exact result lies is the sign of the remainder of an error-free
/// transformation: Knuth's sum, Dekker's product, and products with the quotient and the root.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RandomlyRounded(f64);

/// `nearest`, or its neighbour beyond the exact result, which is `nearest` + `remainder`.
#[inline(always)]
fn either(nearest: f64, remainder: f64) -> RandomlyRounded {
    let up = remainder > 0.0;
    // Not finite, or exact.
    if !(up || remainder < 0.0) || !nearest.is_finite() {
        return RandomlyRounded(nearest);
    }
    let other = if up { nearest.next_up() } else { nearest.next_down() };
    RandomlyRounded(if coin() { other } else { nearest })
}

/// a·b = product + remainder, exactly (Dekker 1971), unless it over- or underflows.
#[inline(always)]
fn exact_product(a: f64, b: f64) -> (f64, f64) {
    /// 2²⁷ + 1.
    const SPLITTER: f64 = 134_217_729.0;
    let split = |x: f64| {
        let shifted = SPLITTER * x;
        let top = shifted - (shifted - x);
        (top, x - top)
    };
    let product = a * b;
    let ((a_top, a_rest), (b_top, b_rest)) = (split(a), split(b));
    let remainder = ((a_top * b_top - product) + a_top * b_rest + a_rest * b_top) + a_rest * b_rest;
    (product, remainder)
}

impl Add for RandomlyRounded {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        let (a, b) = (self.0, other.0);
        let sum = a + b;
        let from_b = sum - a;
        either(sum, (a - (sum - from_b)) + (b - from_b))
    }
}

impl Sub for RandomlyRounded {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for RandomlyRounded {
    type Output = Self;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        let (product, remainder) = exact_product(self.0, other.0);
        either(product, remainder)
    }
}

impl Div for RandomlyRounded {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        let quotient = self.0 / other.0;
        let (product, rest) = exact_product(quotient, other.0);
        let remainder = (self.0 - product) - rest;
        either(quotient, if other.0 < 0.0 { -remainder } else { remainder })
    }
}

impl Neg for RandomlyRounded {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl PartialOrd for RandomlyRounded {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.0.partial_cmp(&other.0)
    }
}

impl Arithmetic for RandomlyRounded {
    #[inline(always)]
    fn constant(value: f64) -> Self {
        Self(value)
    }

    /// Whatever the form: `pow` and the product are both a neighbour of the exact square.
    #[inline(always)]
    fn square(self, _form: Square) -> Self {
        self * self
    }
}

/// The function's value or either neighbour: libraries are off by up to a unit.
impl Elementary for RandomlyRounded {
    fn cosine(self) -> Self {
        Self::computed(self.0.cosine())
    }

    fn sine(self) -> Self {
        Self::computed(self.0.sine())
    }

    fn sigmoid(self) -> Self {
        Self::computed(self.0.sigmoid())
    }

    fn softplus(self) -> Self {
        Self::computed(self.0.softplus())
    }

    fn power(self, exponent: u8, form: Square) -> Self {
        Self::computed(self.0.power(exponent, form))
    }

    fn divided_by(self, divisor: f64) -> Self {
        self / Self(divisor)
    }
}

impl Parameter for RandomlyRounded {
    /// The number or either neighbour: of a formula only the result is known.
    fn computed(value: f64) -> Self {
        match (coin(), coin()) {
            (true, true) => Self(value.next_up()),
            (true, false) => Self(value.next_down()),
            _ => Self(value),
        }
    }

    #[inline(always)]
    fn square_root(self) -> Self {
        let root = self.0.sqrt();
        let (product, rest) = exact_product(root, root);
        either(root, (self.0 - product) - rest)
    }

    fn multiply_add(self, factor: Self, summand: Self) -> Self {
        self * factor + summand
    }
}

impl Implementation for RandomlyRounded {
    fn to_f64(self) -> f64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both neighbours of the exact result, in about half of the cases each.
    fn two_neighbours(of: impl Fn() -> RandomlyRounded, low: f64) {
        seed(3);
        let found: Vec<f64> = (0..1000).map(|_| of().0).collect();
        let lows = found.iter().filter(|&&value| value == low).count();
        let highs = found.iter().filter(|&&value| value == low.next_up()).count();
        assert_eq!(lows + highs, 1000, "{low:e}: {:?}", &found[..4]);
        assert!((400..600).contains(&lows), "{lows}");
    }

    #[test]
    fn every_operation_gives_either_neighbour() {
        let number = RandomlyRounded;
        let tiny = f64::EPSILON / 8.0;
        two_neighbours(|| number(1.0) + number(tiny), 1.0);
        two_neighbours(|| number(1.0) - number(tiny), 1.0_f64.next_down());
        two_neighbours(|| number(-tiny) - number(1.0), -1.0_f64.next_up());
        // 0.1 · 3 lies above the double below 0.30000000000000004.
        two_neighbours(|| number(0.1) * number(3.0), 0.30000000000000004_f64.next_down());
        two_neighbours(|| number(1.0) / number(3.0), 1.0 / 3.0);
        two_neighbours(|| number(1.0) / number(-3.0), -(1.0_f64 / 3.0).next_up());
        two_neighbours(|| number(2.0).square_root(), 2.0_f64.sqrt().next_down());
    }

    #[test]
    fn exact_results_stay() {
        let number = RandomlyRounded;
        for _ in 0..100 {
            assert_eq!(number(1.5) + number(2.25), number(3.75));
            assert_eq!(number(1.5) * number(-2.5), number(-3.75));
            assert_eq!(number(3.75) / number(-2.5), number(-1.5));
            assert_eq!(number(2.25).square_root(), number(1.5));
            assert_eq!(number(f64::INFINITY) + number(1.0), number(f64::INFINITY));
            assert_eq!(number(1e200) * number(1e200), number(f64::INFINITY));
            assert!((number(f64::INFINITY) - number(f64::INFINITY)).0.is_nan());
        }
    }
}
