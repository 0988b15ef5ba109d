//! How much a check of a random number could tell apart.

use crate::homework::{Claim, QuantityId, What};
use crate::measure::Measurements;

use super::evidence::Evidence;
use super::statistics::{UNUSUAL_P, alone};

/// How much the check could tell apart: which single trainings of the sweep, or which other
/// layers, would have been accepted with that number as well.
pub(super) fn also_accepted(claim: &Claim, id: &QuantityId, evidence: &Evidence) -> Option<String> {
    let value = claim.number()?.to_f64();
    let rows = evidence.rows.of(id.part());
    match id.what {
        What::BestAccuracy | What::Accuracy => {
            let part = evidence.homework.assignment.net_part(id.part())?;
            let (mut accepted, mut refused) = (Vec::new(), 0);
            for training in part.trainings() {
                let accuracy = QuantityId::of_run(&training.id, What::Accuracy);
                let finals = evidence.rows.numbers(&accuracy);
                if finals.is_empty() {
                    continue;
                }
                if alone(&finals, value) > UNUSUAL_P {
                    accepted.push(training.id.to_string());
                } else {
                    refused += 1;
                }
            }
            Some(match accepted.len() {
                0 => format!("single runs of all {refused} configurations would be refused"),
                _ => format!(
                    "single runs of {} would be accepted with it too, {refused} others refused",
                    accepted.join(", ")
                ),
            })
        }
        What::GradientNorm(_) => {
            let by_layer = id.sibling(What::GradientNormByLayer);
            let layers = rows.first()?.numbers(&by_layer)?.len();
            let of_layer = |layer: &usize| {
                let norm = |row: &Measurements| {
                    row.numbers(&by_layer)
                        .and_then(|norms| norms.get(*layer))
                        .map(|&n| libm::log(n))
                };
                let norms: Vec<f64> = rows.iter().filter_map(norm).collect();
                alone(&norms, libm::log(value)) > UNUSUAL_P
            };
            let accepted: Vec<String> =
                (0..layers).filter(of_layer).map(|layer| (layer + 1).to_string()).collect();
            let accepted =
                if accepted.is_empty() { "none".to_owned() } else { accepted.join(", ") };
            Some(format!("of layers 1 to {layers} it would be accepted for {accepted}"))
        }
        _ => None,
    }
}
