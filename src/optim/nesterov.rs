use super::weight_decay::Decay;
use super::{Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Real;

/// What Nesterov's momentum is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NesterovSettings {
    /// η.
    pub learning_rate: f64,
    /// μ, in 0..1; at 0 this is gradient descent.
    pub momentum: f64,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl NesterovSettings {
    /// `torch.optim.SGD(lr, momentum, nesterov=True)` as on a processor with fused multiply-add.
    pub fn pytorch(learning_rate: f64, momentum: f64) -> Self {
        Self {
            learning_rate,
            momentum,
            weight_decay: 0.0,
            weight_decay_form: WeightDecayForm::Coupled,
            rounding: Rounding::Fused,
        }
    }
}

/// Nesterov's momentum (Sutskever, Martens, Dahl and Hinton 2013, in the form of Bengio,
/// Boulanger-Lewandowski and Pascanu, arXiv 1212.0901), velocity zero at the start.
///
/// ```text
/// g ← λ·θ + g          fused if so set; skipped when λ is 0
/// v ← μ·v + g          each operation rounded, always
/// d = g + μ·v          fused if so set
/// θ ← θ - η·d          fused if so set
/// ```
///
/// That is `torch.optim.SGD(nesterov=True)`, version 2.6, `optax.sgd(nesterov=True)` and Keras,
/// all up to rounding: the gradient is taken where the parameters are, and the look ahead is in
/// the step.
///
/// On a quadratic with curvature c it is stable for 0 < η·c < 2(1 + μ)/(1 + 2μ).
///
/// ```
/// use verigrad::optim::{Nesterov, NesterovSettings, UpdateRule};
///
/// let mut rule = Nesterov::<f64>::new(NesterovSettings::pytorch(0.5, 0.5), 1);
/// let mut x = [1.0];
/// rule.step(&mut x, &[1.0]);
/// assert_eq!(x, [0.25], "v = 1, d = 1 + 0.5");
/// ```
#[derive(Clone, Debug)]
pub struct Nesterov<T> {
    settings: NesterovSettings,
    weight_decay: Decay<T>,
    velocity: Vec<T>,
}

impl<T: Real> Nesterov<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: NesterovSettings, length: usize) -> Self {
        let NesterovSettings { learning_rate, weight_decay, weight_decay_form, .. } = settings;
        Self {
            settings,
            weight_decay: Decay::new(weight_decay, weight_decay_form, learning_rate),
            velocity: vec![T::zero(); length],
        }
    }
}

impl<T: Real> UpdateRule<T> for Nesterov<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        let NesterovSettings { learning_rate, momentum, rounding, .. } = self.settings;
        let [rate, keep] = [learning_rate, momentum].map(T::constant);
        for ((parameter, velocity), &g) in
            parameters.iter_mut().zip(&mut self.velocity).zip(gradient)
        {
            let (theta, g) = self.weight_decay.apply(*parameter, g, rounding);
            *velocity = keep * *velocity + g;
            let direction = rounding.multiply_add(keep, *velocity, g);
            *parameter = rounding.multiply_add(-rate, direction, theta);
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.settings.learning_rate = learning_rate;
        let NesterovSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
