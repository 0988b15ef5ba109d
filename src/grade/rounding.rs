//! What rounding can make of a run, measured once however many submissions ask for it.

use std::sync::{Mutex, PoisonError};

use crate::homework::{Minimisation, Threshold, What};
use crate::measure::{EndRange, Range, Spread, end_range, first_below_range};

/// More runs than a homework has; settings of many reports are not kept.
const LIMIT: usize = 64;

/// What is known of one run.
struct Known {
    run: Minimisation,
    end: Option<EndRange>,
    steps: Vec<(Threshold, Range)>,
}

static KNOWN: Mutex<Vec<Known>> = Mutex::new(Vec::new());

/// What other roundings can print of a quantity of a run; none of one that has no digits.
pub(super) fn rounding(run: &Minimisation, what: What) -> Option<Spread> {
    if let What::FirstBelow(threshold) = what {
        let known = |known: &Known| {
            let steps = known.steps.iter().find(|(known, _)| *known == threshold);
            steps.map(|&(_, range)| range)
        };
        let range = find(run, known).unwrap_or_else(|| {
            let range = first_below_range(run, threshold);
            keep(run, |known| known.steps.push((threshold, range)));
            range
        });
        return Some(Spread::Step(range));
    }
    let has_digits = matches!(what, What::Point | What::Coordinate(_) | What::Value | What::Error);
    let end = has_digits.then(|| {
        find(run, |known| known.end.clone()).unwrap_or_else(|| {
            let end = end_range(run);
            keep(run, |known| known.end = Some(end.clone()));
            end
        })
    });
    end?.of(what)
}

fn find<T>(run: &Minimisation, of: impl FnOnce(&Known) -> Option<T>) -> Option<T> {
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.iter().find(|known| known.run.same_run(run)).and_then(of)
}

fn keep(run: &Minimisation, add: impl FnOnce(&mut Known)) {
    let mut all = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.iter_mut().find(|known| known.run.same_run(run)) {
        add(known);
    } else if all.len() < LIMIT {
        let mut known = Known { run: run.clone(), end: None, steps: Vec::new() };
        add(&mut known);
        all.push(known);
    }
}
