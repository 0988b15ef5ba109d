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
    FORMULA_ROUNDINGS = 10.0,
        "Rounding of an objective's formulas in ε times their magnitude: none has more than twenty \
         operations in a row, each of which loses half an ε.";
    PUBLISHED = 1e-15,
        "A published value of 24.2 against f64, relative: a decimal that f64 does not hold.";
    CURVATURE = 1e-14,
        "Eigenvalues of a 2 x 2 Hessian by faer against the quadratic formula, relative to the \
         larger one: a few ε.";
    LEVELS = 1e-14,
        "Logarithmic spacing against powers, relative: an exponential of a rounded logarithm.";
    SUMS = 1e-13,
        "Sums of some tens of products of numbers of order 1 in f64: faer adds in the order that \
         the processor likes.";
    DIFFERENCES = 1e-7,
        "Central differences of a small net's loss with h = ε^⅓: h² and ε/h are both 4e-11, times \
         third derivatives and values of nets whose weights are at most 1 in layers at most five \
         wide.";
    ACTIVATION_SLOPE = 1e-9,
        "Central differences of an activation with h = ε^⅓, up to 30 from zero: ε·30/h.";
    LOSS_SLOPE = 1e-8,
        "Central differences of the cross-entropy with h = ε^⅓, logits up to 20: ε·40/h.";
    AGREEMENT = 1e-13,
        "Fused path against reference path in f64 after some steps, relative to the net's largest \
         parameter: orders of sums and fused products are all that differs. Seen: 3.4e-15.";
    REORDERED = 1e-11,
        "The same for any draw: where a gradient is close to zero, Adam's first step magnifies its \
         rounding η/ε = 1e5 times.";
    LOGIT_SUM = 1e-14,
        "The sum of a loss's gradient over ten logits, f64: ten roundings of numbers below 1, and \
         of the biases they are read from.";
    EARLY_LOSS = 2e-6,
        "Losses of the first 100 steps in f32 against PyTorch's: what PyTorch's own builds differ by.";
    LATE_LOSS = 1e-3,
        "The loss of step 6,000 in f32 against PyTorch's: with momentum, rounding has grown by then.";
    GRADIENT_NORM = 5e-6,
        "Gradient norms in f32 against PyTorch's, relative: what its own builds differ by.";
    DOUBLE = 1e-9,
        "Everything in f64 against PyTorch's, relative to 1: the order of sums is all that differs.";
    LIMIT = 1e-9,
        "A limit, or a limit cycle, after 600 steps that contract by a few hundredths each.";
    SMALL_GRADIENTS = 1e-7,
        "Adam's steps beside a formula that leaves out ε = 1e-8, or gradients as small as that, at \
         gradients of order 1.";
    RATE_OF_CONVERGENCE = 1e-12,
        "A rate of convergence read off five steps: a root of a few roundings in f64.";
    EIGEN = 1e-12,
        "A path on a quadratic along faer's eigenvectors, f64: sixty steps of a handful of roundings \
         of numbers of order 1 to 10, and eigenvectors that are orthogonal to a few ε.";
    RANDOM_ROUNDINGS = 16.0,
        "A checked rule's roundings, in the largest of six random ones of the same formula: other \
         orders of operations, and the luck of six draws.";
    LEAST_DETECTION = 10.0,
        "Size of what a property speaks of, in what rounding may do, below which a deviation of a \
         tenth could hide.";
    SCHEDULE = 8.0,
        "A schedule's rate, in ε of its first rate for each step so far: some multiply their way \
         through the steps.";
}
