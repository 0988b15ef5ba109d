//! What speaks for a number: everything that its surroundings say, each with the cost of its
//! distance.
//!
//! In this order, since what is nearer pushes what is farther away:
//!
//! 1. the heads of its row and column
//! 2. the words of its unit, by proximity or, of as many numbers, by order
//! 3. what groups of numbers say: brackets, equations, lists, sweeps, runs
//! 4. texts farther away: captions, list items above, earlier sentences, headings
//! 5. the section that it stands in

use crate::homework::PartId;

use crate::read::hearing::distances::{
    BEHIND_POINT_BYTES, CLEARLY, CONTEXT_SLACK, EPOCHS_REACH, HEAD, LAYER_BESIDE, LAYER_NEAR,
    LAYER_OVER_RATIO, LAYER_SAYS_NORM, NAME, NOT_NAME, NOT_NEAREST, ONLY_ONE, RATIO_FAR,
    SAID_BY_HEADS, SAID_NEARER, SECTION, SECTION_MARGIN, SECTION_NEAR, SECTION_NEAR_BEHIND,
    SEVERAL, SHARE_OF_IMAGES, VALUE_BEHIND_POINT, WIDE_SECTION,
};
use crate::read::hearing::groups;
use crate::read::hearing::lists;
use crate::read::hearing::proximity::end;
use crate::read::hearing::relations;
use crate::read::hearing::scene::{Heard, Scene};
use crate::read::layout::document::Document;
use crate::read::layout::mention::{Cost, Evidence, Mention, Shape};
use crate::read::lexing::facet::{Dimension, Facet, SpokenKind};
use crate::read::meaning::target::{Target, Targets};

/// What speaks for a number. With `blind`, the number's own value takes no part in it: what is
/// found is what the labels alone say.
pub fn evidence(
    mention: &Mention,
    document: &Document,
    targets: &Targets,
    blind: bool,
) -> Evidence {
    let mut evidence = Evidence::default();
    let Some(survey) = document.survey(&mention.unit) else { return evidence };
    let scene = Scene::of(mention, survey, document, targets, blind);
    for facet in &mention.near {
        evidence.put(facet.clone(), HEAD);
    }
    let by_heads: Vec<Dimension> = mention.near.iter().map(Facet::dimension).collect();
    let mut costs: Vec<Cost> = scene.heard.iter().map(|heard| heard.cost).collect();
    groups::pair_by_order(&scene, &mut costs);
    settle(&scene, &costs, &by_heads, &mut evidence);
    layers_are_of_norms(&scene, &mut evidence);
    value_behind_point(&scene, &mut evidence);
    share_of_images(&scene, &mut evidence);
    groups::pair_with_bracket(&scene, &mut evidence);
    relations::equation(&scene, &mut evidence);
    relations::ratio_by_place(&scene, &mut evidence);
    if let Some(axis) = scene.number.coordinate {
        evidence.put(Facet::Coordinate(axis), 0);
        evidence.put(Facet::Kind(SpokenKind::Point), 0);
    }
    let paired = lists::earlier_settings(&scene, &mut evidence);
    if !paired {
        lists::sweep(&scene, &mut evidence);
    }
    relations::both_norms(&scene, &mut evidence);
    relations::runs_in_order(&scene, &mut evidence);
    lists::sequence(&scene, &mut evidence);
    name_before(&scene, &mut evidence);
    names_of_others(&scene, &mut evidence);
    context(&scene, &mut evidence);
    section(&scene, &mut evidence);
    evidence
}

/// The words of the unit, each with what it costs beside the others and the heads.
fn settle(scene: &Scene, costs: &[Cost], by_heads: &[Dimension], evidence: &mut Evidence) {
    let mut words: Vec<(Dimension, &Heard, Cost)> = Vec::with_capacity(costs.len());
    for (heard, cost) in scene.heard.iter().zip(costs) {
        words.push((heard.facet.dimension(), heard, *cost));
    }
    // Within a dimension they stay in the text's order.
    words.sort_by_key(|(dimension, ..)| *dimension);
    for words in words.chunk_by(|one, other| one.0 == other.0) {
        let (dimension, first, _) = words[0];
        let of_all = matches!(
            dimension,
            Dimension::Method | Dimension::Rate | Dimension::Hidden | Dimension::Activation
        );
        // A printed line speaks of one epoch from its first column to its last.
        let of_line = scene.mention.shape == Shape::Line && dimension == Dimension::Epoch;
        let of_all = of_all || of_line;
        let only_one = of_all && words.iter().all(|(_, heard, _)| heard.facet == first.facet);
        let cost = |(_, heard, cost): &(Dimension, &Heard, Cost)| {
            let before = heard.span.end <= scene.number.span.start;
            if only_one && before { (*cost).min(ONLY_ONE) } else { *cost }
        };
        let nearest = words.iter().map(cost).min().unwrap_or_default();
        let heads = if by_heads.contains(&dimension) { SAID_BY_HEADS } else { 0 };
        for word in words {
            let own = cost(word);
            let farther = if own > nearest + CLEARLY { NOT_NEAREST } else { 0 };
            evidence.put(word.1.facet.clone(), own + heads + farther);
        }
    }
}

/// A layer beside a number says that it is a norm; where there are no norms, it says nothing.
fn layers_are_of_norms(scene: &Scene, evidence: &mut Evidence) {
    let norms = |part: &PartId| scene.profiles().problem_has_norms(part);
    if !scene.parts().is_empty() && !scene.parts().iter().any(norms) {
        evidence.clear(Dimension::Layer);
    }
    let Some(layer) = evidence.least(Dimension::Layer).filter(|cost| *cost < LAYER_NEAR) else {
        return;
    };
    let norm = Facet::Kind(SpokenKind::Norm);
    let ratio = evidence.cost(&Facet::Kind(SpokenKind::Ratio));
    if evidence.least(Dimension::Kind).is_none_or(|kind| kind > layer) {
        evidence.put(norm, layer + LAYER_SAYS_NORM);
    } else if layer < LAYER_BESIDE && ratio.is_some_and(|ratio| ratio > RATIO_FAR) {
        evidence.put(norm, layer + LAYER_OVER_RATIO);
    }
}

/// A number without a name right behind a point is the value there.
fn value_behind_point(scene: &Scene, evidence: &mut Evidence) {
    let number = scene.number;
    let named = evidence.least(Dimension::Kind).is_some_and(|cost| cost <= LAYER_NEAR);
    if number.coordinate.is_some() || named {
        return;
    }
    let previous = scene.mention.number.checked_sub(1).map(|index| &scene.unit.numbers[index]);
    let behind = previous.is_some_and(|previous| {
        previous.coordinate == Some(crate::homework::Axis::Y)
            && number.span.start.saturating_sub(previous.span.end) < BEHIND_POINT_BYTES
    });
    if behind {
        evidence.put(Facet::Kind(SpokenKind::Value), VALUE_BEHIND_POINT);
    }
}

/// `9650 / 10000`: of so many images a count is that of the right ones, if no kind is said.
fn share_of_images(scene: &Scene, evidence: &mut Evidence) {
    let number = scene.number;
    let Some(whole) = scene.unit.numbers.get(scene.mention.number + 1) else { return };
    let Some(gap) = scene.unit.low.get(number.span.end..whole.span.start) else { return };
    let named = evidence.least(Dimension::Kind).is_some_and(|cost| cost <= SHARE_OF_IMAGES);
    let slash = gap.trim() == "/" && number.first().integer && whole.first().integer;
    if named || !slash || number.value() >= whole.value() {
        return;
    }
    let images = |target: &Target| {
        target.kind == SpokenKind::Accuracy && f64::from(target.of) == whole.value()
    };
    if scene.targets.all.iter().any(images) {
        evidence.put(Facet::Kind(SpokenKind::Accuracy), SHARE_OF_IMAGES);
    }
}

/// `f = NUMBER`, `x: NUMBER`: what stands right before a number is its name, and what follows is
/// the next one's. Only for labels alone: a value that fits says it better.
fn name_before(scene: &Scene, evidence: &mut Evidence) {
    if !scene.blind || scene.in_table() {
        return;
    }
    for dimension in [Dimension::Kind, Dimension::Coordinate, Dimension::Layer] {
        let names: Vec<&Facet> = scene
            .heard_of(dimension)
            .filter(|heard| scene.is_beside(heard.span.end))
            .map(|heard| &heard.facet)
            .collect();
        if names.is_empty() {
            continue;
        }
        for (facet, cost) in evidence.0.iter_mut().filter(|(f, _)| f.dimension() == dimension) {
            *cost =
                if names.contains(&&*facet) { (*cost).min(NAME) } else { (*cost).max(NOT_NAME) };
        }
    }
}

/// `f 9.2e-6, d 2.0e-4`: what stands right before another number is that one's name, if another
/// word stands between the two numbers. Only for labels alone.
fn names_of_others(scene: &Scene, evidence: &mut Evidence) {
    if !scene.blind || scene.in_table() {
        return;
    }
    let text = &scene.unit.masked;
    let start = scene.number.span.start;
    let is_name = |heard: &Heard| {
        let next = scene.claims.iter().find(|claim| claim.span.start >= heard.span.end);
        let Some(other) = next.filter(|other| !scene.is_own(other)) else { return false };
        let apart = other.span.end > start || has_word(&text[other.span.end..start]);
        apart && text[heard.span.end..other.span.start].chars().all(is_mark)
    };
    for (facet, cost) in &mut evidence.0 {
        let mut words = scene.heard_of(Dimension::Kind).filter(|heard| heard.facet == *facet);
        let mut any = false;
        if words.all(|heard| {
            any = true;
            is_name(heard)
        }) && any
        {
            *cost = (*cost).max(NOT_NAME);
        }
    }
}

/// Whether a character may stand between a name and its number.
fn is_mark(character: char) -> bool {
    character.is_whitespace() || "=:≈*`|\\$~(".contains(character)
}

/// Whether a word stands there that does more than to connect.
fn has_word(text: &str) -> bool {
    const CONNECTING: [&str; 8] = ["and", "und", "et", "y", "e", "or", "then", "to"];
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| !word.is_empty()).any(|word| !CONNECTING.contains(&word))
}

/// Captions, list items above, earlier sentences, headings.
fn context(scene: &Scene, evidence: &mut Evidence) {
    for (unit, base) in &scene.mention.far {
        let Some(survey) = scene.document.survey(unit) else { continue };
        let mut done: Vec<Dimension> = Vec::new();
        for facet in &survey.said {
            let dimension = facet.dimension();
            if done.contains(&dimension) {
                continue;
            }
            done.push(dimension);
            if dimension == Dimension::Epoch && *base > EPOCHS_REACH && survey.numbers_epochs {
                continue;
            }
            let nearer =
                evidence.least(dimension).is_some_and(|least| least < base - CONTEXT_SLACK);
            let several = survey.of_dimension(dimension).nth(1).is_some();
            let cost =
                base + if nearer { SAID_NEARER } else { 0 } + if several { SEVERAL } else { 0 };
            for facet in survey.of_dimension(dimension) {
                evidence.put(facet.clone(), cost);
            }
        }
    }
}

/// The section's parts, unless a neighbour excludes them.
fn section(scene: &Scene, evidence: &mut Evidence) {
    let parts = scene.parts();
    for part in parts {
        let cost = if parts.len() <= 2 { SECTION } else { WIDE_SECTION };
        evidence.put(Facet::Part(part.clone()), cost);
    }
    let Some(part) = scene.only_part() else { return };
    for dimension in [Dimension::Method, Dimension::Activation] {
        if excludes(scene, evidence, part, dimension) {
            evidence.0.retain(|(facet, _)| *facet != Facet::Part(part.clone()));
        }
    }
}

/// Whether words beside the number say what another part of the problem implies, and this one
/// does not.
fn excludes(scene: &Scene, evidence: &Evidence, part: &PartId, dimension: Dimension) -> bool {
    let implied = scene.profiles().get(part).and_then(|profile| profile.implied(dimension));
    let Some(implied) = implied else { return false };
    let alternatives = scene.profiles().alternatives(part, dimension);
    if alternatives.len() < 2 {
        return false;
    }
    let said =
        |facet: &Facet| alternatives.contains(&facet).then(|| evidence.cost(facet)).flatten();
    let behind = end(scene.unit, scene.number);
    let beside = scene.heard_of(dimension).any(|heard| {
        let before = heard.span.end <= scene.number.span.start || heard.span.start < behind;
        let reach = if before { SECTION_NEAR - 1 } else { SECTION_NEAR_BEHIND };
        said(&heard.facet).is_some_and(|cost| cost <= reach)
    });
    let by_heads = scene.mention.near.iter().any(|facet| facet.dimension() == dimension);
    let Some(least) = alternatives.iter().filter_map(|facet| said(facet)).min() else {
        return false;
    };
    (beside || by_heads)
        && least < SECTION_NEAR
        && said(implied).is_none_or(|own| own > least + SECTION_MARGIN)
}
