use serde::Deserialize;

use super::weight_decay::Decay;
use super::{Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Parameter;

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
    /// γ, in 0..1; at 0 this is gradient descent.
    pub decay: f64,
    /// Which of the formulas.
    pub form: MomentumForm,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl MomentumSettings {
    /// The notebook's: the rate outside, no weight decay, every operation rounded.
    pub fn new(learning_rate: f64, decay: f64) -> Self {
        Self {
            learning_rate,
            decay,
            form: MomentumForm::RateOutside,
            weight_decay: 0.0,
            weight_decay_form: WeightDecayForm::Coupled,
            rounding: Rounding::EachOperation,
        }
    }

    /// `torch.optim.SGD(lr, momentum)`, bit for bit as on a processor with fused
    /// multiply-add. A decay of 0 is `torch.optim.SGD(lr)`.
    pub fn pytorch(learning_rate: f64, decay: f64) -> Self {
        Self { rounding: Rounding::Fused, ..Self::new(learning_rate, decay) }
    }
}

/// Gradient descent with momentum (heavy ball), velocity zero at the start.
///
/// In this order, for `RateOutside` with a coupled weight decay (skipped when λ is 0):
///
/// ```text
/// g ← λ·θ + g          fused if so set
/// v ← γ·v + g          each operation rounded, always
/// θ ← θ - η·v          fused if so set
/// ```
///
/// The velocity is not fused because PyTorch makes it with two calls, `mul_` and `add_`.
/// PyTorch has no zero velocity: its buffer starts as a copy of the first gradient. That is
/// the same thing, γ·0 + g = g exactly, as long as there is no dampening (which scales
/// every gradient but the first; [`MomentumForm::Average`] scales them all).
///
/// On a quadratic with curvature λ it is stable for 0 < ηλ < 2(1 + γ) (`RateOutside`).
#[derive(Clone, Debug)]
pub struct Momentum<T> {
    learning_rate: T,
    decay: T,
    gradient_share: T,
    form: MomentumForm,
    weight_decay: Decay<T>,
    rounding: Rounding,
    velocity: Vec<T>,
    settings: MomentumSettings,
}

impl<T: Parameter> Momentum<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: MomentumSettings, length: usize) -> Self {
        let MomentumSettings { learning_rate, decay, form, rounding, .. } = settings;
        Self {
            learning_rate: T::constant(learning_rate),
            decay: T::constant(decay),
            gradient_share: T::computed(1.0 - decay),
            form,
            weight_decay: Decay::new(
                settings.weight_decay,
                settings.weight_decay_form,
                learning_rate,
            ),
            rounding,
            velocity: vec![T::constant(0.0); length],
            settings,
        }
    }
}

impl<T: Parameter> UpdateRule<T> for Momentum<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        for ((parameter, velocity), &g) in
            parameters.iter_mut().zip(&mut self.velocity).zip(gradient)
        {
            let (theta, g) = self.weight_decay.apply(*parameter, g, self.rounding);
            let carried = self.decay * *velocity;
            *velocity = match self.form {
                MomentumForm::RateOutside => carried + g,
                MomentumForm::RateInside => carried + self.learning_rate * g,
                MomentumForm::Average => carried + self.gradient_share * g,
            };
            *parameter = match self.form {
                MomentumForm::RateInside => theta - *velocity,
                _ => self.rounding.multiply_add(-self.learning_rate, *velocity, theta),
            };
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        let MomentumSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.learning_rate = T::constant(learning_rate);
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
