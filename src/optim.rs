//! Update rules: one a file, each with its convention as an enum and its order of
//! operations stated, since libraries that share a name do not share an arithmetic.

mod adadelta;
mod adagrad;
mod adam;
mod adamax;
mod amsgrad;
mod gradient_descent;
mod momentum;
mod nadam;
mod nesterov;
mod radam;
mod rmsprop;
mod rounding;
mod rule;
mod schedule;
mod weight_decay;

pub use adadelta::{Adadelta, AdadeltaSettings};
pub use adagrad::{AdaGrad, AdaGradSettings};
pub use adam::{Adam, AdamSettings, BiasCorrection, EpsilonPlace};
pub use adamax::{Adamax, AdamaxSettings};
pub use amsgrad::{AmsGrad, AmsGradSettings, MaximumOf};
pub use gradient_descent::GradientDescent;
pub use momentum::{Momentum, MomentumForm, MomentumSettings};
pub use nadam::{NAdam, NAdamSettings};
pub use nesterov::{Nesterov, NesterovSettings};
pub use radam::{RAdam, RAdamSettings};
pub use rmsprop::{RmsProp, RmsPropSettings};
pub use rounding::Rounding;
pub use rule::Rule;
pub use schedule::Schedule;
pub use weight_decay::WeightDecayForm;

use crate::arithmetic::Parameter;

/// A rule that moves parameters along a gradient and remembers what it needs to.
pub trait UpdateRule<T: Parameter> {
    /// One step, in place. `parameters` and `gradient` have the same length at every call.
    fn step(&mut self, parameters: &mut [T], gradient: &[T]);

    /// Another rate from the next step on, as a schedule asks for; `false` if the rule has none
    /// that could be changed.
    fn set_learning_rate(&mut self, _learning_rate: f64) -> bool {
        false
    }
}

/// A rule of the homework with its settings, before it is given a number type and parameters.
///
/// These are the rules that a homework's document can name; the others of this module are
/// started by their own `new`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Optimiser {
    /// Plain gradient descent at this rate.
    GradientDescent {
        /// η.
        learning_rate: f64,
    },
    /// Gradient descent with momentum.
    Momentum(MomentumSettings),
    /// Adam.
    Adam(AdamSettings),
}

impl Optimiser {
    /// A fresh rule for `length` parameters, all state zero.
    pub fn start<T: Parameter>(&self, length: usize) -> Box<dyn UpdateRule<T>> {
        match *self {
            Self::GradientDescent { learning_rate } => {
                Box::new(GradientDescent::new(T::constant(learning_rate)))
            }
            Self::Momentum(settings) => Box::new(Momentum::new(settings, length)),
            Self::Adam(settings) => Box::new(Adam::new(settings, length)),
        }
    }

    /// η.
    pub fn learning_rate(&self) -> f64 {
        match *self {
            Self::GradientDescent { learning_rate } => learning_rate,
            Self::Momentum(settings) => settings.learning_rate,
            Self::Adam(settings) => settings.learning_rate,
        }
    }
}
