//! `results.json` of PrairieLearn's external graders: a test for each claim.

use bigdecimal::{BigDecimal, ToPrimitive, Zero};
use serde_json::{Value, json};

use super::finding::number;
use super::{Finding, Findings, Unusable, Worth};
use crate::shown::brief;

/// Characters of a reason: the whole must stay below 1 MB.
const OUTPUT_MOST: usize = 500;
/// Tests, so that it does.
const TESTS_MOST: usize = 1_000;

/// Of a report. `score` is the share of the points, between 0 and 1.
///
/// Source: PrairieLearn's documentation, "External grading", "Grading result".
pub fn results(findings: &Findings) -> Value {
    let [earned, _, possible] = findings.points();
    let mut message = vec![findings.summary()];
    message.extend(findings.limits.iter().cloned());
    json!({
        "gradable": true,
        "score": share(&earned, &possible),
        "message": message.join("\n"),
        "output": "",
        "tests": findings.all.iter().take(TESTS_MOST).map(test).collect::<Vec<_>>(),
    })
}

fn share(earned: &BigDecimal, possible: &BigDecimal) -> f64 {
    if possible.is_zero() { 0.0 } else { (earned / possible).to_f64().unwrap_or(0.0) }
}

fn test(finding: &Finding) -> Value {
    let (points, most) = match &finding.worth {
        Some(worth) => (worth.points(), worth.possible().clone()),
        None => (BigDecimal::zero(), BigDecimal::zero()),
    };
    let message = match &finding.worth {
        Some(Worth::Undecided(_)) => "A person decides about these points.",
        _ => "",
    };
    let says = finding.judgement.map_or("", |judgement| &judgement.says);
    json!({
        "name": finding.id.to_string(),
        "description": brief(says, OUTPUT_MOST),
        "points": number(&points),
        "max_points": number(&most),
        "message": message,
        "output": brief(&finding.sentence(), OUTPUT_MOST),
    })
}

/// Of a file that could not be used: it is not gradable, which takes no attempt from anybody.
pub fn unusable(unusable: Unusable) -> Value {
    json!({
        "gradable": false,
        "score": 0.0,
        "message": format!("{} could not be graded", unusable.origin),
        "format_errors": [unusable.message],
        "tests": [],
    })
}
