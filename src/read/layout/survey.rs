//! What is known of a unit before any of its numbers is looked at: computed once, so that each
//! number takes a time that does not depend on the length of its unit.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::hearing::distances::{
    BRACKET, COMMA, CONNECTIVE, FULL_STOP, GROUP_FACETS, GROUP_RESULTS, SEMICOLON, SLASH, WORD,
};
use crate::read::layout::mention::Cost;
use crate::read::lexing::facet::{Dimension, Facet};
use crate::read::lexing::unit::Unit;

static CONNECTIVES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:and|und|et|y|against|versus|vs|than|gegen|contre|contra|while|but|whereas|for)\b",
    )
});

/// What stands before the other side of a comparison.
static COMPARISON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:than|als|que|to|zu|vs\.?|against|gegen|over|di|dan|from|behind|ahead of|of)\s*(?:the |its |for |bei |con |avec |that of )?$",
    )
});

/// Bytes before a word that a comparison is looked for in.
const COMPARISON_BYTES: usize = 32;

/// Bytes between a number and the bracket that follows it.
const OWN_BRACKET_BYTES: usize = 4;

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// What is known of a unit.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// What it says, each once, in order.
    pub said: Vec<Facet>,
    /// Whether it says an epoch by its number.
    pub numbers_epochs: bool,
    /// Its numbers that may be results.
    pub claims: Vec<usize>,
    /// What lies between its words and numbers; of a unit without results nothing.
    pub between: Between,
    /// For each of its facets where it stands; of a unit without results nothing.
    pub places: Vec<Place>,
}

/// Where the words of a facet stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Where the bracket that they are in is closed.
    pub closed: Option<usize>,
    /// Whether that bracket follows a result.
    pub of_other: bool,
    /// The number that they stand right behind, as "errors" does in "301 errors".
    pub counted: Option<usize>,
    /// Whether they are the other side of a comparison.
    pub compared: bool,
    /// What stands in the unit before them.
    pub before: Crossed,
    /// The same with the words themselves.
    pub with: Crossed,
}

/// Marks of a text with the sum of their costs up to each.
#[derive(Clone, Debug, Default)]
pub struct Between(Vec<Mark>);

#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    at: usize,
    sum: Crossed,
}

/// What lies between two places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crossed {
    /// Its cost for a word before a number.
    pub before: Cost,
    /// Its cost for a word behind one.
    pub behind: Cost,
    /// Commas.
    pub commas: usize,
    /// Commas and semicolons.
    pub breaks: usize,
}

impl Crossed {
    fn both(cost: Cost) -> Self {
        Self { before: cost, behind: cost, ..Self::default() }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            before: self.before.saturating_add(other.before),
            behind: self.behind.saturating_add(other.behind),
            commas: self.commas + other.commas,
            breaks: self.breaks + other.breaks,
        }
    }

    /// What lies between, of what lies before two places.
    pub fn minus(self, other: Self) -> Self {
        Self {
            before: self.before.saturating_sub(other.before),
            behind: self.behind.saturating_sub(other.behind),
            commas: self.commas - other.commas,
            breaks: self.breaks - other.breaks,
        }
    }
}

impl Between {
    fn of(masked: &str) -> Self {
        let mut marks = Vec::new();
        let mut put = |at, sum| marks.push(Mark { at, sum });
        let bytes = masked.as_bytes();
        let mut in_word = false;
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'a'..=b'z' if !in_word => put(at, Crossed::both(WORD)),
                b',' => put(at, Crossed { commas: 1, breaks: 1, ..Crossed::both(COMMA) }),
                b';' => put(at, Crossed { breaks: 1, ..Crossed::both(SEMICOLON) }),
                b'/' => put(at, Crossed::both(SLASH)),
                b'(' => put(at, Crossed { behind: BRACKET, ..Crossed::default() }),
                b')' => put(at, Crossed { before: BRACKET, ..Crossed::default() }),
                b'.' if bytes.get(at + 1) == Some(&b' ') => put(at, Crossed::both(FULL_STOP)),
                _ => {}
            }
            // The digits of a number do not end a word.
            in_word = byte.is_ascii_lowercase() || in_word && *byte == b'0';
        }
        for found in CONNECTIVES.find_iter(masked) {
            put(found.start(), Crossed::both(CONNECTIVE));
        }
        marks.sort_by_key(|mark| mark.at);
        let mut sum = Crossed::default();
        for mark in &mut marks {
            sum = sum.plus(mark.sum);
            mark.sum = sum;
        }
        Self(marks)
    }

    /// What stands before a place.
    pub fn before(&self, place: usize) -> Crossed {
        let index = self.0.partition_point(|mark| mark.at < place);
        index.checked_sub(1).map_or_else(Crossed::default, |index| self.0[index].sum)
    }

    /// What lies between two places.
    pub fn crossed(&self, from: usize, to: usize) -> Crossed {
        if from >= to { Crossed::default() } else { self.before(to).minus(self.before(from)) }
    }
}

impl Survey {
    /// Of a unit.
    pub fn of(unit: &Unit) -> Self {
        let claims: Vec<usize> = unit.claims().map(|(index, _)| index).collect();
        let numbers_epochs = unit.facets.iter().any(|f| matches!(f.facet, Facet::Epoch(_)));
        let mut survey = Self { said: said(unit), numbers_epochs, claims, ..Self::default() };
        if !survey.claims.is_empty() {
            survey.between = Between::of(&unit.masked);
            survey.places = places(unit, &survey.claims, &survey.between);
        }
        survey
    }

    /// Whether it is short enough to look for groups in it.
    pub fn has_groups(&self) -> bool {
        self.claims.len() <= GROUP_RESULTS && self.places.len() <= GROUP_FACETS
    }

    /// What it says of a dimension, each once.
    pub fn of_dimension(&self, dimension: Dimension) -> impl Iterator<Item = &Facet> {
        self.said.iter().filter(move |facet| facet.dimension() == dimension)
    }

    /// Whether it says something of a dimension.
    pub fn speaks_of(&self, dimension: Dimension) -> bool {
        self.of_dimension(dimension).next().is_some()
    }
}

/// What a unit says, each once. There are only so many settings, so the list stays short.
fn said(unit: &Unit) -> Vec<Facet> {
    let mut said: Vec<Facet> = Vec::new();
    for found in &unit.facets {
        if !said.contains(&found.facet) {
            said.push(found.facet.clone());
        }
    }
    said
}

fn places(unit: &Unit, claims: &[usize], between: &Between) -> Vec<Place> {
    let text = unit.low.as_str();
    let opened: Vec<usize> = text.match_indices('(').map(|(at, _)| at).collect();
    let closed: Vec<usize> = text.match_indices(')').map(|(at, _)| at).collect();
    let last = |list: &[usize], before: usize| {
        list.partition_point(|&at| at < before).checked_sub(1).map(|index| list[index])
    };
    let first =
        |list: &[usize], from: usize| list.get(list.partition_point(|&at| at < from)).copied();
    let place = |span: &std::ops::Range<usize>| {
        let open = last(&opened, span.start);
        let open = open.filter(|open| last(&closed, span.start).is_none_or(|shut| shut < *open));
        let of_other = open.is_some_and(|open| {
            let behind = claims.partition_point(|&claim| unit.numbers[claim].span.end <= open);
            behind.checked_sub(1).is_some_and(|index| {
                open - unit.numbers[claims[index]].span.end <= OWN_BRACKET_BYTES
            })
        });
        let closed = open.and_then(|_| first(&closed, span.end));
        let words = tail(&unit.masked[..span.start], COMPARISON_BYTES);
        let compared = COMPARISON.is_match(words);
        let (before, with) = (between.before(span.start), between.before(span.end));
        let ended = unit.numbers.partition_point(|number| number.span.end <= span.start);
        let counted = ended.checked_sub(1).filter(|&number| {
            let gap = &text[unit.numbers[number].span.end..span.start];
            gap.len() == 1 && gap.chars().all(char::is_whitespace)
        });
        Place { closed, of_other, counted, compared, before, with }
    };
    unit.facets.iter().map(|found| place(&found.span)).collect()
}

/// The end of a text, of so many bytes at most.
pub fn tail(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The start of a text, of so many bytes at most.
pub fn start(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
