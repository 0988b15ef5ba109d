//! One unit of speech with everything the extraction table finds in it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use super::literal::{Literal, literals};
use super::pairs::join_pairs;
use super::part::Found;
use super::rules::{Label, Rules};
use super::squeezed::{Phrase, Squeezed};
use super::unit::{Unit, UnitKind};

/// Words that tie a number to the subject behind it: `0.1 with SGD`.
const TIES: &[&str] =
    &["for", "with", "by", "using", "from", "in", "of", "the", "under", "is", "was"];

/// A unit of speech, searched.
pub(super) struct Reading<'a> {
    pub(super) unit: &'a Unit,
    /// The whole document.
    pub(super) text: &'a str,
    rules: &'a Rules,
    pub(super) literals: Vec<Literal>,
    /// Each subject's bytes and name, in order, none within another.
    pub(super) subjects: Vec<(Range<usize>, &'a str)>,
    pub(super) labels: Vec<(Range<usize>, &'a Label)>,
    pub(super) words: Vec<(Range<usize>, &'a Label)>,
    pub(super) statements: Vec<(Range<usize>, &'a Label)>,
    pub(super) parts: Vec<Found>,
    sentences: Vec<Range<usize>>,
    /// Which phrases stand where, once looked for: start, end, and the list's address.
    held: RefCell<HashMap<(usize, usize, *const Phrase), bool>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(unit: &'a Unit, text: &'a str, rules: &'a Rules) -> Self {
        let own = &text[unit.span.clone()];
        let start = unit.span.start;
        let shift = |range: Range<usize>| range.start + start..range.end + start;
        let squeezed = Squeezed::new(own);
        let mut subjects: Vec<(Range<usize>, &str)> = Vec::new();
        for (name, phrases) in &rules.subjects {
            for phrase in phrases {
                subjects
                    .extend(squeezed.find(phrase).into_iter().map(|at| (shift(at), name.as_str())));
            }
        }
        let hits = |labels: &'a [Label]| {
            let mut hits: Vec<(Range<usize>, &Label)> = Vec::new();
            for label in labels {
                hits.extend(squeezed.find(&label.phrase).into_iter().map(|at| (shift(at), label)));
            }
            outermost(hits, |one, other| one.follows == other.follows)
        };
        let mut literals = literals(own);
        for literal in &mut literals {
            literal.span = shift(literal.span.clone());
        }
        let labels = hits(&rules.labels);
        let literals = join_pairs(text, literals, &labels);
        let mut parts = rules.parts.anywhere(own);
        for found in &mut parts {
            (found.start, found.end) = (found.start + start, found.end + start);
        }
        Self {
            unit,
            text,
            rules,
            literals,
            subjects: outermost(subjects, |_, _| true),
            labels,
            words: hits(&rules.words),
            statements: hits(&rules.statements),
            parts,
            sentences: sentences(own).into_iter().map(shift).collect(),
            held: RefCell::default(),
        }
    }

    /// The sentence that a byte belongs to; of a printed line or a table's row, the whole.
    pub(super) fn sentence(&self, byte: usize) -> Range<usize> {
        if matches!(self.unit.kind, UnitKind::Output | UnitKind::Row) {
            return self.unit.span.clone();
        }
        let found = self.sentences.iter().find(|sentence| byte < sentence.end);
        found.cloned().unwrap_or_else(|| self.unit.span.clone())
    }

    /// Whether one of the phrases stands within these bytes of the document.
    pub(super) fn holds(&self, span: &Range<usize>, phrases: &[Phrase]) -> bool {
        let key = (span.start, span.end, phrases.as_ptr());
        if let Some(&held) = self.held.borrow().get(&key) {
            return held;
        }
        let squeezed = Squeezed::new(&self.text[span.clone()]);
        let held = phrases.iter().any(|phrase| !squeezed.find(phrase).is_empty());
        self.held.borrow_mut().insert(key, held);
        held
    }

    /// The subject that these bytes of the document name, if they name just one.
    pub(super) fn only_subject(&self, span: &Range<usize>) -> Option<&'a str> {
        let squeezed = Squeezed::new(&self.text[span.clone()]);
        let mut hits: Vec<(Range<usize>, &str)> = Vec::new();
        for (name, phrases) in &self.rules.subjects {
            for phrase in phrases {
                hits.extend(squeezed.find(phrase).into_iter().map(|at| (at, name.as_str())));
            }
        }
        let hits = outermost(hits, |_, _| true);
        let (_, first) = hits.first()?;
        hits.iter().all(|(_, name)| name == first).then_some(*first)
    }

    /// The subject of a number or phrase as this unit has it: tied behind it, or the nearest
    /// before it in its sentence, then in the unit.
    pub(super) fn own_subject(&self, span: &Range<usize>) -> Option<&'a str> {
        if let Some(listed) = self.respectively(span) {
            return Some(listed);
        }
        let sentence = self.sentence(span.start);
        let behind = self.subjects.iter().find(|(at, _)| at.start >= span.end);
        if let Some((at, name)) = behind.filter(|(at, _)| at.start < sentence.end) {
            let between = &self.text[span.end..at.start];
            let opened = between.trim_matches(['*', '_', '$', '`', ' ']);
            let words: Vec<&str> =
                between.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
            let tied = !words.is_empty() && words.len() <= 3;
            let tied = tied && words.iter().all(|word| TIES.contains(word));
            if opened == "(" || (tied && !between.contains([',', ';', ':', '.', '('])) {
                return Some(name);
            }
        }
        let before = || self.subjects.iter().rev().filter(|(at, _)| at.end <= span.start);
        let in_sentence = before().find(|(at, _)| at.start >= sentence.start);
        in_sentence.or_else(|| before().next()).map(|(_, name)| *name)
    }

    /// A subject behind it in its sentence.
    pub(super) fn later_subject(&self, span: &Range<usize>) -> Option<&'a str> {
        let sentence = self.sentence(span.start);
        let behind =
            |(at, _): &&(Range<usize>, &str)| at.start >= span.end && at.start < sentence.end;
        self.subjects.iter().find(behind).map(|(_, name)| *name)
    }

    /// "A, B and C end at 1, 2 and 3, respectively": the subject of the same rank.
    fn respectively(&self, span: &Range<usize>) -> Option<&'a str> {
        let sentence = self.sentence(span.start);
        let words = self.text[sentence.clone()].to_lowercase();
        if !words.contains("respectively") {
            return None;
        }
        let inside = |at: &Range<usize>| at.start >= sentence.start && at.end <= sentence.end;
        let literals: Vec<&Literal> = self.literals.iter().filter(|l| inside(&l.span)).collect();
        let subjects: Vec<&str> =
            self.subjects.iter().filter(|(at, _)| inside(at)).map(|(_, name)| *name).collect();
        let rank = literals.iter().position(|literal| literal.span == *span)?;
        (literals.len() == subjects.len()).then(|| subjects.get(rank).copied()).flatten()
    }

    /// Words that stand between, without connectors, numbers, subjects and closed brackets.
    pub(super) fn gap(&self, between: Range<usize>) -> usize {
        let inside = |at: &Range<usize>| at.start >= between.start && at.end <= between.end;
        let mut text: Vec<u8> = self.text.as_bytes()[between.clone()].to_vec();
        let skipped = self.subjects.iter().map(|(at, _)| at);
        let skipped = skipped.chain(self.literals.iter().map(|literal| &literal.span));
        for at in skipped.filter(|at| inside(at)) {
            text[at.start - between.start..at.end - between.start].fill(b' ');
        }
        // Brackets that are closed before the number.
        let mut open = Vec::new();
        for at in 0..text.len() {
            match text[at] {
                b'(' => open.push(at),
                b')' => {
                    // Without its other half it was opened before the label's end.
                    let start = open.pop().unwrap_or(0);
                    text[start..=at].fill(b' ');
                }
                _ => {}
            }
        }
        let text = String::from_utf8_lossy(&text);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.filter(|word| !self.rules.connectors.contains(&word.to_lowercase())).count()
    }

    /// Whether these bytes of the document are within the name of a subject.
    pub(super) fn is_subject(&self, at: &Range<usize>) -> bool {
        self.subjects.iter().any(|(own, _)| own.start <= at.start && at.end <= own.end)
    }

    /// The index of the table's column that a byte stands in.
    pub(super) fn column(&self, byte: usize) -> Option<usize> {
        self.unit.cells.iter().position(|cell| cell.start <= byte && byte < cell.end)
    }
}

/// Drops what lies within another one of the same family; sorts the rest.
fn outermost<T>(
    mut hits: Vec<(Range<usize>, T)>,
    family: impl Fn(&T, &T) -> bool,
) -> Vec<(Range<usize>, T)> {
    hits.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
    let mut kept: Vec<(Range<usize>, T)> = Vec::with_capacity(hits.len());
    for (at, value) in hits {
        let within = |(outer, other): &(Range<usize>, T)| {
            outer.start <= at.start && at.end <= outer.end && *outer != at && family(other, &value)
        };
        // The hits are sorted by their starts: only the last few can reach this far.
        if !kept.iter().rev().take(16).any(within) {
            kept.push((at, value));
        }
    }
    kept
}

/// Where sentences end: at a full stop, question or exclamation mark or semicolon before a blank
/// and a capital.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'.' | b'!' | b'?' | b';' if depth == 0 => {
                let rest = &text[at + 1..];
                let next = rest.trim_start_matches(['*', '_', ' ', '\n', '\r', '"']);
                let blank = rest.starts_with(['*', '_', ' ', '\n', '\r']);
                let starts = next.starts_with(|c: char| c.is_uppercase() || c == '$' || c == '`');
                if blank && (starts || byte == b';') {
                    found.push(start..at + 1);
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    found.push(start..text.len());
    found
}
