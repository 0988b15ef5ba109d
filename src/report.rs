//! What a written report says: its text, every number in it, and the claims among them.
//!
//! ```text
//! file -> Document -> units -> numbers and statements -> Ledger, mentions, account of all numbers
//! ```
//!
//! The ledger is judged like one that was handed in as a table.

mod accountant;
mod builder;
mod by_epoch;
mod code;
mod code_settings;
mod columns;
mod cutter;
mod document;
mod extract;
mod file;
mod json;
mod kinds;
mod labels;
mod lines;
mod literal;
mod mentions;
mod notebook;
mod numbers;
mod own_assignment;
mod pairs;
mod part;
mod python;
mod reading;
mod rules;
mod rules_reader;
mod settings;
mod single_out;
mod squeezed;
mod statements;
mod thousands;
mod unit;

use std::ops::Range;

pub use document::{Cell, Document, Line, LineKind, Place};
pub use file::{Submission, open, read};
pub use literal::{Literal, LiteralValue, Relation, literals};
pub use mentions::{Mention, Mentions};
pub use own_assignment::Difference;
pub use rules::{Rules, WORDS};
pub use settings::Agreement;

use crate::claim::Printed;
use crate::diagnostic::InputError;
use crate::homework::{Assignment, ClaimId, Homework, Ledger, PartId, QuantityId, Setting};

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
    /// The assignment under the settings of the report's own code, if those are others.
    pub own: Option<Box<Assignment>>,
    /// Which settings those are.
    pub differences: Vec<Difference>,
}

/// Whether a printed number is what a quantity comes to in the re-run.
pub type Fits<'a> = &'a dyn Fn(&QuantityId, &Printed) -> bool;

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
    /// A setting of the homework.
    Setting {
        /// Which.
        name: Setting,
        /// Of which part.
        part: Option<PartId>,
        /// Whether it is the assignment's.
        agreement: Agreement,
    },
    /// The number of a heading, a list item, a part of the homework, a figure.
    Reference,
    /// In a message of a program: a warning, a progress bar.
    Message,
    /// None of these; with what it could be.
    Unaccounted(Option<String>),
}

impl Report {
    /// Reads the claims of a document. Where a part has several runs of one rule, which words
    /// hardly tell apart, a number belongs to the run that it `fits`.
    ///
    /// # Errors
    /// More numbers than a report has, or no claim at all.
    pub fn of(
        document: Document,
        homework: &Homework,
        rules: &Rules,
        fits: Fits,
    ) -> Result<Self, InputError> {
        extract::extract(document, homework, rules, fits)
    }

    /// The mentions of a claim.
    pub fn mentions_of(&self, id: &ClaimId) -> Option<&Mentions> {
        self.mentions.iter().find(|mentions| mentions.id == *id)
    }
}
