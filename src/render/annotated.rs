//! A report's own text as HTML, with each number coloured by its verdict and the reason on hover,
//! focus or tap. It is somebody else's text: every character of it is escaped.

use std::ops::Range;

use maud::{Markup, html};

use super::marks::{class, sign};
use crate::homework::ClaimId;
use crate::judge::Judgement;
use crate::report::{Account, Accounted, Agreement, Report};

/// A stretch of the text and what is said of it.
struct Mark<'a> {
    span: Range<usize>,
    class: &'static str,
    sign: &'static str,
    title: String,
    judgement: Option<&'a Judgement>,
}

/// The whole text.
pub fn annotated(report: &Report, judgements: &[Judgement]) -> Markup {
    let text = &report.document.text;
    let marks = marks(report, judgements);
    let mut at = 0;
    html! {
        section #text {
            h2 { "The report's own text" }
            p.soft {
                "Numbers are coloured by verdict; the reason shows on hover, with the keyboard, or on tap."
            }
            pre.report {
                @for mark in &marks {
                    (text[at..mark.span.start])
                    (marked(mark, &text[mark.span.clone()]))
                    ({ at = mark.span.end; "" })
                }
                (text[at..])
            }
        }
    }
}

fn marked(mark: &Mark, text: &str) -> Markup {
    html! {
        span class={ "mark " (mark.class) } tabindex="0" {
            (text)
            span.note role="tooltip" {
                b { (mark.sign) " " (mark.title) }
                @if let Some(judgement) = mark.judgement {
                    @if let Some(measured) = &judgement.measured { span.line { "re-run: " (measured) } }
                    span.line { (judgement.reason) }
                    span.line { code { (judgement.reproduce) } }
                }
            }
        }
    }
}

/// The marks in the order of the text, none within another.
fn marks<'a>(report: &Report, judgements: &'a [Judgement]) -> Vec<Mark<'a>> {
    let of = |id: &ClaimId| judgements.iter().find(|judgement| judgement.id == *id);
    let judged = |span: &Range<usize>, judgement: &'a Judgement, otherwise: bool| {
        let verdict = judgement.verdict;
        let word = if otherwise { "said otherwise elsewhere" } else { verdict.word() };
        Mark {
            span: span.clone(),
            class: class(verdict),
            sign: sign(verdict),
            title: format!("{} {word}", judgement.id),
            judgement: Some(judgement),
        }
    };
    let mut marks = Vec::new();
    for mentions in &report.mentions {
        let Some(judgement) = of(&mentions.id) else { continue };
        for mention in mentions.agreeing.iter().chain(&mentions.unreadable) {
            marks.push(judged(&mention.span, judgement, false));
        }
        marks.extend(mentions.otherwise.iter().map(|m| judged(&m.span, judgement, true)));
    }
    for number in &report.numbers {
        if let Some(mark) = plain(report, number, judgements) {
            marks.push(mark);
        }
    }
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    let mut end = 0;
    marks.retain(|mark| {
        let free = mark.span.start >= end;
        if free {
            end = mark.span.end;
        }
        free
    });
    marks
}

/// A number that is no claim.
fn plain<'a>(report: &Report, number: &Accounted, judgements: &'a [Judgement]) -> Option<Mark<'a>> {
    let mark = |class, sign, title: String| {
        Some(Mark { span: number.span.clone(), class, sign, title, judgement: None })
    };
    match &number.account {
        Account::Claim(_) | Account::Reference | Account::Message => None,
        Account::Unaccounted(hint) => {
            let hint = hint.as_deref().map(|hint| format!(": {hint}")).unwrap_or_default();
            mark("none", "·", format!("unaccounted{hint}"))
        }
        Account::Setting { name, agreement: Agreement::Agrees, .. } => {
            mark("setting", "=", format!("{name}, as in the assignment"))
        }
        Account::Setting { name, agreement: Agreement::Unchecked, .. } => {
            mark("setting", "·", format!("{name}, which the assignment does not have"))
        }
        Account::Setting { name, part, .. } => {
            let id = ClaimId::Setting(part.clone(), *name);
            let text = &report.document.text[number.span.clone()];
            let own = |judgement: &&Judgement| judgement.id == id && judgement.reported == text;
            let judgement = judgements.iter().find(own)?;
            Some(Mark {
                span: number.span.clone(),
                class: class(judgement.verdict),
                sign: sign(judgement.verdict),
                title: format!("{name} {}", judgement.verdict.word()),
                judgement: Some(judgement),
            })
        }
    }
}
