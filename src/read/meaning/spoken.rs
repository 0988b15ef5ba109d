//! The evidence of one number, sorted by dimension so that many quantities can be held against it.

use crate::read::layout::mention::{Cost, Evidence, Mention};
use crate::read::lexing::facet::{Dimension, Facet, SpokenKind};
use crate::read::lexing::number::Number;
use crate::read::meaning::weights::UNSAID;

/// How many dimensions there are.
const DIMENSIONS: usize = Dimension::Topic as usize + 1;

/// What is said of a number.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    /// In order of dimensions.
    facets: Box<[(Facet, Cost)]>,
    /// For each dimension where the next one begins.
    ends: [u32; DIMENSIONS],
    /// How many parts are in force.
    pub(in crate::read) parts_in_force: usize,
}

impl Spoken {
    /// The evidence of a mention.
    pub fn of(evidence: Evidence, mention: &Mention) -> Self {
        let mut facets = evidence.0;
        facets.sort_by_key(|(facet, _)| facet.dimension());
        let mut ends = [0; DIMENSIONS];
        for (facet, _) in &facets {
            ends[facet.dimension() as usize] += 1;
        }
        let mut end = 0;
        for own in &mut ends {
            end += *own;
            *own = end;
        }
        let parts_in_force = mention.parts.as_ref().map_or(0, Vec::len);
        Self { facets: facets.into_boxed_slice(), ends, parts_in_force }
    }

    /// All that is said of a dimension.
    pub fn said(&self, dimension: Dimension) -> &[(Facet, Cost)] {
        let place = dimension as usize;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.facets[start as usize..self.ends[place] as usize]
    }

    /// What something costs, [`UNSAID`] if nothing says it.
    pub fn cost(&self, facet: &Facet) -> Cost {
        self.find(facet).unwrap_or(UNSAID)
    }

    /// What something costs; `None` if nothing says it.
    pub fn find(&self, facet: &Facet) -> Option<Cost> {
        let own = self.said(facet.dimension()).iter();
        own.filter(|(other, _)| other == facet).map(|(_, cost)| *cost).min()
    }

    /// The least cost of a dimension.
    pub fn least(&self, dimension: Dimension) -> Option<Cost> {
        self.said(dimension).iter().map(|(_, cost)| *cost).min()
    }

    /// What a kind costs; `None` if nothing says it.
    pub fn kind(&self, kind: SpokenKind) -> Option<Cost> {
        self.find(&Facet::Kind(kind))
    }

    /// The kinds that are said.
    pub fn kinds(&self) -> impl Iterator<Item = (SpokenKind, Cost)> {
        self.said(Dimension::Kind).iter().filter_map(|(facet, cost)| match facet {
            Facet::Kind(kind) => Some((*kind, *cost)),
            _ => None,
        })
    }

    /// Whether an epoch is named.
    pub fn names_epoch(&self, epoch: usize) -> bool {
        self.find(&Facet::Epoch(epoch)).is_some()
    }

    /// All epochs that are named, with their costs.
    pub fn epochs(&self) -> impl Iterator<Item = (usize, Cost)> {
        self.said(Dimension::Epoch).iter().filter_map(|(facet, cost)| match facet {
            Facet::Epoch(epoch) => Some((*epoch, *cost)),
            _ => None,
        })
    }
}

/// Whether a number of that form can be of a kind, as far as the words beside it go: "the value
/// 96 %" speaks of another number.
pub(in crate::read) fn form_allows(kind: SpokenKind, number: &Number) -> bool {
    let counts = matches!(
        kind,
        SpokenKind::Accuracy | SpokenKind::Wrong | SpokenKind::Difference | SpokenKind::Other
    );
    if number.percent {
        counts
    } else if number.first().integer && !number.not_a_number {
        counts || kind == SpokenKind::Step
    } else {
        true
    }
}
