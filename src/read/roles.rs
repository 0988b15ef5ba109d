//! What each number of a unit does: whether it sets something, counts something, or may be a
//! result.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::facet::{Facet, Found, FoundLabel, Label};
use super::number::{Number, Role};
use super::numbers::{Lexed, head, tail};
use super::settings::Settings;
use super::vocabulary::{Context, Vocabulary};
use crate::homework::Method;

/// How far before and behind a number words about it are looked for, in bytes.
const LEFT: usize = 48;
const RIGHT: usize = 40;

/// How far behind a number its label may begin.
const LABEL_BEHIND: usize = 14;

/// How far before a number a word such as "below" may end.
const WORD_BEFORE: usize = 26;

/// No learning rate or threshold has so many digits.
const DIGITS_OF_SETTINGS: usize = 6;

/// From there on a number with one digit that counts is a size: 60000.
const LEAST_SIZE: f64 = 1000.0;

/// Below that an integer alone says nothing.
const LEAST_COUNT: f64 = 100.0;

/// More percentage points than two accuracies differ by.
const MOST_POINTS: f64 = 50.0;

/// Larger weight decays have not been seen.
const MOST_WEIGHT_DECAY: f64 = 0.01;

/// A unit while its numbers are told apart.
pub(super) struct Sentence<'a> {
    /// The folded text.
    pub(super) low: &'a str,
    /// The same with zeros for the digits of numbers.
    pub(super) masked: &'a str,
    pub(super) labels: &'a [FoundLabel],
    pub(super) facets: &'a [Found],
    pub(super) settings: &'a Settings,
    pub(super) vocabulary: &'a Vocabulary,
}

static BETWEEN_NUMBER_AND_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:\.|st|nd|rd|th|-|e|ere|er|ª|º|\s|hidden|versteckte[nr]?|verborgene|sigmoid)*$")
        .ok()
});

/// What stands between the name of a method and the units of its net: `adam-50`, `sgd / 100`.
static BETWEEN_METHOD_AND_HIDDEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"^['"\s,/|·:(_-]{1,4}$"#).ok());

/// What stands between "momentum" and its coefficient.
static BETWEEN_MOMENTUM_AND_NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\s:=(≈,]*(?:(?:of|de|with|von)\s)?[(\s]*$").ok());

/// What stands between a word such as "with" and a rate.
static BETWEEN_WORD_AND_RATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*[,:=(]*\s*(?:of\s|a\s|rate\s)?$").ok());

fn fits(pattern: &Option<Regex>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

impl Sentence<'_> {
    /// Decides the role of each number.
    pub(super) fn assign(&self, numbers: &mut [Lexed]) {
        let words = Words::of(self);
        for index in 0..numbers.len() {
            let lexed = &numbers[index];
            // A magnitude, which was decided with its digits.
            if lexed.number.role == Role::Masked {
                continue;
            }
            let role = Judge { sentence: self, words: &words, lexed }.role();
            numbers[index].number.role = role;
        }
    }
}

/// Words before a number that say what a small number is.
struct Words {
    found: Vec<(Range<usize>, Context)>,
}

impl Words {
    fn of(sentence: &Sentence<'_>) -> Self {
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

/// One number in its sentence.
struct Judge<'a> {
    sentence: &'a Sentence<'a>,
    words: &'a Words,
    lexed: &'a Lexed,
}

impl Judge<'_> {
    fn number(&self) -> &Number {
        &self.lexed.number
    }

    fn right(&self) -> &str {
        head(self.sentence.masked, self.lexed.until, RIGHT)
    }

    fn role(&self) -> Role {
        let number = self.number();
        if number.coordinate.is_some() {
            return Role::Claim;
        }
        let fixed = self.is_difference().or_else(|| self.fraction()).or_else(|| self.run_name());
        let labelled = || self.labelled();
        fixed.or_else(labelled).or_else(|| self.by_value()).unwrap_or(Role::Claim)
    }

    /// So many percentage points.
    fn is_difference(&self) -> Option<Role> {
        let right = self.right().trim_start_matches(|c: char| c.is_whitespace() || c == '-');
        let points = self.sentence.vocabulary.context().at(right, 0)?;
        let behind = right[points.span.end..].trim_start();
        let of =
            behind.strip_prefix("of").is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let counted = points.meanings.contains(&Context::Points)
            && !of
            && (self.number().percent || self.number().value() < MOST_POINTS);
        counted.then_some(Role::Difference)
    }

    /// `3/30` is an epoch of thirty.
    fn fraction(&self) -> Option<Role> {
        let number = self.number();
        if !number.first().integer || number.percent {
            return None;
        }
        let low = self.sentence.low;
        let value = number.value();
        let settings = self.sentence.settings;
        let behind = &low[self.lexed.until..];
        let behind = behind.strip_prefix(' ').unwrap_or(behind);
        let before = tail(low, number.span.start, 4);
        let before = before.strip_suffix(' ').unwrap_or(before);
        let divided = before.strip_suffix('/').map(str::trim_end);
        let of = divided.is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
        if let Some(rest) = behind.strip_prefix('/') {
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            let digits = rest.bytes().take_while(u8::is_ascii_digit).take(6).count();
            let all: Option<usize> = rest[..digits].parse().ok();
            let known = all.is_some_and(|all| settings.epochs.contains(&all));
            if known && divided.is_none() && settings.is_epoch(value, 1.0) {
                return Some(Role::Epoch);
            }
        }
        let total = settings.epochs.iter().any(|epochs| *epochs as f64 == value);
        (of && total).then_some(Role::Masked)
    }

    /// `adam-50` names a training by its rule and its hidden units.
    fn run_name(&self) -> Option<Role> {
        let number = self.number();
        let settings = self.sentence.settings;
        if !number.first().integer || !settings.names_a_run(number.value()) {
            return None;
        }
        let start = number.span.start;
        let stochastic = |facet: &Facet| matches!(facet, Facet::Method(Method::Adam | Method::Sgd));
        let near = |found: &&Found| {
            found.span.end <= start
                && start - found.span.end <= 4
                && stochastic(&found.facet)
                && fits(&BETWEEN_METHOD_AND_HIDDEN, &self.sentence.masked[found.span.end..start])
        };
        self.facets_before().find(near)?;
        let right = self.right().trim_start();
        let other = right.starts_with("epo")
            || right.starts_with("steps")
            || right.strip_prefix('k').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        (!other && !number.percent).then_some(Role::Hidden)
    }

    /// What a label beside the number or the number's value says.
    fn labelled(&self) -> Option<Role> {
        let number = self.number();
        let settings = self.sentence.settings;
        let (before, after) = (self.label_before(), self.label_behind());
        let (integer, value) = (number.first().integer, number.value());
        let has = |label: Label| before == Some(label) || after == Some(label);
        if integer && after == Some(Label::Epoch) && settings.is_epoch(value, 0.0) {
            return Some(Role::Epoch);
        }
        if integer && after == Some(Label::Hidden) && settings.is_hidden(value) {
            return Some(Role::Hidden);
        }
        if integer && has(Label::Epoch) && settings.is_epoch(value, 0.0) {
            return Some(Role::Epoch);
        }
        if integer && has(Label::Hidden) && settings.is_hidden(value) {
            return Some(Role::Hidden);
        }
        if before == Some(Label::WeightDecay) && (0.0..MOST_WEIGHT_DECAY).contains(&value) {
            return Some(Role::WeightDecay);
        }
        let momentum = before == Some(Label::Momentum) || self.is_behind_momentum();
        if momentum && settings.is_coefficient(value) {
            return Some(if settings.is_momentum(value) { Role::Momentum } else { Role::Masked });
        }
        if before == Some(Label::Ignore) && (integer || self.significant() < 3) {
            return Some(Role::Masked);
        }
        let rate = before == Some(Label::Rate) && settings.is_rate(value);
        (rate && self.significant() == 1).then_some(Role::Rate)
    }

    /// The nearest label that ends before the number with nothing but connecting words between.
    fn label_before(&self) -> Option<Label> {
        let start = self.number().span.start;
        let labels = self.sentence.labels;
        let end = labels.partition_point(|label| label.span.end <= start);
        let near = labels[..end].iter().rev().take_while(|label| start - label.span.end <= LEFT);
        let mut near = near.filter(|label| self.connects(label.span.end, start));
        near.next().map(|found| found.label)
    }

    /// Whether only marks and at most two words such as "of" stand between two bytes.
    fn connects(&self, from: usize, to: usize) -> bool {
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
    fn label_behind(&self) -> Option<Label> {
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

    fn is_behind_momentum(&self) -> bool {
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
    fn facets_before(&self) -> impl Iterator<Item = &Found> {
        let start = self.number().span.start;
        let facets = self.sentence.facets;
        let end = facets.partition_point(|found| found.span.start < start);
        let near = move |found: &&Found| start - found.span.start <= 2 * LEFT;
        facets[..end].iter().rev().take_while(near)
    }

    /// What the value says where no label does.
    fn by_value(&self) -> Option<Role> {
        let number = self.number();
        let settings = self.sentence.settings;
        let (integer, value) = (number.first().integer, number.value());
        let one_digit = self.significant() == 1 && !number.not_a_number;
        if self.is_measured() {
            return Some(Role::Masked);
        }
        if integer && ((one_digit && value >= LEAST_SIZE) || settings.is_size(value)) {
            return Some(Role::Size);
        }
        if settings.is_coefficient(value) && !number.percent {
            return Some(Role::Masked);
        }
        let threshold = settings.is_threshold(value) && value < 1.0;
        if one_digit && !integer && !number.percent && (settings.is_rate(value) || threshold) {
            return Some(self.rate_or_threshold());
        }
        let small = integer && value < LEAST_COUNT && !number.percent;
        (small && !self.is_counted()).then_some(Role::Masked)
    }

    /// Whether a unit of measurement follows.
    fn is_measured(&self) -> bool {
        let number = self.number();
        let right = self.right().trim_start();
        let Some(word) = self.sentence.vocabulary.context().at(right, 0) else { return false };
        let many = number.first().integer && number.value() >= LEAST_COUNT;
        let measures = word.meanings.iter().any(|meaning| match meaning {
            Context::Measure => true,
            Context::MeasureUnlessMany => !many,
            _ => false,
        });
        measures && !number.scientific
    }

    /// Whether what follows is counted: images, mistakes.
    fn is_counted(&self) -> bool {
        let right = self.right().trim_start();
        let word = self.sentence.vocabulary.context().at(right, 0);
        right.starts_with('/') || word.is_some_and(|word| word.meanings.contains(&Context::Counted))
    }

    /// A small number is a threshold or a rate, whatever stands before it.
    fn rate_or_threshold(&self) -> Role {
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

    /// Digits that count; of a number that is one of the rates one.
    fn significant(&self) -> usize {
        let number = self.number();
        let rate = self.sentence.settings.is_rate(number.value())
            && number.first().digits.len() <= DIGITS_OF_SETTINGS;
        if rate || self.lexed.bare_power { 1 } else { number.significant() }
    }
}
