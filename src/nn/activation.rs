use faer::{Mat, MatRef, zip};
use serde::Deserialize;

use super::Scalar;

/// The function between two layers, applied to every element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Activation {
    /// σ(z) = 1 / (1 + e⁻ᶻ). `torch.nn.Sigmoid`, which has exactly 0 where e⁻ᶻ overflows;
    /// here the exponential is always taken of -|z|, so that small values keep their digits.
    Sigmoid,
    /// max(z, 0). `torch.nn.ReLU`.
    Relu,
    /// z itself: the last layer, whose outputs are logits.
    Identity,
}

impl Activation {
    /// a = φ(z). NaN stays NaN.
    pub fn value<T: Scalar>(self, z: T) -> T {
        match self {
            Self::Sigmoid => {
                let decayed = num_traits::Float::exp(-num_traits::Float::abs(z));
                let numerator = if z < T::zero() { decayed } else { T::one() };
                numerator / (T::one() + decayed)
            }
            // A comparison that NaN fails, as in PyTorch.
            Self::Relu if z <= T::zero() => T::zero(),
            Self::Relu | Self::Identity => z,
        }
    }

    /// φ'(z), written with the *output* a = φ(z), which is what a net remembers.
    ///
    /// Sigmoid: a·(1 - a). ReLU: 1 where a > 0 and 0 elsewhere, at the kink too, as in
    /// PyTorch.
    pub fn derivative_at_output<T: Scalar>(self, a: T) -> T {
        match self {
            Self::Sigmoid => a * (T::one() - a),
            Self::Relu if a <= T::zero() => T::zero(),
            Self::Relu | Self::Identity => T::one(),
        }
    }

    /// φ of every element, B x O.
    pub fn forward<T: Scalar>(self, input: MatRef<'_, T>) -> Mat<T> {
        zip!(input).map(|faer::unzip!(z)| self.value(*z))
    }

    /// The gradient with respect to the input, B x O: `upstream` times φ' element by element.
    pub fn backward<T: Scalar>(self, output: MatRef<'_, T>, upstream: MatRef<'_, T>) -> Mat<T> {
        zip!(output, upstream).map(|faer::unzip!(a, g)| *g * self.derivative_at_output(*a))
    }
}
