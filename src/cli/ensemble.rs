//! `verigrad ensemble`: making rows, and putting files of rows together.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::{EnsembleAction, EnsembleArguments};
use super::failure::Failure;
use super::options::ForceOption;
use super::progress::Bar;
use super::terminal::{note, say};
use crate::ensemble::{Extended, Plan, extend, merge};
use crate::homework::Homework;
use crate::measure::expected_rows;
use crate::shown;

pub(super) fn ensemble(arguments: &EnsembleArguments) -> Result<ExitCode, Failure> {
    if let Some(EnsembleAction::Merge { files, out, homework, force, quiet }) = &arguments.action {
        return put_together(files, out, &homework.load()?, *force, *quiet);
    }
    arguments.threads.apply()?;
    let homework = arguments.homework.load()?;
    let (Some(out), Some(rows)) = (&arguments.out, &arguments.rows) else {
        return Err(Failure::internal("rows were asked for without --rows or --out"));
    };
    if homework.assignment.nets.is_empty() {
        return Err(Failure::argument("this homework has no nets, so nothing in it is random"));
    }
    let plan = Plan { rows: rows.clone(), shard: arguments.shard.unwrap_or((0, 1)) };
    let images = arguments.mnist.load(&homework)?;
    let threads = arguments.threads.count();
    arguments.budget.hold(|| {
        let nets: Vec<_> = homework.assignment.nets.iter().collect();
        expected_rows(&nets, &images, plan.count() as f64, threads)
    })?;
    let bar = Bar::new(!arguments.quiet);
    let listener = |progress| bar.hear(progress);
    let extended = extend(out, &homework.assignment.nets, &plan, &images, threads, &listener);
    bar.finish();
    let Extended { known, made } = extended?;
    if !arguments.quiet {
        let total = known + made;
        say(format!("{made} rows made, {total} in {}\n", shown::path(out)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn put_together(
    files: &[PathBuf],
    out: &Path,
    homework: &Homework,
    force: ForceOption,
    quiet: bool,
) -> Result<ExitCode, Failure> {
    let nets = &homework.assignment.nets;
    let merged = merge(files, nets)?;
    for half in &merged.halves {
        note(&format!("{} ends in half a row, which is left out", shown::path(half)));
    }
    merged.write(out, nets, force.overwrite())?;
    if !quiet {
        say(format!("{} rows in {}\n", merged.ensemble.rows.len(), shown::path(out)))?;
    }
    Ok(ExitCode::SUCCESS)
}
