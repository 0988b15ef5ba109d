//! A number with everything that its evidence is made of.

use std::ops::Range;

use crate::homework::PartId;
use crate::read::hearing::distances::{FACETS_EACH_SIDE, UNIT_LIMIT};
use crate::read::hearing::profiles::Profiles;
use crate::read::hearing::proximity::Viewpoint;
use crate::read::layout::document::Document;
use crate::read::layout::mention::{Cost, Mention};
use crate::read::layout::survey::Survey;
use crate::read::lexing::facet::{Dimension, Facet, Found};
use crate::read::lexing::number::Number;
use crate::read::lexing::unit::Unit;
use crate::read::meaning::target::Targets;

/// What a unit's words say, seen from one of its numbers.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Heard {
    pub facet: Facet,
    pub span: Range<usize>,
    /// Whether a setting's number says it, and no words.
    pub in_digits: bool,
    pub cost: Cost,
}

/// A number with everything that its evidence is made of.
pub(in crate::read) struct Scene<'a> {
    pub mention: &'a Mention,
    pub unit: &'a Unit,
    pub survey: &'a Survey,
    pub number: &'a Number,
    pub document: &'a Document,
    pub targets: &'a Targets,
    /// What the number's own value is not to say anything about itself.
    pub blind: bool,
    /// The words of its unit, or those near it in a very long one.
    pub heard: Vec<Heard>,
    /// The results of its unit; none if there are too many for groups.
    pub claims: Vec<&'a Number>,
    /// Those that are printed in the same way.
    pub alike: Vec<&'a Number>,
}

impl<'a> Scene<'a> {
    /// The number of a mention.
    pub fn of(
        mention: &'a Mention,
        survey: &'a Survey,
        document: &'a Document,
        targets: &'a Targets,
        blind: bool,
    ) -> Self {
        let unit: &Unit = &mention.unit;
        let number = &unit.numbers[mention.number];
        let profiles = &document.profiles;
        let parts = mention.parts.as_deref().unwrap_or_default();
        let only = |part| profiles.get(part).is_some_and(|profile| profile.only_accuracies());
        let ear = Ear {
            mention,
            // Thresholds are a matter of minimising: among accuracies such a number is a rate.
            no_thresholds: !parts.is_empty() && parts.iter().all(only),
        };
        let view = Viewpoint::of(unit, survey, mention.number);
        let heard = if survey.has_groups() {
            let all = unit.facets.iter().enumerate();
            all.filter_map(|(index, found)| ear.hear(found, || view.distance(index))).collect()
        } else {
            ear.nearest(number, &view)
        };
        let claims: Vec<&Number> = if survey.has_groups() {
            survey.claims.iter().map(|&claim| &unit.numbers[claim]).collect()
        } else {
            Vec::new()
        };
        let alike = claims.iter().copied().filter(|other| printed_alike(number, other)).collect();
        Self { mention, unit, survey, number, document, targets, blind, heard, claims, alike }
    }

    pub fn profiles(&self) -> &Profiles {
        &self.document.profiles
    }

    pub fn in_table(&self) -> bool {
        self.mention.cell.is_some()
    }

    /// The parts in force; none in a summary and where nothing has named any.
    pub fn parts(&self) -> &[PartId] {
        self.mention.parts.as_deref().unwrap_or_default()
    }

    /// The part in force, if it is one.
    pub fn only_part(&self) -> Option<&PartId> {
        match self.parts() {
            [part] => Some(part),
            _ => None,
        }
    }

    pub fn is_own(&self, other: &Number) -> bool {
        std::ptr::eq(self.number, other)
    }

    /// What is heard of a dimension.
    pub fn heard_of(&self, dimension: Dimension) -> impl Iterator<Item = &Heard> {
        self.heard.iter().filter(move |heard| heard.facet.dimension() == dimension)
    }

    /// Whether nothing but marks lies between that place and the number.
    pub fn is_beside(&self, end: usize) -> bool {
        let mark = |c: char| c.is_whitespace() || "=:≈*`|\\$".contains(c);
        let between = self.unit.masked.get(end..self.number.span.start);
        between.is_some_and(|between| {
            between.chars().take(17).count() < 17 && between.chars().all(mark)
        })
    }
}

/// What a number takes from the words of its unit.
struct Ear<'a> {
    mention: &'a Mention,
    no_thresholds: bool,
}

impl Ear<'_> {
    fn hear(&self, found: &Found, cost: impl Fn() -> Cost) -> Option<Heard> {
        if found.number == Some(self.mention.number) {
            return None;
        }
        let in_digits = found.number.is_some() && !found.in_words;
        let facet = match &found.facet {
            Facet::Threshold(value) if self.no_thresholds => Facet::Rate(*value),
            Facet::Epoch(epoch) if in_digits && self.mention.epochs_from_zero => {
                Facet::Epoch(epoch + 1)
            }
            facet => facet.clone(),
        };
        Some(Heard { facet, span: found.span.clone(), in_digits, cost: cost() })
    }

    /// The words of a very long unit on both sides of a number, as far as they are near.
    fn nearest(&self, number: &Number, view: &Viewpoint) -> Vec<Heard> {
        let facets = &self.mention.unit.facets;
        let here = facets.partition_point(|found| found.span.start < number.span.start);
        let near = |index: usize| self.hear(&facets[index], || view.distance(index));
        let mut heard = Vec::new();
        for index in (0..here).rev().take(FACETS_EACH_SIDE) {
            heard.extend(near(index));
            if heard.last().is_some_and(|last| last.cost >= UNIT_LIMIT) {
                break;
            }
        }
        heard.reverse();
        for index in (here..facets.len()).take(FACETS_EACH_SIDE) {
            let word = near(index);
            let last = word.as_ref().is_some_and(|word| word.cost >= UNIT_LIMIT);
            heard.extend(word);
            if last {
                break;
            }
        }
        heard
    }
}

/// Whether two numbers of a unit can be members of one list.
fn printed_alike(one: &Number, other: &Number) -> bool {
    let (first, second) = (one.first(), other.first());
    first.integer == second.integer
        && one.coordinate.is_some() == other.coordinate.is_some()
        && (one.percent == other.percent || !first.integer && first.unit == second.unit)
}
