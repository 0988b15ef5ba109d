//! Witnesses: numbers around one that are what their words name. They show that the words of a
//! table, a list or a run of lines are understood; one of them that is not what its words name
//! shows that they are not.

use std::collections::HashMap;

use crate::homework::{Axis, PartId, RunId};

use crate::read::accusing::case::{Case, MARGIN_NEEDED};
use crate::read::accusing::labels::Label;
use crate::read::accusing::patterns::{digits_behind_zeros, names_another_kind};
use crate::read::accusing::proof::{DIGITS_LEAST, hedged, named};
use crate::read::claiming::claims::names_another_step;
use crate::read::layout::mention::{Cell, Mention, Shape};
use crate::read::lexing::facet::SpokenKind;
use crate::read::lexing::number::Number;
use crate::read::lexing::unit::Unit;
use crate::read::meaning::resolve::significant;
use crate::read::meaning::views::View;

/// Numbers with fewer digits are no witnesses: they agree by chance.
const WITNESS_DIGITS: usize = 3;
/// Items of a list and sentences are blocks of their own: so many before and behind are looked at.
const BLOCKS_AROUND: usize = 4;
/// Two numbers are one if they differ by less than this share of the last place.
const HALF_UNIT: f64 = 0.51;
/// So many numbers before and behind are looked at for an explanation.
const LOOKED_AT: usize = 40;

/// What the numbers around one say of its words, from the worst to the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Witnesses {
    /// One is not what its words name.
    Disagree,
    /// There are none.
    Nobody,
    /// One other quantity of its kind.
    One,
    /// Another number of its own run, beside it.
    Run,
    /// Two other quantities of its kind.
    Two,
    /// Three at least.
    Three,
}

/// Numbers that would be witnesses of one another: of one kind in one form.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Sort<'c> {
    kind: SpokenKind,
    view: View,
    part: &'c PartId,
}

/// How a number stands to its own words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vote {
    Agrees,
    /// It agrees, but has few digits or words for several quantities.
    Silent,
    Disagrees,
}

/// What stands beside a number: its row, or its unit.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Beside {
    Row(usize, usize),
    Unit(*const Unit),
}

impl Beside {
    fn of(mention: &Mention) -> Self {
        match mention.cell {
            Some(cell) => Self::Row(cell.table, cell.row),
            None => Self::Unit(std::rc::Rc::as_ptr(&mention.unit)),
        }
    }
}

/// The votes of one sort of numbers in one block.
#[derive(Default)]
struct Votes {
    /// Of quantities that agree, how many numbers.
    agree: HashMap<usize, usize>,
    disagree: usize,
}

/// All votes of a report.
#[derive(Default)]
pub(in crate::read) struct Ballot<'c> {
    votes: Vec<Option<(Sort<'c>, Vote, usize)>>,
    blocks: HashMap<usize, HashMap<Sort<'c>, Votes>>,
    shapes: HashMap<usize, Shape>,
    runs: HashMap<(Beside, &'c RunId), usize>,
    disagree: HashMap<(Beside, SpokenKind), usize>,
    /// The numbers that disagree, in order.
    against: Vec<usize>,
    /// How many numbers of a table's column agree.
    columns: HashMap<(usize, usize), usize>,
    /// How many numbers are read as a quantity in a form, in a block and beside one another.
    in_block: HashMap<(usize, usize, View), usize>,
    beside: HashMap<(Beside, usize, View), usize>,
}

impl<'c> Case<'c> {
    /// What the numbers around one say of its words.
    pub fn witnesses(&self, index: usize) -> Witnesses {
        let ballot = self.ballot();
        let Some((sort, own, same)) = ballot.votes[index] else { return Witnesses::Nobody };
        let mention = &self.mentions[index];
        let beside = Beside::of(mention);
        let run = self.label(index).map(|label| self.lookup.run(label.target));
        let mut disagree = ballot.disagree.get(&(beside, sort.kind)).copied().unwrap_or(0);
        disagree -= usize::from(own == Vote::Disagrees);
        // The other coordinate of its point is false with it, or of the same run.
        let mut forgiven = None;
        if let Some(partner) = self.partner(index) {
            match self.resolved[partner].read {
                Some((target, _)) if Some(self.lookup.run(target)) != run => {
                    return Witnesses::Disagree;
                }
                Some(_) => {}
                None => {
                    forgiven = ballot.votes[partner].filter(|vote| vote.1 == Vote::Disagrees);
                    let alike = |vote: &(Sort, Vote, usize)| vote.0.kind == sort.kind;
                    disagree -= usize::from(forgiven.as_ref().is_some_and(alike));
                }
            }
        }
        let explained = self.explained_with(index);
        let beside_it = |&&other: &&usize| {
            let alike = ballot.votes[other].is_some_and(|vote| vote.0.kind == sort.kind);
            alike && Beside::of(&self.mentions[other]) == beside
        };
        if disagree > explained.iter().filter(beside_it).count() {
            return Witnesses::Disagree;
        }
        let random = self.label(index).is_some_and(|label| !self.lookup.target(label.target).exact);
        let around = random && matches!(mention.shape, Shape::Sentence | Shape::Item);
        let reach = if around { BLOCKS_AROUND } else { 0 };
        let mut others: Vec<usize> = Vec::new();
        let mut against = 0;
        for block in mention.block.saturating_sub(reach)..=mention.block + reach {
            let here = block == mention.block;
            if !here && ballot.shapes.get(&block) != Some(&mention.shape) {
                continue;
            }
            for (other, votes) in ballot.blocks.get(&block).into_iter().flatten() {
                let alike = other.kind == sort.kind && other.view == sort.view;
                if !alike || !here && other.part != sort.part {
                    continue;
                }
                against += votes.disagree;
                let theirs = votes.agree.keys().filter(|quantity| **quantity != same);
                others.extend(theirs.take(3));
            }
        }
        against -= usize::from(own == Vote::Disagrees);
        let alike =
            |vote: &(Sort, Vote, usize)| vote.0.kind == sort.kind && vote.0.view == sort.view;
        against -= usize::from(forgiven.as_ref().is_some_and(alike));
        let counted = |&&other: &&usize| {
            let apart = self.mentions[other].block.abs_diff(mention.block);
            let alike = ballot.votes[other].as_ref().is_some_and(alike);
            let part = ballot.votes[other].as_ref().is_some_and(|vote| vote.0.part == sort.part);
            alike && (apart == 0 || apart <= reach && part)
        };
        if against > explained.iter().filter(counted).count() {
            return Witnesses::Disagree;
        }
        others.sort_unstable();
        others.dedup();
        let of_run = run.and_then(|run| ballot.runs.get(&(beside, run))).copied().unwrap_or(0);
        match others.len() {
            3.. => Witnesses::Three,
            2 => Witnesses::Two,
            _ if of_run > usize::from(own == Vote::Agrees) => Witnesses::Run,
            1 => Witnesses::One,
            _ => Witnesses::Nobody,
        }
    }

    /// Whether other numbers near it are read as all that its words name, in the same form: of random
    /// quantities in its block, of exact ones beside it.
    pub(in crate::read) fn is_said_besides(&self, index: usize) -> bool {
        let ballot = self.ballot();
        let Some(label) = self.label(index) else { return false };
        let mention = &self.mentions[index];
        let exact = self.lookup.target(label.target).exact;
        let is_said = |&target: &usize| {
            let same = self.lookup.target(target).same;
            let all = if exact {
                ballot.beside.get(&(Beside::of(mention), same, label.view))
            } else {
                ballot.in_block.get(&(mention.block, same, label.view))
            };
            let own = self.resolved[index].read.is_some_and(|(target, view)| {
                self.lookup.target(target).same == same && view == label.view
            });
            all.copied().unwrap_or(0) > usize::from(own)
        };
        label.among.iter().all(is_said)
    }

    /// A number near it that is not what its words name, for the explanation.
    pub fn disagreeing(&self, index: usize) -> Option<usize> {
        let ballot = self.ballot();
        let (sort, ..) = ballot.votes[index]?;
        let mention = &self.mentions[index];
        let near = index.saturating_sub(LOOKED_AT)..self.mentions.len().min(index + LOOKED_AT);
        near.filter(|&other| other != index).find(|&other| {
            let disagrees = |vote: &(Sort, Vote, usize)| {
                let theirs = &self.mentions[other];
                let alike = vote.0.kind == sort.kind && vote.0.view == sort.view;
                let beside = Beside::of(theirs) == Beside::of(mention);
                let around = theirs.block.abs_diff(mention.block) <= BLOCKS_AROUND;
                let kind = vote.0.kind == sort.kind;
                vote.1 == Vote::Disagrees && (beside && kind || alike && around)
            };
            ballot.votes[other].as_ref().is_some_and(disagrees)
        })
    }

    /// Numbers near it that are false as it is: the same number said twice, or the one that stands
    /// in its place, and it in that one's, of a row whose columns are understood.
    fn explained_with(&self, index: usize) -> Vec<usize> {
        let ballot = self.ballot();
        let Some(label) = self.label(index) else { return Vec::new() };
        let from = ballot.against.partition_point(|&other| other + LOOKED_AT < index);
        let near = ballot.against[from..].iter().take_while(|&&other| other < index + LOOKED_AT);
        let own = self.mentions[index].printed();
        let partner = self.partner(index);
        let is_false_with = |other: usize| {
            if other == index || partner == Some(other) {
                return false;
            }
            let Some(theirs) = self.label(other) else { return false };
            let number = self.mentions[other].printed();
            let said_twice = self.lookup.same(label.target, theirs.target)
                && self.is_equal(own, label, number, theirs);
            said_twice
                || self.stand_in_one_row(index, other)
                    && self.is_possible(own, theirs)
                    && self.is_possible(number, label)
        };
        near.copied().filter(|&other| is_false_with(other)).collect()
    }

    /// Whether two numbers are one quantity's to the digits printed, in whatever form.
    fn is_equal(&self, one: &Number, label: &Label, other: &Number, theirs: &Label) -> bool {
        let target = self.lookup.target(label.target);
        let plain = |number: &Number, label: &Label| {
            let of = f64::from(target.of);
            let unit = number.first().unit;
            let [value, next] =
                [number.value(), number.value() + unit].map(|value| match label.view {
                    View::Itself | View::Count => value,
                    View::WrongCount => of - value,
                    View::Share => value * of,
                    View::WrongShare => of - value * of,
                    View::Percent => value / 100.0 * of,
                    View::WrongPercent => of - value / 100.0 * of,
                });
            (value, (next - value).abs())
        };
        let ((one, unit), (other, theirs)) = (plain(one, label), plain(other, theirs));
        (one - other).abs() <= unit.max(theirs) * HALF_UNIT
    }

    /// Whether two cells stand in one row, and numbers of both columns agree.
    fn stand_in_one_row(&self, one: usize, other: usize) -> bool {
        let cells = self.mentions[one].cell.zip(self.mentions[other].cell);
        let agree = |cell: &Cell| self.ballot().columns.contains_key(&(cell.table, cell.column));
        cells.is_some_and(|(one, other)| {
            one.table == other.table
                && one.row == other.row
                && one.column != other.column
                && agree(&one)
                && agree(&other)
        })
    }

    /// The other coordinate of its point.
    fn partner(&self, index: usize) -> Option<usize> {
        let mention = &self.mentions[index];
        let (other, axis) = match mention.printed().coordinate? {
            Axis::X => (index + 1, Axis::Y),
            Axis::Y => (index.checked_sub(1)?, Axis::X),
        };
        let partner = self.mentions.get(other)?;
        let next = std::rc::Rc::ptr_eq(&partner.unit, &mention.unit)
            && partner.number.abs_diff(mention.number) == 1;
        (next && partner.printed().coordinate == Some(axis)).then_some(other)
    }

    fn ballot(&self) -> &Ballot<'c> {
        self.ballot.get_or_init(|| {
            let mut ballot = Ballot::default();
            for (index, mention) in self.mentions.iter().enumerate() {
                let beside = Beside::of(mention);
                let block = mention.block;
                ballot.shapes.insert(block, mention.shape);
                if let Some((target, view)) = self.resolved[index].read {
                    let same = self.lookup.target(target).same;
                    *ballot.in_block.entry((block, same, view)).or_default() += 1;
                    *ballot.beside.entry((beside, same, view)).or_default() += 1;
                }
                let vote = self.vote(index);
                ballot.votes.push(vote);
                let Some((sort, vote, same)) = vote else { continue };
                let votes = ballot.blocks.entry(block).or_default().entry(sort).or_default();
                match vote {
                    Vote::Agrees => {
                        *votes.agree.entry(same).or_default() += 1;
                        let run = self.lookup.run(same);
                        *ballot.runs.entry((beside, run)).or_default() += 1;
                        if let Some(cell) = mention.cell {
                            *ballot.columns.entry((cell.table, cell.column)).or_default() += 1;
                        }
                    }
                    Vote::Disagrees => {
                        ballot.against.push(index);
                        votes.disagree += 1;
                        *ballot.disagree.entry((beside, sort.kind)).or_default() += 1;
                    }
                    Vote::Silent => {}
                }
            }
            ballot
        })
    }

    /// Whether it says something about words beside it: not if it is unread and no number that
    /// anybody would accuse, or a share that no test has.
    fn may_vote(&self, index: usize, label: &Label) -> bool {
        let mention = &self.mentions[index];
        let number = mention.printed();
        let target = self.lookup.target(label.target);
        if self.resolved[index].read.is_some() {
            return true;
        }
        let has_grain = || number.readings.iter().any(|one| label.view.has_grain(one, target));
        digits_behind_zeros(number) >= DIGITS_LEAST
            && !self.is_known_besides(number)
            && !(target.exact && names_another_step(mention, self))
            && has_grain()
    }

    /// Whether its words could accuse it at all.
    fn is_named(&self, index: usize, label: &Label) -> bool {
        let mention = &self.mentions[index];
        let target = self.lookup.target(label.target);
        named(index, self).is_ok()
            && !hedged(mention)
            && !names_another_kind(label, target, mention.printed())
    }

    /// Its sort by its words, whether its digits agree with them, and what they name.
    fn vote(&self, index: usize) -> Option<(Sort<'c>, Vote, usize)> {
        let label = self.label(index)?;
        if !self.may_vote(index, label) {
            return None;
        }
        let target = self.lookup.target(label.target);
        let sort = Sort { kind: target.kind, view: label.view, part: &target.part };
        let number = self.mentions[index].printed();
        let digits = significant(number, self.lookup.targets);
        let tells = label.margin >= MARGIN_NEEDED && digits >= WITNESS_DIGITS;
        let contradicted = self.contradicts(number, label);
        let (vote, quantity) = match self.resolved[index].read {
            Some((read, _)) if label.names(read, self.lookup) => {
                let one = label.is_one() || target.exact;
                let vote = if one && tells { Vote::Agrees } else { Vote::Silent };
                (vote, read)
            }
            // It may be what its words name, or they do not say clearly what it is.
            _ if !contradicted || !self.is_named(index, label) => (Vote::Silent, label.target),
            _ => (Vote::Disagrees, label.target),
        };
        let target = self.lookup.target(quantity);
        Some((sort, vote, target.same))
    }
}
