//! `verigrad grade DIR_OR_FILES… --gradebook grades.csv`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;

use super::arguments::Common;
use super::commands::{internal, print, status};
use super::ensemble::stored_rows;
use super::progress::Bar;
use crate::assignment::Assignment;
use crate::diagnostic::{InputError, read_text};
use crate::gradebook::{Entry, Points, entry, flag_shared};
use crate::grader::Grader;
use crate::render::{OutputFolder, gradebook, json};
use crate::report::open;

/// Folders within folders that are searched for submissions.
const DEPTH_LIMIT: usize = 8;
/// The largest table of points, in bytes.
const POINTS_LIMIT: u64 = 1_000_000;

/// Grades every file, in parallel, against one re-run, and writes a row for each.
pub(super) fn grade_all(
    assignment: &Assignment,
    paths: &[PathBuf],
    table: &Path,
    points: Option<&Path>,
    common: &Common,
) -> Result<ExitCode, InputError> {
    let mut files = Vec::new();
    for path in paths {
        collect(path, 0, &mut files)?;
    }
    if files.is_empty() {
        return Err(InputError::Argument("no file to grade in there".to_owned()));
    }
    let points_text = points.map(|path| read_text(path, POINTS_LIMIT)).transpose()?;
    let (Some(name), parent) = (table.file_name().and_then(|name| name.to_str()), table.parent())
    else {
        return Err(InputError::Argument(format!("{} is no file name", table.display())));
    };
    let bar = Bar::new(!common.quiet);
    let rows = stored_rows(assignment, common)?;
    let grader = Grader::new(assignment, rows, &|progress| bar.hear(progress))?;
    bar.finish();
    let points = match (points, points_text) {
        (Some(path), Some(text)) => {
            Points::parse(&text, &path.display().to_string(), grader.template())?
        }
        _ => Points::equal(grader.template()),
    };
    let parent = parent.filter(|parent| !parent.as_os_str().is_empty());
    let folder = OutputFolder::prepare(parent.unwrap_or(Path::new(".")))?;
    let graded = |file: &PathBuf| {
        let origin = file.display().to_string();
        let graded = open(file).and_then(|submission| grader.grade(submission, &origin));
        entry(origin, graded, grader.template(), &points)
    };
    let mut entries: Vec<Entry> = files.par_iter().map(graded).collect();
    flag_shared(&mut entries);
    if entries.iter().all(|entry| entry.outcome.is_err()) {
        return Err(InputError::Argument(format!(
            "none of the files could be used:\n{}",
            gradebook::lines(&entries).trim_end()
        )));
    }
    let rows = gradebook::table(&entries).map_err(internal)?;
    folder.write(&[(name, &rows)])?;
    if common.json {
        print(&json::text(&gradebook::json(&entries)));
    } else if !common.quiet {
        print(&gradebook::lines(&entries));
        print(&format!("The gradebook: {}\n", table.display()));
    }
    let fine = |entry: &Entry| entry.outcome.as_ref().is_ok_and(|score| score.wrong.is_empty());
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
