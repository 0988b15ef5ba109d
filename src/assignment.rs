//! The homework as typed values, read from a document. Computes nothing.

mod document;
mod document_nets;
mod minimisation;
mod nets;
mod schema;

use std::path::Path;

pub use minimisation::{Comparison, Contour, Minimisation, MinimisationProblem};
pub use nets::{Choice, Net, NetPart, NetWork, Training};

use crate::diagnostic::{InputError, read_text};

/// The document of the built-in homework.
pub const HOMEWORK7: &str = include_str!("assignment/homework7.toml");

/// The largest assignment document that is read, in bytes.
const SIZE_LIMIT: u64 = 1_000_000;

/// A homework: every experiment whose numbers a report can state.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// Short name.
    pub name: String,
    /// One line.
    pub title: String,
    /// Problem 1, if the homework has one.
    pub minimisation: Option<MinimisationProblem>,
    /// Problems 2 and 3: parts with nets, in the order they draw from one generator.
    pub nets: Vec<NetPart>,
}

impl Assignment {
    /// The built-in homework.
    pub fn homework7() -> Result<Self, InputError> {
        Self::parse(HOMEWORK7, "homework7.toml")
    }

    /// An assignment from a file.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML, has an unknown key or an impossible setting;
    /// with line and column.
    pub fn load(path: &Path) -> Result<Self, InputError> {
        Self::parse(&read_text(path, SIZE_LIMIT)?, &path.display().to_string())
    }

    /// An assignment from a text; `origin` is how errors name it.
    ///
    /// # Errors
    /// As [`Assignment::load`].
    pub fn parse(text: &str, origin: &str) -> Result<Self, InputError> {
        document::read(text, origin)
    }

    /// The run of that id, such as `1b.adam`.
    pub fn minimisation_run(&self, id: &str) -> Option<&Minimisation> {
        let comparisons = self.minimisation.iter().flat_map(|problem| &problem.comparisons);
        comparisons.flat_map(|comparison| &comparison.runs).find(|run| run.id == id)
    }

    /// Hidden layers of the first net of a part.
    pub fn hidden_layers(&self, part: &str) -> Option<usize> {
        let net = self.nets.iter().find(|net| net.part == part)?;
        match &net.work {
            NetWork::Probe(net) => Some(net.hidden_layers()),
            NetWork::Sweep { trainings, .. } => trainings.first().map(|t| t.net.hidden_layers()),
        }
    }

    /// What a measurement such as `2a.best.eta` can be: the settings of the part's trainings
    /// in the document's order, each once.
    pub fn candidates(&self, id: &str) -> Vec<String> {
        let sweep = |part: &NetPart| match &part.work {
            NetWork::Sweep { trainings, .. } => Some((part.part.clone(), trainings.clone())),
            NetWork::Probe(_) => None,
        };
        let mut settings = Vec::new();
        for (part, trainings) in self.nets.iter().filter_map(sweep) {
            for (choice, name) in Choice::ALL {
                if id == format!("{part}.best.{name}") {
                    settings.extend(trainings.iter().map(|training| training.setting(choice)));
                }
            }
        }
        let mut seen = std::collections::HashSet::new();
        settings.retain(|setting| seen.insert(setting.clone()));
        settings
    }

    /// The parts of the homework in the document's order, such as `1b`.
    pub fn parts(&self) -> Vec<&str> {
        let minimisation = self.minimisation.iter().flat_map(MinimisationProblem::parts);
        minimisation.chain(self.nets.iter().map(|net| net.part.as_str())).collect()
    }
}
