//! A run under other conventions, made once however many submissions ask for it.

use std::sync::{Mutex, PoisonError};

use crate::homework::{Minimisation, What};
use crate::judge::Alternative;
use crate::measure::{Convention, Value, minimise, other_conventions};

/// More runs than a homework has; settings of many reports are not kept.
const LIMIT: usize = 64;

/// What a run gives under each other convention.
pub(super) fn alternatives(run: &Minimisation) -> Vec<Alternative> {
    static KNOWN: Mutex<Vec<(Minimisation, Vec<Alternative>)>> = Mutex::new(Vec::new());
    let lock = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = lock().iter().find(|(known, _)| known.same_run(run)) {
        return known.clone();
    }
    let found: Vec<Alternative> = other_conventions(run).into_iter().map(alternative).collect();
    let mut known = lock();
    if known.len() < LIMIT {
        known.push((run.clone(), found.clone()));
    }
    found
}

fn alternative(convention: Convention) -> Alternative {
    let Convention { words, run, same_formulas } = convention;
    let trajectory = minimise(&run, &|_| {});
    let values = vec![
        (What::Point, Value::Point(trajectory.last())),
        (What::Value, Value::Number(trajectory.final_value)),
    ];
    Alternative { convention: words, same_formulas, values }
}
