//! The extraction table: which words name which claim, setting or subject. Data, so that another
//! wording needs no code; `golden/README.md` says what the columns hold.

use std::collections::{HashMap, HashSet};

use super::single_out::{Sweep, sweeps};
use super::squeezed::Phrase;
use crate::assignment::Assignment;
use crate::claim::Ledger;
use crate::claim::table::{Row, Table};
use crate::diagnostic::Diagnostic;

/// The built-in table.
pub const EXTRACTION: &str = include_str!("../../golden/extraction.csv");

/// What a label names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// A claim of the ledger, by its id.
    Claim(String),
    /// A setting of the homework, by its name.
    Setting(String),
    /// Something that the homework says nothing about.
    Other(String),
}

/// One row that names something.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) target: Target,
    /// The part whose section it stands in; any if `None`.
    pub(super) part: Option<String>,
    /// What must be spoken of.
    pub(super) subject: Option<String>,
    /// One of these must stand in the same sentence or in the line above the list.
    pub(super) near: Vec<Phrase>,
    /// Predicates, or a comparison of claims, that the words stand for in place of the ledger's.
    pub(super) basis: Option<String>,
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
    /// How the trainings of the assignment are told apart; not in the table.
    pub(super) sweeps: Vec<Sweep>,
}

/// A setting as source code states it.
#[derive(Clone, Debug)]
pub(super) struct CodeSetting {
    pub(super) setting: String,
    pub(super) part: Option<String>,
    pub(super) subject: Option<String>,
    /// What stands before the value, without blanks.
    pub(super) before: Vec<String>,
    /// One of these must stand in the same line.
    pub(super) near: Vec<String>,
}

impl Rules {
    /// The built-in table, for the claims of a ledger and the runs of an assignment.
    ///
    /// # Errors
    /// Never in a build that passed its tests.
    pub fn built_in(template: &Ledger, assignment: &Assignment) -> Result<Self, Box<Diagnostic>> {
        let measured = minimisations(assignment);
        let mut rules = Self::parse(EXTRACTION, "golden/extraction.csv", template, &measured)?;
        rules.sweeps = sweeps(assignment);
        Ok(rules)
    }

    /// A table; `measured` are names of measurements that the template lacks.
    ///
    /// # Errors
    /// A missing column, an unknown kind, a claim that nobody knows.
    pub fn parse(
        text: &str,
        origin: &str,
        template: &Ledger,
        measured: &[String],
    ) -> Result<Self, Box<Diagnostic>> {
        let table = Table::read(text, origin)?;
        let columns = ["kind", "name", "part", "subject", "phrases", "near", "basis"];
        let mut places = [0; 7];
        for (place, name) in places.iter_mut().zip(columns) {
            *place = table.column(name)?;
        }
        let ids: Vec<&str> = template
            .claims
            .iter()
            .map(|claim| claim.id.as_str())
            .chain(measured.iter().map(String::as_str))
            .collect();
        let mut reader = RowReader { table: &table, places, ids, lists: HashMap::new() };
        let mut rules = Self::default();
        for row in &table.rows {
            reader.read(row, &mut rules)?;
        }
        Ok(rules)
    }
}

/// The measurements of Problem 1, which have names that an assignment chooses.
fn minimisations(assignment: &Assignment) -> Vec<String> {
    let problem = assignment.minimisation.iter();
    let runs = problem.flat_map(|problem| &problem.comparisons).flat_map(|part| &part.runs);
    runs.flat_map(|run| ["point", "value"].map(|what| format!("{}.{what}", run.id))).collect()
}

struct RowReader<'a> {
    table: &'a Table<'a>,
    /// Where the columns are.
    places: [usize; 7],
    ids: Vec<&'a str>,
    /// Phrases by the name of their list.
    lists: HashMap<String, Vec<String>>,
}

impl RowReader<'_> {
    fn cell<'a>(&self, row: &'a Row, column: usize) -> &'a str {
        self.table.cell(row, self.places[column]).trim()
    }

    fn optional(&self, row: &Row, column: usize) -> Option<String> {
        Some(self.cell(row, column).to_owned()).filter(|text| !text.is_empty())
    }

    /// Phrases between bars; `@name` stands for a list.
    fn phrases(&self, row: &Row, column: usize) -> Result<Vec<String>, Box<Diagnostic>> {
        let mut phrases = Vec::new();
        for piece in self.cell(row, column).split('|').map(str::trim).filter(|p| !p.is_empty()) {
            match piece.strip_prefix('@') {
                None => phrases.push(piece.to_owned()),
                Some(name) => match self.lists.get(name) {
                    Some(list) => phrases.extend(list.iter().cloned()),
                    None => {
                        let column = self.places[column];
                        return Err(self.table.refuse(row, column, "no such list", "not above"));
                    }
                },
            }
        }
        Ok(phrases)
    }

    fn read(&mut self, row: &Row, rules: &mut Rules) -> Result<(), Box<Diagnostic>> {
        let name = self.cell(row, 1).to_owned();
        let phrases = self.phrases(row, 4)?;
        let squeezed = |phrases: &[String]| phrases.iter().map(|text| Phrase::new(text)).collect();
        let lowered = || phrases.iter().map(|phrase| phrase.to_lowercase());
        match self.cell(row, 0) {
            "list" => {
                if name == "best" {
                    rules.best = squeezed(&phrases);
                }
                self.lists.insert(name, phrases);
            }
            "subject" => rules.subjects.push((name, squeezed(&phrases))),
            "claim" => {
                for rule in self.rules(row, rules)? {
                    add(&mut rules.labels, &phrases, rule);
                }
            }
            "setting" | "other" => {
                let target = match self.cell(row, 0) {
                    "setting" => Target::Setting(name),
                    _ => Target::Other(name),
                };
                let rule = self.rule(row, target)?;
                add(&mut rules.labels, &phrases, rule);
            }
            "word" => {
                for rule in self.rules(row, rules)? {
                    add(&mut rules.words, &phrases, rule);
                }
            }
            "statement" => {
                for rule in self.rules(row, rules)? {
                    add(&mut rules.statements, &phrases, rule);
                }
            }
            "code" => rules.code.push(CodeSetting {
                setting: name,
                part: self.optional(row, 2),
                subject: self.optional(row, 3),
                before: phrases,
                near: self.phrases(row, 5)?,
            }),
            "reference" => rules.references.extend(squeezed(&phrases) as Vec<Phrase>),
            "comparison" => rules.comparisons.extend(squeezed(&phrases) as Vec<Phrase>),
            "aside" => rules.asides.extend(squeezed(&phrases) as Vec<Phrase>),
            "hedge" => rules.hedges.extend(squeezed(&phrases) as Vec<Phrase>),
            "message" => rules.messages.extend(phrases),
            "connector" => rules.connectors.extend(lowered()),
            "negation" => rules.negations.extend(lowered()),
            _ => return Err(self.table.refuse(row, self.places[0], "no such kind", "unknown")),
        }
        Ok(())
    }

    fn rule(&self, row: &Row, target: Target) -> Result<Rule, Box<Diagnostic>> {
        Ok(Rule {
            target,
            part: self.optional(row, 2),
            subject: self.optional(row, 3),
            near: self.phrases(row, 5)?.iter().map(|text| Phrase::new(text)).collect(),
            basis: self.optional(row, 6),
        })
    }

    /// The rules of a row about claims: one, or one for each claim that fits a name with stars.
    /// The first star is the part, the second what is spoken of.
    fn rules(&self, row: &Row, known: &mut Rules) -> Result<Vec<Rule>, Box<Diagnostic>> {
        let pattern = self.cell(row, 1);
        let mut found = Vec::new();
        for id in &self.ids {
            let Some(stars) = matches(pattern, id) else { continue };
            let mut rule = self.rule(row, Target::Claim((*id).to_owned()))?;
            if let Some(part) = stars.first() {
                rule.part.get_or_insert_with(|| (*part).to_owned());
            }
            if let Some(subject) = stars.get(1) {
                rule.subject.get_or_insert_with(|| (*subject).to_owned());
                if !known.subjects.iter().any(|(name, _)| name == subject) {
                    known.subjects.push(((*subject).to_owned(), vec![Phrase::new(subject)]));
                }
            }
            found.push(rule);
        }
        if found.is_empty() && !pattern.contains('*') {
            return Ok(Vec::new());
        }
        Ok(found)
    }
}

/// What the stars of a pattern stand for, piece by piece.
fn matches<'a>(pattern: &str, id: &'a str) -> Option<Vec<&'a str>> {
    let (wanted, pieces): (Vec<&str>, Vec<&str>) =
        (pattern.split('.').collect(), id.split('.').collect());
    if wanted.len() != pieces.len() {
        return None;
    }
    let mut stars = Vec::new();
    for (wanted, piece) in wanted.iter().zip(pieces) {
        match *wanted {
            "*" => stars.push(piece),
            same if same == piece => {}
            _ => return None,
        }
    }
    Some(stars)
}

/// Files a rule under each of its phrases; `# phrase` stands behind its number, `~ phrase` is
/// faint.
fn add(labels: &mut Vec<Label>, phrases: &[String], rule: Rule) {
    for phrase in phrases {
        let follows = phrase.starts_with('#');
        let faint = phrase.starts_with('~');
        let phrase = Phrase::new(phrase.trim_start_matches(['#', '~']));
        match labels.iter_mut().find(|label| label.phrase == phrase && label.follows == follows) {
            Some(label) => label.rules.push(rule.clone()),
            None => labels.push(Label { phrase, follows, faint, rules: vec![rule.clone()] }),
        }
    }
}
