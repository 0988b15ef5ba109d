//! `verigrad ensemble`: making rows, and putting files of rows together.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::{EnsembleAction, EnsembleArguments};
use super::failure::Failure;
use super::progress::Bar;
use super::terminal::print;
use crate::ensemble::{Columns, Plan, extend, merge};
use crate::homework::Homework;
use crate::render::OutputFolder;

pub(super) fn ensemble(arguments: &EnsembleArguments) -> Result<ExitCode, Failure> {
    if let Some(EnsembleAction::Merge { files, out, homework, quiet }) = &arguments.action {
        return put_together(files, out, &homework.load()?, *quiet);
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
    let images = arguments.mnist.load()?;
    let bar = Bar::new(!arguments.quiet);
    let listener = |progress| bar.hear(progress);
    let (known, made) = extend(out, &homework.assignment.nets, &plan, &images, &listener)?;
    bar.finish();
    if !arguments.quiet {
        let total = known + made;
        print(&format!("{made} rows made, {total} in {}\n", out.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn put_together(
    files: &[PathBuf],
    out: &Path,
    homework: &Homework,
    quiet: bool,
) -> Result<ExitCode, Failure> {
    let nets = &homework.assignment.nets;
    let ensemble = merge(files, nets)?;
    write(out, &ensemble.text(&Columns::of(nets)))?;
    if !quiet {
        print(&format!("{} rows in {}\n", ensemble.rows.len(), out.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let missing = || Failure::argument(format!("{} names no file", path.display()));
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(missing)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(OutputFolder::prepare(folder.unwrap_or(Path::new(".")))?.write(&[(name, text)])?)
}
