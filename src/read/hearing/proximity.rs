//! How far a word is from a number of the same unit.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::homework::Axis;
use crate::read::hearing::distances::{
    BEHIND, BEHIND_MORE, BRACKET_BYTES, BRACKET_OF_OTHER, COMPARED, GROUP_RESULTS, KIND_IN_BRACKET,
    LIKE_NUMBER, OTHER_NUMBER, OWN_BRACKET, RESULTS_BETWEEN, UNIT_LIMIT,
};
use crate::read::layout::mention::Cost;
use crate::read::layout::survey::{Crossed, Place, Survey, start};
use crate::read::lexing::facet::{Dimension, Found};
use crate::read::lexing::number::Number;
use crate::read::lexing::unit::Unit;

static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
    let words =
        r"^\s?\[?(?:\\?%|(?:percent|procent|prozent|pct|p(?:er|our|or) ?cen\w*|por ?cien\w*)\b)";
    Regex::new(words).expect("a pattern of this file")
});

/// Bytes between two members of a list at most.
const LIST_GAP: usize = 12;
/// Bytes that a word for per cent takes at most.
const PERCENT_BYTES: usize = 16;

/// A number of a unit, seen from which its words are near or far.
pub struct Viewpoint<'a> {
    unit: &'a Unit,
    survey: &'a Survey,
    number: &'a Number,
    /// Where it ends, with a sign or word for per cent.
    end: usize,
    /// What stands in the unit before it, and the same with the number itself.
    before: Crossed,
    with: Crossed,
    /// Its place among the results.
    rank: usize,
    /// Where the list begins that it is a member of, if it is in one: its place among the results,
    /// its first byte, and what stands in the unit before it.
    list: Option<(usize, usize, Crossed)>,
    /// The inside of a bracket that follows it.
    bracket: Option<Range<usize>>,
}

impl<'a> Viewpoint<'a> {
    /// The view from a number of a unit.
    pub fn of(unit: &'a Unit, survey: &'a Survey, number: usize) -> Self {
        let rank = survey.claims.partition_point(|&claim| claim < number);
        let number = &unit.numbers[number];
        let end = end(unit, number);
        let bracket = own_bracket(unit, end);
        let before = survey.between.before(number.span.start);
        let with = survey.between.before(end);
        let list = list_start(unit, survey, rank).map(|first| {
            let at = unit.numbers[survey.claims[first]].span.start;
            (first, at, survey.between.before(at))
        });
        Self { unit, survey, number, end, before, with, rank, list, bracket }
    }

    /// How far a facet is, by its index: 0 beside the number.
    pub fn distance(&self, index: usize) -> Cost {
        let found = &self.unit.facets[index];
        let place = self.survey.places[index];
        if self.is_counted_elsewhere(found, &place) {
            return UNIT_LIMIT;
        }
        if found.span.start < self.end {
            return self.before(found, &place).min(UNIT_LIMIT);
        }
        if let Some(bracket) = &self.bracket
            && bracket.contains(&found.span.start)
            && !(found.facet.dimension() == Dimension::Epoch && self.names_another(found, bracket))
        {
            let crossed = self.survey.between.crossed(bracket.start, found.span.start);
            return OWN_BRACKET + OWN_BRACKET * cost(crossed.commas);
        }
        let compared = if place.compared { COMPARED } else { 0 };
        (self.behind(found, &place) + compared).min(UNIT_LIMIT)
    }

    /// Whether another result follows in the bracket: "0.96 (epoch 1: 0.93)".
    fn names_another(&self, found: &Found, bracket: &Range<usize>) -> bool {
        let later =
            self.survey.claims.iter().skip(self.rank).map(|&claim| &self.unit.numbers[claim]);
        let mut later = later.filter(|other| other.span.start >= found.span.end);
        later.next().is_some_and(|other| bracket.contains(&other.span.start))
    }

    fn before(&self, found: &Found, place: &Place) -> Cost {
        let is_kind = found.facet.dimension() == Dimension::Kind;
        // "Error rates of 4.1, 3.0 and 2.4 %": a kind before a list is as near to all of it.
        let list = self.list.filter(|(_, start, _)| is_kind && found.span.end <= *start);
        let (rank, at, before) = list.unwrap_or((self.rank, self.number.span.start, self.before));
        // Words that reach into the number have nothing between.
        let touching = found.span.end >= at;
        let crossed = if touching { Crossed::default() } else { before.minus(place.with) };
        if crossed.before >= UNIT_LIMIT {
            return UNIT_LIMIT;
        }
        let earlier = self.survey.claims[..rank].iter().rev().take(RESULTS_BETWEEN);
        let others = earlier
            .take_while(|claim| self.unit.numbers[**claim].span.start >= found.span.end)
            .filter(|claim| !self.same_point(&self.unit.numbers[**claim]))
            .map(|&claim| self.cost_of_other(claim, is_kind));
        let in_bracket = place.closed.is_some_and(|closed| closed < at);
        let kind = if in_bracket && is_kind { KIND_IN_BRACKET } else { 0 };
        let other = if in_bracket && place.of_other { BRACKET_OF_OTHER } else { 0 };
        crossed.before + others.sum::<Cost>() + kind + other
    }

    fn behind(&self, found: &Found, place: &Place) -> Cost {
        let crossed = place.before.minus(self.with);
        if crossed.behind >= UNIT_LIMIT {
            return UNIT_LIMIT;
        }
        let later =
            self.survey.claims.iter().skip(self.rank).map(|&claim| &self.unit.numbers[claim]);
        let others = later
            .take(RESULTS_BETWEEN)
            .filter(|other| other.span.start >= self.end)
            .take_while(|other| other.span.start < found.span.start)
            .filter(|other| !self.same_point(other))
            .count();
        let more = if crossed.breaks > 0 || others > 0 { BEHIND_MORE } else { 0 };
        crossed.behind + OTHER_NUMBER * cost(others) + more + BEHIND
    }

    /// Whether the kind is what another number counts, which is printed otherwise: "0.97 (301
    /// errors)".
    fn is_counted_elsewhere(&self, found: &Found, place: &Place) -> bool {
        found.facet.dimension() == Dimension::Kind
            && place.counted.is_some_and(|number| !like(&self.unit.numbers[number], self.number))
    }

    /// What another result costs that stands between a word and the number. A point is one
    /// result, with the marks that it is printed with.
    fn cost_of_other(&self, claim: usize, is_kind: bool) -> Cost {
        let other = &self.unit.numbers[claim];
        let previous = claim.checked_sub(1).map(|previous| &self.unit.numbers[previous]);
        if let (Some(Axis::Y), Some(previous)) = (other.coordinate, previous) {
            let inside = previous.span.start..other.span.end + 1;
            return -self.survey.between.crossed(inside.start, inside.end).before;
        }
        if is_kind && like(other, self.number) { LIKE_NUMBER } else { OTHER_NUMBER }
    }

    /// The coordinates of points do not stand in each other's way.
    fn same_point(&self, other: &Number) -> bool {
        other.coordinate.is_some() && self.number.coordinate.is_some()
    }
}

/// The first of the results in a row before one that are printed like it, with nothing but marks
/// and "and" between: its place among the results. Nothing if there is none before.
fn list_start(unit: &Unit, survey: &Survey, rank: usize) -> Option<usize> {
    let own = &unit.numbers[*survey.claims.get(rank)?];
    let mut first = rank;
    while let Some(before) = first.checked_sub(1).filter(|_| rank - first < GROUP_RESULTS) {
        let (one, next) =
            (&unit.numbers[survey.claims[before]], &unit.numbers[survey.claims[first]]);
        let from = end(unit, one);
        let gap = unit.masked.get(from..next.span.start)?;
        if !like(one, own) || own.coordinate.is_some() || !joins(gap) {
            break;
        }
        first = before;
    }
    (first < rank).then_some(first)
}

/// Whether a text between two numbers only goes on with a list.
fn joins(gap: &str) -> bool {
    const WORDS: [&str; 8] = ["and", "und", "et", "y", "e", "en", "och", "i"];
    let mark = |c: char| c.is_whitespace() || ",;/|&%\\→>-".contains(c);
    gap.len() <= LIST_GAP && gap.split(mark).all(|word| word.is_empty() || WORDS.contains(&word))
}

fn cost(count: usize) -> Cost {
    Cost::try_from(count).unwrap_or(Cost::MAX / 1000).min(Cost::MAX / 1000)
}

/// Whether two numbers are printed in the same way.
fn like(one: &Number, other: &Number) -> bool {
    one.percent == other.percent
        && one.first().integer == other.first().integer
        && one.scientific == other.scientific
}

/// Where a number ends, with a sign or word for per cent behind it.
pub fn end(unit: &Unit, number: &Number) -> usize {
    let end = number.span.end;
    if !number.percent {
        return end;
    }
    let behind = start(&unit.low[end..], PERCENT_BYTES);
    end + PERCENT.find(behind).map_or(0, |found| found.end())
}

/// The inside of a bracket that follows a number: `0.5 % (Adam)`.
fn own_bracket(unit: &Unit, end: usize) -> Option<Range<usize>> {
    let text = start(&unit.low[end..], BRACKET_BYTES);
    let mut rest = text.trim_start();
    for mark in ["\\", "%"] {
        rest = rest.strip_prefix(mark).unwrap_or(rest);
    }
    rest = rest.trim_start();
    for mark in ["]", ")"] {
        rest = rest.strip_prefix(mark).unwrap_or(rest);
    }
    let rest = rest.trim_start();
    let inside = rest.strip_prefix(['(', '['])?;
    let closes = |byte: u8| matches!(byte, b')' | b']');
    let length = inside.bytes().position(closes).unwrap_or(inside.len());
    let from = end + (text.len() - inside.len());
    Some(from..from + length + 1)
}
