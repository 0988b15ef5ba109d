//! Accuracies of one setting among several, which are no word about the best.

use super::numbers::{Meaning, Number};
use super::reading::Reading;
use super::rules::Rules;
use super::settings::show;
use crate::claim::PrintedNumber;

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
    let stated = |wanted: &str| {
        earlier.iter().rev().find(|other| {
            let of = |id: &str| {
                id.strip_prefix(part).is_some_and(|rest| rest == format!(".best.{wanted}"))
            };
            let names = match &other.meaning {
                Meaning::Setting { name, .. } => name == wanted,
                Meaning::Claim { id, .. } => of(id),
                _ => false,
            };
            names && other.literal.span.start >= sentence.start
        })
    };
    // The configurations of 2(c) are told apart by their size.
    let rate =
        if part == "2c" { stated("hidden").or_else(|| stated("rate")) } else { stated("rate") };
    let Some(rate) = rate.or_else(|| stated("hidden")) else { return };
    let text = reading.text[rate.literal.span.clone()].to_owned();
    let rule = match part {
        "2b" => "adam",
        _ => number
            .subject
            .as_deref()
            .filter(|subject| matches!(*subject, "sgd" | "adam"))
            .unwrap_or("sgd"),
    };
    let setting = PrintedNumber::parse(&text).map_or(text, |rate| show(&[rate.to_f64()]));
    number.meaning =
        Meaning::Claim { id: format!("{part}.{rule}.{setting}.accuracy"), close: true };
}
