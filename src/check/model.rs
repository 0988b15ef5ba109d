//! Every known convention as one machine for one parameter, in f64, that shares no line with the
//! rules of `optim`. With noise, every operation is off by a random rounding, so that what
//! rounding can do to a step is found by doing it.

mod moments;

use super::convention::{Convention, Epsilon, RatePlace, Rule, Velocity, WeightDecay};
use super::noise::Noise;
use super::settings::Settings;

/// One parameter's rule in the middle of its run.
#[derive(Clone, Debug)]
pub(super) struct Model {
    convention: Convention,
    settings: Settings,
    /// β₂ as it was stated.
    beta2: f64,
    noise: Noise,
    time: i32,
    velocity: f64,
    first: f64,
    second: f64,
    largest: f64,
    squared_steps: f64,
    /// Π μₜ of NAdam.
    product: f64,
}

impl Model {
    pub(super) fn new(convention: Convention, settings: &Settings, mut noise: Noise) -> Self {
        let mut rounded = *settings;
        for setting in [
            &mut rounded.learning_rate,
            &mut rounded.momentum,
            &mut rounded.dampening,
            &mut rounded.beta1,
            &mut rounded.beta2,
            &mut rounded.smoothing,
            &mut rounded.epsilon,
            &mut rounded.weight_decay,
        ] {
            *setting = noise.of(*setting);
        }
        let second = match convention.rule {
            Rule::AdaGrad { .. } | Rule::RmsProp { .. } => settings.initial_accumulator,
            _ => 0.0,
        };
        Self {
            convention,
            settings: rounded,
            beta2: settings.beta2,
            noise,
            time: 0,
            velocity: 0.0,
            first: 0.0,
            second,
            largest: 0.0,
            squared_steps: 0.0,
            product: 1.0,
        }
    }

    pub(super) fn set_learning_rate(&mut self, learning_rate: f64) {
        self.settings.learning_rate = self.noise.of(learning_rate);
    }

    /// Where a step from `parameter` leads.
    pub(super) fn step(&mut self, parameter: f64, gradient: f64) -> f64 {
        self.time += 1;
        let Settings { learning_rate, weight_decay, .. } = self.settings;
        let (start, gradient) = match self.convention.weight_decay {
            WeightDecay::None => (parameter, gradient),
            WeightDecay::Coupled => {
                let penalty = self.noise.of(weight_decay * parameter);
                (parameter, self.noise.of(gradient + penalty))
            }
            WeightDecay::Decoupled => {
                let kept = self.noise.of(1.0 - learning_rate * weight_decay);
                (self.noise.of(parameter * kept), gradient)
            }
            WeightDecay::DecoupledFromRate => {
                let kept = self.noise.of(1.0 - weight_decay);
                (self.noise.of(parameter * kept), gradient)
            }
        };
        let change = match self.convention.rule {
            Rule::GradientDescent => learning_rate * gradient,
            Rule::Momentum { velocity, rate, nesterov } => {
                self.momentum(gradient, velocity, rate, nesterov)
            }
            Rule::RmsProp { epsilon, centred, corrected, momentum } => {
                self.rmsprop(gradient, epsilon, centred, corrected, momentum)
            }
            Rule::AdaGrad { epsilon } => {
                let square = self.noise.of(gradient * gradient);
                self.second = self.noise.of(self.second + square);
                let root = self.root(self.second, epsilon);
                learning_rate * self.noise.of(gradient / root)
            }
            Rule::Adadelta { epsilon } => self.adadelta(gradient, epsilon),
            Rule::Adam { epsilon, correction, largest } => {
                self.adam(gradient, epsilon, correction, largest)
            }
            Rule::Adamax { epsilon } => self.adamax(gradient, epsilon),
            Rule::NAdam { epsilon, schedule } => self.nadam(gradient, epsilon, schedule),
            Rule::RAdam { epsilon, rectification } => self.radam(gradient, epsilon, rectification),
        };
        let change = self.noise.of(change);
        self.noise.of(start - change)
    }

    /// `keep` of the old and the rest of the new. Some go from the old by a share of the
    /// difference, and then lose that share of the old's last bit too.
    fn mean(&mut self, old: f64, keep: f64, new: f64) -> f64 {
        let share = self.noise.of(1.0 - keep);
        let lost = (self.noise.of(old) - old) * share;
        let new = self.noise.of(share * new);
        let old = self.noise.of(keep * old);
        self.noise.of(old + new) + lost
    }

    fn momentum(
        &mut self,
        gradient: f64,
        velocity: Velocity,
        rate: RatePlace,
        nesterov: bool,
    ) -> f64 {
        let Settings { learning_rate, momentum, dampening, .. } = self.settings;
        let entering = match rate {
            RatePlace::Outside => gradient,
            RatePlace::Inside => self.noise.of(learning_rate * gradient),
        };
        let share = match velocity {
            Velocity::Sum => 1.0,
            Velocity::DampenedAfterFirst if self.time == 1 => 1.0,
            Velocity::DampenedAfterFirst | Velocity::Dampened => self.noise.of(1.0 - dampening),
            Velocity::Average => self.noise.of(1.0 - momentum),
        };
        let carried = self.noise.of(momentum * self.velocity);
        let entered = self.noise.of(share * entering);
        self.velocity = self.noise.of(carried + entered);
        let direction = if nesterov {
            let ahead = self.noise.of(momentum * self.velocity);
            // An average looks ahead with its own share of the gradient.
            let now = if velocity == Velocity::Average { entered } else { entering };
            self.noise.of(now + ahead)
        } else {
            self.velocity
        };
        match rate {
            RatePlace::Outside => learning_rate * direction,
            RatePlace::Inside => direction,
        }
    }

    fn root(&mut self, square: f64, epsilon: Epsilon) -> f64 {
        let added = self.settings.epsilon;
        let square = square.max(0.0);
        match epsilon {
            Epsilon::Outside | Epsilon::OutsideUncorrected => {
                let root = self.noise.of(square.sqrt());
                self.noise.of(root + added)
            }
            Epsilon::Inside | Epsilon::InsideUncorrected => {
                let sum = self.noise.of(square + added);
                self.noise.of(sum.sqrt())
            }
        }
    }

    fn rmsprop(
        &mut self,
        gradient: f64,
        epsilon: Epsilon,
        centred: bool,
        corrected: bool,
        momentum: Option<RatePlace>,
    ) -> f64 {
        let Settings { learning_rate, smoothing, .. } = self.settings;
        let square = self.noise.of(gradient * gradient);
        self.second = self.mean(self.second, smoothing, square);
        let correction = if corrected { self.correction(smoothing) } else { 1.0 };
        let mut square = self.noise.of(self.second / correction);
        if centred {
            self.first = self.mean(self.first, smoothing, gradient);
            let mean = self.noise.of(self.first / correction);
            let of_mean = self.noise.of(mean * mean);
            square = self.noise.of(square - of_mean);
        }
        let root = self.root(square, epsilon);
        let divided = self.noise.of(gradient / root);
        let Some(rate) = momentum else { return learning_rate * divided };
        let carried = self.noise.of(self.settings.momentum * self.velocity);
        let entering = match rate {
            RatePlace::Outside => divided,
            RatePlace::Inside => self.noise.of(learning_rate * divided),
        };
        self.velocity = self.noise.of(carried + entering);
        match rate {
            RatePlace::Outside => learning_rate * self.velocity,
            RatePlace::Inside => self.velocity,
        }
    }

    fn adadelta(&mut self, gradient: f64, epsilon: Epsilon) -> f64 {
        let Settings { learning_rate, smoothing, .. } = self.settings;
        let square = self.noise.of(gradient * gradient);
        self.second = self.mean(self.second, smoothing, square);
        let below = self.root(self.second, epsilon);
        let above = self.root(self.squared_steps, epsilon);
        let ratio = self.noise.of(above / below);
        let step = self.noise.of(ratio * gradient);
        let square = self.noise.of(step * step);
        self.squared_steps = self.mean(self.squared_steps, smoothing, square);
        learning_rate * step
    }
}
