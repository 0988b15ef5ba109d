//! What the phrases of the tables of words can mean, and how the tables write it.

use crate::homework::{Layer, Method};
use crate::nn::Activation;
use crate::read::lexing::facet::{Facet, Label, SpokenKind, Topic};

/// What a phrase says of the numbers around it.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// A facet.
    Facet(Facet),
    /// What the number beside it sets.
    Label(Label),
    /// A layer, where it stands as a label: `in = 0.01`.
    LayerLabel(Layer),
    /// A kind of number, where it stands as a label: `test = 0.96`, or alone in a head.
    KindLabel(SpokenKind),
    /// The part that compares whole configurations.
    Configurations,
}

/// What a phrase does beside a number or a part's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// A number in words, as an ordinal or a cardinal.
    Number(usize),
    /// What such a number counts.
    Epochs,
    /// May stand between them: `five full epochs`.
    BetweenNumberAndEpochs,
    /// May stand between a label and its number: `of`.
    Connector,
    /// A unit of measurement: the number before it is none of the homework's.
    Measure,
    /// The same, if there are not hundreds of them.
    MeasureUnlessMany,
    /// What is counted, so that even a small number may be a result.
    Counted,
    /// A small number behind it is a threshold.
    BeforeThreshold,
    /// A small number behind it is a learning rate.
    BeforeRate,
    /// The same, unless the first is nearer at hand.
    PerhapsBeforeRate,
    /// Percentage points.
    Points,
    /// A word before a part's name.
    PartWord(PartWord),
    /// A part's number in words.
    Numeral(usize),
    /// The point that runs begin at.
    Start,
    /// Of other people, or of what nobody asked for.
    Others,
    /// Joins the names of parts.
    And,
}

/// What a word such as `Problem` can stand before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartWord {
    /// The number of a problem: `Problem 2`.
    Problem,
    /// A number or a letter: `Part 2`, `part b`.
    Part,
    /// A letter, or a number with a letter: `Teilaufgabe b`.
    PartOnly,
}

/// What a phrase means.
#[derive(Clone, Debug)]
pub(in crate::read) enum Meaning {
    /// For the numbers around it.
    Word(Word),
    /// For what stands beside it.
    Context(Context),
}

/// What a row's first two cells mean; several things where the value leaves it open.
pub(in crate::read) fn meanings(dimension: &str, value: &str) -> Option<Vec<Meaning>> {
    if dimension == "kind" {
        let kinds = value.split('+').map(kind).collect::<Option<Vec<_>>>()?;
        let say = |kind| Meaning::Word(Word::Facet(Facet::Kind(kind)));
        return Some(kinds.into_iter().map(say).collect());
    }
    let word = word(dimension, value).map(Meaning::Word);
    word.or_else(|| context(dimension, value).map(Meaning::Context)).map(|one| vec![one])
}

fn word(dimension: &str, value: &str) -> Option<Word> {
    let facet = match (dimension, value) {
        ("method", "gradient-descent") => Facet::Method(Method::GradientDescent),
        ("method", "momentum") => Facet::Method(Method::Momentum),
        ("method", "sgd") => Facet::Method(Method::Sgd),
        ("method", "adam") => Facet::Method(Method::Adam),
        ("method", "adamw") => Facet::Method(Method::AdamW),
        ("method", "amsgrad") => Facet::Method(Method::AmsGrad),
        ("method", "rmsprop") => Facet::Method(Method::RmsProp),
        ("method", "adagrad") => Facet::Method(Method::AdaGrad),
        ("layer", _) => Facet::Layer(layer(value)?),
        ("layer label", _) => return Some(Word::LayerLabel(layer(value)?)),
        ("kind label", _) => return Some(Word::KindLabel(kind(value)?)),
        ("activation", "sigmoid") => Facet::Activation(Activation::Sigmoid),
        ("activation", "relu") => Facet::Activation(Activation::Relu),
        ("net", "tapered") => Facet::Tapered,
        ("part", "configurations") => return Some(Word::Configurations),
        ("best", "") => Facet::Best,
        ("epoch", "last") => Facet::LastEpoch,
        ("hedge", "") => Facet::Hedge,
        ("summary", "") => Facet::CrossCutting,
        ("topic", "minimisation") => Facet::Topic(Topic::Minimisation),
        ("topic", "training") => Facet::Topic(Topic::Training),
        ("topic", "depth") => Facet::Topic(Topic::Depth),
        ("label", _) => return label(value).map(Word::Label),
        _ => return None,
    };
    Some(Word::Facet(facet))
}

fn layer(value: &str) -> Option<Layer> {
    match value {
        "input" => Some(Layer::Input),
        "output" => Some(Layer::Output),
        _ => None,
    }
}

fn label(value: &str) -> Option<Label> {
    Some(match value {
        "rate" => Label::Rate,
        "epoch" => Label::Epoch,
        "hidden" => Label::Hidden,
        "threshold" => Label::Threshold,
        "weight-decay" => Label::WeightDecay,
        "momentum" => Label::Momentum,
        "ignore" => Label::Ignore,
        _ => return None,
    })
}

fn kind(value: &str) -> Option<SpokenKind> {
    Some(match value {
        "accuracy" => SpokenKind::Accuracy,
        "wrong" => SpokenKind::Wrong,
        "value" => SpokenKind::Value,
        "point" => SpokenKind::Point,
        "error" => SpokenKind::Error,
        "step" => SpokenKind::Step,
        "norm" => SpokenKind::Norm,
        "ratio" => SpokenKind::Ratio,
        "difference" => SpokenKind::Difference,
        "other" => SpokenKind::Other,
        _ => return None,
    })
}

fn context(dimension: &str, value: &str) -> Option<Context> {
    Some(match (dimension, value) {
        ("number", _) => Context::Number(value.parse().ok()?),
        ("numeral", _) => Context::Numeral(value.parse().ok()?),
        ("epochs", "") => Context::Epochs,
        ("between number and epochs", "") => Context::BetweenNumberAndEpochs,
        ("connector", "") => Context::Connector,
        ("measure", "") => Context::Measure,
        ("measure unless many", "") => Context::MeasureUnlessMany,
        ("counted", "") => Context::Counted,
        ("before", "threshold") => Context::BeforeThreshold,
        ("before", "rate") => Context::BeforeRate,
        ("before", "perhaps-rate") => Context::PerhapsBeforeRate,
        ("points", "") => Context::Points,
        ("part word", "problem") => Context::PartWord(PartWord::Problem),
        ("part word", "part") => Context::PartWord(PartWord::Part),
        ("part word", "part only") => Context::PartWord(PartWord::PartOnly),
        ("start", "") => Context::Start,
        ("others", "") => Context::Others,
        ("and", "") => Context::And,
        _ => return None,
    })
}
