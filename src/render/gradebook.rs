//! The gradebook as a table for a spreadsheet, and in short for a terminal.

use serde_json::{Value, json};

use crate::grade::gradebook::{Entry, Score, Shared};
use crate::homework::ClaimId;
use crate::shown::cell;
use crate::verdict::Verdict;

/// A row a submission.
///
/// # Errors
/// Never for a text in memory; the writer's type says so.
pub fn table(entries: &[Entry]) -> Result<String, ::csv::Error> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let mut header = vec!["submission", "status", "points", "undecided", "possible"];
    header.extend(Verdict::ALL.map(Verdict::word));
    header.extend([
        "not stated",
        "unaccounted",
        "wrong",
        "other settings",
        "left to do",
        "same random numbers",
    ]);
    writer.write_record(&header)?;
    for Entry { submission, outcome } in entries {
        let mut row = vec![cell(submission)];
        match outcome {
            Ok(score) => row.extend(cells(score)),
            Err(message) => {
                row.push(cell(message));
                row.resize(header.len(), String::new());
            }
        }
        writer.write_record(&row)?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn cells(score: &Score) -> Vec<String> {
    let mut cells = vec!["graded".to_owned()];
    cells.extend(
        [&score.points, &score.undecided, &score.possible]
            .map(|n| n.normalized().to_plain_string()),
    );
    cells.extend(Verdict::ALL.map(|verdict| score.summary.count(verdict).to_string()));
    cells.extend([score.unstated, score.unaccounted].map(|count| count.to_string()));
    cells.push(cell(&ids(&score.wrong, " ")));
    cells.push(cell(&score.settings.join("; ")));
    cells.push(cell(&score.left.join("; ")));
    cells.push(cell(&shared(score)));
    cells
}

fn shared(score: &Score) -> String {
    let one = |shared: &Shared| format!("{}: {}", others(shared), ids(&shared.claims, " "));
    score.shared.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Who else has the same numbers.
fn others(shared: &Shared) -> String {
    let named = shared.with.join(", ");
    if shared.more > 0 { format!("{named} and {} more", shared.more) } else { named }
}

fn ids(claims: &[ClaimId], between: &str) -> String {
    claims.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}

/// What `--json` prints: an object a submission, by the names of the table's columns.
pub fn json(entries: &[Entry]) -> Value {
    let object = |entry: &Entry| match &entry.outcome {
        Err(message) => json!({ "submission": entry.submission, "status": message }),
        Ok(score) => json!({
            "submission": entry.submission,
            "status": "graded",
            "points": score.points.normalized().to_plain_string(),
            "undecided": score.undecided.normalized().to_plain_string(),
            "possible": score.possible.normalized().to_plain_string(),
            "not stated": score.unstated,
            "unaccounted": score.unaccounted,
            "wrong": score.wrong,
            "other settings": score.settings,
            "left to do": score.left,
            "same random numbers": score.shared,
        }),
    };
    entries.iter().map(object).collect()
}

/// A line a submission, then what needs a person.
pub fn lines(entries: &[Entry]) -> String {
    let width = entries.iter().map(|entry| entry.submission.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for Entry { submission, outcome } in entries {
        let words = match outcome {
            Ok(score) => {
                let points = score.points.normalized().to_plain_string();
                let possible = score.possible.normalized().to_plain_string();
                let undecided = score.undecided.normalized().to_plain_string();
                let wrong = score.wrong.len();
                format!("{points} of {possible} points, {undecided} undecided, {wrong} wrong")
            }
            Err(message) => format!("could not be used: {message}"),
        };
        text += &format!("{submission:width$}  {words}\n");
        for shared in outcome.iter().flat_map(|score| &score.shared) {
            let claims = ids(&shared.claims, ", ");
            text +=
                &format!("{:width$}  same random numbers as {}: {claims}\n", "", others(shared));
        }
    }
    text
}
