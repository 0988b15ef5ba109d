//! Sixteen numbers that go through the same operations. Every operation is rounded by itself and
//! acts on each lane alone, so a lane's bits do not depend on how many lanes a processor takes at
//! once.

use std::ops::{Add, Mul, Sub};

use super::number::Number;

/// Lanes in a group.
pub const LANES: usize = 16;

/// A group of numbers, aligned for the widest registers.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(64))]
pub struct Lanes<T>(pub [T; LANES]);

impl<T: Number> Lanes<T> {
    /// The same number in every lane.
    #[inline(always)]
    pub fn splat(value: T) -> Self {
        Self([value; LANES])
    }

    /// All zero.
    #[inline(always)]
    pub fn zero() -> Self {
        Self::splat(T::zero())
    }

    #[inline(always)]
    fn map(self, f: impl Fn(T) -> T) -> Self {
        let mut result = self;
        for lane in 0..LANES {
            result.0[lane] = f(self.0[lane]);
        }
        result
    }

    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(T, T) -> T) -> Self {
        let mut result = self;
        for lane in 0..LANES {
            result.0[lane] = f(self.0[lane], other.0[lane]);
        }
        result
    }

    /// The larger of each pair.
    #[inline(always)]
    pub fn larger(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { a } else { b })
    }

    /// Exponentials.
    #[inline(always)]
    pub fn exponential(self) -> Self {
        self.map(T::exponential)
    }

    /// 1 / (1 + e⁻ˣ).
    #[inline(always)]
    pub fn sigmoid(self) -> Self {
        self.map(|x| T::one() / (T::one() + (-x).exponential()))
    }

    /// Each lane, or zero where it is negative.
    #[inline(always)]
    pub fn positive_part(self) -> Self {
        self.map(|x| if x > T::zero() { x } else { T::zero() })
    }

    /// Each lane where `gate` is positive, else zero.
    #[inline(always)]
    pub fn where_positive(self, gate: Self) -> Self {
        self.zip(gate, |x, gate| if gate > T::zero() { x } else { T::zero() })
    }

    /// The sum over the lanes, halves upon halves.
    #[inline(always)]
    pub fn sum(self) -> T {
        self.fold(|a, b| a + b)
    }

    /// The largest lane.
    #[inline(always)]
    pub fn largest(self) -> T {
        self.fold(|a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    fn fold(self, f: impl Fn(T, T) -> T) -> T {
        let mut part = self.0;
        let mut half = LANES / 2;
        while half > 0 {
            for lane in 0..half {
                part[lane] = f(part[lane], part[lane + half]);
            }
            half /= 2;
        }
        part[0]
    }
}

impl<T: Number> Add for Lanes<T> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
}

impl<T: Number> Sub for Lanes<T> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
}

impl<T: Number> Mul for Lanes<T> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }
}

impl<T: Number> Mul<T> for Lanes<T> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, factor: T) -> Self {
        self.map(|a| a * factor)
    }
}
