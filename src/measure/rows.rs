//! Re-runs that random numbers are held against, by the parts that they are re-runs of.

use super::Measurements;
use crate::homework::{PartId, QuantityId};

/// Where rows come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file: as many as were made.
    Stored,
    /// Made for one report until it was decided: the first `pilot` give centre and scale and are
    /// not counted.
    OnDemand {
        /// How many are not counted.
        pilot: usize,
    },
}

/// Rows that were made together: row k of all their parts is one re-run.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// The parts that the rows have.
    pub parts: Vec<PartId>,
    /// One measurement of those parts a row.
    pub rows: Vec<Measurements>,
    /// Where they come from.
    pub origin: Origin,
}

impl Cohort {
    /// Rows that can be counted.
    pub fn counted(&self) -> &[Measurements] {
        match self.origin {
            Origin::Stored => &self.rows,
            Origin::OnDemand { pilot } => self.rows.get(pilot..).unwrap_or_default(),
        }
    }
}

/// All rows that there are for a homework: each part's in one cohort, or in none.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The cohorts, with disjoint parts.
    pub cohorts: Vec<Cohort>,
}

impl Rows {
    /// Rows from a file, which have those parts.
    pub fn stored(parts: Vec<PartId>, rows: Vec<Measurements>) -> Self {
        let cohort = Cohort { parts, rows, origin: Origin::Stored };
        let some = !cohort.rows.is_empty() && !cohort.parts.is_empty();
        Self { cohorts: some.then_some(cohort).into_iter().collect() }
    }

    /// The rows of a part.
    pub fn of(&self, part: &PartId) -> &[Measurements] {
        self.cohort(part).map_or(&[], |cohort| &cohort.rows)
    }

    /// The cohort of a part.
    pub fn cohort(&self, part: &PartId) -> Option<&Cohort> {
        self.cohorts.iter().find(|cohort| cohort.parts.contains(part))
    }

    /// Whether there are none at all.
    pub fn is_empty(&self) -> bool {
        self.cohorts.is_empty()
    }

    /// A number in every row of its part that has it.
    pub fn numbers(&self, id: &QuantityId) -> Vec<f64> {
        self.of(id.part()).iter().filter_map(|row| row.number(id)).collect()
    }

    /// Only the rows of parts that are wanted.
    pub fn only(&self, wanted: impl Fn(&PartId) -> bool) -> Self {
        let mut rows = self.clone();
        for cohort in &mut rows.cohorts {
            cohort.parts.retain(&wanted);
        }
        rows.cohorts.retain(|cohort| !cohort.parts.is_empty());
        rows
    }

    /// The fewest and the most rows that a part with rows has.
    pub fn counts(&self) -> Option<(usize, usize)> {
        let counts = || self.cohorts.iter().map(|cohort| cohort.rows.len());
        Some((counts().min()?, counts().max()?))
    }
}
