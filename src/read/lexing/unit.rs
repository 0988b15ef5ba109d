//! A unit of speech: a sentence, a printed line or a table's cell, with what is found in it.

use crate::read::language::text::Text;
use crate::read::lexing::facet::{Facet, Found, FoundLabel};
use crate::read::lexing::number::{Number, Role};

/// A unit of speech, searched.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its words in small letters and without accents; every span in the unit is of this text.
    pub low: Text,
    /// The same with as many bytes: digits of numbers are zeros, names of files, dates and the
    /// like are `~`.
    pub masked: String,
    /// Its numbers, in order.
    pub numbers: Vec<Number>,
    /// What its words and its settings' numbers say, in order.
    pub facets: Vec<Found>,
    /// Words that say what the number beside them sets.
    pub labels: Vec<FoundLabel>,
    /// Whether it speaks of the point that runs begin at.
    pub of_start: bool,
    /// Whether it speaks of what others found, or of runs that nobody asked for.
    pub of_others: bool,
    /// Whether it counts steps in words: "the first step", "after one GD step".
    pub counts_steps: bool,
}

impl Unit {
    /// The numbers that may be results.
    pub fn claims(&self) -> impl Iterator<Item = (usize, &Number)> {
        self.numbers.iter().enumerate().filter(|(_, number)| number.role == Role::Claim)
    }

    /// Whether its words say that.
    pub fn says(&self, facet: &Facet) -> bool {
        self.facets.iter().any(|found| found.facet == *facet)
    }
}
