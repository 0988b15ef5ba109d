//! The settings of a report's own code as a homework.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::InputError;
use crate::homework::Homework;
use crate::read::NothingKnown;
use crate::read::Reader;
use crate::read::Submission;
use crate::read::Words;
use crate::read::open;
use crate::read::own_settings;
use crate::shown;

/// The built-in homework under the settings of a report's own code.
///
/// # Errors
/// A file that is no report.
pub fn own_homework(path: &Path) -> Result<Homework, InputError> {
    let homework = Homework::built_in()?;
    let Submission::Report(document) = open(path)? else {
        let message = format!("{} is a table of numbers, not a report", shown::path(path));
        return Err(InputError::Argument(message));
    };
    let words = Arc::new(Words::of(&homework)?);
    let reader = Reader::new(&homework, words, &NothingKnown);
    let own = own_settings(&document, &reader).assignment;
    Ok(match own {
        Some(own) => homework.with(*own),
        None => homework,
    })
}
