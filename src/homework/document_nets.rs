//! The shape of a part that trains or probes nets, and its checks.

use std::collections::HashSet;

use serde::Deserialize;
use toml::Spanned;

use super::document::Reader;
use super::document_rules::{RuleDocument, ScheduleDocument};
use super::document_units::{ActivationName, BiasDocument, InitialisationName, OutputName};
use super::measurement::Measurement;
use super::part::RunId;
use super::strict::Table;
use super::{Choice, Net, NetPart, NetWork, Training};
use crate::diagnostic::InputError;
use crate::nn::Loss;
use crate::optim::Rule;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NetDocument {
    pub(super) part: Spanned<String>,
    #[serde(default)]
    heading: Vec<String>,
    title: String,
    pub(super) activation: Spanned<ActivationName>,
    pub(super) output: Option<Spanned<OutputName>>,
    pub(super) slope: Option<Spanned<f64>>,
    dropout: Option<Spanned<f64>>,
    #[serde(default)]
    loss: Loss,
    pub(super) initialisation: Spanned<InitialisationName>,
    pub(super) deviation: Option<Spanned<f64>>,
    pub(super) biases: Option<Spanned<BiasDocument>>,
    batch: Spanned<usize>,
    epochs: Option<Spanned<usize>>,
    #[serde(default)]
    measure: Vec<Spanned<String>>,
    gradient_norms_at: Option<Spanned<Vec<u64>>>,
    #[serde(default)]
    best: Vec<Spanned<String>>,
    trainings: Option<Spanned<Vec<Table<TrainingDocument>>>>,
    gradient_probe: Option<Spanned<Vec<usize>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrainingDocument {
    name: Option<Spanned<String>>,
    layers: Spanned<Vec<usize>>,
    pub(super) rule: Spanned<RuleDocument>,
    pub(super) learning_rate: Spanned<f64>,
    pub(super) schedule: Option<Spanned<Table<ScheduleDocument>>>,
    pub(super) momentum: Option<Spanned<f64>>,
    pub(super) nesterov: Option<Spanned<bool>>,
    pub(super) beta1: Option<Spanned<f64>>,
    pub(super) beta2: Option<Spanned<f64>>,
    pub(super) epsilon: Option<Spanned<f64>>,
    pub(super) smoothing: Option<Spanned<f64>>,
    pub(super) centred: Option<Spanned<bool>>,
    pub(super) rate_decay: Option<Spanned<f64>>,
    pub(super) initial_accumulator: Option<Spanned<f64>>,
    pub(super) weight_decay: Option<Spanned<f64>>,
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
        let (activation, output) = self.units(&document)?;
        let (initialisation, biases) = self.initialisation(&document)?;
        let share = |share: f64| (0.0..1.0).contains(&share);
        let dropout = self.or(&document.dropout, 0.0, share, "from 0 up to but not including 1")?;
        let net =
            |layers: &Spanned<Vec<usize>>, optimiser: Option<Rule>| -> Result<Net, InputError> {
                let layers_of = self.layers(layers)?;
                let loss = document.loss;
                let net = Net {
                    layers: layers_of,
                    activation,
                    dropout,
                    output,
                    loss,
                    initialisation,
                    biases,
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
                if let Some(dropout) = &document.dropout {
                    return self.refuse(dropout.span(), "a gradient probe drops nothing");
                }
                let measured = document.measure.first().map(Spanned::span);
                let norms = document.gradient_norms_at.as_ref().map(Spanned::span);
                if let Some(span) = measured.or(norms) {
                    return self.refuse(span, "a gradient probe has its norms, nothing else");
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
                let steps = (epochs * self.data.train_count().div_ceil(batch)) as u64;
                let measurements =
                    self.measurements(&document.measure, &document.gradient_norms_at, steps)?;
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
                    let schedule = self.schedule(training)?;
                    let measurements = measurements.clone();
                    list.push(Training { id, net, optimiser, schedule, epochs, measurements });
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

    /// What is measured, each once, in the order of the kinds.
    fn measurements(
        &self,
        words: &[Spanned<String>],
        norms_at: &Option<Spanned<Vec<u64>>>,
        steps: u64,
    ) -> Result<Vec<Measurement>, InputError> {
        const STEPS: usize = 20;
        let mut list = Vec::new();
        for word in words {
            let known = Measurement::NAMED.iter().find(|known| known.word() == word.get_ref());
            let Some(known) = known else {
                let names = Measurement::NAMED.map(Measurement::word).join(", ");
                let label = format!("no such measurement: there are {names}");
                return self.refuse(word.span(), label);
            };
            list.push(*known);
        }
        if let Some(at) = norms_at {
            let fits = |step: &u64| (1..=steps).contains(step);
            if at.get_ref().len() > STEPS || !at.get_ref().iter().all(fits) {
                let label = format!("up to {STEPS} steps from 1 to the last one, {steps}");
                return self.refuse(at.span(), label);
            }
            list.extend(at.get_ref().iter().copied().map(Measurement::GradientNorms));
        }
        list.sort_unstable();
        list.dedup();
        Ok(list)
    }
}
