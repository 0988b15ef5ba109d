//! `verigrad` without a command: the homework's own claims against a re-run of everything.

use std::process::ExitCode;
use std::time::Instant;

use super::arguments::MainArguments;
use super::failure::Failure;
use super::present::present;
use super::progress::Bar;
use super::run::fresh_seed;
use super::terminal::{print, status};
use crate::grade::{Fresh, Graded, Grader};
use crate::homework::{Homework, Ledger, Source};
use crate::render::{OutputFolder, terminal};

pub(super) fn main_job(arguments: &MainArguments) -> Result<ExitCode, Failure> {
    arguments.threads.apply()?;
    let output = arguments.output;
    let homework = arguments.homework.load()?;
    let rows = arguments.rows.load(&homework)?;
    let images = match homework.assignment.nets.is_empty() {
        true => None,
        false => Some(arguments.mnist.load()?),
    };
    let seed = arguments.seed.seed.unwrap_or_else(fresh_seed);
    let folder = OutputFolder::prepare(arguments.folder.path())?;
    let start = Instant::now();
    let bar = Bar::new(!output.quiet);
    let listener = |progress| bar.hear(progress);
    let mut grader = Grader::new(&homework, rows, &listener)?;
    if let Some(images) = &images {
        grader = grader.with_fresh(Fresh { images, seed }, &listener);
    }
    bar.finish();
    let graded = grader.grade_ledger(homework.ledger.clone())?;
    present(&grader, &graded, &source(&homework), start, &folder, output)?;
    let unexpected = unexpected(&homework.ledger, &graded);
    if !output.quiet && !output.json {
        if homework.ledger.claims.is_empty() {
            let assignment = &homework.assignment;
            print(&terminal::numbers(assignment, &graded.measurements, &assignment.parts()));
            print("No claim was judged: this homework has no claims.csv.\n");
        }
        unexpected.iter().for_each(|line| print(&format!("unexpected: {line}\n")));
    }
    Ok(status(unexpected.is_empty()))
}

/// What was graded, for the page.
pub(super) fn source(homework: &Homework) -> String {
    match &homework.source {
        Source::BuiltIn => "the built-in ledger".to_owned(),
        Source::Folder(folder) => format!("the ledger of {}", folder.display()),
        Source::File(file) => format!("{}, which has no ledger", file.display()),
    }
}

/// Claims that did not get the verdict that the homework expects, each with what it got.
pub(super) fn unexpected(ledger: &Ledger, graded: &Graded) -> Vec<String> {
    let of = |judgement: &crate::judge::Judgement| {
        let expected = ledger.find(&judgement.id).and_then(|claim| claim.expected)?;
        (expected != judgement.verdict).then(|| {
            let (got, wanted) = (judgement.verdict.word(), expected.word());
            format!("{} {got} where {wanted} is expected", judgement.id)
        })
    };
    graded.judgements.iter().filter_map(of).collect()
}
