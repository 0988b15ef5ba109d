//! `verigrad read FILE`: every number of a report, and what it was read as.

use std::process::ExitCode;

use super::arguments::ReadArguments;
use super::failure::Failure;
use super::options::ThreadsOption;
use super::progress::Bar;
use super::terminal::{print, style};
use crate::grade::Grader;
use crate::read::Submission;
use crate::read::open;
use crate::render::terminal::Style;
use crate::render::{json, reading};
use crate::shown::{self, Shown};

pub(super) fn read(arguments: &ReadArguments) -> Result<ExitCode, Failure> {
    ThreadsOption::default().apply()?;
    let homework = arguments.homework.load()?;
    let rows = arguments.rows.load(&homework)?;
    let Submission::Report(document) = open(&arguments.file)? else {
        let file = shown::path(&arguments.file);
        return Err(Failure::argument(format!("{file} is a table of numbers, not a report")));
    };
    let bar = Bar::new(!arguments.json);
    let grader = Grader::new(&homework, rows, &|progress| bar.hear(progress))?;
    bar.finish();
    let numbers = grader.explain(&document);
    if arguments.json {
        print(&json::text(&serde_json::json!(numbers)))?;
    } else {
        let style = style();
        print(&Shown::coloured(style.colour, |colour| {
            reading::text(&document, &numbers, arguments.explain, Style { colour, ..style })
        }))?;
    }
    Ok(ExitCode::SUCCESS)
}
