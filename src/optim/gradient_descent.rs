use super::UpdateRule;
use crate::arithmetic::Parameter;

/// Gradient descent: θ ← θ - η·g.
///
/// The product is rounded before the subtraction; nothing is fused. The same formula in every
/// library (`optax.sgd`); the bits of `torch.optim.SGD`, which fuses, and its weight decay
/// are `MomentumSettings::pytorch(η, 0.0)`. On a quadratic with
/// curvature λ the error shrinks by |1 - ηλ| a step, so it diverges once η > 2/λ.
#[derive(Clone, Debug)]
pub struct GradientDescent<T> {
    learning_rate: T,
}

impl<T: Parameter> GradientDescent<T> {
    /// The rule at the rate η.
    pub fn new(learning_rate: T) -> Self {
        Self { learning_rate }
    }
}

impl<T: Parameter> UpdateRule<T> for GradientDescent<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        for (parameter, &g) in parameters.iter_mut().zip(gradient) {
            *parameter = *parameter - self.learning_rate * g;
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.learning_rate = T::constant(learning_rate);
        true
    }
}
