//! Printed lines that count epochs from 0.

use std::rc::Rc;

use crate::read::layout::block::{Block, BlockKind};
use crate::read::lexing::number::Role;
use crate::read::lexing::unit::Unit;
use crate::read::meaning::target::Targets;

/// Of each block whether it is a printed line of a run of epochs from 0 to the last but one: then
/// its epoch is the next one. `lines` are the units of the blocks that are printed lines.
pub(in crate::read) fn counted_from_zero(
    blocks: &[Block],
    lines: &[Option<Rc<Unit>>],
    targets: &Targets,
) -> Vec<bool> {
    let mut from_zero = vec![false; blocks.len()];
    let mut run: Vec<(usize, usize)> = Vec::new();
    for (index, (block, unit)) in blocks.iter().zip(lines).enumerate() {
        let unit = match (&block.kind, unit) {
            (BlockKind::Line(_), Some(unit)) => unit,
            _ => {
                close(&mut run, &mut from_zero, targets);
                continue;
            }
        };
        let epoch = unit.numbers.iter().find(|number| number.role == Role::Epoch);
        let epoch = epoch.filter(|_| unit.claims().next().is_some());
        let Some(epoch) = epoch.map(|number| number.value() as usize) else { continue };
        if run.last().is_some_and(|(last, _)| epoch <= *last) {
            close(&mut run, &mut from_zero, targets);
        }
        run.push((epoch, index));
    }
    close(&mut run, &mut from_zero, targets);
    from_zero
}

fn close(run: &mut Vec<(usize, usize)>, from_zero: &mut [bool], targets: &Targets) {
    let complete = match (run.first(), run.last()) {
        (Some((0, _)), Some((last, _))) => {
            targets.epochs.contains(&(last + 1)) || targets.epochs.contains(&run.len())
        }
        _ => false,
    };
    for (_, block) in run.drain(..) {
        from_zero[block] |= complete;
    }
}
