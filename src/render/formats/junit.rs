//! JUnit's XML: a suite for each part, a case for each claim.

use maud::{Markup, PreEscaped, html};

use super::{Finding, Findings, Unusable};
use crate::shown::marked;
use crate::verdict::Standing;

/// Of a report: what is wrong or not stated is a failure, what could not be checked is skipped,
/// what a person should look at passes with its reason.
///
/// Markup is escaped by the same macros as the page's: XML and HTML have these escapes in common.
pub fn suites(findings: &Findings, seconds: f64) -> String {
    let mut parts: Vec<(String, Vec<&Finding>)> = Vec::new();
    for finding in &findings.all {
        let part = finding.part();
        match parts.iter_mut().find(|(known, _)| *known == part) {
            Some((_, own)) => own.push(finding),
            None => parts.push((part, vec![finding])),
        }
    }
    let count = |own: &[&Finding], standing| {
        own.iter().filter(|finding| finding.standing() == standing).count()
    };
    let all: Vec<&Finding> = findings.all.iter().collect();
    document(&html! {
        testsuites name=(findings.title) tests=(all.len()) failures=(count(&all, Standing::Bad))
            skipped=(count(&all, Standing::Open)) errors="0" time=(format!("{seconds:.3}")) {
            @for (part, own) in &parts {
                testsuite name=(part) tests=(own.len()) failures=(count(own, Standing::Bad))
                    skipped=(count(own, Standing::Open)) errors="0" {
                    @for finding in own { (case(finding, &findings.origin)) }
                }
            }
        }
    })
}

fn case(finding: &Finding, origin: &str) -> Markup {
    let line = finding.place.as_ref().map(|(place, _)| place.line);
    let sentence = finding.sentence();
    html! {
        testcase name=(finding.id) classname=(finding.part()) file=(origin) line=[line] {
            @match finding.standing() {
                Standing::Bad => failure message=(sentence) type=(finding.word()) {
                    (sentence)
                    @if let Some((place, _)) = &finding.place { "\n" (place.in_file(origin)) }
                    @if let Some(judgement) = finding.judgement { "\nsee: " (judgement.reproduce) }
                },
                Standing::Open => skipped message=(sentence) {},
                Standing::Doubtful => system-out { (sentence) },
                Standing::Good => {},
            }
        }
    }
}

/// Of a file that could not be used: one case, in error.
pub fn unusable(unusable: Unusable) -> String {
    document(&html! {
        testsuites tests="1" failures="0" skipped="0" errors="1" {
            testsuite name="report" tests="1" failures="0" skipped="0" errors="1" {
                testcase name="the file can be used" classname="report" file=(unusable.origin) {
                    error message=(unusable.message) type="unusable" { (unusable.message) }
                }
            }
        }
    })
}

fn document(root: &Markup) -> String {
    let PreEscaped(text) = root;
    marked(&format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n"))
}
