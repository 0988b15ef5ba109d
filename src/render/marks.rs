//! How a verdict is marked on a page: a colour, a sign and its word.

use maud::{Markup, html};

use crate::verdict::{Standing, Verdict};

/// Sign and word on the verdict's colour.
pub(super) fn chip(verdict: Verdict) -> Markup {
    html! { span class={ "chip " (class(verdict)) } { (sign(verdict)) " " (verdict.word()) } }
}

/// The family of colours of a verdict.
pub(super) fn class(verdict: Verdict) -> &'static str {
    match (verdict.standing(), verdict) {
        (Standing::Good, Verdict::Reproduced | Verdict::Holds) => "good",
        (Standing::Good, _) => "fair",
        (Standing::Doubtful, _) => "doubt",
        (Standing::Bad, _) => "bad",
        (Standing::Open, _) => "open",
    }
}

/// Tells verdicts apart without colour.
pub(super) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reproduced | Verdict::Holds => "✓",
        Verdict::ConsistentWithItself => "=",
        Verdict::Consistent | Verdict::Tied | Verdict::WithinRounding => "≈",
        Verdict::HoldsInSome | Verdict::Arguable => "~",
        Verdict::Unusual | Verdict::Beaten => "≠",
        Verdict::Fails => "✗",
        Verdict::Contradicted => "!",
        Verdict::NotCheckable => "?",
    }
}
