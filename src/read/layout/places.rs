//! All places where a report states one claim, and what is judged.

use std::ops::Range;

use crate::claim::{Decimal, Printed, PrintedNumber};
use crate::homework::ClaimId;

/// One place where a claim is stated.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its bytes in the document's text.
    pub span: Range<usize>,
    /// What is said, as a ledger has it.
    pub printed: Printed,
    /// The same as text.
    pub reported: String,
    /// How it is read, where that is not plain.
    pub remark: Option<String>,
    /// The sentence that says it, of a statement in words.
    pub words: Option<String>,
    /// Whether its digits are not those of the quantity that its words name.
    pub accused: bool,
}

/// The places of one claim.
#[derive(Clone, Debug)]
pub struct Mentions {
    /// The claim.
    pub id: ClaimId,
    /// Those that may all be true; the first is what is judged.
    pub agreeing: Vec<Mention>,
    /// Those that say otherwise, though the words name the same quantity.
    pub otherwise: Vec<Mention>,
}

impl Mentions {
    /// Sorts what a report says of one claim. A report may have run its nets twice: different
    /// numbers of a random quantity do not contradict each other, unless one is no number of it.
    pub(in crate::read) fn sort(id: ClaimId, found: Vec<Mention>) -> Self {
        let (accused, mut read): (Vec<Mention>, Vec<Mention>) =
            found.into_iter().partition(|mention| mention.accused);
        let most = |list: &[Mention]| {
            let best = list.iter().enumerate().max_by_key(|(index, mention)| {
                (digits(&mention.printed), std::cmp::Reverse(*index))
            });
            best.map_or(0, |(index, _)| index)
        };
        if read.is_empty() {
            let mut accused = accused;
            let judged = most(&accused);
            accused[..=judged].rotate_right(1);
            let first = accused[0].printed.clone();
            let (agreeing, otherwise) =
                accused.into_iter().partition(|mention| rounds(&mention.printed, &first));
            return Self { id, agreeing, otherwise };
        }
        // Of two runs the first is judged, as precisely as it is printed anywhere.
        let first = read[0].printed.clone();
        let of_first = |mention: &&Mention| {
            rounds(&first, &mention.printed) || rounds(&mention.printed, &first)
        };
        let run: Vec<Mention> = read.iter().filter(of_first).cloned().collect();
        let judged = run.get(most(&run)).map_or(0, |judged| {
            read.iter().position(|mention| mention.span == judged.span).unwrap_or(0)
        });
        read[..=judged].rotate_right(1);
        Self { id, agreeing: read, otherwise: accused }
    }

    /// What is judged.
    pub fn judged(&self) -> Option<&Mention> {
        self.agreeing.first()
    }

    /// Every place, in the order of the text.
    pub fn all(&self) -> Vec<&Mention> {
        let mut all: Vec<&Mention> = self.agreeing.iter().chain(&self.otherwise).collect();
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

/// Whether one is the other again, or a correct rounding of it.
pub(in crate::read) fn rounds(one: &Printed, other: &Printed) -> bool {
    let same = |one: &PrintedNumber, other: &PrintedNumber| match (one.decimal(), other.decimal()) {
        (Some(a), Some(b)) => one.is_rounding_of(other) || a.value() == b.value(),
        _ => one == other,
    };
    match (one, other) {
        (Printed::Number(one), Printed::Number(other)) => same(one, other),
        (Printed::Array(one), Printed::Array(other)) => {
            let (one, other) = (one.with_dropped_zeros(), other.with_dropped_zeros());
            one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| same(a, b))
        }
        (Printed::Statement, Printed::Statement) => true,
        _ => false,
    }
}
