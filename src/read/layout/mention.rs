//! A number in its place: everything that stands around it, near and far.

use std::rc::Rc;

use crate::homework::PartId;

use crate::read::lexing::facet::{Dimension, Facet};
use crate::read::lexing::number::Number;
use crate::read::lexing::unit::Unit;

/// What a reading costs, in hundredths; what stands beside a number costs nothing.
pub type Cost = i32;

/// A number that may be a result.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The unit that it stands in.
    pub unit: Rc<Unit>,
    /// Its index there.
    pub number: usize,
    /// The parts in force; `None` where nothing has named any, empty in a summary.
    pub parts: Option<Vec<PartId>>,
    /// What the heads of its row and column say.
    pub near: Vec<Facet>,
    /// What stands farther away, with the cost of its distance: captions, list items above,
    /// earlier sentences, headings.
    pub far: Vec<(Rc<Unit>, Cost)>,
    /// Whether a head or a caption says per cent.
    pub percent: bool,
    /// Its table, column and row.
    pub cell: Option<Cell>,
    /// The block that it stands in; printed lines without a gap are one.
    pub block: usize,
    /// What that block is.
    pub shape: Shape,
    /// Whether its run of epochs is counted from 0.
    pub epochs_from_zero: bool,
    /// The target that its place in a run of lines gives it: if all members fit.
    pub sequence: Option<usize>,
    /// The same if all others fit.
    pub sequence_of_others: Option<usize>,
}

impl Mention {
    /// The number itself.
    pub fn printed(&self) -> &Number {
        &self.unit.numbers[self.number]
    }
}

/// Where a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// Index of the table's block.
    pub table: usize,
    /// Column.
    pub column: usize,
    /// Row of the body.
    pub row: usize,
}

/// What a block is to calibration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// A sentence of a paragraph.
    Sentence,
    /// An item of a list.
    Item,
    /// A printed line.
    Line,
    /// A cell of a table.
    Cell,
}

/// What speaks for a number: for each facet the cost of its distance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence(pub Vec<(Facet, Cost)>);

impl Evidence {
    /// What something costs; `None` if nothing says it.
    pub fn cost(&self, facet: &Facet) -> Option<Cost> {
        self.0.iter().find(|(own, _)| own == facet).map(|(_, cost)| *cost)
    }

    /// All that is said of a dimension.
    pub fn of(&self, dimension: Dimension) -> impl Iterator<Item = (&Facet, Cost)> {
        let of = move |(facet, _): &&(Facet, Cost)| facet.dimension() == dimension;
        self.0.iter().filter(of).map(|(facet, cost)| (facet, *cost))
    }

    /// The least cost of a dimension.
    pub fn least(&self, dimension: Dimension) -> Option<Cost> {
        self.of(dimension).map(|(_, cost)| cost).min()
    }

    /// Adds what is said, or lowers its cost.
    pub fn put(&mut self, facet: Facet, cost: Cost) {
        match self.0.iter_mut().find(|(own, _)| *own == facet) {
            Some((_, own)) => *own = (*own).min(cost),
            None => self.0.push((facet, cost)),
        }
    }

    /// Forgets a dimension.
    pub fn clear(&mut self, dimension: Dimension) {
        self.0.retain(|(facet, _)| facet.dimension() != dimension);
    }
}
