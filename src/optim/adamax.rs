use super::weight_decay::Decay;
use super::{Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Real;
use crate::numpy::pow;

/// What Adamax is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamaxSettings {
    /// η.
    pub learning_rate: f64,
    /// β₁, in 0..1.
    pub beta1: f64,
    /// β₂, in 0..1: share of the largest gradient kept at each step.
    pub beta2: f64,
    /// ε, not negative; in the maximum, as in PyTorch and optax. Keras adds it afterwards, and
    /// the paper has none.
    pub epsilon: f64,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl AdamaxSettings {
    /// `torch.optim.Adamax(lr)` as on a processor with fused multiply-add.
    pub fn pytorch(learning_rate: f64) -> Self {
        Self {
            learning_rate,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            weight_decay: 0.0,
            weight_decay_form: WeightDecayForm::Coupled,
            rounding: Rounding::Fused,
        }
    }
}

/// Adamax (Kingma and Ba, arXiv 1412.6980, section 7.1): Adam with the largest gradient in
/// place of the mean square.
///
/// ```text
/// g ← λ·θ + g                        fused if so set; skipped when λ is 0
/// m ← m + (1-β₁)·(g - m)             as lerp
/// u ← max(β₂·u, |g| + ε)
/// θ ← θ + ((-η / (1-β₁ᵗ))·m) / u     η / (1-β₁ᵗ) in f64
/// ```
///
/// PyTorch's order, version 2.6 with `foreach=False`.
///
/// ```
/// use verigrad::optim::{Adamax, AdamaxSettings, UpdateRule};
///
/// let mut rule = Adamax::<f64>::new(AdamaxSettings::pytorch(0.1), 1);
/// let mut x = [0.0];
/// rule.step(&mut x, &[5.0]);
/// assert!((x[0] + 0.1).abs() < 1e-9);
/// ```
#[derive(Clone, Debug)]
pub struct Adamax<T> {
    settings: AdamaxSettings,
    weight_decay: Decay<T>,
    first_moment: Vec<T>,
    largest: Vec<T>,
    steps_taken: u64,
}

impl<T: Real> Adamax<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: AdamaxSettings, length: usize) -> Self {
        let AdamaxSettings { learning_rate, weight_decay, weight_decay_form, .. } = settings;
        Self {
            settings,
            weight_decay: Decay::new(weight_decay, weight_decay_form, learning_rate),
            first_moment: vec![T::zero(); length],
            largest: vec![T::zero(); length],
            steps_taken: 0,
        }
    }
}

impl<T: Real> UpdateRule<T> for Adamax<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        self.steps_taken += 1;
        let AdamaxSettings { learning_rate, beta1, beta2, epsilon, rounding, .. } = self.settings;
        let correction = 1.0 - pow(beta1, self.steps_taken as f64);
        let negative_step = T::constant(-(learning_rate / correction));
        let [share, keep, epsilon] = [1.0 - beta1, beta2, epsilon].map(T::constant);
        let memory = self.first_moment.iter_mut().zip(&mut self.largest);
        for ((parameter, &g), (first, largest)) in parameters.iter_mut().zip(gradient).zip(memory) {
            let (theta, g) = self.weight_decay.apply(*parameter, g, rounding);
            *first = rounding.lerp(*first, g, share);
            *largest = (keep * *largest).max(g.abs() + epsilon);
            *parameter = theta + negative_step * *first / *largest;
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.settings.learning_rate = learning_rate;
        let AdamaxSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
