//! The experiments of a homework as typed values, read from a document. Computes nothing.

use std::path::Path;

use super::collision::collision;
use super::part::{PartId, key};
use super::{Catalogue, Choice, Minimisation, MinimisationProblem, NetPart, Training, document};
use crate::data::DataSet;
use crate::diagnostic::{InputError, read_text};
use crate::shown;

/// The document of the built-in homework.
pub const HOMEWORK7: &str = include_str!("../../golden/homework7/homework.toml");

/// The largest assignment document that is read, in bytes.
const SIZE_LIMIT: u64 = 1_000_000;

/// The experiments of a homework: every one whose numbers a report can state.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// Short name.
    pub name: String,
    /// One line.
    pub title: String,
    /// What its nets are trained on.
    pub data: DataSet,
    /// Problem 1, if the homework has one.
    pub minimisation: Option<MinimisationProblem>,
    /// Problems 2 and 3: parts with nets, in the order they draw from one generator.
    pub nets: Vec<NetPart>,
}

impl Assignment {
    /// The built-in homework.
    pub fn homework7() -> Result<Self, InputError> {
        Self::parse(HOMEWORK7, "homework.toml")
    }

    /// An assignment from a file.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML, has an unknown key or an impossible setting;
    /// with line and column.
    pub fn load(path: &Path) -> Result<Self, InputError> {
        document::read(&read_text(path, SIZE_LIMIT)?, &shown::path(path), path.parent())
    }

    /// An assignment from a text; `origin` is how errors name it.
    ///
    /// # Errors
    /// As [`Assignment::load`].
    pub fn parse(text: &str, origin: &str) -> Result<Self, InputError> {
        document::read(text, origin, None)
    }

    /// All runs of optimisers, in the document's order.
    pub fn runs(&self) -> impl Iterator<Item = &Minimisation> {
        let comparisons = self.minimisation.iter().flat_map(|problem| &problem.comparisons);
        comparisons.flat_map(|comparison| &comparison.runs)
    }

    /// All trainings, in the document's order.
    pub fn trainings(&self) -> impl Iterator<Item = &Training> {
        self.nets.iter().flat_map(NetPart::trainings)
    }

    /// The part with nets of that name.
    pub fn net_part(&self, part: &PartId) -> Option<&NetPart> {
        self.nets.iter().find(|net| net.part == *part)
    }

    /// What a sweep's winner can be: that setting of its trainings, in the document's order, each
    /// once.
    pub fn candidates(&self, part: &PartId, choice: Choice) -> Vec<String> {
        let trainings = self.net_part(part).map_or(&[][..], NetPart::trainings);
        let mut settings: Vec<String> = Vec::new();
        for training in trainings {
            let setting = training.setting(choice);
            if !settings.contains(&setting) {
                settings.push(setting);
            }
        }
        settings
    }

    /// Whether every quantity has a name of its own, which no other name is taken for: so it is
    /// in every document that was read.
    pub fn names_are_distinct(&self) -> bool {
        Catalogue::of(self).is_ok_and(|catalogue| collision(self, &catalogue).is_none())
    }

    /// Whether a part has the same experiments in another assignment.
    pub fn same_part(&self, other: &Self, part: &PartId) -> bool {
        let runs = |assignment: &Self| -> Vec<Minimisation> {
            assignment.runs().filter(|run| run.id.part == *part).cloned().collect()
        };
        self.net_part(part) == other.net_part(part) && runs(self) == runs(other)
    }

    /// The parts of the homework in the document's order.
    pub fn parts(&self) -> Vec<&PartId> {
        let minimisation = self.minimisation.iter().flat_map(MinimisationProblem::parts);
        minimisation.chain(self.nets.iter().map(|net| &net.part)).collect()
    }

    /// A part's title, and the names that headings have for it beside its own.
    pub fn about(&self, part: &PartId) -> (Option<&str>, &[String]) {
        let problem = self.minimisation.iter();
        let comparison = problem.flat_map(|p| &p.comparisons).find(|c| c.part == *part);
        let contour = self.minimisation.iter().filter_map(|p| p.contour.as_ref());
        let contour = contour.into_iter().find(|contour| contour.part == *part);
        match (comparison, self.net_part(part), contour) {
            (Some(comparison), ..) => (Some(&comparison.title), &comparison.headings),
            (None, Some(net), _) => (Some(&net.title), &net.headings),
            (None, None, Some(contour)) => (None, &contour.headings),
            (None, None, None) => (None, &[]),
        }
    }

    /// The part that somebody calls so: its name, or one of its headings, whatever the case,
    /// blanks and marks.
    pub fn find_part(&self, text: &str) -> Option<&PartId> {
        let parts = self.parts();
        let exact = parts.iter().copied().find(|part| part.as_str() == text);
        let wanted = key(text);
        let named = || parts.iter().copied().find(|part| part.key() == wanted);
        let headed = || {
            let has = |part: &&PartId| self.about(part).1.iter().any(|name| key(name) == wanted);
            parts.iter().copied().find(|part| has(part))
        };
        exact.or_else(|| if wanted.is_empty() { None } else { named().or_else(headed) })
    }
}
