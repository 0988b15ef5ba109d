//! What the numbers of a unit are to each other: two norms and their quotient, both norms, the
//! runs of a part in order.

use crate::homework::{Axis, Layer};
use crate::read::hearing::distances::{
    BOTH_NORMS, BOTH_NORMS_KIND, EQUATION, EQUATION_NORM, ONLY_ONE, PLACE_NORM, PLACE_RATIO,
    RUNS_IN_ORDER, RUNS_PART, TRIPLE_RESULTS,
};
use crate::read::hearing::groups::place_in;
use crate::read::hearing::lists::members;
use crate::read::hearing::profiles::Profile;
use crate::read::hearing::scene::Scene;
use crate::read::layout::mention::{Cost, Evidence};
use crate::read::lexing::facet::{Dimension, Facet, SpokenKind};
use crate::read::lexing::number::Number;

/// What a number of two norms and their quotient is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    First,
    Last,
    Quotient,
}

impl Scene<'_> {
    /// Whether a part in force has norms.
    fn has_norms(&self) -> bool {
        let norms = |profile: &Profile| profile.has(SpokenKind::Norm);
        self.parts().iter().filter_map(|part| self.profiles().get(part)).any(norms)
    }
}

/// a / b = c to the printed digits: the norms of the first and the last layer and their quotient.
pub(in crate::read) fn equation(scene: &Scene, evidence: &mut Evidence) {
    let claims = &scene.claims;
    let possible = (3..=TRIPLE_RESULTS).contains(&claims.len()) && scene.has_norms();
    if scene.blind || !possible {
        return;
    }
    let mut own = None;
    for (i, one) in claims.iter().enumerate() {
        for (j, other) in claims.iter().enumerate().skip(i + 1) {
            for quotient in claims.iter().skip(j + 1) {
                if !divides(one, other, quotient) {
                    continue;
                }
                for (number, place) in
                    [(one, Place::First), (other, Place::Last), (quotient, Place::Quotient)]
                {
                    if scene.is_own(number) {
                        own = Some(place);
                    }
                }
            }
        }
    }
    let layer = match own {
        Some(Place::First) => Layer::Input,
        Some(Place::Last) => Layer::Output,
        Some(Place::Quotient) => {
            set(evidence, Facet::Kind(SpokenKind::Ratio), EQUATION);
            evidence.clear(Dimension::Layer);
            return;
        }
        None => return,
    };
    set(evidence, Facet::Layer(layer), EQUATION);
    set(evidence, Facet::Kind(SpokenKind::Norm), EQUATION_NORM);
}

fn divides(one: &Number, other: &Number, quotient: &Number) -> bool {
    let (a, b, c) = (one.value(), other.value(), quotient.value());
    if !(a > 0.0 && b != 0.0 && c != 0.0) || quotient.significant() < 2 {
        return false;
    }
    let relative = |number: &Number| number.first().unit / number.value().abs();
    let slack = 2.0 * (relative(one) + relative(other) + relative(quotient));
    (a / b / c - 1.0).abs() < slack
}

/// Three numbers and the word for the quotient, by their places alone.
pub(in crate::read) fn ratio_by_place(scene: &Scene, evidence: &mut Evidence) {
    let possible = scene.blind && !scene.in_table() && scene.has_norms();
    let [first, second, third] = scene.claims[..] else { return };
    if !possible {
        return;
    }
    let ratio = Facet::Kind(SpokenKind::Ratio);
    let words = || scene.heard.iter().filter(|heard| heard.facet == ratio);
    let between = |start: usize, end: usize| end <= third.span.start && start >= second.span.end;
    let word = words().find(|heard| between(heard.span.start, heard.span.end));
    let Some(word) = word.or_else(|| words().next()) else { return };
    // Then the word names one of the other two.
    if [first, second].iter().any(|number| number.span.start >= word.span.end) {
        return;
    }
    if scene.is_own(third) {
        let cost = evidence.cost(&ratio).map_or(PLACE_RATIO, |own| own.min(PLACE_RATIO));
        set(evidence, ratio, cost);
        evidence.clear(Dimension::Layer);
        return;
    }
    let norm = Facet::Kind(SpokenKind::Norm);
    let cost = evidence.cost(&norm).map_or(PLACE_NORM, |own| own.min(PLACE_NORM));
    set(evidence, norm, cost);
    let layer = if scene.is_own(first) { Layer::Input } else { Layer::Output };
    if evidence.least(Dimension::Layer).is_none_or(|least| least > ONLY_ONE) {
        set(evidence, Facet::Layer(layer), PLACE_NORM);
    }
}

/// Two numbers that fit both norms of a part, in the order of the layers.
pub(in crate::read) fn both_norms(scene: &Scene, evidence: &mut Evidence) {
    if scene.blind || scene.in_table() || scene.claims.len() != 2 || !scene.has_norms() {
        return;
    }
    let Some(members) = scene.only_part().and_then(|part| members(scene.targets, part)) else {
        return;
    };
    let ratio = evidence.cost(&Facet::Kind(SpokenKind::Ratio));
    let one_layer = scene.survey.of_dimension(Dimension::Layer).count() == 1;
    if ratio.is_some_and(|cost| cost < crate::read::hearing::distances::SECTION_MARGIN) || one_layer
    {
        return;
    }
    if !scene.all_fit(&scene.claims, members) {
        return;
    }
    let place = place_in(&scene.claims, scene.number).map(|place| members[place]);
    let target = place.and_then(|place| scene.targets.all.get(place));
    if let Some(layer) = target.and_then(|target| target.layer) {
        set(evidence, Facet::Layer(layer), BOTH_NORMS);
        set(evidence, Facet::Kind(SpokenKind::Norm), BOTH_NORMS_KIND);
    }
}

/// As many numbers as a part has runs, in the assignment's order, if one quantity of each run
/// fits all of them: "The three rules end at 3.2e-5, 2.1e-26 and 2.4e-8".
pub(in crate::read) fn runs_in_order(scene: &Scene, evidence: &mut Evidence) {
    if scene.in_table() || scene.survey.speaks_of(Dimension::Method) {
        return;
    }
    let in_force = |profile: &&Profile| match &scene.mention.parts {
        None => true,
        Some(parts) => parts[..] == [profile.part.clone()],
    };
    let list: Vec<&Number> =
        scene.alike.iter().copied().filter(|claim| claim.coordinate != Some(Axis::Y)).collect();
    let Some(place) = place_in(&list, scene.of_its_place()) else { return };
    for profile in scene.profiles().all().iter().filter(in_force) {
        // Fewer are too often something else.
        if profile.runs.len() < 3 || profile.runs.len() != list.len() || !profile.minimises() {
            continue;
        }
        for kind in [SpokenKind::Point, SpokenKind::Value, SpokenKind::Error, SpokenKind::Step] {
            if !fit_runs(scene, profile, kind, &list) {
                continue;
            }
            let target = &scene.targets.all[profile.runs[place].1];
            if let Some(method) = target.method {
                set(evidence, Facet::Method(method), RUNS_IN_ORDER);
                evidence.put(Facet::Part(profile.part.clone()), RUNS_PART);
            }
            return;
        }
    }
}

/// Whether each number is some quantity of that kind of its run; of labels alone, each other one.
fn fit_runs(scene: &Scene, profile: &Profile, kind: SpokenKind, list: &[&Number]) -> bool {
    let own = scene.of_its_place();
    list.iter().zip(&profile.runs).all(|(number, (run, _))| {
        if scene.blind && std::ptr::eq(*number, own) {
            return true;
        }
        let mut of_run = scene.targets.all.iter().enumerate().filter(|(_, target)| {
            target.kind == kind && target.id.of == *run && target.coordinate != Some(Axis::Y)
        });
        of_run.any(|(index, _)| scene.fits(number, index))
    })
}

/// That and nothing else of its dimension.
fn set(evidence: &mut Evidence, facet: Facet, cost: Cost) {
    evidence.clear(facet.dimension());
    evidence.put(facet, cost);
}
