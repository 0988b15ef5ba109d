//! Accuracies of one setting among several, which are no word about the best.

use super::numbers::{Meaning, Number};
use super::reading::Reading;
use super::rules::Rules;
use super::settings::show;
use crate::assignment::{Assignment, Choice, NetPart, NetWork, Training};
use crate::claim::PrintedNumber;

/// How the trainings of a part are told apart.
#[derive(Clone, Debug)]
pub(super) struct Sweep {
    part: String,
    /// Names of settings, the one to look for first.
    told_apart_by: [&'static str; 2],
    /// Rules that it has, in order: `sgd`, `adam`.
    rules: Vec<&'static str>,
}

/// The sweeps of an assignment; a sweep's trainings are named by the first number it says of its
/// winner.
pub(super) fn sweeps(assignment: &Assignment) -> Vec<Sweep> {
    let of = |part: &NetPart| {
        let NetWork::Sweep { trainings, best } = &part.work else { return None };
        let by_size = best.iter().find(|choice| **choice != Choice::Optimiser);
        let mut rules: Vec<_> = trainings.iter().map(Training::rule_name).collect();
        rules.sort_by_key(|rule| *rule != "sgd");
        rules.dedup();
        Some(Sweep {
            part: part.part.clone(),
            told_apart_by: match by_size {
                Some(Choice::Hidden) => ["hidden", "rate"],
                _ => ["rate", "hidden"],
            },
            rules,
        })
    };
    assignment.nets.iter().filter_map(of).collect()
}

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
    let Some(sweep) = rules.sweeps.iter().find(|sweep| sweep.part == part) else { return };
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
    let Some(told_by) = sweep.told_apart_by.iter().find_map(|setting| stated(setting)) else {
        return;
    };
    let named = number.subject.as_deref();
    let Some(rule) =
        named.filter(|rule| sweep.rules.contains(rule)).or(sweep.rules.first().copied())
    else {
        return;
    };
    let text = reading.text[told_by.literal.span.clone()].to_owned();
    let setting = PrintedNumber::parse(&text).map_or(text, |value| show(&[value.to_f64()]));
    number.meaning =
        Meaning::Claim { id: format!("{part}.{rule}.{setting}.accuracy"), close: true };
}
