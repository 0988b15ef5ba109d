use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use super::arguments::{Arguments, Command, Common};
use super::ensemble::{self, stored_rows};
use super::gradcheck::gradcheck;
use super::grade_report::grade_report;
use super::gradebook::grade_all;
use super::progress::{Bar, colour};
use maud::Markup;

use crate::assignment::Assignment;
use crate::claim::{Claim, Ledger, Printed, Rule};
use crate::diagnostic::InputError;
use crate::grade::{Fresh, Graded, grade, power_of_test, rule_of_measurement};
use crate::judge::{Judgement, Summary};
use crate::measure::{Measurements, images, measure, row};
use crate::mnist::Mnist;
use crate::nn::kernels::Level;
use crate::nn::train::Images;
use crate::render::figure::{Reported, accuracy_figures, figures, net_figures};
use crate::render::{OutputFolder, csv, json, page, terminal};
use crate::report::{Submission, open};
use crate::verdict::Verdict;

/// Columns of a stream that is no terminal.
const WIDTH: u16 = 80;

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, InputError> {
    if let Some(threads) = arguments.common.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
        pool.build_global().map_err(|error| InputError::Argument(error.to_string()))?;
    }
    let common = &arguments.common;
    let assignment = match &common.assignment {
        Some(path) => Assignment::load(path)?,
        None => Assignment::homework7()?,
    };
    match &arguments.command {
        None => main_job(&assignment, common),
        Some(Command::Run { parts }) => run_parts(&assignment, parts, common),
        Some(Command::Grade { files, gradebook: Some(table), points }) => {
            grade_all(&assignment, files, table, points.as_deref(), common)
        }
        Some(Command::Grade { files, .. }) => match &files[..] {
            [file] if !file.is_dir() => grade_file(&assignment, file, common),
            _ => Err(InputError::Argument(
                "several submissions need --gradebook FILE for their rows".to_owned(),
            )),
        },
        Some(Command::Ensemble(arguments)) => ensemble::run(&assignment, arguments, common),
        Some(Command::Gradcheck) => gradcheck(&assignment, common),
    }
}

fn main_job(assignment: &Assignment, common: &Common) -> Result<ExitCode, InputError> {
    let built_in = *assignment == Assignment::homework7()?;
    let ledger = if built_in { Ledger::built_in()? } else { Ledger { claims: Vec::new() } };
    let source = if built_in { "the built-in ledger" } else { "no ledger: another assignment" };
    let images = if assignment.nets.is_empty() { None } else { Some(load_images(common)?) };
    let seed = common.seed.unwrap_or_else(fresh_seed);
    let fresh = images.as_ref().map(|images| Fresh { images, seed });
    let graded = grade_and_write(assignment, &ledger, source, fresh, common)?;
    let unexpected: Vec<&Judgement> = graded
        .judgements
        .iter()
        .filter(|judgement| {
            let expected = ledger.find(&judgement.id).and_then(|claim| claim.expected);
            expected.is_some_and(|expected| expected != judgement.verdict)
        })
        .collect();
    if !common.quiet && !common.json {
        if ledger.claims.is_empty() {
            print(&terminal::numbers(assignment, &graded.measurements, &assignment.parts()));
            print("No claim was judged: the built-in ledger is about another assignment.\n");
        }
        for judgement in &unexpected {
            print(&format!("unexpected: {} {}\n", judgement.id, judgement.verdict.word()));
        }
    }
    Ok(status(unexpected.is_empty()))
}

fn grade_file(
    assignment: &Assignment,
    file: &Path,
    common: &Common,
) -> Result<ExitCode, InputError> {
    let text = match open(file)? {
        Submission::Ledger(text) => text,
        Submission::Report(document) => return grade_report(assignment, *document, common),
    };
    let known = |name: &str| rule_of_measurement(assignment, name);
    let origin = file.display().to_string();
    let ledger = Ledger::parse_submission(&text, &origin, &Ledger::built_in()?, &known)?;
    let graded = grade_and_write(assignment, &ledger, &origin, None, common)?;
    let contradicted = Summary::of(&graded.judgements).count(Verdict::Contradicted);
    Ok(status(contradicted == 0))
}

pub(super) fn status(good: bool) -> ExitCode {
    ExitCode::from(u8::from(!good))
}

/// Grades, writes the output folder, prints the table or the JSON.
fn grade_and_write(
    assignment: &Assignment,
    ledger: &Ledger,
    source: &str,
    fresh: Option<Fresh>,
    common: &Common,
) -> Result<Graded, InputError> {
    let rows = stored_rows(assignment, common)?;
    let folder = OutputFolder::prepare(common.folder())?;
    let start = Instant::now();
    let bar = Bar::new(!common.quiet);
    let graded = grade(assignment, ledger, &rows, fresh, &|progress| bar.hear(progress));
    bar.finish();
    let verdicts = json::text(&json::verdicts(&graded.judgements, graded.family_p, graded.seed));
    let measurements = csv::measurements(&graded.measurements).map_err(internal)?;
    let page = page(assignment, ledger, source, &graded, &rows, start, None)?;
    folder.write(&[
        ("report.html", &page),
        ("measurements.csv", &measurements),
        ("verdicts.json", &verdicts),
    ])?;
    if common.json {
        print(&verdicts);
    } else if !common.quiet {
        let judgements = &graded.judgements;
        if !judgements.is_empty() {
            print(&format!("{}\n\n", terminal::table(judgements, style())));
            print(&terminal::reasons(judgements, style()));
            print(&format!("{}\n", terminal::summary(&Summary::of(judgements), style())));
            if let Some(p) = graded.family_p {
                let rows = rows.len();
                print(&format!("all random numbers together: p = {p:.3} against {rows} re-runs\n"));
            }
        }
        if let Some(seed) = graded.seed {
            print(&format!("seed {seed}; the same again: --seed {seed}\n"));
        }
        print(&format!("The page with the figures: {}\n", folder.path("report.html").display()));
    }
    Ok(graded)
}

/// The page of what was graded, with the figures; of a report also its text.
pub(super) fn page(
    assignment: &Assignment,
    ledger: &Ledger,
    source: &str,
    graded: &Graded,
    rows: &[Measurements],
    start: Instant,
    text: Option<Markup>,
) -> Result<String, InputError> {
    let mut figures = figures(assignment, &graded.measurements).map_err(internal)?;
    let reported = reported(ledger);
    figures
        .extend(net_figures(assignment, &graded.measurements, rows, &reported).map_err(internal)?);
    let power = power_of_test(assignment, ledger, rows);
    let command: Vec<String> = std::env::args().skip(1).collect();
    Ok(page::page(&page::Report {
        title: &assignment.title,
        source,
        judgements: &graded.judgements,
        quantities: &|id| ledger.find(id).map(|claim| claim.quantity.clone()),
        measurements: &graded.measurements,
        figures: &figures,
        power: &power,
        rows: rows.len(),
        seconds: start.elapsed().as_secs_f64(),
        command: format!("verigrad {}", command.join(" ")).trim_end(),
        text,
    }))
}

/// The numbers of a ledger that are held against rows.
fn reported(ledger: &Ledger) -> Vec<Reported> {
    let of_claim = |claim: &Claim| match &claim.printed {
        Printed::Number(number) if claim.rule == Rule::Ensemble => Some(Reported {
            id: claim.id.clone(),
            measurement: claim.measurement().to_owned(),
            quantity: claim.quantity.clone(),
            printed: claim.reported.clone(),
            value: number.to_f64(),
            logarithmic: !claim.basis.starts_with("share"),
        }),
        _ => None,
    };
    ledger.claims.iter().filter_map(of_claim).collect()
}

fn run_parts(
    assignment: &Assignment,
    asked: &[String],
    common: &Common,
) -> Result<ExitCode, InputError> {
    let known = assignment.parts();
    for part in asked {
        if !known.contains(&part.as_str()) {
            let message = format!("no part is called `{part}`; there are {}", known.join(", "));
            return Err(InputError::Argument(message));
        }
    }
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|name| name == part);
    let parts: Vec<&str> = known.into_iter().filter(|part| wanted(part)).collect();
    let nets = assignment.nets.iter().any(|net| wanted(&net.part));
    // All input is read before anything is made.
    let images = if nets { Some(load_images(common)?) } else { None };
    let folder = if nets { Some(OutputFolder::prepare(common.folder())?) } else { None };
    let bar = Bar::new(!common.quiet);
    let listener = |progress| bar.hear(progress);
    let mut measurements = measure(assignment, &parts, &listener);
    let mut seed = None;
    if let Some(images) = &images {
        let chosen = common.seed.unwrap_or_else(fresh_seed);
        seed = Some(chosen);
        let row = row(&assignment.nets, &wanted, chosen, images, Level::best(), &listener);
        measurements.add_row(&assignment.nets, &row, images.test.len());
    }
    bar.finish();
    if let Some(folder) = &folder {
        write_curves(assignment, &measurements, folder)?;
    }
    if common.json {
        print(&json::text(&json::measurements(&measurements)));
    } else if !common.quiet {
        print(&terminal::numbers(assignment, &measurements, &parts));
        if let Some(seed) = seed {
            print(&format!("seed {seed}; the same again: --seed {seed}\n"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn load_images(common: &Common) -> Result<Images, InputError> {
    let mnist = match &common.mnist {
        Some(folder) => Mnist::load(folder)?,
        None => Mnist::built_in()?,
    };
    Ok(images(&mnist))
}

/// Writes the accuracy curves as a table and as figures.
fn write_curves(
    assignment: &Assignment,
    measurements: &Measurements,
    folder: &OutputFolder,
) -> Result<(), InputError> {
    let table = csv::accuracy_by_epoch(measurements).map_err(internal)?;
    let figures = accuracy_figures(assignment, measurements).map_err(internal)?;
    let named: Vec<(String, &str)> =
        figures.iter().map(|figure| (format!("{}.svg", figure.id), figure.svg.as_str())).collect();
    let mut files: Vec<(&str, &str)> = vec![("accuracy.csv", &table)];
    files.extend(named.iter().map(|(name, svg)| (name.as_str(), *svg)));
    folder.write(&files)
}

/// A seed that nobody chose, small enough to be typed again.
fn fresh_seed() -> i64 {
    let random = RandomState::new().build_hasher().finish();
    i64::from(random as u32)
}

/// A closed pipe (`verigrad | head`) is no error of ours.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

pub(super) fn internal(error: impl std::fmt::Display) -> InputError {
    InputError::Argument(error.to_string())
}

pub(super) fn style() -> terminal::Style {
    let stdout = std::io::stdout();
    let columns = comfy_table::Table::new().width();
    terminal::Style { width: columns.unwrap_or(WIDTH), colour: colour(&stdout) }
}
