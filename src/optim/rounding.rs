use serde::Deserialize;

use crate::arithmetic::Parameter;

/// How often a·b + c is rounded.
///
/// Over many steps the two drift apart by a few units in the last place, so a comparison by
/// bits has to name its choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Twice: the product, then the sum. NumPy, Python and plain Rust; PyTorch on processors
    /// without fused multiply-add.
    #[default]
    EachOperation,
    /// Once, by a fused multiply-add: PyTorch's AVX2 and AVX-512 builds.
    Fused,
}

impl Rounding {
    /// a·b + c.
    #[inline]
    pub(super) fn multiply_add<T: Parameter>(self, a: T, b: T, c: T) -> T {
        match self {
            Self::EachOperation => a * b + c,
            Self::Fused => a.multiply_add(b, c),
        }
    }

    /// PyTorch's `lerp`: `share` of the way from a to b, from whichever end is nearer.
    #[inline]
    pub(super) fn lerp<T: Parameter>(self, a: T, b: T, share: T) -> T {
        if share >= T::constant(0.5) {
            self.multiply_add(share - T::constant(1.0), b - a, b)
        } else {
            self.multiply_add(share, b - a, a)
        }
    }
}
