use super::weight_decay::Decay;
use super::{EpsilonPlace, Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Real;

/// What RMSprop is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RmsPropSettings {
    /// η.
    pub learning_rate: f64,
    /// α, in 0..1: share of the mean square kept at each step. 0.99 in PyTorch, 0.9 in Keras
    /// and optax.
    pub smoothing: f64,
    /// ε, not negative.
    pub epsilon: f64,
    /// Where ε stands: outside the root in PyTorch, inside in TensorFlow and Keras.
    pub epsilon_place: EpsilonPlace,
    /// Whether the square of the gradients' mean is taken off their mean square (Graves,
    /// arXiv 1308.0850).
    pub centred: bool,
    /// μ, in 0..1, of a velocity of the divided gradients; 0 for none.
    pub momentum: f64,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl RmsPropSettings {
    /// `torch.optim.RMSprop(lr)` as on a processor with fused multiply-add: α = 0.99, ε = 1e-8,
    /// neither centred nor with momentum.
    pub fn pytorch(learning_rate: f64) -> Self {
        Self {
            learning_rate,
            smoothing: 0.99,
            epsilon: 1e-8,
            epsilon_place: EpsilonPlace::OutsideRoot,
            centred: false,
            momentum: 0.0,
            weight_decay: 0.0,
            weight_decay_form: WeightDecayForm::Coupled,
            rounding: Rounding::Fused,
        }
    }
}

/// RMSprop (Tieleman and Hinton 2012), means and velocity zero at the start, no bias correction:
/// the first step is 1/√(1 - α) as long as those of a steady gradient.
///
/// ```text
/// g ← λ·θ + g                        fused if so set; skipped when λ is 0
/// v ← α·v, then v + ((1-α)·g)·g      the sum fused if so set
/// ḡ ← ḡ + (1-α)·(g - ḡ)              as lerp; if centred
/// d = √v + ε                         √(v - ḡ²) + ε if centred; or ε in the root
/// θ ← θ + (-η·g) / d                 without momentum
/// b ← μ·b, then b + g / d            with momentum
/// θ ← θ - η·b                        fused if so set
/// ```
///
/// PyTorch's order, version 2.6 with `foreach=False`. TensorFlow and Keras have η inside b.
///
/// ```
/// use verigrad::optim::{RmsProp, RmsPropSettings, UpdateRule};
///
/// let mut rule = RmsProp::<f64>::new(RmsPropSettings::pytorch(0.01), 1);
/// let mut x = [0.0];
/// rule.step(&mut x, &[2.0]);
/// let expected = -0.01 * 2.0 / ((0.01 * 4.0_f64).sqrt() + 1e-8);
/// assert!((x[0] - expected).abs() < 1e-15, "η·g/(√((1 - α)g²) + ε)");
/// ```
#[derive(Clone, Debug)]
pub struct RmsProp<T> {
    settings: RmsPropSettings,
    weight_decay: Decay<T>,
    mean_square: Vec<T>,
    mean: Vec<T>,
    velocity: Vec<T>,
}

impl<T: Real> RmsProp<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: RmsPropSettings, length: usize) -> Self {
        let RmsPropSettings { learning_rate, weight_decay, weight_decay_form, .. } = settings;
        let zeros = || vec![T::zero(); length];
        Self {
            settings,
            weight_decay: Decay::new(weight_decay, weight_decay_form, learning_rate),
            mean_square: zeros(),
            mean: zeros(),
            velocity: zeros(),
        }
    }
}

impl<T: Real> UpdateRule<T> for RmsProp<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        let RmsPropSettings { epsilon_place, centred, rounding, .. } = self.settings;
        let RmsPropSettings { learning_rate, smoothing, epsilon, momentum, .. } = self.settings;
        let [rate, keep, epsilon] = [learning_rate, smoothing, epsilon].map(T::constant);
        let [share, kept_velocity] = [1.0 - smoothing, momentum].map(T::constant);
        let means = self.mean_square.iter_mut().zip(&mut self.mean);
        let memory = means.zip(&mut self.velocity);
        for ((parameter, &g), ((square, mean), velocity)) in
            parameters.iter_mut().zip(gradient).zip(memory)
        {
            let (theta, g) = self.weight_decay.apply(*parameter, g, rounding);
            *square = rounding.multiply_add(share * g, g, keep * *square);
            let spread = if centred {
                *mean = rounding.lerp(*mean, g, share);
                rounding.multiply_add(-*mean, *mean, *square)
            } else {
                *square
            };
            let denominator = match epsilon_place {
                EpsilonPlace::OutsideRoot => spread.sqrt() + epsilon,
                EpsilonPlace::InsideRoot => (spread + epsilon).sqrt(),
            };
            *parameter = if momentum > 0.0 {
                *velocity = kept_velocity * *velocity + g / denominator;
                rounding.multiply_add(-rate, *velocity, theta)
            } else {
                theta + -rate * g / denominator
            };
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.settings.learning_rate = learning_rate;
        let RmsPropSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
