//! What only a report's text shows: places that disagree with each other, and settings of its code
//! that are not those of the assignment.

use super::Judgement;
use crate::homework::{ClaimId, Homework};
use crate::read::Difference;
use crate::read::Mentions;
use crate::read::PlacedMention;
use crate::read::Report;
use crate::verdict::Verdict;

/// The check of a setting in source code.
const SETTING: &str = "setting";
/// Longer code is not repeated: what it comes to is said.
const WORDS_MOST: usize = 40;

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
fn said(mention: &PlacedMention) -> &str {
    mention.words.as_deref().unwrap_or(&mention.reported)
}

fn add_places(judgement: &mut Judgement, mentions: &Mentions, report: &Report) {
    let place = |start: usize| report.document.place(start);
    let add = |judgement: &mut Judgement, reason: &str| {
        judgement.reason.push_str("; ");
        judgement.reason.push_str(reason);
    };
    let Some(judged) = mentions.judged() else { return };
    if let Some(remark) = &judged.remark {
        add(judgement, remark);
    }
    // The first few places say enough.
    for mention in mentions.otherwise.iter().take(3) {
        let said = format!(
            "the report contradicts itself: {} has {}, {} has {}",
            place(judged.span.start),
            said(judged),
            place(mention.span.start),
            said(mention),
        );
        match judgement.verdict {
            Verdict::Contradicted => add(judgement, &said),
            _ => judgement.reason = format!("{said}; {}", judgement.reason),
        }
        judgement.verdict = Verdict::Contradicted;
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

/// Settings of the report's own code that are not the assignment's. What a report's prose says of
/// settings is never held against it.
fn settings(report: &Report, homework: &Homework) -> Vec<Judgement> {
    let judgement = |difference: &Difference| Judgement {
        id: ClaimId::Setting(Some(difference.part.clone()), difference.name),
        part: Some(difference.part.clone()),
        says: format!("{}, in the report's code", difference.name),
        reported: own_words(difference, report),
        measured: Some(difference.expected.clone()),
        check: SETTING,
        verdict: Verdict::Fails,
        p: None,
        reason: format!(
            "the assignment has {}; {}",
            difference.expected,
            if difference.runs {
                "numbers that hang on it are judged under the report's own"
            } else {
                "this setting cannot be run here"
            }
        ),
        how: Vec::new(),
        reproduce: homework.command(Some(&difference.part)),
    };
    report.differences.iter().map(judgement).collect()
}

/// What the code says there, if that is short.
fn own_words(difference: &Difference, report: &Report) -> String {
    let text = report.document.text.get(difference.span.clone()).unwrap_or_default().trim();
    let short = !text.is_empty() && text.len() <= WORDS_MOST && !text.contains('\n');
    if short { text.to_owned() } else { difference.stated.clone() }
}
