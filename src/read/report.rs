//! A report, read: its claims as a ledger that is judged like one handed in as a table, every
//! place of each, and an account of every number.

use std::ops::Range;

use crate::diagnostic::InputError;
use crate::homework::{Assignment, ClaimId, Ledger, Setting};
use crate::read::assemble::Assembly;
use crate::read::code::{Code, Difference, code_settings, own_assignment};
use crate::read::layout::places::Mentions;
use crate::read::nothing::nothing_found;
use crate::read::reader::Reader;
use crate::read::submission::Document;

/// More numbers than any report states; beyond, a file is data.
const NUMBERS_LIMIT: usize = 20_000;

/// A report, read.
#[derive(Clone, Debug)]
pub struct Report {
    /// The text, with places.
    pub document: Document,
    /// What it claims, in the order of the homework's ledger.
    pub ledger: Ledger,
    /// Where it claims it; one for each claim of the ledger but those that are stated nowhere.
    pub mentions: Vec<Mentions>,
    /// Every number outside source code, in order.
    pub numbers: Vec<Accounted>,
    /// Claims of the homework that the report does not make.
    pub unstated: Vec<ClaimId>,
    /// Claims that were not found in a report with pages that cannot be read: they may be there.
    pub not_found: Vec<ClaimId>,
    /// Settings of its code that are not the assignment's.
    pub differences: Vec<Difference>,
}

/// A number and what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Accounted {
    /// Its bytes in the document's text.
    pub span: Range<usize>,
    /// What it is.
    pub account: Account,
}

/// What a number of a report is.
#[derive(Clone, Debug, PartialEq)]
pub enum Account {
    /// What the claim of that id says.
    Claim(ClaimId),
    /// A setting: a rate, an epoch, a number of units.
    Setting(Setting),
    /// A size, a date, the number of a figure, a step on the way: nothing that is asked for.
    Reference,
    /// It may be a result; why it is not read.
    Open(String),
}

/// What a report's own code sets up.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnSettings {
    /// The assignment under those settings, if they are others.
    pub assignment: Option<Box<Assignment>>,
    /// Which they are.
    pub differences: Vec<Difference>,
}

/// The settings of a document's source code.
pub fn own_settings(document: &Document, reader: &Reader) -> OwnSettings {
    let (homework, words) = (reader.homework(), reader.words());
    let walked = reader.walk(document);
    let mut stated = Vec::new();
    for (text, parts) in &walked.code {
        let code = Code { text, parts };
        stated.extend(code_settings(&code, words, &homework.assignment));
    }
    let (own, mut differences) = own_assignment(&homework.assignment, &stated);
    for difference in &mut differences {
        difference.span = document.text_span(difference.span.clone());
    }
    let assignment = (own != homework.assignment).then(|| Box::new(own));
    OwnSettings { assignment, differences }
}

impl Report {
    /// Reads the claims of a document.
    ///
    /// # Errors
    /// More numbers than a report has, or no claim at all.
    pub fn of(
        document: Document,
        reader: &Reader,
        differences: Vec<Difference>,
    ) -> Result<Self, InputError> {
        let homework = reader.homework();
        let assembled = reader.read(&document, |passes| {
            let mut assembly = Assembly::new(&document, reader);
            assembly.numbers(passes.walked, passes.readings);
            assembly.quantity_words(passes.walked);
            assembly.statements(passes.walked);
            assembly.finish(passes.walked)
        });
        let Assembled { claims, mentions, numbers } = assembled;
        if numbers.len() > NUMBERS_LIMIT {
            let message = format!(
                "{} has more than {NUMBERS_LIMIT} numbers: this is data, not a report",
                document.origin
            );
            return Err(InputError::Argument(message));
        }
        if mentions.is_empty() && differences.is_empty() {
            let assignment = &homework.assignment;
            return Err(nothing_found(&document, &assignment.parts()));
        }
        let stated = |id: &ClaimId| claims.iter().any(|claim| claim.id == *id);
        let unstated = homework.ledger.claims.iter().filter(|claim| !stated(&claim.id));
        let missing: Vec<ClaimId> = unstated.map(|claim| claim.id.clone()).collect();
        let (unstated, not_found) = match document.unreadable_pages.is_empty() {
            true => (missing, Vec::new()),
            false => (Vec::new(), missing),
        };
        let ledger = Ledger { claims, notes: Vec::new() };
        Ok(Self { document, ledger, mentions, numbers, unstated, not_found, differences })
    }

    /// The mentions of a claim.
    pub fn mentions_of(&self, id: &ClaimId) -> Option<&Mentions> {
        self.mentions.iter().find(|mentions| mentions.id == *id)
    }
}

/// What the passes come to.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    pub(super) claims: Vec<crate::homework::Claim>,
    pub(super) mentions: Vec<Mentions>,
    pub(super) numbers: Vec<Accounted>,
}
