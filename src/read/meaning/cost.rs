//! What it costs to read a number as a quantity: for each dimension how far the words are that
//! say so, and what speaks against it.

use crate::read::hearing::distances::HEAD;
use crate::read::layout::mention::Cost;
use crate::read::lexing::facet::{Dimension, Facet, SpokenKind};
use crate::read::lexing::number::Number;
use crate::read::meaning::families::{Family, Want};
use crate::read::meaning::spoken::{Spoken, form_allows};
use crate::read::meaning::target::Target;
use crate::read::meaning::views::View;
use crate::read::meaning::weights::*;

/// Units of the last place with which a share has three or four decimals.
const SHARE_UNITS: std::ops::Range<f64> = 0.99e-4..1.01e-3;

/// The cost of reading a number as one quantity, with what each dimension adds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bill {
    /// Of the kind.
    pub kind: Cost,
    /// Of the other dimensions, in order of weight.
    pub facets: Vec<(Dimension, Cost)>,
    /// What "the best" takes off, or a tapered net adds.
    pub besides: Cost,
}

impl Bill {
    /// In all.
    pub fn total(&self) -> Cost {
        self.kind + self.facets.iter().map(|(_, cost)| cost).sum::<Cost>() + self.besides
    }

    /// The dearest dimension beside the kind.
    pub fn dearest(&self) -> Cost {
        self.facets.iter().map(|(_, cost)| *cost).fold(0, Cost::max)
    }
}

/// What all targets of a family cost alike: everything but the epoch.
pub(in crate::read) fn bill(family: &Family, view: View, spoken: &Spoken, number: &Number) -> Bill {
    let mut bill = Bill { kind: kind(family, view, spoken, number), ..Bill::default() };
    let best = spoken.cost(&Facet::Best);
    let in_force = spoken.cost(&Facet::Part(family.part.clone())) < PART_IN_FORCE
        && spoken.parts_in_force <= PARTS_THAT_IMPLY;
    let own_part = Facet::Part(family.part.clone());
    bill.facets.push((Dimension::Part, part(&own_part, spoken)));
    // Where a part has one run, its rule and rate need not be said, if the part is.
    let tapered = spoken.cost(&Facet::Tapered);
    let is_meant = spoken.find(&own_part).is_some() || family.tapered && tapered < TAPERED_SAID;
    for want in &family.wants {
        let cost = match want.facet.dimension() {
            Dimension::Hidden => hidden(want, family, spoken, best),
            _ if want.sole && is_meant && !another_is_near(want, spoken) => 0,
            _ => wanted(want, family, spoken, best, in_force),
        };
        bill.facets.push((want.facet.dimension(), cost));
    }
    run_by_name(&mut bill, family, spoken);
    if family.tapered {
        let cost = if tapered < TAPERED_SAID || in_force { 0 } else { TAPERED_UNSAID };
        bill.facets.push((Dimension::Tapered, cost));
    } else if family.training && tapered < TAPERED_NEAR {
        bill.besides += TAPERED_INSTEAD;
    }
    if family.best && best < BEST_NEAR {
        bill.besides -= BEST_BONUS;
    }
    bill
}

/// The homework's own name of a run says all of its settings; that of another run speaks against
/// them.
fn run_by_name(bill: &mut Bill, family: &Family, spoken: &Spoken) {
    let own = spoken.find(&Facet::Run(family.of.clone()));
    let same_part = |facet: &Facet| matches!(facet, Facet::Run(run) if run.part == family.part);
    let said = spoken.said(Dimension::Run).iter().filter(|(facet, _)| same_part(facet));
    match (own, said.map(|(_, cost)| *cost).min()) {
        (Some(own), least) => {
            let nearer = least.is_some_and(|least| own > least + OVERRULED_BY);
            let cost = if nearer { soft(own).max(OVERRULED) } else { soft(own) };
            bill.facets.push((Dimension::Run, cost));
            for (dimension, cost) in &mut bill.facets {
                let setting = matches!(
                    dimension,
                    Dimension::Method
                        | Dimension::Rate
                        | Dimension::Hidden
                        | Dimension::Momentum
                        | Dimension::WeightDecay
                );
                if setting && !nearer {
                    *cost = 0;
                }
            }
        }
        (None, Some(other)) => {
            let cost = CONTRARY_LEAST.max(contrary(Dimension::Run) - other * CONTRARY_FADES / 100);
            bill.facets.push((Dimension::Run, cost));
        }
        (None, None) => {}
    }
}

fn kind(family: &Family, view: View, spoken: &Spoken, number: &Number) -> Cost {
    let allowed = |kind: SpokenKind| spoken.kind(kind).filter(|_| form_allows(kind, number));
    let wanted = if view.is_wrong() { SpokenKind::Wrong } else { family.kind };
    let least = spoken.kinds().filter(|(kind, _)| form_allows(*kind, number)).map(|(_, c)| c).min();
    let own = allowed(wanted);
    let mut cost = match (own, least) {
        (Some(own), _) => soft(own),
        (None, Some(other)) => KIND_CONTRARY_LEAST.max(KIND_CONTRARY - other * KIND_FADES / 100),
        (None, None) => KIND_UNSAID,
    };
    let silent = own.is_none() && least.is_none_or(|least| least >= KIND_SPEAKS);
    if wanted == SpokenKind::Accuracy && silent {
        if view == View::Share && SHARE_UNITS.contains(&number.first().unit) {
            cost = cost.min(SHARE_FORM);
        }
        if number.percent {
            cost = cost.min(PERCENT_FORM);
        }
    }
    if wanted == SpokenKind::Accuracy {
        if let (Some(own), Some(wrong)) = (own, allowed(SpokenKind::Wrong)) {
            cost += if wrong + WRONG_NEARER < own { WRONG_INSTEAD } else { 0 };
        }
        let difference = allowed(SpokenKind::Difference).unwrap_or(UNSAID);
        if difference < NEAR.min(own.unwrap_or(UNSAID)) {
            cost += DIFFERENCE_INSTEAD;
        }
    }
    // A norm, a ratio or a share of wrong images has no form of its own: page numbers and
    // versions look like them.
    let formless = view.is_wrong() || matches!(family.kind, SpokenKind::Norm | SpokenKind::Ratio);
    if formless && least.is_none_or(|least| least >= NEAR) && !in_typed_cell(spoken, least) {
        cost += FORMLESS;
    }
    let other = allowed(SpokenKind::Other).unwrap_or(UNSAID);
    if other < own.unwrap_or(UNSAID) - WRONG_NEARER && other < NEAR {
        cost += OTHER_INSTEAD;
    }
    cost
}

/// Whether heads say two settings of a cell, and its list item or caption the kind.
fn in_typed_cell(spoken: &Spoken, kind: Option<Cost>) -> bool {
    let by_head = |dimension: &Dimension| spoken.least(*dimension).is_some_and(|c| c <= HEAD);
    let settings = [Dimension::Method, Dimension::Rate, Dimension::Hidden, Dimension::Epoch];
    kind.is_some_and(|kind| kind <= KIND_OF_CELL)
        && settings.iter().filter(|dimension| by_head(dimension)).count() >= 2
}

/// Whether another value stands near the number, and not the own one.
fn another_is_near(want: &Want, spoken: &Spoken) -> bool {
    let least = spoken.least(want.facet.dimension());
    spoken.find(&want.facet).is_none() && least.is_some_and(|least| least < NEAR)
}

fn part(own: &Facet, spoken: &Spoken) -> Cost {
    match (spoken.find(own), spoken.least(Dimension::Part)) {
        (Some(cost), _) => cost * PART_SHARE / 100,
        (None, None) => missing(Dimension::Part),
        (None, Some(other)) => OTHER_PART_LEAST.max(contrary(Dimension::Part) - other),
    }
}

fn hidden(want: &Want, family: &Family, spoken: &Spoken, best: Cost) -> Cost {
    match (spoken.find(&want.facet), spoken.least(Dimension::Hidden)) {
        (Some(_), _) if want.implied => 0,
        (Some(cost), _) => cost * HIDDEN_SHARE / 100,
        (None, None) if family.best && best < BEST_SPEAKS_FOR_HIDDEN => HIDDEN_OF_BEST,
        (None, None) if want.implied => USUAL_HIDDEN_UNSAID,
        (None, None) => HIDDEN_UNSAID,
        (None, Some(other)) if want.implied && other > HIDDEN_FAR => USUAL_HIDDEN_CONTRARY_FAR,
        (None, Some(other)) => contrary(Dimension::Hidden) - other,
    }
}

/// The rules of all dimensions that have no own.
fn wanted(want: &Want, family: &Family, spoken: &Spoken, best: Cost, in_force: bool) -> Cost {
    let dimension = want.facet.dimension();
    let own = spoken.find(&want.facet);
    let counts = |facet: &Facet| match facet {
        Facet::Method(method) if family.training => crate::read::meaning::targets::trains(*method),
        Facet::Method(method) => crate::read::meaning::targets::minimises(*method),
        _ => true,
    };
    let said = spoken.said(dimension).iter().filter(|(facet, _)| counts(facet));
    let least = said.map(|(_, cost)| *cost).min();
    let mut cost = match (own, least) {
        (Some(own), Some(least)) if own > least + OVERRULED_BY && least < OVERRULING => {
            soft(own).max(OVERRULED)
        }
        (Some(own), _) => soft(own),
        (None, None) => missing(dimension),
        (None, Some(other)) => {
            CONTRARY_LEAST.max(contrary(dimension) - other * CONTRARY_FADES / 100)
        }
    };
    if dimension == Dimension::Rate && own.is_none() {
        let part = spoken.cost(&Facet::Part(family.part.clone()));
        if family.best && best < BEST_SPEAKS_FOR_RATE {
            cost = cost.min(RATE_OF_BEST + best * RATE_OF_BEST_SHARE / 100);
        } else if family.run && part < PART_IN_FORCE && least.is_none() {
            cost = RATE_OF_RUN;
        }
    }
    let yields =
        least.is_some_and(|least| least < NEAR && own.unwrap_or(UNSAID) > least + IMPLIED_YIELDS);
    if in_force && want.implied && !yields {
        cost = cost.min(IMPLIED);
    }
    if let Facet::Layer(crate::homework::Layer::Number(_)) = want.facet {
        cost = if own.is_none() { cost.max(INNER_LAYER_UNSAID) } else { cost };
    }
    cost
}

/// What the epoch adds.
pub(in crate::read) fn epoch(target: &Target, spoken: &Spoken) -> Cost {
    let Some((epoch, last)) = target.epoch else { return 0 };
    let own = spoken.find(&Facet::Epoch(epoch));
    let end = spoken.cost(&Facet::LastEpoch);
    if epoch == last {
        // More epochs than the training has are another training's.
        let others = spoken.epochs().filter(|(other, _)| *other < last).map(|(_, cost)| cost);
        let other = others.min().unwrap_or(UNSAID);
        return if other < end.min(own.unwrap_or(UNSAID)) && other < EPOCH_NEAR {
            if other > EPOCH_BESIDE { OTHER_EPOCH_FAR } else { OTHER_EPOCH }
        } else {
            0
        };
    }
    let Some(own) = own else { return EPOCH_UNSAID };
    let mut cost = own + EPOCH_SAID;
    if end < own {
        cost += END_NEARER;
    }
    if own > EPOCH_FAR {
        cost += EPOCH_FROM_AFAR;
    }
    cost
}

/// What is said far away counts less by its distance.
fn soft(cost: Cost) -> Cost {
    if cost < NEAR { cost } else { NEAR + (cost - NEAR) * FAR_SHARE / 100 }
}
