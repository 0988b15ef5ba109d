//! What the re-runs say about quantities, as the reader needs it.

use crate::homework::{PartId, QuantityId, RunId, What};
use crate::measure::{Measurements, Rows, Value};

use crate::read::meaning::target::Truths;

/// The re-run of what is exact, and rows of what is random.
#[derive(Clone, Copy, Debug)]
pub struct Measured<'a> {
    /// The re-run; of it only runs of optimisers count, since one training is no range.
    pub measurements: &'a Measurements,
    /// Re-runs under other seeds.
    pub rows: &'a Rows,
}

impl Truths for Measured<'_> {
    fn range(&self, id: &QuantityId) -> Option<(f64, f64)> {
        if self.measurements.trajectory(&id.of).is_some() {
            let value = number(self.measurements, id)?;
            return Some((value, value));
        }
        let values = self.rows.of(id.part()).iter().filter_map(|row| number(row, id));
        values.fold(None, |range: Option<(f64, f64)>, value| {
            let (least, largest) = range.unwrap_or((value, value));
            Some((least.min(value), largest.max(value)))
        })
    }

    fn winner(&self, part: &PartId) -> Option<RunId> {
        let mut wins: Vec<(RunId, usize)> = Vec::new();
        for row in self.rows.of(part) {
            let Some(winner) = winner(row, part) else { continue };
            match wins.iter_mut().find(|(run, _)| run == winner) {
                Some((_, count)) => *count += 1,
                None => wins.push((winner.clone(), 1)),
            }
        }
        wins.into_iter().max_by_key(|(_, count)| *count).map(|(run, _)| run)
    }
}

/// The first of the trainings that end with the most right images.
fn winner<'a>(row: &'a Measurements, part: &PartId) -> Option<&'a RunId> {
    let own = row.accuracy_curves().filter(|(run, _)| run.part == *part);
    let finals = own.filter_map(|(run, curve)| Some((run, *curve.last()?)));
    let better = |best: (&'a RunId, f64), next: (&'a RunId, f64)| {
        if next.1 > best.1 { next } else { best }
    };
    finals.reduce(better).map(|(run, _)| run)
}

fn number(measurements: &Measurements, id: &QuantityId) -> Option<f64> {
    // A curve is looked into where it lies: a homework has thousands of epochs in its rows.
    if let What::AccuracyAt(epoch) = id.what {
        let curve = measurements.numbers(&id.sibling(What::AccuracyByEpoch))?;
        return curve.get(epoch.checked_sub(1)?).copied();
    }
    match measurements.get(id)? {
        Value::Number(number) => Some(number),
        Value::Count(count) => Some(count as f64),
        Value::Point(_) | Value::Word(_) | Value::Numbers(_) | Value::Counts(_) => None,
    }
}
