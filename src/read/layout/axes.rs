//! What a bare number at the head of a row or column is.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::lexing::facet::{Facet, Label, Real};
use crate::read::lexing::unit::Unit;
use crate::read::meaning::target::Targets;

static THRESHOLD: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"thr|bound|below|<|schwelle|seuil|umbral|soglia|drempel|limiar";
    Regex::new(words).expect("a pattern of this file")
});

/// Whether the head of a column speaks of thresholds, if only by `<`.
pub(in crate::read) fn speaks_of_thresholds(head: &Unit) -> bool {
    THRESHOLD.is_match(&head.low)
}

/// What a table says about its axes.
pub(in crate::read) struct Axes<'a> {
    pub targets: &'a Targets,
    /// Whether the first head speaks of rates.
    pub rates: bool,
    /// Whether heads, caption or the sentence before speak of epochs.
    pub epochs: bool,
    /// Whether they speak of thresholds.
    pub thresholds: bool,
}

impl Axes<'_> {
    /// What a bare number is. `own` is what its own column or the corner is labelled; `is_key`
    /// says that it stands in a column of settings.
    pub fn bare(&self, unit: &Unit, own: &[Label], is_key: bool) -> Option<Facet> {
        let [number] = &unit.numbers[..] else { return None };
        if has_words(&unit.low) {
            return None;
        }
        let value = number.value();
        let integer = number.first().integer;
        let targets = self.targets;
        let real = |values: &[f64]| find(values, value).map(Real::new);
        let rate = || real(&targets.rates).map(Facet::Rate);
        let threshold = || real(&targets.thresholds).map(Facet::Threshold);
        let count = if integer && value >= 0.0 { Some(value as usize) } else { None };
        let last = targets.epochs.iter().copied().max().unwrap_or_default();
        let epoch = || count.filter(|epoch| (1..=last).contains(epoch)).map(Facet::Epoch);
        let hidden = || count.filter(|units| targets.hidden.contains(units)).map(Facet::Hidden);
        let has = |label| own.contains(&label);
        let labelled = [
            has(Label::Threshold).then(threshold).flatten(),
            has(Label::Epoch).then(epoch).flatten(),
            has(Label::Hidden).then(hidden).flatten(),
            has(Label::Rate).then(rate).flatten(),
        ];
        if let Some(found) = labelled.into_iter().flatten().next() {
            return Some(found);
        }
        if has(Label::WeightDecay) {
            return real(&targets.weight_decays).map(Facet::WeightDecay);
        }
        // "gamma" is the rate to some.
        let momentum = real(&targets.coefficients).filter(|_| has(Label::Momentum));
        if momentum.is_some() || has(Label::Momentum) && rate().is_none() {
            return momentum.map(Facet::Momentum);
        }
        if is_key && (has(Label::Epoch) || has(Label::Hidden)) {
            return None;
        }
        if let Some(epoch) = epoch().filter(|_| self.epochs) {
            return Some(epoch);
        }
        if integer {
            return None;
        }
        match (rate(), threshold()) {
            (Some(_), Some(threshold)) if self.thresholds && !self.rates => Some(threshold),
            (Some(rate), _) => Some(rate),
            (None, threshold) => threshold,
        }
    }
}

/// A setting's value that a printed number is, to the rounding of its own computation.
fn find(values: &[f64], value: f64) -> Option<f64> {
    values.iter().copied().find(|known| (known - value).abs() <= known.abs() * 1e-9)
}

/// Words around a setting's number that say no more than it does: "after 10", "30 (final)".
const NEUTRAL: [&str; 12] =
    ["after", "at", "final", "end", "the", "nach", "bei", "apres", "tras", "dopo", "times", "cdot"];

/// Whether words stand there that are no part of a number.
pub(in crate::read) fn has_words(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .any(|word| word.len() > 1 && !NEUTRAL.contains(&word))
}
