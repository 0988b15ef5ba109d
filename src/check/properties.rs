//! The properties of an optimiser, each with the conventions that it is one of.

mod adaptive;
mod decay;
mod quadratics;
mod settings;
mod steps;
mod symmetries;
mod velocity;

use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::*;

use super::bench::Bench;
use super::candidate::Candidate;
use super::convention::{Convention, Rule, Velocity};
use super::property::Property;
use super::report::Finding;
use super::sequence::Sequence;
use super::trial::Effort;
use crate::arithmetic::Real;

/// Another path of the same rule, with its name.
pub(super) type Path<'a, T> = (String, Box<dyn Candidate<T> + 'a>);

/// Everything that a property is asked with.
pub(super) struct Context<'a, T: Real> {
    pub(super) bench: Bench<'a, T>,
    pub(super) convention: Convention,
    pub(super) effort: Effort<'a>,
    pub(super) paths: &'a [Path<'a, T>],
}

/// What came of asking.
pub(super) enum Answer {
    /// The convention does not have the property.
    NotItsOwn,
    /// It has, but the candidate cannot be asked.
    Cannot(&'static str),
    /// What was found.
    Found(Finding),
}

/// Why a property that needs other settings was not asked.
const OTHER_SETTINGS: Answer = Answer::Cannot("needs a rule that takes settings (made_by)");

/// Asks one property.
pub(super) fn ask<T: Real>(context: &Context<'_, T>, property: Property) -> Answer {
    match property {
        Property::Repeatable => steps::repeatable(context),
        Property::EveryStep => steps::every_step(context),
        Property::PathsAgree => steps::paths_agree(context),
        Property::RateChange => steps::rate_change(context),
        Property::Resumption => steps::resumption(context),
        Property::RestsWithoutAGradient => steps::rests(context),
        Property::CoupledDecayIsAPenalty => decay::coupled(context),
        Property::DecoupledDecayAlone => decay::alone(context),
        Property::DecoupledDecayAdds => decay::adds(context),
        Property::ConstantGradient => adaptive::constant_gradient(context),
        Property::EpsilonPlace => adaptive::epsilon_place(context),
        Property::LargestStays => adaptive::largest_stays(context),
        Property::LongestStep => adaptive::longest_step(context),
        Property::VelocityOfConstantGradients => velocity::constant_gradients(context),
        Property::HeavyBallThreshold => velocity::heavy_ball_threshold(context),
        Property::BestHeavyBall => velocity::best_heavy_ball(context),
        Property::NesterovThreshold => velocity::nesterov_threshold(context),
        Property::AverageIsASmallerRate => velocity::average(context),
        Property::PowersOnAQuadratic => quadratics::powers(context),
        Property::DescentOfASmoothFunction => quadratics::descent(context),
        Property::GrowthAboveTheThreshold => quadratics::growth(context),
        Property::BestRate => quadratics::best_rate(context),
        Property::Rosenbrock => quadratics::rosenbrock(context),
        Property::Linear => symmetries::linear(context),
        Property::OriginIsAnywhere => symmetries::origin(context),
        Property::Rotation => symmetries::rotation(context),
        Property::GradientUnit => symmetries::gradient_unit(context),
        Property::Odd => symmetries::odd(context),
        Property::CoordinatesApart => symmetries::coordinates_apart(context),
        Property::NoMomentumIsDescent => settings::no_momentum(context),
        Property::Cycle => settings::cycle(context),
        Property::UnitFree => settings::unit_free(context),
        Property::SignDescent => settings::sign_descent(context),
        Property::Reddi => settings::reddi(context),
        // Of schedules and sums, which are no rules.
        Property::ScheduleEndsAndCount | Property::SumIsCountTimesMean => Answer::NotItsOwn,
    }
}

impl<T: Real> Context<'_, T> {
    fn rule(&self) -> Rule {
        self.convention.rule
    }

    fn has_decay(&self) -> bool {
        self.bench.settings.weight_decay > 0.0
    }

    /// Moves of the convention, and what rounding may do to each.
    fn modelled(&self, sequence: &Sequence) -> (Vec<f64>, Vec<f64>) {
        let moves = self.bench.model(self.convention, sequence);
        let allowed = self.bench.allowance(self.convention, sequence, &moves);
        (moves, allowed)
    }

    /// What a gradient is multiplied with on its way into the velocity, for momentum that is no
    /// Nesterov's.
    fn heavy_ball_share(&self) -> Option<f64> {
        let Rule::Momentum { velocity, nesterov: false, .. } = self.rule() else { return None };
        Some(self.share(velocity))
    }

    fn share(&self, velocity: Velocity) -> f64 {
        match velocity {
            Velocity::Sum => 1.0,
            Velocity::Dampened | Velocity::DampenedAfterFirst => {
                1.0 - self.bench.settings.dampening
            }
            Velocity::Average => 1.0 - self.bench.settings.momentum,
        }
    }
}

/// Gradients of all sizes, the plainest first.
fn gradient() -> impl Strategy<Value = f64> {
    let size = prop_oneof![Just(1.0), 0.1..2.0_f64, (-4.0..2.0_f64).prop_map(|k| 10_f64.powf(k))];
    (size, any::<bool>()).prop_map(|(size, negative)| if negative { -size } else { size })
}

/// Steps from zero.
fn from_zero(steps: RangeInclusive<usize>) -> impl Strategy<Value = Sequence> {
    vec(gradient(), steps).prop_map(Sequence::from_zero)
}

/// Steps from anywhere.
fn anywhere(steps: RangeInclusive<usize>) -> impl Strategy<Value = Sequence> {
    let start = prop_oneof![Just(0.0), Just(1.0), -2.0..2.0_f64];
    vec((start, gradient()), steps).prop_map(Sequence::new)
}

fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |largest: f64, number| largest.max(number.abs()))
}
