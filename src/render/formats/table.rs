//! Verdicts as a table for a spreadsheet.

use super::Findings;
use super::finding::plain;
use crate::shown::cell;

/// A row a claim, those that the report does not state too.
///
/// # Errors
/// Never for a text in memory; the writer's type says so.
pub fn verdicts(findings: &Findings) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = "id,reported,re-run,verdict,points,possible,line,column,reason";
    writer.write_record(head.split(','))?;
    for finding in &findings.all {
        let place = finding.place.as_ref().map(|(place, _)| place);
        let worth = finding.worth.as_ref();
        let (reported, measured, reason) = match finding.judgement {
            Some(judgement) => {
                let measured = judgement.measured.as_deref().unwrap_or_default();
                (judgement.said(), measured, judgement.reason.as_str())
            }
            None => ("", "", ""),
        };
        let cells = [
            finding.id.to_string(),
            reported.to_owned(),
            measured.to_owned(),
            finding.word().to_owned(),
            worth.map(|worth| plain(&worth.points())).unwrap_or_default(),
            worth.map(|worth| plain(worth.possible())).unwrap_or_default(),
            place.map(|place| place.line.to_string()).unwrap_or_default(),
            place.map(|place| place.column.to_string()).unwrap_or_default(),
            reason.to_owned(),
        ];
        writer.write_record(cells.map(|text| cell(&text)))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
