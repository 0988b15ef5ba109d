//! Lists of results without names: against the settings of an earlier text, or in the
//! assignment's own order.

use crate::homework::PartId;
use crate::read::hearing::distances::{EPOCH_LIST, LIST_PAIR, SEQUENCE, SWEEP, SWEEP_KIND};
use crate::read::hearing::groups::place_in;
use crate::read::hearing::profiles::facet_of;
use crate::read::hearing::scene::{Heard, Scene};
use crate::read::layout::mention::Evidence;
use crate::read::lexing::facet::{Dimension, Facet, Label, SpokenKind};
use crate::read::lexing::number::Number;
use crate::read::meaning::target::{Target, Targets};
use crate::read::meaning::views::{any_fits, views};

/// The least length of a list: two numbers are too often two other things.
const LIST: usize = 3;
/// No sweep has so many members.
const MANY: usize = 10;

/// What a list in the assignment's order says of each member.
const SETTINGS: [Dimension; 3] = [Dimension::Method, Dimension::Rate, Dimension::Hidden];

impl<'a> Scene<'a> {
    /// The list that the number is a member of, with its place; none in a table, whose heads say
    /// what its cells are.
    fn list(&self) -> Option<(&[&'a Number], usize)> {
        if self.in_table() || self.alike.len() < LIST {
            return None;
        }
        place_in(&self.alike, self.number).map(|place| (self.alike.as_slice(), place))
    }

    /// Whether each of the numbers is its target, to the printed digits; of labels alone, each
    /// of the others.
    pub(in crate::read) fn all_fit(&self, numbers: &[&Number], members: &[usize]) -> bool {
        let fits = |(number, member): (&&Number, &usize)| {
            self.blind && self.is_own(number) || self.fits(number, *member)
        };
        numbers.len() == members.len() && numbers.iter().zip(members).all(fits)
    }

    /// Whether a number is a target, to the printed digits. What was never run fits nothing.
    pub(in crate::read) fn fits(&self, number: &Number, member: usize) -> bool {
        let Some(target) = self.targets.all.get(member) else { return false };
        let known = !target.range.0.is_infinite() && !target.range.1.is_infinite();
        let views = views(target, number, self.mention.percent);
        known && views.into_iter().any(|view| any_fits(number, target, view))
    }
}

/// "With rates 0.1, 0.01, 0.001 … we got 95.1, 92.0 and 80.3": as many settings in a text farther
/// away. Whether there are any.
pub(in crate::read) fn earlier_settings(scene: &Scene, evidence: &mut Evidence) -> bool {
    let Some((list, place)) = scene.list().filter(|(list, _)| !has_names(scene, list)) else {
        return false;
    };
    let mut found: Vec<Facet> = Vec::new();
    for (unit, _) in &scene.mention.far {
        let Some(survey) = scene.document.survey(unit) else { continue };
        for dimension in [Dimension::Rate, Dimension::Epoch, Dimension::Method] {
            if found.iter().any(|facet| facet.dimension() == dimension) {
                continue;
            }
            let values: Vec<&Facet> = survey
                .of_dimension(dimension)
                .filter(|facet| **facet != Facet::LastEpoch)
                .take(list.len() + 1)
                .collect();
            if values.len() < LIST {
                continue;
            }
            let unsaid = evidence.least(dimension).is_none();
            let value = if values.len() == list.len() && unsaid {
                Some(values[place])
            } else if values.len() + 1 == list.len() && dimension == Dimension::Rate {
                // The first number of the list is something else.
                place.checked_sub(1).map(|place| values[place])
            } else {
                None
            };
            found.extend(value.cloned());
        }
    }
    for facet in &found {
        evidence.clear(facet.dimension());
        evidence.put(facet.clone(), LIST_PAIR);
    }
    if found.iter().all(|facet| facet.dimension() != Dimension::Epoch)
        && !epochs_of_part(scene, list, place, evidence)
    {
        epochs_by_length(scene, list, place, evidence);
    }
    !found.is_empty()
}

/// Whether words between the members name them: "Adam-50 96.99 %, Adam-100 97.60 %".
fn has_names(scene: &Scene, list: &[&Number]) -> bool {
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return false };
    let between = first.span.end..last.span.start;
    [Dimension::Method, Dimension::Hidden, Dimension::Layer, Dimension::Activation]
        .into_iter()
        .flat_map(|dimension| scene.heard_of(dimension))
        .any(|heard| between.contains(&heard.span.start))
}

/// As many numbers as the part's only training has epochs, and the word. Whether it is so.
fn epochs_of_part(scene: &Scene, list: &[&Number], place: usize, evidence: &mut Evidence) -> bool {
    // Said in words, the word is a part of the number: "after the five epochs".
    let in_words = |heard: &Heard| !heard.in_digits && heard.facet != Facet::LastEpoch;
    let in_words = scene.heard_of(Dimension::Epoch).any(in_words);
    let spoken = scene.unit.labels.iter().any(|label| label.label == Label::Epoch) || in_words;
    if !spoken {
        return false;
    }
    let tapered = scene.heard_of(Dimension::Tapered).next().is_some();
    let fits = scene.profiles().all().iter().any(|profile| {
        let named = scene.only_part() == Some(&profile.part);
        let spoken = tapered && profile.implied.contains(&Facet::Tapered);
        (named || spoken) && profile.runs.len() == 1 && profile.epochs == Some(list.len())
    });
    if fits {
        evidence.clear(Dimension::Epoch);
        evidence.put(Facet::Epoch(place + 1), EPOCH_LIST);
    }
    fits
}

/// As many numbers as trainings have epochs, with nothing that says which: of many no sweep has so
/// many members; few have to be those of the only training of a part in force, and fit.
fn epochs_by_length(scene: &Scene, list: &[&Number], place: usize, evidence: &mut Evidence) {
    let length = list.len();
    let said = scene.heard_of(Dimension::Epoch).any(|heard| heard.facet != Facet::LastEpoch);
    let first = list[0].first();
    let share = !first.integer && first.value < 1.0 || list[0].percent || scene.mention.percent;
    if said || !share || list.len() != scene.claims.len() {
        return;
    }
    let epochs_said = scene.targets.epochs.contains(&length);
    if epochs_said && length >= MANY {
        evidence.clear(Dimension::Epoch);
        evidence.put(Facet::Epoch(place + 1), EPOCH_LIST);
        return;
    }
    let parts = scene.parts();
    let in_force = |part: &PartId| parts.is_empty() || parts.contains(part);
    let profiles = scene.profiles().all().iter().filter(|profile| in_force(&profile.part));
    let mut only = profiles.filter(|profile| {
        profile.runs.len() == 1 && profile.epochs == Some(length) && profile.only_accuracies()
    });
    let (Some(profile), None) = (only.next(), only.next()) else { return };
    let run = &profile.runs[0].0;
    let of_epoch = |epoch: usize| {
        scene.targets.all.iter().position(|target| {
            target.id.of == *run && target.epoch.is_some_and(|(own, _)| own == epoch)
        })
    };
    let members: Vec<usize> = (1..=length).filter_map(of_epoch).collect();
    if scene.all_fit(list, &members) {
        evidence.clear(Dimension::Epoch);
        evidence.put(Facet::Epoch(place + 1), EPOCH_LIST);
        evidence.put(Facet::Part(profile.part.clone()), EPOCH_LIST);
    }
}

/// The results of a whole sweep in the assignment's order, if all of them fit.
pub(in crate::read) fn sweep(scene: &Scene, evidence: &mut Evidence) {
    let Some((list, place)) = scene.list() else { return };
    if scene.heard_of(Dimension::Rate).any(|heard| heard.in_digits) {
        return;
    }
    for part in parts_of_sweep(scene) {
        let Some(members) = members(scene.targets, &part) else { continue };
        if scene.all_fit(list, members) {
            let target = &scene.targets.all[members[place]];
            put_settings(target, SWEEP, evidence);
            evidence.put(Facet::Part(part), SWEEP);
            kind_of_sweep(scene, target, evidence);
        }
    }
}

/// A whole sweep that fits says what its numbers are, where no word does.
fn kind_of_sweep(scene: &Scene, target: &Target, evidence: &mut Evidence) {
    let accuracy = target.kind == SpokenKind::Accuracy;
    if scene.blind || !accuracy || evidence.least(Dimension::Kind).is_some_and(|c| c <= SWEEP_KIND)
    {
        return;
    }
    let forms = views(target, scene.number, scene.mention.percent);
    let form = forms.into_iter().find(|view| any_fits(scene.number, target, *view));
    let kind = form.map(|view| view.kind(target));
    evidence.0.extend(kind.map(|kind| (Facet::Kind(kind), SWEEP_KIND)));
}

/// The sweep of a part in the assignment's order.
pub(in crate::read) fn members<'a>(targets: &'a Targets, part: &PartId) -> Option<&'a [usize]> {
    let sweep = targets.sweeps.iter().find(|(own, _)| own == part);
    sweep.map(|(_, members)| members.as_slice())
}

/// The part in force; if there is none, the one that the nearest text names, else the only one
/// with the unit's method.
fn parts_of_sweep(scene: &Scene) -> Vec<PartId> {
    if let Some(part) = scene.only_part() {
        return vec![part.clone()];
    }
    if scene.parts().is_empty() {
        let near = scene.mention.far.iter().find_map(|(unit, _)| {
            let mut parts = scene.document.survey(unit)?.of_dimension(Dimension::Part);
            match (parts.next(), parts.next()) {
                (Some(Facet::Part(part)), None) => Some(part.clone()),
                _ => None,
            }
        });
        if let Some(part) = near {
            return vec![part];
        }
    }
    let mut methods = scene.survey.of_dimension(Dimension::Method);
    match (methods.next(), methods.next()) {
        (Some(Facet::Method(method)), None) => {
            scene.profiles().sweep_of(*method, scene.targets).cloned().into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The place of a printed line in a run of lines in the assignment's order.
pub(in crate::read) fn sequence(scene: &Scene, evidence: &mut Evidence) {
    let mention = scene.mention;
    let place = if scene.blind { mention.sequence_of_others } else { mention.sequence };
    if let Some(target) = place.and_then(|place| scene.targets.all.get(place)) {
        put_settings(target, SEQUENCE, evidence);
    }
}

fn put_settings(
    target: &Target,
    cost: crate::read::layout::mention::Cost,
    evidence: &mut Evidence,
) {
    for dimension in SETTINGS {
        if let Some(facet) = facet_of(target, dimension) {
            evidence.clear(dimension);
            evidence.put(facet, cost);
        }
    }
}
