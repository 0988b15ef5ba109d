//! Tables that lie on their side: their first column names settings, and each further column is a
//! run. They are turned, so that each run is a row like those of other tables.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::shapes::has_digit;
use crate::read::language::text::Text;
use crate::read::layout::block::Table;

/// The name of a setting and nothing else.
static SETTING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^\W*(?:(?:best|winning|chosen) )?(?:optimi[sz]er|optimi[sz]ation method|opt|optimierer",
        r"|(?:hidden|verborgene) (?:units|neurons|neuronen|einheiten)|hidden|units|neurons|neurones",
        r"|neuronen|lr|η|eta|(?:learning[ -])?rate|lernrate|weight[ -]decay|wd|decay",
        r"|(?P<method>momentum|inertie))\W*$"
    ))
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+(?:[.,]\d+)?"));

/// A number with more significant digits is measured, unless it counts something.
const SETTING_DIGITS: usize = 2;
/// A count with more digits is no count of units.
const COUNT_DIGITS: usize = 3;

/// Turns a table if its first column names settings.
pub(super) fn turned(table: &mut Table) {
    let width = table.rows.first().map_or(0, Vec::len);
    let even = width > 1 && table.rows.iter().all(|row| row.len() == width);
    if table.heads != 1 || !even || !names_settings(&table.rows) {
        return;
    }
    let column = |column: usize| table.rows.iter().map(|row| row[column].clone()).collect();
    table.rows = (0..width).map(column).collect();
}

/// Whether rows are settings of the columns: at least two by their names, one of which is no
/// method; or one below heads that are words.
fn names_settings(rows: &[Vec<Text>]) -> bool {
    let Some((heads, body)) = rows.split_first() else { return false };
    let named = |row: &&Vec<Text>| SETTING.is_match(&row[0]);
    let settings: Vec<&Vec<Text>> = body.iter().filter(named).collect();
    let is_method = |row: &Vec<Text>| {
        SETTING.captures(&row[0]).is_some_and(|found| found.name("method").is_some())
    };
    let sure = settings.iter().filter(|row| !is_method(row)).count();
    let values = settings.iter().all(|row| row[1..].iter().all(|cell| is_setting(cell)));
    let words =
        heads[1..].iter().all(|head| head.contains(char::is_alphabetic) && !has_digit(head));
    let results = body.len() > settings.len();
    results && values && (sure > 0 && settings.len() > 1 || sure == 1 && words)
}

/// Whether no number of a cell is measured.
fn is_setting(cell: &str) -> bool {
    let is_setting = |number: regex::Match| {
        let significant = number.as_str().replace(['.', ','], "");
        let significant = significant.trim_matches('0').len();
        let count = number.len() <= COUNT_DIGITS && !number.as_str().contains(['.', ',']);
        significant <= SETTING_DIGITS || count
    };
    !cell.contains('%') && NUMBER.find_iter(cell).all(is_setting)
}

#[cfg(test)]
mod tests {
    use super::super::shown::{cells, table};
    use super::*;

    fn read(file: &str) -> Vec<Vec<String>> {
        let mut table = table(file);
        turned(&mut table);
        cells(&table, file)
    }

    #[test]
    fn runs_become_rows() {
        let rows = read(
            "|#1|#2\noptimizer|Adam|SGD\nrate|0.001|0.1\nmomentum|n/a|0.8\nright|0.9699|0.9712",
        );
        assert_eq!(rows[0], ["", "optimizer", "rate", "momentum", "right"]);
        assert_eq!(rows[2], ["#2", "SGD", "0.1", "0.8", "0.9712"]);
        let rows = read("|SGD|Adam\nwinning rate|0.1|0.001\ntest acc., epoch 1|0.5|0.25");
        assert_eq!(rows[1], ["SGD", "0.1", "0.5"]);
    }

    #[test]
    fn rows_of_methods_stay() {
        for file in [
            "method|f|distance\nGD|0.5|0.25\nmomentum|0.75|0.125",
            "rate|right|wrong\n0.1|0.5|5000\n0.01|0.75|2500",
            "|first|last\nrate|0.9677|0.9607\nother|0.5|0.5",
            "|#1|#2\nrate|0.1|0.2\nright|0.5|0.5",
            "|SGD|Adam\nrate|0.1|0.001",
        ] {
            assert_eq!(read(file), read_only(file));
        }
    }

    fn read_only(file: &str) -> Vec<Vec<String>> {
        cells(&table(file), file)
    }
}
