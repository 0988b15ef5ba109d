//! `verigrad grade FILE`: one report, or one table of numbers.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::arguments::GradeArguments;
use super::failure::Failure;
use super::new::write_folder;
use super::present::{FILES, present};
use super::progress::Bar;
use super::terminal::{say, status};
use crate::grade::{Grader, OnDemand};
use crate::read::open;
use crate::shown;

/// Time for rows that are made on demand, if none is given.
const BUDGET: Duration = Duration::from_secs(60);

pub(super) fn grade_one(arguments: &GradeArguments) -> Result<ExitCode, Failure> {
    let file: &Path = match &arguments.files[..] {
        [file] if !file.is_dir() => file,
        _ => {
            let message = "several submissions need --gradebook FILE for their rows";
            return Err(Failure::argument(message));
        }
    };
    arguments.threads.apply()?;
    arguments.folder.look(&FILES)?;
    let output = arguments.output;
    let homework = arguments.homework.load()?;
    let origin = shown::path(file);
    let submission = open(file)?;
    let rows = arguments.rows.load(&homework)?;
    let start = Instant::now();
    let bar = Bar::new(!output.quiet);
    let listener = |progress| bar.hear(progress);
    let images = || arguments.mnist.load(&homework);
    let budget = arguments.budget.unwrap_or(BUDGET);
    let on_demand = OnDemand { budget, images: &images, listener: &listener };
    let grader = Grader::new(&homework, rows, &listener)?.on_demand(on_demand);
    let graded = grader.grade(submission, &origin)?;
    bar.finish();
    let own = graded.own.as_deref().unwrap_or(&homework);
    let folder = arguments.folder.prepare()?;
    if let Some(target) = &arguments.write_homework {
        write_folder(target, own)?;
    }
    present(&grader, &graded, &origin, start, &folder, output)?;
    if let Some(target) =
        arguments.write_homework.as_ref().filter(|_| !output.quiet && !output.json)
    {
        say(format!("The report's own settings as a homework: {}\n", shown::path(target)))?;
    }
    Ok(status(!graded.fails(arguments.fail_on.into())))
}
