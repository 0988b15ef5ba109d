//! What each number of a unit does: whether it sets something, counts something, or may be a
//! result.

use std::sync::LazyLock;

use regex::Regex;

use crate::homework::Method;
use crate::read::language::characters::{head, tail};
use crate::read::language::vocabulary::{Context, Vocabulary};
use crate::read::lexing::facet::{Facet, Found, FoundLabel, Label};
use crate::read::lexing::labels_beside::{Words, fits};
use crate::read::lexing::number::{Number, Role};
use crate::read::lexing::numbers::Lexed;
use crate::read::lexing::settings::Settings;

/// How far before and behind a number words about it are looked for, in bytes.
pub(in crate::read) const LEFT: usize = 48;
const RIGHT: usize = 40;

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
pub(in crate::read) struct Sentence<'a> {
    /// The folded text.
    pub(in crate::read) low: &'a str,
    /// The same with zeros for the digits of numbers.
    pub(in crate::read) masked: &'a str,
    pub(in crate::read) labels: &'a [FoundLabel],
    pub(in crate::read) facets: &'a [Found],
    pub(in crate::read) settings: &'a Settings,
    pub(in crate::read) vocabulary: &'a Vocabulary,
}

/// What stands between the name of a method and the units of its net: `adam-50`, `sgd / 100`.
static BETWEEN_METHOD_AND_HIDDEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"^['"\s,/|·:(_-]{1,4}$"#).ok());

impl Sentence<'_> {
    /// Decides the role of each number.
    pub(in crate::read) fn assign(&self, numbers: &mut [Lexed]) {
        let words = Words::of(self);
        for lexed in numbers {
            // A magnitude was decided with its digits.
            if lexed.number.role != Role::Masked {
                let role = Judge { sentence: self, words: &words, lexed }.role();
                lexed.number.role = role;
            }
        }
    }
}

/// One number in its sentence.
pub(in crate::read) struct Judge<'a> {
    pub(in crate::read) sentence: &'a Sentence<'a>,
    pub(in crate::read) words: &'a Words,
    pub(in crate::read) lexed: &'a Lexed,
}

impl Judge<'_> {
    pub(in crate::read) fn number(&self) -> &Number {
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

    /// Digits that count; of a number that is one of the rates one.
    fn significant(&self) -> usize {
        let number = self.number();
        let rate = self.sentence.settings.is_rate(number.value())
            && number.first().digits.len() <= DIGITS_OF_SETTINGS;
        if rate || self.lexed.bare_power { 1 } else { number.significant() }
    }
}
