use super::weight_decay::Decay;
use super::{Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Real;
use crate::numpy::pow;

/// What RAdam is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RAdamSettings {
    /// η.
    pub learning_rate: f64,
    /// β₁, in 0..1.
    pub beta1: f64,
    /// β₂, in 0..1. At most 2/3 there is nothing to rectify, and the rule never divides.
    pub beta2: f64,
    /// ε, not negative; beside the uncorrected root.
    pub epsilon: f64,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl RAdamSettings {
    /// `torch.optim.RAdam(lr)` as on a processor with fused multiply-add.
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

/// RAdam (Liu and others, arXiv 1908.03265): momentum alone while the second moment is a mean
/// of too few, then Adam with a step that grows with the certainty of its denominator.
///
/// ```text
/// g ← λ·θ + g                        fused if so set; skipped when λ is 0
/// m ← m + (1-β₁)·(g - m)             as lerp
/// v ← β₂·v, then v + ((1-β₂)·g)·g    the sum fused if so set
/// m̂ = m / (1-β₁ᵗ)
/// ρ = 2/(1-β₂) - 1                   ρₜ = ρ - 2·t·β₂ᵗ/(1-β₂ᵗ), in f64
/// r = √((ρₜ-4)·(ρₜ-2)·ρ / ((ρ-4)·(ρ-2)·ρₜ))
/// θ ← θ - m̂·η·(1/(√v + ε)·√(1-β₂ᵗ))·r      if ρₜ > 5 (the paper: 4)
/// θ ← θ - m̂·η                              otherwise
/// ```
///
/// PyTorch's order, version 2.6 with `foreach=False`. `optax.radam` has ε beside the corrected
/// root.
///
/// ```
/// use verigrad::optim::{RAdam, RAdamSettings, UpdateRule};
///
/// let mut rule = RAdam::<f64>::new(RAdamSettings::pytorch(0.1), 1);
/// let mut x = [0.0];
/// rule.step(&mut x, &[5.0]);
/// assert!((x[0] + 0.5).abs() < 1e-12, "not divided yet");
/// ```
#[derive(Clone, Debug)]
pub struct RAdam<T> {
    settings: RAdamSettings,
    weight_decay: Decay<T>,
    first_moment: Vec<T>,
    second_moment: Vec<T>,
    steps_taken: u64,
}

impl<T: Real> RAdam<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: RAdamSettings, length: usize) -> Self {
        let RAdamSettings { learning_rate, weight_decay, weight_decay_form, .. } = settings;
        Self {
            settings,
            weight_decay: Decay::new(weight_decay, weight_decay_form, learning_rate),
            first_moment: vec![T::zero(); length],
            second_moment: vec![T::zero(); length],
            steps_taken: 0,
        }
    }

    /// r, once the second moment is a mean of enough.
    fn rectifier(&self) -> Option<f64> {
        let beta2 = self.settings.beta2;
        let time = self.steps_taken as f64;
        let power = pow(beta2, time);
        let limit = 2.0 / (1.0 - beta2) - 1.0;
        let length = limit - 2.0 * time * power / (1.0 - power);
        (length > 5.0).then(|| {
            let above = (length - 4.0) * (length - 2.0) * limit;
            let below = (limit - 4.0) * (limit - 2.0) * length;
            pow(above / below, 0.5)
        })
    }
}

impl<T: Real> UpdateRule<T> for RAdam<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        self.steps_taken += 1;
        let RAdamSettings { learning_rate, beta1, beta2, epsilon, rounding, .. } = self.settings;
        let time = self.steps_taken as f64;
        let [first_correction, second_correction] =
            [beta1, beta2].map(|beta| 1.0 - pow(beta, time));
        let rectifier = self.rectifier().map(T::constant);
        let correction_root = T::constant(pow(second_correction, 0.5));
        let first_correction = T::constant(first_correction);
        let [rate, keep, epsilon] = [learning_rate, beta2, epsilon].map(T::constant);
        let [share_first, share_second] = [1.0 - beta1, 1.0 - beta2].map(T::constant);
        let moments = self.first_moment.iter_mut().zip(&mut self.second_moment);
        for ((parameter, &g), (first, second)) in parameters.iter_mut().zip(gradient).zip(moments) {
            let (theta, g) = self.weight_decay.apply(*parameter, g, rounding);
            *first = rounding.lerp(*first, g, share_first);
            *second = rounding.multiply_add(share_second * g, g, keep * *second);
            let step = *first / first_correction * rate;
            let step = match rectifier {
                // Python's `c / tensor` is the tensor's reciprocal times c.
                Some(rectifier) => {
                    let adaptive = (second.sqrt() + epsilon).recip() * correction_root;
                    step * adaptive * rectifier
                }
                None => step,
            };
            *parameter = theta - step;
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.settings.learning_rate = learning_rate;
        let RAdamSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
