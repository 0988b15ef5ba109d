//! Labels and words beside a number: what stands before it with nothing but connecting words
//! between, and what follows it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::homework::Method;
use crate::read::language::vocabulary::Context;
use crate::read::lexing::facet::{Facet, Found, Label};
use crate::read::lexing::number::Role;
use crate::read::lexing::roles::{Judge, LEFT, Sentence};

/// How far behind a number its label may begin.
const LABEL_BEHIND: usize = 14;

/// How far before a number a word such as "below" may end.
const WORD_BEFORE: usize = 26;

static BETWEEN_NUMBER_AND_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:\.|st|nd|rd|th|-|e|ere|er|ª|º|\s|hidden|versteckte[nr]?|verborgene|sigmoid)*$")
        .ok()
});

/// What stands between "momentum" and its coefficient.
static BETWEEN_MOMENTUM_AND_NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\s:=(≈,]*(?:(?:of|de|with|von)\s)?[(\s]*$").ok());

/// What stands between a word such as "with" and a rate.
static BETWEEN_WORD_AND_RATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*[,:=(]*\s*(?:of\s|a\s|rate\s)?$").ok());

/// Whether a pattern fits a text.
pub(in crate::read) fn fits(pattern: &Option<Regex>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// Words before a number that say what a small number is.
pub(in crate::read) struct Words {
    found: Vec<(Range<usize>, Context)>,
}

impl Words {
    pub(in crate::read) fn of(sentence: &Sentence<'_>) -> Self {
        let before = |context: &Context| {
            matches!(
                context,
                Context::BeforeThreshold | Context::BeforeRate | Context::PerhapsBeforeRate
            )
        };
        let found = sentence.vocabulary.context().find(sentence.masked);
        let words = found.into_iter().flat_map(|one| {
            let span = one.span;
            one.meanings.iter().copied().filter(before).map(move |word| (span.clone(), word))
        });
        Self { found: words.collect() }
    }

    /// Those that end in some bytes before a number, the nearest first.
    fn before(
        &self,
        start: usize,
        window: usize,
    ) -> impl Iterator<Item = &(Range<usize>, Context)> {
        let end = self.found.partition_point(|(span, _)| span.end <= start);
        let near = move |(span, _): &&(Range<usize>, Context)| start - span.end <= window;
        self.found[..end].iter().rev().take_while(near)
    }
}

impl Judge<'_> {
    /// The nearest label that ends before the number with nothing but connecting words between.
    pub(in crate::read) fn label_before(&self) -> Option<Label> {
        let start = self.number().span.start;
        let labels = self.sentence.labels;
        let end = labels.partition_point(|label| label.span.end <= start);
        let near = labels[..end].iter().rev().take_while(|label| start - label.span.end <= LEFT);
        let mut near = near.filter(|label| self.connects(label.span.end, start));
        near.next().map(|found| found.label)
    }

    /// Whether only marks and at most two words such as "of" stand between two bytes.
    pub(in crate::read) fn connects(&self, from: usize, to: usize) -> bool {
        const WORDS: usize = 2;
        let text = &self.sentence.masked[..to];
        let skip = |at: usize, marks: &str| {
            let rest = &text[at..];
            to - rest.trim_start_matches(|c: char| c.is_whitespace() || marks.contains(c)).len()
        };
        let mut at = skip(from, ":=≈~([{\"'`*|,");
        for _ in 0..WORDS {
            let Some(word) = self.sentence.vocabulary.context().at(text, at) else { break };
            if !word.meanings.contains(&Context::Connector) {
                break;
            }
            let dot = usize::from(text[word.span.end..].starts_with('.'));
            at = skip(word.span.end + dot, ":=≈(`");
        }
        at == to
    }

    /// The first label that begins close behind the number.
    pub(in crate::read) fn label_behind(&self) -> Option<Label> {
        let end = self.lexed.until;
        let labels = self.sentence.labels;
        let first = labels.partition_point(|label| label.span.start < end);
        let near =
            labels[first..].iter().take_while(|label| label.span.start <= end + LABEL_BEHIND);
        let mut near = near.filter(|label| {
            fits(&BETWEEN_NUMBER_AND_LABEL, &self.sentence.masked[end..label.span.start])
        });
        near.next().map(|found| found.label)
    }

    pub(in crate::read) fn is_behind_momentum(&self) -> bool {
        let start = self.number().span.start;
        let near = |found: &&Found| {
            found.facet == Facet::Method(Method::Momentum)
                && found.span.end <= start
                && start - found.span.end <= LEFT
                && fits(&BETWEEN_MOMENTUM_AND_NUMBER, &self.sentence.masked[found.span.end..start])
        };
        self.facets_before().any(|found| near(&found))
    }

    /// What is said a little before the number, the nearest first.
    pub(in crate::read) fn facets_before(&self) -> impl Iterator<Item = &Found> {
        let start = self.number().span.start;
        let facets = self.sentence.facets;
        let end = facets.partition_point(|found| found.span.start < start);
        let near = move |found: &&Found| start - found.span.start <= 2 * LEFT;
        facets[..end].iter().rev().take_while(near)
    }

    /// A small number is a threshold or a rate, whatever stands before it.
    pub(in crate::read) fn rate_or_threshold(&self) -> Role {
        let settings = self.sentence.settings;
        let (start, value) = (self.number().span.start, self.number().value());
        if self.label_before() == Some(Label::Threshold) {
            return Role::Threshold;
        }
        if !settings.is_rate(value) {
            return Role::Threshold;
        }
        let masked = self.sentence.masked;
        let rate = self.words.before(start, WORD_BEFORE).find(|(span, word)| {
            *word != Context::BeforeThreshold
                && fits(&BETWEEN_WORD_AND_RATE, &masked[span.end..start])
        });
        let threshold = self.words.before(start, WORD_BEFORE).any(|(span, word)| {
            *word == Context::BeforeThreshold && !masked[span.end..start].contains(['.', ';'])
        });
        let surely = rate.is_some_and(|(_, word)| *word == Context::BeforeRate);
        if surely || !threshold || !settings.is_threshold(value) {
            return Role::Rate;
        }
        Role::Threshold
    }
}
