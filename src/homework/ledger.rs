//! The ledger: one row for each claim of a report.

use std::collections::HashSet;

use super::claim::Claim;
use super::claim_id::ClaimId;
use super::former::note;
use super::ledger_reader::Reader;
use super::quantity::QuantityId;
use super::statement::Names;
use super::table::Table;
use crate::diagnostic::Diagnostic;

/// The claims of one report, in its order, with unique ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The claims.
    pub claims: Vec<Claim>,
    /// What is worth knowing about how they were read.
    pub notes: Vec<String>,
}

impl Ledger {
    /// The ledger of a homework: what its report claims, with expected verdicts. Of the columns
    /// only `id` is needed; `golden/README.md` says what the others hold.
    ///
    /// # Errors
    /// A column that nobody knows, a duplicate id, an id of neither a quantity nor a statement, a predicate that nobody knows
    /// or that has other arguments, an unknown verdict, a text that is no number.
    pub fn parse(text: &str, origin: &str, names: Names) -> Result<Self, Box<Diagnostic>> {
        let table = Table::read(text, origin)?;
        let reader = Reader::new(&table, names, true)?;
        let mut ledger = Self::default();
        let mut renamed = Vec::new();
        for row in &table.rows {
            let (claim, old) = reader.claim(row)?;
            renamed.extend(old.map(|old| (old, claim.id.to_string())));
            match ledger.claims.iter_mut().find(|known| known.id == claim.id) {
                None => ledger.claims.push(claim),
                Some(known) if renamed.last().is_some_and(|(_, new)| known.id == **new) => {
                    claim.mentions.into_iter().for_each(|mention| known.mention(mention));
                }
                Some(known) => return Err(reader.twice(row, &known.id.to_string())),
            }
        }
        ledger.notes.extend(note(&renamed));
        Ok(ledger)
    }

    /// Somebody's numbers: columns `id` and `reported`, any others ignored. What an id means
    /// comes from `template`, the homework's own ledger, or from the catalogue.
    ///
    /// # Errors
    /// A missing column, an unknown id, a duplicate, a text that is no number.
    pub fn parse_submission(
        text: &str,
        origin: &str,
        template: &Self,
        names: Names,
    ) -> Result<Self, Box<Diagnostic>> {
        let table = Table::read(text, origin)?;
        let id = table.column("id")?;
        table.column("reported")?;
        let reader = Reader::new(&table, names, false)?;
        let mut ledger = Self::default();
        let (mut seen, mut renamed) = (HashSet::new(), Vec::new());
        for row in &table.rows {
            let name = table.cell(row, id).trim();
            let (mut claim, old) = reader.known(row, template)?;
            let unstated = claim.mentions.is_empty() && template.find(&claim.id).is_some();
            claim.mentions = reader.mentions(row, &claim, unstated)?;
            (claim.expected, claim.place) = (None, String::new());
            if !seen.insert(name.to_owned()) {
                return Err(reader.twice(row, name));
            }
            renamed.extend(old.map(|old| (old, claim.id.to_string())));
            match ledger.claims.iter_mut().find(|known| known.id == claim.id) {
                Some(known) => claim.mentions.into_iter().for_each(|m| known.mention(m)),
                None => ledger.claims.push(claim),
            }
        }
        if ledger.claims.is_empty() {
            return Err(Box::new(Diagnostic {
                title: "no claim to grade".to_owned(),
                origin: origin.to_owned(),
                text: text.to_owned(),
                span: text.len()..text.len(),
                label: "no row under the header".to_owned(),
                help: Some("a row is an id and what the report says".to_owned()),
            }));
        }
        ledger.notes.extend(note(&renamed));
        Ok(ledger)
    }

    /// The claim of that id.
    pub fn find(&self, id: &ClaimId) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == *id)
    }

    /// The claim about a quantity.
    pub fn of_quantity(&self, id: &QuantityId) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id.quantity() == Some(id))
    }

    /// The claim that is written so, now or in an earlier version.
    pub fn find_written(&self, text: &str) -> Option<&Claim> {
        let former = || self.claims.iter().find(|c| c.formerly.iter().any(|old| old == text));
        self.claims.iter().find(|claim| claim.id == *text).or_else(former)
    }
}
