//! Rows made then and there, of parts that no stored rows are of: one after the other until the
//! report is decided, or the time is over.

use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::diagnostic::InputError;
use crate::homework::{Homework, Ledger, NetPart, NetWork, PartId, Training};
use crate::judge::statistics::{PILOT, ROWS_AT_LEAST};
use crate::judge::{Evidence, needs_rows, settled};
use crate::measure::{Cohort, Listener, Measurements, Origin, Progress, Rows, row, steps_of_parts};
use crate::mnist::TEST_IMAGES;
use crate::nn::kernels::Level;
use crate::nn::train::Images;

/// Whether rows may be made, and for how long.
#[derive(Clone, Copy)]
pub struct OnDemand<'a> {
    /// How long at most, for one submission.
    pub budget: Duration,
    /// The images, read when they are needed.
    pub images: &'a (dyn Fn() -> Result<Images, InputError> + Sync),
    /// Told of the steps made.
    pub listener: Listener<'a>,
}

/// Parts that more rows could still decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Which.
    pub parts: Vec<PartId>,
    /// How many rows there are.
    pub rows: usize,
}

/// The parts that a ledger has random claims about and no rows.
pub(super) fn missing(homework: &Homework, ledger: &Ledger, rows: &Rows) -> Vec<PartId> {
    let wanted = needs_rows(ledger);
    let nets = homework.assignment.nets.iter().map(|net| &net.part);
    nets.filter(|part| wanted.contains(part) && rows.of(part).is_empty()).cloned().collect()
}

/// Makes rows of those parts: seeds 0, 1, 2 and so on, as many as it takes to decide the
/// ledger's random claims about them, within the budget. Says what was left undecided.
pub(super) fn make(
    homework: &Homework,
    parts: &[PartId],
    ledger: &Ledger,
    evidence: &Evidence,
    on_demand: OnDemand,
) -> Result<(Option<Cohort>, Option<Unfinished>), InputError> {
    let OnDemand { budget, images, listener } = on_demand;
    let start = Instant::now();
    if budget.is_zero() {
        let unfinished = Unfinished { parts: parts.to_vec(), rows: 0 };
        return Ok((None, Some(unfinished)));
    }
    let images = images()?;
    let nets = &homework.assignment.nets;
    let wanted = |part: &PartId| parts.contains(part);
    let steps = steps_of_parts(nets, &wanted, &images);
    let advance = |progress| {
        if matches!(progress, Progress::Advanced(_)) {
            listener(progress);
        }
    };
    let one = |seed: i64| -> Measurements {
        let row = row(nets, &wanted, seed, &images, Level::best(), &advance);
        let mut measurements = Measurements::default();
        measurements.add_row(nets, &row, TEST_IMAGES);
        measurements
    };
    let batch = rayon::current_num_threads().max(1);
    let needed = (PILOT + ROWS_AT_LEAST).div_ceil(batch) as f64;
    let a_row = seconds_of_a_row(nets, &wanted, &images);
    if a_row * needed > budget.as_secs_f64() * CLEARLY_OVER {
        let unfinished = Unfinished { parts: parts.to_vec(), rows: 0 };
        return Ok((None, Some(unfinished)));
    }
    let origin = Origin::OnDemand { pilot: PILOT };
    let mut cohort = Cohort { parts: parts.to_vec(), rows: Vec::new(), origin };
    loop {
        let first = cohort.rows.len();
        listener(Progress::Planned(steps * batch as u64));
        let seeds: Vec<i64> = (first..first + batch).map(|seed| seed as i64).collect();
        let made: Vec<Measurements> = seeds.into_par_iter().map(one).collect();
        cohort.rows.extend(made);
        let each = start.elapsed() / u32::try_from(cohort.rows.len() / batch).unwrap_or(1).max(1);
        let enough = cohort.counted().len() >= ROWS_AT_LEAST;
        if enough {
            let rows = Rows { cohorts: vec![cohort.clone()] };
            let own = Evidence { rows: &rows, ..*evidence };
            if settled(ledger, &own) {
                return Ok((Some(cohort), None));
            }
        }
        if start.elapsed() + each > budget {
            let unfinished = Unfinished { parts: parts.to_vec(), rows: cohort.rows.len() };
            return Ok((Some(cohort), Some(unfinished)));
        }
    }
}

/// How far over the budget the expected time of the fewest rows that can decide anything must
/// be for none to be begun: a row is not interrupted, and one epoch's time is a rough measure.
const CLEARLY_OVER: f64 = 1.5;

/// About the time of one row in seconds, from one epoch of each training.
fn seconds_of_a_row(
    nets: &[NetPart],
    wanted: &(dyn Fn(&PartId) -> bool + Sync),
    images: &Images,
) -> f64 {
    let mut short = nets.to_vec();
    for part in &mut short {
        match &mut part.work {
            NetWork::Sweep { trainings, .. } => trainings.iter_mut().for_each(cut_to_one_epoch),
            NetWork::Probe(_) => {}
        }
    }
    let start = Instant::now();
    row(&short, wanted, 0, images, Level::best(), &|_| {});
    let share = steps_of_parts(nets, wanted, images) as f64
        / steps_of_parts(&short, wanted, images).max(1) as f64;
    start.elapsed().as_secs_f64() * share
}

fn cut_to_one_epoch(training: &mut Training) {
    training.epochs = training.epochs.min(1);
}
