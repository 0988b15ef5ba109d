//! `verigrad new DIR`: a homework to start from.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::NewArguments;
use super::failure::Failure;
use super::terminal::say;
use crate::diagnostic::read_text;
use crate::grade::own_homework;
use crate::homework::{Homework, new_folder};
use crate::output::{Mark, Output, OutputFolder, Overwrite};
use crate::shown;

/// The largest document that a homework is made from, in bytes.
const DOCUMENT_LIMIT: u64 = 1_000_000;

pub(super) fn new(arguments: &NewArguments) -> Result<ExitCode, Failure> {
    let folder = &arguments.folder;
    let files = match &arguments.from {
        None => new_folder(),
        Some(from) if from.is_dir() => {
            let homework = Homework::load(from)?;
            homework.files()
        }
        Some(from) if from.extension().is_some_and(|extension| extension == "toml") => {
            Homework::load_file(from)?.folder_of(&read_text(from, DOCUMENT_LIMIT)?)
        }
        Some(from) => own_homework(from)?.files(),
    };
    write_files(folder, &files)?;
    if !arguments.quiet {
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let path = shown::path(folder);
        let argument = shown::argument(folder.as_os_str());
        let names = names.join(", ");
        say(format!("{path}: {names}\nTry it: verigrad check {argument}\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a homework as a folder of its own.
pub(super) fn write_folder(folder: &Path, homework: &Homework) -> Result<(), Failure> {
    write_files(folder, &homework.files())
}

fn write_files(folder: &Path, files: &[(&str, String)]) -> Result<(), Failure> {
    let full = std::fs::read_dir(folder).is_ok_and(|mut inside| inside.next().is_some());
    if full || folder.is_file() {
        let message = format!("{} is there already, and not empty", shown::path(folder));
        return Err(Failure::argument(message));
    }
    let files: Vec<Output> = files
        .iter()
        .map(|(name, text)| Output { name, mark: Mark::NONE, text: text.as_str() })
        .collect();
    Ok(OutputFolder::prepare(folder, Overwrite::Own)?.write(&files)?)
}
