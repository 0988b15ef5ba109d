//! From a document to a ledger of its claims, with every place, and an account of every number.

use std::collections::HashSet;

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
use super::settings::rule_word;
use super::statements::{InWords, in_words};
use super::unit::UnitKind;
use super::{Fits, Report};
use crate::diagnostic::InputError;
use crate::homework::{Claim, ClaimId, Homework, Ledger, Minimisation, PartId, QuantityId};

/// More numbers than any report states in prose; beyond, a file is data.
const NUMBERS_LIMIT: usize = 5_000;

/// Reads the claims of a document.
///
/// # Errors
/// More numbers than a report has; nothing that the homework asks for.
pub(super) fn extract(
    document: Document,
    homework: &Homework,
    rules: &Rules,
    fits: Fits,
) -> Result<Report, InputError> {
    let Homework { assignment, ledger: template, .. } = homework;
    let units = units(&document, &rules.parts);
    let mut walk = Walk::default();
    let (mut numbers, mut words): (Vec<Number>, Vec<InWords>) = (Vec::new(), Vec::new());
    let mut coded = Vec::new();
    for unit in &units {
        if unit.kind == UnitKind::Code {
            coded.extend(code_settings(unit, &document.text, rules));
            continue;
        }
        let reading = Reading::new(unit, &document.text, rules);
        numbers.extend(walk.numbers(&reading, rules));
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
    numbers.iter_mut().for_each(|number| among_runs(number, homework, fits));
    let mut ids: Vec<&ClaimId> = template.claims.iter().map(|claim| &claim.id).collect();
    for number in &numbers {
        if let Meaning::Claim { id, .. } = &number.meaning
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    let mut builder = Builder::new(&document.text, homework);
    for id in ids {
        builder.add(id, &numbers, &words);
    }
    builder.sort();
    let said: HashSet<&PartId> = units.iter().filter_map(|unit| unit.part.as_ref()).collect();
    builder.unreported(&said);
    let Builder { claims, mentions, loose, .. } = builder;
    if mentions.is_empty() {
        return Err(nothing_found(&document, &assignment.parts()));
    }
    let stated = |id: &ClaimId| claims.iter().any(|claim: &Claim| claim.id == *id);
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
        ledger: Ledger { claims, notes: Vec::new() },
        mentions,
        numbers,
        unstated,
        own,
        differences,
        document,
    })
}

/// Of several runs of one rule in a part, the one whose number it is.
fn among_runs(number: &mut Number, homework: &Homework, fits: Fits) {
    let (Meaning::Claim { id, .. }, LiteralValue::Printed(printed)) =
        (&mut number.meaning, &number.literal.value)
    else {
        return;
    };
    let Some(own) = id.quantity() else { return };
    let runs = || homework.assignment.runs().filter(|run| run.id.part == *own.part());
    let Some(run) = runs().find(|run| run.id == own.of) else { return };
    let same = |other: &&Minimisation| rule_word(other) == rule_word(run) && other.id != run.id;
    if fits(own, printed) {
        return;
    }
    let others: Vec<QuantityId> = runs()
        .filter(same)
        .map(|other| QuantityId::of_run(&other.id, own.what))
        .filter(|other| fits(other, printed))
        .collect();
    if let [other] = &others[..] {
        *id = other.clone().into();
    }
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

fn nothing_found(document: &Document, parts: &[&PartId]) -> InputError {
    let parts: Vec<&str> = parts.iter().map(|part| part.as_str()).collect();
    InputError::Argument(format!(
        "{}: no claim of the homework found; a section begins with a heading that names its part \
         ({}), and numbers follow their labels, such as `Final function value:`",
        document.origin,
        parts.join(", ")
    ))
}
