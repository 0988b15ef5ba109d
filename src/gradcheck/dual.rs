use std::ops::{Add, Mul, Neg, Sub};

use crate::arithmetic::{Arithmetic, Elementary, Square};

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

impl Elementary for Dual {
    fn cosine(self) -> Self {
        Self { value: self.value.cosine(), slope: -self.value.sine() * self.slope }
    }

    fn sine(self) -> Self {
        Self { value: self.value.sine(), slope: self.value.cosine() * self.slope }
    }

    fn sigmoid(self) -> Self {
        let value = self.value.sigmoid();
        Self { value, slope: value * (-self.value).sigmoid() * self.slope }
    }

    fn softplus(self) -> Self {
        Self { value: self.value.softplus(), slope: self.value.sigmoid() * self.slope }
    }

    fn power(self, exponent: u8, form: Square) -> Self {
        let below = (1..exponent).fold(1.0, |product, _| product * self.value);
        let slope = f64::from(exponent) * below * self.slope;
        Self { value: self.value.power(exponent, form), slope }
    }

    fn divided_by(self, divisor: f64) -> Self {
        Self { value: self.value / divisor, slope: self.slope / divisor }
    }
}
