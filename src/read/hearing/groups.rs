//! As many numbers as values of a setting: they pair by order.

use crate::homework::Axis;
use crate::read::hearing::distances::{BRACKET_BYTES, BRACKET_PAIR, PAIRED, PAIRED_WITH_OTHER};
use crate::read::hearing::scene::Scene;
use crate::read::layout::mention::{Cost, Evidence};
use crate::read::layout::survey::{start, tail};
use crate::read::lexing::facet::{Dimension, Facet};
use crate::read::lexing::number::Number;

/// Dimensions whose values are listed.
const LISTED: [Dimension; 8] = [
    Dimension::Method,
    Dimension::Rate,
    Dimension::Layer,
    Dimension::Epoch,
    Dimension::Hidden,
    Dimension::Activation,
    Dimension::Threshold,
    Dimension::Part,
];

/// "SGD and Adam reach 95.1 % and 96.8 %": k values of a dimension, each said once, and k numbers.
pub(in crate::read) fn pair_by_order(scene: &Scene, costs: &mut [Cost]) {
    if scene.claims.len() < 2 {
        return;
    }
    // A point counts once; with a value beside it, both are of one run.
    let places: Vec<&Number> =
        scene.claims.iter().copied().filter(|claim| claim.coordinate != Some(Axis::Y)).collect();
    let points = places.iter().filter(|place| place.coordinate.is_some()).count();
    let places = if points == 0 || points == places.len() { places } else { Vec::new() };
    let lists = [
        (place_in(&scene.alike, scene.number), scene.alike.len()),
        (place_in(&places, scene.of_its_place()), places.len()),
    ];
    for dimension in LISTED {
        let Some(values) = listed(scene, dimension) else { continue };
        let fitting = lists.iter().find(|(_, length)| *length >= 2 && *length == values.len());
        let Some((Some(place), _)) = fitting else { continue };
        let own = &values[*place];
        for (heard, cost) in scene.heard.iter().zip(costs.iter_mut()) {
            if heard.facet.dimension() == dimension {
                *cost = if heard.facet == *own { PAIRED } else { PAIRED_WITH_OTHER };
            }
        }
    }
}

/// The values of a dimension in order, if none comes back after another one.
fn listed(scene: &Scene, dimension: Dimension) -> Option<Vec<Facet>> {
    let mut values: Vec<Facet> = Vec::new();
    for heard in scene.heard_of(dimension) {
        // "In the end" belongs to the sentence, not to a list.
        if heard.facet == Facet::LastEpoch || values.last() == Some(&heard.facet) {
            continue;
        }
        if values.contains(&heard.facet) {
            return None;
        }
        values.push(heard.facet.clone());
    }
    Some(values)
}

/// "for 0.1, 0.01 and 0.001 (95.1 %, 92.0 % and 80.3 %)": the numbers of a bracket and the last
/// as many values before it.
pub(in crate::read) fn pair_with_bracket(scene: &Scene, evidence: &mut Evidence) {
    let number = scene.number;
    if number.coordinate.is_some() || scene.alike.len() < 2 {
        return;
    }
    let text = &scene.unit.low;
    let before = tail(&text[..number.span.start], BRACKET_BYTES);
    let Some(open) = before.rfind('(') else { return };
    if before[open..].contains(')') {
        return;
    }
    let open = number.span.start - (before.len() - open);
    let behind = start(&text[number.span.end..], BRACKET_BYTES);
    let close = behind.find(')').map_or(text.len(), |at| number.span.end + at);
    let inside = |at: usize| open < at && at < close;
    let group: Vec<&Number> =
        scene.alike.iter().copied().filter(|claim| inside(claim.span.start)).collect();
    let Some(place) = place_in(&group, number).filter(|_| group.len() >= 2) else { return };
    for dimension in [Dimension::Rate, Dimension::Method, Dimension::Layer, Dimension::Epoch] {
        if scene.heard_of(dimension).any(|heard| inside(heard.span.start)) {
            continue;
        }
        let words = matches!(dimension, Dimension::Method | Dimension::Layer);
        let mut values: Vec<&Facet> = Vec::new();
        for heard in scene.heard_of(dimension).filter(|heard| heard.span.end <= open) {
            if (words || heard.in_digits) && !values.contains(&&heard.facet) {
                values.push(&heard.facet);
            }
        }
        let Some(from) = values.len().checked_sub(group.len()) else { continue };
        let value = values[from + place].clone();
        evidence.clear(dimension);
        evidence.put(value, BRACKET_PAIR);
    }
}

/// The place of a number in a list.
pub(in crate::read) fn place_in(list: &[&Number], number: &Number) -> Option<usize> {
    list.iter().position(|other| std::ptr::eq(*other, number))
}

impl Scene<'_> {
    /// The number, or of a second coordinate the first one of the same point.
    pub fn of_its_place(&self) -> &Number {
        let previous = self.mention.number.checked_sub(1).map(|index| &self.unit.numbers[index]);
        match (self.number.coordinate, previous) {
            (Some(Axis::Y), Some(previous)) if previous.coordinate == Some(Axis::X) => previous,
            _ => self.number,
        }
    }
}
