//! `verigrad grade DIR_OR_FILES… --gradebook grades.csv`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;

use super::arguments::GradeArguments;
use super::failure::Failure;
use super::progress::Bar;
use super::terminal::{note, print, status};
use crate::diagnostic::{InputError, read_text};
use crate::grade::gradebook::{Entry, Points, entry, flag_shared};
use crate::grade::{Grader, OnDemand};
use crate::read::open;
use crate::render::{OutputFolder, gradebook, json};
use crate::verdict::FailOn;

/// Folders within folders that are searched for submissions.
const DEPTH_LIMIT: usize = 8;
/// The largest table of points, in bytes.
const POINTS_LIMIT: u64 = 1_000_000;

/// Grades every file, in parallel, against one re-run, and writes a row for each.
pub(super) fn grade_class(arguments: &GradeArguments) -> Result<ExitCode, Failure> {
    let Some(table) = &arguments.gradebook else {
        return Err(Failure::internal("a class was graded without a gradebook"));
    };
    arguments.threads.apply()?;
    let output = arguments.output;
    let homework = arguments.homework.load()?;
    let mut files = Vec::new();
    for path in &arguments.files {
        collect(path, 0, &mut files)?;
    }
    if files.is_empty() {
        return Err(Failure::argument("no file to grade in there"));
    }
    let points = match &arguments.points {
        Some(path) => {
            let text = read_text(path, POINTS_LIMIT)?;
            Points::parse(&text, &path.display().to_string(), &homework)?
        }
        None => Points::equal(&homework.ledger),
    };
    let (Some(name), parent) = (table.file_name().and_then(|name| name.to_str()), table.parent())
    else {
        return Err(Failure::argument(format!("{} is no file name", table.display())));
    };
    let rows = arguments.rows.load(&homework)?;
    let bar = Bar::new(!output.quiet);
    let listener = |progress| bar.hear(progress);
    let images = || arguments.mnist.load();
    // A class waits for nobody's own settings unless it is asked to.
    let budget = arguments.budget.unwrap_or_default();
    let on_demand = OnDemand { budget, images: &images, listener: &listener };
    let grader = Grader::new(&homework, rows, &listener)?.on_demand(on_demand);
    let parent = parent.filter(|parent| !parent.as_os_str().is_empty());
    let folder = OutputFolder::prepare(parent.unwrap_or(Path::new(".")))?;
    let fail_on = FailOn::from(arguments.fail_on);
    let graded = |file: &PathBuf| {
        let origin = file.display().to_string();
        let graded = open(file).and_then(|submission| grader.grade(submission, &origin));
        entry(origin, graded, &homework.ledger, &points, fail_on)
    };
    let mut entries: Vec<Entry> = files.par_iter().map(graded).collect();
    bar.finish();
    flag_shared(&mut entries);
    if entries.iter().all(|entry| entry.outcome.is_err()) {
        return Err(Failure::argument(format!(
            "none of the files could be used:\n{}",
            gradebook::lines(&entries).trim_end()
        )));
    }
    let rows = gradebook::table(&entries).map_err(Failure::internal)?;
    folder.write(&[(name, &rows)])?;
    if output.json {
        print(&json::text(&gradebook::json(&entries)));
    } else if !output.quiet {
        points.notes.iter().for_each(|text| note(text));
        print(&gradebook::lines(&entries));
        print(&format!("The gradebook: {}\n", table.display()));
    }
    let fine = |entry: &Entry| entry.outcome.as_ref().is_ok_and(|score| !score.fails);
    Ok(status(entries.iter().all(fine)))
}

/// A file, or the files of a folder in the order of their names; hidden ones are left out.
fn collect(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), InputError> {
    if !path.is_dir() || depth > DEPTH_LIMIT {
        if !files.contains(&path.to_owned()) {
            files.push(path.to_owned());
        }
        return Ok(());
    }
    let fail = |source| InputError::file("read", path, source);
    let mut inside = Vec::new();
    for item in std::fs::read_dir(path).map_err(fail)? {
        inside.push(item.map_err(fail)?.path());
    }
    inside.sort();
    let hidden = |path: &PathBuf| {
        path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'))
    };
    inside.iter().filter(|path| !hidden(path)).try_for_each(|path| collect(path, depth + 1, files))
}
