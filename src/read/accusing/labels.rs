//! What a number is by its words alone, as if its digits were not there: how else is a wrong
//! number known?

use crate::read::accusing::case::MARGIN_NEEDED;
use crate::read::layout::mention::{Cost, Evidence, Mention};
use crate::read::lexing::facet::{Facet, SpokenKind};
use crate::read::lexing::number::Number;
use crate::read::meaning::lookup::{Costs, Lookup};
use crate::read::meaning::spoken::Spoken;
use crate::read::meaning::target::Target;
use crate::read::meaning::views::{View, accuracy_views};

/// A share of wrong images above this is no result of a homework that trains.
const WRONG_SHARE_MOST: f64 = 0.5;
/// A share with so fine a last place is of ten thousand images.
const SHARE_UNIT: f64 = 1.01e-4;
/// A share of right images below this says nothing by its form.
const ACCURACY_LEAST: f64 = 0.5;
/// The margin of a reading that has no rival.
const NO_RIVAL: Cost = 900;

/// A reading by words alone.
#[derive(Clone, Debug)]
pub struct Label {
    /// The quantity, by its index.
    pub target: usize,
    /// All quantities that the words name nearly as well, of the same kind: it is one of them. The
    /// first is [`target`](Self::target); of equal runs one stands for all.
    pub among: Vec<usize>,
    /// All quantities that it can be if only its kind is trusted: of exact ones those of all runs,
    /// which one number hardly misses by chance; of random ones [`among`](Self::among).
    pub of_kind: Vec<usize>,
    /// In which form.
    pub view: View,
    /// What it costs.
    pub cost: Cost,
    /// By how much the next quantity that is none of them is dearer.
    pub margin: Cost,
    /// The dearest dimension beside the kind.
    pub dearest: Cost,
    /// The kinds that are said, its own digits apart.
    pub kinds: Vec<(SpokenKind, Cost)>,
    /// Whether the epochs of the quantities are said, if they have one.
    pub epoch_said: bool,
}

/// The quantity that the words fit best. The evidence has to be such as the number itself has no
/// part in.
pub fn label(mention: &Mention, evidence: Evidence, lookup: &Lookup) -> Option<Label> {
    let number = mention.printed();
    if number.not_a_number {
        return None;
    }
    let spoken = Spoken::of(evidence, mention);
    // Nobody writes a share of images with an exponent.
    let accuracy =
        if number.scientific { Vec::new() } else { accuracy_views(number, mention.percent) };
    let mut costs = Costs::new(lookup, &spoken, number);
    let mut priced: Vec<(Cost, usize, View)> = Vec::new();
    for (index, target) in lookup.targets.all.iter().enumerate() {
        let views =
            if target.kind == SpokenKind::Accuracy { &accuracy[..] } else { &[View::Itself] };
        if !possible(target, number, &spoken) {
            continue;
        }
        for &view in views {
            let grain = number.readings.iter().any(|reading| view.has_grain(reading, target));
            if grain
                && view.plausible(number, target)
                && !more_wrong_than_right(view, number, target)
            {
                priced.push((costs.of(index, view).total, index, view));
            }
        }
    }
    let is_number = |other: usize| !lookup.target(other).range.0.is_nan();
    let cheapest = |numbers: bool| {
        let own = priced.iter().filter(|(_, other, _)| is_number(*other) || !numbers);
        own.min_by_key(|(cost, ..)| *cost).copied()
    };
    // Of a run that ends with nan a number is a value on the way, if it is clearly named.
    let any = cheapest(false)?;
    let number_of = cheapest(true).filter(|(cost, ..)| *cost < any.0 + MARGIN_NEEDED);
    let (cost, target, view) = number_of.unwrap_or(any);
    let kind = lookup.target(target).kind;
    let alike = |(own, other, form): &&(Cost, usize, View)| {
        *own < cost + MARGIN_NEEDED && *form == view && lookup.target(*other).kind == kind
    };
    let mut near: Vec<(Cost, usize, View)> = priced.iter().filter(alike).copied().collect();
    near.sort_by_key(|(cost, ..)| *cost);
    let mut among = vec![target];
    for (_, other, _) in near {
        if is_number(other) && !among.iter().any(|known| lookup.same(*known, other)) {
            among.push(other);
        }
    }
    let axes: Vec<_> = among.iter().map(|&named| lookup.target(named).coordinate).collect();
    let of_kind = if lookup.target(target).exact {
        let alike = |&other: &usize| {
            let own = lookup.target(other);
            let same = own.exact && own.kind == kind && axes.contains(&own.coordinate);
            same && (other == target || is_number(other))
        };
        (0..lookup.targets.all.len()).filter(alike).collect()
    } else {
        among.clone()
    };
    let is_rival = |other: usize| {
        let own = lookup.target(other);
        let diverges = own.kind == kind && !is_number(other);
        !diverges && !of_kind.iter().any(|known| lookup.same(*known, other))
    };
    let others = priced.iter().filter(|(_, other, form)| {
        *form != view && !lookup.same(target, *other) || is_rival(*other)
    });
    let next = others.map(|(cost, ..)| *cost).min();
    let margin = next.map_or(NO_RIVAL, |next| next - cost);
    let dearest = costs.of(target, view).dearest;
    let epoch_said = among.iter().all(|&named| {
        lookup.target(named).epoch.is_none_or(|(epoch, last)| {
            let end = epoch == last && spoken.find(&Facet::LastEpoch).is_some();
            end || spoken.names_epoch(epoch)
        })
    });
    let kinds = spoken.kinds().collect();
    Some(Label { target, among, of_kind, view, cost, margin, dearest, kinds, epoch_said })
}

impl Label {
    /// Whether the words name one quantity.
    pub fn is_one(&self) -> bool {
        self.among.len() == 1
    }

    /// Whether the number looks like the accuracy that it would be: all four decimals of a share, or a
    /// percentage with decimals, of most images.
    pub(super) fn form_says_accuracy(&self, number: &Number) -> bool {
        let first = number.first();
        match self.view {
            View::Share => first.unit <= SHARE_UNIT && (ACCURACY_LEAST..1.0).contains(&first.value),
            View::Percent => {
                !first.integer && (ACCURACY_LEAST..1.0).contains(&(first.value / 100.0))
            }
            _ => false,
        }
    }

    /// Whether a quantity is one of those that it can be.
    pub fn names(&self, target: usize, lookup: &Lookup) -> bool {
        self.of_kind.iter().any(|&named| lookup.same(named, target))
    }

    /// What a kind costs; `None` if nothing says it.
    pub fn kind(&self, kind: SpokenKind) -> Option<Cost> {
        let own = self.kinds.iter().filter(|(other, _)| *other == kind);
        own.map(|(_, cost)| *cost).min()
    }
}

/// Whether a number of that form can be the target at all, by what is said of epochs.
fn possible(target: &Target, number: &Number, spoken: &Spoken) -> bool {
    let integer = number.first().integer;
    match target.kind {
        SpokenKind::Accuracy => {
            let (epoch, last) = target.epoch.unwrap_or_default();
            epoch == last || spoken.names_epoch(epoch)
        }
        SpokenKind::Step => integer,
        _ if integer || number.percent => false,
        SpokenKind::Point => !number.scientific,
        _ => number.coordinate.is_none() && !target.is_inner_layer(),
    }
}

fn more_wrong_than_right(view: View, number: &Number, target: &Target) -> bool {
    let most = match view {
        View::WrongCount => WRONG_SHARE_MOST * f64::from(target.of),
        View::WrongShare => WRONG_SHARE_MOST,
        View::WrongPercent => WRONG_SHARE_MOST * 100.0,
        _ => return false,
    };
    number.value() > most
}
