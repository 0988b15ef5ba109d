use super::weight_decay::Decay;
use super::{Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Real;

/// What Adadelta is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdadeltaSettings {
    /// A factor of the step; 1 in the paper and PyTorch, 0.001 in Keras.
    pub learning_rate: f64,
    /// ρ, in 0..1: share of both mean squares kept at each step.
    pub smoothing: f64,
    /// ε, positive: with 0 nothing ever moves. Inside both roots, as in the paper.
    pub epsilon: f64,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl AdadeltaSettings {
    /// `torch.optim.Adadelta(lr)` as on a processor with fused multiply-add: ρ = 0.9, ε = 1e-6.
    pub fn pytorch(learning_rate: f64) -> Self {
        Self {
            learning_rate,
            smoothing: 0.9,
            epsilon: 1e-6,
            weight_decay: 0.0,
            weight_decay_form: WeightDecayForm::Coupled,
            rounding: Rounding::Fused,
        }
    }
}

/// Adadelta (Zeiler, arXiv 1212.5701), both mean squares zero at the start.
///
/// ```text
/// g ← λ·θ + g                        fused if so set; skipped when λ is 0
/// v ← ρ·v, then v + ((1-ρ)·g)·g      the sum fused if so set
/// d = √(u + ε) / √(v + ε) · g        u of the steps before this one
/// u ← ρ·u, then u + ((1-ρ)·d)·d      the sum fused if so set
/// θ ← θ - η·d                        fused if so set
/// ```
///
/// PyTorch's order, version 2.6 with `foreach=False`. The first step is √ε/√(1 - ρ) at any
/// gradient well above √ε.
///
/// ```
/// use verigrad::optim::{Adadelta, AdadeltaSettings, UpdateRule};
///
/// let mut rule = Adadelta::<f64>::new(AdadeltaSettings::pytorch(1.0), 1);
/// let mut x = [0.0];
/// rule.step(&mut x, &[5.0]);
/// assert!((x[0] + (1e-6_f64 / 0.1).sqrt()).abs() < 1e-9);
/// ```
#[derive(Clone, Debug)]
pub struct Adadelta<T> {
    settings: AdadeltaSettings,
    weight_decay: Decay<T>,
    mean_square: Vec<T>,
    mean_squared_step: Vec<T>,
}

impl<T: Real> Adadelta<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: AdadeltaSettings, length: usize) -> Self {
        let AdadeltaSettings { learning_rate, weight_decay, weight_decay_form, .. } = settings;
        Self {
            settings,
            weight_decay: Decay::new(weight_decay, weight_decay_form, learning_rate),
            mean_square: vec![T::zero(); length],
            mean_squared_step: vec![T::zero(); length],
        }
    }
}

impl<T: Real> UpdateRule<T> for Adadelta<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        let AdadeltaSettings { learning_rate, smoothing, epsilon, rounding, .. } = self.settings;
        let [rate, keep, epsilon] = [learning_rate, smoothing, epsilon].map(T::constant);
        let share = T::constant(1.0 - smoothing);
        let memory = self.mean_square.iter_mut().zip(&mut self.mean_squared_step);
        for ((parameter, &g), (square, of_steps)) in parameters.iter_mut().zip(gradient).zip(memory)
        {
            let (theta, g) = self.weight_decay.apply(*parameter, g, rounding);
            *square = rounding.multiply_add(share * g, g, keep * *square);
            let step = (*of_steps + epsilon).sqrt() / (*square + epsilon).sqrt() * g;
            *of_steps = rounding.multiply_add(share * step, step, keep * *of_steps);
            *parameter = rounding.multiply_add(-rate, step, theta);
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.settings.learning_rate = learning_rate;
        let AdadeltaSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
