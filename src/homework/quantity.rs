//! The ids of everything that a homework can measure: the one place that writes and reads them.

use std::fmt;

use super::part::{PartId, RunId};
use super::setting::Setting;
use super::{Catalogue, Choice};

/// One quantity, such as `1b.adam.value` or `2a.sgd.0.1.accuracy@17`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QuantityId {
    /// The run or training that it is of; without a name, the whole part.
    pub of: RunId,
    /// What it is.
    pub what: What,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// The final point.
    Point,
    /// One coordinate of it.
    Coordinate(Axis),
    /// The objective there.
    Value,
    /// The distance from there to the nearest minimum.
    Error,
    /// The first step with a distance below a threshold.
    FirstBelow(Threshold),
    /// The share of test images that are right, after the last epoch.
    Accuracy,
    /// The same after an epoch, counted from 1.
    AccuracyAt(usize),
    /// The same after each epoch.
    AccuracyByEpoch,
    /// The accuracy of a sweep's winner.
    BestAccuracy,
    /// A setting of a sweep's winner.
    Winner(Choice),
    /// The norm of a layer's weight gradient.
    GradientNorm(Layer),
    /// The same of each layer.
    GradientNormByLayer,
    /// The first layer's norm over the last layer's.
    Ratio,
    /// Layers between the inputs and the classes.
    HiddenLayers,
    /// Weights and biases.
    Parameters,
    /// Another setting.
    Setting(Setting),
}

/// A coordinate of the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    /// The first.
    X,
    /// The second.
    Y,
}

/// A layer of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// The first.
    Input,
    /// The last.
    Output,
    /// One between them, counted from 1.
    Number(usize),
}

/// A positive number below which a distance has to fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Threshold(u64);

impl Threshold {
    /// A threshold; positive and finite.
    pub fn new(value: f64) -> Option<Self> {
        (value.is_finite() && value > 0.0).then(|| Self(value.to_bits()))
    }

    /// Its value.
    pub fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl fmt::Display for Threshold {
    /// `0.1`, `1e-6`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value();
        if (1e-3..1e6).contains(&value) {
            write!(formatter, "{value}")
        } else {
            write!(formatter, "{value:e}")
        }
    }
}

impl QuantityId {
    /// What is measured of a run or training.
    pub fn of_run(run: &RunId, what: What) -> Self {
        Self { of: run.clone(), what }
    }

    /// What is measured of a part.
    pub fn of_part(part: &PartId, what: What) -> Self {
        Self { of: RunId::new(part, ""), what }
    }

    /// Its part.
    pub fn part(&self) -> &PartId {
        &self.of.part
    }

    /// The same run's or part's other quantity.
    pub fn sibling(&self, what: What) -> Self {
        Self { of: self.of.clone(), what }
    }

    /// The quantity of that id.
    ///
    /// # Errors
    /// The homework has none such; with the ids that it has in the same part.
    pub fn read(text: &str, catalogue: &Catalogue) -> Result<Self, UnknownId> {
        let text = text.trim();
        if let Some(quantity) = catalogue.find_written(text) {
            return Ok(quantity.id.clone());
        }
        if let Some(id) = first_below(text, catalogue).or_else(|| layer(text, catalogue)) {
            return Ok(id);
        }
        let part = catalogue.part_of(text);
        let near = part.map_or_else(Vec::new, |part| catalogue.short_list(part));
        Err(UnknownId { text: text.to_owned(), part: part.cloned(), near })
    }
}

/// An id that a homework does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no claim has the id `{text}`")]
pub struct UnknownId {
    /// What was asked for.
    pub text: String,
    /// The part that it begins with, if it does.
    pub part: Option<PartId>,
    /// Ids of that part.
    pub near: Vec<String>,
}

impl UnknownId {
    /// What there is instead.
    pub fn help(&self) -> String {
        match &self.part {
            Some(part) => {
                let near = self.near.join(", ");
                format!("part {part} has: {near}; `verigrad run --list` has the rest")
            }
            None => "`verigrad run --list` prints every id of the homework".to_owned(),
        }
    }
}

/// `1b.adam.first_below.1e-6`, also with brackets in place of the dot: any threshold.
fn first_below(text: &str, catalogue: &Catalogue) -> Option<QuantityId> {
    let (run, rest) = text.split_once(".first_below")?;
    let bare = rest.strip_prefix('.');
    let number = bare.or_else(|| rest.strip_prefix('(')?.strip_suffix(')'))?;
    let threshold = Threshold::new(number.trim().parse().ok()?)?;
    let value = catalogue.find_written(&format!("{run}.value"))?;
    Some(value.id.sibling(What::FirstBelow(threshold)))
}

/// `3a.gradnorm[1]`: layers by number, the first and the last among them.
fn layer(text: &str, catalogue: &Catalogue) -> Option<QuantityId> {
    let (part, rest) = text.rsplit_once(".gradnorm[")?;
    let number: usize = rest.strip_suffix(']')?.parse().ok()?;
    let norms = catalogue.find_written(&format!("{part}.gradnorm_by_layer"))?;
    let layers = norms.elements()?;
    let layer = match number {
        1 => Layer::Input,
        _ if number == layers => Layer::Output,
        _ if number > 1 && number < layers => Layer::Number(number),
        _ => return None,
    };
    Some(norms.id.sibling(What::GradientNorm(layer)))
}

impl What {
    /// The end of an id.
    pub(super) fn written(self) -> String {
        match self {
            Self::Point => "point".to_owned(),
            Self::Coordinate(Axis::X) => "x".to_owned(),
            Self::Coordinate(Axis::Y) => "y".to_owned(),
            Self::Value => "value".to_owned(),
            Self::Error => "error".to_owned(),
            Self::FirstBelow(threshold) => format!("first_below.{threshold}"),
            Self::Accuracy => "accuracy".to_owned(),
            Self::AccuracyAt(epoch) => format!("accuracy@{epoch}"),
            Self::AccuracyByEpoch => "accuracy_by_epoch".to_owned(),
            Self::BestAccuracy => "best.accuracy".to_owned(),
            Self::Winner(choice) => format!("best.{}", choice.word()),
            Self::GradientNorm(Layer::Input) => "input.gradnorm".to_owned(),
            Self::GradientNorm(Layer::Output) => "output.gradnorm".to_owned(),
            Self::GradientNorm(Layer::Number(layer)) => format!("gradnorm[{layer}]"),
            Self::GradientNormByLayer => "gradnorm_by_layer".to_owned(),
            Self::Ratio => "ratio".to_owned(),
            Self::HiddenLayers => "hidden_layers".to_owned(),
            Self::Parameters => "parameters".to_owned(),
            Self::Setting(setting) => format!("setting.{}", setting.id_word()),
        }
    }

    /// The quantity that a table of words calls by the end of an id, such as `best.accuracy` or
    /// `first_below.0.01`, which may also have brackets.
    pub fn from_word(word: &str) -> Option<Self> {
        let inside = |start: &str, end: &str| word.strip_prefix(start)?.strip_suffix(end);
        let bare = || word.strip_prefix("first_below.");
        let below = inside("first_below(", ")").or_else(bare);
        let below = below.and_then(|text| Threshold::new(text.parse().ok()?));
        let epoch = inside("accuracy@", "").and_then(|text| text.parse().ok());
        let layer = inside("gradnorm[", "]").and_then(|text| text.parse().ok());
        let numbered = below.map(Self::FirstBelow).or(epoch.map(Self::AccuracyAt));
        let numbered = numbered.or(layer.map(|layer| Self::GradientNorm(Layer::Number(layer))));
        if numbered.is_some() {
            return numbered;
        }
        let choices = Choice::ALL.map(Self::Winner);
        let plain = [
            Self::Point,
            Self::Coordinate(Axis::X),
            Self::Coordinate(Axis::Y),
            Self::Value,
            Self::Error,
            Self::Accuracy,
            Self::BestAccuracy,
            Self::GradientNorm(Layer::Input),
            Self::GradientNorm(Layer::Output),
            Self::Ratio,
            Self::HiddenLayers,
            Self::Parameters,
        ];
        plain.into_iter().chain(choices).find(|what| what.written() == word)
    }
}

impl fmt::Display for QuantityId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.of, self.what.written())
    }
}
