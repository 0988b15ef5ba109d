//! All passes over a report.

use crate::homework::Homework;

use super::case::Case;
use super::claims::{Readings, claims};
use super::document::Document;
use super::evidence::evidence;
use super::lexicon::Lexicon;
use super::lookup::Lookup;
use super::mention::Mention;
use super::patterns::Patterns;
use super::resolve::{Resolved, resolve};
use super::sequences::line_runs;
use super::source::blocks;
use super::target::{Targets, Truths};
use super::winners::winners;

/// What reports of one homework are read with.
#[derive(Clone, Debug)]
pub struct Reader<'h> {
    homework: &'h Homework,
    targets: Targets,
    lexicon: Lexicon,
}

/// A report with its numbers resolved.
pub struct Solved {
    /// The report, walked through.
    pub document: Document,
    /// What each of its mentions can be and is.
    pub resolved: Vec<Resolved>,
}

impl<'h> Reader<'h> {
    /// For reports of that homework.
    pub fn of(homework: &'h Homework, truths: &dyn Truths) -> Self {
        let targets = Targets::of(homework, truths);
        let lexicon = Lexicon::of(&homework.assignment, &targets);
        Self { homework, targets, lexicon }
    }

    /// What its numbers can be.
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// A report up to the resolution; `name` is its file's.
    pub fn solve(&self, file: &str, name: &str) -> Solved {
        let mut document = Document::of(&blocks(file, name), &self.lexicon, &self.targets);
        line_runs(&mut document.mentions, &self.targets);
        let lookup = Lookup::new(&self.targets);
        let spoken = |mention: &Mention| evidence(mention, &document, &self.targets, false);
        let resolved = resolve(&document.mentions, &lookup, &spoken);
        Solved { document, resolved }
    }

    /// What a report claims; `name` is its file's.
    pub fn read(&self, file: &str, name: &str) -> Readings {
        let Solved { document, resolved } = self.solve(file, name);
        let lookup = Lookup::new(&self.targets);
        let blind = |mention: &Mention| evidence(mention, &document, &self.targets, true);
        let case = Case::new(&document.mentions, &resolved, &lookup, &blind);
        let mut readings = claims(&case, Patterns::built_in());
        readings.claims.extend(winners(&document, &self.targets, &self.homework.assignment));
        readings.claims.sort_by_key(|claim| claim.source.start);
        readings
    }
}
