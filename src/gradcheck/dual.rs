use std::ops::{Add, Mul, Neg, Sub};

use crate::arithmetic::{Arithmetic, Square};

/// A number with its derivative along one direction: a + b·ε with ε² = 0.
///
/// A formula evaluated on these gives its own derivative, with rounding as the only error
/// (forward differentiation; Wengert 1964).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual {
    /// The number.
    pub value: f64,
    /// Its derivative.
    pub slope: f64,
}

impl Add for Dual {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { value: self.value + other.value, slope: self.slope + other.slope }
    }
}

impl Sub for Dual {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { value: self.value - other.value, slope: self.slope - other.slope }
    }
}

impl Mul for Dual {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let slope = self.slope * other.value + self.value * other.slope;
        Self { value: self.value * other.value, slope }
    }
}

impl Neg for Dual {
    type Output = Self;
    fn neg(self) -> Self {
        Self { value: -self.value, slope: -self.slope }
    }
}

impl Arithmetic for Dual {
    fn constant(value: f64) -> Self {
        Self { value, slope: 0.0 }
    }

    fn square(self, form: Square) -> Self {
        Self { value: self.value.square(form), slope: 2.0 * self.value * self.slope }
    }
}
