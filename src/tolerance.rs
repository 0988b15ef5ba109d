//! Every tolerance of this crate and its tests, with its cause.
//!
//! Two computations that perform the same operations are compared by their bits. A number
//! stands here only where they cannot be: another order of sums, another formula, another
//! precision. A bound that a formula gives (so many roundings of a known size) is written
//! where it is used.

macro_rules! table {
    ($($name:ident = $value:expr, $cause:literal;)+) => {
        $(#[doc = $cause] pub const $name: f64 = $value;)+

        /// The whole table.
        pub const ALL: &[Tolerance] =
            &[$(Tolerance { name: stringify!($name), value: $value, cause: $cause }),+];
    };
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// The constant's name.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Why it is not zero, and what it is a share of.
    pub cause: &'static str,
}

table! {
    VALUE_ROUNDINGS = 16.0,
        "Rounding of one value of a checked function, in ε times its magnitude: a dozen \
         operations in a row, or the root of the 800 terms that reach a first layer.";
    LEAST_ORDER = 1.8,
        "Order of a Taylor remainder, 2 for a right gradient and 1 for a wrong one: a line through \
         three to five points a factor of two apart, each off by a thirtieth at most.";
    LEAST_MARGIN = 100.0,
        "Largest slope over largest error bar below which an error of a hundredth could hide.";
    ADJOINT = 1e-13,
        "⟨w, Jv⟩ = ⟨v, Jᵀw⟩ in f64, relative to the sum of magnitudes: two orders of the same sums.";
    FUSED_GRADIENT = 1e-13,
        "The fused step's gradient in f64 against the reference path's, relative to the largest \
         slope of the block: other orders of sums, another polynomial for the exponential.";
    SINGLE_GRADIENT = 1e-5,
        "A gradient in f32 against f64, relative to the largest slope of the block: ε = 1.2e-7 \
         times the sums of up to 784 terms in each layer that it passes.";
}
