//! The shape of a part that trains or probes nets, and its checks.

use std::collections::HashSet;

use serde::Deserialize;
use toml::Spanned;

use super::document::Reader;
use super::part::RunId;
use super::strict::Table;
use super::{Choice, Net, NetPart, NetWork, Training};
use crate::diagnostic::InputError;
use crate::nn::Activation;
use crate::optim::{AdamSettings, MomentumSettings, Optimiser};
use crate::torch::Initialisation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NetDocument {
    pub(super) part: Spanned<String>,
    #[serde(default)]
    heading: Vec<String>,
    title: String,
    activation: Activation,
    initialisation: Initialisation,
    batch: Spanned<usize>,
    epochs: Option<Spanned<usize>>,
    #[serde(default)]
    best: Vec<Spanned<String>>,
    trainings: Option<Spanned<Vec<Table<TrainingDocument>>>>,
    gradient_probe: Option<Spanned<Vec<usize>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrainingDocument {
    name: Option<Spanned<String>>,
    layers: Spanned<Vec<usize>>,
    rule: Spanned<String>,
    learning_rate: Spanned<f64>,
    momentum: Option<Spanned<f64>>,
    beta1: Option<Spanned<f64>>,
    beta2: Option<Spanned<f64>>,
    epsilon: Option<Spanned<f64>>,
    weight_decay: Option<Spanned<f64>>,
}

/// A count with commas.
fn thousands(count: usize) -> String {
    match count {
        0..1000 => count.to_string(),
        _ => format!("{},{:03}", thousands(count / 1000), count % 1000),
    }
}

impl Reader<'_> {
    pub(super) fn net_part(&self, document: NetDocument) -> Result<NetPart, InputError> {
        let part = self.part(&document.part)?;
        let batch = self.check(
            &document.batch,
            |batch| (1..=self.data.train_count()).contains(&batch),
            &format!("from 1 to {} images", thousands(self.data.train_count())),
        )?;
        let net = |layers: &Spanned<Vec<usize>>, optimiser| -> Result<Net, InputError> {
            let net = Net {
                layers: self.layers(layers)?,
                activation: document.activation,
                initialisation: document.initialisation,
                batch,
                data: self.data.clone(),
            };
            self.memory(net.memory(optimiser), layers.span(), "this net needs")?;
            Ok(net)
        };
        let work = match (&document.trainings, &document.gradient_probe) {
            (None, Some(layers)) => {
                if let Some(epochs) = &document.epochs {
                    return self
                        .refuse(epochs.span(), "a gradient probe takes one batch, no epochs");
                }
                NetWork::Probe(net(layers, None)?)
            }
            (Some(trainings), None) => {
                let Some(epochs) = &document.epochs else {
                    return self.refuse(trainings.span(), "trainings need `epochs`");
                };
                let epochs = self.check(
                    epochs,
                    |epochs| (1..=1000).contains(&epochs),
                    "from 1 to 1000 epochs",
                )?;
                if trainings.get_ref().is_empty() {
                    return self.refuse(trainings.span(), "at least one training is needed");
                }
                let mut ids = HashSet::new();
                let mut list = Vec::new();
                for Table(training) in trainings.get_ref() {
                    let name = match &training.name {
                        Some(name) => self.dotted_identifier(name)?,
                        None => String::new(),
                    };
                    let id = RunId::new(&part, &name);
                    if !ids.insert(id.clone()) {
                        let name = training.name.as_ref().map(Spanned::span);
                        let span = name.unwrap_or_else(|| training.layers.span());
                        return self.refuse(span, "two trainings of one name");
                    }
                    let optimiser = self.net_rule(training)?;
                    let net = net(&training.layers, Some(optimiser))?;
                    list.push(Training { id, net, optimiser, epochs });
                }
                NetWork::Sweep { trainings: list, best: self.choices(&document.best)? }
            }
            (Some(_), Some(layers)) => {
                let label = "either `trainings` or `gradient_probe`, not both";
                return self.refuse(layers.span(), label);
            }
            (None, None) => {
                let label = "either `trainings` or `gradient_probe` is needed";
                return self.refuse(document.part.span(), label);
            }
        };
        Ok(NetPart { part, headings: document.heading, title: document.title, work })
    }

    fn choices(&self, names: &[Spanned<String>]) -> Result<Vec<Choice>, InputError> {
        let choice = |name: &Spanned<String>| {
            let known = Choice::ALL.iter().find(|choice| choice.word() == name.get_ref());
            known.map_or_else(
                || self.refuse(name.span(), "eta, hidden or optimizer"),
                |choice| Ok(*choice),
            )
        };
        names.iter().map(choice).collect()
    }

    fn layers(&self, layers: &Spanned<Vec<usize>>) -> Result<Vec<usize>, InputError> {
        let sizes = layers.get_ref();
        let fits = sizes.len() >= 2
            && sizes.len() <= 100
            && sizes.first() == Some(&self.data.inputs())
            && sizes.last() == Some(&self.data.classes())
            && sizes.iter().all(|size| (1..=4096).contains(size));
        if fits {
            return Ok(sizes.clone());
        }
        let label = format!(
            "from {} inputs to {} classes, each layer of 1 to 4096 units",
            self.data.inputs(),
            self.data.classes()
        );
        self.refuse(layers.span(), label)
    }

    fn net_rule(&self, document: &TrainingDocument) -> Result<Optimiser, InputError> {
        let rule = document.rule.get_ref().as_str();
        let adam_only = [&document.beta1, &document.beta2, &document.epsilon];
        if let (Some(setting), "sgd") = (adam_only.into_iter().flatten().next(), rule) {
            return self.refuse(setting.span(), "this is a setting of `adam`, not of `sgd`");
        }
        if let (Some(momentum), "adam") = (&document.momentum, rule) {
            return self.refuse(momentum.span(), "`momentum` is a setting of `sgd`, not of `adam`");
        }
        let positive = |rate: f64| rate.is_finite() && rate > 0.0;
        let learning_rate =
            self.check(&document.learning_rate, positive, "a rate must be positive")?;
        let small = |value: f64| value.is_finite() && value >= 0.0;
        let weight_decay = self.or(&document.weight_decay, 0.0, small, "must not be negative")?;
        let share = |share: f64| (0.0..1.0).contains(&share);
        let share_range = "from 0 up to but not including 1";
        match rule {
            "sgd" => {
                let momentum = self.or(&document.momentum, 0.0, share, share_range)?;
                let settings = MomentumSettings::pytorch(learning_rate, momentum);
                Ok(Optimiser::Momentum(MomentumSettings { weight_decay, ..settings }))
            }
            "adam" => Ok(Optimiser::Adam(AdamSettings {
                beta1: self.or(&document.beta1, 0.9, share, share_range)?,
                beta2: self.or(&document.beta2, 0.999, share, share_range)?,
                epsilon: self.or(&document.epsilon, 1e-8, small, "must not be negative")?,
                weight_decay,
                ..AdamSettings::pytorch(learning_rate)
            })),
            _ => self.refuse(document.rule.span(), "no such rule: sgd or adam"),
        }
    }
}
