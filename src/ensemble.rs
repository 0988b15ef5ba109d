//! Many rows: the notebook's nets replayed from seed after seed, kept in a file.
//!
//! Row r is what `torch.manual_seed(r)` gives. Rows are exchangeable, and a report's own
//! unseeded run is one more such row: that is what the family test rests on.

mod cells;
mod columns;
mod file;
mod fingerprint;
mod merge;
mod rows_file;
mod run;

use std::collections::BTreeMap;

use crate::diagnostic::InputError;
use crate::homework::NetPart;
use crate::measure::{Measurements, Row, Rows};

pub use columns::Columns;
pub use file::{Stored, parse, read, read_own};
pub use fingerprint::{Fingerprint, fingerprint};
pub use merge::{Merged, merge};
pub use run::{Extended, Plan, extend};

/// Rows by seed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ensemble {
    /// Ascending by seed.
    pub rows: BTreeMap<i64, Row>,
}

/// The 199 rows that come with the program, of the built-in homework.
const BUILT_IN: &str = include_str!("../golden/homework7/rows.csv");

impl Ensemble {
    /// Each row's numbers by name.
    pub fn measurements(&self, parts: &[NetPart], images: usize) -> Vec<Measurements> {
        let named = |row| {
            let mut measurements = Measurements::default();
            measurements.add_row(parts, row, images);
            measurements
        };
        self.rows.values().map(named).collect()
    }
}

impl Stored {
    /// The rows that come with the program, of those parts that are experiments of the built-in
    /// homework, whatever they are called.
    ///
    /// # Errors
    /// The stored rows are damaged.
    pub fn built_in(parts: &[NetPart]) -> Result<Self, InputError> {
        parse(BUILT_IN, "the stored rows", parts)
    }

    /// As rows to hold reports against.
    pub fn rows(&self, parts: &[NetPart], images: usize) -> Rows {
        let measurements = self.ensemble.measurements(parts, images);
        Rows::stored(self.parts.clone(), measurements)
    }
}
