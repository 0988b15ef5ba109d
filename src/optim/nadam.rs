use super::weight_decay::Decay;
use super::{Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Real;
use crate::numpy::pow;

/// What NAdam is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NAdamSettings {
    /// η.
    pub learning_rate: f64,
    /// β₁, in 0..1: where the momentum goes in the end.
    pub beta1: f64,
    /// β₂, in 0..1.
    pub beta2: f64,
    /// ε, not negative, outside the root.
    pub epsilon: f64,
    /// ψ, not negative: how fast the momentum grows from β₁/2 to β₁. 0.004 in PyTorch, 1 in
    /// Keras.
    pub momentum_decay: f64,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl NAdamSettings {
    /// `torch.optim.NAdam(lr)` as on a processor with fused multiply-add.
    pub fn pytorch(learning_rate: f64) -> Self {
        Self {
            learning_rate,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            momentum_decay: 4e-3,
            weight_decay: 0.0,
            weight_decay_form: WeightDecayForm::Coupled,
            rounding: Rounding::Fused,
        }
    }
}

/// NAdam (Dozat 2016): Adam that looks ahead as Nesterov's momentum does.
///
/// ```text
/// g ← λ·θ + g                        fused if so set; skipped when λ is 0
/// μₜ = β₁·(1 - ½·0.96^(t·ψ))         in f64; P ← P·μₜ in f32
/// m ← m + (1-β₁)·(g - m)             as lerp
/// v ← β₂·v, then v + ((1-β₂)·g)·g    the sum fused if so set
/// d = √(v / (1-β₂ᵗ)) + ε
/// θ ← θ + (-η·(1-μₜ)/(1-P))·g / d
/// θ ← θ + (-η·μₜ₊₁/(1-P·μₜ₊₁))·m / d
/// ```
///
/// PyTorch's order, version 2.6 with `foreach=False`, down to its product of momenta, which is
/// kept in f32 whatever the parameters are. `optax.nadam` has μₜ = β₁ throughout.
///
/// ```
/// use verigrad::optim::{NAdam, NAdamSettings, UpdateRule};
///
/// let mut rule = NAdam::<f64>::new(NAdamSettings::pytorch(0.1), 1);
/// let mut x = [0.0];
/// rule.step(&mut x, &[1.0]);
/// // (1 - μ₁)/(1 - μ₁) of the gradient, and μ₂/(1 - μ₁μ₂) of a tenth of it.
/// let momentum = |t: f64| 0.9 * (1.0 - 0.5 * 0.96_f64.powf(0.004 * t));
/// let step = 1.0 + 0.1 * momentum(2.0) / (1.0 - momentum(1.0) * momentum(2.0));
/// assert!((x[0] + 0.1 * step).abs() < 1e-7);
/// ```
#[derive(Clone, Debug)]
pub struct NAdam<T> {
    settings: NAdamSettings,
    weight_decay: Decay<T>,
    first_moment: Vec<T>,
    second_moment: Vec<T>,
    product: f32,
    steps_taken: u64,
}

impl<T: Real> NAdam<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: NAdamSettings, length: usize) -> Self {
        let NAdamSettings { learning_rate, weight_decay, weight_decay_form, .. } = settings;
        Self {
            settings,
            weight_decay: Decay::new(weight_decay, weight_decay_form, learning_rate),
            first_moment: vec![T::zero(); length],
            second_moment: vec![T::zero(); length],
            product: 1.0,
            steps_taken: 0,
        }
    }
}

impl<T: Real> UpdateRule<T> for NAdam<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        self.steps_taken += 1;
        let NAdamSettings { learning_rate, beta1, beta2, epsilon, .. } = self.settings;
        let NAdamSettings { momentum_decay, rounding, .. } = self.settings;
        let time = self.steps_taken as f64;
        let second_correction = T::constant(1.0 - pow(beta2, time));
        let [now, next] =
            [time, time + 1.0].map(|time| beta1 * (1.0 - 0.5 * pow(0.96, time * momentum_decay)));
        self.product *= now as f32;
        let product = f64::from(self.product);
        let of_gradient = T::constant(-learning_rate * (1.0 - now) / (1.0 - product));
        let of_moment = T::constant(-learning_rate * next / (1.0 - product * next));
        let [keep, epsilon] = [beta2, epsilon].map(T::constant);
        let [share_first, share_second] = [1.0 - beta1, 1.0 - beta2].map(T::constant);
        let moments = self.first_moment.iter_mut().zip(&mut self.second_moment);
        for ((parameter, &g), (first, second)) in parameters.iter_mut().zip(gradient).zip(moments) {
            let (theta, g) = self.weight_decay.apply(*parameter, g, rounding);
            *first = rounding.lerp(*first, g, share_first);
            *second = rounding.multiply_add(share_second * g, g, keep * *second);
            let denominator = (*second / second_correction).sqrt() + epsilon;
            let looked = theta + of_gradient * g / denominator;
            *parameter = looked + of_moment * *first / denominator;
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.settings.learning_rate = learning_rate;
        let NAdamSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
