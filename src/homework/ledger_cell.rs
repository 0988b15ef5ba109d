//! Reads what a ledger or a submission says that a report prints for a claim.

use super::claim::{Claim, Mention, digits};
use super::kind::Kind;
use super::ledger_reader::Reader;
use super::signatures::PredicateName;
use super::table::Row;
use super::what::What;
use crate::claim::{Printed, PrintedNumber};
use crate::diagnostic::Diagnostic;

/// Between the mentions of one number in a cell.
const MENTIONS: &str = " | ";

impl Reader<'_> {
    /// What stands in the cell of a claim's text; an empty one states nothing, where that may be.
    pub(super) fn mentions(
        &self,
        row: &Row,
        claim: &Claim,
        may_be_empty: bool,
    ) -> Result<Vec<Mention>, Box<Diagnostic>> {
        let Some(column) = self.reported else {
            // A ledger without that column lists statements that are made, and no numbers.
            let statement =
                Mention { reported: "statement".to_owned(), printed: Printed::Statement };
            return Ok(if claim.is_statement() { vec![statement] } else { Vec::new() });
        };
        let cell = self.table.cell(row, column);
        let Some(kind) = claim.kind else { return self.stated(row, column, claim) };
        let (mut mentions, mut at) = (Vec::new(), 0);
        if cell.trim().is_empty() && may_be_empty {
            return Ok(mentions);
        }
        for piece in cell.split(MENTIONS) {
            mentions.push(self.mention(row, column, piece, at, claim, kind)?);
            at += piece.len() + MENTIONS.len();
        }
        mentions.sort_by_key(|mention| std::cmp::Reverse(digits(mention)));
        Ok(mentions)
    }

    /// What stands in the cell of a statement: the word `statement`, the report's own sentence,
    /// or the numbers that its predicates speak of; nothing if the report does not state it.
    fn stated(
        &self,
        row: &Row,
        column: usize,
        claim: &Claim,
    ) -> Result<Vec<Mention>, Box<Diagnostic>> {
        let reported = self.table.cell(row, column).trim().to_owned();
        if reported.is_empty() {
            return Ok(Vec::new());
        }
        let has = |name| claim.predicates().any(|predicate| predicate.name == name);
        // Powers of ten between a number and 1 are a number.
        let printed = match Printed::parse(&reported) {
            Ok(printed) => printed,
            Err(_) => Printed::words(&reported),
        };
        let words = reported.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
        let own_word = || {
            let said = reported.to_lowercase();
            claim.predicates().any(|predicate| predicate.name.word().split('_').any(|w| w == said))
        };
        let takes = match &printed {
            Printed::Number(_) => has(PredicateName::Decades),
            Printed::Comparison(..) => has(PredicateName::BestAbove),
            Printed::Array(_) => false,
            Printed::Statement => {
                reported == "statement"
                    || words.count() > 1
                    || own_word()
                    || has(PredicateName::Decades)
            }
        };
        if takes {
            return Ok(vec![Mention { reported, printed }]);
        }
        let title = format!("`{reported}` is not what this statement says");
        let mut error = self.table.refuse(row, column, title, "not a sentence");
        let numbers = match (has(PredicateName::Decades), has(PredicateName::BestAbove)) {
            (true, _) => ", or its number",
            (_, true) => ", or its two numbers such as `0.97 > 0.96`",
            _ => "",
        };
        error.help = Some(format!(
            "`statement`, the report's own sentence{numbers}; nothing if it does not state it"
        ));
        Err(error)
    }

    fn mention(
        &self,
        row: &Row,
        column: usize,
        text: &str,
        at: usize,
        claim: &Claim,
        kind: Kind,
    ) -> Result<Mention, Box<Diagnostic>> {
        let winner = matches!(claim.id.quantity().map(|id| id.what), Some(What::Winner(_)));
        let wanted = match kind {
            Kind::Point => "a number or an array",
            list if list.length().is_some() => "an array",
            Kind::Setting => "a number or an array",
            _ => "a number",
        };
        let reported = text.trim().to_owned();
        let printed = match Printed::parse(text) {
            Ok(Printed::Statement) | Err(_) if winner => Printed::Statement,
            Err(_) if kind == Kind::Step && reported == "never" => Printed::Statement,
            Ok(printed) => printed,
            Err(error) => {
                let title = format!("`{text}` is not {wanted}");
                let label = error.to_string();
                return Err(self.table.refuse_within(row, column, at + error.at, title, label));
            }
        };
        let takes = match (&printed, kind) {
            (Printed::Number(_), list) if list.length().is_some() => false,
            (Printed::Number(_), _) => true,
            (Printed::Array(_), kind) => {
                matches!(kind, Kind::Point | Kind::Setting) || kind.length().is_some()
            }
            (Printed::Statement, Kind::Step) => reported == "never",
            (Printed::Statement | Printed::Comparison(..), _) => winner,
        };
        if takes {
            return Ok(Mention { reported, printed });
        }
        let got = match printed {
            Printed::Number(PrintedNumber::Finite(_)) => "a number",
            Printed::Number(_) => "not a finite number",
            Printed::Array(_) => "an array",
            Printed::Statement | Printed::Comparison(..) => "a statement",
        };
        let title = format!("this claim is {wanted}");
        Err(self.table.refuse(row, column, title, format!("{got} here")))
    }
}
