//! `verigrad check DIR`: a homework's own claims and its sample, held to the expected verdicts.

use std::process::ExitCode;

use super::arguments::CheckArguments;
use super::failure::Failure;
use super::progress::Bar;
use super::terminal::{note, print, say, status, style};
use crate::grade::check::{Checked, check as hold};
use crate::homework::Homework;
use crate::render::terminal;

pub(super) fn check(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    arguments.threads.apply()?;
    let output = arguments.output;
    let homework = Homework::load(&arguments.folder)?;
    let rows = arguments.rows.load(&homework)?;
    let bar = Bar::new(!output.quiet);
    let checked = hold(&homework, rows, &|progress| bar.hear(progress))?;
    bar.finish();
    let Checked { texts, limits } = &checked;
    if output.json {
        print(&crate::render::json::text(&serde_json::json!(checked)))?;
    } else if !output.quiet {
        homework.ledger.notes.iter().for_each(|text| note(text));
        say(terminal::checked(texts, style()))?;
        if checked.held() == 0 {
            say("No claim has an expected verdict yet: fill in claims.csv.\n")?;
        }
        limits.iter().try_for_each(|limit| say(format!("{limit}\n")))?;
    }
    Ok(status(checked.passed()))
}
