//! `verigrad` without a command: the homework's own claims against a re-run of everything.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::arguments::MainArguments;
use super::failure::Failure;
use super::present::{FILES, present};
use super::progress::Bar;
use super::run::fresh_seed;
use super::terminal::{say, status};
use crate::grade::{Fresh, Graded, Grader};
use crate::homework::{Homework, Ledger, Source};
use crate::measure::{expected_rows, expected_runs};
use crate::render::terminal;
use crate::shown;

pub(super) fn main_job(arguments: &MainArguments) -> Result<ExitCode, Failure> {
    arguments.threads.apply()?;
    arguments.folder.look(&FILES)?;
    let output = arguments.output;
    let homework = arguments.homework.load()?;
    let rows = arguments.rows.load(&homework)?;
    let images = match homework.assignment.nets.is_empty() {
        true => None,
        false => Some(arguments.mnist.load(&homework)?),
    };
    let threads = arguments.threads.count();
    arguments.budget.hold(|| {
        let runs: Vec<_> = homework.assignment.runs().collect();
        let nets: Vec<_> = homework.assignment.nets.iter().collect();
        let row = |images| expected_rows(&nets, images, 1.0, threads);
        expected_runs(&runs, threads).saturating_add(images.as_ref().map_or(Duration::ZERO, row))
    })?;
    let seed = arguments.seed.seed.unwrap_or_else(fresh_seed);
    let folder = arguments.folder.prepare()?;
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
            say(terminal::numbers(assignment, &graded.measurements, &assignment.parts()))?;
            say("No claim was judged: this homework has no claims.csv.\n")?;
        }
        unexpected.iter().try_for_each(|line| say(format!("unexpected: {line}\n")))?;
    }
    Ok(status(unexpected.is_empty()))
}

/// What was graded, for the page.
pub(super) fn source(homework: &Homework) -> String {
    match &homework.source {
        Source::BuiltIn => "the built-in ledger".to_owned(),
        Source::Folder(folder) => format!("the ledger of {}", shown::path(folder)),
        Source::File(file) => format!("{}, which has no ledger", shown::path(file)),
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
