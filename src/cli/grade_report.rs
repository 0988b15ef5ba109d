//! `verigrad grade REPORT`: a text or a notebook in place of a ledger.

use std::process::ExitCode;
use std::time::Instant;

use super::arguments::Common;
use super::commands::{page, print, status, style};
use super::ensemble::stored_rows;
use super::progress::Bar;
use crate::assignment::Assignment;
use crate::diagnostic::InputError;
use crate::grade;
use crate::grader::Grader;
use crate::judge::{Judgement, Summary};
use crate::render::annotated::annotated;
use crate::render::places::add_places;
use crate::render::{OutputFolder, csv, json, source, terminal};
use crate::report::{Document, Report};
use crate::verdict::Verdict;

/// Grades one report, writes the output folder, prints the findings or the JSON.
pub(super) fn grade_report(
    assignment: &Assignment,
    document: Document,
    common: &Common,
) -> Result<ExitCode, InputError> {
    let start = Instant::now();
    let bar = Bar::new(!common.quiet);
    let rows = stored_rows(assignment, common)?;
    let grader = Grader::new(assignment, rows, &|progress| bar.hear(progress))?;
    bar.finish();
    let graded = grader.grade_report(document)?;
    let Some(report) = graded.report else { unreachable!("a report was graded") };
    let own = report.own.as_deref().unwrap_or(assignment);
    let rows = grader.rows_of(own);
    let graded = grade::Graded {
        measurements: graded.measurements,
        judgements: graded.judgements,
        family_p: graded.family_p,
        seed: None,
    };
    let folder = OutputFolder::prepare(common.folder())?;
    let mut verdicts = json::verdicts(&graded.judgements, graded.family_p, graded.seed);
    add_places(&mut verdicts, &report);
    let verdicts = json::text(&verdicts);
    let measurements =
        csv::measurements(&graded.measurements).map_err(super::commands::internal)?;
    let text = Some(annotated(&report, &graded.judgements));
    let page = page(own, &report.ledger, &report.document.origin, &graded, rows, start, text)?;
    folder.write(&[
        ("report.html", &page),
        ("measurements.csv", &measurements),
        ("verdicts.json", &verdicts),
    ])?;
    if common.json {
        print(&verdicts);
    } else if !common.quiet {
        print(&words(&report, &graded.judgements));
        print(&format!(
            "The page with the report's text and the figures: {}\n",
            folder.path("report.html").display()
        ));
    }
    Ok(status(Summary::of(&graded.judgements).count(Verdict::Contradicted) == 0))
}

/// The table, then what was found where, then what the report leaves out.
fn words(report: &Report, judgements: &[Judgement]) -> String {
    let style = style();
    let fill = |text: &str| textwrap::fill(text, usize::from(style.width));
    let unchecked: Vec<Judgement> =
        judgements.iter().filter(|j| j.verdict == Verdict::NotCheckable).cloned().collect();
    let mut pieces = vec![
        terminal::table(judgements, style),
        source::differences(report, style.colour),
        source::findings(report, judgements, style.colour),
        terminal::reasons(&unchecked, style).trim_end().to_owned(),
        source::unaccounted(report).trim_end().to_owned(),
    ];
    if !report.unstated.is_empty() {
        pieces.push(fill(&format!("not stated: {}", report.unstated.join(", "))));
    }
    pieces.push(fill(&source::coverage(report)));
    pieces.push(terminal::summary(&Summary::of(judgements), style));
    pieces.retain(|piece| !piece.is_empty());
    format!("{}\n", pieces.join("\n\n"))
}
