use serde::Deserialize;

use super::UpdateRule;
use crate::arithmetic::Real;

/// Where the learning rate stands, and how the gradient enters the velocity.
///
/// With a constant rate the first two visit the same points up to rounding; after a change
/// of rate they differ (pytorch issue 1099).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MomentumForm {
    /// v ← γ·v + g; θ ← θ - η·v. `torch.optim.SGD`, `optax.trace`; the notebook's form.
    #[default]
    RateOutside,
    /// v ← γ·v + η·g; θ ← θ - v. Polyak 1964; Sutskever et al. 2013; Keras.
    RateInside,
    /// v ← γ·v + (1 - γ)·g; θ ← θ - η·v. An exponential average, equal to
    /// `RateOutside` at the rate η·(1 - γ) from a zero velocity.
    Average,
}

/// What gradient descent with momentum is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MomentumSettings {
    /// η.
    pub learning_rate: f64,
    /// γ, in 0..1.
    pub decay: f64,
    /// Which of the formulas.
    pub form: MomentumForm,
}

/// Gradient descent with momentum (heavy ball), velocity zero at the start.
///
/// Each product is rounded before its sum; nothing is fused. On a quadratic with curvature
/// λ it is stable for 0 < ηλ < 2(1 + γ) (`RateOutside`).
#[derive(Clone, Debug)]
pub struct Momentum<T> {
    learning_rate: T,
    decay: T,
    gradient_share: T,
    form: MomentumForm,
    velocity: Vec<T>,
}

impl<T: Real> Momentum<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: MomentumSettings, length: usize) -> Self {
        Self {
            learning_rate: T::constant(settings.learning_rate),
            decay: T::constant(settings.decay),
            gradient_share: T::constant(1.0 - settings.decay),
            form: settings.form,
            velocity: vec![T::zero(); length],
        }
    }
}

impl<T: Real> UpdateRule<T> for Momentum<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        for ((parameter, velocity), &g) in
            parameters.iter_mut().zip(&mut self.velocity).zip(gradient)
        {
            let carried = self.decay * *velocity;
            *velocity = match self.form {
                MomentumForm::RateOutside => carried + g,
                MomentumForm::RateInside => carried + self.learning_rate * g,
                MomentumForm::Average => carried + self.gradient_share * g,
            };
            *parameter = match self.form {
                MomentumForm::RateInside => *parameter - *velocity,
                _ => *parameter - self.learning_rate * *velocity,
            };
        }
    }
}
