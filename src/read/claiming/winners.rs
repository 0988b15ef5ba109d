//! Winners of sweeps that a report names: the rate, the width or the rule of the usual winner,
//! where words say "the best".
//!
//! Another setting is never read as a winner: a report speaks of many.

use std::ops::Range;
use std::rc::Rc;

use crate::homework::{Assignment, Choice, NetPart, PartId, QuantityId, What};

use crate::read::claiming::claims::{How, ReadClaim};
use crate::read::layout::document::{Document, Window};
use crate::read::lexing::facet::{Dimension, Facet};
use crate::read::lexing::number::{Number, Role};
use crate::read::lexing::unit::Unit;
use crate::read::meaning::resolve::significant;
use crate::read::meaning::target::{Target, Targets};
use crate::read::meaning::views::View;

/// So many texts around a unit may say "the best".
const TEXTS_AROUND: usize = 6;

/// A sweep with its usual winner.
struct Sweep<'a> {
    part: &'a NetPart,
    choices: Vec<Choice>,
    winner: &'a Target,
}

/// The winners that a report names, in its order.
pub fn winners<'a>(
    document: &Document,
    targets: &'a Targets,
    assignment: &'a Assignment,
) -> Vec<ReadClaim> {
    let best = targets.all.iter().filter(|target| target.best);
    let sweep = |winner: &'a Target| {
        let part = assignment.net_part(&winner.part)?;
        Some(Sweep { part, choices: part.choices(), winner })
    };
    let sweeps: Vec<Sweep> = best.filter_map(sweep).collect();
    let mut claims = Vec::new();
    for window in &document.windows {
        if !says_best(window) {
            continue;
        }
        let named = parts_named(window);
        for sweep in &sweeps {
            if speaks_of(window, &named, &sweep.part.part) {
                let others = sweeps.iter().any(|other| named.contains(&&other.part.part));
                let excluded = others && !named.contains(&&sweep.part.part);
                sweep.read(window, targets, excluded, &mut claims);
            }
        }
    }
    claims
}

fn says_best(window: &Window) -> bool {
    let says = |unit: &Rc<Unit>| unit.says(&Facet::Best);
    let around = window.heads.iter().chain(window.far.iter().map(|(unit, _)| unit));
    says(&window.unit) || around.take(TEXTS_AROUND).any(says)
}

/// The parts that the unit or the heads of its row and column name.
fn parts_named(window: &Window) -> Vec<&PartId> {
    let units = window.heads.iter().chain([&window.unit]);
    let facets = units.flat_map(|unit| &unit.facets);
    let part = facets.filter_map(|found| match &found.facet {
        Facet::Part(part) => Some(part),
        _ => None,
    });
    part.collect()
}

/// Whether a part is in force there, named there, or nothing is said of parts.
fn speaks_of(window: &Window, named: &[&PartId], part: &PartId) -> bool {
    let in_force = window.parts.as_deref().unwrap_or_default();
    in_force.is_empty() || in_force.contains(part) || named.contains(&part)
}

impl Sweep<'_> {
    /// The choices of this sweep's winner that a unit names.
    fn read(
        &self,
        window: &Window,
        targets: &Targets,
        excluded: bool,
        claims: &mut Vec<ReadClaim>,
    ) {
        let unit = &window.unit;
        let mut add = |choice: Choice, span: Range<usize>| {
            let id = QuantityId::of_part(&self.part.part, What::Winner(choice));
            let printed = unit.low.get(span.clone()).unwrap_or_default().to_owned();
            let source = unit.low.source(span);
            let claim = ReadClaim {
                id,
                view: View::Itself,
                mention: None,
                source,
                printed,
                how: How::Read,
            };
            claims.push(claim);
        };
        for &choice in &self.choices {
            match choice {
                Choice::LearningRate if !excluded => {
                    let own = |number: &&Number| {
                        matches!(number.role, Role::Rate | Role::Claim | Role::Threshold)
                            && significant(number, targets) == 1
                            && Some(number.value()) == self.winner.rate
                    };
                    let spans = unit.numbers.iter().filter(own).map(|number| number.span.clone());
                    spans.for_each(|span| add(choice, span));
                }
                Choice::Hidden => {
                    let width = self.winner.hidden.map(|width| width as f64);
                    let own = |number: &&Number| {
                        number.role == Role::Hidden && Some(number.value()) == width
                    };
                    let spans = unit.numbers.iter().filter(own).map(|number| number.span.clone());
                    spans.for_each(|span| add(choice, span));
                }
                Choice::Optimiser => {
                    let own = self.winner.method.map(Facet::Method);
                    let rule = unit.facets.iter().filter(|found| {
                        found.facet.dimension() == Dimension::Method
                            && Some(&found.facet) == own.as_ref()
                    });
                    rule.for_each(|found| add(choice, found.span.clone()));
                }
                Choice::LearningRate => {}
            }
        }
    }
}
