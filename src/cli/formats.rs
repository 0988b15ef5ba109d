//! Which document a format is, and the points that go into it.

use std::time::Duration;

use super::arguments::{FormatArgument, GradeArguments};
use super::failure::Failure;
use crate::diagnostic::read_text;
use crate::grade::gradebook::Points;
use crate::homework::Homework;
use crate::render::formats::{
    Findings, Unusable, github, gradescope, junit, prairielearn, sarif, table,
};
use crate::render::json;
use crate::shown::{self, Shown};

/// The largest table of points, in bytes.
const POINTS_LIMIT: u64 = 1_000_000;

/// The table of points, or one point a claim.
pub(super) fn points(arguments: &GradeArguments, homework: &Homework) -> Result<Points, Failure> {
    let Some(path) = &arguments.points else { return Ok(Points::equal(&homework.ledger)) };
    let text = read_text(path, POINTS_LIMIT)?;
    Ok(Points::parse(&text, &shown::path(path), homework)?)
}

/// What one report comes to.
pub(super) fn in_format(
    format: FormatArgument,
    findings: &Findings,
    time: Duration,
) -> Result<Shown, Failure> {
    let seconds = time.as_secs_f64();
    Ok(match format {
        FormatArgument::Gradescope => json::text(&gradescope::results(findings, seconds)),
        FormatArgument::Prairielearn => json::text(&prairielearn::results(findings)),
        FormatArgument::Sarif => json::text(&sarif::log(findings)),
        FormatArgument::Junit => Shown::text(junit::suites(findings, seconds)),
        FormatArgument::Github => Shown::text(github::annotations(findings)),
        FormatArgument::Csv => Shown::text(table::verdicts(findings).map_err(Failure::internal)?),
        FormatArgument::Json | FormatArgument::Canvas => {
            return Err(Failure::internal("a format without a document of one report"));
        }
    })
}

/// The same of a file that could not be used.
pub(super) fn unusable(format: FormatArgument, origin: &str, message: &str) -> Shown {
    let unusable = Unusable { origin, message };
    match format {
        FormatArgument::Gradescope => json::text(&gradescope::unusable(unusable)),
        FormatArgument::Prairielearn => json::text(&prairielearn::unusable(unusable)),
        FormatArgument::Sarif => json::text(&sarif::unusable(unusable)),
        FormatArgument::Junit => Shown::text(junit::unusable(unusable)),
        FormatArgument::Github => Shown::text(github::unusable(unusable)),
        FormatArgument::Csv | FormatArgument::Json | FormatArgument::Canvas => Shown::default(),
    }
}
