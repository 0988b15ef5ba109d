//! The columns of a table: which hold settings and which hold results.

use std::rc::Rc;
use std::sync::LazyLock;

use regex::Regex;

use crate::homework::PartId;
use crate::read::hearing::distances::ROW_FACETS;
use crate::read::layout::axes::{Axes, has_words};
use crate::read::layout::tables::{Surroundings, labels, small_epoch};
use crate::read::lexing::facet::{Dimension, Facet, Label, SpokenKind};
use crate::read::lexing::number::{Number, Role};
use crate::read::lexing::unit::Unit;
use crate::read::meaning::target::Targets;

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

static PART_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:part|teil|problem|aufgabe|task|q|question|frage|ex|partie|exercice)")
});
static EXTRA: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bother|extra|param|zus"));
static MOMENTUM: LazyLock<Regex> = LazyLock::new(|| pattern(r"mom|μ|mu\b"));
static DECAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"decay|\bwd\b"));
static EPOCH_WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"epoch|epoque|epoca"));
static THRESHOLD_WORD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"threshold|below|schwelle|seuil|umbral|\bbound\b|soglia"));
static LONG_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d\.\d\d|\d{3}"));

/// Digits from which on a number is hardly a setting.
const RESULT_DIGITS: usize = 3;

/// Characters of a setting at most.
const SETTING_DIGITS: usize = 6;

/// Whether words speak of thresholds.
pub(in crate::read) fn names_thresholds(unit: &Unit) -> bool {
    THRESHOLD_WORD.is_match(&unit.low)
}

/// Whether the head of a column says that it has the names of parts.
pub(in crate::read) fn is_part_head(head: &Unit) -> bool {
    PART_HEAD.is_match(head.low.trim_start())
}

/// A column and what its head says.
pub(in crate::read) struct Column {
    pub head: Rc<Unit>,
    /// Whether it holds settings and names, not results.
    pub is_key: bool,
    pub labels: Vec<Label>,
    /// What the head says about the numbers below it.
    pub says: Vec<Facet>,
    /// The epoch of `accuracy 5`.
    pub small_epoch: Option<usize>,
    /// The epochs that the head lists, for cells that list as many numbers.
    pub epochs: Vec<usize>,
    /// Whether momentum stands below it as a parameter beside the method.
    pub is_extra: bool,
    pub is_momentum: bool,
    pub is_decay: bool,
    /// Whether the head says per cent.
    pub percent: bool,
}

impl Column {
    /// All columns of a table.
    pub fn all(
        heads: &[Rc<Unit>],
        rows: &[Vec<Option<Rc<Unit>>>],
        around: &Surroundings,
        axes: &Axes,
    ) -> Vec<Self> {
        let mut contents: Vec<Content> = heads.iter().map(|_| Content::new()).collect();
        for row in rows {
            for (cell, content) in row.iter().zip(&mut contents) {
                content.see(cell.as_deref(), around);
            }
        }
        let corner = heads.first().map(|head| labels(head)).unwrap_or_default();
        let column = |(index, (head, content)): (usize, (&Rc<Unit>, &Content))| {
            Self::of(head, index, content, rows.len(), around, axes, &corner)
        };
        heads.iter().zip(&contents).enumerate().map(column).collect()
    }

    fn of(
        head: &Rc<Unit>,
        index: usize,
        content: &Content,
        rows: usize,
        around: &Surroundings,
        axes: &Axes,
        corner: &[Label],
    ) -> Self {
        let labels = labels(head);
        let low = head.low.as_str();
        let axis = axes.bare(head, corner, false);
        let small = if axis.is_none() { small_epoch(head, &labels, around.targets) } else { None };
        let says = match axis {
            Some(axis) => vec![axis],
            None => {
                let found = head.facets.iter().map(|found| found.facet.clone());
                found.take(ROW_FACETS).collect()
            }
        };
        let epochs =
            if EPOCH_WORD.is_match(low) { listed_epochs(head, around) } else { Vec::new() };
        Self {
            head: head.clone(),
            is_key: is_key(head, index, content, rows),
            labels,
            says,
            small_epoch: small,
            epochs,
            is_extra: EXTRA.is_match(low),
            is_momentum: MOMENTUM.is_match(low),
            is_decay: DECAY.is_match(low),
            percent: crate::read::layout::document::says_percent(low),
        }
    }

    /// What the head says of one of several numbers of a cell: `epochs 1/5/30` above `9/8/7`.
    pub fn epoch_of(&self, place: usize, results: usize) -> Option<usize> {
        let listed = self.epochs.len() == results && results > 2;
        if listed { self.epochs.get(place).copied() } else { None }
    }
}

/// Counts over the cells of a column.
struct Content {
    filled: usize,
    /// Cells of words.
    words: usize,
    /// Numbers with so many digits that they are hardly settings.
    results: usize,
    numbers: usize,
    /// Numbers that are no coefficients.
    others: usize,
    only_parts: bool,
}

impl Content {
    fn new() -> Self {
        let only_parts = true;
        Self { filled: 0, words: 0, results: 0, numbers: 0, others: 0, only_parts }
    }

    fn see(&mut self, cell: Option<&Unit>, around: &Surroundings) {
        let Some(cell) = cell else { return };
        let text = cell.low.as_str();
        self.filled += 1;
        // "Adam, 0.001" is a name: none of its numbers may be a result.
        let named = cell.claims().next().is_none() || !LONG_NUMBER.is_match(text);
        let words = has_words(&text.replace("nan", "")) && named;
        self.words += usize::from(words);
        let long = |number: &&Number| {
            number.significant() >= RESULT_DIGITS
                && number.role != Role::Size
                && !is_padded_setting(number, around.targets)
        };
        self.results += cell.numbers.iter().filter(long).count();
        self.numbers += cell.numbers.len();
        let coefficient = |number: &&Number| {
            let value = number.value();
            value == 0.0 || around.targets.coefficients.contains(&value)
        };
        self.others += cell.numbers.iter().filter(|number| !coefficient(number)).count();
        self.only_parts &=
            PartName::read(text).is_some_and(|name| name.is_some_part(&around.targets.parts));
    }
}

/// A rate or threshold with more zeros than it needs, as tables align them: `0.1000`.
fn is_padded_setting(number: &Number, targets: &Targets) -> bool {
    let value = number.value();
    number.first().digits.len() <= SETTING_DIGITS
        && (targets.rates.contains(&value) || targets.thresholds.contains(&value))
}

fn is_key(head: &Unit, index: usize, content: &Content, rows: usize) -> bool {
    let labelled = !head.labels.is_empty();
    let mut kinds = head.facets.iter().filter_map(|found| match found.facet {
        Facet::Kind(kind) => Some(kind),
        _ => None,
    });
    let has_kind = kinds.clone().next().is_some();
    let only_points = kinds.all(|kind| kind == SpokenKind::Point);
    let first = index == 0;
    let few = content.results * 3 <= rows;
    let setting = labelled && (!has_kind || first && content.results == 0) && few;
    let ignored = head.labels.iter().any(|found| found.label == Label::Ignore) && only_points;
    let parts = content.only_parts && content.filled > 0;
    let of_method = head.facets.iter().any(|f| f.facet.dimension() == Dimension::Method);
    let coefficients = of_method && content.numbers > 0 && content.others == 0;
    let enough_words = content.words * 10 >= rows * 6 && content.words > 0;
    let words = enough_words && content.results == 0;
    let named = head.low.is_empty() || labelled || content.words > 0;
    let row_names = first && !has_kind && content.results * 2 < rows && named;
    setting || ignored || parts || coefficients || words || row_names
}

fn listed_epochs(head: &Unit, around: &Surroundings) -> Vec<usize> {
    let last = around.targets.epochs.iter().copied().max().unwrap_or_default() as f64;
    let listed = head.numbers.iter().filter(|number| {
        matches!(number.role, Role::Epoch | Role::Claim | Role::Masked)
            && number.first().integer
            && (1.0..=last).contains(&number.value())
    });
    listed.map(|number| number.value() as usize).collect()
}

/// The name of a part with nothing else beside it: `2c`, `(c)`.
pub(in crate::read) struct PartName {
    letter: char,
    number: String,
}

impl PartName {
    /// What a cell consists of, if it looks like the name of a part.
    pub fn read(text: &str) -> Option<Self> {
        let mut marks = text.chars().filter(|c| c.is_alphanumeric());
        let number: String = marks.clone().take_while(char::is_ascii_digit).take(4).collect();
        let letter = marks.nth(number.len()).filter(char::is_ascii_alphabetic)?;
        let letter = letter.to_ascii_lowercase();
        marks.next().is_none().then_some(Self { letter, number })
    }

    /// The part of that name; of a letter alone the one of the problem.
    pub fn part<'a>(&self, parts: &'a [PartId], problem: Option<&str>) -> Option<&'a PartId> {
        let number = if self.number.is_empty() { problem? } else { &self.number };
        parts.iter().find(|part| part.problem() == number && self.is_letter_of(part))
    }

    /// Whether some part has that name, or ends with that letter.
    pub fn is_some_part(&self, parts: &[PartId]) -> bool {
        let number = |part: &PartId| self.number.is_empty() || part.problem() == self.number;
        parts.iter().any(|part| number(part) && self.is_letter_of(part))
    }

    fn is_letter_of(&self, part: &PartId) -> bool {
        part.as_str()
            .chars()
            .rfind(|c| c.is_alphanumeric())
            .is_some_and(|last| last.eq_ignore_ascii_case(&self.letter))
    }
}
