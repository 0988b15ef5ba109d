//! What kind of number a quantity is, and what decides about it.

use serde::Serialize;

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One coordinate.
    Coordinate,
    /// A point of the plane.
    Point,
    /// A value of the objective.
    Objective,
    /// A distance in the plane.
    Distance,
    /// A step of a run.
    Step,
    /// A share of so many things.
    Share {
        /// How many.
        of: u32,
    },
    /// Shares of so many things, one an epoch.
    Shares {
        /// How many things.
        of: u32,
        /// How many shares.
        length: usize,
    },
    /// The norm of a gradient, a float32.
    Norm,
    /// Norms, one a layer.
    Norms {
        /// How many.
        length: usize,
    },
    /// A mean loss.
    Loss,
    /// Mean losses, one an epoch.
    Losses {
        /// How many.
        length: usize,
    },
    /// So many of so many things.
    Amount {
        /// How many there are.
        of: u32,
    },
    /// Amounts, one a class.
    Amounts {
        /// How many things there are in all.
        of: u32,
        /// How many amounts.
        length: usize,
    },
    /// A quotient of two norms.
    Ratio,
    /// A learning rate.
    Rate,
    /// A whole number.
    Count,
    /// A name.
    Name,
    /// A setting: a number or several.
    Setting,
}

impl Kind {
    /// How many numbers, of lists.
    pub fn length(self) -> Option<usize> {
        match self {
            Self::Shares { length, .. }
            | Self::Norms { length }
            | Self::Losses { length }
            | Self::Amounts { length, .. } => Some(length),
            _ => None,
        }
    }

    /// In words.
    pub fn word(self) -> String {
        match self {
            Self::Coordinate => "coordinate".to_owned(),
            Self::Point => "point".to_owned(),
            Self::Objective => "objective".to_owned(),
            Self::Distance => "distance".to_owned(),
            Self::Step => "step".to_owned(),
            Self::Share { of } => format!("share of {of}"),
            Self::Shares { of, length } => format!("{length} shares of {of}"),
            Self::Norm => "norm".to_owned(),
            Self::Norms { length } => format!("{length} norms"),
            Self::Loss => "loss".to_owned(),
            Self::Losses { length } => format!("{length} losses"),
            Self::Amount { of } => format!("count of {of}"),
            Self::Amounts { of, length } => format!("{length} counts of {of}"),
            Self::Ratio => "ratio".to_owned(),
            Self::Rate => "rate".to_owned(),
            Self::Count => "count".to_owned(),
            Self::Name => "name".to_owned(),
            Self::Setting => "setting".to_owned(),
        }
    }
}

/// What decides about a number.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// The re-run has it to the last digit.
    Exact,
    /// Re-runs under other seeds have such numbers.
    Random,
    /// The homework fixes it.
    Setting(Vec<f64>),
}
