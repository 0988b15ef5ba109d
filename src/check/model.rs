//! Every known convention as one machine for one parameter, in f64, that shares no line with the
//! rules of `optim`. With noise, every operation is off by a random rounding (Monte Carlo
//! arithmetic; Parker 1997), so that what rounding can do to a step is found by doing it.

use super::convention::{
    AdamaxEpsilon, Convention, Correction, Epsilon, Maximum, NesterovSchedule, RatePlace,
    Rectification, Rule, Velocity, WeightDecay,
};
use super::settings::Settings;

/// Random roundings: every number is off by a share of itself, at most `size`.
#[derive(Clone, Debug)]
pub(super) struct Noise {
    size: f64,
    state: u64,
}

impl Noise {
    /// No rounding but f64's own.
    pub(super) fn none() -> Self {
        Self { size: 0.0, state: 1 }
    }

    pub(super) fn new(size: f64, seed: u64) -> Self {
        Self { size, state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// After so many roundings in a row, such as those of a power.
    fn of_many(&mut self, value: f64, count: i32) -> f64 {
        let off = self.of(1.0) - 1.0;
        value * (1.0 + off * f64::from(count))
    }

    fn of(&mut self, value: f64) -> f64 {
        if self.size == 0.0 {
            return value;
        }
        // Marsaglia's xorshift.
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let uniform = (self.state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0;
        value * (1.0 + self.size * uniform)
    }
}

/// One parameter's rule in the middle of its run.
#[derive(Clone, Debug)]
pub(super) struct Model {
    convention: Convention,
    settings: Settings,
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

    /// 1 - βᵗ. Some multiply their way to the power.
    fn correction(&mut self, beta: f64) -> f64 {
        let power = self.noise.of_many(beta.powi(self.time), self.time);
        self.noise.of(1.0 - power)
    }

    /// 1 - β₁ᵗ and 1 - β₂ᵗ.
    fn corrections(&mut self) -> [f64; 2] {
        let Settings { beta1, beta2, .. } = self.settings;
        [beta1, beta2].map(|beta| self.correction(beta))
    }

    fn moments(&mut self, gradient: f64) {
        let Settings { beta1, beta2, .. } = self.settings;
        self.first = self.mean(self.first, beta1, gradient);
        let square = self.noise.of(gradient * gradient);
        self.second = self.mean(self.second, beta2, square);
    }

    /// The denominator for a mean square, and what the rate is to be multiplied with.
    fn denominator(&mut self, square: f64, correction: f64, epsilon: Epsilon) -> (f64, f64) {
        match epsilon {
            Epsilon::Outside | Epsilon::Inside => {
                let corrected = self.noise.of(square / correction);
                (self.root(corrected, epsilon), 1.0)
            }
            Epsilon::OutsideUncorrected | Epsilon::InsideUncorrected => {
                let factor = self.noise.of(correction.sqrt());
                (self.root(square, epsilon), factor)
            }
        }
    }

    fn adam(
        &mut self,
        gradient: f64,
        epsilon: Epsilon,
        correction: Correction,
        largest: Option<Maximum>,
    ) -> f64 {
        self.moments(gradient);
        let [first, second] = match correction {
            Correction::Both => self.corrections(),
            Correction::None => [1.0; 2],
        };
        let (square, second) = match largest {
            None => (self.second, second),
            Some(Maximum::BeforeCorrection) => {
                self.largest = self.largest.max(self.second);
                (self.largest, second)
            }
            Some(Maximum::AfterCorrection) => {
                let corrected = self.noise.of(self.second / second);
                self.largest = self.largest.max(corrected);
                (self.largest, 1.0)
            }
        };
        let (root, factor) = self.denominator(square, second, epsilon);
        let mean = self.noise.of(self.first / first);
        self.settings.learning_rate * self.noise.of(factor * mean / root)
    }

    fn adamax(&mut self, gradient: f64, epsilon: AdamaxEpsilon) -> f64 {
        let Settings { learning_rate, beta1, beta2, epsilon: added, .. } = self.settings;
        self.first = self.mean(self.first, beta1, gradient);
        let decayed = self.noise.of(beta2 * self.largest);
        let [first, _] = self.corrections();
        let root = match epsilon {
            AdamaxEpsilon::InMaximum => {
                self.largest = decayed.max(self.noise.of(gradient.abs() + added));
                self.largest
            }
            AdamaxEpsilon::Added => {
                self.largest = decayed.max(gradient.abs());
                self.noise.of(self.largest + added)
            }
        };
        let mean = self.noise.of(self.first / first);
        learning_rate * self.noise.of(mean / root)
    }

    fn nadam(&mut self, gradient: f64, epsilon: Epsilon, schedule: NesterovSchedule) -> f64 {
        let Settings { learning_rate, beta1, momentum_decay, .. } = self.settings;
        self.moments(gradient);
        let [_, second] = self.corrections();
        let [now, next] = [self.time, self.time + 1].map(|time| match schedule {
            NesterovSchedule::Warming | NesterovSchedule::WarmingInSingle => {
                beta1 * (1.0 - 0.5 * 0.96_f64.powf(f64::from(time) * momentum_decay))
            }
            NesterovSchedule::Constant => beta1,
        });
        self.product = match schedule {
            NesterovSchedule::WarmingInSingle => f64::from(self.product as f32 * now as f32),
            _ => self.noise.of(self.product * now),
        };
        let (root, factor) = self.denominator(self.second, second, epsilon);
        let of_gradient = {
            let correction = self.noise.of(1.0 - self.product);
            self.noise.of((1.0 - now) * gradient / correction)
        };
        let of_mean = {
            let correction = self.noise.of(1.0 - self.product * next);
            self.noise.of(next * self.first / correction)
        };
        let direction = self.noise.of(of_gradient + of_mean);
        learning_rate * self.noise.of(factor * direction / root)
    }

    fn radam(&mut self, gradient: f64, epsilon: Epsilon, rectification: Rectification) -> f64 {
        let Settings { learning_rate, beta2, .. } = self.settings;
        self.moments(gradient);
        let [first, second] = self.corrections();
        let mean = self.noise.of(self.first / first);
        let limit = 2.0 / (1.0 - beta2) - 1.0;
        let time = f64::from(self.time);
        let power = self.noise.of_many(beta2.powi(self.time), self.time);
        let length = limit - 2.0 * time * power / second;
        let least = match rectification {
            Rectification::AboveFive => 5.0,
            Rectification::AboveFour => 4.0,
        };
        if length <= least {
            return learning_rate * mean;
        }
        let term = |length: f64| (length - 4.0) * (length - 2.0) / length;
        let rectifier = self.noise.of((term(length) / term(limit)).sqrt());
        let (root, factor) = self.denominator(self.second, second, epsilon);
        learning_rate * self.noise.of(rectifier * factor * mean / root)
    }
}
