//! Many rows: the notebook's nets replayed from seed after seed, kept in a file.
//!
//! Row r is what `torch.manual_seed(r)` gives. Rows are exchangeable, and a report's own
//! unseeded run is one more such row: that is what the family test rests on.

mod file;
mod run;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::assignment::{Assignment, NetPart, NetWork};
use crate::diagnostic::InputError;
use crate::measure::{Measurements, Row};

pub use file::{Columns, merge, read};
pub use run::{Plan, extend};

/// Rows by seed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ensemble {
    /// Ascending by seed.
    pub rows: BTreeMap<i64, Row>,
}

/// The 199 rows that come with the program, of the built-in homework.
const BUILT_IN: &str = include_str!("../golden/ensembles/homework7.csv");

/// What the weights hash to after an epoch of each rule: changes with the arithmetic.
const ARITHMETIC: &str = include_str!("../golden/weights.csv");

impl Ensemble {
    /// The stored rows of the built-in homework; empty for another one.
    ///
    /// # Errors
    /// The stored rows are damaged or of another version.
    pub fn built_in(assignment: &Assignment) -> Result<Self, InputError> {
        let built_in = Assignment::homework7()?;
        if fingerprint(&built_in.nets) != fingerprint(&assignment.nets) {
            return Ok(Self::default());
        }
        let columns = Columns::of(&assignment.nets);
        file::parse(BUILT_IN, "the stored ensemble", &columns)
    }

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

/// Sixteen hexadecimal digits that stand for everything a row depends on: each net, its
/// initialisation, rule, batch and epochs, in the order of drawing, and the arithmetic.
pub fn fingerprint(parts: &[NetPart]) -> String {
    let mut text = String::new();
    for part in parts {
        match &part.work {
            NetWork::Sweep { trainings, .. } => {
                for training in trainings {
                    text.push_str(&format!("{training:?}\n"));
                }
            }
            NetWork::Probe(net) => text.push_str(&format!("{} {net:?}\n", part.part)),
        }
    }
    let arithmetic = ARITHMETIC.lines().filter(|line| !line.starts_with('#'));
    text.extend(arithmetic.flat_map(|line| [line, "\n"]));
    hexadecimal(&text, 8)
}

/// The first bytes of a text's SHA-256.
fn hexadecimal(text: &str, bytes: usize) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}
