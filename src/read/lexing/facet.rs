//! What words can say about a number, and where they say it.

use std::ops::Range;

use crate::homework::{Axis, Layer, Method, PartId, QuantityId, RunId};
use crate::nn::Activation;

/// A real number that can be compared for equality and hashed: its bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Real(u64);

impl Real {
    /// Of a finite number.
    pub fn new(value: f64) -> Self {
        Self(if value == 0.0 { 0 } else { value.to_bits() })
    }

    /// Its value.
    pub fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

/// One thing that words or a setting's number say.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// The part of the homework.
    Part(PartId),
    /// The update rule.
    Method(Method),
    /// A run or training, by a name of its own.
    Run(RunId),
    /// A quantity, by words of the homework's own.
    Quantity(QuantityId),
    /// The learning rate.
    Rate(Real),
    /// Units of the hidden layer.
    Hidden(usize),
    /// After that epoch, counted as printed.
    Epoch(usize),
    /// After the last epoch.
    LastEpoch,
    /// Below that distance.
    Threshold(Real),
    /// The layer of weights.
    Layer(Layer),
    /// What the hidden layers do.
    Activation(Activation),
    /// One coordinate of a point.
    Coordinate(Axis),
    /// λ of the weight decay.
    WeightDecay(Real),
    /// The share of the velocity that is kept.
    Momentum(Real),
    /// A net whose hidden layers get narrower.
    Tapered,
    /// What kind of number it is.
    Kind(SpokenKind),
    /// It is the best of a sweep.
    Best,
    /// About, at least, would be: not what was measured.
    Hedge,
    /// A section that belongs to no part: a summary.
    CrossCutting,
    /// What a heading speaks about.
    Topic(Topic),
}

/// Kinds of numbers as people tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpokenKind {
    /// What was right.
    Accuracy,
    /// What was wrong.
    Wrong,
    /// The objective.
    Value,
    /// A point of the plane or a coordinate of one.
    Point,
    /// A distance to the minimum.
    Error,
    /// A step.
    Step,
    /// The norm of a gradient.
    Norm,
    /// A quotient of norms.
    Ratio,
    /// A difference of two numbers.
    Difference,
    /// Something that no homework asks for: a time, a size, a training loss.
    Other,
}

/// What a heading speaks about when it does not name a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Minimising a function of the plane.
    Minimisation,
    /// Training nets.
    Training,
    /// Deep nets and their gradients.
    Depth,
}

/// What facets exclude one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Dimension {
    Part,
    Method,
    Run,
    Quantity,
    Rate,
    Hidden,
    Epoch,
    Threshold,
    Layer,
    Activation,
    Coordinate,
    WeightDecay,
    Momentum,
    Tapered,
    Kind,
    Best,
    Hedge,
    CrossCutting,
    Topic,
}

impl Facet {
    /// What it is a value of.
    pub fn dimension(&self) -> Dimension {
        match self {
            Self::Part(_) => Dimension::Part,
            Self::Method(_) => Dimension::Method,
            Self::Run(_) => Dimension::Run,
            Self::Quantity(_) => Dimension::Quantity,
            Self::Rate(_) => Dimension::Rate,
            Self::Hidden(_) => Dimension::Hidden,
            Self::Epoch(_) | Self::LastEpoch => Dimension::Epoch,
            Self::Threshold(_) => Dimension::Threshold,
            Self::Layer(_) => Dimension::Layer,
            Self::Activation(_) => Dimension::Activation,
            Self::Coordinate(_) => Dimension::Coordinate,
            Self::WeightDecay(_) => Dimension::WeightDecay,
            Self::Momentum(_) => Dimension::Momentum,
            Self::Tapered => Dimension::Tapered,
            Self::Kind(_) => Dimension::Kind,
            Self::Best => Dimension::Best,
            Self::Hedge => Dimension::Hedge,
            Self::CrossCutting => Dimension::CrossCutting,
            Self::Topic(_) => Dimension::Topic,
        }
    }
}

impl Facet {
    /// In words: `method Adam`, `rate 0.1`.
    pub fn describe(&self) -> String {
        match self {
            Self::Part(part) => format!("part {part}"),
            Self::Method(method) => format!("method {}", method.word()),
            Self::Run(run) => format!("run {run}"),
            Self::Quantity(id) => format!("quantity {id}"),
            Self::Rate(rate) => format!("rate {}", rate.value()),
            Self::Hidden(hidden) => format!("hidden units {hidden}"),
            Self::Epoch(epoch) => format!("epoch {epoch}"),
            Self::LastEpoch => "epoch last".to_owned(),
            Self::Threshold(threshold) => format!("threshold {}", threshold.value()),
            Self::Layer(layer) => format!("layer {layer:?}").to_lowercase(),
            Self::Activation(activation) => format!("activation {activation:?}").to_lowercase(),
            Self::Coordinate(axis) => format!("coordinate {axis:?}").to_lowercase(),
            Self::WeightDecay(decay) => format!("weight decay {}", decay.value()),
            Self::Momentum(momentum) => format!("momentum {}", momentum.value()),
            Self::Tapered => "net tapered".to_owned(),
            Self::Kind(kind) => format!("kind {kind:?}").to_lowercase(),
            Self::Best => "best".to_owned(),
            Self::Hedge => "hedge".to_owned(),
            Self::CrossCutting => "section summary".to_owned(),
            Self::Topic(topic) => format!("topic {topic:?}").to_lowercase(),
        }
    }
}

/// A facet and the bytes of the unit's text that say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What is said.
    pub facet: Facet,
    /// Bytes of the unit's text.
    pub span: Range<usize>,
    /// The number that it is, by its index in the unit, where a setting's number says it.
    pub number: Option<usize>,
    /// Whether number words say it: "after five epochs".
    pub in_words: bool,
}

/// A word that says what the number beside it sets: `learning rate`, `epoch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Label {
    Rate,
    Epoch,
    Hidden,
    Threshold,
    WeightDecay,
    Momentum,
    /// The number beside it is nothing that is asked for: `seed`, `page`, `beta1`.
    Ignore,
}

/// A label and the bytes of the unit's text that say it.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundLabel {
    /// What it labels.
    pub label: Label,
    /// Bytes of the unit's text.
    pub span: Range<usize>,
}
