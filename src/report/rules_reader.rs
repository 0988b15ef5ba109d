//! Reads the rows of a table of words.

use std::collections::HashMap;

use super::rules::{Basis, CodeSetting, Label, Rule, Rules, Target};
use super::settings::rule_word;
use super::squeezed::Phrase;
use crate::diagnostic::Diagnostic;
use crate::homework::table::{Row, Table};
use crate::homework::{
    Argument, ClaimId, Homework, Kind, Minimisation, PartId, Predicate, PredicateName, Quantity,
    QuantityId, Setting, What, predicates,
};

/// Kinds of rows.
const KINDS: &str = "list, subject, quantity, winner, claim, statement, setting, other, code, \
                     reference, message, connector, comparison, hedge, aside, negation";

/// A table, read as words.
pub(super) struct RowReader<'a> {
    pub(super) table: &'a Table<'a>,
    /// Where the columns are.
    pub(super) places: [usize; 7],
    pub(super) homework: &'a Homework,
    /// Phrases by the name of their list.
    pub(super) lists: &'a mut HashMap<String, Vec<String>>,
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
                        let mut known: Vec<&str> = self.lists.keys().map(String::as_str).collect();
                        known.sort_unstable();
                        let help = format!("there are {}", known.join(", "));
                        let title = format!("no list above is called `{name}`");
                        return Err(self.refuse(row, column, title, help));
                    }
                },
            }
        }
        Ok(phrases)
    }

    pub(super) fn read(&mut self, row: &Row, rules: &mut Rules) -> Result<(), Box<Diagnostic>> {
        let name = self.cell(row, 1).to_owned();
        let phrases = self.phrases(row, 4)?;
        if phrases.is_empty() {
            let help = "phrases stand between bars, such as `fast | quickly`".to_owned();
            return Err(self.refuse(row, 4, "a row needs phrases".to_owned(), help));
        }
        self.subject(row, rules)?;
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
            "quantity" => {
                for rule in self.quantities(row, rules)? {
                    add(&mut rules.labels, &phrases, rule);
                }
            }
            "winner" => {
                for rule in self.quantities(row, rules)? {
                    add(&mut rules.words, &phrases, rule);
                }
            }
            "claim" => {
                let rule = self.claim(row)?;
                add(&mut rules.labels, &phrases, rule);
            }
            "statement" => {
                let rule = self.claim(row)?;
                add(&mut rules.statements, &phrases, rule);
            }
            "setting" => {
                let rule = self.rule(row, Target::Setting(self.setting(row)?), None)?;
                add(&mut rules.labels, &phrases, rule);
            }
            "other" => {
                let rule = self.rule(row, Target::Other(name), None)?;
                add(&mut rules.labels, &phrases, rule);
            }
            "code" => rules.code.push(CodeSetting {
                setting: self.setting(row)?,
                part: self.part(row)?,
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
            kind => {
                let help = format!("there are {KINDS}");
                return Err(self.refuse(row, 0, format!("no kind is called `{kind}`"), help));
            }
        }
        Ok(())
    }

    fn refuse(&self, row: &Row, column: usize, title: String, help: String) -> Box<Diagnostic> {
        let mut diagnostic = self.table.refuse(row, self.places[column], title, "unknown");
        diagnostic.help = Some(help);
        diagnostic
    }

    /// What is spoken of has to be known: a subject of a row above, or a run's name.
    fn subject(&self, row: &Row, rules: &Rules) -> Result<(), Box<Diagnostic>> {
        let Some(subject) = self.optional(row, 3) else { return Ok(()) };
        let assignment = &self.homework.assignment;
        let runs = assignment.runs().map(|run| &run.id.name);
        let mut names: Vec<String> =
            runs.chain(assignment.trainings().map(|t| &t.id.name)).map(|n| n.to_string()).collect();
        names.extend(rules.subjects.iter().map(|(name, _)| name.clone()));
        if names.contains(&subject) {
            return Ok(());
        }
        names.sort_unstable();
        names.dedup();
        let help = format!("there are {}", names.join(", "));
        Err(self.refuse(row, 3, format!("nothing that is spoken of is called `{subject}`"), help))
    }

    fn setting(&self, row: &Row) -> Result<Setting, Box<Diagnostic>> {
        let word = self.cell(row, 1);
        Setting::from_word(word).ok_or_else(|| {
            let known: Vec<&str> = Setting::ALL.iter().map(|setting| setting.word()).collect();
            let help = format!("there are {}", known.join(", "));
            self.refuse(row, 1, format!("no setting is called `{word}`"), help)
        })
    }

    fn part(&self, row: &Row) -> Result<Option<PartId>, Box<Diagnostic>> {
        let Some(name) = self.optional(row, 2) else { return Ok(None) };
        let assignment = &self.homework.assignment;
        assignment.find_part(&name).cloned().map(Some).ok_or_else(|| {
            let known: Vec<&str> =
                assignment.parts().into_iter().map(|part| part.as_str()).collect();
            let help = format!("there are {}", known.join(", "));
            self.refuse(row, 2, format!("no part is called `{name}`"), help)
        })
    }

    fn rule(&self, row: &Row, target: Target, kind: Option<Kind>) -> Result<Rule, Box<Diagnostic>> {
        Ok(Rule {
            target,
            kind,
            part: self.part(row)?,
            subject: self.optional(row, 3),
            near: self.phrases(row, 5)?.iter().map(|text| Phrase::new(text)).collect(),
            basis: self.basis(row)?,
        })
    }

    /// Predicates, or two quantities with `>` between them.
    fn basis(&self, row: &Row) -> Result<Option<Basis>, Box<Diagnostic>> {
        let Some(text) = self.optional(row, 6) else { return Ok(None) };
        let column = self.places[6];
        let Some((greater, smaller)) = text.split_once('>') else {
            return match predicates(&text, self.homework.names()) {
                Ok(found) => Ok(Some(Basis::Predicates(found))),
                Err(error) => {
                    let mut refusal =
                        self.table.refuse_part(row, column, error.span, error.title, error.label);
                    refusal.help = error.help;
                    Err(refusal)
                }
            };
        };
        let read = |text: &str| {
            QuantityId::read(text, &self.homework.catalogue)
                .map_err(|error| self.refuse(row, 6, error.to_string(), error.help()))
        };
        let (greater, smaller) = (read(greater)?, read(smaller)?);
        let sweep = |id: &QuantityId| Argument::Sweep(id.part().clone());
        let bests = [&greater, &smaller].iter().all(|id| id.what == What::BestAccuracy);
        let predicates = bests.then(|| Predicate {
            name: PredicateName::BestAbove,
            arguments: vec![sweep(&greater), sweep(&smaller)],
            thresholds: Vec::new(),
        });
        Ok(Some(Basis::Above(greater, smaller, predicates.into_iter().collect())))
    }

    /// The rule of a row about one claim of the homework.
    fn claim(&self, row: &Row) -> Result<Rule, Box<Diagnostic>> {
        let name = self.cell(row, 1);
        let Homework { ledger, catalogue, .. } = self.homework;
        let (id, kind) = match (ledger.find_written(name), QuantityId::read(name, catalogue)) {
            (Some(claim), _) => (claim.id.clone(), claim.kind),
            (None, Ok(id)) => {
                let kind = catalogue.get(&id).map(|quantity| quantity.kind);
                (ClaimId::Quantity(id), kind)
            }
            (None, Err(error)) => {
                let help = "a claim is one of the homework's ledger, or a quantity that \
                            `verigrad run --list` prints";
                return Err(self.refuse(row, 1, error.to_string(), help.to_owned()));
            }
        };
        self.rule(row, Target::Claim(id), kind)
    }

    /// The rules of a row about a quantity: one for each that the homework has, told apart by
    /// part and by what is spoken of.
    fn quantities(&self, row: &Row, known: &mut Rules) -> Result<Vec<Rule>, Box<Diagnostic>> {
        let word = self.cell(row, 1);
        let Some(what) = What::from_word(word) else {
            let help = "the end of an id, such as point, value or best.accuracy".to_owned();
            return Err(self.refuse(row, 1, format!("no quantity is called `{word}`"), help));
        };
        let Homework { assignment, catalogue, .. } = self.homework;
        let mut found = Vec::new();
        let own: Vec<Quantity> = match what {
            // Any threshold, not only those that are listed.
            What::FirstBelow(_) => {
                let errors = catalogue.iter().filter(|quantity| quantity.id.what == What::Error);
                errors.filter_map(|quantity| catalogue.get(&quantity.id.sibling(what))).collect()
            }
            _ => catalogue.iter().filter(|quantity| quantity.id.what == what).cloned().collect(),
        };
        for quantity in &own {
            let id = &quantity.id;
            let target = Target::Claim(id.clone().into());
            let mut rule = self.rule(row, target, Some(quantity.kind))?;
            if rule.part.as_ref().is_some_and(|part| part != id.part()) {
                continue;
            }
            rule.part = Some(id.part().clone());
            if id.of.name.is_empty() {
                found.push(rule);
                continue;
            }
            if rule.subject.is_some() {
                found.push(rule);
                continue;
            }
            let (subject, alone) = match assignment.runs().find(|run| run.id == id.of) {
                Some(run) => {
                    let same = |other: &&Minimisation| {
                        other.id.part == run.id.part && rule_word(other) == rule_word(run)
                    };
                    (rule_word(run), assignment.runs().filter(same).count() == 1)
                }
                None => {
                    let trainings = || assignment.trainings().filter(|t| t.id.part == id.of.part);
                    let Some(own) = trainings().find(|t| t.id == id.of) else { continue };
                    let same = trainings().filter(|t| t.rule_name() == own.rule_name()).count();
                    (own.rule_name(), same == 1 && trainings().count() > 1)
                }
            };
            let name = id.of.name.to_string();
            if name != subject {
                if !known.subjects.iter().any(|(known, _)| *known == name) {
                    let spaced = name.replace(['_', '-'], " ");
                    let phrases = [name.as_str(), &spaced].map(Phrase::new);
                    known.subjects.push((name.clone(), phrases.to_vec()));
                }
                found.push(Rule { subject: Some(name), ..rule.clone() });
            }
            if alone {
                found.push(Rule { subject: Some(subject.to_owned()), ..rule });
            }
        }
        Ok(found)
    }
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
