//! `verigrad grade DIR_OR_FILES… --gradebook grades.csv`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::arguments::{FormatArgument, GradeArguments};
use super::failure::Failure;
use super::formats::points;
use super::progress::Bar;
use super::submissions::Submissions;
use super::terminal::{note, print, say, status};
use crate::diagnostic::{InputError, read_text};
use crate::grade::gradebook::{Entry, entry, flag_shared};
use crate::grade::{Grader, OnDemand};
use crate::output::{Mark, OutputFile, OutputFolder};
use crate::read::open;
use crate::render::formats::canvas;
use crate::render::{gradebook, json};
use crate::shown::{self, Shown};
use crate::verdict::FailOn;

/// The largest export of a gradebook, in bytes.
const ROSTER_LIMIT: u64 = 20_000_000;

/// Why a submission has no verdicts that ought to have some.
const FAULT: &str = "not graded, by a fault of verigrad itself";

/// Canvas's export and its name, where its format is asked for.
fn roster(arguments: &GradeArguments) -> Result<Option<(String, String)>, Failure> {
    match (arguments.format, &arguments.roster) {
        (Some(FormatArgument::Canvas), Some(path)) => {
            Ok(Some((read_text(path, ROSTER_LIMIT)?, shown::path(path))))
        }
        (Some(FormatArgument::Canvas), None) => {
            Err(Failure::argument("--format canvas needs --roster, the export of its gradebook"))
        }
        (_, Some(_)) => Err(Failure::argument("--roster is for --format canvas")),
        (None | Some(FormatArgument::Json | FormatArgument::Csv), None) => Ok(None),
        (Some(_), None) => {
            Err(Failure::argument("of a class there are the formats csv, json and canvas"))
        }
    }
}

/// Grades every file, in parallel, against one re-run, and writes a row for each.
pub(super) fn grade_class(arguments: &GradeArguments) -> Result<ExitCode, Failure> {
    let Some(table) = &arguments.gradebook else {
        return Err(Failure::internal("a class was graded without a gradebook"));
    };
    let roster = roster(arguments)?;
    arguments.threads.apply()?;
    let mut output = arguments.output;
    output.json |= arguments.format == Some(FormatArgument::Json);
    let overwrite = arguments.folder.force.overwrite();
    let file = OutputFile::find(table, Mark::GRADEBOOK, overwrite)?;
    let homework = arguments.homework.load()?;
    let own: Vec<&Path> = [Some(table), arguments.points.as_ref(), arguments.roster.as_ref()]
        .into_iter()
        .flatten()
        .map(PathBuf::as_path)
        .collect();
    let mut submissions = Submissions::without(&own);
    arguments.files.iter().for_each(|path| submissions.add(path));
    let submissions = submissions.found;
    if submissions.is_empty() {
        return Err(Failure::argument("no file to grade in there"));
    }
    let points = points(arguments, &homework)?;
    let rows = arguments.rows.load(&homework)?;
    let bar = Bar::new(!output.quiet);
    let listener = |progress| bar.hear(progress);
    let images = || arguments.mnist.load(&homework);
    // A class waits for nobody's own settings unless it is asked to.
    let budget = arguments.budget.unwrap_or_default();
    let on_demand = OnDemand { budget, images: &images, listener: &listener };
    let grader = Grader::new(&homework, rows, &listener)?.on_demand(on_demand);
    // Tried before anything takes time.
    OutputFolder::prepare(file.folder(), overwrite)?;
    let fail_on = FailOn::from(arguments.fail_on);
    let faults = AtomicUsize::new(0);
    let graded = |(path, problem): (PathBuf, Option<InputError>)| {
        let origin = shown::path(&path);
        let grade = || {
            let submission = problem.map_or_else(|| open(&path), Err);
            submission.and_then(|submission| grader.grade(submission, &origin))
        };
        // A fault in one submission is no reason to lose the others.
        let graded = catch_unwind(AssertUnwindSafe(grade)).unwrap_or_else(|_| {
            faults.fetch_add(1, Ordering::Relaxed);
            Err(InputError::Argument(format!("{origin}: {FAULT}")))
        });
        entry(origin, graded, &homework.ledger, &points, fail_on)
    };
    let mut entries: Vec<Entry> = submissions.into_par_iter().map(graded).collect();
    bar.finish();
    flag_shared(&mut entries);
    let faults = faults.into_inner();
    if faults == 0 && entries.iter().all(|entry| entry.outcome.is_err()) {
        return Err(Failure::argument(format!(
            "none of the files could be used:\n{}",
            gradebook::lines(&entries).trim_end()
        )));
    }
    file.write(&gradebook::table(&entries).map_err(Failure::internal)?)?;
    if let Some((roster, origin)) = &roster {
        let column = arguments.column.as_deref().unwrap_or(&homework.assignment.title);
        let filled = canvas::fill(roster, origin, column, &entries)?;
        filled.notes.iter().for_each(|text| note(text));
        print(&Shown::table(&filled.table))?;
    } else if arguments.format == Some(FormatArgument::Csv) {
        print(&Shown::text(gradebook::table(&entries).map_err(Failure::internal)?))?;
    } else if output.json {
        print(&json::text(&gradebook::json(&entries)))?;
    } else if !output.quiet {
        points.notes.iter().for_each(|text| note(text));
        say(gradebook::lines(&entries))?;
        say(format!("The gradebook: {}\n", shown::path(table)))?;
    }
    if faults > 0 {
        return Err(Failure::internal(format!("{faults} submissions could not be graded")));
    }
    let fine = |entry: &Entry| entry.outcome.as_ref().is_ok_and(|score| !score.fails);
    Ok(status(entries.iter().all(fine)))
}
