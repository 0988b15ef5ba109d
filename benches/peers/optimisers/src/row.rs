//! One rule of one library, and what was found of it.

use std::io::Write;

use verigrad::check::{Finding, Outcome, Property, Report};

/// A row of the table.
pub struct Row {
    pub library: &'static str,
    pub version: String,
    pub rule: String,
    pub report: Report,
}

/// The version of a package that this program is built with.
pub fn locked(package: &str) -> String {
    let entry = format!("name = \"{package}\"\nversion = \"");
    let (_, rest) = include_str!("../Cargo.lock").split_once(&entry).expect("in Cargo.lock");
    rest.split('"').next().expect("a version").to_owned()
}

/// The table as CSV, which `docs/optimisers.md` is made of.
pub fn write(rows: &[Row], to: impl Write) -> csv::Result<()> {
    let mut table = csv::WriterBuilder::new().from_writer(to);
    table.write_record(["library", "version", "rule", "convention", "held", "asked", "not_held"])?;
    for row in rows {
        let identified = row.report.identified.as_ref().expect("an optimiser");
        let convention = match &identified.fitting[..] {
            [] => match &identified.departure {
                None => format!("none; nearest: {}", identified.nearest),
                Some(departure) => format!(
                    "none; nearest: {}, which moves {:.9e} at step {} of {} where it moves {:.9e}",
                    identified.nearest,
                    departure.expected,
                    departure.step,
                    departure.shown,
                    departure.found
                ),
            },
            [one] => one.to_string(),
            [one, others @ ..] => format!("{one} (or {} the same here)", others.len()),
        };
        let not_held: Vec<String> = row.report.findings.iter().filter_map(not_held).collect();
        table.write_record([
            row.library,
            &row.version,
            &row.rule,
            &convention,
            &row.report.with(Outcome::Held).len().to_string(),
            &row.report.findings.len().to_string(),
            &not_held.join("; "),
        ])?;
    }
    Ok(table.flush()?)
}

fn not_held((property, finding): &(Property, Finding)) -> Option<String> {
    let label = property.label();
    match (finding.outcome, &finding.counterexample) {
        (Outcome::Held, _) => None,
        (Outcome::Failed, Some(example)) => Some(format!(
            "{label}: step {} of {} is {:.9e}, not {:.9e}",
            example.step, example.shown, example.found, example.expected
        )),
        (Outcome::Failed, None) => {
            Some(format!("{label}: {}", finding.note.as_deref().unwrap_or_default()))
        }
        (Outcome::Vacuous, _) => Some(format!("{label} vacuous")),
        (Outcome::OutOfTime, _) => Some(format!("{label} out of time")),
    }
}
