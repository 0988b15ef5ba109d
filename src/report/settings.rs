//! Settings that a report states in words, against those of the assignment.

use super::literal::LiteralValue;
use super::numbers::Number;
use crate::claim::{Printed, PrintedNumber};
use crate::homework::{
    Assignment, Minimisation, NetWork, PartId, Setting, SettingValue, Training, show,
};
use crate::optim::Optimiser;

/// How a stated setting stands to the assignment.
#[derive(Clone, Debug, PartialEq)]
pub enum Agreement {
    /// It is the assignment's.
    Agrees,
    /// The assignment has others.
    Differs(Vec<String>),
    /// The assignment does not have such a setting.
    Unchecked,
}

/// Holds the number of a setting against the assignment's.
pub(super) fn agreement(
    assignment: &Assignment,
    name: Setting,
    compares: bool,
    number: &Number,
) -> Agreement {
    let Some(stated) = value(&number.literal.value) else { return Agreement::Unchecked };
    let part = number.part.as_ref();
    let subject = number.subject.as_deref();
    let narrow = values(assignment, name, part, subject);
    let wide = values(assignment, name, part, None);
    let everywhere = values(assignment, name, None, None);
    let expected = match (narrow.is_empty(), wide.is_empty(), part) {
        (false, ..) if number.own_subject => &narrow,
        (_, false, _) => &wide,
        (_, _, None) => &everywhere,
        _ if subject.is_some() && !narrow.is_empty() => &narrow,
        _ => &everywhere,
    };
    if everywhere.is_empty() {
        return Agreement::Unchecked;
    }
    let known = |list: &Vec<SettingValue>| list.iter().any(|value| same(value, &stated));
    // All values of a sweep at once, or some of them.
    let all = stated.len() > 1 && stated.iter().all(|one| known_one(expected, *one));
    if known(expected) || all || (compares && (known(&wide) || known(&everywhere))) {
        return Agreement::Agrees;
    }
    Agreement::Differs(expected.iter().map(|value| show(value)).collect())
}

fn known_one(list: &[SettingValue], one: f64) -> bool {
    list.iter().any(|value| same(value, &[one]))
}

fn same(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a == b)
}

/// What a literal states, as [`show`] has it.
pub(super) fn stated(literal: &LiteralValue) -> Option<String> {
    value(literal).map(|value| show(&value))
}

/// The numbers of a literal; `None` if it is not readable.
fn value(value: &LiteralValue) -> Option<SettingValue> {
    match value {
        LiteralValue::Printed(printed) | LiteralValue::Repaired(printed, _) => match printed {
            Printed::Number(number) => Some(vec![number.to_f64()]),
            Printed::Array(array) => {
                Some(array.elements.iter().map(PrintedNumber::to_f64).collect())
            }
            Printed::Statement | Printed::Comparison(..) => None,
        },
        LiteralValue::Chain(sizes) => Some(sizes.iter().map(|&size| size as f64).collect()),
        // A setting of this kind is a count, so the separator can only group digits.
        LiteralValue::Separated(digits) => digits.parse().ok().map(|count| vec![count]),
        LiteralValue::Unclear(_) => None,
    }
}

/// What a setting can be in a part (anywhere if `None`) for a rule (any if `None`).
pub(super) fn values(
    assignment: &Assignment,
    name: Setting,
    part: Option<&PartId>,
    subject: Option<&str>,
) -> Vec<SettingValue> {
    let mut found: Vec<SettingValue> = Vec::new();
    let mut add = |value: Option<SettingValue>| {
        if let Some(value) = value.filter(|value| !found.contains(value)) {
            found.push(value);
        }
    };
    let problem = assignment.minimisation.iter();
    for comparison in problem.flat_map(|problem| &problem.comparisons) {
        // The rule of a later part keeps the settings of the first that runs it.
        if part.is_some_and(|part| *part != comparison.part) {
            continue;
        }
        for run in &comparison.runs {
            if subject.is_none_or(|subject| is_spoken_of(run, subject)) {
                add(run.setting(name));
            }
        }
    }
    if let Some(contour) = assignment.minimisation.iter().find_map(|p| p.contour.as_ref())
        && part.is_none_or(|part| *part == contour.part)
    {
        for value in contour.settings(name) {
            add(Some(value));
        }
    }
    for net in assignment.nets.iter().filter(|net| part.is_none_or(|part| *part == net.part)) {
        match &net.work {
            NetWork::Probe(net) => {
                net.settings(name).into_iter().for_each(|value| add(Some(value)))
            }
            NetWork::Sweep { trainings, .. } => {
                for training in trainings.iter().filter(|training| speaks_of(training, subject)) {
                    training.settings(name).into_iter().for_each(|value| add(Some(value)));
                }
            }
        }
    }
    found
}

/// Whether a training is by the rule that is spoken of.
fn speaks_of(training: &Training, subject: Option<&str>) -> bool {
    match subject {
        None => true,
        Some("momentum") => matches!(training.optimiser, Optimiser::Momentum(s) if s.decay != 0.0),
        Some("gd") => training.rule_name() == "sgd",
        Some(subject) => training.rule_name() == subject || *training.id.name == *subject,
    }
}

/// Whether a run is the one that is spoken of: by its name, or by its rule.
pub(super) fn is_spoken_of(run: &Minimisation, subject: &str) -> bool {
    *run.id.name == *subject || subject == rule_word(run)
}

/// What the vocabulary calls a run's rule.
pub(super) fn rule_word(run: &Minimisation) -> &'static str {
    match run.optimiser {
        Optimiser::GradientDescent { .. } => "gd",
        Optimiser::Momentum(_) => "momentum",
        Optimiser::Adam(_) => "adam",
    }
}
