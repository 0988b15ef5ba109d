//! One claim of a report, and everything that the report prints for it.

use super::Quantity;
use super::check::Check;
use super::claim_id::ClaimId;
use super::kind::Kind;
use super::predicate::Predicate;
use crate::claim::{Decimal, Printed, PrintedNumber};
use crate::verdict::Verdict;

/// One claim of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What it is about.
    pub id: ClaimId,
    /// What is claimed, in words: of a statement the report's own.
    pub says: String,
    /// What kind of number it is; none of a statement.
    pub kind: Option<Kind>,
    /// What the report prints for it, in every place; the one that is judged first.
    pub mentions: Vec<Mention>,
    /// How it is judged.
    pub checks: Vec<Check>,
    /// Where it stands in the report.
    pub place: String,
    /// The verdict the real report's claim deserves.
    pub expected: Option<Verdict>,
    /// Remarks.
    pub note: String,
    /// Ids that it had in earlier versions of the ledger.
    pub formerly: Vec<String>,
}

/// What a report prints in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The text.
    pub reported: String,
    /// The text, read.
    pub printed: Printed,
}

impl Claim {
    /// A claim of a quantity; nothing is reported yet.
    pub fn of(quantity: &Quantity) -> Self {
        Self {
            id: quantity.id.clone().into(),
            says: quantity.says.clone(),
            kind: Some(quantity.kind),
            mentions: Vec::new(),
            checks: Check::of(quantity),
            place: String::new(),
            expected: None,
            note: String::new(),
            formerly: Vec::new(),
        }
    }

    /// The text that is judged; empty if the report states nothing.
    pub fn reported(&self) -> &str {
        self.mentions.first().map_or("", |mention| &mention.reported)
    }

    /// The same, read.
    pub fn printed(&self) -> Option<&Printed> {
        self.mentions.first().map(|mention| &mention.printed)
    }

    /// The number that is judged, if it is one.
    pub fn number(&self) -> Option<&PrintedNumber> {
        match self.printed() {
            Some(Printed::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// Whether it is a statement in words.
    pub fn is_statement(&self) -> bool {
        self.kind.is_none()
    }

    /// What it means, if it is a statement.
    pub fn predicates(&self) -> impl Iterator<Item = &Predicate> {
        self.checks.iter().flat_map(|check| match check {
            Check::Statement(predicates) => &predicates[..],
            _ => &[],
        })
    }

    /// Adds what the report prints in one more place; what has the most digits comes first.
    pub fn mention(&mut self, mention: Mention) {
        let known = self.mentions.iter().any(|known| known.reported == mention.reported);
        if known {
            return;
        }
        let more = self.mentions.first().is_some_and(|first| digits(&mention) > digits(first));
        if more {
            self.mentions.insert(0, mention);
        } else {
            self.mentions.push(mention);
        }
    }
}

/// Digits that a text states.
pub(crate) fn digits(mention: &Mention) -> usize {
    let of = |number: &PrintedNumber| number.decimal().map_or(0, Decimal::significant_digits);
    match &mention.printed {
        Printed::Number(number) => of(number),
        Printed::Array(array) => array.with_dropped_zeros().iter().map(of).sum(),
        Printed::Statement | Printed::Comparison(..) => 0,
    }
}
