//! Accuracies of one setting among several, which are no word about the best.

use super::numbers::{Meaning, Number};
use super::reading::Reading;
use super::rules::Rules;
use crate::claim::PrintedNumber;
use crate::numpy::repr;

/// "At 0.01 the accuracy is 0.94" is no word about the best accuracy: the number belongs to that
/// rate, unless something is called the best.
pub(super) fn single_out(
    reading: &Reading,
    rules: &Rules,
    earlier: &[Number],
    number: &mut Number,
) {
    let Meaning::Claim { id, close: true } = &number.meaning else { return };
    let Some((part, "accuracy")) = id.split_once(".best.") else { return };
    let span = &number.literal.span;
    let sentence = reading.sentence(span.start);
    let unit = reading.unit;
    let column = reading.column(span.start);
    let mut places = vec![sentence.clone()];
    places.extend(unit.lead.clone());
    places.extend(column.and_then(|column| unit.header.get(column)).cloned());
    places.extend(column.and_then(|_| unit.header.first()).cloned());
    if places.iter().any(|place| reading.holds(place, &rules.best)) {
        return;
    }
    let rate = earlier.iter().rev().find(|other| {
        let names = matches!(&other.meaning, Meaning::Setting { name, .. } if name == "rate" || name == "hidden");
        names && other.literal.span.start >= sentence.start
    });
    let Some(rate) = rate else { return };
    let text = reading.text[rate.literal.span.clone()].to_owned();
    let rule = match part {
        "2b" => "adam",
        _ => number
            .subject
            .as_deref()
            .filter(|subject| matches!(*subject, "sgd" | "adam"))
            .unwrap_or("sgd"),
    };
    let setting = PrintedNumber::parse(&text).map_or(text, |rate| repr(rate.to_f64()));
    number.meaning =
        Meaning::Claim { id: format!("{part}.{rule}.{setting}.accuracy"), close: true };
}
