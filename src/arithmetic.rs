//! The numbers a formula can be evaluated on: f32, f64, and intervals.

mod elementary;

use std::fmt::{Debug, Display, LowerExp};
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_traits::Float;
use serde::Deserialize;

use crate::numpy;

pub use elementary::Elementary;

/// Which operation `x` squared stands for. The two agree for all but about one argument
/// in 1,200, and 100,000 steps of an optimiser turn that last bit into another result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Square {
    /// `pow(x, 2.0)` of the GNU C library: what Python's `x**2` is on a NumPy scalar.
    #[default]
    CLibraryPow,
    /// `x * x`, rounded once: what `x**2` is on a NumPy array, and in most other languages.
    Product,
}

/// What an objective's formula needs of a number.
pub trait Arithmetic:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
    + Elementary
{
    /// The nearest number of this type.
    fn constant(value: f64) -> Self;

    /// `self` squared by the named operation.
    fn square(self, form: Square) -> Self;
}

/// What an update rule needs of a number.
pub trait Parameter:
    Arithmetic + Div<Output = Self> + PartialOrd + Debug + Send + Sync + 'static
{
    /// A number that follows from settings by a formula in f64, such as 1 - β: its last bit hangs
    /// on how the formula is written.
    fn computed(value: f64) -> Self {
        Self::constant(value)
    }

    /// √self.
    fn square_root(self) -> Self;

    /// self·factor + summand, rounded once.
    fn multiply_add(self, factor: Self, summand: Self) -> Self;
}

/// A floating-point type that training and optimisers run on.
pub trait Real: Parameter + Float + Display + LowerExp + Default {
    /// `self` to a power as the GNU C library has it in f64, rounded to this type.
    fn c_library_pow(self, exponent: Self) -> Self;
}

impl Arithmetic for f64 {
    fn constant(value: f64) -> Self {
        value
    }

    #[inline]
    fn square(self, form: Square) -> Self {
        match form {
            Square::CLibraryPow => numpy::square(self),
            Square::Product => self * self,
        }
    }
}

impl Parameter for f64 {
    #[inline]
    fn square_root(self) -> Self {
        self.sqrt()
    }

    #[inline]
    fn multiply_add(self, factor: Self, summand: Self) -> Self {
        self.mul_add(factor, summand)
    }
}

impl Real for f64 {
    #[inline]
    fn c_library_pow(self, exponent: Self) -> Self {
        numpy::pow(self, exponent)
    }
}

impl Arithmetic for f32 {
    fn constant(value: f64) -> Self {
        value as f32
    }

    #[inline]
    fn square(self, form: Square) -> Self {
        match form {
            Square::CLibraryPow => Real::c_library_pow(self, 2.0),
            Square::Product => self * self,
        }
    }
}

impl Parameter for f32 {
    #[inline]
    fn square_root(self) -> Self {
        self.sqrt()
    }

    #[inline]
    fn multiply_add(self, factor: Self, summand: Self) -> Self {
        self.mul_add(factor, summand)
    }
}

impl Real for f32 {
    #[inline]
    fn c_library_pow(self, exponent: Self) -> Self {
        numpy::pow(f64::from(self), f64::from(exponent)) as f32
    }
}
