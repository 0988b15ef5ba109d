//! What the page says of its own limits: falsifications that would not be seen, and claims that
//! nothing could be said of.

use maud::{Markup, html};

use super::marks::chip;
use super::page::Report;
use crate::judge::{FALSIFICATIONS, Judgement, Power};
use crate::verdict::Verdict;

/// The section; nothing if there is nothing to say.
pub(super) fn section(report: &Report) -> Markup {
    let unchecked: Vec<&Judgement> =
        report.judgements.iter().filter(|j| j.verdict == Verdict::NotCheckable).collect();
    html! {
        @if !report.power.is_empty() || !unchecked.is_empty() || !report.limits.is_empty() {
            section id="limits" {
                h2 { "What this cannot see" }
                @for limit in report.limits { p { (limit) "." } }
                @if !report.power.is_empty() { (falsifications(report.power, report.rows)) }
                @if !unchecked.is_empty() {
                    p {
                        (unchecked.len())
                        @if unchecked.len() == 1 { " claim was" } @else { " claims were" }
                        " not checkable:"
                    }
                    ul {
                        @for judgement in unchecked {
                            li { code { (judgement.id) } ": " (judgement.reason) }
                        }
                    }
                }
            }
        }
    }
}

fn falsifications(power: &[Power], rows: usize) -> Markup {
    let from = |from: Option<i64>| match from {
        Some(images) => format!("{images} images"),
        None => "never".to_owned(),
    };
    html! {
        p {
            "An accuracy is held against " (rows) " whole re-runs. Changed by less than they differ \
             among themselves, it looks like any honest run. These would be the verdicts on the \
             report's accuracies, changed by so many of the test images:"
        }
        div.scroll {
            table {
                thead {
                    tr {
                        th scope="col" { "Accuracy" }
                        @for shift in FALSIFICATIONS {
                            th scope="col" { (shift) " more" }
                            th scope="col" { (shift) " less" }
                        }
                        th scope="col" { "Contradicted from" }
                    }
                }
                tbody {
                    @for claim in power {
                        tr {
                            td { code { (claim.id) } }
                            @for [more, less] in &claim.verdicts {
                                td { (chip(*more)) }
                                td { (chip(*less)) }
                            }
                            td {
                                (from(claim.contradicted_from[0])) " more, "
                                (from(claim.contradicted_from[1])) " less"
                            }
                        }
                    }
                }
            }
        }
        p.soft {
            "Error rates: of a hundred honest reports at most one is accused of any of its random \
             numbers, and each winner of a sweep adds at most one more in a hundred. Where the \
             report's code leaves a choice (looking at the test images after every epoch or once \
             at the end, which layer draws its weights first), the choice moves the draws but not \
             their law, so that one ensemble stands for all of them."
        }
    }
}
