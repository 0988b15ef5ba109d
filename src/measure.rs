//! Runs the experiments of an assignment. The only caller of objectives and optimisers.

mod conventions;
mod minimise;
mod named;
mod row;
mod value;

use std::sync::Arc;

use rayon::prelude::*;

pub use conventions::other_conventions;
pub use minimise::{Trajectory, minimise};
pub use row::{Row, images, row, steps_of_row};
pub use value::Value;

use crate::assignment::{Assignment, Minimisation};

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

/// Everything measured, by name, in the document's order.
#[derive(Clone, Debug, Default)]
pub struct Measurements {
    values: Vec<(String, Value)>,
    trajectories: Vec<(String, Arc<Trajectory>)>,
}

impl Measurements {
    /// One measurement, such as `1b.adam.value`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// All measurements.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Test accuracy after each epoch, by training id.
    pub fn accuracy_curves(&self) -> impl Iterator<Item = (&str, &[f64])> {
        self.iter().filter_map(|(name, value)| match value {
            Value::Numbers(curve) => Some((name.strip_suffix(".accuracy_by_epoch")?, &curve[..])),
            _ => None,
        })
    }

    /// The path of one run, such as `1b.adam`.
    pub fn trajectory(&self, id: &str) -> Option<&Arc<Trajectory>> {
        self.trajectories.iter().find(|(known, _)| known == id).map(|(_, trajectory)| trajectory)
    }
}

/// Runs those parts of the assignment, in parallel; equal runs once. A part that has nothing
/// to run measures nothing.
pub fn measure(assignment: &Assignment, parts: &[&str], listener: Listener) -> Measurements {
    let problem = assignment.minimisation.iter();
    let runs: Vec<&Minimisation> = problem
        .flat_map(|problem| &problem.comparisons)
        .filter(|comparison| parts.contains(&comparison.part.as_str()))
        .flat_map(|comparison| &comparison.runs)
        .collect();
    let mut distinct: Vec<&Minimisation> = Vec::new();
    for run in &runs {
        if !distinct.iter().any(|known| known.same_run(run)) {
            distinct.push(run);
        }
    }
    listener(Progress::Planned(distinct.iter().map(|run| run.steps as u64).sum()));
    let trajectories: Vec<Arc<Trajectory>> =
        distinct.par_iter().map(|run| Arc::new(minimise(run, listener))).collect();
    let mut measurements = Measurements::default();
    for run in runs {
        let known = distinct.iter().position(|known| known.same_run(run));
        let Some(trajectory) = known.and_then(|index| trajectories.get(index)) else { continue };
        let values = &mut measurements.values;
        values.push((format!("{}.point", run.id), Value::Point(trajectory.last())));
        values.push((format!("{}.value", run.id), Value::Number(trajectory.final_value)));
        measurements.trajectories.push((run.id.clone(), Arc::clone(trajectory)));
    }
    measurements
}
