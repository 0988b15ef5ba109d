//! How a claim is judged: the checks that follow from what it is about.

use super::Quantity;
use super::kind::{Kind, Truth};
use super::predicate::Predicate;
use super::quantity::QuantityId;
use super::what::{Layer, What};

/// One check of a claim. A claim has one or more; its verdict is the worst.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// The re-run, printed with as many digits, is the text.
    Digits,
    /// The objective can be that at the report's own final point.
    ObjectiveAtPoint(QuantityId),
    /// The report's own two norms have that quotient.
    Quotient(QuantityId, QuantityId),
    /// The number can exist at all.
    Grain(Grain),
    /// The report's accuracy, wrong images and confusions are those of one run.
    Together,
    /// Re-runs under other seeds give such numbers.
    Ensemble,
    /// Re-run sweeps have such winners.
    Winner,
    /// The homework itself says so.
    Structure(Vec<f64>),
    /// The predicates of a statement hold.
    Statement(Vec<Predicate>),
}

/// What numbers can exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// k of so many.
    Share(u32),
    /// A float32 above zero.
    Float32,
    /// Any number above zero.
    Positive,
    /// Any number but a negative one: a loss.
    NotNegative,
    /// A whole number up to so many.
    Amount(u32),
}

impl Check {
    /// Its name in tables.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::ObjectiveAtPoint(_) | Self::Quotient(..) => "own arithmetic",
            Self::Grain(_) => "grain",
            Self::Together => "together",
            Self::Ensemble => "ensemble",
            Self::Winner => "winner",
            Self::Structure(_) => "structure",
            Self::Statement(_) => "statement",
        }
    }

    /// The checks of a quantity.
    pub fn of(quantity: &Quantity) -> Vec<Self> {
        let id = &quantity.id;
        match (&quantity.truth, quantity.kind, id.what) {
            (Truth::Setting(value), ..) => vec![Self::Structure(value.clone())],
            (Truth::Exact, _, What::Value) => {
                vec![Self::Digits, Self::ObjectiveAtPoint(id.sibling(What::Point))]
            }
            (Truth::Exact, ..) => vec![Self::Digits],
            (Truth::Random, _, What::Winner(_)) => vec![Self::Winner],
            (Truth::Random, Kind::Share { of } | Kind::Shares { of, .. }, _) => {
                vec![Self::Grain(Grain::Share(of)), Self::Ensemble]
            }
            (Truth::Random, Kind::Amount { of } | Kind::Amounts { of, .. }, _) => {
                vec![Self::Grain(Grain::Amount(of)), Self::Together, Self::Ensemble]
            }
            (Truth::Random, Kind::Loss | Kind::Losses { .. }, _) => {
                vec![Self::Grain(Grain::NotNegative), Self::Ensemble]
            }
            (Truth::Random, Kind::Ratio, _) => {
                let norm = |layer| id.sibling(What::GradientNorm(layer));
                let quotient = Self::Quotient(norm(Layer::Input), norm(Layer::Output));
                vec![Self::Grain(Grain::Positive), quotient, Self::Ensemble]
            }
            (Truth::Random, ..) => vec![Self::Grain(Grain::Float32), Self::Ensemble],
        }
    }
}
