//! The update rules as PyTorch computes them: their numbers at each step.

use super::number::Number;
use crate::optim::{EpsilonPlace, MomentumForm, Optimiser, WeightDecayForm};

/// A rule with the numbers of the step at hand, ready for any weight.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<T> {
    /// θ ← θ - η·g.
    Plain { rate: T, decay: T },
    /// v ← μ·v + g; θ ← θ - η·v.
    Momentum { rate: T, keep: T, decay: T },
    /// m ← m + (g - m)·(1-β₁); v ← β₂·v + (1-β₂)·g·g;
    /// θ ← θ - s·m / (√v·c + ε) with s = η/(1-β₁ᵗ), c = 1/√(1-β₂ᵗ).
    Adam {
        rate: T,
        share_first: T,
        keep_second: T,
        share_second: T,
        correction: T,
        epsilon: T,
        decay: T,
    },
}

/// A rule over a whole training: keeps the powers of Adam's betas.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    optimiser: Optimiser,
    /// β₁ᵗ and β₂ᵗ as running products, the same bits with any C library.
    powers: [f64; 2],
}

impl Rule {
    /// # Panics
    ///
    /// If the settings ask for another convention than PyTorch's, which alone is fused here.
    pub(super) fn new(optimiser: Optimiser) -> Self {
        let pytorchs = match optimiser {
            Optimiser::GradientDescent { .. } => true,
            Optimiser::Momentum(settings) => {
                settings.form == MomentumForm::RateOutside
                    && settings.weight_decay_form == WeightDecayForm::Coupled
            }
            Optimiser::Adam(settings) => {
                settings.epsilon_place == EpsilonPlace::OutsideRoot
                    && settings.weight_decay_form == WeightDecayForm::Coupled
            }
        };
        assert!(pytorchs, "the fused step has PyTorch's conventions only: {optimiser:?}");
        Self { optimiser, powers: [1.0; 2] }
    }

    fn weight_decay(&self) -> f64 {
        match self.optimiser {
            Optimiser::GradientDescent { .. } => 0.0,
            Optimiser::Momentum(settings) => settings.weight_decay,
            Optimiser::Adam(settings) => settings.weight_decay,
        }
    }

    /// How many numbers a weight needs remembered.
    pub(super) fn moments(&self) -> usize {
        match self.optimiser {
            Optimiser::GradientDescent { .. } => 0,
            Optimiser::Momentum(settings) => usize::from(settings.decay != 0.0),
            Optimiser::Adam(_) => 2,
        }
    }

    /// Whether a weight whose gradient is zero stays as it is.
    pub(super) fn is_lazy(&self) -> bool {
        self.moments() == 0 && self.weight_decay() == 0.0
    }

    /// Counts a step and gives its numbers.
    pub(super) fn next<T: Number>(&mut self) -> Step<T> {
        let constant = T::constant;
        let decay = constant(self.weight_decay());
        match self.optimiser {
            Optimiser::GradientDescent { learning_rate } => {
                Step::Plain { rate: constant(learning_rate), decay }
            }
            Optimiser::Momentum(settings) if settings.decay == 0.0 => {
                Step::Plain { rate: constant(settings.learning_rate), decay }
            }
            Optimiser::Momentum(settings) => Step::Momentum {
                rate: constant(settings.learning_rate),
                keep: constant(settings.decay),
                decay,
            },
            Optimiser::Adam(settings) => {
                self.powers[0] *= settings.beta1;
                self.powers[1] *= settings.beta2;
                let [first, second] = self.powers.map(|power| 1.0 - power);
                Step::Adam {
                    rate: constant(settings.learning_rate / first),
                    share_first: constant(1.0 - settings.beta1),
                    keep_second: constant(settings.beta2),
                    share_second: constant(1.0 - settings.beta2),
                    correction: constant(1.0 / second.sqrt()),
                    epsilon: constant(settings.epsilon),
                    decay,
                }
            }
        }
    }
}
