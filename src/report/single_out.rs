//! Accuracies of one setting among several, which are no word about the best.

use super::numbers::{Meaning, Number};
use super::reading::Reading;
use super::rules::Rules;
use crate::claim::PrintedNumber;
use crate::homework::{
    Assignment, Choice, ClaimId, NetPart, NetWork, PartId, QuantityId, Setting, Training, What,
};

/// How the trainings of a part are told apart.
#[derive(Clone, Debug)]
pub(super) struct Sweep {
    part: PartId,
    /// Settings, the one to look for first.
    told_apart_by: [Setting; 2],
    /// Rules that it has, in order: `sgd`, `adam`.
    rules: Vec<&'static str>,
    trainings: Vec<Training>,
}

/// The sweeps of an assignment; a sweep's trainings are named by the first number it says of its
/// winner.
pub(super) fn sweeps(assignment: &Assignment) -> Vec<Sweep> {
    let of = |part: &NetPart| {
        let trainings = part.trainings();
        if trainings.len() < 2 {
            return None;
        }
        let best = match &part.work {
            NetWork::Sweep { best, .. } if !best.is_empty() => best.clone(),
            _ => part.choices(),
        };
        let by_size = best.iter().find(|choice| **choice != Choice::Optimiser);
        let mut rules: Vec<_> = trainings.iter().map(Training::rule_name).collect();
        rules.sort_by_key(|rule| *rule != "sgd");
        rules.dedup();
        Some(Sweep {
            part: part.part.clone(),
            told_apart_by: match by_size {
                Some(Choice::Hidden) => [Setting::Hidden, Setting::Rate],
                _ => [Setting::Rate, Setting::Hidden],
            },
            rules,
            trainings: trainings.to_vec(),
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
    let Some(part) = id.quantity().filter(|id| id.what == What::BestAccuracy).map(QuantityId::part)
    else {
        return;
    };
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
    let Some(sweep) = rules.sweeps.iter().find(|sweep| sweep.part == *part) else { return };
    let stated = |wanted: Setting| {
        earlier.iter().rev().find(|other| {
            let hidden = What::Winner(Choice::Hidden);
            let of = |id: &ClaimId| {
                let own = id.quantity().filter(|id| id.part() == part);
                wanted == Setting::Hidden && own.is_some_and(|id| id.what == hidden)
            };
            let names = match &other.meaning {
                Meaning::Setting { name, .. } => *name == wanted,
                Meaning::Claim { id, .. } => of(id),
                _ => false,
            };
            names && other.literal.span.start >= sentence.start
        })
    };
    let Some((setting, told_by)) = sweep.told_apart_by.iter().find_map(|s| Some((*s, stated(*s)?)))
    else {
        return;
    };
    let named = number.subject.as_deref();
    let Some(rule) =
        named.filter(|rule| sweep.rules.contains(rule)).or(sweep.rules.first().copied())
    else {
        return;
    };
    let Ok(stated) = PrintedNumber::parse(&reading.text[told_by.literal.span.clone()]) else {
        return;
    };
    let own = |training: &&Training| {
        let value = match setting {
            Setting::Hidden => training.net.layers[1] as f64,
            _ => training.optimiser.learning_rate(),
        };
        training.rule_name() == rule && value == stated.to_f64()
    };
    number.meaning = match sweep.trainings.iter().find(own) {
        Some(training) => {
            let id = QuantityId::of_run(&training.id, What::Accuracy);
            Meaning::Claim { id: id.into(), close: true }
        }
        None => Meaning::Other("the accuracy of another setting".to_owned()),
    };
}
