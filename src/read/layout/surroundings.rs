//! What stands farther away from a unit, with the cost of its distance.

use std::rc::Rc;

use crate::read::hearing::distances::{
    BEFORE_TABLE, BEFORE_TABLE_UNITS, CAPTION, EARLIER, EARLIER_STEP, HEADING, HEADING_STEP,
    PARENT, PARENT_STEP,
};
use crate::read::layout::mention::Cost;
use crate::read::lexing::unit::Unit;

/// Texts and the costs of their distances, shared by the numbers that they surround.
pub type Far = Rc<[(Rc<Unit>, Cost)]>;

/// What surrounds a sentence or line: list items above, sentences before, headings.
pub(in crate::read) fn far<'a>(
    unit: &Unit,
    parents: &[Rc<Unit>],
    earlier: &[Rc<Unit>],
    headings: impl Iterator<Item = &'a Rc<Unit>>,
) -> Far {
    let mut far = Vec::new();
    put(&mut far, parents.iter().rev(), PARENT, PARENT_STEP);
    put(&mut far, earlier.iter().rev(), EARLIER, EARLIER_STEP);
    put(&mut far, headings, HEADING, HEADING_STEP);
    // A heading is not its own context.
    far.retain(|(other, cost)| *cost < HEADING || other.low.as_str() != unit.low.as_str());
    far.into()
}

/// What surrounds a table: captions, sentences before, headings.
pub(in crate::read) fn far_of_table<'a>(
    captions: &[Rc<Unit>],
    earlier: &[Rc<Unit>],
    headings: impl Iterator<Item = &'a Rc<Unit>>,
) -> Far {
    let mut far = Vec::new();
    put(&mut far, captions.iter(), CAPTION, 0);
    put(&mut far, earlier.iter().rev().take(BEFORE_TABLE_UNITS), BEFORE_TABLE, EARLIER_STEP);
    put(&mut far, headings, HEADING, HEADING_STEP);
    far.into()
}

fn put<'a>(
    far: &mut Vec<(Rc<Unit>, Cost)>,
    units: impl Iterator<Item = &'a Rc<Unit>>,
    first: Cost,
    step: Cost,
) {
    let mut cost = first;
    for unit in units {
        far.push((unit.clone(), cost));
        cost += step;
    }
}
