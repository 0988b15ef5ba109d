//! Runs the experiments of an assignment. The only caller of objectives and optimisers.

mod conventions;
mod expected;
mod minimise;
mod minimise_in_space;
mod named;
mod rounding;
mod row;
mod rows;
mod value;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

pub use conventions::{Convention, other_conventions};
pub use expected::{expected_rows, expected_runs};
pub use minimise::{Trajectory, minimise};
pub use rounding::{
    EndRange, Range, Rounding, SAMPLES, Spread, end_range, first_below_range, roundings,
};
pub use row::{Row, images, initial_weights, point_images, row, steps_of_parts, steps_of_row};
pub use rows::{Cohort, Origin, Rows};
pub use value::Value;

use crate::homework::{Assignment, Axis, Minimisation, PartId, QuantityId, RunId, What};

/// The word for a step that never comes.
pub const NEVER: &str = "never";

/// What a caller is told while experiments run; from several threads.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// So many steps will be made in all.
    Planned(u64),
    /// So many more were made.
    Advanced(u64),
}

/// A listener for [`Progress`].
pub type Listener<'a> = &'a (dyn Fn(Progress) + Sync);

/// Everything measured, in the document's order.
#[derive(Clone, Debug, Default)]
pub struct Measurements {
    values: Vec<(QuantityId, Value)>,
    index: HashMap<QuantityId, usize>,
    trajectories: Vec<(RunId, Arc<Trajectory>)>,
}

impl Measurements {
    /// One quantity, if it was measured.
    pub fn get(&self, id: &QuantityId) -> Option<Value> {
        if let Some(&index) = self.index.get(id) {
            return self.values.get(index).map(|(_, value)| value.clone());
        }
        let stored = |what| self.get(&id.sibling(what));
        match id.what {
            What::Coordinate(axis) => match stored(What::Point)? {
                Value::Point([x, y]) => Some(Value::Number(if axis == Axis::X { x } else { y })),
                _ => None,
            },
            What::FirstBelow(threshold) => {
                let errors = &self.trajectory(&id.of)?.errors;
                let step = errors.iter().position(|&error| error < threshold.value());
                Some(step.map_or(Value::Word(NEVER), Value::Count))
            }
            what => {
                let last = usize::MAX;
                let (list, place) = what.list(last)?;
                let place = if place == 0 { last } else { place };
                self.element(&id.sibling(list), place)
            }
        }
    }

    /// One number of a list, counted from 1; the last one, if a list has no place for so many.
    fn element(&self, list: &QuantityId, number: usize) -> Option<Value> {
        let at = |length: usize| match number {
            usize::MAX => length.checked_sub(1),
            _ => number.checked_sub(1),
        };
        match self.get(list)? {
            Value::Numbers(numbers) => {
                numbers.get(at(numbers.len())?).map(|&value| Value::Number(value))
            }
            Value::Counts(counts) => {
                counts.get(at(counts.len())?).map(|&count| Value::Count(count as usize))
            }
            _ => None,
        }
    }

    /// One number, if it was measured and is one.
    pub fn number(&self, id: &QuantityId) -> Option<f64> {
        match self.get(id)? {
            Value::Number(number) => Some(number),
            Value::Count(count) if id.what.is_measured() => Some(count as f64),
            _ => None,
        }
    }

    /// A list of numbers, if it was measured.
    pub fn numbers(&self, id: &QuantityId) -> Option<&[f64]> {
        match self.values.get(*self.index.get(id)?) {
            Some((_, Value::Numbers(numbers))) => Some(numbers),
            _ => None,
        }
    }

    /// What is printed of a run: all measurements that do not follow from another one.
    pub fn iter(&self) -> impl Iterator<Item = (&QuantityId, &Value)> {
        self.values.iter().map(|(id, value)| (id, value))
    }

    /// Test accuracy after each epoch, by training.
    pub fn accuracy_curves(&self) -> impl Iterator<Item = (&RunId, &[f64])> {
        self.iter().filter_map(|(id, value)| match value {
            Value::Numbers(curve) if id.what == What::AccuracyByEpoch => Some((&id.of, &curve[..])),
            _ => None,
        })
    }

    /// The path of one run.
    pub fn trajectory(&self, id: &RunId) -> Option<&Arc<Trajectory>> {
        self.trajectories.iter().find(|(known, _)| known == id).map(|(_, trajectory)| trajectory)
    }

    /// Adds everything of another re-run that is not there yet.
    pub fn extend(&mut self, other: &Self) {
        for (id, value) in &other.values {
            if !self.index.contains_key(id) {
                self.add(id.clone(), value.clone());
            }
        }
        for (id, trajectory) in &other.trajectories {
            if self.trajectory(id).is_none() {
                self.trajectories.push((id.clone(), Arc::clone(trajectory)));
            }
        }
    }

    /// The numbers of nets alone, of the parts that are wanted.
    pub fn only_nets(&self, wanted: &dyn Fn(&PartId) -> bool) -> Self {
        let mut nets = Self::default();
        for (id, value) in &self.values {
            if self.trajectory(&id.of).is_none() && wanted(id.part()) {
                nets.add(id.clone(), value.clone());
            }
        }
        nets
    }

    fn add(&mut self, id: QuantityId, value: Value) {
        self.index.insert(id.clone(), self.values.len());
        self.values.push((id, value));
    }
}

/// Runs those parts of the assignment, in parallel; equal runs once. A part that has nothing
/// to run measures nothing.
pub fn measure(assignment: &Assignment, parts: &[&PartId], listener: Listener) -> Measurements {
    measure_knowing(assignment, parts, &|_| None, listener)
}

/// The same where the paths of some runs are known already.
pub fn measure_knowing(
    assignment: &Assignment,
    parts: &[&PartId],
    known: &(dyn Fn(&Minimisation) -> Option<Arc<Trajectory>> + Sync),
    listener: Listener,
) -> Measurements {
    let problem = assignment.minimisation.iter();
    let runs: Vec<&Minimisation> = problem
        .flat_map(|problem| &problem.comparisons)
        .filter(|comparison| parts.contains(&&comparison.part))
        .flat_map(|comparison| &comparison.runs)
        .collect();
    let mut distinct: Vec<&Minimisation> = Vec::new();
    for run in &runs {
        if !distinct.iter().any(|known| known.same_run(run)) {
            distinct.push(run);
        }
    }
    let unknown = distinct.iter().filter(|run| known(run).is_none());
    listener(Progress::Planned(unknown.map(|run| run.steps as u64).sum()));
    let path =
        |run: &&Minimisation| known(run).unwrap_or_else(|| Arc::new(minimise(run, listener)));
    let trajectories: Vec<Arc<Trajectory>> = distinct.par_iter().map(path).collect();
    let mut measurements = Measurements::default();
    for run in runs {
        let known = distinct.iter().position(|known| known.same_run(run));
        let Some(trajectory) = known.and_then(|index| trajectories.get(index)) else { continue };
        let id = |what| QuantityId::of_run(&run.id, what);
        if run.beyond.is_empty() {
            measurements.add(id(What::Point), Value::Point(trajectory.last()));
        }
        measurements.add(id(What::Value), Value::Number(trajectory.final_value));
        let error = trajectory.errors.last().copied().unwrap_or(f64::NAN);
        measurements.add(id(What::Error), Value::Number(error));
        measurements.trajectories.push((run.id.clone(), Arc::clone(trajectory)));
    }
    measurements
}
