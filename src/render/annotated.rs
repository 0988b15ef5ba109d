//! A report's own text as HTML, with each number coloured by its verdict and the reason on hover,
//! focus or tap. It is somebody else's text: every character of it is escaped.

use std::ops::Range;

use maud::{Markup, html};

use super::marks::{class, sign};
use crate::homework::ClaimId;
use crate::judge::Judgement;
use crate::read::Account;
use crate::read::Accounted;
use crate::read::Report;
use crate::verdict::Standing;

/// A report's text for a page.
pub struct Annotated {
    /// What is wrong or doubtful, each with a link to its first place.
    pub problems: Markup,
    /// The text, with every number marked.
    pub text: Markup,
}

/// A stretch of the text and what is said of it.
struct Mark<'a> {
    span: Range<usize>,
    class: &'static str,
    sign: &'static str,
    title: String,
    judgement: Option<&'a Judgement>,
}

/// The whole text.
pub fn annotated(report: &Report, judgements: &[Judgement]) -> Annotated {
    let text = &report.document.text;
    let marks = marks(report, judgements);
    let problems = problems(&marks, judgements, report);
    let mut at = 0;
    let text = html! {
        section #text {
            h2 { "The report's own text" }
            p.soft {
                "Numbers are coloured by verdict; the reason shows on hover, with the keyboard, or on tap."
            }
            pre.report {
                @for (index, mark) in marks.iter().enumerate() {
                    (text[at..mark.span.start])
                    (marked(index, mark, &text[mark.span.clone()]))
                    ({ at = mark.span.end; "" })
                }
                (text[at..])
            }
        }
    };
    Annotated { problems, text }
}

/// Claims that are wrong or doubtful, the worst first, each with a link to its place.
fn problems(marks: &[Mark], judgements: &[Judgement], report: &Report) -> Markup {
    let mut open: Vec<&Judgement> = judgements
        .iter()
        .filter(|judgement| judgement.verdict.standing() >= Standing::Doubtful)
        .collect();
    open.sort_by_key(|judgement| std::cmp::Reverse(judgement.verdict.standing()));
    let place = |judgement: &Judgement| {
        let of = |mark: &Mark| mark.judgement.is_some_and(|own| own.id == judgement.id);
        let index = marks.iter().position(of)?;
        Some((index, report.document.place(marks[index].span.start).to_string()))
    };
    html! {
        @if !open.is_empty() {
            ul.problems aria-label="Problems" {
                @for judgement in open {
                    li class=(class(judgement.verdict)) {
                        b { (sign(judgement.verdict)) " " (judgement.id) " " (judgement.verdict.word()) }
                        @if let Some((index, place)) = place(judgement) {
                            " in " a href={ "#at-" (index) } { (place) }
                        }
                        ": " (judgement.said())
                        @if let Some(measured) = &judgement.measured { "; re-run: " (measured) }
                    }
                }
            }
        }
    }
}

fn marked(index: usize, mark: &Mark, text: &str) -> Markup {
    html! {
        span id={ "at-" (index) } class={ "mark " (mark.class) } tabindex="0" {
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
        for mention in &mentions.agreeing {
            marks.push(judged(&mention.span, judgement, false));
        }
        marks.extend(mentions.otherwise.iter().map(|m| judged(&m.span, judgement, true)));
    }
    for difference in &report.differences {
        let id = ClaimId::Setting(Some(difference.part.clone()), difference.name);
        if let Some(judgement) = of(&id) {
            marks.push(judged(&difference.span, judgement, false));
        }
    }
    marks.extend(report.numbers.iter().filter_map(plain));
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
fn plain<'a>(number: &Accounted) -> Option<Mark<'a>> {
    let (class, sign, title) = match &number.account {
        Account::Claim(_) | Account::Reference => return None,
        Account::Open(why) => ("none", "·", format!("not read: {why}")),
        Account::Setting(name) => ("setting", "=", name.to_string()),
    };
    Some(Mark { span: number.span.clone(), class, sign, title, judgement: None })
}
