use serde::Deserialize;

use super::UpdateRule;
use crate::arithmetic::Real;

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
}

/// Adam (Kingma and Ba, arXiv 1412.6980) with bias correction, moments zero at the start.
///
/// With t the step from 1, in this order, every operation rounded by itself:
///
/// ```text
/// m ← β₁·m + (1-β₁)·g              m̂ = m / (1 - β₁ᵗ)
/// v ← β₂·v + ((1-β₂)·g)·g          v̂ = v / (1 - β₂ᵗ)
/// θ ← θ - η·(m̂ / √(v̂ + ε))        or η·(m̂ / (√v̂ + ε))
/// ```
///
/// βᵗ is the C library's `pow`, as in Python's `beta**t`; a product of t factors has other bits.
#[derive(Clone, Debug)]
pub struct Adam<T> {
    settings: AdamSettings,
    first_moment: Vec<T>,
    second_moment: Vec<T>,
    steps_taken: u64,
}

impl<T: Real> Adam<T> {
    /// The rule for `length` parameters.
    pub fn new(settings: AdamSettings, length: usize) -> Self {
        Self {
            settings,
            first_moment: vec![T::zero(); length],
            second_moment: vec![T::zero(); length],
            steps_taken: 0,
        }
    }
}

impl<T: Real> UpdateRule<T> for Adam<T> {
    #[inline]
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        self.steps_taken += 1;
        let AdamSettings { learning_rate, beta1, beta2, epsilon, epsilon_place } = self.settings;
        let [rate, epsilon] = [learning_rate, epsilon].map(T::constant);
        let [keep_first, keep_second] = [beta1, beta2].map(T::constant);
        let [share_first, share_second] = [1.0 - beta1, 1.0 - beta2].map(T::constant);
        let time = T::constant(self.steps_taken as f64);
        let first_correction = T::one() - keep_first.c_library_pow(time);
        let second_correction = T::one() - keep_second.c_library_pow(time);
        let moments = self.first_moment.iter_mut().zip(&mut self.second_moment);
        for ((parameter, &g), (first, second)) in parameters.iter_mut().zip(gradient).zip(moments) {
            *first = keep_first * *first + share_first * g;
            *second = keep_second * *second + share_second * g * g;
            let first_hat = *first / first_correction;
            let second_hat = *second / second_correction;
            let denominator = match epsilon_place {
                EpsilonPlace::InsideRoot => (second_hat + epsilon).sqrt(),
                EpsilonPlace::OutsideRoot => second_hat.sqrt() + epsilon,
            };
            *parameter = *parameter - rate * (first_hat / denominator);
        }
    }
}
