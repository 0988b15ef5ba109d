//! What a homework's `words.csv` adds: phrases that make a statement, names of settings in source
//! code, names of runs. Data, so that another wording needs no code.

use std::collections::HashSet;

use regex::{Regex, RegexSet};

use crate::diagnostic::Diagnostic;
use crate::homework::table::Table;
use crate::homework::{ClaimId, Homework, PartId, Predicate, QuantityId, RunId, Sample, Setting};
use crate::read::language::fold::folded;
use crate::read::language::words_reader::RowReader;

/// The general words.
pub const GENERAL: &str = include_str!("../../../golden/words/statements.csv");

/// What words stand for in place of the ledger's predicates.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// These predicates.
    Predicates(Vec<Predicate>),
    /// One quantity is above another; and the predicate that says so, where there is one.
    Above(QuantityId, QuantityId, Vec<Predicate>),
}

/// Words that make a statement of the homework.
#[derive(Clone, Debug)]
pub struct StatementWords {
    /// The statement.
    pub id: ClaimId,
    /// The part whose section they stand in.
    pub part: Option<PartId>,
    /// What they have to be said of.
    pub subject: Option<Subject>,
    /// One of these must stand in the same sentence.
    pub near: Option<Regex>,
    /// What they stand for in place of the ledger's predicates.
    pub basis: Option<Basis>,
    /// Whether they stand beside a number, which is what the statement says.
    pub number: bool,
}

/// What is spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An update rule.
    Method(crate::homework::Method),
    /// A run or training by its name.
    Run(String),
}

/// A setting as source code states it.
#[derive(Clone, Debug)]
pub struct CodeSetting {
    /// Which.
    pub setting: Setting,
    /// The part whose section it stands in; any if `None`.
    pub part: Option<PartId>,
    /// The rule or run that it is of.
    pub subject: Option<String>,
    /// What stands before the value, without blanks.
    pub before: Vec<String>,
    /// One of these must stand in the same line.
    pub near: Vec<String>,
}

/// A phrase that names one quantity.
#[derive(Clone, Debug)]
pub struct QuantityWords {
    /// The quantity.
    pub id: QuantityId,
    /// The part whose section it stands in.
    pub part: Option<PartId>,
    /// What has to be spoken of.
    pub subject: Option<Subject>,
    /// Whether the number stands before the phrase.
    pub follows: bool,
}

/// A phrase, and what it belongs to: an index into one of the lists.
#[derive(Clone, Debug)]
pub(in crate::read) struct Entry<T> {
    pub(in crate::read) phrase: Regex,
    pub(in crate::read) what: T,
}

/// Phrases that are looked for at once.
#[derive(Clone, Debug)]
pub(in crate::read) struct Phrases<T> {
    /// Tells which of them there are at all; `None` if they are too many for one search.
    any: Option<RegexSet>,
    entries: Vec<Entry<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { any: None, entries: Vec::new() }
    }
}

impl<T> Phrases<T> {
    pub(in crate::read) fn of(entries: Vec<Entry<T>>) -> Self {
        let any = RegexSet::new(entries.iter().map(|entry| entry.phrase.as_str())).ok();
        Self { any, entries }
    }

    /// Every phrase in a folded text: its bytes and what it belongs to.
    pub(in crate::read) fn find<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (std::ops::Range<usize>, &'a T)> + 'a {
        let matched: Vec<usize> = match &self.any {
            Some(any) => any.matches(text).into_iter().collect(),
            None => (0..self.entries.len()).collect(),
        };
        matched.into_iter().flat_map(move |index| {
            let entry = &self.entries[index];
            entry.phrase.find_iter(text).map(move |found| (found.range(), &entry.what))
        })
    }
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Phrases that make a statement.
    pub(in crate::read) statements: Phrases<StatementWords>,
    /// Phrases that name a quantity.
    pub(in crate::read) quantities: Phrases<QuantityWords>,
    /// Names of runs and trainings.
    pub(in crate::read) runs: Phrases<RunId>,
    /// Names of settings in source code.
    pub code: Vec<CodeSetting>,
    /// Words that turn a sentence round.
    pub negations: HashSet<String>,
}

const COLUMNS: [&str; 7] = ["kind", "name", "part", "subject", "phrases", "near", "basis"];

impl Words {
    /// The general words and the homework's own.
    ///
    /// # Errors
    /// In the homework's words: a missing column, an unknown kind, a claim, part or predicate
    /// that nobody knows; with its place.
    pub fn of(homework: &Homework) -> Result<Self, Box<Diagnostic>> {
        let mut found = RowReader::new(homework);
        read(GENERAL, "golden/words/statements.csv", &mut found)?;
        if let Some(Sample { text, origin }) = &homework.words {
            read(text, origin, &mut found)?;
        }
        Ok(found.finish())
    }
}

fn read(text: &str, origin: &str, found: &mut RowReader) -> Result<(), Box<Diagnostic>> {
    let table = Table::read(text, origin)?;
    let mut places = [0; 7];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        *place = table.column(name)?;
    }
    table.rows.iter().try_for_each(|row| found.read(&table, places, row))
}

/// A phrase as it is looked for in a folded text: whole words, with blanks, dashes or `_` between.
pub(in crate::read) fn pattern(phrase: &str) -> Option<Regex> {
    let folded = folded(phrase);
    let words: Vec<String> = folded
        .split(|c: char| c.is_whitespace() || c == '_' || c == '-')
        .filter(|word| !word.is_empty())
        .map(regex::escape)
        .collect();
    let (first, last) = (folded.chars().next()?, folded.chars().next_back()?);
    let bound = |c: char| if c.is_alphanumeric() { r"\b" } else { "" };
    let text = format!("{}{}{}", bound(first), words.join(r"[\s_\-]+"), bound(last));
    Regex::new(&text).ok()
}
