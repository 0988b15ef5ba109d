//! Arguments, progress bars, exit status.

mod arguments;
mod commands;
mod ensemble;
mod gradcheck;
mod grade_report;
mod gradebook;
mod progress;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

pub use arguments::Arguments;

use crate::diagnostic::InputError;

/// Exit status when the input could not be used.
const UNUSABLE: u8 = 2;

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match commands::run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            let colour = progress::colour(&std::io::stderr());
            let message = match error {
                InputError::At(diagnostic) => diagnostic.render(colour),
                other => format!("error: {other}"),
            };
            // A reader that has gone away changes nothing about the status.
            let _ = writeln!(std::io::stderr(), "{message}");
            ExitCode::from(UNUSABLE)
        }
    }
}
