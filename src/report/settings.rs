//! Settings that a report states in words, against those of the assignment.

use super::literal::LiteralValue;
use super::numbers::Number;
use crate::assignment::{Assignment, Minimisation, Net, NetWork, Training};
use crate::claim::{Printed, PrintedNumber};
use crate::mnist;
use crate::numpy::repr;
use crate::objective::Objective;
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

/// One value of a setting, one number or several.
pub type SettingValue = Vec<f64>;

/// Holds the number of a setting against the assignment's.
pub(super) fn agreement(
    assignment: &Assignment,
    name: &str,
    compares: bool,
    number: &Number,
) -> Agreement {
    let Some(stated) = value(&number.literal.value) else { return Agreement::Unchecked };
    let part = number.part.as_deref();
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

/// A setting as text.
pub fn show(value: &[f64]) -> String {
    let number = |number: &f64| {
        if number.fract() == 0.0 && number.abs() < 1e15 {
            format!("{number:.0}")
        } else {
            repr(*number)
        }
    };
    match value {
        [one] => number(one),
        several => {
            let several: Vec<String> = several.iter().map(number).collect();
            format!("[{}]", several.join(", "))
        }
    }
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
            Printed::Statement => None,
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
    name: &str,
    part: Option<&str>,
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
        if part.is_some_and(|part| part != comparison.part) {
            continue;
        }
        for run in &comparison.runs {
            if subject.is_none_or(|subject| run.id.ends_with(&format!(".{subject}"))) {
                add(of_run(run, name));
            }
        }
    }
    if let Some(contour) = assignment.minimisation.iter().find_map(|p| p.contour.as_ref())
        && part.is_none_or(|part| part == contour.part)
    {
        for value in contour_values(contour, name) {
            add(Some(value));
        }
    }
    for net in assignment.nets.iter().filter(|net| part.is_none_or(|part| part == net.part)) {
        match &net.work {
            NetWork::Probe(net) => of_net(net, name).into_iter().for_each(|value| add(Some(value))),
            NetWork::Sweep { trainings, .. } => {
                for training in trainings.iter().filter(|training| speaks_of(training, subject)) {
                    of_training(training, name).into_iter().for_each(|value| add(Some(value)));
                }
            }
        }
    }
    found
}

fn speaks_of(training: &Training, subject: Option<&str>) -> bool {
    match subject {
        None => true,
        Some("momentum") => matches!(training.optimiser, Optimiser::Momentum(s) if s.decay != 0.0),
        Some("gd") => training.rule_name() == "sgd",
        Some(subject) => training.rule_name() == subject,
    }
}

fn of_run(run: &Minimisation, name: &str) -> Option<SettingValue> {
    let one = |value: f64| Some(vec![value]);
    match (name, run.optimiser) {
        ("rate", rule) => one(rule.learning_rate()),
        ("steps" | "epochs", _) => one(run.steps as f64),
        ("start", _) => Some(run.start.to_vec()),
        ("minimum", _) => run.objective.minima().first().map(|minimum| minimum.to_vec()),
        ("beta1", Optimiser::Adam(settings)) => one(settings.beta1),
        ("beta2", Optimiser::Adam(settings)) => one(settings.beta2),
        ("epsilon", Optimiser::Adam(settings)) => one(settings.epsilon),
        ("momentum", Optimiser::Momentum(settings)) => one(settings.decay),
        _ => None,
    }
}

fn contour_values(contour: &crate::assignment::Contour, name: &str) -> Vec<SettingValue> {
    match name {
        "grid" => contour.points.iter().map(|&n| vec![n as f64]).collect(),
        "levels" => vec![vec![contour.levels.len() as f64]],
        "x range" | "y range" => vec![contour.x.to_vec(), contour.y.to_vec()],
        _ => Vec::new(),
    }
}

fn of_training(training: &Training, name: &str) -> Vec<SettingValue> {
    let one = |value: f64| vec![vec![value]];
    match (name, training.optimiser) {
        ("rate", rule) => one(rule.learning_rate()),
        ("epochs" | "steps", _) => one(training.epochs as f64),
        ("beta1", Optimiser::Adam(settings)) => one(settings.beta1),
        ("beta2", Optimiser::Adam(settings)) => one(settings.beta2),
        ("epsilon", Optimiser::Adam(settings)) => one(settings.epsilon),
        ("weight decay", Optimiser::Adam(settings)) => one(settings.weight_decay),
        ("weight decay", Optimiser::Momentum(settings)) => one(settings.weight_decay),
        ("momentum", Optimiser::Momentum(settings)) => one(settings.decay),
        _ => of_net(&training.net, name),
    }
}

fn of_net(net: &Net, name: &str) -> Vec<SettingValue> {
    let one = |value: usize| vec![vec![value as f64]];
    match name {
        "layers" => vec![net.layers.iter().map(|&units| units as f64).collect()],
        "hidden" => {
            let hidden = &net.layers[1..net.layers.len() - 1];
            hidden.iter().map(|&units| vec![units as f64]).collect()
        }
        "weight layers" => one(net.layers.len() - 1),
        "layer count" => one(net.layers.len()),
        "batch" => one(net.batch),
        "training images" => one(60_000),
        "test images" => one(10_000),
        "images" => vec![vec![60_000.0], vec![10_000.0], vec![70_000.0]],
        "pixels" => vec![vec![mnist::PIXELS as f64], vec![28.0], vec![28.0, 28.0]],
        "classes" => one(mnist::CLASSES),
        "parameters" => one(net.parameters()),
        _ => Vec::new(),
    }
}
