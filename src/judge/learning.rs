//! Statements about trainings and gradients of nets: each a predicate on one row, judged by how
//! many rows it holds in. "Accuracy" is the share of test images that are right.

use crate::measure::{Measurements, Value};

use super::own_numbers::call;
use super::predicate::PredicateError;

/// Accuracy after the first epoch that parts slow from fast.
const FAST_START: f64 = 0.80;
/// Accuracy from which an end is high.
const HIGH: f64 = 0.95;
/// A fall from one epoch to the next of at least this is a jolt: half a percentage point.
const JOLT: f64 = 0.005;
/// A gradient has vanished when it is smaller than the last layer's by this, two powers of ten.
const VANISHED: f64 = 0.01;
/// A curve is flat once it stays this close to where it ends.
const FLAT: f64 = 0.005;

type Decide = fn(&[&[f64]]) -> bool;

struct Kind {
    name: &'static str,
    /// What each argument's measurement is called after the dot.
    quantity: &'static str,
    arguments: usize,
    definition: &'static str,
    decide: Decide,
}

const CURVE: &str = "accuracy_by_epoch";

/// Every predicate.
const KINDS: &[Kind] = &[
    Kind {
        name: "learns_slowly",
        quantity: CURVE,
        arguments: 1,
        definition: "after the first epoch the accuracy is below 80%",
        decide: |curves| first(curves[0]) < FAST_START,
    },
    Kind {
        name: "learns_fast",
        quantity: CURVE,
        arguments: 1,
        definition: "after the first epoch the accuracy is 80% or more",
        decide: |curves| first(curves[0]) >= FAST_START,
    },
    Kind {
        name: "starts_below",
        quantity: CURVE,
        arguments: 2,
        definition: "after the first epoch its accuracy is the lower one",
        decide: |curves| first(curves[0]) < first(curves[1]),
    },
    Kind {
        name: "starts_above",
        quantity: CURVE,
        arguments: 2,
        definition: "after the first epoch its accuracy is the higher one",
        decide: |curves| first(curves[0]) > first(curves[1]),
    },
    Kind {
        name: "ends_high",
        quantity: CURVE,
        arguments: 1,
        definition: "the final accuracy is 95% or more",
        decide: |curves| last(curves[0]) >= HIGH,
    },
    Kind {
        name: "ends_below",
        quantity: CURVE,
        arguments: 2,
        definition: "its final accuracy is the lower one",
        decide: |curves| last(curves[0]) < last(curves[1]),
    },
    Kind {
        name: "stable",
        quantity: CURVE,
        arguments: 1,
        definition: "the accuracy never falls by half a percentage point from one epoch to the next",
        decide: |curves| largest_fall(curves[0]) < JOLT,
    },
    Kind {
        name: "unstable",
        quantity: CURVE,
        arguments: 1,
        definition: "at least once the accuracy falls by half a percentage point from one epoch \
                     to the next",
        decide: |curves| largest_fall(curves[0]) >= JOLT,
    },
    Kind {
        name: "less_consistent",
        quantity: CURVE,
        arguments: 2,
        definition: "from one epoch to the next the accuracy falls by more in all than the other's",
        decide: |curves| falls(curves[0]) > falls(curves[1]),
    },
    Kind {
        name: "flattens_earlier",
        quantity: CURVE,
        arguments: 2,
        definition: "it comes within half a percentage point of its final accuracy, to stay, in \
                     an earlier epoch",
        decide: |curves| flat_from(curves[0]) < flat_from(curves[1]),
    },
    Kind {
        name: "best_above",
        quantity: "best.accuracy",
        arguments: 2,
        definition: "the best final accuracy of the one sweep is above that of the other",
        decide: |bests| last(bests[0]) > last(bests[1]),
    },
    Kind {
        name: "vanishes",
        quantity: "gradnorm_by_layer",
        arguments: 1,
        definition: "the first layer's norm is below a hundredth of the last layer's",
        decide: |norms| first(norms[0]) < VANISHED * last(norms[0]),
    },
    Kind {
        name: "first_larger",
        quantity: "gradnorm_by_layer",
        arguments: 1,
        definition: "the first layer's norm is larger than the last layer's",
        decide: |norms| first(norms[0]) > last(norms[0]),
    },
];

fn first(curve: &[f64]) -> f64 {
    curve.first().copied().unwrap_or(f64::NAN)
}

fn last(curve: &[f64]) -> f64 {
    curve.last().copied().unwrap_or(f64::NAN)
}

/// Rounded to a millionth, so that half a point between accuracies is half a point.
fn difference(one: f64, other: f64) -> f64 {
    ((one - other) * 1e6).round() / 1e6
}

/// How far each epoch falls below the one before; 0 where it does not.
fn each_fall(curve: &[f64]) -> impl Iterator<Item = f64> + '_ {
    curve.windows(2).map(|pair| difference(pair[0], pair[1]).max(0.0))
}

fn largest_fall(curve: &[f64]) -> f64 {
    each_fall(curve).fold(0.0, f64::max)
}

fn falls(curve: &[f64]) -> f64 {
    each_fall(curve).sum()
}

fn flat_from(curve: &[f64]) -> usize {
    let end = last(curve);
    let far = |accuracy: &f64| difference(*accuracy, end).abs() >= FLAT;
    curve.iter().rposition(far).map_or(0, |epoch| epoch + 1)
}

/// A predicate with its arguments.
pub struct RowPredicate {
    kind: &'static Kind,
    arguments: Vec<String>,
}

/// Every predicate's name and definition.
pub fn row_predicates() -> impl Iterator<Item = (&'static str, &'static str)> {
    KINDS.iter().map(|kind| (kind.name, kind.definition))
}

impl RowPredicate {
    /// Whether a ledger's basis speaks of rows: whether its first predicate is one of these.
    pub fn speaks_of_rows(basis: &str) -> bool {
        let first = basis.split(';').next().and_then(|piece| call(piece.trim()));
        first.is_some_and(|(name, _)| KINDS.iter().any(|kind| kind.name == name))
    }

    /// A list separated by semicolons.
    ///
    /// # Errors
    /// A wrong form, an unknown name, wrong arguments.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, PredicateError> {
        text.split(';').map(str::trim).filter(|piece| !piece.is_empty()).map(Self::parse).collect()
    }

    fn parse(text: &str) -> Result<Self, PredicateError> {
        let (name, arguments) = call(text).ok_or_else(|| PredicateError::Form(text.to_owned()))?;
        let kind = KINDS
            .iter()
            .find(|kind| kind.name == name)
            .ok_or_else(|| PredicateError::Unknown(name.to_owned()))?;
        if arguments.len() != kind.arguments {
            return Err(PredicateError::Arguments {
                name: name.to_owned(),
                expected: format!("{} trainings or parts", kind.arguments),
            });
        }
        Ok(Self { kind, arguments: arguments.into_iter().map(str::to_owned).collect() })
    }

    /// As the ledger writes it.
    pub fn text(&self) -> String {
        format!("{}({})", self.kind.name, self.arguments.join(", "))
    }

    /// What it means.
    pub fn definition(&self) -> &'static str {
        self.kind.definition
    }

    /// The parts whose best accuracies it compares, if it does: the first's is to be larger.
    pub(super) fn bests_compared(&self) -> Option<(&str, &str)> {
        match &self.arguments[..] {
            [one, other] if self.kind.name == "best_above" => Some((one, other)),
            _ => None,
        }
    }

    /// Whether it holds in a row.
    ///
    /// # Errors
    /// A training or part that the row does not have.
    pub fn holds(&self, row: &Measurements) -> Result<bool, PredicateError> {
        let mut single = Vec::new();
        for argument in &self.arguments {
            let name = format!("{argument}.{}", self.kind.quantity);
            match row.get(&name) {
                Some(Value::Numbers(numbers)) => single.push(numbers.clone()),
                Some(Value::Number(number)) => single.push(vec![*number]),
                _ => return Err(PredicateError::NoRun(argument.clone())),
            }
        }
        let numbers: Vec<&[f64]> = single.iter().map(Vec::as_slice).collect();
        Ok((self.kind.decide)(&numbers))
    }
}
