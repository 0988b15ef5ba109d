//! The columns of a file of rows: for each part its fingerprint, then one column a training, or
//! one for the norms of a probe.

use super::Ensemble;
use super::fingerprint::{Fingerprint, fingerprint, hexadecimal};
use crate::homework::{NetPart, NetWork, PartId, RunId};
use crate::measure::Row;
use crate::shown::cell;

/// What begins a line about a part.
pub(super) const MARK: &str = "#";

/// What a homework's rows have.
#[derive(Clone, Debug)]
pub struct Columns {
    pub(super) parts: Vec<PartColumns>,
}

/// The columns of one part.
#[derive(Clone, Debug)]
pub(super) struct PartColumns {
    pub(super) part: PartId,
    pub(super) fingerprint: Fingerprint,
    pub(super) content: Content,
}

/// What a part's columns hold.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// Trainings with their epochs: correct images after each.
    Trainings(Vec<(RunId, usize)>),
    /// Norms of so many layers.
    Norms(usize),
}

impl PartColumns {
    /// How many columns.
    pub(super) fn count(&self) -> usize {
        match &self.content {
            Content::Trainings(trainings) => trainings.len(),
            Content::Norms(_) => 1,
        }
    }

    fn names(&self) -> Vec<String> {
        match &self.content {
            Content::Trainings(trainings) => {
                trainings.iter().map(|(id, _)| quoted(&id.to_string())).collect()
            }
            Content::Norms(_) => vec![quoted(self.part.as_str())],
        }
    }
}

/// A cell of a table; part names may hold commas, and no quotes.
fn quoted(text: &str) -> String {
    let cell = cell(text);
    if cell.contains(',') { format!("\"{cell}\"") } else { cell }
}

impl Columns {
    /// Those of a homework's nets.
    pub fn of(parts: &[NetPart]) -> Self {
        let columns = |part: &NetPart| PartColumns {
            part: part.part.clone(),
            fingerprint: fingerprint(part),
            content: match &part.work {
                NetWork::Sweep { trainings, .. } => {
                    Content::Trainings(trainings.iter().map(|t| (t.id.clone(), t.epochs)).collect())
                }
                NetWork::Probe(net) => Content::Norms(net.layers.len() - 1),
            },
        };
        Self { parts: parts.iter().map(columns).collect() }
    }

    /// The lines before the rows, each with its end: one a part, then the columns' names.
    pub(super) fn header(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            let PartColumns { part: name, fingerprint, .. } = part;
            text += &format!("{MARK},{fingerprint},{},{}\n", part.count(), quoted(name.as_str()));
        }
        let names: Vec<String> = self.parts.iter().flat_map(PartColumns::names).collect();
        text + &format!("seed,{},check\n", names.join(","))
    }

    /// What the check of each line begins with, so that a row says what it is a row of.
    fn salt(&self) -> String {
        salt(self.parts.iter().map(|part| &part.fingerprint))
    }

    /// A row's line, with its end.
    pub(super) fn line(&self, seed: i64, row: &Row) -> String {
        let mut fields = vec![seed.to_string()];
        for part in &self.parts {
            match &part.content {
                Content::Trainings(trainings) => {
                    let counts = |id: &RunId| row.trainings.iter().find(|(own, _)| own == id);
                    let cells =
                        trainings.iter().map(|(id, _)| counts(id).map(|(_, m)| joined(&m.correct)));
                    fields.extend(cells.map(Option::unwrap_or_default));
                }
                Content::Norms(_) => {
                    let norms = row.probes.iter().find(|(own, _)| *own == part.part);
                    fields.push(norms.map(|(_, norms)| joined(norms)).unwrap_or_default());
                }
            }
        }
        let fields = fields.join(",");
        format!("{fields},{}\n", check(&self.salt(), &fields))
    }
}

/// The fingerprints of a file's parts, in order.
pub(super) fn salt<'a>(fingerprints: impl Iterator<Item = &'a Fingerprint>) -> String {
    fingerprints.map(|fingerprint| format!("{fingerprint}\n")).collect()
}

/// What a line's text hashes to.
pub(super) fn check(salt: &str, fields: &str) -> String {
    hexadecimal(&format!("{salt}{fields}"), 4)
}

fn joined(numbers: &[impl std::fmt::Debug]) -> String {
    // Debug is the shortest text that reads back as the same float32, with an exponent where
    // that is shorter.
    let words: Vec<String> = numbers.iter().map(|number| format!("{number:?}")).collect();
    words.join(" ")
}

impl Ensemble {
    /// The whole file.
    pub fn text(&self, columns: &Columns) -> String {
        let rows = self.rows.iter().map(|(seed, row)| columns.line(*seed, row));
        columns.header() + &rows.collect::<String>()
    }
}
