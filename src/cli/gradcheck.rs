use std::process::ExitCode;

use super::arguments::Common;
use super::commands::{load_images, print, status, style};
use super::progress::Bar;
use crate::assignment::Assignment;
use crate::diagnostic::InputError;
use crate::gradcheck::{Verdict, check};
use crate::render::{gradients, json};

/// Seed of the nets that are checked, if none is asked for: the same table every time.
const SEED: i64 = 0;

pub(super) fn gradcheck(assignment: &Assignment, common: &Common) -> Result<ExitCode, InputError> {
    let images = load_images(common)?;
    let bar = Bar::new(!common.quiet);
    let seed = common.seed.unwrap_or(SEED);
    let subjects = check(assignment, &images.train, seed, &|progress| bar.hear(progress));
    bar.finish();
    if common.json {
        print(&json::text(&gradients::json(&subjects)));
    } else if !common.quiet {
        print(&gradients::table(&subjects, style()));
    }
    let mut blocks = subjects.iter().flat_map(|subject| &subject.blocks);
    Ok(status(blocks.all(|block| block.verdict == Verdict::Passed)))
}
