//! Rows that are a heading within a table: they say something of the rows below them.

use super::aligned::holds_value;
use super::blanks::shortened;
use super::shapes::has_value;
use crate::read::language::text::Text;
use crate::read::layout::block::Table;

/// Gives the rows below such a row its words, in a column of their own behind the others.
pub(super) fn spread(table: &mut Table) {
    let heads = table.heads.min(table.rows.len());
    let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    let (head, body) = table.rows.split_at_mut(heads);
    let sections: Vec<Option<Text>> = body.iter().map(|row| section(row, width)).collect();
    if !divides(body, &sections) {
        return;
    }
    for row in head.iter_mut() {
        row.resize(width + 1, Text::default());
    }
    let mut current = Text::default();
    for (row, section) in body.iter_mut().zip(sections) {
        row.resize(width, Text::default());
        match section {
            Some(words) => {
                current = shortened(&words);
                row.push(Text::default());
            }
            None => row.push(current.clone()),
        }
    }
}

/// The words of a row that is nothing else: in one cell over all columns, or in the first alone.
fn section(row: &[Text], width: usize) -> Option<Text> {
    let first = row.first()?;
    let is_words = first.chars().filter(|one| one.is_alphabetic()).count() > 1 && !has_value(first);
    let others = &row[1..];
    let spans = row.len() == width && others.iter().all(|cell| cell.as_str() == first.as_str());
    let alone = others.iter().all(|cell| cell.trim().is_empty());
    (is_words && width > 2 && (spans || alone)).then(|| first.clone())
}

/// Whether these rows divide the table: the first row is one, and each has rows of values below.
fn divides(body: &[Vec<Text>], sections: &[Option<Text>]) -> bool {
    let is_row = |row: &Vec<Text>| row[1..].iter().any(|cell| holds_value(cell));
    let count = sections.iter().flatten().count();
    let below = |at: usize| {
        let next = sections.get(at + 1).is_some_and(Option::is_none);
        next && body.get(at + 1).is_some_and(is_row)
    };
    let followed = (0..sections.len()).filter(|at| sections[*at].is_some()).all(below);
    count > 0 && sections.first().is_some_and(Option::is_some) && followed && body.len() > 2 * count
}

#[cfg(test)]
mod tests {
    use super::super::shown::{cells, table};
    use super::*;

    fn read(file: &str) -> Vec<Vec<String>> {
        let mut table = table(file);
        spread(&mut table);
        cells(&table, file)
    }

    #[test]
    fn rows_below_have_the_words_of_their_section() {
        let rows = read(
            "rate|first|last\nSGD||\n0.1|0.5|0.75\n0.5|0.5|0.25\nAdam||\n0.1|0.5|0.75\n1|0.5|1",
        );
        assert_eq!(rows[0], ["rate", "first", "last", ""]);
        assert_eq!(rows[2], ["0.1", "0.5", "0.75", "SGD"]);
        assert_eq!(rows[6], ["1", "0.5", "1", "Adam"]);
    }

    #[test]
    fn a_row_without_results_is_no_section() {
        let file = "run|first|last\nGD|0.5|0.5\nmomentum||\nAdam|0.5|0.75\nall|0.5|0.5";
        assert_eq!(read(file), cells(&table(file), file));
    }
}
