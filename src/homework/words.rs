//! Which words of a table speak of what a homework still has.

use super::quantity::QuantityId;
use super::statement::predicates;
use super::table::Table;
use super::{Homework, Setting, What};

/// Whether all rows of a table of words speak of claims, parts and runs that the homework has.
pub(super) fn speak_of(text: &str, homework: &Homework) -> bool {
    let Ok(table) = Table::read(text, "words.csv") else { return false };
    let column = |name: &str| table.column(name).ok();
    let (Some(kind), Some(name), Some(part), Some(basis)) =
        (column("kind"), column("name"), column("part"), column("basis"))
    else {
        return false;
    };
    table.rows.iter().all(|row| {
        let cell = |column: usize| table.cell(row, column).trim();
        let read = |text: &str| QuantityId::read(text, &homework.catalogue).is_ok();
        let named = match cell(kind) {
            "claim" | "statement" => {
                homework.ledger.find_written(cell(name)).is_some() || read(cell(name))
            }
            "quantity" | "winner" => What::from_word(cell(name)).is_some(),
            "setting" | "code" => Setting::from_word(cell(name)).is_some(),
            _ => true,
        };
        let placed = cell(part).is_empty() || homework.assignment.find_part(cell(part)).is_some();
        let based = match cell(basis).split_once('>') {
            Some((greater, smaller)) => read(greater) && read(smaller),
            None => predicates(cell(basis), homework.names()).is_ok(),
        };
        named && placed && based
    })
}
