use super::weight_decay::Decay;
use super::{Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Real;
use crate::numpy::pow;

/// What the maximum is taken of. The two differ while β₂ᵗ is felt: a v̂ that falls only because
/// its correction does is remembered by one and not by the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum MaximumOf {
    /// v; the maximum is corrected afterwards. `torch.optim.Adam(amsgrad=True)`.
    #[default]
    SecondMoment,
    /// v̂ = v / (1 - β₂ᵗ). `optax.amsgrad` (optax issue 1389).
    CorrectedSecondMoment,
}

/// What AMSGrad is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AmsGradSettings {
    /// η.
    pub learning_rate: f64,
    /// β₁, in 0..1.
    pub beta1: f64,
    /// β₂, in 0..1.
    pub beta2: f64,
    /// ε, not negative, outside the root.
    pub epsilon: f64,
    /// What the maximum is taken of.
    pub maximum_of: MaximumOf,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl AmsGradSettings {
    /// `torch.optim.Adam(lr, amsgrad=True)` as on a processor with fused multiply-add.
    pub fn pytorch(learning_rate: f64) -> Self {
        Self {
            learning_rate,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            maximum_of: MaximumOf::SecondMoment,
            weight_decay: 0.0,
            weight_decay_form: WeightDecayForm::Coupled,
            rounding: Rounding::Fused,
        }
    }
}

/// AMSGrad (Reddi, Kale and Kumar, arXiv 1904.09237): Adam whose denominator never falls. The
/// paper corrects nothing; PyTorch and optax do, each in its way.
///
/// ```text
/// m ← m + (1-β₁)·(g - m)             as lerp
/// v ← β₂·v, then v + ((1-β₂)·g)·g    the sum fused if so set
/// w ← max(w, v)                      or max(w, v / c₂)
/// d = √w / √c₂ + ε                   or √w + ε
/// θ ← θ + ((-η / c₁)·m) / d          η / c₁ and √c₂ in f64
/// ```
///
/// with c₁ = 1 - β₁ᵗ and c₂ = 1 - β₂ᵗ: PyTorch's order, version 2.6 with `foreach=False`.
///
/// ```
/// use verigrad::optim::{AmsGrad, AmsGradSettings, UpdateRule};
///
/// let mut rule = AmsGrad::<f64>::new(AmsGradSettings::pytorch(0.1), 1);
/// let mut x = [0.0];
/// rule.step(&mut x, &[5.0]);
/// assert!((x[0] + 0.1).abs() < 1e-9);
/// ```
#[derive(Clone, Debug)]
pub struct AmsGrad<T> {
    settings: AmsGradSettings,
    weight_decay: Decay<T>,
    first_moment: Vec<T>,
    second_moment: Vec<T>,
    largest: Vec<T>,
    steps_taken: u64,
}

impl<T: Real> AmsGrad<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: AmsGradSettings, length: usize) -> Self {
        let AmsGradSettings { learning_rate, weight_decay, weight_decay_form, .. } = settings;
        let zeros = || vec![T::zero(); length];
        Self {
            settings,
            weight_decay: Decay::new(weight_decay, weight_decay_form, learning_rate),
            first_moment: zeros(),
            second_moment: zeros(),
            largest: zeros(),
            steps_taken: 0,
        }
    }
}

impl<T: Real> UpdateRule<T> for AmsGrad<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        self.steps_taken += 1;
        let AmsGradSettings { learning_rate, beta1, beta2, epsilon, .. } = self.settings;
        let AmsGradSettings { maximum_of, rounding, .. } = self.settings;
        let time = self.steps_taken as f64;
        let [first_correction, second_correction] =
            [beta1, beta2].map(|beta| 1.0 - pow(beta, time));
        let negative_step = T::constant(-(learning_rate / first_correction));
        let correction_root = T::constant(pow(second_correction, 0.5));
        let second_correction = T::constant(second_correction);
        let [keep_second, epsilon] = [beta2, epsilon].map(T::constant);
        let [share_first, share_second] = [1.0 - beta1, 1.0 - beta2].map(T::constant);
        let moments = self.first_moment.iter_mut().zip(&mut self.second_moment);
        let memory = moments.zip(&mut self.largest);
        for ((parameter, &g), ((first, second), largest)) in
            parameters.iter_mut().zip(gradient).zip(memory)
        {
            let (theta, g) = self.weight_decay.apply(*parameter, g, rounding);
            *first = rounding.lerp(*first, g, share_first);
            *second = rounding.multiply_add(share_second * g, g, keep_second * *second);
            let denominator = match maximum_of {
                MaximumOf::SecondMoment => {
                    *largest = largest.max(*second);
                    largest.sqrt() / correction_root + epsilon
                }
                MaximumOf::CorrectedSecondMoment => {
                    *largest = largest.max(*second / second_correction);
                    largest.sqrt() + epsilon
                }
            };
            *parameter = theta + negative_step * *first / denominator;
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.settings.learning_rate = learning_rate;
        let AmsGradSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
