//! All places where a report states one claim, and whether they agree.

use std::ops::Range;

use crate::claim::{Decimal, Printed, PrintedNumber};
use crate::homework::ClaimId;

/// One place where a claim is stated.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its bytes in the document's text.
    pub span: Range<usize>,
    /// What is said, as a ledger has it; `None` for a number that cannot be read with certainty.
    pub printed: Option<Printed>,
    /// The same as text.
    pub reported: String,
    /// Why it cannot be read, or how it was repaired.
    pub remark: Option<String>,
    /// The sentence that says it, of a statement in words.
    pub words: Option<String>,
    /// Whether nothing but a label and connecting words lead to it.
    pub close: bool,
}

/// The places of one claim.
#[derive(Clone, Debug)]
pub struct Mentions {
    /// The claim.
    pub id: ClaimId,
    /// Those that agree; the first is what is judged, the one with the most digits.
    pub agreeing: Vec<Mention>,
    /// Those that say otherwise.
    pub otherwise: Vec<Mention>,
    /// Those that cannot be read.
    pub unreadable: Vec<Mention>,
}

impl Mentions {
    /// Sorts what a report says of one claim. Gives back, beside the mentions, those that are
    /// too loosely tied to the claim to be held against it.
    pub(super) fn sort(id: &ClaimId, found: Vec<Mention>) -> (Self, Vec<Mention>) {
        let (readable, unreadable): (Vec<Mention>, Vec<Mention>) =
            found.into_iter().partition(|mention| mention.printed.is_some());
        let first = readable.iter().enumerate().max_by_key(|(index, mention)| {
            (mention.close, mention.printed.as_ref().map_or(0, digits), std::cmp::Reverse(*index))
        });
        let first = first.map(|(index, _)| index);
        let mut mentions =
            Self { id: id.clone(), agreeing: Vec::new(), otherwise: Vec::new(), unreadable };
        let mut loose = Vec::new();
        let Some(judged) = first.map(|index| readable[index].clone()) else {
            return (mentions, loose);
        };
        for (index, mention) in readable.into_iter().enumerate() {
            if Some(index) == first {
                mentions.agreeing.insert(0, mention);
            } else if agree(&mention, &judged) {
                mentions.agreeing.push(mention);
            } else if mention.close && judged.close {
                mentions.otherwise.push(mention);
            } else {
                loose.push(mention);
            }
        }
        (mentions, loose)
    }

    /// What is judged.
    pub fn judged(&self) -> Option<&Mention> {
        self.agreeing.first()
    }

    /// Every place, in the order of the text.
    pub fn all(&self) -> Vec<&Mention> {
        let mut all: Vec<&Mention> =
            self.agreeing.iter().chain(&self.otherwise).chain(&self.unreadable).collect();
        all.sort_by_key(|mention| mention.span.start);
        all
    }
}

/// Digits that a text states.
fn digits(printed: &Printed) -> usize {
    let of = |number: &PrintedNumber| number.decimal().map_or(0, Decimal::significant_digits);
    match printed {
        Printed::Number(number) => of(number),
        Printed::Array(array) => array.with_dropped_zeros().iter().map(of).sum(),
        Printed::Statement | Printed::Comparison(..) => 0,
    }
}

/// Whether a mention is the judged one again, or a correct rounding of it.
fn agree(mention: &Mention, judged: &Mention) -> bool {
    let same = |one: &PrintedNumber, other: &PrintedNumber| {
        one.is_rounding_of(other) || decimals_equal(one, other)
    };
    match (&mention.printed, &judged.printed) {
        (Some(Printed::Number(one)), Some(Printed::Number(other))) => same(one, other),
        (Some(Printed::Array(one)), Some(Printed::Array(other))) => {
            let (one, other) = (one.with_dropped_zeros(), other.with_dropped_zeros());
            one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| same(a, b))
        }
        (Some(Printed::Statement), Some(Printed::Statement)) => {
            mention.reported.eq_ignore_ascii_case(&judged.reported)
        }
        _ => false,
    }
}

fn decimals_equal(one: &PrintedNumber, other: &PrintedNumber) -> bool {
    match (one.decimal(), other.decimal()) {
        (Some(one), Some(other)) => one.value() == other.value(),
        _ => one == other,
    }
}
