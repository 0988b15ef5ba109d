//! The extraction table: which words name which claim, setting or subject. Data, so that another
//! wording needs no code; `golden/README.md` says what the columns hold.

use std::collections::{HashMap, HashSet};

use super::part::PartNames;
use super::rules_reader::RowReader;
use super::single_out::{Sweep, sweeps};
use super::squeezed::Phrase;
use crate::diagnostic::Diagnostic;
use crate::homework::table::Table;
use crate::homework::{
    ClaimId, Homework, Kind, PartId, Predicate, QuantityId, Sample, Setting, Training,
};

/// The general vocabulary.
pub const WORDS: &str = include_str!("../../golden/words/english.csv");

/// What a label names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// A claim.
    Claim(ClaimId),
    /// A setting of the homework.
    Setting(Setting),
    /// Something that the homework says nothing about.
    Other(String),
}

/// What words stand for in place of the ledger's predicates.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Basis {
    /// These predicates.
    Predicates(Vec<Predicate>),
    /// One quantity is above another; and the predicate that says so, where there is one.
    Above(QuantityId, QuantityId, Vec<Predicate>),
}

/// One row that names something.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) target: Target,
    /// What kind of number it is, of a quantity.
    pub(super) kind: Option<Kind>,
    /// The part whose section it stands in; any if `None`.
    pub(super) part: Option<PartId>,
    /// What must be spoken of.
    pub(super) subject: Option<String>,
    /// One of these must stand in the same sentence or in the line above the list.
    pub(super) near: Vec<Phrase>,
    /// What the words stand for in place of the ledger's predicates.
    pub(super) basis: Option<Basis>,
}

/// A phrase with the rules it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) phrase: Phrase,
    /// Whether the number stands before the phrase.
    pub(super) follows: bool,
    /// Whether it is too common a word for its number to be held against the claim.
    pub(super) faint: bool,
    pub(super) rules: Vec<Rule>,
}

/// The whole table.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub(super) subjects: Vec<(String, Vec<Phrase>)>,
    /// Labels of numbers.
    pub(super) labels: Vec<Label>,
    /// Labels of names, such as that of an optimiser.
    pub(super) words: Vec<Label>,
    /// Phrases that make a statement.
    pub(super) statements: Vec<Label>,
    /// Names of settings in source code.
    pub(super) code: Vec<CodeSetting>,
    /// Words that single out the best.
    pub(super) best: Vec<Phrase>,
    pub(super) references: Vec<Phrase>,
    pub(super) messages: Vec<String>,
    pub(super) connectors: HashSet<String>,
    pub(super) comparisons: Vec<Phrase>,
    pub(super) hedges: Vec<Phrase>,
    pub(super) asides: Vec<Phrase>,
    pub(super) negations: HashSet<String>,
    /// How the trainings of the homework are told apart; not in the table.
    pub(super) sweeps: Vec<Sweep>,
    /// The trainings of the homework; not in the table.
    pub(super) trainings: Vec<Training>,
    /// What the homework's parts are called; not in the table.
    pub(super) parts: PartNames,
}

/// A setting as source code states it.
#[derive(Clone, Debug)]
pub(super) struct CodeSetting {
    pub(super) setting: Setting,
    pub(super) part: Option<PartId>,
    pub(super) subject: Option<String>,
    /// What stands before the value, without blanks.
    pub(super) before: Vec<String>,
    /// One of these must stand in the same line.
    pub(super) near: Vec<String>,
}

const COLUMNS: [&str; 7] = ["kind", "name", "part", "subject", "phrases", "near", "basis"];

impl Rules {
    /// The general vocabulary and the homework's own words.
    ///
    /// # Errors
    /// In the homework's words: a missing column, an unknown kind, a claim, part or predicate
    /// that nobody knows; with its place.
    pub fn of(homework: &Homework) -> Result<Self, Box<Diagnostic>> {
        let mut rules = Self {
            sweeps: sweeps(&homework.assignment),
            trainings: homework.assignment.trainings().cloned().collect(),
            parts: PartNames::of(&homework.assignment),
            ..Self::default()
        };
        let mut lists = HashMap::new();
        rules.read(WORDS, "golden/words/english.csv", homework, &mut lists)?;
        if let Some(Sample { text, origin }) = &homework.words {
            rules.read(text, origin, homework, &mut lists)?;
        }
        Ok(rules)
    }

    fn read(
        &mut self,
        text: &str,
        origin: &str,
        homework: &Homework,
        lists: &mut HashMap<String, Vec<String>>,
    ) -> Result<(), Box<Diagnostic>> {
        let table = Table::read(text, origin)?;
        let mut places = [0; 7];
        for (place, name) in places.iter_mut().zip(COLUMNS) {
            *place = table.column(name)?;
        }
        let mut reader = RowReader { table: &table, places, homework, lists };
        table.rows.iter().try_for_each(|row| reader.read(row, self))
    }
}
