//! What `--json` adds for a report: where each claim stands, and what every number is.

use serde_json::{Value, json};

use crate::homework::ClaimId;
use crate::judge::Judgement;
use crate::read::Account;
use crate::read::PlacedMention;
use crate::read::Report;

/// Adds to the verdicts of a report: to each claim its `occurrences`; `numbers`, `settings` of
/// its code that are not the assignment's, and `unstated` claims of the homework. Of a PDF with
/// `unreadable_pages`, claims that are `not_found` are not known to be unstated.
pub fn add_places(verdicts: &mut Value, report: &Report, judgements: &[Judgement]) {
    if let Some(claims) = verdicts.get_mut("claims").and_then(Value::as_array_mut) {
        for claim in claims {
            let id = claim.get("id").and_then(Value::as_str).unwrap_or_default();
            let known = judgements.iter().find(|judgement| judgement.id == *id);
            let places = known.map(|judgement| occurrences(report, &judgement.id));
            claim["occurrences"] = places.unwrap_or_default();
        }
    }
    verdicts["numbers"] = report
        .numbers
        .iter()
        .map(|number| {
            let mut value = place(report, number.span.start);
            value["text"] = json!(report.document.text[number.span.clone()]);
            let (kind, what) = match &number.account {
                Account::Claim(id) => ("claim", json!(id)),
                Account::Setting(name) => ("setting", json!(name)),
                Account::Reference => ("reference", Value::Null),
                Account::Open(why) => ("open", json!(why)),
            };
            value["is"] = json!(kind);
            value["what"] = what;
            value
        })
        .collect();
    verdicts["settings"] = report
        .differences
        .iter()
        .map(|difference| {
            let mut value = place(report, difference.span.start);
            value["part"] = json!(difference.part);
            value["name"] = json!(difference.name);
            value["stated"] = json!(difference.stated);
            value["assignment"] = json!(difference.expected);
            value["judged_under_it"] = json!(difference.runs);
            value
        })
        .collect();
    verdicts["unstated"] = json!(report.unstated);
    let pages = &report.document.unreadable_pages;
    if !pages.is_empty() {
        verdicts["unreadable_pages"] = json!(pages);
        verdicts["not_found"] = json!(report.not_found);
    }
}

/// Where a claim, or a setting that differs, stands.
fn occurrences(report: &Report, id: &ClaimId) -> Value {
    let Some(mentions) = report.mentions_of(id) else {
        let own = report.differences.iter().filter(|difference| {
            ClaimId::Setting(Some(difference.part.clone()), difference.name) == *id
        });
        return own
            .map(|difference| {
                let mut value = place(report, difference.span.start);
                value["text"] = json!(report.document.text[difference.span.clone()]);
                value
            })
            .collect();
    };
    let of = |mention: &PlacedMention| {
        let mut value = place(report, mention.span.start);
        value["text"] = json!(report.document.text[mention.span.clone()]);
        value["agrees"] = json!(!mentions.otherwise.iter().any(|m| m.span == mention.span));
        value
    };
    mentions.all().into_iter().map(of).collect()
}

fn place(report: &Report, byte: usize) -> Value {
    json!(report.document.place(byte))
}
