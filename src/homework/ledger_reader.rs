//! Reads the rows of a ledger or a submission, and says where one cannot be read.

use super::check::Check;
use super::claim::Claim;
use super::claim_id::ClaimId;
use super::former::former;
use super::ledger::Ledger;
use super::quantity::{QuantityId, UnknownId};
use super::statement::{Names, predicates};
use super::table::{Row, Table};
use crate::diagnostic::Diagnostic;
use crate::verdict::Verdict;

/// Columns of a homework's own ledger; the last four are of an earlier version.
const COLUMNS: [&str; 12] = [
    "id", "says", "reported", "check", "place", "expected", "note", "formerly", "part", "quantity",
    "rule", "basis",
];

/// A table, read as a ledger.
pub(super) struct Reader<'a> {
    pub(super) table: &'a Table<'a>,
    names: Names<'a>,
    id: usize,
    pub(super) reported: Option<usize>,
    says: Option<usize>,
    check: Option<usize>,
    /// Of an earlier version: `rule` beside it.
    rule: Option<usize>,
    place: Option<usize>,
    expected: Option<usize>,
    note: Option<usize>,
    formerly: Option<usize>,
}

/// Rules of an earlier version whose `basis` is what `check` is now.
const STATED: [&str; 2] = ["ordering", "behaviour"];
/// Rules of an earlier version that follow from the quantity now.
const DERIVED: [&str; 8] =
    ["exact", "printed", "rounds-to", "derived", "ensemble", "argmax", "structure", "unreported"];

impl<'a> Reader<'a> {
    pub(super) fn new(
        table: &'a Table<'a>,
        names: Names<'a>,
        strict: bool,
    ) -> Result<Self, Box<Diagnostic>> {
        let optional = |name: &str| table.optional(name);
        if strict {
            table.only(&COLUMNS)?;
        }
        let former = optional("check").is_none();
        Ok(Self {
            table,
            names,
            id: table.column("id")?,
            reported: optional("reported"),
            says: optional("says").or(optional("quantity").filter(|_| former)),
            check: optional("check").or(optional("basis")),
            rule: optional("rule").filter(|_| former),
            place: optional("place"),
            expected: optional("expected"),
            note: optional("note"),
            formerly: optional("formerly"),
        })
    }

    fn cell(&self, row: &'a Row, column: Option<usize>) -> &'a str {
        column.map_or("", |column| self.table.cell(row, column).trim())
    }

    pub(super) fn twice(&self, row: &Row, id: &str) -> Box<Diagnostic> {
        let title = format!("claim `{id}` stands here twice");
        self.table.refuse(row, self.id, title, "a second time")
    }

    fn unknown(&self, row: &Row, error: &UnknownId) -> Box<Diagnostic> {
        let mut diagnostic = self.table.refuse(row, self.id, error.to_string(), "unknown id");
        diagnostic.help = Some(error.help());
        diagnostic
    }

    /// A row of a homework's own ledger; with its id if that is of an earlier version.
    pub(super) fn claim(&self, row: &'a Row) -> Result<(Claim, Option<String>), Box<Diagnostic>> {
        let name = self.cell(row, Some(self.id));
        let Names { catalogue, .. } = self.names;
        let rule = self.cell(row, self.rule);
        if let Some(column) = self.rule
            && !STATED.contains(&rule)
            && !DERIVED.contains(&rule)
        {
            return Err(self.table.refuse(row, column, "no such rule", "unknown"));
        }
        let mut check = self.cell(row, self.check);
        let stated = STATED.contains(&rule) || check.starts_with("decades(");
        if self.rule.is_some() && !stated {
            check = "";
        }
        let mut old = None;
        let quantity = QuantityId::read(name, catalogue).or_else(|error| {
            old = former(name, catalogue).filter(|_| self.rule.is_some());
            old.clone().ok_or(error)
        });
        let old = old.map(|_| name.to_owned());
        let mut claim = match (quantity, self.check) {
            (Ok(_), Some(column)) if !check.is_empty() => {
                let title = format!("`{name}` is a quantity of the homework");
                let label = "how it is judged follows from that; a statement needs another id";
                return Err(self.table.refuse(row, column, title, label));
            }
            (Ok(id), _) => match catalogue.get(&id) {
                Some(quantity) => Claim::of(&quantity),
                None => unreachable!("{id} was read from the catalogue"),
            },
            (Err(error), column) if check.is_empty() => {
                let mut diagnostic = self.unknown(row, &error);
                if column.is_some() {
                    let help = diagnostic.help.unwrap_or_default();
                    diagnostic.help = Some(format!("{help}; a statement needs its `check`"));
                }
                return Err(diagnostic);
            }
            (Err(error), column) => {
                let Some(id) = ClaimId::statement(name, catalogue) else {
                    let mut diagnostic = self.unknown(row, &error);
                    diagnostic.help = Some(
                        "a statement's id is a part's name, a dot and letters, digits, `_`, `-` \
                         or `.`"
                            .to_owned(),
                    );
                    return Err(diagnostic);
                };
                self.statement(row, column.unwrap_or(self.id), id, check)?
            }
        };
        let says = self.cell(row, self.says);
        if !says.is_empty() {
            says.clone_into(&mut claim.says);
        }
        claim.mentions = self.mentions(row, &claim, true)?;
        let word = self.cell(row, self.expected);
        claim.expected = Verdict::from_word(word);
        if let (None, false, Some(column)) = (claim.expected, word.is_empty(), self.expected) {
            let known: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.word()).collect();
            let mut error = self.table.refuse(row, column, "no such verdict", "unknown");
            error.help = Some(format!("there are {}", known.join(", ")));
            return Err(error);
        }
        claim.place = self.cell(row, self.place).to_owned();
        claim.note = self.cell(row, self.note).to_owned();
        let formerly = self.cell(row, self.formerly).split_whitespace();
        claim.formerly = formerly.map(str::to_owned).collect();
        Ok((claim, old))
    }

    fn statement(
        &self,
        row: &Row,
        column: usize,
        id: ClaimId,
        check: &str,
    ) -> Result<Claim, Box<Diagnostic>> {
        let cell = self.table.cell(row, column);
        let indent = cell.len() - cell.trim_start().len();
        let predicates = predicates(check, self.names).map_err(|error| {
            let place = error.span.start + indent..error.span.end + indent;
            let mut refusal = self.table.refuse_part(row, column, place, error.title, error.label);
            refusal.help = error.help;
            refusal
        })?;
        if predicates.is_empty() {
            let title = "a statement needs a predicate";
            return Err(self.table.refuse(row, column, title, "none here"));
        }
        Ok(Claim {
            says: String::new(),
            kind: None,
            mentions: Vec::new(),
            checks: vec![Check::Statement(predicates)],
            place: String::new(),
            expected: None,
            note: String::new(),
            formerly: Vec::new(),
            id,
        })
    }

    /// What a submission's id means.
    pub(super) fn known(
        &self,
        row: &Row,
        template: &Ledger,
    ) -> Result<(Claim, Option<String>), Box<Diagnostic>> {
        let name = self.table.cell(row, self.id).trim();
        let catalogue = self.names.catalogue;
        if let Some(claim) = template.find_written(name) {
            let old = (claim.id != *name).then(|| name.to_owned());
            return Ok((claim.clone(), old));
        }
        let (id, old) = match QuantityId::read(name, catalogue) {
            Ok(id) => (id, None),
            Err(error) => match former(name, catalogue) {
                Some(id) => (id, Some(name.to_owned())),
                None => {
                    let near = error.part.as_ref().map_or_else(Vec::new, |part| {
                        let own = |claim: &&Claim| claim.id.part() == Some(part);
                        let statements = template.claims.iter().filter(own);
                        let mut near: Vec<String> =
                            statements.map(|claim| claim.id.to_string()).collect();
                        near.extend(
                            error
                                .near
                                .iter()
                                .filter(|id| !near.contains(id))
                                .cloned()
                                .collect::<Vec<_>>(),
                        );
                        near
                    });
                    return Err(self.unknown(row, &UnknownId { near, ..error }));
                }
            },
        };
        if let Some(claim) = template.of_quantity(&id) {
            return Ok((claim.clone(), old));
        }
        let quantity = catalogue.get(&id).map(|quantity| Claim::of(&quantity));
        Ok((quantity.unwrap_or_else(|| unreachable!("{id} was read from the catalogue")), old))
    }
}
