//! The settings of a report's own code as a homework.

use std::path::Path;

use crate::diagnostic::InputError;
use crate::homework::Homework;
use crate::report::{Report, Rules, Submission, open};

/// The built-in homework under the settings of a report's own code.
///
/// # Errors
/// A file that is no report, or one without a claim of the homework.
pub fn own_homework(path: &Path) -> Result<Homework, InputError> {
    let homework = Homework::built_in()?;
    let Submission::Report(document) = open(path)? else {
        let message = format!("{} is a table of numbers, not a report", path.display());
        return Err(InputError::Argument(message));
    };
    let report = Report::of(*document, &homework, &Rules::of(&homework)?, &|_, _| false)?;
    Ok(match report.own {
        Some(own) => homework.with(*own),
        None => homework,
    })
}
