//! Arguments, progress bars, exit status.

mod arguments;
mod check;
mod check_optimiser;
mod ensemble;
mod failure;
mod gradcheck;
mod grade;
mod gradebook;
mod main_job;
mod new;
mod options;
mod present;
mod progress;
mod read;
mod run;
mod terminal;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

pub use arguments::Arguments;
use arguments::Command;
use failure::Failure;

/// Exit status when the input could not be used.
const UNUSABLE: u8 = 2;
/// Exit status of a fault of the program itself.
const FAULT: u8 = 3;

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match std::panic::catch_unwind(|| dispatch(&arguments)) {
        Ok(Ok(code)) => code,
        Ok(Err(failure)) => {
            let colour = progress::colour(&std::io::stderr());
            // A reader that has gone away changes nothing about the status.
            let _ = writeln!(std::io::stderr(), "{}", failure.render(colour));
            ExitCode::from(if failure.is_a_fault() { FAULT } else { UNUSABLE })
        }
        // The panic has said where; this says whose it is.
        Err(_) => {
            let _ = writeln!(std::io::stderr(), "{}", Failure::PANIC);
            ExitCode::from(FAULT)
        }
    }
}

fn dispatch(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.command {
        None => main_job::main_job(&arguments.main),
        Some(Command::Run(arguments)) => run::run(arguments),
        Some(Command::Grade(arguments)) if arguments.gradebook.is_some() => {
            gradebook::grade_class(arguments)
        }
        Some(Command::Grade(arguments)) => grade::grade_one(arguments),
        Some(Command::Ensemble(arguments)) => ensemble::ensemble(arguments),
        Some(Command::Read(arguments)) => read::read(arguments),
        Some(Command::Gradcheck(arguments)) => gradcheck::gradcheck(arguments),
        Some(Command::CheckOptimiser(arguments)) => check_optimiser::check_optimiser(arguments),
        Some(Command::New(arguments)) => new::new(arguments),
        Some(Command::Check(arguments)) => check::check(arguments),
    }
}
