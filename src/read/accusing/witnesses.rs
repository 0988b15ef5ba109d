//! Witnesses: numbers around one that are what their words name. They show that the words of a
//! table, a list or a run of lines are understood; one of them that is not what its words name
//! shows that they are not.

use crate::homework::Axis;

use crate::read::accusing::ballot::{Beside, Sort, Vote};
use crate::read::accusing::case::Case;
use crate::read::accusing::labels::Label;
use crate::read::layout::mention::{Cell, Shape};
use crate::read::lexing::number::Number;
use crate::read::meaning::views::View;

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
}
