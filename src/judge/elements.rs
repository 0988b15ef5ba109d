//! The numbers of a ledger that are held against re-runs, as columns of a test.

use crate::claim::{Decimal, Printed, PrintedNumber};
use crate::homework::{Check, Claim, ClaimId, Grain, Kind, Layer, QuantityId, What};
use crate::measure::{Cohort, Measurements, Origin, Value};

use super::statistics::Column;
use super::{is_float32, is_share_of};

/// One number of a claim, and its quantity in each row.
pub(super) struct Element {
    pub(super) claim: ClaimId,
    pub(super) quantity: QuantityId,
    number: Decimal,
    /// Steps in a share; 1 of an amount.
    steps: Option<u32>,
}

/// Whether a claim is held against rows.
pub(super) fn is_random(claim: &Claim) -> bool {
    claim.checks.contains(&Check::Ensemble)
}

/// The numbers of a claim that can exist.
pub(super) fn elements(claim: &Claim) -> Vec<Element> {
    let Some(id) = claim.id.quantity().filter(|_| is_random(claim)) else { return Vec::new() };
    let numbers: Vec<(&PrintedNumber, What)> = match claim.printed() {
        Some(Printed::Number(number)) => vec![(number, id.what)],
        Some(Printed::Array(array)) => {
            let length = claim.kind.and_then(Kind::length).unwrap_or_default();
            let layer =
                |index: usize| Layer::of(index + 1, length).unwrap_or(Layer::Number(index + 1));
            let what = |index: usize| match id.what {
                What::AccuracyByEpoch => What::AccuracyAt(index + 1),
                What::ByEpoch(curve) => What::At(curve, index + 1),
                What::ConfusionRow(class) => What::Confused(class, index),
                What::WeightNormByLayer => What::WeightNorm(layer(index)),
                What::StepNormByLayer(step) => What::StepNorm(layer(index), step),
                _ => What::GradientNorm(layer(index)),
            };
            let elements = array.elements.iter().enumerate();
            elements.map(|(index, number)| (number, what(index))).collect()
        }
        _ => Vec::new(),
    };
    let grain = claim.checks.iter().find_map(|check| match check {
        Check::Grain(grain) => Some(*grain),
        _ => None,
    });
    let possible = |number: &PrintedNumber| grain.is_none_or(|g| impossible(number, g).is_none());
    let steps = match grain {
        Some(Grain::Share(steps)) => Some(steps),
        Some(Grain::Amount(_)) => Some(1),
        _ => None,
    };
    let element = |(number, what): (&PrintedNumber, What)| {
        let quantity = id.sibling(what);
        let number = number.decimal().filter(|_| possible(number))?.clone();
        Some(Element { claim: claim.id.clone(), quantity, number, steps })
    };
    numbers.into_iter().filter_map(element).collect()
}

/// The column of a number, if all rows have the quantity.
pub(super) fn column(element: &Element, cohort: &Cohort) -> Option<Column> {
    Some(element.column(values(&element.quantity, cohort)?, cohort.origin))
}

/// A quantity in each row.
pub(super) fn values(quantity: &QuantityId, cohort: &Cohort) -> Option<Vec<f64>> {
    let number = |row: &Measurements| match row.get(quantity) {
        Some(Value::Number(number)) => Some(number),
        Some(Value::Count(count)) if quantity.what.is_measured() => Some(count as f64),
        _ => None,
    };
    let values: Option<Vec<f64>> = cohort.rows.iter().map(number).collect();
    values.filter(|values| !values.is_empty())
}

impl Element {
    /// Shares as they are, norms and ratios by their logarithm; the printed number stands for
    /// the value nearest to the rows' centre that prints so.
    pub(super) fn column(&self, values: Vec<f64>, origin: Origin) -> Column {
        let centre = |values: &[f64]| {
            let values = match origin {
                Origin::Stored => values,
                Origin::OnDemand { pilot } => &values[..pilot.min(values.len())],
            };
            values.iter().sum::<f64>() / values.len() as f64
        };
        let interval = self.number.interval();
        if let Some(steps) = self.steps {
            let step = 1.0 / f64::from(steps);
            let (low, high) = (interval.low() / step, interval.high() / step);
            let nearest = (centre(&values) / step).clamp(low, high).round();
            return Column { reported: nearest * step, rows: values, floor: step };
        }
        let logarithms: Vec<f64> = values.iter().map(|&value| libm::log(value)).collect();
        let (low, high) =
            (libm::log(interval.low().max(f64::MIN_POSITIVE)), libm::log(interval.high()));
        let reported = centre(&logarithms).clamp(low, high);
        Column { rows: logarithms, reported, floor: 0.0 }
    }
}

/// Why no honest run can print that number, whatever its seed.
pub(super) fn impossible(number: &PrintedNumber, grain: Grain) -> Option<String> {
    let value = number.to_f64();
    match grain {
        Grain::Share(steps) => (!is_share_of(number, steps))
            .then(|| format!("it is not a whole number of {steps} images")),
        Grain::Float32 if !is_float32(number) => {
            Some("it is not a float32 printed in full".to_owned())
        }
        Grain::NotNegative => (value < 0.0).then(|| "a loss is not negative".to_owned()),
        Grain::Amount(most) => {
            let whole = value.fract() == 0.0 && (0.0..=f64::from(most)).contains(&value);
            (!whole).then(|| format!("it is not a whole number up to {most}"))
        }
        Grain::Float32 | Grain::Positive => {
            (value.is_nan() || value <= 0.0).then(|| "a norm is above zero".to_owned())
        }
    }
}
