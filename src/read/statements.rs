//! Statements in words. A statement needs its subject, its predicate and its polarity in one
//! sentence, in the section of its part; headings, questions and suppositions assert nothing.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::facet::Facet;
use super::number::Role;
use super::unit::Unit;
use super::words::{Basis, StatementWords, Subject, Words};
use crate::homework::{ClaimId, PartId};

/// The words before a phrase among which a negation turns it round.
const NEGATION_REACH: usize = 3;
/// Words between a number and the phrase that says what it counts.
const NUMBER_REACH: usize = 4;

/// What is not said of this run: suppositions, expectations, generalities, questions.
static SUPPOSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\?|\b(?:would|might|could|should|may|can|if|whether|unless|suppose\w*|expect\w*|theory|theoretically|usually|typically|in general|generally|hypothe\w*|tends? to|wurde\w*|sollte\w*|konnte\w*|falls|devrait|pourrait|deberia|podria)\b",
    )
    .ok()
});
/// Beginnings that turn all of a sentence round.
static DENIED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:not true|not so|not the case|untrue|false|wrong) that\b").ok()
});

/// A unit of speech where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Spoken<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The parts in force.
    pub parts: &'a [PartId],
    /// Whether it is a heading.
    pub heading: bool,
}

/// A statement in words.
#[derive(Clone, Debug, PartialEq)]
pub struct InWords {
    /// Which.
    pub id: ClaimId,
    /// Bytes of the unit's text: the phrase, or the number beside it.
    pub span: Range<usize>,
    /// Predicates or a comparison that these words stand for, in place of the ledger's.
    pub basis: Option<Basis>,
    /// Whether the span is a number, which is what is said.
    pub number: bool,
}

/// The statements of a unit.
pub fn statements(spoken: &Spoken, words: &Words) -> Vec<InWords> {
    let unit = spoken.unit;
    if spoken.heading {
        return Vec::new();
    }
    let mut hits: Vec<(Range<usize>, &StatementWords)> = words.statements.find(&unit.low).collect();
    if hits.is_empty() || matches(&SUPPOSED, &unit.low) || matches(&DENIED, &unit.low) {
        return Vec::new();
    }
    // "no vanishing" speaks, not the "vanishing" within it.
    hits.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
    let whole = hits.clone();
    let within = |at: &Range<usize>, id: &ClaimId| {
        let outer = |(other, words): &(Range<usize>, &StatementWords)| {
            words.id == *id && other.start <= at.start && at.end <= other.end && other != at
        };
        whole.iter().any(outer)
    };
    let named: Vec<&PartId> = parts_named(unit);
    let fits = |at: &Range<usize>, words: &StatementWords| {
        let part = words.part.as_ref().or(words.id.part());
        let here = match part {
            None => true,
            Some(part) if named.is_empty() => spoken.parts == std::slice::from_ref(part),
            Some(part) => named == [part],
        };
        here && words.subject.as_ref().is_none_or(|subject| leads(unit, at, subject))
            && words.near.as_ref().is_none_or(|near| near.is_match(&unit.low))
    };
    let mut found = Vec::new();
    for (at, one) in hits {
        if within(&at, &one.id) || !fits(&at, one) || negated(unit, &at, words) {
            continue;
        }
        let span = if one.number { number_beside(unit, &at) } else { Some(at) };
        let Some(span) = span else { continue };
        found.push(InWords {
            id: one.id.clone(),
            span,
            basis: one.basis.clone(),
            number: one.number,
        });
    }
    found
}

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

fn parts_named(unit: &Unit) -> Vec<&PartId> {
    let mut parts: Vec<&PartId> = Vec::new();
    for found in &unit.facets {
        if let Facet::Part(part) = &found.facet
            && !parts.contains(&part)
        {
            parts.push(part);
        }
    }
    parts
}

/// Whether the words are said of that subject: it is the last one named before them, or, where
/// none is, the first one behind.
fn leads(unit: &Unit, at: &Range<usize>, subject: &Subject) -> bool {
    let subjects = || {
        unit.facets.iter().filter(|found| matches!(found.facet, Facet::Method(_) | Facet::Run(_)))
    };
    let before = subjects().filter(|found| found.span.end <= at.start).last();
    let behind = subjects().find(|found| found.span.start >= at.end);
    let is_it = |facet: &Facet| match (facet, subject) {
        (Facet::Method(method), Subject::Method(own)) => method == own,
        (Facet::Run(run), Subject::Run(own)) => *run.name == **own,
        _ => false,
    };
    before.or(behind).is_some_and(|found| is_it(&found.facet))
}

/// Whether "not" or the like stands shortly before, within the clause.
fn negated(unit: &Unit, at: &Range<usize>, words: &Words) -> bool {
    let before = &unit.low[..at.start];
    let clause = before.rfind([',', ';', ':']).map_or(0, |mark| mark + 1);
    let last = before[clause..].split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let negates = |word: &str| {
        words.negations.contains(word) || word.ends_with("n't") || word.ends_with("n’t")
    };
    last.filter(|word| !word.is_empty()).rev().take(NEGATION_REACH).any(negates)
}

/// The number that stands beside a phrase.
fn number_beside(unit: &Unit, at: &Range<usize>) -> Option<Range<usize>> {
    let words = |range: Range<usize>| unit.low[range].split_whitespace().count();
    let usable = |role: Role| matches!(role, Role::Claim | Role::Masked | Role::Size);
    let numbers = unit.numbers.iter().filter(|number| usable(number.role));
    let near = |number: &&super::number::Number| {
        let span = &number.span;
        (span.end <= at.start && words(span.end..at.start) <= NUMBER_REACH)
            || (span.start >= at.end && words(at.end..span.start) <= NUMBER_REACH)
    };
    numbers
        .filter(near)
        .min_by_key(|number| number.span.start.abs_diff(at.start))
        .map(|number| number.span.clone())
}
