//! What the assignment has for a setting, by part and by rule.

use crate::homework::{Assignment, Minimisation, NetWork, PartId, Setting, SettingValue, Training};
use crate::optim::Optimiser;

/// What a setting can be in a part (anywhere if `None`) for a rule (any if `None`).
pub fn values(
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
        Some("momentum") => training.optimiser.momentum() != 0.0,
        Some("gd") => training.rule_name() == "sgd",
        Some(subject) => training.rule_name() == subject || *training.id.name == *subject,
    }
}

/// Whether a run is the one that is spoken of: by its name, or by its rule.
pub fn is_spoken_of(run: &Minimisation, subject: &str) -> bool {
    *run.id.name == *subject || subject == rule_word(run)
}

/// What the vocabulary calls a run's rule.
pub fn rule_word(run: &Minimisation) -> &'static str {
    match run.optimiser {
        Optimiser::GradientDescent { .. } => "gd",
        Optimiser::Momentum(_) => "momentum",
        Optimiser::Adam(_) => "adam",
    }
}
