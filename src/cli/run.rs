//! `verigrad run`: parts of the homework, their numbers as the notebook prints them.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::process::ExitCode;
use std::time::Duration;

use super::arguments::RunArguments;
use super::failure::Failure;
use super::progress::Bar;
use super::terminal::{print, say};
use crate::homework::{Assignment, PartId};
use crate::measure::{
    Measurements, expected_rows, expected_runs, initial_weights, measure, roundings, row,
};
use crate::nn::kernels::Level;
use crate::output::{Mark, Output, OutputFolder};
use crate::render::figure::accuracy_figures;
use crate::render::{csv, json, terminal};
use crate::shown::{Shown, word};

pub(super) fn run(arguments: &RunArguments) -> Result<ExitCode, Failure> {
    arguments.threads.apply()?;
    let homework = arguments.homework.load()?;
    let output = arguments.output;
    let assignment = &homework.assignment;
    let mut asked: Vec<&PartId> = Vec::new();
    for text in &arguments.parts {
        let Some(part) = assignment.find_part(text) else {
            let known: Vec<&str> = assignment.parts().into_iter().map(PartId::as_str).collect();
            let message =
                format!("no part is called `{}`; there are {}", word(text), known.join(", "));
            return Err(Failure::argument(message));
        };
        asked.push(part);
    }
    let wanted = |part: &PartId| asked.is_empty() || asked.contains(&part);
    if arguments.list {
        let all = homework.catalogue.iter();
        let listed: Vec<_> = all.filter(|quantity| wanted(quantity.id.part())).collect();
        if output.json {
            print(&json::text(&json::catalogue(&listed)))?;
        } else if !output.quiet {
            say(terminal::catalogue(&listed))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.rounding {
        let table = csv::rounding(&roundings(assignment, wanted)).map_err(Failure::internal)?;
        print(&Shown::text(table))?;
        return Ok(ExitCode::SUCCESS);
    }
    let parts: Vec<&PartId> = assignment.parts().into_iter().filter(|part| wanted(part)).collect();
    let nets = assignment.nets.iter().any(|net| wanted(&net.part));
    // All input is read before anything is made.
    let images = if nets { Some(arguments.mnist.load(&homework)?) } else { None };
    let threads = arguments.threads.count();
    arguments.budget.hold(|| {
        let of = |part: &PartId| wanted(part);
        let runs: Vec<_> = assignment.runs().filter(|run| of(&run.id.part)).collect();
        let nets: Vec<_> = assignment.nets.iter().filter(|net| of(&net.part)).collect();
        let rows = |images| expected_rows(&nets, images, 1.0, threads);
        expected_runs(&runs, threads).saturating_add(images.as_ref().map_or(Duration::ZERO, rows))
    })?;
    let folder = if nets { Some(arguments.folder.prepare()?) } else { None };
    let bar = Bar::new(!output.quiet);
    let listener = |progress| bar.hear(progress);
    let mut measurements = measure(assignment, &parts, &listener);
    let mut seed = None;
    if let Some(images) = &images {
        let chosen = arguments.seed.seed.unwrap_or_else(fresh_seed);
        seed = Some(chosen);
        let row = row(&assignment.nets, &wanted, chosen, images, Level::best(), &listener);
        measurements.add_row(&assignment.nets, &row, images.test.len());
    }
    bar.finish();
    if let Some(folder) = &folder {
        write_curves(assignment, &measurements, folder)?;
    }
    if output.json {
        let catalogue = &homework.catalogue;
        print(&json::text(&json::measurements(catalogue, &measurements, &wanted)))?;
    } else if !output.quiet {
        say(terminal::numbers(assignment, &measurements, &parts))?;
        if let Some(seed) = seed {
            let nets: Vec<_> = assignment.nets.iter().filter(|net| wanted(&net.part)).collect();
            say(terminal::steps(&nets))?;
            if arguments.seed.seed.is_some() {
                let digests = initial_weights(&assignment.nets, &wanted, seed);
                say(terminal::initial_weights(&digests))?;
            }
            say(format!("seed {seed}; the same again: --seed {seed}\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the accuracy curves as a table and as figures.
fn write_curves(
    assignment: &Assignment,
    measurements: &Measurements,
    folder: &OutputFolder,
) -> Result<(), Failure> {
    let table = csv::accuracy_by_epoch(measurements).map_err(Failure::internal)?;
    let figures = accuracy_figures(assignment, measurements).map_err(Failure::internal)?;
    let named: Vec<(String, &str)> =
        figures.iter().map(|figure| (format!("{}.svg", figure.id), figure.svg.as_str())).collect();
    let mut files = vec![Output { name: "accuracy.csv", mark: Mark::ACCURACY, text: &table }];
    let figures = named.iter();
    files.extend(figures.map(|(name, svg)| Output { name, mark: Mark::FIGURE, text: svg }));
    Ok(folder.write(&files)?)
}

/// A seed that nobody chose, small enough to be typed again.
pub(super) fn fresh_seed() -> i64 {
    let random = RandomState::new().build_hasher().finish();
    i64::from(random as u32)
}
