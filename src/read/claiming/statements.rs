//! Statements in words. A statement needs its subject, its predicate and its polarity in one
//! sentence, in the section of its part; headings, questions and suppositions assert nothing.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::homework::{ClaimId, PartId};
use crate::read::language::words::{Basis, StatementWords, Subject, Words};
use crate::read::lexing::facet::{Facet, Found};
use crate::read::lexing::number::{Number, Role};
use crate::read::lexing::unit::Unit;

/// The words before a phrase among which a negation turns it round.
const NEGATION_REACH: usize = 3;
/// Words between a number and the phrase that says what it counts.
const NUMBER_REACH: usize = 4;

/// What is not said of this run: suppositions, expectations, generalities, questions.
static SUPPOSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\?|\b(?:would|might|could|should|may|can|if|whether|unless|suppose\w*|expect\w*|theory|theoretically|usually|typically|in general|generally|hypothe\w*|tends? to|wurde\w*|sollte\w*|konnte\w*|devrait|pourrait|deberia|podria)\b",
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
    /// The list item that it stands under, which may name its subject.
    pub above: Option<&'a Unit>,
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
    let fits = |at: &Range<usize>, words: &StatementWords| {
        let part = words.part.as_ref().or(words.id.part());
        speaks_of(spoken, at, part, words.subject.as_ref())
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

/// Whether words are said in the section of a part, and of a subject.
pub(in crate::read) fn speaks_of(
    spoken: &Spoken,
    at: &Range<usize>,
    part: Option<&PartId>,
    subject: Option<&Subject>,
) -> bool {
    let named = parts_named(spoken.unit, at.start);
    let here = match part {
        None => true,
        Some(part) if named.is_empty() => spoken.parts == std::slice::from_ref(part),
        Some(part) => named == [part],
    };
    here && subject.is_none_or(|subject| {
        let own = spoken.unit;
        let above = spoken.above.filter(|_| subjects(own).next().is_none());
        leads(own, at, subject)
            || above.is_some_and(|above| leads(above, &(above.low.len()..above.low.len()), subject))
    })
}

fn matches(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// The parts that a unit names up to a byte: what it says of others comes behind.
fn parts_named(unit: &Unit, until: usize) -> Vec<&PartId> {
    let mut parts: Vec<&PartId> = Vec::new();
    for found in unit.facets.iter().filter(|found| found.span.start < until) {
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
    let before = subjects(unit).filter(|found| found.span.end <= at.start).last();
    let behind = subjects(unit).find(|found| found.span.start >= at.end);
    let is_it = |facet: &Facet| match (facet, subject) {
        (Facet::Method(method), Subject::Method(own)) => method == own,
        (Facet::Run(run), Subject::Run(own)) => *run.name == **own,
        _ => false,
    };
    before.or(behind).is_some_and(|found| is_it(&found.facet))
}

/// What a unit speaks of: runs by name, and rules that are not part of such a name.
fn subjects(unit: &Unit) -> impl Iterator<Item = &Found> {
    let is_run = |found: &&Found| matches!(found.facet, Facet::Run(_));
    let within = move |span: &Range<usize>| {
        let mut runs = unit.facets.iter().filter(is_run);
        runs.any(|run| run.span.start <= span.start && span.end <= run.span.end)
    };
    unit.facets.iter().filter(move |found| match found.facet {
        Facet::Run(_) => true,
        Facet::Method(_) => !within(&found.span),
        _ => false,
    })
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

/// The number that stands right behind a phrase, or right before it.
pub(in crate::read) fn beside<'u>(
    unit: &'u Unit,
    at: &Range<usize>,
    before: bool,
) -> Option<&'u Number> {
    let number = if before {
        unit.numbers.iter().rev().find(|number| number.span.end <= at.start)
    } else {
        unit.numbers.iter().find(|number| number.span.start >= at.end)
    }?;
    let between = if before { number.span.end..at.start } else { at.end..number.span.start };
    let between = unit.low.get(between)?;
    let near = between.split_whitespace().count() <= NUMBER_REACH;
    // In "3(a) Eight hidden layers" the three names a part.
    (near && !between.contains([';', '|', '(', ')'])).then_some(number)
}

/// The number that stands beside a phrase.
fn number_beside(unit: &Unit, at: &Range<usize>) -> Option<Range<usize>> {
    let words = |range: Range<usize>| unit.low[range].split_whitespace().count();
    let usable = |role: Role| matches!(role, Role::Claim | Role::Masked | Role::Size);
    let numbers = unit.numbers.iter().filter(|number| usable(number.role));
    let near = |number: &&Number| {
        let span = &number.span;
        (span.end <= at.start && words(span.end..at.start) <= NUMBER_REACH)
            || (span.start >= at.end && words(at.end..span.start) <= NUMBER_REACH)
    };
    numbers
        .filter(near)
        .min_by_key(|number| number.span.start.abs_diff(at.start))
        .map(|number| number.span.clone())
}
