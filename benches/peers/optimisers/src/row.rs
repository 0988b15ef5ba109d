//! One rule of one library, and what was found of it.

use verigrad::check::{Outcome, Property, Report};

/// A row of the table.
pub struct Row {
    pub library: &'static str,
    pub rule: String,
    pub report: Report,
}

/// The table in Markdown.
pub fn table(rows: &[Row]) -> String {
    let mut text = "| library | rule | convention found | held | not held, with the smallest counterexample |\n\
                    |---|---|---|---:|---|\n"
        .to_owned();
    for row in rows {
        let identified = row.report.identified.as_ref().expect("an optimiser");
        let convention = match &identified.fitting[..] {
            [] => format!("none; nearest: {}", identified.nearest),
            [one] => one.to_string(),
            [one, others @ ..] => format!("{one} (or {} the same here)", others.len()),
        };
        let held = row.report.with(Outcome::Held).len();
        let failed: Vec<String> = row.report.findings.iter().filter_map(failure).collect();
        let failed = if failed.is_empty() { "-".to_owned() } else { failed.join("; ") };
        text += &format!(
            "| {} | {} | {convention} | {held} of {} | {failed} |\n",
            row.library,
            row.rule,
            row.report.findings.len()
        );
    }
    text
}

fn failure((property, finding): &(Property, verigrad::check::Finding)) -> Option<String> {
    match finding.outcome {
        Outcome::Held => None,
        Outcome::Failed => Some(match &finding.counterexample {
            Some(example) => format!(
                "{}: step {} of {} is {:.6e}, not {:.6e}",
                property.label(),
                example.step,
                example.shown.replace('|', "\\|"),
                example.found,
                example.expected
            ),
            None => format!("{}: {}", property.label(), finding.note.clone().unwrap_or_default()),
        }),
        Outcome::Vacuous => Some(format!("{} vacuous", property.label())),
        Outcome::OutOfTime => Some(format!("{} out of time", property.label())),
    }
}
