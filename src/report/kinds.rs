//! Which numbers can be which claim or setting: kinds and orders of magnitude, so that a word
//! near a number is not taken for its label against all sense.

use super::literal::LiteralValue;
use super::rules::Target;
use crate::claim::{Ledger, Printed, Rule};

/// Whether a claim or setting can have such a value.
pub(super) fn takes(target: &Target, ledger: &Ledger, value: &LiteralValue, percent: bool) -> bool {
    let printed = match value {
        LiteralValue::Printed(printed) | LiteralValue::Repaired(printed, _) => printed,
        LiteralValue::Chain(_) => {
            let sizes = |name: &str| matches!(name, "layers" | "pixels");
            return matches!(target, Target::Setting(name) if sizes(name));
        }
        LiteralValue::Separated(_) | LiteralValue::Unclear(_) => return true,
    };
    match (target, printed) {
        (Target::Setting(name), Printed::Array(array)) => match name.as_str() {
            "start" | "minimum" | "layers" => true,
            // The rates of a sweep, not a point with its eight decimals.
            "rate" => array.elements.iter().all(|rate| {
                is_plausible(name, rate.to_f64().abs())
                    && rate.decimal().is_some_and(|rate| rate.significant_digits() <= 6)
            }),
            _ => false,
        },
        (Target::Setting(name), Printed::Number(number)) => {
            !percent && is_plausible(name, number.to_f64().abs())
        }
        (Target::Claim(id), printed) => {
            let array = matches!(printed, Printed::Array(_));
            match ledger.find(id) {
                Some(claim) if percent => {
                    claim.basis.starts_with("share") || claim.rule == Rule::Unreported
                }
                Some(claim) if claim.rule == Rule::Structure => {
                    matches!(printed, Printed::Number(n) if n.to_f64().fract() == 0.0)
                }
                Some(claim) => array == (claim.rule == Rule::Printed),
                None => array == id.ends_with(".point"),
            }
        }
        (Target::Other(_), _) => true,
        (Target::Setting(_), Printed::Statement) => false,
    }
}

/// The order of magnitude of a setting, without its sign.
fn is_plausible(name: &str, size: f64) -> bool {
    match name {
        "start" | "minimum" | "layers" => false,
        "rate" => size == 0.0 || (1e-9..=10.0).contains(&size),
        "epsilon" => size < 0.01,
        "weight decay" => size <= 1.0,
        "beta1" | "beta2" | "momentum" => size == 0.0 || (0.01..=1.0).contains(&size),
        // The others count something.
        _ => size.fract() == 0.0,
    }
}
