//! What a check found, as a value, as a table and as an assertion.

use std::fmt;

use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use super::family::libraries;
use super::identify::Identified;
use super::property::Property;
use super::settings::Settings;

/// How a property came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It held on every draw, and a deviation would have shown.
    Held,
    /// It is contradicted.
    Failed,
    /// It held, but so would a rule that deviates a tenth.
    Vacuous,
    /// Time was up before the first draw.
    OutOfTime,
}

/// The smallest draw that contradicts a property.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Counterexample {
    /// What the rule was shown.
    pub shown: String,
    /// At which step it departs, from 1.
    pub step: usize,
    /// What the property says.
    pub expected: f64,
    /// What the rule gave.
    pub found: f64,
    /// What rounding may make of it.
    pub allowed: f64,
}

/// What was found of one property.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// How it came out.
    pub outcome: Outcome,
    /// How many draws it was held against.
    pub cases: u32,
    /// The largest departure, in what rounding may do.
    pub worst: f64,
    /// The size of what it speaks of, in what rounding may do: deviations of 1/margin of that
    /// would have been seen. Infinite where bits are compared.
    pub margin: f64,
    /// What contradicts it.
    pub counterexample: Option<Counterexample>,
    /// What else is to be said.
    pub note: Option<String>,
}

/// What a check found.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was checked.
    pub subject: String,
    /// What it was said to be set to; nothing for what is no optimiser.
    pub settings: Option<Settings>,
    /// Its number type.
    pub precision: &'static str,
    /// Where draws start from.
    pub seed: u64,
    /// Its convention; nothing for what is no optimiser.
    pub identified: Option<Identified>,
    /// What convention it was held to, as words.
    pub held_to: Option<String>,
    /// Every property that was asked.
    pub findings: Vec<(Property, Finding)>,
    /// Properties of that convention that could not be asked, with the reason.
    pub not_asked: Vec<(Property, String)>,
}

impl Report {
    /// What was found of a property, if it was asked.
    pub fn finding(&self, property: Property) -> Option<&Finding> {
        let mut all = self.findings.iter();
        all.find(|(asked, _)| *asked == property).map(|(_, finding)| finding)
    }

    /// The properties that came out so.
    pub fn with(&self, outcome: Outcome) -> Vec<Property> {
        let of_outcome = self.findings.iter().filter(|(_, finding)| finding.outcome == outcome);
        of_outcome.map(|(property, _)| *property).collect()
    }

    /// The properties that are contradicted.
    pub fn failed(&self) -> Vec<Property> {
        self.with(Outcome::Failed)
    }

    /// Whether a convention explains it, and everything that was asked held and could have
    /// failed.
    pub fn is_sound(&self) -> bool {
        let explained = self.identified.as_ref().is_none_or(|found| !found.fitting.is_empty());
        let held = |(_, finding): &(Property, Finding)| finding.outcome == Outcome::Held;
        explained && !self.findings.is_empty() && self.findings.iter().all(held)
    }

    /// For tests.
    ///
    /// # Panics
    ///
    /// With the table, if the report is not [sound](Self::is_sound).
    #[track_caller]
    pub fn assert(&self) {
        assert!(self.is_sound(), "\n{self}");
    }

    fn write_convention(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(identified) = &self.identified else { return Ok(()) };
        match &identified.fitting[..] {
            [] => {
                writeln!(formatter, "convention: none of {} explains it", identified.considered)?;
                writeln!(formatter, "nearest:    {}", identified.nearest)?;
                if let Some(departure) = &identified.departure {
                    writeln!(
                        formatter,
                        "departs:    at step {} of {}\n            it moves {:e}, the convention \
                         {:e} (rounding: {:.0e})",
                        departure.step,
                        departure.shown,
                        departure.found,
                        departure.expected,
                        departure.allowed
                    )?;
                }
            }
            [first, others @ ..] => {
                let shared = libraries(first);
                writeln!(formatter, "convention: {first}")?;
                if !shared.is_empty() {
                    writeln!(formatter, "as in:      {}", shared.join(", "))?;
                }
                for other in others {
                    writeln!(formatter, "or, the same under these settings: {other}")?;
                }
                writeln!(
                    formatter,
                    "told from the other {} by {:.0e} times what rounding may do",
                    identified.considered - identified.fitting.len(),
                    identified.margin
                )?;
            }
        }
        if let Some(held_to) = &self.held_to {
            writeln!(formatter, "held to:    {held_to}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}, {}, seed {}", self.subject, self.precision, self.seed)?;
        self.write_convention(formatter)?;
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(["", "property", "", "draws", "worst", "margin"]);
        for (property, finding) in &self.findings {
            table.add_row([
                property.label().to_owned(),
                property.statement().to_owned(),
                word(finding.outcome).to_owned(),
                finding.cases.to_string(),
                short(finding.worst),
                short(finding.margin),
            ]);
        }
        writeln!(formatter, "\n{}\n", table.trim_fmt())?;
        for (property, finding) in &self.findings {
            if let Some(example) = &finding.counterexample {
                writeln!(
                    formatter,
                    "{} fails, step {} of {}\n    expected {:e}, found {:e} (rounding: {:.0e})",
                    property.label(),
                    example.step,
                    example.shown,
                    example.expected,
                    example.found,
                    example.allowed
                )?;
            }
            if let Some(note) = &finding.note {
                writeln!(formatter, "{}: {note}", property.label())?;
            }
        }
        for (property, reason) in &self.not_asked {
            writeln!(formatter, "{} not asked: {reason}", property.label())?;
        }
        Ok(())
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Held => "held",
        Outcome::Failed => "FAILED",
        Outcome::Vacuous => "vacuous",
        Outcome::OutOfTime => "out of time",
    }
}

fn short(value: f64) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else if value.is_infinite() {
        "∞".to_owned()
    } else if (0.01..1000.0).contains(&value) {
        format!("{value:.2}")
    } else {
        format!("{value:.0e}")
    }
}
