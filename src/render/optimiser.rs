//! A check of an optimiser as JSON.

use serde_json::{Map, Value, json};

use crate::check::{Finding, Property, Report};

/// Everything that the report has.
pub fn json(report: &Report) -> Map<String, Value> {
    let convention = report.identified.as_ref().map(|identified| {
        json!({
            "fitting": identified.fitting.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "nearest": identified.nearest.to_string(),
            "considered": identified.considered,
            "margin": number(identified.margin),
        })
    });
    let finding = |(property, finding): &(Property, Finding)| {
        json!({
            "property": property.label(),
            "statement": property.statement(),
            "outcome": finding.outcome,
            "draws": finding.cases,
            "worst": number(finding.worst),
            "margin": number(finding.margin),
            "counterexample": finding.counterexample,
            "note": finding.note,
        })
    };
    let not_asked = |(property, reason): &(Property, String)| json!({ "property": property.label(), "statement": property.statement(), "reason": reason });
    let mut map = Map::new();
    map.insert("subject".to_owned(), json!(report.subject));
    map.insert("precision".to_owned(), json!(report.precision));
    map.insert("seed".to_owned(), json!(report.seed));
    map.insert("sound".to_owned(), json!(report.is_sound()));
    map.insert("convention".to_owned(), json!(convention));
    map.insert("held_to".to_owned(), json!(report.held_to));
    map.insert("findings".to_owned(), report.findings.iter().map(finding).collect());
    map.insert("not_asked".to_owned(), report.not_asked.iter().map(not_asked).collect());
    map
}

/// JSON has no infinity; where bits were compared there is no number.
fn number(value: f64) -> Value {
    json!(value.is_finite().then_some(value))
}
