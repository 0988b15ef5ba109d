//! `results.json` of Gradescope's autograder: a test for each claim.

use serde_json::{Map, Value, json};

use super::finding::number;
use super::{Finding, Findings, Unusable, Worth};
use crate::shown::brief;
use crate::verdict::Standing;

/// Characters of a reason; a page of a hundred tests stays readable.
const OUTPUT_MOST: usize = 1_000;

/// Of a report. `score` is that of the claims that are borne out; what a person has to decide about
/// has no `status`, and is named in `output`.
///
/// Source: Gradescope's autograder specification, "Output format".
pub fn results(findings: &Findings, seconds: f64) -> Value {
    let [earned, ..] = findings.points();
    let mut output = vec![format!("{}: {}", findings.title, findings.summary())];
    output.extend(findings.limits.iter().cloned());
    json!({
        "score": number(&earned),
        "execution_time": seconds.ceil(),
        "output": output.join("\n"),
        "output_format": "text",
        "test_output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": findings.all.iter().map(test).collect::<Vec<_>>(),
    })
}

fn test(finding: &Finding) -> Value {
    let mut test = Map::new();
    if let Some(worth) = &finding.worth {
        test.insert("score".to_owned(), number(&worth.points()));
        test.insert("max_score".to_owned(), number(worth.possible()));
    }
    let status = match finding.standing() {
        _ if matches!(finding.worth, Some(Worth::Undecided(_))) => None,
        Standing::Good => Some("passed"),
        Standing::Bad => Some("failed"),
        Standing::Open | Standing::Doubtful => None,
    };
    test.extend(status.map(|status| ("status".to_owned(), json!(status))));
    test.insert("name".to_owned(), json!(finding.id.to_string()));
    let mut output = brief(&finding.sentence(), OUTPUT_MOST);
    if let Some((place, _)) = &finding.place {
        output = format!("{place}: {output}");
    }
    if matches!(finding.worth, Some(Worth::Undecided(_))) {
        output += "\nA person decides about these points.";
    }
    test.insert("output".to_owned(), json!(output));
    test.insert("tags".to_owned(), json!([finding.part()]));
    let place = finding.place.as_ref().map(|(place, _)| place);
    let reproduce = finding.judgement.map(|judgement| &judgement.reproduce);
    test.insert(
        "extra_data".to_owned(),
        json!({ "verdict": finding.word(), "place": place, "reproduce": reproduce }),
    );
    test.into()
}

/// Of a file that could not be used: no points, and why.
pub fn unusable(unusable: Unusable) -> Value {
    let output = format!("{} could not be graded: {}", unusable.origin, unusable.message);
    json!({
        "score": 0,
        "output": output,
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
    })
}
