use serde::Deserialize;

use super::weight_decay::Decay;
use super::{Rounding, UpdateRule, WeightDecayForm};
use crate::arithmetic::Parameter;
use crate::numpy::{Base, pow};

/// Where ε stands in the denominator. It decides the size of a step once the gradients are
/// no larger than ε's own scale: at |g| = 1e-6, ε = 1e-8 the first step is 0.990·η with ε
/// outside and η·1e-6/√(1e-12 + 1e-8) = 0.00999·η with ε inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EpsilonPlace {
    /// m̂ / (√v̂ + ε): Kingma and Ba 2015, algorithm 1; `torch.optim.Adam`, `optax.adam`, JAX.
    #[default]
    OutsideRoot,
    /// m̂ / √(v̂ + ε): the notebook's form; `optax.adam`'s `eps_root`.
    InsideRoot,
}

/// In which order the same formula is evaluated. The two agree up to rounding.
///
/// c₁ = 1 - β₁ᵗ and c₂ = 1 - β₂ᵗ are computed in f64 and rounded once to the parameters'
/// type: for small t they are small differences of numbers near 1, and in f32 would keep
/// only three or four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BiasCorrection {
    /// The moments are divided: the paper's m̂ and v̂, `optax.adam`; the notebook's form.
    ///
    /// ```text
    /// m ← β₁·m + (1-β₁)·g              m̂ = m / c₁
    /// v ← β₂·v + ((1-β₂)·g)·g          v̂ = v / c₂
    /// θ ← θ - η·(m̂ / (√v̂ + ε))        or η·(m̂ / √(v̂ + ε))
    /// ```
    ///
    /// Every operation is rounded by itself, whatever [`AdamSettings::rounding`] says.
    #[default]
    MomentsDivided,
    /// The rate and the root are divided: `torch.optim.Adam` and `AdamW` with
    /// `foreach=False`, as of version 2.6.
    ///
    /// ```text
    /// m ← m + (1-β₁)·(g - m)           as lerp; from g back if 1-β₁ ≥ 1/2
    /// v ← β₂·v, then v + ((1-β₂)·g)·g
    /// d = √v / √c₂ + ε                 or √(v / c₂ + ε)
    /// θ ← θ + ((-η / c₁)·m) / d        η / c₁ and √c₂ in f64
    /// ```
    ///
    /// The two sums with a product (m's, and the second of v) are the ones that
    /// [`AdamSettings::rounding`] decides on.
    StepScaled,
}

/// What Adam is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamSettings {
    /// η.
    pub learning_rate: f64,
    /// β₁, in 0..1: share of the first moment kept at each step.
    pub beta1: f64,
    /// β₂, in 0..1: share of the second moment kept at each step. 0.999 in the paper and in
    /// every library; the notebook has 0.99.
    pub beta2: f64,
    /// ε, not negative.
    pub epsilon: f64,
    /// Where ε stands.
    pub epsilon_place: EpsilonPlace,
    /// Which order of operations.
    pub bias_correction: BiasCorrection,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// How λ enters.
    pub weight_decay_form: WeightDecayForm,
    /// Whether products are rounded before their sums.
    pub rounding: Rounding,
}

impl AdamSettings {
    /// The paper's algorithm and settings: β₁ = 0.9, β₂ = 0.999, ε = 1e-8, no weight decay.
    pub fn new(learning_rate: f64) -> Self {
        Self {
            learning_rate,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            epsilon_place: EpsilonPlace::OutsideRoot,
            bias_correction: BiasCorrection::MomentsDivided,
            weight_decay: 0.0,
            weight_decay_form: WeightDecayForm::Coupled,
            rounding: Rounding::EachOperation,
        }
    }

    /// `torch.optim.Adam(lr)` as on a processor with fused multiply-add, bit for bit but for
    /// the square root: PyTorch takes MKL's, which rounds one root in five the wrong way in
    /// f32 and one in seventy in f64.
    pub fn pytorch(learning_rate: f64) -> Self {
        Self {
            bias_correction: BiasCorrection::StepScaled,
            rounding: Rounding::Fused,
            ..Self::new(learning_rate)
        }
    }

    /// `torch.optim.AdamW(lr)` in the same way: λ = 0.01, decoupled (Loshchilov and Hutter,
    /// arXiv 1711.05101).
    ///
    /// ```
    /// use verigrad::optim::{Adam, AdamSettings, UpdateRule};
    ///
    /// let mut rule = Adam::<f64>::new(AdamSettings::pytorch_adamw(0.1), 1);
    /// let mut x = [2.0];
    /// rule.step(&mut x, &[0.0]);
    /// assert_eq!(x, [2.0 * (1.0 - 0.1 * 0.01)], "a decay alone");
    /// ```
    pub fn pytorch_adamw(learning_rate: f64) -> Self {
        Self {
            weight_decay: 0.01,
            weight_decay_form: WeightDecayForm::Decoupled,
            ..Self::pytorch(learning_rate)
        }
    }
}

/// Adam (Kingma and Ba, arXiv 1412.6980) with bias correction, moments zero at the start.
///
/// [`BiasCorrection`] gives the formulas, t being the step from 1; a weight decay comes
/// before them. βᵗ is [`pow`], as in Python's `beta**t`; a product of t factors has other bits.
#[derive(Clone, Debug)]
pub struct Adam<T> {
    settings: AdamSettings,
    weight_decay: Decay<T>,
    first_moment: Vec<T>,
    second_moment: Vec<T>,
    decays: [Base; 2],
    steps_taken: u64,
}

impl<T: Parameter> Adam<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: AdamSettings, length: usize) -> Self {
        let AdamSettings { learning_rate, beta1, beta2, weight_decay, weight_decay_form, .. } =
            settings;
        Self {
            settings,
            weight_decay: Decay::new(weight_decay, weight_decay_form, learning_rate),
            first_moment: vec![T::constant(0.0); length],
            second_moment: vec![T::constant(0.0); length],
            decays: [beta1, beta2].map(Base::new),
            steps_taken: 0,
        }
    }

    fn moments_divided(&mut self, parameters: &mut [T], gradient: &[T], corrections: [f64; 2]) {
        let AdamSettings { learning_rate, beta1, beta2, epsilon, epsilon_place, .. } =
            self.settings;
        let [rate, epsilon] = [learning_rate, epsilon].map(T::constant);
        let [keep_first, keep_second] = [beta1, beta2].map(T::constant);
        let [share_first, share_second] = [1.0 - beta1, 1.0 - beta2].map(T::computed);
        let [first_correction, second_correction] = corrections.map(T::computed);
        let moments = self.first_moment.iter_mut().zip(&mut self.second_moment);
        for ((parameter, &g), (first, second)) in parameters.iter_mut().zip(gradient).zip(moments) {
            let (theta, g) = self.weight_decay.apply(*parameter, g, Rounding::EachOperation);
            *first = keep_first * *first + share_first * g;
            *second = keep_second * *second + share_second * g * g;
            let first_hat = *first / first_correction;
            let second_hat = *second / second_correction;
            let denominator = match epsilon_place {
                EpsilonPlace::InsideRoot => (second_hat + epsilon).square_root(),
                EpsilonPlace::OutsideRoot => second_hat.square_root() + epsilon,
            };
            *parameter = theta - rate * (first_hat / denominator);
        }
    }

    fn step_scaled(&mut self, parameters: &mut [T], gradient: &[T], corrections: [f64; 2]) {
        let AdamSettings { learning_rate, beta1, beta2, epsilon, epsilon_place, rounding, .. } =
            self.settings;
        let [first_correction, second_correction] = corrections;
        let negative_step = T::computed(-(learning_rate / first_correction));
        // Python's `c ** 0.5` is `pow`, not the correctly rounded `sqrt`.
        let correction_root = T::computed(pow(second_correction, 0.5));
        let second_correction = T::computed(second_correction);
        let [keep_second, epsilon] = [beta2, epsilon].map(T::constant);
        let [share_first, share_second] = [1.0 - beta1, 1.0 - beta2].map(T::computed);
        // `lerp` starts from the nearer end.
        let from_gradient = share_first >= T::constant(0.5);
        let moments = self.first_moment.iter_mut().zip(&mut self.second_moment);
        for ((parameter, &g), (first, second)) in parameters.iter_mut().zip(gradient).zip(moments) {
            let (theta, g) = self.weight_decay.apply(*parameter, g, rounding);
            *first = if from_gradient {
                rounding.multiply_add(share_first - T::constant(1.0), g - *first, g)
            } else {
                rounding.multiply_add(share_first, g - *first, *first)
            };
            *second = rounding.multiply_add(share_second * g, g, keep_second * *second);
            let denominator = match epsilon_place {
                EpsilonPlace::InsideRoot => (*second / second_correction + epsilon).square_root(),
                EpsilonPlace::OutsideRoot => second.square_root() / correction_root + epsilon,
            };
            *parameter = theta + negative_step * *first / denominator;
        }
    }
}

impl<T: Parameter> UpdateRule<T> for Adam<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        self.steps_taken += 1;
        let time = self.steps_taken as f64;
        let corrections = self.decays.map(|decay| 1.0 - decay.to(time));
        match self.settings.bias_correction {
            BiasCorrection::MomentsDivided => {
                self.moments_divided(parameters, gradient, corrections);
            }
            BiasCorrection::StepScaled => self.step_scaled(parameters, gradient, corrections),
        }
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        let AdamSettings { weight_decay, weight_decay_form, .. } = self.settings;
        self.settings.learning_rate = learning_rate;
        self.weight_decay = Decay::new(weight_decay, weight_decay_form, learning_rate);
        true
    }
}
