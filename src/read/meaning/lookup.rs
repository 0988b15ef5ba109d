//! The targets by form and value, so that a number is held only against what it can be.

use crate::read::layout::mention::Cost;
use crate::read::lexing::facet::{Dimension, SpokenKind};
use crate::read::lexing::number::Number;
use crate::read::meaning::cost::{self, Bill};
use crate::read::meaning::families::{Family, families};
use crate::read::meaning::spoken::Spoken;
use crate::read::meaning::target::{Target, Targets};
use crate::read::meaning::views::{View, accuracy_views, fits, may_be, suits};

/// A number is looked for this many units of its last place around: truncated digits are up to
/// one away.
const UNITS_AROUND: f64 = 1.01;
/// And this share of its value around.
const SHARE_AROUND: f64 = 1e-9;

/// The targets, found by value.
#[derive(Clone, Debug)]
pub struct Lookup<'a> {
    /// The targets.
    pub targets: &'a Targets,
    families: Vec<Family>,
    family_of: Vec<usize>,
    /// By form: ranges in order of their lower ends.
    by_view: [Vec<Entry>; View::ALL.len()],
    /// Targets that are not a number.
    not_numbers: Vec<usize>,
}

/// A range, and the highest upper end of it and all before it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    range: (f64, f64),
    highest: f64,
    target: usize,
}

impl<'a> Lookup<'a> {
    /// Over those targets.
    pub fn new(targets: &'a Targets) -> Self {
        let (families, family_of) = families(targets);
        let mut by_view: [Vec<Entry>; View::ALL.len()] = Default::default();
        let mut not_numbers = Vec::new();
        for (index, target) in targets.all.iter().enumerate() {
            for view in View::ALL {
                if (view == View::Itself) == (target.kind == SpokenKind::Accuracy) {
                    continue;
                }
                let range = view.range(target);
                if range.0.is_nan() || range.1.is_nan() {
                    not_numbers.push(index);
                    continue;
                }
                by_view[view as usize].push(Entry { range, highest: range.1, target: index });
            }
        }
        for entries in &mut by_view {
            entries.sort_by(|one, other| one.range.0.total_cmp(&other.range.0));
            let mut highest = f64::NEG_INFINITY;
            for entry in entries {
                highest = highest.max(entry.range.1);
                entry.highest = highest;
            }
        }
        Self { targets, families, family_of, by_view, not_numbers }
    }

    /// A target.
    pub fn target(&self, index: usize) -> &'a Target {
        &self.targets.all[index]
    }

    /// Whether two targets are the same quantity of equal runs.
    pub fn same(&self, one: usize, other: usize) -> bool {
        self.target(one).same == self.target(other).same
    }

    /// The run that a target is of; of equal runs the first.
    pub fn run(&self, index: usize) -> &'a crate::homework::RunId {
        &self.target(self.target(index).same).id.of
    }

    pub(in crate::read) fn family(&self, index: usize) -> &Family {
        &self.families[self.family_of[index]]
    }

    /// Every target and form whose value the printed digits can be; each once.
    pub fn fitting(&self, number: &Number, percent: bool) -> Vec<(usize, View)> {
        if number.not_a_number {
            return self.not_numbers.iter().map(|&target| (target, View::Itself)).collect();
        }
        let mut found = Vec::new();
        let accuracy = accuracy_views(number, percent);
        for view in accuracy.into_iter().chain([View::Itself]) {
            let before = found.len();
            for reading in &number.readings {
                let around = UNITS_AROUND * reading.unit + SHARE_AROUND * reading.value.abs();
                let (low, high) = (reading.value - around, reading.value + around);
                let entries = &self.by_view[view as usize];
                let end = entries.partition_point(|entry| entry.range.0 <= high);
                for entry in entries[..end].iter().rev() {
                    if entry.highest < low {
                        break;
                    }
                    let target = self.target(entry.target);
                    let right = fits(reading, entry.range)
                        && suits(target.kind, number)
                        && may_be(reading, number, target.kind)
                        && view.plausible(number, target);
                    // A second reading may find what the first one found.
                    if right
                        && (number.readings.len() == 1
                            || !found[before..].contains(&(entry.target, view)))
                    {
                        found.push((entry.target, view));
                    }
                }
            }
        }
        found
    }

    /// What each dimension adds to the cost of reading a number as a target in that form.
    pub fn bill(&self, target: usize, view: View, spoken: &Spoken, number: &Number) -> Bill {
        let mut bill = cost::bill(self.family(target), view, spoken, number);
        if self.target(target).epoch.is_some() {
            bill.facets.push((Dimension::Epoch, cost::epoch(self.target(target), spoken)));
        }
        bill
    }
}

/// The costs of one number's readings; what the members of a family share is reckoned once.
pub(in crate::read) struct Costs<'l, 'a> {
    lookup: &'l Lookup<'a>,
    spoken: &'l Spoken,
    number: &'l Number,
    /// By family and form.
    known: Vec<Option<Priced>>,
}

/// A cost, and the dearest dimension in it beside the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) struct Priced {
    pub(in crate::read) total: Cost,
    pub(in crate::read) dearest: Cost,
}

impl<'l, 'a> Costs<'l, 'a> {
    pub(in crate::read) fn new(
        lookup: &'l Lookup<'a>,
        spoken: &'l Spoken,
        number: &'l Number,
    ) -> Self {
        let known = vec![None; lookup.families.len() * View::ALL.len()];
        Self { lookup, spoken, number, known }
    }

    pub(in crate::read) fn of(&mut self, target: usize, view: View) -> Priced {
        let Lookup { families, family_of, .. } = self.lookup;
        let family = family_of[target];
        let place = family * View::ALL.len() + view as usize;
        let priced = self.known[place].unwrap_or_else(|| {
            let bill = cost::bill(&families[family], view, self.spoken, self.number);
            Priced { total: bill.total(), dearest: bill.dearest() }
        });
        self.known[place] = Some(priced);
        let epoch = cost::epoch(self.lookup.target(target), self.spoken);
        Priced { total: priced.total + epoch, dearest: priced.dearest.max(epoch) }
    }
}
