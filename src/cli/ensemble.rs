//! The command `ensemble`: making rows, and putting files of rows together.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::arguments::Common;
use super::commands::{load_images, print};
use super::progress::Bar;
use crate::assignment::Assignment;
use crate::diagnostic::InputError;
use crate::ensemble::{Columns, Ensemble, Plan, extend, merge, read};
use crate::measure::Measurements;
use crate::mnist::TEST_IMAGES;
use crate::render::OutputFolder;

/// What `ensemble` takes.
#[derive(Args, Debug)]
#[command(subcommand_negates_reqs = true)]
pub struct EnsembleArguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// Seeds from A to before B, such as 0..199
    #[arg(long, value_name = "A..B", required = true, allow_hyphen_values = true, value_parser = rows)]
    rows: Option<std::ops::Range<i64>>,
    /// Only every N-th of them, starting with the I-th, counted from 0
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<(u64, u64)>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Put files of rows together into the one that --out names
    Merge {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

fn rows(text: &str) -> Result<std::ops::Range<i64>, String> {
    let number = |text: &str| text.parse::<i64>().ok();
    let (start, end) = text
        .split_once("..")
        .and_then(|(start, end)| Some((number(start)?, number(end)?)))
        .ok_or("two whole numbers such as 0..199")?;
    if start < end { Ok(start..end) } else { Err("the first must be below the second".to_owned()) }
}

fn shard(text: &str) -> Result<(u64, u64), String> {
    let parsed = text
        .split_once('/')
        .and_then(|(index, count)| Some((index.parse::<u64>().ok()?, count.parse::<u64>().ok()?)));
    let (index, count) = parsed.ok_or("two whole numbers such as 0/8")?;
    if index < count { Ok((index, count)) } else { Err("counted from 0, so below N".to_owned()) }
}

/// Runs the command.
pub(super) fn run(
    assignment: &Assignment,
    arguments: &EnsembleArguments,
    common: &Common,
) -> Result<ExitCode, InputError> {
    let Some(out) = &common.out else {
        return Err(InputError::Argument("say which file the rows go to: --out FILE".to_owned()));
    };
    let columns = Columns::of(&assignment.nets);
    if let Some(Action::Merge { files }) = &arguments.action {
        if arguments.rows.is_some() || arguments.shard.is_some() {
            let message = "merge puts rows together and makes none: no --rows, no --shard";
            return Err(InputError::Argument(message.to_owned()));
        }
        let ensemble = merge(files, &columns)?;
        write(out, &ensemble.text(&columns))?;
        if !common.quiet {
            print(&format!("{} rows in {}\n", ensemble.rows.len(), out.display()));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let plan = Plan {
        rows: arguments.rows.clone().unwrap_or_default(),
        shard: arguments.shard.unwrap_or((0, 1)),
    };
    let images = load_images(common)?;
    let bar = Bar::new(!common.quiet);
    let listener = |progress| bar.hear(progress);
    let (known, made) = extend(out, &assignment.nets, &plan, &images, &listener)?;
    bar.finish();
    if !common.quiet {
        let total = known + made;
        print(&format!("{made} rows made, {total} in {}\n", out.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> Result<(), InputError> {
    let missing = || InputError::Argument(format!("{} names no file", path.display()));
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(missing)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    OutputFolder::prepare(folder.unwrap_or(Path::new(".")))?.write(&[(name, text)])
}

/// The rows that random numbers are held against: those of `--ensemble`, or the stored ones.
pub(super) fn stored_rows(
    assignment: &Assignment,
    common: &Common,
) -> Result<Vec<Measurements>, InputError> {
    let ensemble = match &common.ensemble {
        Some(path) => read(path, &Columns::of(&assignment.nets))?,
        None => Ensemble::built_in(assignment)?,
    };
    Ok(ensemble.measurements(&assignment.nets, TEST_IMAGES))
}
