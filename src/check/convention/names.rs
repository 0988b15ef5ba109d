//! Conventions in words.

use std::fmt;

use super::{
    AdamaxEpsilon, Convention, Correction, Epsilon, Maximum, NesterovSchedule, RatePlace,
    Rectification, Rule, Velocity, WeightDecay,
};

impl fmt::Display for Epsilon {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Outside => "epsilon outside the root",
            Self::Inside => "epsilon inside the root",
            Self::OutsideUncorrected => "epsilon outside the uncorrected root (ε-hat)",
            Self::InsideUncorrected => "epsilon inside the uncorrected root",
        })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::GradientDescent => formatter.write_str("gradient descent"),
            Self::Momentum { velocity, rate, nesterov } => {
                let name = if nesterov { "Nesterov momentum" } else { "momentum" };
                let velocity = match velocity {
                    Velocity::Sum => "undampened",
                    Velocity::DampenedAfterFirst => "dampened after the first step",
                    Velocity::Dampened => "dampened from the first step",
                    Velocity::Average => "an exponential average",
                };
                write!(formatter, "{name}, {velocity}, {}", side(rate))
            }
            Self::RmsProp { epsilon, centred, corrected, momentum } => {
                let centred = if centred { "centred " } else { "" };
                write!(formatter, "{centred}RMSprop, {epsilon}")?;
                if corrected {
                    formatter.write_str(", bias corrected")?;
                }
                match momentum {
                    Some(rate) => write!(formatter, ", with momentum, {}", side(rate)),
                    None => Ok(()),
                }
            }
            Self::AdaGrad { epsilon } => write!(formatter, "AdaGrad, {epsilon}"),
            Self::Adadelta { epsilon } => write!(formatter, "Adadelta, {epsilon}"),
            Self::Adam { epsilon, correction, largest } => {
                let name = match largest {
                    None => "Adam",
                    Some(_) => "AMSGrad",
                };
                let correction = match correction {
                    Correction::Both => "bias corrected",
                    Correction::None => "no bias correction",
                };
                write!(formatter, "{name}, {epsilon}, {correction}")?;
                match largest {
                    Some(Maximum::BeforeCorrection) => {
                        formatter.write_str(", maximum before the correction")
                    }
                    Some(Maximum::AfterCorrection) => {
                        formatter.write_str(", maximum after the correction")
                    }
                    None => Ok(()),
                }
            }
            Self::Adamax { epsilon } => match epsilon {
                AdamaxEpsilon::InMaximum => formatter.write_str("Adamax, epsilon in the maximum"),
                AdamaxEpsilon::Added => formatter.write_str("Adamax, epsilon added to the maximum"),
            },
            Self::NAdam { epsilon, schedule } => {
                let schedule = match schedule {
                    NesterovSchedule::Warming => "momentum warming up",
                    NesterovSchedule::WarmingInSingle => "momentum warming up, its product in f32",
                    NesterovSchedule::Constant => "constant momentum",
                };
                write!(formatter, "NAdam, {epsilon}, {schedule}")
            }
            Self::RAdam { epsilon, rectification } => {
                let from = match rectification {
                    Rectification::AboveFive => "rectified above 5",
                    Rectification::AboveFour => "rectified above 4",
                };
                write!(formatter, "RAdam, {epsilon}, {from}")
            }
        }
    }
}

fn side(rate: RatePlace) -> &'static str {
    match rate {
        RatePlace::Outside => "rate outside",
        RatePlace::Inside => "rate inside",
    }
}

impl fmt::Display for Convention {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.rule)?;
        formatter.write_str(match self.weight_decay {
            WeightDecay::None => "",
            WeightDecay::Coupled => ", coupled decay",
            WeightDecay::Decoupled => ", decoupled decay",
            WeightDecay::DecoupledFromRate => ", decay decoupled from the rate",
        })
    }
}
