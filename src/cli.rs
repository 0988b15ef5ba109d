//! Arguments, progress bars, exit status.

mod arguments;
mod check;
mod check_optimiser;
mod ensemble;
mod failure;
mod formats;
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
mod submissions;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

pub use arguments::Arguments;
use arguments::Command;
use failure::Failure;
use terminal::{complain, print};

use crate::shown::{Shown, brief};

/// Exit status when the input could not be used.
const UNUSABLE: u8 = 2;
/// Exit status of a fault of the program itself, or of a system that gives too little.
const FAULT: u8 = 3;

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    // What a panic says may be somebody's text.
    std::panic::set_hook(Box::new(|panic| complain(&Shown::text(panic.to_string()))));
    let failure = match std::panic::catch_unwind(parse_and_dispatch) {
        Ok(Ok(code)) => return code,
        Ok(Err(failure)) => failure,
        // The hook has said where; this says whose it is.
        Err(_) => {
            complain(&Shown::text(Failure::PANIC));
            return ExitCode::from(FAULT);
        }
    };
    complain(&failure.render(progress::colour(&std::io::stderr())));
    ExitCode::from(if failure.is_status_3() { FAULT } else { UNUSABLE })
}

fn parse_and_dispatch() -> Result<ExitCode, Failure> {
    match Arguments::try_parse() {
        Ok(arguments) => dispatch(&arguments),
        Err(answer) => answered(&answer),
    }
}

/// Help, the version, or what is wrong with the arguments.
fn answered(answer: &clap::Error) -> Result<ExitCode, Failure> {
    let colour = match answer.use_stderr() {
        true => progress::colour(&std::io::stderr()),
        false => progress::colour(&std::io::stdout()),
    };
    let plain = answer.render().to_string();
    let text = match plain.len() <= ANSWER_LIMIT {
        true => Shown::coloured(colour, |colour| match colour {
            true => answer.render().ansi().to_string(),
            false => plain.clone(),
        }),
        false => Shown::text(brief(&plain, ANSWER_LIMIT)),
    };
    if answer.use_stderr() {
        complain(&text);
        return Ok(ExitCode::from(UNUSABLE));
    }
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// More bytes than any help has.
const ANSWER_LIMIT: usize = 5_000;

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
