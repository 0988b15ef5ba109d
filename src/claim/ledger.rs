//! The ledger: one row for each claim of a report.

use std::collections::HashSet;
use std::path::Path;

use super::table::{Row, Table};
use super::{Printed, PrintedNumber, Rule};
use crate::diagnostic::{Diagnostic, InputError, read_text};
use crate::verdict::Verdict;

/// The built-in ledger: what the homework's report says. Accused, never a reference.
pub const BUILT_IN: &str = include_str!("../../golden/claims.csv");

/// The largest ledger that is read, in bytes.
const SIZE_LIMIT: u64 = 20_000_000;

/// One claim of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Unique name, such as `1b.adam.value`; of a number also the measurement's name.
    pub id: String,
    /// Part of the homework.
    pub part: String,
    /// What is claimed.
    pub quantity: String,
    /// The text in the report.
    pub reported: String,
    /// The text, read.
    pub printed: Printed,
    /// How it is judged.
    pub rule: Rule,
    /// What it is held against beside its own measurement: predicates for statements,
    /// another claim's id for a number printed twice; may be empty.
    pub basis: String,
    /// Where it stands in the report.
    pub place: String,
    /// The verdict the real report's claim deserves.
    pub expected: Option<Verdict>,
    /// Remarks.
    pub note: String,
}

impl Claim {
    /// The measurement it is about: `3a.ratio.ensemble` holds `3a.ratio` against re-runs.
    pub fn measurement(&self) -> &str {
        self.id.strip_suffix(".ensemble").unwrap_or(&self.id)
    }

    /// A claim of a measurement that the homework's own ledger does not ask for; nothing is
    /// reported yet.
    pub(crate) fn of_measurement(id: &str, rule: Rule, basis: &str) -> Self {
        Self {
            id: id.to_owned(),
            part: id.split('.').next().unwrap_or_default().to_owned(),
            quantity: "measurement of the assignment".to_owned(),
            reported: String::new(),
            printed: Printed::Statement,
            rule,
            basis: basis.to_owned(),
            place: String::new(),
            expected: None,
            note: String::new(),
        }
    }
}

/// The claims of one report, in its order, with unique ids.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// The claims.
    pub claims: Vec<Claim>,
}

impl Ledger {
    /// The built-in ledger.
    ///
    /// # Errors
    /// Never in a build that passed its tests.
    pub fn built_in() -> Result<Self, InputError> {
        Ok(Self::parse(BUILT_IN, "golden/claims.csv")?)
    }

    /// A full ledger: all columns, with expected verdicts.
    ///
    /// # Errors
    /// A missing column, a duplicate id, an unknown rule or verdict, a text that is no number.
    pub fn parse(text: &str, origin: &str) -> Result<Self, Box<Diagnostic>> {
        let table = Table::read(text, origin)?;
        let [id, part, quantity, reported, rule, basis, place, expected, note] =
            ["id", "part", "quantity", "reported", "rule", "basis", "place", "expected", "note"]
                .map(|name| table.column(name));
        let (id, part, quantity, reported) = (id?, part?, quantity?, reported?);
        let (rule, basis, place, expected, note) = (rule?, basis?, place?, expected?, note?);
        let mut known = HashSet::new();
        let mut claims = Vec::new();
        for row in &table.rows {
            let name = unique(&table, row, id, &mut known)?;
            let word = table.cell(row, rule);
            let Some(rule) = Rule::ALL.into_iter().find(|rule| rule.word() == word) else {
                return Err(table.refuse(row, rule, "no such rule", "unknown"));
            };
            let word = table.cell(row, expected);
            let verdict = Verdict::from_word(word);
            if verdict.is_none() {
                return Err(table.refuse(row, expected, "no such verdict", "unknown"));
            }
            let cell = |column: usize| table.cell(row, column).to_owned();
            claims.push(Claim {
                id: name,
                part: cell(part),
                quantity: cell(quantity),
                reported: cell(reported),
                printed: read_reported(&table, row, reported, rule)?,
                rule,
                basis: cell(basis),
                place: cell(place),
                expected: verdict,
                note: cell(note),
            });
        }
        Ok(Self { claims })
    }

    /// Somebody's numbers from a file; see [`Ledger::parse_submission`].
    ///
    /// # Errors
    /// As there, and a file that cannot be read.
    pub fn load_submission(
        path: &Path,
        template: &Self,
        known: &dyn Fn(&str) -> Option<Rule>,
    ) -> Result<Self, InputError> {
        let text = read_text(path, SIZE_LIMIT)?;
        let origin = path.display().to_string();
        Ok(Self::parse_submission(&text, &origin, template, known)?)
    }

    /// Somebody's numbers: columns `id` and `reported`, any others ignored. What an id means
    /// comes from `template`, or from `known` for a measurement that the template lacks.
    ///
    /// # Errors
    /// A missing column, an unknown id, a duplicate, a text that is no number.
    pub fn parse_submission(
        text: &str,
        origin: &str,
        template: &Self,
        known: &dyn Fn(&str) -> Option<Rule>,
    ) -> Result<Self, Box<Diagnostic>> {
        let table = Table::read(text, origin)?;
        let (id, reported) = (table.column("id")?, table.column("reported")?);
        let mut seen = HashSet::new();
        let mut claims = Vec::new();
        for row in &table.rows {
            let name = unique(&table, row, id, &mut seen)?;
            let mut claim = match template.claims.iter().find(|claim| claim.id == name) {
                Some(claim) => claim.clone(),
                None => match known(&name) {
                    Some(rule) => Claim::of_measurement(&name, rule, ""),
                    None => return Err(unknown_id(&table, row, id, &name, template)),
                },
            };
            claim.printed = read_reported(&table, row, reported, claim.rule)?;
            claim.reported = table.cell(row, reported).trim().to_owned();
            claims.push(claim);
        }
        if claims.is_empty() {
            return Err(Box::new(Diagnostic {
                title: "no claim to grade".to_owned(),
                origin: origin.to_owned(),
                text: text.to_owned(),
                span: text.len()..text.len(),
                label: "no row under the header".to_owned(),
                help: Some("a row is an id and what the report says".to_owned()),
            }));
        }
        Ok(Self { claims })
    }

    /// The claim of that id.
    pub fn find(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }
}

fn unique(
    table: &Table,
    row: &Row,
    column: usize,
    known: &mut HashSet<String>,
) -> Result<String, Box<Diagnostic>> {
    let id = table.cell(row, column).trim();
    if known.insert(id.to_owned()) {
        return Ok(id.to_owned());
    }
    Err(table.refuse(row, column, format!("claim `{id}` stands here twice"), "a second time"))
}

fn unknown_id(
    table: &Table,
    row: &Row,
    column: usize,
    id: &str,
    template: &Ledger,
) -> Box<Diagnostic> {
    let mut diagnostic =
        table.refuse(row, column, format!("no claim has the id `{id}`"), "unknown id");
    let part = id.split('.').next().unwrap_or_default();
    let near: Vec<&str> = template
        .claims
        .iter()
        .map(|claim| claim.id.as_str())
        .filter(|known| known.split('.').next() == Some(part))
        .collect();
    diagnostic.help = Some(if near.is_empty() {
        "`verigrad run --json` prints the names of all measurements".to_owned()
    } else {
        format!("part {part} has: {}", near.join(", "))
    });
    diagnostic
}

fn read_reported(
    table: &Table,
    row: &Row,
    column: usize,
    rule: Rule,
) -> Result<Printed, Box<Diagnostic>> {
    let text = table.cell(row, column);
    let wanted = if rule == Rule::Printed { "a number or an array" } else { "a number" };
    let printed = match Printed::parse(text) {
        Ok(printed) => printed,
        Err(_) if rule.takes_words() => Printed::Statement,
        Err(error) => {
            let title = format!("`{text}` is not {wanted}");
            return Err(table.refuse_within(row, column, error.at, title, error.to_string()));
        }
    };
    if rule.takes(&printed) {
        return Ok(printed);
    }
    let kind = match printed {
        Printed::Number(PrintedNumber::Finite(_)) => "a number",
        Printed::Number(_) => "not a finite number",
        Printed::Array(_) => "an array",
        Printed::Statement => "a statement",
    };
    Err(table.refuse(row, column, format!("this claim is {wanted}"), format!("{kind} here")))
}
