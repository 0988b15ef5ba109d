//! Adam and its relatives.

use super::super::convention::{
    AdamaxEpsilon, Correction, Epsilon, Maximum, NesterovSchedule, Rectification,
};
use super::super::settings::Settings;
use super::Model;

impl Model {
    /// 1 - βᵗ. Some multiply their way to the power.
    pub(super) fn correction(&mut self, beta: f64) -> f64 {
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

    pub(super) fn adam(
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

    pub(super) fn adamax(&mut self, gradient: f64, epsilon: AdamaxEpsilon) -> f64 {
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

    pub(super) fn nadam(
        &mut self,
        gradient: f64,
        epsilon: Epsilon,
        schedule: NesterovSchedule,
    ) -> f64 {
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

    pub(super) fn radam(
        &mut self,
        gradient: f64,
        epsilon: Epsilon,
        rectification: Rectification,
    ) -> f64 {
        let learning_rate = self.settings.learning_rate;
        self.moments(gradient);
        let [first, second] = self.corrections();
        let mean = self.noise.of(self.first / first);
        // In f64 whatever the parameters are: of ρₜ, a small difference of large numbers, f32 would leave nothing.
        let limit = 2.0 / (1.0 - self.beta2) - 1.0;
        let power = self.noise.of_many_in_double(self.beta2.powi(self.time), self.time);
        let length = limit - 2.0 * f64::from(self.time) * power / (1.0 - power);
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
