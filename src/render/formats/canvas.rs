//! Canvas's own export of a gradebook, with one column filled in: what its import takes.

use std::ops::Range;

use super::finding::plain;
use crate::diagnostic::Diagnostic;
use crate::grade::gradebook::{Entry, Score};
use crate::homework::table::Table;

/// Columns by which Canvas knows a student, and that a file's name may hold.
const KEYS: [&str; 3] = ["ID", "SIS User ID", "SIS Login ID"];
/// The column of names.
const STUDENT: &str = "Student";

/// The export with points, and what did not go in.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The table: the same but for that column.
    pub table: String,
    /// Sentences for whoever imports it.
    pub notes: Vec<String>,
}

/// Fills in the column of an assignment, by its whole head or its name without Canvas's number.
/// Of submissions as Canvas hands them out, `doejane_4711_90210_report.md`, the second or third
/// piece is the student's `ID`; of others the name of the file or of its folder is an `ID`, a
/// login, or the student's name. Cells of students without a submission stay as they are.
///
/// # Errors
/// No such column, no column that names students, or a cell that is no table's.
pub fn fill(
    roster: &str,
    origin: &str,
    column: &str,
    entries: &[Entry],
) -> Result<Filled, Box<Diagnostic>> {
    let table = Table::read(roster, origin)?;
    let target = table.column_where(column, |head| {
        let head = head.trim();
        head == column
            || head.strip_suffix(')').is_some_and(|head| {
                let name =
                    head.rsplit_once(" (").filter(|(_, id)| id.bytes().all(|b| b.is_ascii_digit()));
                name.is_some_and(|(name, _)| name == column)
            })
    })?;
    let student = table.column(STUDENT)?;
    let keys: Vec<usize> = KEYS.iter().filter_map(|name| table.optional(name)).collect();
    let mut owners: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
    for (index, row) in table.rows.iter().enumerate() {
        let ids: Vec<&str> = keys.iter().map(|&key| table.cell(row, key).trim()).collect();
        let name = letters(table.cell(row, student));
        for (entry, owners) in entries.iter().zip(&mut owners) {
            if is_of(&entry.submission, &ids, &name) {
                owners.push(index);
            }
        }
    }
    let mut notes = Vec::new();
    let mut cells: Vec<(Range<usize>, String)> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    for (entry, owners) in entries.iter().zip(&owners) {
        let name = &entry.submission;
        match (&owners[..], &entry.outcome) {
            ([], _) => notes.push(format!("{name}: no student of {origin}")),
            ([_, _, ..], _) => notes.push(format!("{name}: more than one student of {origin}")),
            ([row], _) if taken.contains(row) => {
                notes.push(format!("{name}: a second submission of one student, left out"));
            }
            ([row], Err(why)) => {
                taken.push(*row);
                notes.push(format!("{name}: no points, left for a person: {why}"));
            }
            ([row], Ok(score)) => {
                taken.push(*row);
                notes.extend(undecided(name, score));
                cells.push((table.span(&table.rows[*row], target), plain(&score.points)));
            }
        }
    }
    cells.sort_by_key(|(span, _)| span.start);
    let mut filled = String::with_capacity(roster.len());
    let mut from = 0;
    for (span, points) in cells {
        filled += &roster[from..span.start];
        filled += &points;
        from = span.end;
    }
    filled += &roster[from..];
    Ok(Filled { table: filled, notes })
}

fn undecided(name: &str, score: &Score) -> Option<String> {
    let points = plain(&score.undecided);
    (points != "0").then(|| format!("{name}: {points} points more, for a person to decide"))
}

/// Whether a file is of a student.
fn is_of(submission: &str, ids: &[&str], name: &str) -> bool {
    let mut pieces = submission.rsplit(['/', '\\']);
    let file = pieces.next().unwrap_or_default();
    let folder = pieces.next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    [stem, folder].into_iter().any(|piece| {
        let own = |id: &&str| {
            !id.is_empty() && (*id == piece || piece.split('_').skip(1).take(2).any(|p| p == *id))
        };
        ids.iter().any(own) || !name.is_empty() && same_name(piece, name)
    })
}

/// "Doe, Jane" is `doejane`, and `janedoe` to a student who names a file.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || *c == ',').flat_map(char::to_lowercase).collect()
}

fn same_name(piece: &str, name: &str) -> bool {
    let piece: String = letters(piece).replace(',', "");
    match name.split_once(',') {
        Some((last, first)) => {
            piece == format!("{last}{first}") || piece == format!("{first}{last}")
        }
        None => piece == name,
    }
}
