//! What claims are held against, and what a check finds.

use super::Alternative;
use crate::homework::{Homework, QuantityId, RunId};
use crate::measure::{Measurements, Rows, Spread};
use crate::verdict::Verdict;

/// Finds what other orders of operations can print of a run's quantity.
pub type AskRounding<'a> = &'a dyn Fn(&QuantityId) -> Option<Spread>;

/// What claims are held against.
pub struct Evidence<'a> {
    /// The homework.
    pub homework: &'a Homework,
    /// The re-run.
    pub measurements: &'a Measurements,
    /// A run under other conventions; asked only about contradictions.
    pub alternatives: &'a dyn Fn(&RunId) -> Vec<Alternative>,
    /// What other orders of operations can print of a run's quantity, asked only where digits
    /// differ; none where the report's are to be the re-run's.
    pub rounding: Option<AskRounding<'a>>,
    /// Re-runs of the nets under other seeds.
    pub rows: &'a Rows,
}

/// What one check found.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    /// `None` if it finds nothing wrong, which by itself proves nothing.
    pub(super) verdict: Option<Verdict>,
    /// The re-run's number, or the quantities that decided.
    pub(super) measured: Option<String>,
    pub(super) p: Option<f64>,
    /// In words that a student understands; empty if there is nothing to say.
    pub(super) reason: String,
    /// Definitions, for whoever asks how it was decided.
    pub(super) how: Vec<String>,
}

impl Outcome {
    pub(super) fn new(verdict: Verdict, reason: impl Into<String>) -> Self {
        let verdict = Some(verdict);
        Self { verdict, measured: None, p: None, reason: reason.into(), how: Vec::new() }
    }

    /// Nothing wrong, and nothing proven.
    pub(super) fn remark(reason: impl Into<String>) -> Self {
        Self { verdict: None, measured: None, p: None, reason: reason.into(), how: Vec::new() }
    }

    pub(super) fn not_checkable(reason: impl Into<String>) -> Self {
        Self::new(Verdict::NotCheckable, reason)
    }

    pub(super) fn measured(self, measured: impl Into<String>) -> Self {
        Self { measured: Some(measured.into()), ..self }
    }
}
