//! f64 as other compilers and other hands evaluate the same formula.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Implementation;
use crate::arithmetic::{Arithmetic, Elementary, Parameter, Square};

/// A number that remembers that it is a product.
#[derive(Clone, Copy, Debug)]
pub(super) struct Remembering<const CONTRACTED: bool> {
    value: f64,
    factors: Option<[f64; 2]>,
}

/// A sum with a product is fused, as compilers for processors with the instruction may do
/// (`-ffp-contract=fast`, GCC's default; XLA's and Fortran's too).
pub(super) type Contracted = Remembering<true>;

/// A product of three factors begins from the right: a·(b·c) for (a·b)·c.
pub(super) type Regrouped = Remembering<false>;

impl<const CONTRACTED: bool> Remembering<CONTRACTED> {
    fn plain(value: f64) -> Self {
        Self { value, factors: None }
    }
}

impl<const CONTRACTED: bool> Add for Remembering<CONTRACTED> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let value = match (self.factors, other.factors) {
            (Some([a, b]), _) if CONTRACTED => libm::fma(a, b, other.value),
            (None, Some([a, b])) if CONTRACTED => libm::fma(a, b, self.value),
            _ => self.value + other.value,
        };
        Self::plain(value)
    }
}

impl<const CONTRACTED: bool> Sub for Remembering<CONTRACTED> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl<const CONTRACTED: bool> Mul for Remembering<CONTRACTED> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let [a, b] = match self.factors {
            Some([a, b]) if !CONTRACTED => [a, b * other.value],
            _ => [self.value, other.value],
        };
        Self { value: a * b, factors: Some([a, b]) }
    }
}

impl<const CONTRACTED: bool> Div for Remembering<CONTRACTED> {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        Self::plain(self.value / other.value)
    }
}

impl<const CONTRACTED: bool> Neg for Remembering<CONTRACTED> {
    type Output = Self;

    fn neg(self) -> Self {
        Self { value: -self.value, factors: self.factors.map(|[a, b]| [-a, b]) }
    }
}

impl<const CONTRACTED: bool> PartialEq for Remembering<CONTRACTED> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<const CONTRACTED: bool> PartialOrd for Remembering<CONTRACTED> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<const CONTRACTED: bool> Arithmetic for Remembering<CONTRACTED> {
    fn constant(value: f64) -> Self {
        Self::plain(value)
    }

    fn square(self, form: Square) -> Self {
        match form {
            Square::CLibraryPow => Self::plain(self.value.square(form)),
            Square::Product => Self::plain(self.value) * Self::plain(self.value),
        }
    }
}

/// No product is left of these.
impl<const CONTRACTED: bool> Elementary for Remembering<CONTRACTED> {
    fn cosine(self) -> Self {
        Self::plain(self.value.cosine())
    }

    fn sine(self) -> Self {
        Self::plain(self.value.sine())
    }

    fn sigmoid(self) -> Self {
        Self::plain(self.value.sigmoid())
    }

    fn softplus(self) -> Self {
        Self::plain(self.value.softplus())
    }

    fn power(self, exponent: u8, form: Square) -> Self {
        Self::plain(self.value.power(exponent, form))
    }

    fn divided_by(self, divisor: f64) -> Self {
        Self::plain(self.value / divisor)
    }
}

impl<const CONTRACTED: bool> Parameter for Remembering<CONTRACTED> {
    fn square_root(self) -> Self {
        Self::plain(self.value.sqrt())
    }

    fn multiply_add(self, factor: Self, summand: Self) -> Self {
        Self::plain(libm::fma(self.value, factor.value, summand.value))
    }
}

impl<const CONTRACTED: bool> Implementation for Remembering<CONTRACTED> {
    fn to_f64(self) -> f64 {
        self.value
    }

    fn forgetting(self) -> Self {
        Self::plain(self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_with_products_are_fused_and_products_regrouped() {
        let (a, b, c) = (0.1, 0.1, 0.01);
        let [x, y, z] = [a, b, c].map(Contracted::constant);
        assert_eq!((x * y - z).value, libm::fma(a, b, -c));
        assert_ne!((x * y - z).value, a * b - c);
        assert_eq!((z - x * y).value, libm::fma(-a, b, c));
        assert_eq!((z + y + x).value, c + b + a);
        let [x, y, z] = [a, b, c].map(Regrouped::constant);
        assert_eq!((x * y * z).value, a * (b * c));
        assert_ne!((x * y * z).value, a * b * c);
        assert_eq!((x * y - z).value, a * b - c);
    }
}
