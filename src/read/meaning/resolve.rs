//! Which quantity each number is: the one whose value the digits are and whose words stand
//! nearest, if that is clear enough.

use std::collections::HashMap;
use std::rc::Rc;

use crate::read::layout::mention::{Cost, Evidence, Mention};
use crate::read::lexing::facet::{Dimension, Facet};
use crate::read::lexing::number::Number;
use crate::read::meaning::lookup::{Costs, Lookup};
use crate::read::meaning::spoken::Spoken;
use crate::read::meaning::target::Targets;
use crate::read::meaning::views::{View, informative};
use crate::read::meaning::weights::*;

/// Digits that a setting is printed with at most.
const SETTING_DIGITS: usize = 6;

/// One way to read a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it costs.
    pub cost: Cost,
    /// The quantity, by its index.
    pub target: usize,
    /// In which form.
    pub view: View,
}

/// A number with what it can be.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// What is said of it.
    pub spoken: Spoken,
    /// What fits its digits, the cheapest first; what is much dearer is left out.
    pub candidates: Vec<Candidate>,
    /// What it is.
    pub read: Option<(usize, View)>,
}

/// Reads all numbers.
pub fn resolve(
    mentions: &[Mention],
    lookup: &Lookup,
    evidence: &dyn Fn(&Mention) -> Evidence,
) -> Vec<Resolved> {
    let one = |mention: &Mention| {
        let spoken = Spoken::of(evidence(mention), mention);
        let candidates = candidates(mention, &spoken, lookup);
        let read = accept(&candidates, mention.printed(), lookup);
        Resolved { spoken, candidates, read }
    };
    let mut resolved: Vec<Resolved> = mentions.iter().map(one).collect();
    cohere(mentions, &mut resolved, lookup);
    resolved
}

fn candidates(mention: &Mention, spoken: &Spoken, lookup: &Lookup) -> Vec<Candidate> {
    let number = mention.printed();
    let mut costs = Costs::new(lookup, spoken, number);
    let priced = |(target, view): (usize, View)| {
        let mut cost = costs.of(target, view).total;
        let quantity = lookup.target(target);
        if quantity.exact {
            cost -= if number.not_a_number {
                NOT_A_NUMBER_BONUS
            } else {
                let more = informative(number, quantity.kind).saturating_sub(DIGITS_OF_CHANCE);
                DIGITS_BONUS_MOST.min(DIGIT_BONUS * more as Cost)
            };
        }
        Candidate { cost, target, view }
    };
    let fitting = lookup.fitting(number, mention.percent);
    let mut found: Vec<Candidate> = fitting.into_iter().map(priced).collect();
    let least = found.iter().map(|candidate| candidate.cost).min().unwrap_or(0);
    found.retain(|candidate| candidate.cost <= least + CANDIDATE_WINDOW);
    found.sort_by_key(|candidate| (candidate.cost, candidate.target));
    found.truncate(CANDIDATES_MOST);
    found
}

/// The cheapest candidate, if it is cheap enough and clearly cheaper than the next quantity.
pub(in crate::read) fn accept(
    candidates: &[Candidate],
    number: &Number,
    lookup: &Lookup,
) -> Option<(usize, View)> {
    let (best, others) = candidates.split_first()?;
    let target = lookup.target(best.target);
    let (limit, margin) =
        if target.exact { (LIMIT_EXACT, MARGIN_EXACT) } else { (LIMIT_RANDOM, MARGIN_RANDOM) };
    let limit = if number.not_a_number { LIMIT_NOT_A_NUMBER } else { limit };
    let clear = second(best, others, lookup).is_none_or(|second| second.cost - best.cost >= margin);
    let digits = significant(number, lookup.targets);
    let tells = target.exact || digits >= RANDOM_DIGITS;
    (best.cost <= limit && clear && tells).then_some((best.target, best.view))
}

/// The next candidate that is another quantity; the coordinates of one point are one.
pub(in crate::read) fn second<'c>(
    best: &Candidate,
    others: &'c [Candidate],
    lookup: &Lookup,
) -> Option<&'c Candidate> {
    let target = lookup.target(best.target);
    let other = |candidate: &&Candidate| {
        let own = target.exact && lookup.target(candidate.target).id == target.id;
        !own && !lookup.same(candidate.target, best.target)
    };
    others.iter().find(other)
}

/// Digits that count; a number that is a setting's value has one.
pub(in crate::read) fn significant(number: &Number, targets: &Targets) -> usize {
    let setting =
        number.first().digits.len() <= SETTING_DIGITS && targets.rates.contains(&number.value());
    if setting { 1 } else { number.significant() }
}

/// What numbers of one row or sentence share.
const SHARED: [Dimension; 6] = [
    Dimension::Part,
    Dimension::Activation,
    Dimension::Method,
    Dimension::Rate,
    Dimension::Tapered,
    Dimension::Hidden,
];

/// Numbers of one row of a table, or of one sentence.
#[derive(PartialEq, Eq, Hash)]
enum Group {
    Row(usize, usize),
    Unit(*const crate::read::lexing::unit::Unit),
}

/// The numbers of a row that are read say which run the others are of.
fn cohere(mentions: &[Mention], resolved: &mut [Resolved], lookup: &Lookup) {
    let mut groups: HashMap<Group, Vec<usize>> = HashMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        let group = match mention.cell {
            Some(cell) => Group::Row(cell.table, cell.row),
            None => Group::Unit(Rc::as_ptr(&mention.unit)),
        };
        groups.entry(group).or_default().push(index);
    }
    for members in groups.into_values() {
        let read: Vec<usize> =
            members.iter().filter_map(|&member| resolved[member].read.map(|read| read.0)).collect();
        if read.is_empty() || read.len() == members.len() {
            continue;
        }
        let shared: Vec<(Dimension, Facet)> = SHARED
            .into_iter()
            .filter_map(|dimension| Some((dimension, common(&read, dimension, lookup)?)))
            .collect();
        let agrees = |candidate: &Candidate| {
            let target = lookup.target(candidate.target);
            shared
                .iter()
                .all(|(dimension, facet)| target.facet(*dimension).is_none_or(|own| own == *facet))
        };
        for member in members {
            let own = &mut resolved[member];
            let Some(cheapest) = own.candidates.first().filter(|_| own.read.is_none()) else {
                continue;
            };
            let least = cheapest.cost;
            let kept: Vec<Candidate> = own.candidates.iter().copied().filter(agrees).collect();
            if kept.first().is_some_and(|first| first.cost - least < COHERENCE) {
                own.read = accept(&kept, mentions[member].printed(), lookup);
                own.candidates = kept;
            }
        }
    }
}

/// The value that all of them have.
fn common(read: &[usize], dimension: Dimension, lookup: &Lookup) -> Option<Facet> {
    let first = lookup.target(read[0]).facet(dimension)?;
    let all = read.iter().all(|&one| lookup.target(one).facet(dimension).as_ref() == Some(&first));
    all.then_some(first)
}
