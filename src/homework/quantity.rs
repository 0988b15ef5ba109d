//! The ids of everything that a homework can measure: the one place that writes and reads them.

use std::fmt;

use super::Catalogue;
use super::part::{PartId, RunId};
use super::what::{Layer, Threshold, What};

/// One quantity, such as `1b.adam.value` or `2a.sgd.0.1.accuracy@17`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QuantityId {
    /// The run or training that it is of; without a name, the whole part.
    pub of: RunId,
    /// What it is.
    pub what: What,
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

/// `3a.gradnorm[1]`, `2a.weightnorm[2]`, `2a.gradnorm[1]@100`: layers by number, the first and
/// the last among them.
fn layer(text: &str, catalogue: &Catalogue) -> Option<QuantityId> {
    let split = |word: &str| {
        let (run, rest) = text.rsplit_once(&format!(".{word}["))?;
        let (number, rest) = rest.split_once(']')?;
        let norms = catalogue.find_written(&format!("{run}.{word}_by_layer{rest}"))?;
        Some((number.parse::<usize>().ok()?, norms))
    };
    let (number, norms) = split("gradnorm").or_else(|| split("weightnorm"))?;
    let layer = Layer::of(number, norms.elements()?)?;
    Some(norms.id.sibling(match norms.id.what {
        What::StepNormByLayer(step) => What::StepNorm(layer, step),
        What::WeightNormByLayer => What::WeightNorm(layer),
        _ => What::GradientNorm(layer),
    }))
}

impl fmt::Display for QuantityId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.of, self.what.written())
    }
}
