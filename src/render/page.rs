//! The report as one HTML page that needs nothing else: no script, no font, no network.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::annotated::Annotated;
use super::figure::{Figure, dark_rules};
use super::limits;
use super::marks::{chip, class, sign};
use crate::homework::{Axis, PartId, QuantityId, What};
use crate::judge::{Judgement, Power};
use crate::measure::Measurements;
use crate::shown::marked;
use crate::verdict::Verdict;

const STYLE: &str = include_str!("page/style.css");
const ANNOTATED_STYLE: &str = include_str!("page/annotated.css");

/// Nothing is fetched and nothing runs, whatever a graded report contains.
const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// What a page shows.
pub struct Report<'a> {
    /// The assignment's title.
    pub title: &'a str,
    /// What was graded: a file's name, or that of the built-in ledger.
    pub source: &'a str,
    /// The claims, judged, in the report's order; none for an assignment without a report.
    pub judgements: &'a [Judgement],
    /// Everything measured.
    pub measurements: &'a Measurements,
    /// How many of their digits the algorithms decide, as far as that is known.
    pub decided: &'a [(QuantityId, usize)],
    /// The figures, by part in the document's order.
    pub figures: &'a [Figure],
    /// What would be seen of falsified accuracies.
    pub power: &'a [Power],
    /// The most re-runs that a part was held against.
    pub rows: usize,
    /// What they cannot show.
    pub limits: &'a [String],
    /// How the claims were read.
    pub notes: &'a [String],
    /// How long the re-run took.
    pub seconds: f64,
    /// The command that makes this page again.
    pub command: &'a str,
    /// The text of the graded report, with its numbers marked.
    pub text: Option<Annotated>,
}

/// The page as a text of UTF-8.
pub fn page(report: &Report) -> String {
    let parts = parts(report);
    let text_style = if report.text.is_some() { ANNOTATED_STYLE } else { "" };
    let style =
        format!("{STYLE}{text_style}@media (prefers-color-scheme: dark) {{{}}}\n", dark_rules());
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="generator" content="verigrad";
                meta http-equiv="Content-Security-Policy" content=(CONTENT_SECURITY_POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (report.title) " · verigrad" }
                style { (PreEscaped(style)) }
            }
            body {
                header {
                    h1 { (report.title) }
                    p.soft {
                        (report.source) ", re-run in " (format!("{:.1}", report.seconds)) " s by "
                        code { (report.command) }
                    }
                    (summary(report.judgements))
                    @if let Some(Annotated { problems, .. }) = &report.text { (problems) }
                    @for line in report.limits.iter().chain(report.notes) { p.soft { (line) "." } }
                    @if parts.len() > 1 {
                        nav aria-label="Parts" {
                            ul {
                                @if report.text.is_some() { li { a href="#text" { "the text" } } }
                                @for part in &parts { li { a href={ "#part-" (part.slug()) } { (part) } } }
                            }
                        }
                    }
                }
                main {
                    @if let Some(Annotated { text, .. }) = &report.text { (text) }
                    @for part in &parts { (section(report, part)) }
                    (limits::section(report))
                    section {
                        h2 { "Measurements" }
                        details {
                            summary { "Everything measured, as the notebook prints it" }
                            (measurements_table(report, |_| true))
                        }
                    }
                }
                footer {
                    "Make this page again: " code { (report.command) }
                }
            }
        }
    };
    marked(&markup.into_string())
}

/// Parts with something to show, each once: those with figures, then those with claims; with
/// neither, those measured.
fn parts<'a>(report: &Report<'a>) -> Vec<&'a PartId> {
    let figures = report.figures.iter().map(|figure| &figure.part);
    let claims = report.judgements.iter().filter_map(|judgement| judgement.part.as_ref());
    let measured = report.measurements.iter().map(|(id, _)| id.part());
    let measured = measured.filter(|_| report.judgements.is_empty());
    let mut parts = Vec::new();
    for part in figures.chain(claims).chain(measured) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

fn summary(judgements: &[Judgement]) -> Markup {
    let count = |verdict| judgements.iter().filter(|j| j.verdict == verdict).count();
    html! {
        @if !judgements.is_empty() {
            ul.summary aria-label={ "Verdicts on " (judgements.len()) " claims" } {
                @for (verdict, count) in Verdict::ALL.map(|verdict| (verdict, count(verdict))) {
                    li class={ (class(verdict)) @if count == 0 { " none" } } {
                        b { (count) } span { (sign(verdict)) " " (verdict.word()) }
                    }
                }
            }
        }
    }
}

fn section(report: &Report, part: &PartId) -> Markup {
    let figures: Vec<&Figure> = report.figures.iter().filter(|f| f.part == *part).collect();
    let of_part = |own: &PartId| own == part;
    let own = |judgement: &&Judgement| judgement.part.as_ref() == Some(part);
    let judgements: Vec<&Judgement> = report.judgements.iter().filter(own).collect();
    html! {
        section id={ "part-" (part.slug()) } {
            h2 { "Part " (part) }
            @if !figures.is_empty() {
                div.figures { @for figure in figures { (figure_markup(figure)) } }
            }
            @if !judgements.is_empty() {
                (claims_table(&judgements))
            } @else if report.judgements.is_empty() {
                (measurements_table(report, of_part))
            }
        }
    }
}

fn figure_markup(figure: &Figure) -> Markup {
    html! {
        figure id=(figure.id) {
            (PreEscaped(&figure.svg))
            figcaption { strong { (figure.title) "." } " " (figure.caption) }
        }
    }
}

fn claims_table(judgements: &[&Judgement]) -> Markup {
    html! {
        div.scroll {
            table.claims {
                thead {
                    tr {
                        @for heading in ["Claim", "What", "Reported", "Re-run", "Verdict", "Reason"] {
                            th scope="col" { (heading) }
                        }
                    }
                }
                tbody {
                    @for judgement in judgements {
                        tr id={ "claim-" (judgement.id.slug()) } {
                            td.id { code { (breakable(&judgement.id.to_string())) } }
                            td.what { (judgement.says) }
                            td.number data-label="Reported" {
                                @if judgement.said() != judgement.says { (judgement.reported) }
                            }
                            td.number data-label="Re-run" {
                                (judgement.measured.as_deref().unwrap_or("–"))
                            }
                            td { (chip(judgement.verdict)) }
                            td.reason { (reason(judgement)) }
                        }
                    }
                }
            }
        }
    }
}

fn reason(judgement: &Judgement) -> Markup {
    html! {
        (judgement.reason)
        details {
            summary { "How it was decided" }
            @for line in &judgement.how { p { (line) } }
            p { "Check: " (judgement.check) }
            code { (judgement.reproduce) }
        }
    }
}

/// With the digits that the algorithms decide, where some are known.
fn measurements_table(report: &Report, wanted: impl Fn(&PartId) -> bool) -> Markup {
    let rows: Vec<_> = report.measurements.iter().filter(|(id, _)| wanted(id.part())).collect();
    let decided = rows.iter().any(|(id, _)| decided(report, id).is_some());
    html! {
        @if !rows.is_empty() {
            div.scroll {
                table {
                    thead {
                        tr {
                            th scope="col" { "Name" }
                            th scope="col" { "Value" }
                            @if decided { th scope="col" { "Digits decided by the algorithm" } }
                        }
                    }
                    tbody {
                        @for (name, value) in rows {
                            tr {
                                td { code { (name.to_string()) } }
                                td.number { (value.printed()) }
                                @if decided {
                                    td.number { (self::decided(report, name).unwrap_or_default()) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How many digits of a number are decided; of a point, of each coordinate.
fn decided(report: &Report, id: &QuantityId) -> Option<String> {
    let digits = |id: &QuantityId| {
        let known = report.decided.iter().find(|(known, _)| known == id);
        known.map(|(_, digits)| digits.to_string())
    };
    let coordinate = |axis| digits(&id.sibling(What::Coordinate(axis)));
    match id.what {
        What::Point => Some(format!("{}, {}", coordinate(Axis::X)?, coordinate(Axis::Y)?)),
        _ => digits(id),
    }
}

/// An id that may be broken into lines after its points only.
fn breakable(id: &str) -> Markup {
    html! { @for (index, piece) in id.split('.').enumerate() {
        @if index > 0 { "." wbr; } (piece)
    } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::homework::{QuantityId, RunId, What};

    fn judgement(reason: &str) -> Judgement {
        let part = PartId::new("1b").expect("a name");
        let run = RunId::new(&part, "adam");
        Judgement {
            id: QuantityId::of_run(&run, What::Value).into(),
            part: Some(part),
            says: "objective".to_owned(),
            reported: "2.44".to_owned(),
            measured: None,
            check: "digits",
            verdict: Verdict::Contradicted,
            p: None,
            reason: reason.to_owned(),
            how: Vec::new(),
            reproduce: "verigrad run 1b".to_owned(),
        }
    }

    fn rendered(judgements: &[Judgement]) -> String {
        let report = Report {
            title: "A & B",
            source: "report.md",
            judgements,
            measurements: &Measurements::default(),
            decided: &[],
            figures: &[],
            power: &[],
            rows: 0,
            limits: &[],
            notes: &[],
            seconds: 1.25,
            command: "verigrad",
            text: None,
        };
        page(&report)
    }

    #[test]
    fn text_of_a_graded_report_stays_text() {
        let page = rendered(&[judgement("<script>alert(1)</script>")]);
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn every_claim_has_its_verdict_in_words() {
        let page = rendered(&[judgement("other digits")]);
        assert!(page.contains("! contradicted") && page.contains("verigrad run 1b"));
    }

    #[test]
    fn without_claims_there_is_no_summary() {
        assert!(!rendered(&[]).contains("class=\"summary\""));
    }
}
