//! What a homework can measure of a run, a training or a part: the ends of ids.

use std::fmt;

use super::Choice;
use super::setting::Setting;

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
    /// A curve's value after the last epoch.
    Final(Curve),
    /// The same after an epoch, counted from 1.
    At(Curve, usize),
    /// The same after each epoch.
    ByEpoch(Curve),
    /// Test images in a wrong class after the last epoch.
    Misclassified,
    /// What the test images of a class are taken for after the last epoch, a count a class.
    ConfusionRow(usize),
    /// How many test images of the first class are taken for the second.
    Confused(usize, usize),
    /// The norm of a layer's weight after the last epoch.
    WeightNorm(Layer),
    /// The same of each layer.
    WeightNormByLayer,
    /// The norm of a layer's weight gradient at a step, counted from 1.
    StepNorm(Layer, u64),
    /// The same of each layer.
    StepNormByLayer(u64),
    /// Layers between the inputs and the classes.
    HiddenLayers,
    /// Weights and biases.
    Parameters,
    /// Another setting.
    Setting(Setting),
}

/// What a training has after each epoch besides its test accuracy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Curve {
    /// Mean loss of the epoch's images, before the steps that take them.
    TrainingLoss,
    /// Share of the epoch's images that are right, before the steps that take them.
    TrainingAccuracy,
    /// Mean loss of the test images.
    TestLoss,
}

impl Curve {
    /// Every curve.
    pub const ALL: [Self; 3] = [Self::TrainingLoss, Self::TrainingAccuracy, Self::TestLoss];

    /// Its name in ids.
    pub fn word(self) -> &'static str {
        match self {
            Self::TrainingLoss => "train_loss",
            Self::TrainingAccuracy => "train_accuracy",
            Self::TestLoss => "test_loss",
        }
    }
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

impl Layer {
    /// A layer by its number, counted from 1, of so many.
    pub fn of(number: usize, layers: usize) -> Option<Self> {
        match number {
            1 => Some(Self::Input),
            _ if number == layers => Some(Self::Output),
            _ if number > 1 && number < layers => Some(Self::Number(number)),
            _ => None,
        }
    }
}

fn of_layer(word: &str, layer: Layer) -> String {
    match layer {
        Layer::Input => format!("input.{word}"),
        Layer::Output => format!("output.{word}"),
        Layer::Number(layer) => format!("{word}[{layer}]"),
    }
}

impl What {
    /// Whether it is something that a homework asks for by `measure`.
    pub fn is_measured(self) -> bool {
        matches!(
            self,
            Self::Final(_)
                | Self::At(..)
                | Self::ByEpoch(_)
                | Self::Misclassified
                | Self::ConfusionRow(_)
                | Self::Confused(..)
                | Self::WeightNorm(_)
                | Self::WeightNormByLayer
                | Self::StepNorm(..)
                | Self::StepNormByLayer(_)
        )
    }

    /// The list that it is one number of, and its place there, counted from 1; `None` of what
    /// stands by itself. A curve's last value is its place 0.
    pub fn list(self, layers: usize) -> Option<(Self, usize)> {
        let place = |layer| match layer {
            Layer::Input => 1,
            Layer::Output => layers,
            Layer::Number(number) => number,
        };
        match self {
            Self::AccuracyAt(epoch) => Some((Self::AccuracyByEpoch, epoch)),
            Self::Final(curve) => Some((Self::ByEpoch(curve), 0)),
            Self::At(curve, epoch) => Some((Self::ByEpoch(curve), epoch)),
            Self::Confused(class, taken) => Some((Self::ConfusionRow(class), taken + 1)),
            Self::GradientNorm(layer @ Layer::Number(_)) => {
                Some((Self::GradientNormByLayer, place(layer)))
            }
            Self::WeightNorm(layer) => Some((Self::WeightNormByLayer, place(layer))),
            Self::StepNorm(layer, step) => Some((Self::StepNormByLayer(step), place(layer))),
            _ => None,
        }
    }

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
            Self::GradientNorm(layer) => of_layer("gradnorm", layer),
            Self::WeightNorm(layer) => of_layer("weightnorm", layer),
            Self::WeightNormByLayer => "weightnorm_by_layer".to_owned(),
            Self::StepNorm(layer, step) => format!("{}@{step}", of_layer("gradnorm", layer)),
            Self::StepNormByLayer(step) => format!("gradnorm_by_layer@{step}"),
            Self::Final(curve) => curve.word().to_owned(),
            Self::At(curve, epoch) => format!("{}@{epoch}", curve.word()),
            Self::ByEpoch(curve) => format!("{}_by_epoch", curve.word()),
            Self::Misclassified => "misclassified".to_owned(),
            Self::ConfusionRow(class) => format!("confusion[{class}]"),
            Self::Confused(class, taken) => format!("confusion[{class}][{taken}]"),
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
        let curves = Curve::ALL.map(Self::Final);
        let at = |curve: Curve| {
            let epoch = word.strip_prefix(curve.word())?.strip_prefix('@')?;
            Some(Self::At(curve, epoch.parse().ok()?))
        };
        if let Some(at) = Curve::ALL.into_iter().find_map(at) {
            return Some(at);
        }
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
            Self::Misclassified,
            Self::WeightNorm(Layer::Input),
            Self::WeightNorm(Layer::Output),
        ];
        plain.into_iter().chain(choices).chain(curves).find(|what| what.written() == word)
    }
}
