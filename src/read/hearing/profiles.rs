//! What the targets of a part have in common: what its name alone says about a number.

use crate::homework::{Method, PartId, RunId};

use crate::read::lexing::facet::{Dimension, Facet, Real, SpokenKind};
use crate::read::meaning::target::{Target, Targets};

/// What a part's numbers have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The part.
    pub part: PartId,
    /// What all its targets share: naming the part says that as well.
    pub implied: Vec<Facet>,
    /// The kinds of its targets.
    pub kinds: Vec<SpokenKind>,
    /// Its runs in the assignment's order, with the first target of each as an index.
    pub runs: Vec<(RunId, usize)>,
    /// How many epochs its trainings have, if all have as many.
    pub epochs: Option<usize>,
}

impl Profile {
    /// What the part implies of a dimension.
    pub fn implied(&self, dimension: Dimension) -> Option<&Facet> {
        self.implied.iter().find(|facet| facet.dimension() == dimension)
    }

    /// Whether it has numbers of that kind.
    pub fn has(&self, kind: SpokenKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Whether all its numbers are accuracies.
    pub fn only_accuracies(&self) -> bool {
        self.kinds == [SpokenKind::Accuracy]
    }

    /// Whether it has runs on a function.
    pub fn minimises(&self) -> bool {
        self.has(SpokenKind::Value) || self.has(SpokenKind::Error)
    }
}

/// The profiles of all parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profiles(Vec<Profile>);

impl Profiles {
    /// Of a homework's parts, in its order.
    pub fn of(targets: &Targets) -> Self {
        Self(targets.parts.iter().map(|part| profile(part, targets)).collect())
    }

    /// All of them.
    pub fn all(&self) -> &[Profile] {
        &self.0
    }

    /// The profile of a part.
    pub fn get(&self, part: &PartId) -> Option<&Profile> {
        self.0.iter().find(|profile| profile.part == *part)
    }

    /// The parts of the same problem.
    fn of_problem<'a>(&'a self, part: &PartId) -> impl Iterator<Item = &'a Profile> {
        let problem = part.problem().to_owned();
        self.0.iter().filter(move |profile| profile.part.problem() == problem)
    }

    /// Whether some part of the same problem has norms.
    pub fn problem_has_norms(&self, part: &PartId) -> bool {
        self.of_problem(part).any(|profile| profile.has(SpokenKind::Norm))
    }

    /// The part that a heading without a part's name speaks about by its method, if only one of
    /// these has nothing but that method.
    pub fn part_by_method(&self, parts: &[PartId], methods: &[Method]) -> Option<&PartId> {
        let of_method = |method: Method| {
            let mut sweeps = self.0.iter().filter(|profile| {
                parts.contains(&profile.part)
                    && profile.has(SpokenKind::Accuracy)
                    && profile.implied.contains(&Facet::Method(method))
            });
            let found = sweeps.next()?;
            sweeps.next().is_none().then_some(&found.part)
        };
        let mut found = methods.iter().filter_map(|method| of_method(*method));
        let part = found.next()?;
        found.next().is_none().then_some(part)
    }

    /// The only part with nothing but that method, whatever its problem.
    pub fn sweep_of(&self, method: Method, targets: &Targets) -> Option<&PartId> {
        let sweeps = targets.sweeps.iter().filter_map(|(part, _)| self.get(part));
        let mut of = sweeps.filter(|profile| {
            profile.has(SpokenKind::Accuracy) && profile.implied.contains(&Facet::Method(method))
        });
        let found = of.next()?;
        of.next().is_none().then_some(&found.part)
    }

    /// What the other parts of the same problem imply of a dimension, and the part itself.
    pub fn alternatives(&self, part: &PartId, dimension: Dimension) -> Vec<&Facet> {
        let mut found: Vec<&Facet> = Vec::new();
        for facet in self.of_problem(part).filter_map(|p| p.implied(dimension)) {
            if !found.contains(&facet) {
                found.push(facet);
            }
        }
        found
    }
}

fn profile(part: &PartId, targets: &Targets) -> Profile {
    let own: Vec<(usize, &Target)> =
        targets.all.iter().enumerate().filter(|(_, target)| target.part == *part).collect();
    let mut kinds: Vec<SpokenKind> = own.iter().map(|(_, target)| target.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut runs: Vec<(RunId, usize)> = Vec::new();
    for (index, target) in &own {
        if runs.iter().all(|(run, _)| *run != target.id.of) {
            runs.push((target.id.of.clone(), *index));
        }
    }
    let shared = |facets: fn(&Target) -> Option<Facet>| {
        let mut all = own.iter().map(|(_, target)| facets(target));
        let first = all.next().flatten()?;
        all.all(|other| other.as_ref() == Some(&first)).then_some(first)
    };
    let implied = [method, rate, hidden, activation, tapered].into_iter().filter_map(shared);
    let mut lasts = own.iter().map(|(_, target)| target.epoch.map(|(_, last)| last));
    let epochs = lasts.next().flatten();
    let epochs = epochs.filter(|_| lasts.all(|other| other == epochs));
    Profile { part: part.clone(), implied: implied.collect(), kinds, runs, epochs }
}

fn method(target: &Target) -> Option<Facet> {
    target.method.map(Facet::Method)
}

fn rate(target: &Target) -> Option<Facet> {
    target.rate.map(|rate| Facet::Rate(Real::new(rate)))
}

fn hidden(target: &Target) -> Option<Facet> {
    target.hidden.map(Facet::Hidden)
}

fn activation(target: &Target) -> Option<Facet> {
    target.activation.map(Facet::Activation)
}

fn tapered(target: &Target) -> Option<Facet> {
    target.tapered.then_some(Facet::Tapered)
}

/// A facet of a target, by dimension.
pub fn facet_of(target: &Target, dimension: Dimension) -> Option<Facet> {
    match dimension {
        Dimension::Method => method(target),
        Dimension::Rate => rate(target),
        Dimension::Hidden => hidden(target),
        Dimension::Activation => activation(target),
        Dimension::Tapered => tapered(target),
        Dimension::Layer => target.layer.map(Facet::Layer),
        Dimension::Part => Some(Facet::Part(target.part.clone())),
        _ => None,
    }
}
