//! Which numbers can be which claim or setting: kinds and orders of magnitude, so that a word
//! near a number is not taken for its label against all sense.

use super::literal::LiteralValue;
use super::rules::{Rule, Target};
use crate::claim::Printed;
use crate::homework::{Kind, Setting};

/// Whether a claim or setting can have such a value.
pub(super) fn takes(rule: &Rule, value: &LiteralValue, percent: bool) -> bool {
    let printed = match value {
        LiteralValue::Printed(printed) | LiteralValue::Repaired(printed, _) => printed,
        LiteralValue::Chain(_) => {
            let sizes = [Setting::Layers, Setting::Pixels];
            return matches!(&rule.target, Target::Setting(name) if sizes.contains(name));
        }
        LiteralValue::Separated(_) | LiteralValue::Unclear(_) => return true,
    };
    match (&rule.target, printed) {
        (Target::Setting(setting), Printed::Array(array)) => match setting {
            Setting::Start | Setting::Minimum | Setting::Layers => true,
            // The rates of a sweep, not a point with its eight decimals.
            Setting::Rate => array.elements.iter().all(|rate| {
                is_plausible(*setting, rate.to_f64().abs())
                    && rate.decimal().is_some_and(|rate| rate.significant_digits() <= 6)
            }),
            _ => false,
        },
        (Target::Setting(setting), Printed::Number(number)) => {
            !percent && is_plausible(*setting, number.to_f64().abs())
        }
        (Target::Claim(_), Printed::Array(_)) => rule.kind == Some(Kind::Point),
        (Target::Claim(_), Printed::Number(number)) => match rule.kind {
            Some(Kind::Point) => false,
            Some(Kind::Share { .. }) => true,
            Some(Kind::Count) => !percent && number.to_f64().fract() == 0.0,
            _ => !percent,
        },
        (Target::Other(_), _) => true,
        (Target::Setting(_) | Target::Claim(_), Printed::Statement | Printed::Comparison(..)) => {
            false
        }
    }
}

/// The order of magnitude of a setting, without its sign.
fn is_plausible(setting: Setting, size: f64) -> bool {
    match setting {
        Setting::Start | Setting::Minimum | Setting::Layers => false,
        Setting::Rate => size == 0.0 || (1e-9..=10.0).contains(&size),
        Setting::Epsilon => size < 0.01,
        Setting::WeightDecay => size <= 1.0,
        Setting::Beta1 | Setting::Beta2 | Setting::Momentum => {
            size == 0.0 || (0.01..=1.0).contains(&size)
        }
        // The others count something.
        _ => size.fract() == 0.0,
    }
}
