//! All passes for one homework: made once, used for every report.

use std::sync::Arc;

use crate::homework::Homework;
use crate::read::accusing::case::Case;
use crate::read::accusing::patterns::Patterns;
use crate::read::claiming::claims::{Readings, claims};
use crate::read::claiming::winners::winners;
use crate::read::hearing::evidence::evidence;
use crate::read::language::vocabulary::Vocabulary;
use crate::read::language::words::Words;
use crate::read::layout::document::Document as Walked;
use crate::read::layout::mention::{Cost, Evidence, Mention};
use crate::read::layout::sequences::line_runs;
use crate::read::lexing::facet::Facet;
use crate::read::lexing::lexicon::Lexicon;
use crate::read::meaning::lookup::Lookup;
use crate::read::meaning::resolve::{Resolved, resolve};
use crate::read::meaning::target::{Targets, Truths};
use crate::read::source::blocks;
use crate::read::submission::Document;

/// A homework as reports of it are read.
pub struct Reader<'a> {
    homework: &'a Homework,
    words: Arc<Words>,
    targets: Targets,
    lexicon: Lexicon,
}

/// A report with everything that its passes found.
pub struct Passes<'a> {
    targets: &'a Targets,
    /// Its numbers in their places.
    pub walked: &'a Walked,
    /// What each of them can be; in the order of the mentions.
    pub resolved: &'a [Resolved],
    /// What it can be held against.
    pub lookup: &'a Lookup<'a>,
    /// What it claims.
    pub readings: &'a Readings,
    /// What speaks for and against accusing.
    pub case: &'a Case<'a>,
}

impl Passes<'_> {
    /// What speaks for a number.
    pub fn evidence(&self, mention: &Mention) -> Evidence {
        evidence(mention, self.walked, self.targets, false)
    }
}

impl<'a> Reader<'a> {
    /// Of a homework, with what its re-runs give.
    pub fn new(homework: &'a Homework, words: Arc<Words>, truths: &dyn Truths) -> Self {
        let targets = Targets::of(homework, truths);
        let lexicon = Lexicon::of(&homework.assignment, &targets).with_runs(words.clone());
        Self { homework, words, targets, lexicon }
    }

    /// The same, where exact numbers of another homework accuse nobody: code may be taken for that
    /// of a part that it is not of.
    pub fn knowing(mut self, other: &Reader) -> Self {
        let exact = other.targets.all.iter().filter(|target| target.exact);
        let values = exact.map(|target| target.range.0).filter(|value| value.is_finite());
        self.targets.starts.extend(values);
        self
    }

    /// The homework.
    pub fn homework(&self) -> &'a Homework {
        self.homework
    }

    /// The homework's words.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The words of any homework.
    pub(in crate::read) fn vocabulary(&self) -> &Vocabulary {
        self.lexicon.vocabulary()
    }

    /// What numbers can be.
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// The numbers of a document in their places.
    pub fn walk(&self, document: &Document) -> Walked {
        let blocks = blocks(document.file(), &document.origin);
        let mut walked = Walked::of(&blocks, &self.lexicon, &self.targets);
        line_runs(&mut walked.mentions, &self.targets);
        walked
    }

    /// Reads a document, and gives what its passes found to `use_it`.
    pub fn read<T>(&self, document: &Document, use_it: impl FnOnce(&Passes) -> T) -> T {
        let walked = self.walk(document);
        let lookup = Lookup::new(&self.targets);
        let seen = |mention: &Mention| evidence(mention, &walked, &self.targets, false);
        let blind = |mention: &Mention| evidence(mention, &walked, &self.targets, true);
        let resolved = resolve(&walked.mentions, &lookup, &seen);
        let case = Case::new(&walked.mentions, &resolved, &lookup, &blind);
        let mut readings = claims(&case, Patterns::built_in());
        readings.claims.extend(winners(&walked, &self.targets, &self.homework.assignment));
        readings.claims.sort_by_key(|claim| claim.source.start);
        use_it(&Passes {
            targets: &self.targets,
            walked: &walked,
            resolved: &resolved,
            lookup: &lookup,
            readings: &readings,
            case: &case,
        })
    }

    /// Whether something is said of a number, no farther away than that.
    pub fn says(&self, walked: &Walked, index: usize, facet: &Facet, most: Cost) -> bool {
        let said = walked
            .mentions
            .get(index)
            .and_then(|mention| evidence(mention, walked, &self.targets, false).cost(facet));
        said.is_some_and(|cost| cost <= most)
    }
}
