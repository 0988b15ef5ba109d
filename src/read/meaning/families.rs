//! Targets that words say alike: those of one run that differ only in the epoch.

use std::collections::HashMap;

use crate::homework::{Layer, PartId, RunId};

use crate::read::lexing::facet::{Dimension, Facet, Real, SpokenKind};
use crate::read::meaning::target::{Target, Targets};

/// Dimensions that a part may imply: a part that has one rate need not say it.
const IMPLIED: [Dimension; 3] = [Dimension::Method, Dimension::Rate, Dimension::Activation];

/// What words have to say for all targets of a family, but for the epoch.
#[derive(Clone, Debug)]
pub(in crate::read) struct Family {
    /// What kind of number it is.
    pub(in crate::read) kind: SpokenKind,
    /// The part.
    pub(in crate::read) part: PartId,
    /// The run or training; that of the whole part has no name.
    pub(in crate::read) of: RunId,
    /// What is to be said, without part, kind and epoch; in order of weight.
    pub(in crate::read) wants: Vec<Want>,
    /// Whether it is a tapered net's.
    pub(in crate::read) tapered: bool,
    /// Whether it is of a training.
    pub(in crate::read) training: bool,
    /// Whether it is of a run on a function.
    pub(in crate::read) run: bool,
    /// Whether it is the final accuracy of a sweep's usual winner.
    pub(in crate::read) best: bool,
}

/// One facet that is to be said.
#[derive(Clone, Debug)]
pub(in crate::read) struct Want {
    pub(in crate::read) facet: Facet,
    /// Whether all of the part have it.
    pub(in crate::read) implied: bool,
    /// Whether nothing else is possible: the part has one run.
    pub(in crate::read) sole: bool,
}

impl Target {
    /// Its value of a dimension, if it has one; the part, the kind and the epoch apart.
    pub(in crate::read) fn facet(&self, dimension: Dimension) -> Option<Facet> {
        let real = |value: Option<f64>| value.map(Real::new);
        match dimension {
            Dimension::Part => Some(Facet::Part(self.part.clone())),
            Dimension::Method => self.method.map(Facet::Method),
            Dimension::Rate => real(self.rate).map(Facet::Rate),
            Dimension::Hidden => self.hidden.map(Facet::Hidden),
            Dimension::Threshold => real(self.threshold).map(Facet::Threshold),
            Dimension::Layer => self.layer.map(Facet::Layer),
            Dimension::Activation => self.activation.map(Facet::Activation),
            Dimension::Coordinate => self.coordinate.map(Facet::Coordinate),
            Dimension::WeightDecay => real(self.weight_decay).map(Facet::WeightDecay),
            Dimension::Momentum => real(self.momentum).map(Facet::Momentum),
            Dimension::Tapered => self.tapered.then_some(Facet::Tapered),
            _ => None,
        }
    }

    /// Whether it is a layer's between the first and the last.
    pub(in crate::read) fn is_inner_layer(&self) -> bool {
        matches!(self.layer, Some(Layer::Number(_)))
    }
}

/// Dimensions of wants; parts, kinds, epochs and tapered nets have rules of their own.
const WANTED: [Dimension; 9] = [
    Dimension::Method,
    Dimension::Rate,
    Dimension::Hidden,
    Dimension::Threshold,
    Dimension::Layer,
    Dimension::Activation,
    Dimension::Coordinate,
    Dimension::WeightDecay,
    Dimension::Momentum,
];

/// The families, and for each target its own.
pub(in crate::read) fn families(targets: &Targets) -> (Vec<Family>, Vec<usize>) {
    let mut parts: HashMap<&PartId, Vec<&Target>> = HashMap::new();
    for target in &targets.all {
        parts.entry(&target.part).or_default().push(target);
    }
    let implied = |part: &PartId, dimension: Dimension| {
        let mut values = parts.get(part).into_iter().flatten().map(|other| other.facet(dimension));
        let first = values.next().flatten();
        first.is_some() && values.all(|value| value == first)
    };
    let sole = |part: &PartId| {
        let mut runs = parts.get(part).into_iter().flatten().map(|other| &other.id.of);
        let first = runs.next();
        runs.all(|run| Some(run) == first)
    };
    let mut implied_by: HashMap<(&PartId, Dimension), bool> = HashMap::new();
    let mut sole_of: HashMap<&PartId, bool> = HashMap::new();
    for &part in parts.keys() {
        sole_of.insert(part, sole(part));
        for dimension in WANTED {
            implied_by.insert((part, dimension), implied(part, dimension));
        }
    }
    let mut known: HashMap<(&RunId, bool), usize> = HashMap::new();
    let mut families: Vec<Family> = Vec::new();
    let mut of_target = Vec::with_capacity(targets.all.len());
    for target in &targets.all {
        let accuracy = target.kind == SpokenKind::Accuracy;
        let place = known.get(&(&target.id.of, target.best)).copied().filter(|_| accuracy);
        let index = place.unwrap_or_else(|| {
            let want = |dimension: Dimension| {
                let facet = target.facet(dimension)?;
                let may = IMPLIED.contains(&dimension) || dimension == Dimension::Hidden;
                let implied = may && implied_by.get(&(&target.part, dimension)) == Some(&true);
                let setting = matches!(dimension, Dimension::Method | Dimension::Rate);
                let sole = setting && sole_of.get(&target.part) == Some(&true);
                Some(Want { facet, implied, sole })
            };
            families.push(Family {
                kind: target.kind,
                part: target.part.clone(),
                of: target.id.of.clone(),
                wants: WANTED.into_iter().filter_map(want).collect(),
                tapered: target.tapered,
                training: accuracy,
                run: target.exact,
                best: target.best,
            });
            families.len() - 1
        });
        if accuracy {
            known.insert((&target.id.of, target.best), index);
        }
        of_target.push(index);
    }
    (families, of_target)
}
