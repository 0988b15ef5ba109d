//! One claim judged, and the count of all.

use serde::Serialize;

use crate::verdict::Verdict;

/// One claim judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// The claim's id.
    pub id: String,
    /// Part of the homework.
    pub part: String,
    /// As the report prints it.
    pub reported: String,
    /// As the notebook would print what the re-run gave, or the quantities a statement was
    /// held against; `None` if there is nothing to show.
    pub measured: Option<String>,
    /// The name of the rule that decided.
    pub rule: &'static str,
    /// The outcome.
    pub verdict: Verdict,
    /// The probability of a value as far out, for rules that have one.
    pub p: Option<f64>,
    /// Why.
    pub reason: String,
    /// The command that shows it.
    pub reproduce: String,
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
