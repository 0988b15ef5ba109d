//! Closed intervals of f64 with outward rounding: what a printed number can stand for.

mod elementary;

use std::ops::{Add, Mul, Neg, Sub};

use crate::arithmetic::{Arithmetic, Square};

/// All reals between `low` and `high`, both included. `low <= high`, neither is NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// The interval between two bounds in either order; `None` if one is NaN.
    pub fn new(one: f64, other: f64) -> Option<Self> {
        if one.is_nan() || other.is_nan() {
            return None;
        }
        Some(Self { low: one.min(other), high: one.max(other) })
    }

    /// The lower bound.
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper bound.
    pub fn high(self) -> f64 {
        self.high
    }

    /// Whether `value` lies inside or on the bounds.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether the two have a point in common.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Bounds computed in rounded arithmetic, moved outwards by one unit in the last place,
    /// which covers the half unit that each rounding can lose. `inf - inf` and `0 * inf`
    /// give NaN; then nothing is known and the bound is infinite.
    fn outward(low: f64, high: f64) -> Self {
        let low = if low.is_nan() { f64::NEG_INFINITY } else { low.next_down() };
        let high = if high.is_nan() { f64::INFINITY } else { high.next_up() };
        Self { low, high }
    }
}

impl Add for Interval {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::outward(self.low + other.low, self.high + other.high)
    }
}

impl Sub for Interval {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Neg for Interval {
    type Output = Self;
    fn neg(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }
}

impl Mul for Interval {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let corners = [
            self.low * other.low,
            self.low * other.high,
            self.high * other.low,
            self.high * other.high,
        ];
        if corners.iter().any(|c| c.is_nan()) {
            return Self { low: f64::NEG_INFINITY, high: f64::INFINITY };
        }
        let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
        let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self::outward(low, high)
    }
}

impl Arithmetic for Interval {
    fn constant(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// Never negative, unlike `self * self`. The form does not matter: outward rounding
    /// covers `pow`'s last bit as well.
    fn square(self, _form: Square) -> Self {
        let magnitudes = [self.low.abs(), self.high.abs()];
        let largest = magnitudes[0].max(magnitudes[1]);
        let smallest = magnitudes[0].min(magnitudes[1]);
        let low = if self.contains(0.0) { 0.0 } else { (smallest * smallest).next_down().max(0.0) };
        Self { low, high: (largest * largest).next_up() }
    }
}
