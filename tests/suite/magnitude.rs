//! Error bounds for polynomials, from the polynomial itself.

use std::ops::{Add, Mul, Neg, Sub};

use verigrad::arithmetic::{Arithmetic, Elementary, Square};

/// A number on which every sum adds magnitudes and nothing cancels.
///
/// A polynomial evaluated on it is the one with all coefficients made positive. At |x| + 1
/// that bounds, at x, the value of every intermediate result and every Taylor coefficient
/// f⁽ᵏ⁾(x)/k!: expand Σ|cₙ|(|x| + 1)ⁿ by the binomial theorem.
#[derive(Clone, Copy, Debug)]
pub struct Magnitude(pub f64);

impl Magnitude {
    /// One more than the magnitude of each coordinate.
    pub fn around(point: [f64; 2]) -> [Self; 2] {
        point.map(|coordinate| Self(coordinate.abs() + 1.0))
    }
}

impl Add for Magnitude {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Magnitude {
    type Output = Self;
    #[expect(clippy::suspicious_arithmetic_impl, reason = "magnitudes add whatever the sign")]
    fn sub(self, other: Self) -> Self {
        self + other
    }
}

impl Mul for Magnitude {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self(self.0 * other.0)
    }
}

impl Neg for Magnitude {
    type Output = Self;
    fn neg(self) -> Self {
        self
    }
}

impl Arithmetic for Magnitude {
    fn constant(value: f64) -> Self {
        Self(value.abs())
    }

    fn square(self, _form: Square) -> Self {
        self * self
    }
}

/// Not polynomials: what bounds value, rounding and Taylor coefficients instead.
impl Elementary for Magnitude {
    /// Of 2πx, the only argument there is: the largest (2π)ᵏ/k! is 85.5.
    fn cosine(self) -> Self {
        Self(86.0)
    }

    fn sine(self) -> Self {
        Self(86.0)
    }

    /// Of a sum of weights times data of at most 2: no coefficient is above 1.
    fn sigmoid(self) -> Self {
        Self(1.0 + self.0)
    }

    fn softplus(self) -> Self {
        Self(1.0 + self.0)
    }

    fn power(self, exponent: u8, _form: Square) -> Self {
        Self(self.0.powi(i32::from(exponent)))
    }

    fn divided_by(self, divisor: f64) -> Self {
        Self(self.0 / divisor)
    }
}
