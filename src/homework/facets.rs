//! What tells the quantities of a homework apart, and what kind of number each is.

use serde::Serialize;

use super::part::PartId;
use super::what::{Layer, Threshold};
use super::{Minimisation, Net, Training};
use crate::optim::{Optimiser, Rule};

/// A family of update rules, as people speak of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Gradient descent on the whole objective, without momentum.
    GradientDescent,
    /// The same with momentum.
    Momentum,
    /// Stochastic gradient descent on batches, with or without momentum.
    Sgd,
    /// Adam.
    Adam,
    /// Adam with a decoupled weight decay.
    AdamW,
    /// Adam whose denominator never falls.
    AmsGrad,
    /// RMSprop.
    RmsProp,
    /// AdaGrad.
    AdaGrad,
}

impl Method {
    /// Whether reports can speak of it though no run or training has it: the rules that every
    /// homework of the kind has something of.
    pub fn is_always_meant(self) -> bool {
        matches!(self, Self::GradientDescent | Self::Momentum | Self::Sgd | Self::Adam)
    }

    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::GradientDescent => "gradient descent",
            Self::Momentum => "momentum",
            Self::Sgd => "SGD",
            Self::Adam => "Adam",
            Self::AdamW => "AdamW",
            Self::AmsGrad => "AMSGrad",
            Self::RmsProp => "RMSprop",
            Self::AdaGrad => "AdaGrad",
        }
    }
}

/// Everything that a report can say to tell one quantity from another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Facets {
    /// Part of the homework.
    pub part: PartId,
    /// Rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Learning rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// The share of the velocity that is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub momentum: Option<f64>,
    /// λ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight_decay: Option<f64>,
    /// Units of the first hidden layer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<usize>,
    /// After which epoch, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch: Option<usize>,
    /// Of which layer.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "layer")]
    pub layer: Option<Layer>,
    /// Below which distance.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "threshold")]
    pub threshold: Option<Threshold>,
    /// Which images, of what is measured of either.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// At which step, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<u64>,
    /// Images of which class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<usize>,
    /// Whether it is of a sweep's winner.
    pub best: bool,
}

/// Which images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// Those that are trained on.
    Training,
    /// Those that are not.
    Test,
}

fn layer<S: serde::Serializer>(layer: &Option<Layer>, serializer: S) -> Result<S::Ok, S::Error> {
    match layer {
        Some(Layer::Input) => serializer.serialize_str("input"),
        Some(Layer::Output) => serializer.serialize_str("output"),
        Some(Layer::Number(number)) => serializer.serialize_u64(*number as u64),
        None => serializer.serialize_none(),
    }
}

fn threshold<S: serde::Serializer>(
    threshold: &Option<Threshold>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    threshold.map(Threshold::value).serialize(serializer)
}

impl Facets {
    /// Of a whole part.
    pub fn of_part(part: &PartId) -> Self {
        Self {
            part: part.clone(),
            method: None,
            rate: None,
            momentum: None,
            weight_decay: None,
            hidden: None,
            epoch: None,
            layer: None,
            threshold: None,
            split: None,
            step: None,
            class: None,
            best: false,
        }
    }

    /// Of a run of an optimiser on a function.
    pub(super) fn of_run(run: &Minimisation) -> Self {
        let (method, momentum) = match run.optimiser {
            Optimiser::GradientDescent { .. } => (Method::GradientDescent, None),
            Optimiser::Momentum(settings) => (Method::Momentum, Some(settings.decay)),
            Optimiser::Adam(_) => (Method::Adam, None),
        };
        Self {
            method: Some(method),
            rate: Some(run.optimiser.learning_rate()),
            momentum,
            ..Self::of_part(&run.id.part)
        }
    }

    /// Of a training.
    pub(super) fn of_training(training: &Training) -> Self {
        let rule = training.optimiser;
        let some = |value: f64| Some(value).filter(|value| *value != 0.0);
        Self {
            method: Some(training.method()),
            rate: Some(rule.learning_rate()),
            momentum: some(rule.momentum()),
            weight_decay: some(rule.weight_decay()),
            hidden: first_hidden(&training.net),
            ..Self::of_part(&training.id.part)
        }
    }

    /// Of a net's gradients.
    pub(super) fn of_net(part: &PartId, net: &Net) -> Self {
        Self { hidden: first_hidden(net), ..Self::of_part(part) }
    }
}

impl Training {
    /// The family of its rule.
    pub fn method(&self) -> Method {
        match self.optimiser {
            Rule::Basic(Optimiser::Adam(_)) if self.rule_name() == "adamw" => Method::AdamW,
            Rule::Basic(Optimiser::Adam(_)) => Method::Adam,
            Rule::Basic(_) | Rule::Nesterov(_) => Method::Sgd,
            Rule::RmsProp(_) => Method::RmsProp,
            Rule::AdaGrad(_) => Method::AdaGrad,
            Rule::AmsGrad(_) => Method::AmsGrad,
        }
    }
}

fn first_hidden(net: &Net) -> Option<usize> {
    net.layers.get(1).copied().filter(|_| net.hidden_layers() > 0)
}
