//! What came of grading: files, and words on the terminal.

use std::time::Instant;

use super::failure::Failure;
use super::options::OutputOption;
use super::terminal::{note, print, say, style};
use crate::claim::Printed;
use crate::grade::{Graded, Grader};
use crate::homework::{Check, Claim, Grain, Ledger};
use crate::judge::{Judgement, Summary};
use crate::output::{Mark, Output, OutputFolder};
use crate::read::Report;
use crate::render::annotated::annotated;
use crate::render::figure::{Reported, figures, net_figures};
use crate::render::places::add_places;
use crate::render::terminal::Style;
use crate::render::{csv, json, page, source, terminal};
use crate::shown::{self, Shown};
use crate::verdict::Verdict;

const PAGE: &str = "report.html";

/// What grading writes.
pub(super) const FILES: [(&str, Mark); 3] = [
    (PAGE, Mark::PAGE),
    ("measurements.csv", Mark::MEASUREMENTS),
    ("verdicts.json", Mark::VERDICTS),
];

/// Writes the page, the measurements and the verdicts; prints the table or the JSON.
pub(super) fn present(
    grader: &Grader,
    graded: &Graded,
    source: &str,
    start: Instant,
    folder: &OutputFolder,
    output: OutputOption,
) -> Result<(), Failure> {
    let mut verdicts = json::verdicts(graded);
    if let Some(report) = &graded.report {
        add_places(&mut verdicts, report, &graded.judgements);
    }
    let verdicts = json::text(&verdicts);
    let measurements = csv::measurements(&graded.measurements).map_err(Failure::internal)?;
    let page = page_of(grader, graded, source, start)?;
    let texts = [page.as_str(), &measurements, verdicts.as_str()];
    let files = FILES.iter().zip(texts);
    let files: Vec<Output> =
        files.map(|(&(name, mark), text)| Output { name, mark, text }).collect();
    folder.write(&files)?;
    if output.json {
        print(&verdicts)?;
    } else if !output.quiet {
        graded.ledger.notes.iter().for_each(|text| note(text));
        let style = style();
        let of = |colour: bool| {
            let style = Style { colour, ..style };
            match &graded.report {
                Some(report) => of_report(report, graded, style),
                None => of_ledger(graded, style),
            }
        };
        print(&Shown::coloured(style.colour, of))?;
        say(below(graded))?;
        let what = if graded.report.is_some() {
            "the report's text and the figures"
        } else {
            "the figures"
        };
        say(format!("The page with {what}: {}\n", shown::path(&folder.path(PAGE))))?;
    }
    Ok(())
}

/// The page, with the figures; of a report also its text.
fn page_of(
    grader: &Grader,
    graded: &Graded,
    source: &str,
    start: Instant,
) -> Result<String, Failure> {
    let homework = graded.own.as_deref().unwrap_or(grader.homework());
    let assignment = &homework.assignment;
    let mut figures = figures(assignment, &graded.measurements).map_err(Failure::internal)?;
    let reported = reported(&graded.ledger);
    let nets = net_figures(assignment, &graded.measurements, &graded.rows, &reported);
    figures.extend(nets.map_err(Failure::internal)?);
    let command: Vec<String> =
        std::env::args_os().skip(1).map(|word| shown::argument(&word)).collect();
    Ok(page::page(&page::Report {
        title: &assignment.title,
        source,
        judgements: &graded.judgements,
        measurements: &graded.measurements,
        decided: &homework.decided,
        figures: &figures,
        power: &grader.power(graded),
        rows: graded.rows.counts().map_or(0, |(_, most)| most),
        limits: &graded.limits,
        notes: &graded.ledger.notes,
        seconds: start.elapsed().as_secs_f64(),
        command: format!("verigrad {}", command.join(" ")).trim_end(),
        text: graded.report.as_ref().map(|report| annotated(report, &graded.judgements)),
    }))
}

/// The numbers of a ledger that are held against rows.
fn reported(ledger: &Ledger) -> Vec<Reported> {
    let of_claim = |claim: &Claim| {
        let (id, Printed::Number(number)) = (claim.id.quantity()?, claim.printed()?) else {
            return None;
        };
        let share = |check: &Check| matches!(check, Check::Grain(Grain::Share(_)));
        claim.checks.contains(&Check::Ensemble).then(|| Reported {
            id: id.clone(),
            quantity: claim.says.clone(),
            printed: claim.reported().to_owned(),
            value: number.to_f64(),
            logarithmic: !claim.checks.iter().any(share),
        })
    };
    ledger.claims.iter().filter_map(of_claim).collect()
}

/// The table, then the reasons.
fn of_ledger(graded: &Graded, style: Style) -> String {
    let judgements = &graded.judgements;
    if judgements.is_empty() {
        return String::new();
    }
    format!(
        "{}\n\n{}{}\n",
        terminal::table(judgements, style),
        terminal::reasons(judgements, style),
        terminal::summary(&Summary::of(judgements), style)
    )
}

/// The table, then what was found where, then what the report leaves out.
fn of_report(report: &Report, graded: &Graded, style: Style) -> String {
    let judgements = &graded.judgements;
    let fill = |text: &str| textwrap::fill(text, usize::from(style.width));
    // Of what is not borne out the reason stands at its place.
    let elsewhere =
        |j: &&Judgement| matches!(j.verdict, Verdict::NotCheckable | Verdict::WithinRounding);
    let unchecked: Vec<Judgement> = judgements.iter().filter(elsewhere).cloned().collect();
    let mut pieces = vec![
        terminal::table(judgements, style),
        source::differences(report, style.colour),
        source::findings(report, judgements, style.colour),
        terminal::reasons(&unchecked, style).trim_end().to_owned(),
        source::unaccounted(report).trim_end().to_owned(),
    ];
    if !report.unstated.is_empty() {
        let ids: Vec<String> = report.unstated.iter().map(ToString::to_string).collect();
        pieces.push(fill(&format!("not stated: {}", ids.join(", "))));
    }
    if let Some(pages) = report.document.unreadable() {
        let ids: Vec<String> = report.not_found.iter().map(ToString::to_string).collect();
        let ids = ids.join(", ");
        if !ids.is_empty() {
            pieces.push(fill(&format!("not found, and {pages}: {ids}")));
        }
    }
    pieces.push(fill(&source::coverage(report)));
    pieces.push(terminal::summary(&Summary::of(judgements), style));
    pieces.retain(|piece| !piece.is_empty());
    format!("{}\n", pieces.join("\n\n"))
}

/// The tests of all random numbers, and what the rows at hand cannot show.
fn below(graded: &Graded) -> String {
    let fill = |text: &str| format!("{}\n", textwrap::fill(text, usize::from(style().width)));
    let mut text = String::new();
    for family in &graded.families {
        let which = match graded.families.len() {
            1 => "all random numbers together".to_owned(),
            _ => format!("the random numbers {} together", family.claims.join(", ")),
        };
        let (p, rows) = (family.p, family.rows);
        text += &fill(&format!("{which}: p = {p:.3} against {rows} re-runs"));
    }
    for limit in &graded.limits {
        text += &fill(limit);
    }
    for left in &graded.unfinished {
        let parts: Vec<&str> = left.parts.iter().map(|part| part.as_str()).collect();
        let made = match left.rows {
            0 => "the time that was given is too short for re-runs; with more".to_owned(),
            rows => {
                format!("{rows} re-runs were made in the time that was given; more could say more")
            }
        };
        text += &fill(&format!(
            "{}: {made}: --budget 10m, or --write-homework DIR and verigrad \
             ensemble --homework DIR",
            parts.join(", "),
        ));
    }
    if let Some(seed) = graded.seed {
        text += &format!("seed {seed}; the same again: --seed {seed}\n");
    }
    text
}
