use serde::Deserialize;

use super::Rounding;
use crate::arithmetic::Parameter;

/// How a weight decay λ enters a step. Biases decay like every other parameter: PyTorch's
/// optimisers do not know which is which.
///
/// For gradient descent the two are the same rule up to rounding. For Adam they are not: a
/// coupled decay is divided by the root of the second moment with the gradient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeightDecayForm {
    /// g ← g + λ·θ, before anything else: the gradient of the penalty λ/2·‖θ‖².
    /// `weight_decay` of `torch.optim.SGD` and `torch.optim.Adam`.
    #[default]
    Coupled,
    /// θ ← θ·(1 - η·λ), and then the step with g alone (Loshchilov and Hutter,
    /// arXiv 1711.05101). `torch.optim.AdamW`; `optax.adamw`, which subtracts η·λ·θ with the
    /// step.
    Decoupled,
}

/// The decay of one rule in its own number type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Decay<T> {
    /// λ = 0: not even a product with zero, which would turn an infinite θ into NaN.
    None,
    /// λ.
    Coupled(T),
    /// 1 - η·λ, computed in f64 and rounded once.
    Decoupled(T),
}

impl<T: Parameter> Decay<T> {
    pub(super) fn new(weight_decay: f64, form: WeightDecayForm, learning_rate: f64) -> Self {
        if weight_decay == 0.0 {
            return Self::None;
        }
        match form {
            WeightDecayForm::Coupled => Self::Coupled(T::constant(weight_decay)),
            WeightDecayForm::Decoupled => {
                Self::Decoupled(T::computed(1.0 - learning_rate * weight_decay))
            }
        }
    }

    /// The parameter and the gradient that the step proper starts from.
    #[inline]
    pub(super) fn apply(self, parameter: T, gradient: T, rounding: Rounding) -> (T, T) {
        match self {
            Self::None => (parameter, gradient),
            Self::Coupled(lambda) => {
                (parameter, rounding.multiply_add(lambda, parameter, gradient))
            }
            Self::Decoupled(kept) => (parameter * kept, gradient),
        }
    }
}
