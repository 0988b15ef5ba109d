//! What only a report's text shows: places that disagree with each other, numbers that cannot be
//! read, settings that are not those of the assignment.

use super::Judgement;
use crate::homework::{ClaimId, Homework};
use crate::report::{Account, Agreement, Difference, Mention, Mentions, Report};
use crate::verdict::Verdict;

/// The rule of a setting stated in words.
const SETTING: &str = "setting";

/// The judgements on a report's ledger, with what its text adds to them.
pub fn with_text(
    mut judgements: Vec<Judgement>,
    report: &Report,
    homework: &Homework,
) -> Vec<Judgement> {
    for judgement in &mut judgements {
        if let Some(mentions) = report.mentions_of(&judgement.id) {
            add_places(judgement, mentions, report);
        }
        name_own_settings(judgement, report, homework);
    }
    judgements.extend(settings(report, homework));
    judgements
}

/// The number, or the report's own words.
fn said(mention: &Mention) -> &str {
    mention.words.as_deref().unwrap_or(&mention.reported)
}

fn add_places(judgement: &mut Judgement, mentions: &Mentions, report: &Report) {
    let line = |start: usize| report.document.place(start).line;
    let add = |judgement: &mut Judgement, reason: &str| {
        judgement.reason.push_str("; ");
        judgement.reason.push_str(reason);
    };
    let Some(judged) = mentions.judged() else {
        let unreadable = mentions.unreadable.first();
        let why =
            unreadable.and_then(|mention| mention.remark.as_deref()).unwrap_or("not readable");
        judgement.verdict = Verdict::NotCheckable;
        judgement.reason = format!("the number cannot be read with certainty: {why}");
        return;
    };
    if let Some(remark) = &judged.remark {
        add(judgement, remark);
    }
    // The first few places say enough.
    for mention in mentions.otherwise.iter().take(3) {
        let said = format!(
            "the report contradicts itself: line {} has {}, line {} has {}",
            line(judged.span.start),
            said(judged),
            line(mention.span.start),
            said(mention),
        );
        match judgement.verdict {
            Verdict::Contradicted => add(judgement, &said),
            _ => judgement.reason = format!("{said}; {}", judgement.reason),
        }
        judgement.verdict = Verdict::Contradicted;
    }
    for mention in &mentions.unreadable {
        let why = mention.remark.as_deref().unwrap_or_default();
        let place = line(mention.span.start);
        add(judgement, &format!("line {place} cannot be read with certainty: {why}"));
    }
}

/// A number of a re-run is one under the report's own settings: the reason says so.
fn name_own_settings(judgement: &mut Judgement, report: &Report, homework: &Homework) {
    let Some(part) = judgement.id.part() else { return };
    let changes = |difference: &&Difference| difference.changes(part, &homework.assignment);
    let concerns = report.differences.iter().filter(changes);
    let own: Vec<String> = concerns.map(|d| format!("{} {}", d.name, d.stated)).collect();
    if judgement.measured.is_some() && !own.is_empty() {
        let own = own.join(", ");
        judgement.reason.push_str(&format!("; under the report's own settings, {own}"));
    }
}

/// Settings in words that are neither the assignment's nor those of the report's own code.
fn settings(report: &Report, homework: &Homework) -> Vec<Judgement> {
    let mut judgements: Vec<Judgement> = Vec::new();
    for number in &report.numbers {
        let Account::Setting { name, part, agreement: Agreement::Differs(expected) } =
            &number.account
        else {
            continue;
        };
        let id = ClaimId::Setting(part.clone(), *name);
        let reported = report.document.text[number.span.clone()].to_owned();
        if judgements.iter().any(|known| known.id == id && known.reported == reported) {
            continue;
        }
        judgements.push(Judgement {
            id,
            part: part.clone(),
            says: format!("{name}, in words"),
            reported,
            measured: Some(expected.join(" or ")),
            check: SETTING,
            verdict: Verdict::Contradicted,
            p: None,
            reason: format!(
                "the {name} of this part is {}",
                if expected.is_empty() { "another".to_owned() } else { expected.join(" or ") }
            ),
            how: Vec::new(),
            reproduce: homework.command(part.as_ref()),
        });
    }
    judgements
}
