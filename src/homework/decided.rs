//! How many digits of a run's numbers its algorithm decides, as `verigrad run --rounding` found.

use super::table::Table;
use super::{Catalogue, QuantityId};
use crate::diagnostic::Diagnostic;

/// Columns of `rounding.csv`.
pub const COLUMNS: [&str; 5] = ["id", "value", "lowest", "highest", "decided_digits"];

/// The quantities of a table with their digits; rows without, of runs that leave f64, are left
/// out.
///
/// # Errors
/// A table that cannot be read, a quantity that the homework has not, digits that are no number.
pub(super) fn decided(
    text: &str,
    origin: &str,
    catalogue: &Catalogue,
) -> Result<Vec<(QuantityId, usize)>, Box<Diagnostic>> {
    let table = Table::read(text, origin)?;
    table.only(&COLUMNS)?;
    let (id, digits) = (table.column(COLUMNS[0])?, table.column(COLUMNS[4])?);
    let mut decided = Vec::new();
    for row in &table.rows {
        let quantity = QuantityId::read(table.cell(row, id), catalogue).map_err(|unknown| {
            table.refuse(row, id, unknown.to_string(), "not a quantity of this homework")
        })?;
        let text = table.cell(row, digits).trim();
        if text.is_empty() {
            continue;
        }
        let Some(count) = text.parse().ok().filter(|count| (0..=17).contains(count)) else {
            let title = format!("`{text}` is no number of digits");
            return Err(table.refuse(row, digits, title, "0 to 17 is needed"));
        };
        decided.push((quantity, count));
    }
    Ok(decided)
}
