//! How the numbers of a report stand to their words: each votes on whether they are understood.

use std::collections::HashMap;
use std::rc::Rc;

use crate::homework::{PartId, RunId};

use crate::read::accusing::case::{Case, MARGIN_NEEDED};
use crate::read::accusing::labels::Label;
use crate::read::accusing::patterns::{digits_behind_zeros, names_another_kind};
use crate::read::accusing::proof::{DIGITS_LEAST, hedged, named};
use crate::read::claiming::claims::names_another_step;
use crate::read::layout::mention::{Mention, Shape};
use crate::read::lexing::facet::SpokenKind;
use crate::read::lexing::unit::Unit;
use crate::read::meaning::resolve::significant;
use crate::read::meaning::views::View;

/// Numbers with fewer digits are no witnesses: they agree by chance.
const WITNESS_DIGITS: usize = 3;

/// Numbers that would be witnesses of one another: of one kind in one form.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Sort<'c> {
    pub(super) kind: SpokenKind,
    pub(super) view: View,
    pub(super) part: &'c PartId,
}

/// How a number stands to its own words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Vote {
    Agrees,
    /// It agrees, but has few digits or words for several quantities.
    Silent,
    Disagrees,
}

/// What stands beside a number: its row, or its unit.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Beside {
    Row(usize, usize),
    Unit(*const Unit),
}

impl Beside {
    pub(super) fn of(mention: &Mention) -> Self {
        match mention.cell {
            Some(cell) => Self::Row(cell.table, cell.row),
            None => Self::Unit(Rc::as_ptr(&mention.unit)),
        }
    }
}

/// The votes of one sort of numbers in one block.
#[derive(Default)]
pub(super) struct Votes {
    /// Of quantities that agree, how many numbers.
    pub(super) agree: HashMap<usize, usize>,
    pub(super) disagree: usize,
}

/// All votes of a report.
#[derive(Default)]
pub(in crate::read) struct Ballot<'c> {
    pub(super) votes: Vec<Option<(Sort<'c>, Vote, usize)>>,
    pub(super) blocks: HashMap<usize, HashMap<Sort<'c>, Votes>>,
    pub(super) shapes: HashMap<usize, Shape>,
    pub(super) runs: HashMap<(Beside, &'c RunId), usize>,
    pub(super) disagree: HashMap<(Beside, SpokenKind), usize>,
    /// The numbers that disagree, in order.
    pub(super) against: Vec<usize>,
    /// How many numbers of a table's column agree.
    pub(super) columns: HashMap<(usize, usize), usize>,
    /// How many numbers are read as a quantity in a form, in a block and beside one another.
    pub(super) in_block: HashMap<(usize, usize, View), usize>,
    pub(super) beside: HashMap<(Beside, usize, View), usize>,
}

impl<'c> Case<'c> {
    pub(super) fn ballot(&self) -> &Ballot<'c> {
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
