//! Statements as predicates with a name, arguments and a definition of one sentence.
//!
//! A ledger's `basis` lists them: `slow(1b.gd); faster_to(1b.adam, 1b.gd, 0.1)`. A statement
//! holds when all of them do.

use std::sync::Arc;

use super::behaviour;
use crate::measure::{Measurements, Trajectory};

/// What a predicate found on a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Whether it is true.
    pub holds: bool,
    /// The quantity it was decided by, in words.
    pub measured: String,
}

/// Why a predicate could not be decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PredicateError {
    /// The text is not of the form `name(argument, …)`.
    #[error("`{0}` is not a predicate such as `slow(1b.gd)`")]
    Form(String),
    /// No predicate has that name.
    #[error("no predicate is called `{0}`")]
    Unknown(String),
    /// Another number of arguments, or a threshold that is no number.
    #[error("`{name}` takes {expected}")]
    Arguments {
        /// The predicate.
        name: String,
        /// What it takes.
        expected: String,
    },
    /// The assignment has no such run.
    #[error("the assignment has no run `{0}`")]
    NoRun(String),
}

/// A run with its id.
pub(super) struct Run<'a> {
    pub(super) id: &'a str,
    pub(super) trajectory: &'a Trajectory,
}

type Decide = fn(&[Run], &[f64]) -> Finding;

/// A predicate's name, how many runs and thresholds it takes, what it means, and its test.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) runs: usize,
    pub(super) thresholds: usize,
    pub(super) definition: &'static str,
    pub(super) decide: Decide,
}

/// A predicate with its arguments.
#[derive(Clone)]
pub struct Predicate {
    kind: &'static Kind,
    runs: Vec<String>,
    thresholds: Vec<f64>,
}

/// Every predicate's name and definition.
pub fn predicates() -> impl Iterator<Item = (&'static str, &'static str)> {
    behaviour::KINDS.iter().map(|kind| (kind.name, kind.definition))
}

impl Predicate {
    /// A list separated by semicolons; empty for an empty text.
    ///
    /// # Errors
    /// A wrong form, an unknown name, wrong arguments.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, PredicateError> {
        text.split(';').map(str::trim).filter(|piece| !piece.is_empty()).map(Self::parse).collect()
    }

    fn parse(text: &str) -> Result<Self, PredicateError> {
        let form = || PredicateError::Form(text.to_owned());
        let (name, rest) = text.split_once('(').ok_or_else(form)?;
        let arguments: Vec<&str> =
            rest.strip_suffix(')').ok_or_else(form)?.split(',').map(str::trim).collect();
        let kind = behaviour::KINDS
            .iter()
            .find(|kind| kind.name == name.trim())
            .ok_or_else(|| PredicateError::Unknown(name.trim().to_owned()))?;
        let wrong = || PredicateError::Arguments {
            name: kind.name.to_owned(),
            expected: format!("{} runs and {} thresholds", kind.runs, kind.thresholds),
        };
        if arguments.len() != kind.runs + kind.thresholds {
            return Err(wrong());
        }
        let (runs, thresholds) = arguments.split_at(kind.runs);
        let thresholds: Result<Vec<f64>, _> = thresholds.iter().map(|t| t.parse()).collect();
        let thresholds = thresholds.map_err(|_| wrong())?;
        Ok(Self { kind, runs: runs.iter().map(|&run| run.to_owned()).collect(), thresholds })
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        self.kind.name
    }

    /// What it means.
    pub fn definition(&self) -> &'static str {
        self.kind.definition
    }

    /// Decides it.
    ///
    /// # Errors
    /// A run that was not measured.
    pub fn find(&self, measurements: &Measurements) -> Result<Finding, PredicateError> {
        let trajectory = |id: &String| -> Result<(String, Arc<Trajectory>), PredicateError> {
            let known = measurements.trajectory(id);
            known
                .map(|t| (id.clone(), Arc::clone(t)))
                .ok_or_else(|| PredicateError::NoRun(id.clone()))
        };
        let runs: Result<Vec<_>, _> = self.runs.iter().map(trajectory).collect();
        let runs = runs?;
        let runs: Vec<Run> = runs.iter().map(|(id, trajectory)| Run { id, trajectory }).collect();
        Ok((self.kind.decide)(&runs, &self.thresholds))
    }
}
