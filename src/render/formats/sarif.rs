//! SARIF 2.1.0, which editors and code scanning show beside the text.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Finding, Findings, Unusable};
use crate::verdict::{Standing, Verdict};

/// Of a report: a result for each claim that is not borne out, a rule for each verdict. Rules and
/// fingerprints stay the same when a report is graded again, or its lines move.
///
/// Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
pub fn log(findings: &Findings) -> Value {
    let shown = |finding: &&Finding| {
        finding.judgement.is_some() && finding.standing() >= Standing::Doubtful
    };
    let results: Vec<Value> =
        findings.all.iter().filter(shown).map(|finding| result(finding, findings)).collect();
    document(&results, true)
}

fn result(finding: &Finding, findings: &Findings) -> Value {
    let level = match finding.standing() {
        Standing::Bad => "error",
        Standing::Doubtful => "warning",
        Standing::Open | Standing::Good => "note",
    };
    let mut location = json!({
        "physicalLocation": { "artifactLocation": { "uri": uri(&findings.origin) } }
    });
    // A place in a PDF is a box on a page, which this format has no words for.
    if let Some((place, _)) = finding.place.as_ref().filter(|(place, _)| place.on_page.is_none()) {
        location["physicalLocation"]["region"] = json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + finding.width.max(1),
        });
    }
    let said = finding.judgement.map_or("", |judgement| judgement.said());
    json!({
        "ruleId": rule(finding.word()),
        "level": level,
        "message": { "text": format!("{}: {}", finding.id, finding.sentence()) },
        "locations": [location],
        "partialFingerprints": { "claim/v1": fingerprint(&[&finding.id.to_string(), said]) },
    })
}

/// Of a file that could not be used: an invocation that failed.
pub fn unusable(unusable: Unusable) -> Value {
    let mut log = document(&[], false);
    log["runs"][0]["invocations"][0]["toolExecutionNotifications"] =
        json!([{ "level": "error", "message": { "text": unusable.message } }]);
    log
}

fn document(results: &[Value], successful: bool) -> Value {
    let rules: Vec<Value> = Verdict::ALL
        .iter()
        .filter(|verdict| verdict.standing() >= Standing::Doubtful)
        .map(|verdict| {
            let text = format!("A claim of the report is: {}.", verdict.word());
            json!({ "id": rule(verdict.word()), "shortDescription": { "text": text } })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "verigrad",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": successful }],
            "results": results,
        }],
    })
}

fn rule(word: &str) -> String {
    word.replace(' ', "-")
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

fn fingerprint(pieces: &[&str]) -> String {
    let digest = Sha256::digest(pieces.join("\0"));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
