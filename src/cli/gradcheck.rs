//! `verigrad gradcheck`: every gradient against differences.

use std::process::ExitCode;

use super::arguments::GradcheckArguments;
use super::failure::Failure;
use super::progress::Bar;
use super::terminal::{print, status, style};
use crate::gradcheck::{Verdict, check};
use crate::render::terminal::Style;
use crate::render::{gradients, json};
use crate::shown::Shown;

/// Seed of the nets that are checked, if none is asked for: the same table every time.
const SEED: i64 = 0;

pub(super) fn gradcheck(arguments: &GradcheckArguments) -> Result<ExitCode, Failure> {
    arguments.threads.apply()?;
    let homework = arguments.homework.load()?;
    let output = arguments.output;
    let images = arguments.mnist.load(&homework)?;
    let bar = Bar::new(!output.quiet);
    let seed = arguments.seed.unwrap_or(SEED);
    let listener = |progress| bar.hear(progress);
    let subjects = check(&homework.assignment, &images.train, seed, &listener);
    bar.finish();
    if output.json {
        print(&json::text(&gradients::json(&subjects)))?;
    } else if !output.quiet {
        let style = style();
        print(&Shown::coloured(style.colour, |colour| {
            gradients::table(&subjects, Style { colour, ..style })
        }))?;
    }
    let mut blocks = subjects.iter().flat_map(|subject| &subject.blocks);
    Ok(status(blocks.all(|block| block.verdict == Verdict::Passed)))
}
