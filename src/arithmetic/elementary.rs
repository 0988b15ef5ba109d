//! What a formula can hold beside sums, products and squares.

use super::Square;
use crate::numpy;

/// Elementary functions of a number.
///
/// In f64 they are the GNU C library's to the bit, on every platform ([`numpy`]); in f32 they are
/// taken in f64 and rounded.
pub trait Elementary: Sized {
    /// cos x.
    fn cosine(self) -> Self;

    /// sin x.
    fn sine(self) -> Self;

    /// 1 / (1 + exp(-x)).
    fn sigmoid(self) -> Self;

    /// ln(1 + exp x) as max(x, 0) + log1p(exp(-|x|)), which never overflows.
    fn softplus(self) -> Self;

    /// xⁿ for n of 2 or more: as Python's `x**n` of a scalar, or as a product from the left.
    fn power(self, exponent: u8, form: Square) -> Self;

    /// x / divisor, rounded once.
    fn divided_by(self, divisor: f64) -> Self;
}

impl Elementary for f64 {
    fn cosine(self) -> Self {
        numpy::cos(self)
    }

    fn sine(self) -> Self {
        numpy::sin(self)
    }

    fn sigmoid(self) -> Self {
        1.0 / (1.0 + numpy::exp(-self))
    }

    fn softplus(self) -> Self {
        self.max(0.0) + numpy::log1p(numpy::exp(-self.abs()))
    }

    fn power(self, exponent: u8, form: Square) -> Self {
        match form {
            Square::CLibraryPow => numpy::pow(self, f64::from(exponent)),
            Square::Product => (1..exponent).fold(self, |product, _| product * self),
        }
    }

    fn divided_by(self, divisor: f64) -> Self {
        self / divisor
    }
}

impl Elementary for f32 {
    fn cosine(self) -> Self {
        f64::from(self).cosine() as f32
    }

    fn sine(self) -> Self {
        f64::from(self).sine() as f32
    }

    fn sigmoid(self) -> Self {
        f64::from(self).sigmoid() as f32
    }

    fn softplus(self) -> Self {
        f64::from(self).softplus() as f32
    }

    fn power(self, exponent: u8, form: Square) -> Self {
        f64::from(self).power(exponent, form) as f32
    }

    fn divided_by(self, divisor: f64) -> Self {
        (f64::from(self) / divisor) as f32
    }
}
