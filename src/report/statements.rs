//! Statements in words, and names that are claims: who won, what fluctuates.

use std::ops::Range;

use super::numbers::{Walk, is_message};
use super::reading::Reading;
use super::rules::{Basis, Rule, Rules, Target};
use crate::homework::ClaimId;

/// The most words between a label and the name behind it.
const REACH: usize = 4;
/// Bytes around a phrase that are shown of its sentence.
const WORDS: usize = 100;
/// The words before a phrase among which a negation turns it round.
const NEGATION_REACH: usize = 3;

/// Beginnings of a sentence that turn all of it round.
const DENIALS: [&str; 6] = [
    "not true that",
    "not so that",
    "not the case that",
    "untrue that",
    "false that",
    "wrong that",
];

/// A claim in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct InWords {
    pub(super) id: ClaimId,
    pub(super) span: Range<usize>,
    /// The name, for a claim that names something.
    pub(super) name: Option<String>,
    /// Predicates or a comparison that these words stand for, in place of the ledger's.
    pub(super) basis: Option<Basis>,
    /// The sentence, in the report's own words.
    pub(super) sentence: String,
}

/// The statements and names of one unit.
pub(super) fn in_words(walk: &Walk, reading: &Reading, rules: &Rules) -> Vec<InWords> {
    let mut found = Vec::new();
    if reading.unit.foreign {
        return found;
    }
    for (at, label) in &reading.statements {
        if is_message(reading, rules, at.start) || is_negated(reading, at, rules) {
            continue;
        }
        let (subject, _) = walk.subject(reading, at);
        let fits = |rule: &&Rule| {
            fits(reading, rule, at, subject) && (rule.basis.is_none() || leads(reading, rule, at))
        };
        for rule in label.rules.iter().filter(fits) {
            if let Target::Claim(id) = &rule.target {
                let basis = rule.basis.clone();
                let (span, sentence) = (at.clone(), own_words(reading, at));
                found.push(InWords { id: id.clone(), span, name: None, basis, sentence });
            }
        }
    }
    for (at, label) in &reading.words {
        let Some((span, name)) = name_behind(reading, at) else { continue };
        for rule in label.rules.iter().filter(|rule| fits(reading, rule, at, None)) {
            if let Target::Claim(id) = &rule.target {
                let name = Some(name.clone());
                let (span, sentence) = (span.clone(), own_words(reading, at));
                found.push(InWords { id: id.clone(), span, name, basis: None, sentence });
            }
        }
    }
    found
}

/// The sentence around a phrase, on one line; of a long one the words around the phrase.
fn own_words(reading: &Reading, at: &Range<usize>) -> String {
    let sentence = reading.sentence(at.start);
    let boundary = |mut byte: usize, up: bool| {
        while !reading.text.is_char_boundary(byte) {
            byte = if up { byte + 1 } else { byte - 1 };
        }
        byte
    };
    let mut from = boundary(sentence.start.min(at.start).max(at.start.saturating_sub(WORDS)), true);
    let mut to = boundary(sentence.end.max(at.end).min(at.end + WORDS), false);
    // Whole words.
    if from > sentence.start {
        from += reading.text[from..at.start].find(char::is_whitespace).unwrap_or(0);
    }
    if to < sentence.end {
        to = at.end + reading.text[at.end..to].rfind(char::is_whitespace).unwrap_or(to - at.end);
    }
    let marks = |c: char| matches!(c, '*' | '_' | '`' | '|' | '#');
    let text = reading.text[from.min(at.start)..to.max(at.end)].replace(marks, " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    let words = words.trim_start_matches(['-', '•', ' ']);
    let (cut, open) = (from > sentence.start, to < sentence.end);
    let (before, after) = (if cut { "… " } else { "" }, if open { " …" } else { "" });
    format!("{before}{words}{after}")
}

/// Whether the rule's subject is the first of the sentence: "X adds speed to Y and is fast" does
/// not say that Y is fast.
fn leads(reading: &Reading, rule: &Rule, at: &Range<usize>) -> bool {
    let sentence = reading.sentence(at.start);
    let first = reading.subjects.iter().find(|(subject, _)| subject.start >= sentence.start);
    let first = first.filter(|(subject, _)| subject.end <= sentence.end).map(|(_, name)| *name);
    first.is_none() || first == rule.subject.as_deref()
}

/// The subject behind a label, or the word behind its colon.
fn name_behind(reading: &Reading, at: &Range<usize>) -> Option<(Range<usize>, String)> {
    let sentence = reading.sentence(at.start);
    let behind = reading.subjects.iter().find(|(subject, _)| subject.start >= at.end);
    let near =
        |span: &Range<usize>| span.start < sentence.end && reading.gap(at.end..span.start) <= REACH;
    if let Some((span, name)) = behind.filter(|(span, _)| near(span)) {
        return Some((span.clone(), (*name).to_owned()));
    }
    let rest = &reading.text[at.end..sentence.end];
    let inner = rest.trim_start_matches([' ', '*', '_', '`', '"', '\'']).strip_prefix(':')?;
    let inner = inner.trim_start_matches([' ', '*', '_', '`', '"', '\'']);
    let length = inner.find(|c: char| !c.is_alphanumeric()).unwrap_or(inner.len());
    let start = sentence.end - inner.len();
    (length > 0 && inner.starts_with(|c: char| c.is_alphabetic()))
        .then(|| (start..start + length, inner[..length].to_owned()))
}

fn fits(reading: &Reading, rule: &Rule, at: &Range<usize>, subject: Option<&str>) -> bool {
    let unit = reading.unit;
    let part = rule.part.is_none() || rule.part == unit.part;
    let spoken_of = rule.subject.is_none() || rule.subject.as_deref() == subject;
    if !part || !spoken_of {
        return false;
    }
    let mut places = vec![reading.sentence(at.start)];
    places.extend(unit.lead.clone());
    places.extend(unit.heading.clone());
    rule.near.is_empty() || places.iter().any(|place| reading.holds(place, &rule.near))
}

/// Whether "not" or the like stands shortly before.
fn is_negated(reading: &Reading, at: &Range<usize>, rules: &Rules) -> bool {
    let sentence = reading.sentence(at.start);
    let before = &reading.text[sentence.start.min(at.start)..at.start];
    let words = before.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let last: Vec<String> = words
        .filter(|word| !word.is_empty())
        .rev()
        .take(NEGATION_REACH)
        .map(str::to_lowercase)
        .collect();
    let lowered = before.to_lowercase();
    if DENIALS.iter().any(|denial| lowered.contains(denial)) {
        return true;
    }
    last.iter().any(|word| {
        rules.negations.contains(word) || word.ends_with("n't") || word.ends_with("n’t")
    })
}
