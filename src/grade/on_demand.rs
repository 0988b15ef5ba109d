//! Rows made then and there, of parts that no stored rows are of: one after the other until the
//! report is decided, or the time is over.

use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::diagnostic::InputError;
use crate::homework::{Homework, Ledger, Memory, NetPart, NetWork, PartId};
use crate::judge::statistics::{PILOT, ROWS_AT_LEAST};
use crate::judge::{Evidence, needs_rows, settled};
use crate::measure::{
    Cohort, Listener, Measurements, Origin, Progress, Rows, expected_rows, row, steps_of_parts,
};
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
/// ledger's random claims about them, within the budget; the parts that take least first, and
/// none of a part that the budget is clearly too small for. Says what was left undecided.
pub(super) fn make(
    homework: &Homework,
    parts: &[PartId],
    ledger: &Ledger,
    evidence: &Evidence,
    on_demand: OnDemand,
) -> Result<(Option<Cohort>, Vec<Unfinished>), InputError> {
    let OnDemand { budget, images, listener } = on_demand;
    let start = Instant::now();
    let mut left = Vec::new();
    let mut leave = |parts: Vec<PartId>, rows: usize| {
        if !parts.is_empty() {
            left.push(Unfinished { parts, rows });
        }
    };
    if budget.is_zero() {
        leave(parts.to_vec(), 0);
        return Ok((None, left));
    }
    let images = images()?;
    let nets = &homework.assignment.nets;
    let (parts, beyond) = affordable(nets, parts, &images, budget);
    leave(beyond, 0);
    if parts.is_empty() {
        return Ok((None, left));
    }
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
        measurements.add_row(nets, &row, homework.assignment.data.test_count());
        measurements
    };
    let origin = Origin::OnDemand { pilot: PILOT };
    let mut cohort = Cohort { parts: parts.clone(), rows: Vec::new(), origin };
    let (batch, first_row) = (rows_at_once(), Instant::now());
    loop {
        let first = cohort.rows.len();
        listener(Progress::Planned(steps * batch as u64));
        let seeds: Vec<i64> = (first..first + batch).map(|seed| seed as i64).collect();
        let made: Vec<Measurements> = seeds.into_par_iter().map(one).collect();
        cohort.rows.extend(made);
        let each =
            first_row.elapsed() / u32::try_from(cohort.rows.len() / batch).unwrap_or(1).max(1);
        if cohort.counted().len() >= ROWS_AT_LEAST {
            let rows = Rows { cohorts: vec![cohort.clone()] };
            let own = Evidence { rows: &rows, ..*evidence };
            if settled(ledger, &own) {
                return Ok((Some(cohort), left));
            }
        }
        if start.elapsed() + each > budget {
            leave(parts, cohort.rows.len());
            return Ok((Some(cohort), left));
        }
    }
}

fn rows_at_once() -> usize {
    rayon::current_num_threads().max(1)
}

/// How far over the budget the expected time of the fewest rows that can decide anything must
/// be for none to be begun: a row is not interrupted, and one epoch's time is a rough measure.
const CLEARLY_OVER: f64 = 1.5;

/// The parts that the budget suffices for together, and the others; what takes least comes first.
fn affordable(
    nets: &[NetPart],
    parts: &[PartId],
    images: &Images,
    budget: Duration,
) -> (Vec<PartId>, Vec<PartId>) {
    let fewest = (PILOT + ROWS_AT_LEAST).div_ceil(rows_at_once()) as f64;
    let needed = |part: &PartId| match begins(nets, part, images, budget) {
        true => fewest * seconds_at_once(nets, part, images),
        false => f64::INFINITY,
    };
    let mut timed: Vec<(f64, &PartId)> = parts.iter().map(|part| (needed(part), part)).collect();
    timed.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut sum, limit) = (0.0, budget.as_secs_f64() * CLEARLY_OVER);
    let within = timed.iter().take_while(|(seconds, _)| {
        sum += seconds;
        sum <= limit
    });
    let within = within.count();
    let names = |timed: &[(f64, &PartId)]| timed.iter().map(|(_, part)| (*part).clone()).collect();
    (names(&timed[..within]), names(&timed[within..]))
}

/// Whether one epoch of a part may be begun, to see how long it takes: a report's own settings
/// may ask for more memory than there is, or for hours.
fn begins(nets: &[NetPart], part: &PartId, images: &Images, budget: Duration) -> bool {
    let own: Vec<NetPart> = nets.iter().filter(|net| net.part == *part).map(one_epoch).collect();
    let fits = |net: &NetPart| net.memories().into_iter().all(|memory| memory <= Memory::LIMIT);
    let own: Vec<&NetPart> = own.iter().collect();
    own.iter().all(|net| fits(net)) && expected_rows(&own, images, 1.0, 1) <= budget
}

/// A part with one epoch of each of its trainings.
fn one_epoch(part: &NetPart) -> NetPart {
    let mut short = part.clone();
    if let NetWork::Sweep { trainings, .. } = &mut short.work {
        trainings.iter_mut().for_each(|training| training.epochs = training.epochs.min(1));
    }
    short
}

/// About how long the rows of a part take that are made at once, from one epoch of each training.
fn seconds_at_once(nets: &[NetPart], part: &PartId, images: &Images) -> f64 {
    let wanted = |known: &PartId| known == part;
    let short: Vec<NetPart> = nets.iter().map(one_epoch).collect();
    let start = Instant::now();
    (0..rows_at_once() as i64).into_par_iter().for_each(|seed| {
        row(&short, &wanted, seed, images, Level::best(), &|_| {});
    });
    let steps = |nets: &[NetPart]| steps_of_parts(nets, &wanted, images).max(1) as f64;
    start.elapsed().as_secs_f64() * steps(nets) / steps(&short)
}
