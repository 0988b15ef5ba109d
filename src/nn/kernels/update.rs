//! The update rules on groups of weights, in PyTorch's arithmetic.

use pulp::Simd;

use super::gradient::Gradient;
use super::lanes::{Lanes, Number};
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

/// Weights with what a rule remembers of them, all in one order.
#[derive(Clone, Debug)]
pub(super) struct Parameters<T> {
    pub(super) values: Vec<Lanes<T>>,
    pub(super) moments: [Vec<Lanes<T>>; 2],
}

impl<T: Number> Parameters<T> {
    pub(super) fn new(values: Vec<Lanes<T>>, moments: usize) -> Self {
        let zero =
            |index| if index < moments { vec![Lanes::zero(); values.len()] } else { Vec::new() };
        Self { moments: [zero(0), zero(1)], values }
    }

    /// Moves every weight of rows of `groups` groups; `gradient` finds each group's gradient
    /// by row and group, asked once, in ascending order.
    #[inline(always)]
    pub(super) fn update<S: Simd>(
        &mut self,
        simd: S,
        step: Step<T>,
        groups: usize,
        gradient: &mut impl Gradient<T>,
    ) {
        let rows = self.values.len() / groups;
        let values = &mut self.values[..rows * groups];
        match step {
            Step::Plain { rate, decay } => {
                let [rate, decay] = [rate, decay].map(|constant| T::spread(simd, constant));
                for row in 0..rows {
                    for group in 0..groups {
                        let weight = &mut values[row * groups + group];
                        let theta = T::load(simd, weight);
                        let g = T::times(simd, theta, decay);
                        let g = T::plus(simd, gradient.group(simd, row, group), g);
                        T::store(simd, T::minus(simd, theta, T::times(simd, g, rate)), weight);
                    }
                }
            }
            Step::Momentum { rate, keep, decay } => {
                let rate = T::spread(simd, rate);
                let keep = T::spread(simd, keep);
                let decay = T::spread(simd, decay);
                let velocities = &mut self.moments[0][..rows * groups];
                for row in 0..rows {
                    for group in 0..groups {
                        let place = row * groups + group;
                        let theta = T::load(simd, &values[place]);
                        let g = T::times(simd, theta, decay);
                        let g = T::plus(simd, gradient.group(simd, row, group), g);
                        let v = T::times(simd, T::load(simd, &velocities[place]), keep);
                        let v = T::without_dust(simd, T::plus(simd, v, g));
                        T::store(simd, v, &mut velocities[place]);
                        let theta = T::minus(simd, theta, T::times(simd, v, rate));
                        T::store(simd, theta, &mut values[place]);
                    }
                }
            }
            Step::Adam {
                rate,
                share_first,
                keep_second,
                share_second,
                correction,
                epsilon,
                decay,
            } => {
                let rate = T::spread(simd, rate);
                let share_first = T::spread(simd, share_first);
                let keep_second = T::spread(simd, keep_second);
                let share_second = T::spread(simd, share_second);
                let correction = T::spread(simd, correction);
                let epsilon = T::spread(simd, epsilon);
                let decay = T::spread(simd, decay);
                let [first, second] = &mut self.moments;
                let (first, second) = (&mut first[..rows * groups], &mut second[..rows * groups]);
                for row in 0..rows {
                    for group in 0..groups {
                        let place = row * groups + group;
                        let theta = T::load(simd, &values[place]);
                        let g = T::times(simd, theta, decay);
                        let g = T::plus(simd, gradient.group(simd, row, group), g);
                        let m = T::load(simd, &first[place]);
                        let change = T::times(simd, T::minus(simd, g, m), share_first);
                        let m = T::without_dust(simd, T::plus(simd, m, change));
                        let v = T::times(simd, T::load(simd, &second[place]), keep_second);
                        let square = T::times(simd, T::times(simd, g, g), share_second);
                        let v = T::without_dust(simd, T::plus(simd, v, square));
                        T::store(simd, m, &mut first[place]);
                        T::store(simd, v, &mut second[place]);
                        let scaled = T::times(simd, T::root(simd, v), correction);
                        let denominator = T::plus(simd, scaled, epsilon);
                        let move_by = T::over(simd, T::times(simd, m, rate), denominator);
                        T::store(simd, T::minus(simd, theta, move_by), &mut values[place]);
                    }
                }
            }
        }
    }
}
