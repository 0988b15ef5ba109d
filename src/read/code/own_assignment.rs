//! The assignment as a report's own source code sets it up.

use std::ops::Range;

use super::CodeStated;
use super::assigned::{is_spoken_of, values};
use super::python::PythonValue;
use crate::homework::{
    Assignment, Minimisation, Net, NetPart, NetWork, PartId, RunId, Setting, Training, show,
};
use crate::numpy::repr;
use crate::optim::{AdamSettings, MomentumSettings, Optimiser};

/// The most steps of a run that somebody else's settings may ask for.
const STEPS: std::ops::RangeInclusive<f64> = 1.0..=1_000_000.0;

/// A setting of the report's code that is not the assignment's.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Which setting.
    pub name: Setting,
    /// Of which part.
    pub part: PartId,
    /// What the report's code has.
    pub stated: String,
    /// What the assignment has.
    pub expected: String,
    /// Where, in the file.
    pub span: Range<usize>,
    /// Whether the suite can run it like this.
    pub runs: bool,
}

impl Difference {
    /// Whether the re-run of a part is made with it.
    pub fn changes(&self, part: &PartId, assignment: &Assignment) -> bool {
        self.runs && covers(self.name, &self.part, part, assignment)
    }
}

/// Whether a setting of one part holds for another.
pub(super) fn covers(name: Setting, from: &PartId, part: &PartId, assignment: &Assignment) -> bool {
    let lasting = match name {
        Setting::Rate
        | Setting::Rates
        | Setting::Layers
        | Setting::Trainings
        | Setting::WeightDecay => false,
        // The loader is made once for all problems.
        Setting::Batch => true,
        _ => part.problem() == from.problem(),
    };
    let parts = assignment.parts();
    let place = |wanted: &PartId| parts.iter().position(|part| *part == wanted);
    part == from || (lasting && place(part) > place(from))
}

/// The assignment under the settings of a report's code, and what that changed. Settings of a
/// notebook last: what one part sets holds for the later parts of the same problem.
pub fn own_assignment(
    assignment: &Assignment,
    stated: &[CodeStated],
) -> (Assignment, Vec<Difference>) {
    let mut own = assignment.clone();
    let mut differences: Vec<Difference> = Vec::new();
    for setting in stated {
        let Some(mut difference) = difference(assignment, setting) else { continue };
        let known = |d: &Difference| {
            // One place in the code states one setting, whatever it is called.
            d.span == difference.span
                || d.name == difference.name
                    && d.part == difference.part
                    && d.stated == difference.stated
        };
        if differences.iter().any(known) {
            continue;
        }
        let before = own.clone();
        change(&mut own, setting);
        // A rate that stands there twice gives two trainings of one name: no homework has those.
        let renames = matches!(setting.name, Setting::Rates | Setting::Trainings);
        if renames && !own.names_are_distinct() {
            own = before;
        }
        // An earlier part may have set it already.
        difference.runs = self::difference(&own, setting).is_none();
        differences.push(difference);
    }
    (own, differences)
}

/// How a stated setting differs; `None` if it does not, or if the assignment has none such.
fn difference(assignment: &Assignment, setting: &CodeStated) -> Option<Difference> {
    let (part, subject) = (Some(&setting.part), setting.subject.as_deref());
    let (stated, expected) = match setting.name {
        Setting::Rates => {
            let stated = setting.value.numbers()?;
            let expected = values(assignment, Setting::Rate, part, subject).concat();
            (show(&stated) != show(&expected))
                .then(|| (show_list(&stated), show_list(&expected)))?
        }
        Setting::Trainings => {
            let expected = trainings(assignment, &setting.part)?;
            let stated = configured(&setting.value, expected.first()?)?;
            let same = |a: &Training, b: &Training| a.net == b.net && a.optimiser == b.optimiser;
            let equal = stated.len() == expected.len()
                && stated.iter().zip(expected).all(|(stated, expected)| same(stated, expected));
            let words =
                |list: &[Training]| list.iter().map(Training::label).collect::<Vec<_>>().join("; ");
            (!equal).then(|| (words(&stated), words(expected)))?
        }
        name => {
            let stated = match &setting.value {
                PythonValue::Number(number) => vec![*number],
                list => list.numbers()?,
            };
            let expected = values(assignment, name, part, subject);
            if expected.is_empty() || expected.contains(&stated) {
                return None;
            }
            let expected: Vec<String> = expected.iter().map(|value| show(value)).collect();
            (show(&stated), expected.join(" or "))
        }
    };
    Some(Difference {
        name: setting.name,
        part: setting.part.clone(),
        stated,
        expected,
        span: setting.span.clone(),
        runs: false,
    })
}

fn show_list(values: &[f64]) -> String {
    format!("[{}]", values.iter().map(|value| repr(*value)).collect::<Vec<_>>().join(", "))
}

fn trainings<'a>(assignment: &'a Assignment, part: &PartId) -> Option<&'a [Training]> {
    let trainings = assignment.net_part(part).map(NetPart::trainings);
    trainings.filter(|trainings| !trainings.is_empty())
}

/// Trainings from a list of dictionaries such as `{"hidden": 50, "optimizer": "adam", …}`.
fn configured(value: &PythonValue, pattern: &Training) -> Option<Vec<Training>> {
    let PythonValue::List(configurations) = value else { return None };
    let part = &pattern.id.part;
    let training = |configuration: &PythonValue| -> Option<Training> {
        let number = |keys: &[&str]| keys.iter().find_map(|key| configuration.get(key)?.number());
        let hidden = number(&["hidden", "hidden_size", "hidden_units"])?;
        let rate = number(&["eta", "lr", "learning_rate"])?;
        let Some(PythonValue::Text(rule)) =
            configuration.get("optimizer").or_else(|| configuration.get("optimiser"))
        else {
            return None;
        };
        let weight_decay = number(&["weight_decay"]).unwrap_or(0.0);
        let rule = rule.to_lowercase();
        let optimiser = match rule.as_str() {
            "adam" => Optimiser::Adam(AdamSettings { weight_decay, ..AdamSettings::pytorch(rate) }),
            "sgd" => Optimiser::Momentum(MomentumSettings {
                weight_decay,
                ..MomentumSettings::pytorch(rate, number(&["momentum"]).unwrap_or(0.0))
            }),
            _ => return None,
        };
        let data = &pattern.net.data;
        let layers = vec![data.inputs(), count(hidden)?, data.classes()];
        let net = Net { layers, ..pattern.net.clone() };
        Some(Training {
            id: RunId::new(part, &format!("{rule}.{hidden}")),
            net,
            optimiser: optimiser.into(),
            ..pattern.clone()
        })
    };
    configurations.iter().map(training).collect()
}

/// A number of units.
fn count(number: f64) -> Option<usize> {
    let fits = number.fract() == 0.0 && (1.0..=4096.0).contains(&number);
    fits.then_some(number as usize)
}

/// Applies one setting where the suite can run it.
fn change(assignment: &mut Assignment, setting: &CodeStated) {
    let order = assignment.clone();
    let covers = |part: &PartId| covers(setting.name, &setting.part, part, &order);
    let comparisons =
        assignment.minimisation.iter_mut().flat_map(|problem| &mut problem.comparisons);
    for comparison in comparisons.filter(|comparison| covers(&comparison.part)) {
        for run in &mut comparison.runs {
            let spoken = |subject: &str| is_spoken_of(run, subject);
            if setting.subject.as_deref().is_none_or(spoken) {
                change_run(run, setting);
            }
        }
    }
    for net in &mut assignment.nets {
        if covers(&net.part) {
            let own = net.part == setting.part;
            change_net(net, setting, own);
        }
    }
}

fn change_run(run: &mut Minimisation, setting: &CodeStated) {
    let number = setting.value.number();
    let share = number.filter(|value| (0.0..1.0).contains(value));
    match (setting.name, number) {
        (Setting::Steps, Some(steps)) if STEPS.contains(&steps) && steps.fract() == 0.0 => {
            run.steps = steps as usize;
        }
        (Setting::Rate, Some(rate)) if rate > 0.0 && rate.is_finite() => {
            run.optimiser = with_rate(run.optimiser, rate);
        }
        (Setting::Start, None) => {
            let point = setting.value.numbers().and_then(|point| <[f64; 2]>::try_from(point).ok());
            let fits = |point: &[f64; 2]| point.iter().all(|c| c.is_finite());
            if let Some(point) = point.filter(fits).filter(|_| run.beyond.is_empty()) {
                run.start = point;
            }
        }
        (name, _) => match (&mut run.optimiser, name, share) {
            (Optimiser::Adam(adam), Setting::Beta1, Some(share)) => adam.beta1 = share,
            (Optimiser::Adam(adam), Setting::Beta2, Some(share)) => adam.beta2 = share,
            (Optimiser::Adam(adam), Setting::Epsilon, Some(share)) => adam.epsilon = share,
            (Optimiser::Momentum(momentum), Setting::Momentum, Some(share)) => {
                momentum.decay = share
            }
            _ => {}
        },
    }
}

fn change_net(part: &mut NetPart, setting: &CodeStated, own: bool) {
    let whole = |most: f64| {
        let number = setting.value.number();
        number.filter(|n| n.fract() == 0.0 && (1.0..=most).contains(n)).map(|n| n as usize)
    };
    let data = part.net().map(|net| net.data.clone()).unwrap_or_default();
    let layers = || {
        let sizes: Option<Vec<usize>> = setting.value.numbers()?.into_iter().map(count).collect();
        let fits = |sizes: &Vec<usize>| {
            (2..=100).contains(&sizes.len())
                && sizes.first() == Some(&data.inputs())
                && sizes.last() == Some(&data.classes())
        };
        sizes.filter(fits)
    };
    let name = part.part.clone();
    match (&mut part.work, setting.name) {
        (NetWork::Probe(net), Setting::Layers) => {
            net.layers = layers().unwrap_or(net.layers.clone())
        }
        (NetWork::Probe(net), Setting::Batch) => {
            net.batch = whole(data.train_count() as f64).unwrap_or(net.batch)
        }
        (NetWork::Sweep { trainings, .. }, Setting::Batch) => {
            for training in trainings {
                training.net.batch = whole(data.train_count() as f64).unwrap_or(training.net.batch);
            }
        }
        (NetWork::Sweep { trainings, .. }, Setting::Steps | Setting::Epochs) if own => {
            for training in trainings {
                training.epochs = whole(1000.0).unwrap_or(training.epochs);
            }
        }
        (NetWork::Sweep { trainings, .. }, Setting::Layers) => {
            if let Some(layers) = layers() {
                trainings.iter_mut().for_each(|training| training.net.layers.clone_from(&layers));
            }
        }
        (NetWork::Sweep { trainings, .. }, Setting::Rate) => {
            if let Some(rate) = setting.value.number().filter(|rate| *rate > 0.0) {
                for training in trainings {
                    training.set_rate(rate);
                }
            }
        }
        (NetWork::Sweep { trainings, .. }, Setting::Rates) => {
            let rates = setting.value.numbers().unwrap_or_default();
            let fits = (1..=20).contains(&rates.len()) && rates.iter().all(|rate| *rate > 0.0);
            if let Some(pattern) = trainings.first().cloned().filter(|_| fits) {
                let training = |rate: f64| {
                    let id = RunId::new(&name, &format!("{}.{}", pattern.rule_name(), repr(rate)));
                    let mut training = Training { id, ..pattern.clone() };
                    training.set_rate(rate);
                    training
                };
                *trainings = rates.into_iter().map(training).collect();
            }
        }
        (NetWork::Sweep { trainings, .. }, Setting::Trainings) => {
            let stated = trainings.first().and_then(|pattern| configured(&setting.value, pattern));
            if let Some(stated) = stated.filter(|stated| (1..=20).contains(&stated.len())) {
                *trainings = stated;
            }
        }
        (NetWork::Sweep { trainings, .. }, Setting::WeightDecay) => {
            if let Some(decay) = setting.value.number().filter(|decay| (0.0..1.0).contains(decay)) {
                for training in trainings {
                    training.optimiser = training.optimiser.with_weight_decay(decay);
                }
            }
        }
        _ => {}
    }
}

fn with_rate(optimiser: Optimiser, learning_rate: f64) -> Optimiser {
    match optimiser {
        Optimiser::GradientDescent { .. } => Optimiser::GradientDescent { learning_rate },
        Optimiser::Momentum(settings) => {
            Optimiser::Momentum(MomentumSettings { learning_rate, ..settings })
        }
        Optimiser::Adam(settings) => Optimiser::Adam(AdamSettings { learning_rate, ..settings }),
    }
}
