//! One claim judged, and the count of all.

use serde::Serialize;

use crate::homework::{ClaimId, PartId};
use crate::verdict::Verdict;

/// One claim judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// What the claim is about.
    pub id: ClaimId,
    /// Part of the homework.
    pub part: Option<PartId>,
    /// What is claimed, in words; of a statement the report's own.
    pub says: String,
    /// As the report prints it.
    pub reported: String,
    /// As the notebook would print what the re-run gave, or the quantities a statement was
    /// held against; `None` if there is nothing to show.
    pub measured: Option<String>,
    /// The check that decided.
    pub check: &'static str,
    /// The outcome.
    pub verdict: Verdict,
    /// The probability of a value as far out, for checks that have one.
    pub p: Option<f64>,
    /// Why.
    pub reason: String,
    /// Definitions, thresholds and sources, for whoever asks how it was decided.
    pub how: Vec<String>,
    /// The command that shows it.
    pub reproduce: String,
}

impl Judgement {
    /// Whether it is of a statement in words.
    pub fn is_statement(&self) -> bool {
        self.check == "statement"
    }

    /// What the report says: the number, or the words.
    pub fn said(&self) -> &str {
        let words = self.reported.is_empty() || self.reported == "statement";
        if words && self.is_statement() { &self.says } else { &self.reported }
    }
}

/// Claims by verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Each verdict that occurs, with its count, in the order of [`Verdict::ALL`].
    pub counts: Vec<(Verdict, usize)>,
}

impl Summary {
    /// Counts them.
    pub fn of(judgements: &[Judgement]) -> Self {
        let count = |verdict| judgements.iter().filter(|j| j.verdict == verdict).count();
        let counts = Verdict::ALL.into_iter().map(|verdict| (verdict, count(verdict)));
        Self { counts: counts.filter(|(_, count)| *count > 0).collect() }
    }

    /// How many claims have that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.counts.iter().find(|(known, _)| *known == verdict).map_or(0, |(_, count)| *count)
    }

    /// All claims.
    pub fn total(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}
