//! The columns of a file of rows: for each part its fingerprint, then one column a training, or
//! one for the norms of a probe.

use super::Ensemble;
use super::cells::{TrainingColumns, joined, quoted};
use super::fingerprint::{Fingerprint, fingerprint, hexadecimal};
use crate::homework::{NetPart, NetWork, PartId};
use crate::measure::Row;

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
    /// Trainings: correct images after each epoch, then what else is measured.
    Trainings(Vec<TrainingColumns>),
    /// Norms of so many layers.
    Norms(usize),
}

impl PartColumns {
    /// How many columns.
    pub(super) fn count(&self) -> usize {
        match &self.content {
            Content::Trainings(trainings) => trainings.iter().map(TrainingColumns::count).sum(),
            Content::Norms(_) => 1,
        }
    }

    fn names(&self) -> Vec<String> {
        match &self.content {
            Content::Trainings(trainings) => {
                trainings.iter().flat_map(TrainingColumns::names).collect()
            }
            Content::Norms(_) => vec![quoted(self.part.as_str())],
        }
    }
}

impl Columns {
    /// Those of a homework's nets.
    pub fn of(parts: &[NetPart]) -> Self {
        let columns = |part: &NetPart| PartColumns {
            part: part.part.clone(),
            fingerprint: fingerprint(part),
            content: match &part.work {
                NetWork::Sweep { trainings, .. } => {
                    Content::Trainings(trainings.iter().map(TrainingColumns::of).collect())
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
                    for columns in trainings {
                        let own = row.trainings.iter().find(|(id, _)| *id == columns.id);
                        let empty = || vec![String::new(); columns.count()];
                        fields.extend(own.map_or_else(empty, |(_, own)| columns.cells(own)));
                    }
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

impl Ensemble {
    /// The whole file.
    pub fn text(&self, columns: &Columns) -> String {
        let rows = self.rows.iter().map(|(seed, row)| columns.line(*seed, row));
        columns.header() + &rows.collect::<String>()
    }
}
