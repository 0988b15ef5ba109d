//! Reads the rows of a table of words.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::homework::table::{Row, Table};
use crate::homework::{
    Argument, ClaimId, Homework, Method, PartId, Predicate, PredicateName, QuantityId, RunId,
    Setting, What, predicates,
};
use crate::read::language::words::{
    Basis, CodeSetting, Entry, Phrases, QuantityWords, StatementWords, Subject, Words, pattern,
};

/// Kinds of rows.
const KINDS: &str = "subject, quantity, claim, statement, code, negation";
/// Subjects that every homework has.
const METHODS: [(&str, Method); 8] = [
    ("gd", Method::GradientDescent),
    ("momentum", Method::Momentum),
    ("adam", Method::Adam),
    ("sgd", Method::Sgd),
    ("adamw", Method::AdamW),
    ("amsgrad", Method::AmsGrad),
    ("rmsprop", Method::RmsProp),
    ("adagrad", Method::AdaGrad),
];

/// What has been read so far.
pub(in crate::read) struct RowReader<'a> {
    homework: &'a Homework,
    statements: Vec<Entry<StatementWords>>,
    quantities: Vec<Entry<QuantityWords>>,
    runs: Vec<Entry<RunId>>,
    code: Vec<CodeSetting>,
    negations: HashSet<String>,
}

/// A row with its table.
struct Place<'a> {
    table: &'a Table<'a>,
    places: [usize; 7],
    row: &'a Row,
}

impl Place<'_> {
    fn cell(&self, column: usize) -> &str {
        self.table.cell(self.row, self.places[column]).trim()
    }

    fn optional(&self, column: usize) -> Option<String> {
        Some(self.cell(column).to_owned()).filter(|text| !text.is_empty())
    }

    /// Phrases between bars.
    fn phrases(&self, column: usize) -> Vec<String> {
        let pieces = self.cell(column).split('|').map(str::trim);
        pieces.filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
    }

    fn refuse(&self, column: usize, title: String, help: String) -> Box<Diagnostic> {
        let mut diagnostic = self.table.refuse(self.row, self.places[column], title, "unknown");
        diagnostic.help = Some(help);
        diagnostic
    }
}

impl<'a> RowReader<'a> {
    pub(in crate::read) fn new(homework: &'a Homework) -> Self {
        Self {
            homework,
            statements: Vec::new(),
            quantities: Vec::new(),
            runs: Vec::new(),
            code: Vec::new(),
            negations: HashSet::new(),
        }
    }

    pub(in crate::read) fn finish(self) -> Words {
        Words {
            statements: Phrases::of(self.statements),
            quantities: Phrases::of(self.quantities),
            runs: Phrases::of(self.runs),
            code: self.code,
            negations: self.negations,
        }
    }

    pub(in crate::read) fn read(
        &mut self,
        table: &Table,
        places: [usize; 7],
        row: &Row,
    ) -> Result<(), Box<Diagnostic>> {
        let place = Place { table, places, row };
        let phrases = place.phrases(4);
        if phrases.is_empty() {
            let help = "phrases stand between bars, such as `fast | quickly`".to_owned();
            return Err(place.refuse(4, "a row needs phrases".to_owned(), help));
        }
        let subject = self.subject(&place)?;
        let part = self.part(&place)?;
        match place.cell(0) {
            "subject" => {
                let run = self.run(&place, part.as_ref())?;
                self.runs.extend(entries(&phrases, &run));
            }
            "quantity" => {
                for id in self.quantities(&place, part.as_ref(), subject.as_ref())? {
                    let subject = subject.clone().or_else(|| self.told_apart_by(&id));
                    self.quantity(&phrases, id, part.clone(), subject);
                }
            }
            "claim" => match self.claim(&place)? {
                ClaimId::Quantity(id) => self.quantity(&phrases, id, part, subject),
                id => {
                    // The number of a statement, such as powers of ten, stands beside its words.
                    let words =
                        StatementWords { id, part, subject, near: None, basis: None, number: true };
                    let bare: Vec<String> = phrases
                        .iter()
                        .map(|p| p.trim_start_matches(['#', '~', ' ']).to_owned())
                        .collect();
                    self.statements.extend(entries(&bare, &words));
                }
            },
            "statement" => {
                let near: Vec<String> = place.phrases(5);
                let words = StatementWords {
                    id: self.claim(&place)?,
                    part,
                    subject,
                    near: any_of(&near),
                    basis: self.basis(&place)?,
                    number: false,
                };
                self.statements.extend(entries(&phrases, &words));
            }
            "code" => self.code.push(CodeSetting {
                setting: setting(&place)?,
                part,
                subject: place.optional(3),
                before: phrases,
                near: place.phrases(5),
            }),
            "negation" => self.negations.extend(phrases.iter().map(|word| word.to_lowercase())),
            kind => {
                let help = format!("there are {KINDS}");
                return Err(place.refuse(0, format!("no kind is called `{kind}`"), help));
            }
        }
        Ok(())
    }

    /// What is measured of one training of several has to be said of it.
    fn told_apart_by(&self, id: &QuantityId) -> Option<Subject> {
        let part = self.homework.assignment.net_part(id.part())?;
        let several = id.what.is_measured() && part.trainings().len() > 1;
        several.then(|| Subject::Run(id.of.name.to_string()))
    }

    fn quantity(
        &mut self,
        phrases: &[String],
        id: QuantityId,
        part: Option<PartId>,
        subject: Option<Subject>,
    ) {
        for phrase in phrases {
            let follows = phrase.starts_with('#');
            let bare = phrase.trim_start_matches(['#', '~', ' ']);
            let (id, part, subject) = (id.clone(), part.clone(), subject.clone());
            let what = QuantityWords { id, part, subject, follows };
            self.quantities.extend(pattern(bare).map(|phrase| Entry { phrase, what }));
        }
    }

    /// What is spoken of has to be known: a rule, or a run's name.
    fn subject(&self, place: &Place) -> Result<Option<Subject>, Box<Diagnostic>> {
        let Some(subject) = place.optional(3) else { return Ok(None) };
        if let Some((_, method)) = METHODS.iter().find(|(word, _)| *word == subject) {
            return Ok(Some(Subject::Method(*method)));
        }
        let mut names = self.names();
        if names.contains(&subject) {
            return Ok(Some(Subject::Run(subject)));
        }
        names.extend(METHODS.iter().map(|(word, _)| (*word).to_owned()));
        names.sort_unstable();
        names.dedup();
        let help = format!("there are {}", names.join(", "));
        Err(place.refuse(3, format!("nothing that is spoken of is called `{subject}`"), help))
    }

    fn names(&self) -> Vec<String> {
        let assignment = &self.homework.assignment;
        let runs = assignment.runs().map(|run| run.id.name.to_string());
        runs.chain(assignment.trainings().map(|t| t.id.name.to_string())).collect()
    }

    /// The run or training of a `subject` row.
    fn run(&self, place: &Place, part: Option<&PartId>) -> Result<RunId, Box<Diagnostic>> {
        let name = place.cell(1);
        let assignment = &self.homework.assignment;
        let ids = assignment.runs().map(|run| &run.id);
        let mut ids = ids.chain(assignment.trainings().map(|training| &training.id));
        let found = ids.find(|id| *id.name == *name && part.is_none_or(|part| id.part == *part));
        found.cloned().ok_or_else(|| {
            let help = format!("there are {}", self.names().join(", "));
            place.refuse(1, format!("no run is called `{name}`"), help)
        })
    }

    fn part(&self, place: &Place) -> Result<Option<PartId>, Box<Diagnostic>> {
        let Some(name) = place.optional(2) else { return Ok(None) };
        let assignment = &self.homework.assignment;
        assignment.find_part(&name).cloned().map(Some).ok_or_else(|| {
            let known: Vec<&str> =
                assignment.parts().into_iter().map(|part| part.as_str()).collect();
            let help = format!("there are {}", known.join(", "));
            place.refuse(2, format!("no part is called `{name}`"), help)
        })
    }

    /// Predicates, or two quantities with `>` between them.
    fn basis(&self, place: &Place) -> Result<Option<Basis>, Box<Diagnostic>> {
        let Some(text) = place.optional(6) else { return Ok(None) };
        let column = place.places[6];
        let Some((greater, smaller)) = text.split_once('>') else {
            return match predicates(&text, self.homework.names()) {
                Ok(found) => Ok(Some(Basis::Predicates(found))),
                Err(error) => {
                    let mut refusal = place.table.refuse_part(
                        place.row,
                        column,
                        error.span,
                        error.title,
                        error.label,
                    );
                    refusal.help = error.help;
                    Err(refusal)
                }
            };
        };
        let read = |text: &str| {
            QuantityId::read(text, &self.homework.catalogue)
                .map_err(|error| place.refuse(6, error.to_string(), error.help()))
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

    /// The claim of a row about one.
    fn claim(&self, place: &Place) -> Result<ClaimId, Box<Diagnostic>> {
        let name = place.cell(1);
        let Homework { ledger, catalogue, .. } = self.homework;
        if let Some(claim) = ledger.find_written(name) {
            return Ok(claim.id.clone());
        }
        QuantityId::read(name, catalogue).map(ClaimId::Quantity).map_err(|error| {
            let help = "a claim is one of the homework's ledger, or a quantity that \
                        `verigrad run --list` prints";
            place.refuse(1, error.to_string(), help.to_owned())
        })
    }

    /// The quantities of a row about a kind of them: in its part, of what is spoken of.
    fn quantities(
        &self,
        place: &Place,
        part: Option<&PartId>,
        subject: Option<&Subject>,
    ) -> Result<Vec<QuantityId>, Box<Diagnostic>> {
        let word = place.cell(1);
        let Some(what) = What::from_word(word) else {
            let help = "the end of an id, such as point, value or best.accuracy".to_owned();
            return Err(place.refuse(1, format!("no quantity is called `{word}`"), help));
        };
        let catalogue = &self.homework.catalogue;
        // Any threshold, not only those that are listed.
        let asked = if let What::FirstBelow(_) = what { What::Error } else { what };
        let all = catalogue.iter().filter(|quantity| quantity.id.what == asked);
        let ids = all.filter_map(|quantity| catalogue.get(&quantity.id.sibling(what)));
        let of = |id: &QuantityId| match subject {
            Some(Subject::Run(name)) => *id.of.name == **name,
            _ => true,
        };
        let wanted = |id: &QuantityId| part.is_none_or(|part| id.part() == part) && of(id);
        Ok(ids.map(|quantity| quantity.id).filter(wanted).collect())
    }
}

fn setting(place: &Place) -> Result<Setting, Box<Diagnostic>> {
    let word = place.cell(1);
    Setting::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = Setting::ALL.iter().map(|setting| setting.word()).collect();
        let help = format!("there are {}", known.join(", "));
        place.refuse(1, format!("no setting is called `{word}`"), help)
    })
}

fn entries<T: Clone>(phrases: &[String], what: &T) -> Vec<Entry<T>> {
    let entry =
        |phrase: &String| pattern(phrase).map(|phrase| Entry { phrase, what: what.clone() });
    phrases.iter().filter_map(entry).collect()
}

/// A pattern that finds any of some phrases.
fn any_of(phrases: &[String]) -> Option<regex::Regex> {
    let all: Vec<String> =
        phrases.iter().filter_map(|phrase| pattern(phrase)).map(|one| one.to_string()).collect();
    if all.is_empty() { None } else { regex::Regex::new(&all.join("|")).ok() }
}
