use super::weight_decay::Decay;
use super::{EpsilonPlace, Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Real;

/// What AdaGrad is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdaGradSettings {
    /// η.
    pub learning_rate: f64,
    /// By how much of itself the rate falls: η/(1 + (t - 1)·decay) at step t from 1. 0 for none.
    pub learning_rate_decay: f64,
    /// What the sums of squares start from: 0 in PyTorch, 0.1 in Keras and optax.
    pub initial_accumulator: f64,
    /// ε, not negative.
    pub epsilon: f64,
    /// Where ε stands: outside the root in PyTorch, inside in Keras and optax.
    pub epsilon_place: EpsilonPlace,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl AdaGradSettings {
    /// `torch.optim.Adagrad(lr)` as on a processor with fused multiply-add: ε = 1e-10.
    pub fn pytorch(learning_rate: f64) -> Self {
        Self {
            learning_rate,
            learning_rate_decay: 0.0,
            initial_accumulator: 0.0,
            epsilon: 1e-10,
            epsilon_place: EpsilonPlace::OutsideRoot,
            weight_decay: 0.0,
            weight_decay_form: WeightDecayForm::Coupled,
            rounding: Rounding::Fused,
        }
    }
}

/// AdaGrad (Duchi, Hazan and Singer 2011): steps fall like 1/√t at steady gradients.
///
/// ```text
/// g ← λ·θ + g                        fused if so set; skipped when λ is 0
/// s ← s + g·g                        fused if so set
/// θ ← θ + (-ηₜ·g) / (√s + ε)         or √(s + ε)
/// ```
///
/// PyTorch's order, version 2.6 with `foreach=False`; ηₜ is computed in f64.
///
/// ```
/// use verigrad::optim::{AdaGrad, AdaGradSettings, UpdateRule};
///
/// let mut rule = AdaGrad::<f64>::new(AdaGradSettings::pytorch(1.0), 1);
/// let mut x = [0.0];
/// rule.step(&mut x, &[3.0]);
/// assert!((x[0] + 1.0).abs() < 1e-9);
/// rule.step(&mut x, &[4.0]);
/// assert!((x[0] + 1.8).abs() < 1e-9, "4/√(3² + 4²)");
/// ```
#[derive(Clone, Debug)]
pub struct AdaGrad<T> {
    settings: AdaGradSettings,
    weight_decay: Decay<T>,
    sum: Vec<T>,
    steps_taken: u64,
}

impl<T: Real> AdaGrad<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: AdaGradSettings, length: usize) -> Self {
        let AdaGradSettings { learning_rate, weight_decay, weight_decay_form, .. } = settings;
        Self {
            settings,
            weight_decay: Decay::new(weight_decay, weight_decay_form, learning_rate),
            sum: vec![T::constant(settings.initial_accumulator); length],
            steps_taken: 0,
        }
    }
}

impl<T: Real> UpdateRule<T> for AdaGrad<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        let AdaGradSettings { learning_rate, learning_rate_decay, .. } = self.settings;
        let AdaGradSettings { epsilon, epsilon_place, rounding, .. } = self.settings;
        let decayed = 1.0 + self.steps_taken as f64 * learning_rate_decay;
        let negative_rate = T::constant(-(learning_rate / decayed));
        let epsilon = T::constant(epsilon);
        self.steps_taken += 1;
        for ((parameter, sum), &g) in parameters.iter_mut().zip(&mut self.sum).zip(gradient) {
            let (theta, g) = self.weight_decay.apply(*parameter, g, rounding);
            *sum = rounding.multiply_add(g, g, *sum);
            let denominator = match epsilon_place {
                EpsilonPlace::OutsideRoot => sum.sqrt() + epsilon,
                EpsilonPlace::InsideRoot => (*sum + epsilon).sqrt(),
            };
            *parameter = theta + negative_rate * g / denominator;
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.settings.learning_rate = learning_rate;
        let AdaGradSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
