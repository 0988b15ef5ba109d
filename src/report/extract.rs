//! From a document to a ledger of its claims, with every place, and an account of every number.

use std::collections::HashSet;

use super::Report;
use super::accountant::Accountant;
use super::builder::Builder;
use super::code_settings::code_settings;
use super::cutter::units;
use super::document::{Document, LineKind};
use super::literal::LiteralValue;
use super::numbers::{Meaning, Number, Walk};
use super::own_assignment::own_assignment;
use super::reading::Reading;
use super::rules::Rules;
use super::statements::{InWords, in_words};
use super::unit::UnitKind;
use crate::assignment::Assignment;
use crate::claim::{Claim, Ledger};
use crate::diagnostic::InputError;

/// More numbers than any report states in prose; beyond, a file is data.
const NUMBERS_LIMIT: usize = 5_000;

/// Reads the claims of a document.
///
/// # Errors
/// More numbers than a report has; nothing that the homework asks for.
pub(super) fn extract(
    document: Document,
    assignment: &Assignment,
    template: &Ledger,
    rules: &Rules,
) -> Result<Report, InputError> {
    let parts = assignment.parts();
    let units = units(&document, &parts);
    let mut walk = Walk::default();
    let (mut numbers, mut words): (Vec<Number>, Vec<InWords>) = (Vec::new(), Vec::new());
    let mut coded = Vec::new();
    for unit in &units {
        if unit.kind == UnitKind::Code {
            coded.extend(code_settings(unit, &document.text, rules));
            continue;
        }
        let reading = Reading::new(unit, &document.text, rules);
        numbers.extend(walk.numbers(&reading, rules, template));
        words.extend(in_words(&walk, &reading, rules));
        if numbers.len() > NUMBERS_LIMIT {
            let message = format!(
                "{} has more than {NUMBERS_LIMIT} numbers: this is data, not a report",
                document.origin
            );
            return Err(InputError::Argument(message));
        }
    }
    cut_off(&document, &mut numbers);
    let mut ids: Vec<&str> = template.claims.iter().map(|claim| claim.id.as_str()).collect();
    for number in &numbers {
        if let Meaning::Claim { id, .. } = &number.meaning
            && !ids.contains(&id.as_str())
        {
            ids.push(id);
        }
    }
    let mut builder = Builder::new(&document.text, template, rules);
    for id in ids {
        builder.add(id, &numbers, &words);
    }
    builder.copies();
    let said: HashSet<&str> = units.iter().filter_map(|unit| unit.part.as_deref()).collect();
    builder.unreported(&said);
    let Builder { claims, mentions, loose, .. } = builder;
    if mentions.is_empty() {
        return Err(nothing_found(&document, &parts));
    }
    let stated = |id: &str| claims.iter().any(|claim: &Claim| claim.id == id);
    let unstated = template.claims.iter().filter(|claim| !stated(&claim.id));
    let unstated = unstated.map(|claim| claim.id.clone()).collect();
    let (own, differences) = own_assignment(assignment, &coded);
    let accountant = Accountant {
        assignment: &own,
        differences: &differences,
        mentions: &mentions,
        loose: &loose,
    };
    let numbers = numbers.iter().map(|number| accountant.account(number)).collect();
    let own = (own != *assignment).then(|| Box::new(own));
    Ok(Report {
        ledger: Ledger { claims },
        mentions,
        numbers,
        unstated,
        own,
        differences,
        document,
    })
}

/// A number that the text ends in may have lost digits.
fn cut_off(document: &Document, numbers: &mut [Number]) {
    let end = document.text.trim_end_matches(['*', '`', '$', '_']).len();
    let open = document.lines.last().is_some_and(|line| line.kind != LineKind::Blank);
    if let Some(number) = numbers.last_mut().filter(|number| open && number.literal.span.end == end)
    {
        number.literal.value = LiteralValue::Unclear("the text ends in it, so it may be cut off");
    }
}

fn nothing_found(document: &Document, parts: &[&str]) -> InputError {
    InputError::Argument(format!(
        "{}: no claim of the homework found; a section begins with a heading that names its part \
         ({}), and numbers follow their labels, such as `Final function value:`",
        document.origin,
        parts.join(", ")
    ))
}
