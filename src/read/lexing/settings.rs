//! The values that a homework's settings have.

use crate::read::lexing::facet::SpokenKind;
use crate::read::meaning::target::Targets;

/// Settings of a homework, as far as they tell a setting's number from a result.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct Settings {
    rates: Vec<f64>,
    thresholds: Vec<f64>,
    hidden: Vec<usize>,
    momenta: Vec<f64>,
    coefficients: Vec<f64>,
    /// The numbers of epochs that there are.
    pub(in crate::read) epochs: Vec<usize>,
    sizes: Vec<f64>,
    /// First steps below thresholds.
    steps: Vec<f64>,
    /// Images that an accuracy is of, at most.
    images: f64,
}

impl Settings {
    pub(in crate::read) fn of(targets: &Targets) -> Self {
        let step = |kind: SpokenKind| kind == SpokenKind::Step;
        let steps = targets.all.iter().filter(|target| target.exact && step(target.kind));
        let images = targets.all.iter().map(|target| target.of).max().unwrap_or(0);
        Self {
            rates: targets.rates.clone(),
            thresholds: targets.thresholds.clone(),
            hidden: targets.hidden.clone(),
            momenta: targets.all.iter().filter_map(|target| target.momentum).collect(),
            coefficients: targets.coefficients.clone(),
            epochs: targets.epochs.clone(),
            sizes: targets.sizes.clone(),
            steps: steps.map(|target| target.range.0).collect(),
            images: f64::from(images),
        }
    }

    pub(in crate::read) fn is_rate(&self, value: f64) -> bool {
        self.rates.contains(&value)
    }

    pub(in crate::read) fn is_threshold(&self, value: f64) -> bool {
        self.thresholds.contains(&value)
    }

    pub(in crate::read) fn is_hidden(&self, value: f64) -> bool {
        self.hidden.iter().any(|hidden| *hidden as f64 == value)
    }

    /// Hidden units, unless there are as many epochs.
    pub(in crate::read) fn names_a_run(&self, value: f64) -> bool {
        self.is_hidden(value) && !self.epochs.iter().any(|epochs| *epochs as f64 == value)
    }

    pub(in crate::read) fn is_momentum(&self, value: f64) -> bool {
        self.momenta.contains(&value)
    }

    /// A coefficient of momentum, or one of Adam's.
    pub(in crate::read) fn is_coefficient(&self, value: f64) -> bool {
        self.coefficients.contains(&value) || self.momenta.contains(&value)
    }

    /// An epoch from a first one, which is 0 or 1.
    pub(in crate::read) fn is_epoch(&self, value: f64, first: f64) -> bool {
        let last = self.epochs.iter().max().copied().unwrap_or(0);
        (first..=last as f64).contains(&value)
    }

    /// A size of the homework that no result can be: more than all images, and no step.
    pub(in crate::read) fn is_size(&self, value: f64) -> bool {
        value > self.images && self.sizes.contains(&value) && !self.steps.contains(&value)
    }

    /// An integer that the homework has: a size or a step.
    pub(in crate::read) fn is_known(&self, value: f64) -> bool {
        self.sizes.contains(&value) || self.steps.contains(&value) || value == self.images
    }
}
