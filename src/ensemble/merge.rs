//! Putting files of rows together.

use std::path::{Path, PathBuf};

use super::file::{LIMIT, own_rows};
use super::rows_file::RowsFile;
use super::{Columns, Ensemble};
use crate::diagnostic::{InputError, read_text};
use crate::homework::NetPart;
use crate::output::{Mark, OutputFile, Overwrite};
use crate::shown;

/// The rows of several files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// All of them, ascending by seed.
    pub ensemble: Ensemble,
    /// Files that end in half a row, which is left out.
    pub halves: Vec<PathBuf>,
}

/// All rows of several files.
///
/// # Errors
/// As [`super::read_own`]; two files that disagree about a seed.
pub fn merge(paths: &[PathBuf], parts: &[NetPart]) -> Result<Merged, InputError> {
    let mut merged = Merged::default();
    for path in paths {
        let text = read_text(path, LIMIT)?;
        let own = own_rows(&text, &shown::path(path), parts)?;
        if own.has_half(&text) {
            merged.halves.push(path.clone());
        }
        for (seed, row) in own.ensemble.rows {
            if merged.ensemble.rows.get(&seed).is_some_and(|known| *known != row) {
                let message = format!("{} has another row of seed {seed}", shown::path(path));
                return Err(InputError::Argument(message));
            }
            merged.ensemble.rows.insert(seed, row);
        }
    }
    Ok(merged)
}

impl Merged {
    /// Writes them to a file, in place of rows that are all among them.
    ///
    /// # Errors
    /// The file holds something else, and may not be written over; another process writes to it;
    /// what the system says.
    pub fn write(
        &self,
        path: &Path,
        parts: &[NetPart],
        overwrite: Overwrite,
    ) -> Result<(), InputError> {
        OutputFile::find(path, Mark::ROWS, overwrite)?;
        let mut file = RowsFile::open(path)?;
        if overwrite == Overwrite::Own {
            let there = own_rows(&file.text()?, &shown::path(path), parts)?.ensemble;
            let missing = |(seed, row)| self.ensemble.rows.get(seed) != Some(row);
            if there.rows.iter().any(missing) {
                return Err(InputError::Argument(format!(
                    "{} has rows that none of the files has: name it among them, or --force to \
                     lose its own",
                    shown::path(path)
                )));
            }
        }
        file.replace(&self.ensemble.text(&Columns::of(parts)))
    }
}
