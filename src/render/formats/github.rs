//! Annotations of a GitHub workflow: a line for each claim that is not borne out.

use super::{Finding, Findings, Unusable};
use crate::verdict::Standing;

/// Of a report. What is wrong is an error, what a person should look at a warning.
///
/// Source: GitHub's documentation, "Workflow commands for GitHub Actions".
pub fn annotations(findings: &Findings) -> String {
    let shown = |finding: &&Finding| {
        finding.judgement.is_some() && finding.standing() >= Standing::Doubtful
    };
    let line = |finding: &Finding| {
        let level = if finding.standing() == Standing::Bad { "error" } else { "warning" };
        let mut properties = vec![format!("file={}", property(&findings.origin))];
        let place = finding.place.as_ref().filter(|(place, _)| place.on_page.is_none());
        if let Some((place, _)) = place {
            properties.push(format!("line={},col={}", place.line, place.column));
            properties.push(format!("endColumn={}", place.column + finding.width.max(1)));
        }
        properties
            .push(format!("title={}", property(&format!("{} {}", finding.id, finding.word()))));
        format!("::{level} {}::{}\n", properties.join(","), message(&finding.sentence()))
    };
    let mut text: String = findings.all.iter().filter(shown).map(line).collect();
    text += &format!("::notice title=verigrad::{}\n", message(&findings.summary()));
    text
}

/// Of a file that could not be used.
pub fn unusable(unusable: Unusable) -> String {
    let Unusable { origin, message: why } = unusable;
    format!("::error file={},title=verigrad::{}\n", property(origin), message(why))
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
