use super::{Activation, Elementary};

/// The function of a layer's units, one by one: every one that a homework can name.
///
/// The fused step has those of [`Activation`]; [`Nonlinearity::fused`] says which.
///
/// ```
/// use verigrad::nn::{Activation, Nonlinearity};
///
/// let leaky = Nonlinearity::LeakyRelu { slope: 0.01 };
/// assert_eq!(leaky.value(-2.0), -0.02);
/// assert_eq!(leaky.derivative_at_output(-0.02), 0.01);
/// assert_eq!(Nonlinearity::from(Activation::Relu).fused(), Some(Activation::Relu));
/// assert_eq!(leaky.fused(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Nonlinearity {
    /// σ(z) = 1 / (1 + e⁻ᶻ). `torch.nn.Sigmoid`.
    Sigmoid,
    /// (eᶻ - e⁻ᶻ) / (eᶻ + e⁻ᶻ). `torch.nn.Tanh`.
    Tanh,
    /// max(z, 0). `torch.nn.ReLU`.
    Relu,
    /// z above 0, slope·z elsewhere. `torch.nn.LeakyReLU`, whose slope is 0.01 if not given.
    LeakyRelu {
        /// In 0..1.
        slope: f64,
    },
    /// z itself.
    Identity,
}

impl Nonlinearity {
    /// a = φ(z). NaN stays NaN.
    pub fn value<T: Elementary>(self, z: T) -> T {
        match self {
            Self::Sigmoid => {
                let decayed = (-z.abs()).exponential();
                let numerator = if z < T::zero() { decayed } else { T::one() };
                numerator / (T::one() + decayed)
            }
            Self::Tanh => z.hyperbolic_tangent(),
            // A comparison that NaN fails, as in PyTorch.
            Self::Relu if z <= T::zero() => T::zero(),
            Self::LeakyRelu { slope } if z <= T::zero() => T::constant(slope) * z,
            Self::Relu | Self::LeakyRelu { .. } | Self::Identity => z,
        }
    }

    /// φ'(z), written with the *output* a = φ(z): a·(1 - a); 1 - a²; 1 above 0, and 0 or the
    /// slope elsewhere, at the kink too, as in PyTorch; 1.
    pub fn derivative_at_output<T: Elementary>(self, a: T) -> T {
        match self {
            Self::Sigmoid => a * (T::one() - a),
            Self::Tanh => T::one() - a * a,
            Self::Relu if a <= T::zero() => T::zero(),
            Self::LeakyRelu { slope } if a <= T::zero() => T::constant(slope),
            Self::Relu | Self::LeakyRelu { .. } | Self::Identity => T::one(),
        }
    }

    /// Whether its derivative jumps at 0.
    pub fn has_kink(self) -> bool {
        matches!(self, Self::Relu | Self::LeakyRelu { .. })
    }

    /// The same in the fused step, if it has it.
    pub fn fused(self) -> Option<Activation> {
        match self {
            Self::Sigmoid => Some(Activation::Sigmoid),
            Self::Relu => Some(Activation::Relu),
            Self::Identity => Some(Activation::Identity),
            Self::Tanh | Self::LeakyRelu { .. } => None,
        }
    }
}

impl From<Activation> for Nonlinearity {
    fn from(activation: Activation) -> Self {
        match activation {
            Activation::Sigmoid => Self::Sigmoid,
            Activation::Relu => Self::Relu,
            Activation::Identity => Self::Identity,
        }
    }
}

/// What comes out of the last layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Output {
    /// φ of each unit; [`Nonlinearity::Identity`] leaves logits.
    Units(Nonlinearity),
    /// e^(zⱼ - M) / Σₖ e^(zₖ - M), M the largest. `torch.softmax(z, dim=1)`.
    Softmax,
}

impl Output {
    /// Logits, which [`Loss::CrossEntropy`](super::Loss) is usually taken of.
    pub const LOGITS: Self = Self::Units(Nonlinearity::Identity);

    /// From the last layer's sums z, O, to its outputs, in place.
    pub fn apply<T: Elementary>(self, units: &mut [T]) {
        match self {
            Self::Units(function) => units.iter_mut().for_each(|z| *z = function.value(*z)),
            Self::Softmax => {
                let largest = units.iter().fold(T::neg_infinity(), |most, &z| most.max(z));
                units.iter_mut().for_each(|z| *z = (*z - largest).exponential());
                let sum = units.iter().fold(T::zero(), |sum, &e| sum + e);
                units.iter_mut().for_each(|e| *e = *e / sum);
            }
        }
    }

    /// From ∂loss/∂a, O, to ∂loss/∂z, in place; a are the outputs. Softmax: aⱼ·(gⱼ - Σₖ aₖ·gₖ).
    pub fn pull_back<T: Elementary>(self, outputs: &[T], gradient: &mut [T]) {
        match self {
            Self::Units(Nonlinearity::Identity) => {}
            Self::Units(function) => {
                for (g, &a) in gradient.iter_mut().zip(outputs) {
                    *g = *g * function.derivative_at_output(a);
                }
            }
            Self::Softmax => {
                let products = gradient.iter().zip(outputs);
                let mean = products.fold(T::zero(), |sum, (&g, &a)| sum + g * a);
                for (g, &a) in gradient.iter_mut().zip(outputs) {
                    *g = a * (*g - mean);
                }
            }
        }
    }
}
