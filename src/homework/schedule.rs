//! How a training's rate changes.

use serde::Deserialize;

use crate::optim::Schedule;

/// What a schedule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Each {
    /// `scheduler.step()` after every batch.
    Step,
    /// `scheduler.step()` after every epoch.
    Epoch,
}

/// A rate that changes during a training.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateSchedule {
    /// The rate by what is counted, from 0.
    pub schedule: Schedule,
    /// What is counted.
    pub each: Each,
}

impl RateSchedule {
    /// The rate of a step, counted from 0 over the whole training.
    pub fn rate(&self, step: u64, steps_of_an_epoch: u64) -> f64 {
        self.schedule.rate(match self.each {
            Each::Step => step,
            Each::Epoch => step / steps_of_an_epoch.max(1),
        })
    }

    /// The same schedule from another first rate.
    pub fn from_rate(self, rate: f64) -> Self {
        let schedule = match self.schedule {
            Schedule::Constant(_) => Schedule::Constant(rate),
            Schedule::Step { factor, every, .. } => Schedule::Step { initial: rate, factor, every },
            Schedule::Cosine { last, steps, .. } => Schedule::Cosine { initial: rate, last, steps },
        };
        Self { schedule, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_falls_by_what_is_counted() {
        let schedule = Schedule::Step { initial: 0.5, factor: 0.5, every: 2 };
        let by_step = RateSchedule { schedule, each: Each::Step };
        let by_epoch = RateSchedule { schedule, each: Each::Epoch };
        let rates = |one: RateSchedule| [0, 1, 2, 5, 6, 13].map(|step| one.rate(step, 3));
        assert_eq!(rates(by_step), [0.5, 0.5, 0.25, 0.125, 0.0625, 0.0078125]);
        assert_eq!(rates(by_epoch), [0.5, 0.5, 0.5, 0.5, 0.25, 0.125]);
        assert_eq!(by_epoch.from_rate(2.0).rate(6, 3), 1.0);
    }
}
