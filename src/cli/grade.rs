//! `verigrad grade FILE`: one report, or one table of numbers.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::arguments::{FormatArgument, GradeArguments};
use super::failure::Failure;
use super::formats::{in_format, points, unusable};
use super::new::write_folder;
use super::options::OutputOption;
use super::present::{FILES, present};
use super::progress::Bar;
use super::terminal::{print, say, status};
use crate::grade::{Grader, OnDemand};
use crate::read::open;
use crate::render::formats::Findings;
use crate::shown;

/// Time for rows that are made on demand, if none is given.
const BUDGET: Duration = Duration::from_secs(60);

/// Said of a folder, and of more than one file.
const SEVERAL: &str = "several submissions need --gradebook FILE for their rows";

pub(super) fn grade_one(arguments: &GradeArguments) -> Result<ExitCode, Failure> {
    let [file] = &arguments.files[..] else { return Err(Failure::argument(SEVERAL)) };
    let origin = shown::path(file);
    let graded = grade_file(arguments, file, &origin);
    if let (Err(failure), Some(format)) = (&graded, format_of(arguments)?) {
        // A platform that finds no document takes the submission for lost.
        print(&unusable(format, &origin, &failure.message()))?;
    }
    graded
}

/// The format of another program, if one is asked for that this command can give.
fn format_of(arguments: &GradeArguments) -> Result<Option<FormatArgument>, Failure> {
    match arguments.format {
        Some(FormatArgument::Json) => Ok(None),
        Some(FormatArgument::Canvas) => Err(Failure::argument(
            "--format canvas is of a class: it needs --gradebook and --roster",
        )),
        format => Ok(format),
    }
}

fn grade_file(arguments: &GradeArguments, file: &Path, origin: &str) -> Result<ExitCode, Failure> {
    let format = format_of(arguments)?;
    if file.is_dir() {
        return Err(Failure::argument(SEVERAL));
    }
    if arguments.points.is_some() && format.is_none() {
        let message = "--points is for --gradebook, or for a --format that has points";
        return Err(Failure::argument(message));
    }
    arguments.threads.apply()?;
    arguments.folder.look(&FILES)?;
    let mut output = arguments.output;
    output.json |= arguments.format == Some(FormatArgument::Json);
    let homework = arguments.homework.load()?;
    let points = points(arguments, &homework)?;
    let submission = open(file)?;
    let rows = arguments.rows.load(&homework)?;
    let start = Instant::now();
    let bar = Bar::new(!output.quiet);
    let listener = |progress| bar.hear(progress);
    let images = || arguments.mnist.load(&homework);
    let budget = arguments.budget.unwrap_or(BUDGET);
    let on_demand = OnDemand { budget, images: &images, listener: &listener };
    let grader = Grader::new(&homework, rows, &listener)?.on_demand(on_demand);
    let graded = grader.grade(submission, origin)?;
    bar.finish();
    let own = graded.own.as_deref().unwrap_or(&homework);
    let folder = arguments.folder.prepare()?;
    if let Some(target) = &arguments.write_homework {
        write_folder(target, own)?;
    }
    let shown_here = OutputOption { quiet: output.quiet || format.is_some(), ..output };
    present(&grader, &graded, origin, start, &folder, shown_here)?;
    if let Some(format) = format {
        let findings = Findings::of(&graded, &homework, &points, origin);
        print(&in_format(format, &findings, start.elapsed())?)?;
    }
    if let Some(target) =
        arguments.write_homework.as_ref().filter(|_| !shown_here.quiet && !output.json)
    {
        say(format!("The report's own settings as a homework: {}\n", shown::path(target)))?;
    }
    Ok(status(!graded.fails(arguments.fail_on.into())))
}
