use super::super::minimise_in_space::walk_in_space;
use super::{Implementation, Question, walk};
use crate::homework::Minimisation;
use crate::objective::{Objective, Point, distance_in_space, distance_to_minimum};

/// The last point, or its first two coordinates, the objective and the distance there.
pub(super) struct End;

/// What it answers.
pub(super) struct Ended {
    pub(super) point: Point<f64>,
    pub(super) value: f64,
    pub(super) error: f64,
}

impl Question for End {
    type Answer = Ended;

    fn ask<T: Implementation>(&self, run: &Minimisation) -> Self::Answer {
        if !run.is_plain() {
            return end_in_space::<T>(run);
        }
        let mut last = run.start.map(T::constant);
        walk(run, |_, point| {
            last = point;
            true
        });
        let (point, value) = (last.map(T::to_f64), run.objective.value(last).to_f64());
        Ended { point, value, error: distance_to_minimum(&run.objective.minima(), point) }
    }
}

fn end_in_space<T: Implementation>(run: &Minimisation) -> Ended {
    let mut last: Vec<T> = Vec::new();
    walk_in_space(run, T::forgetting, |step, point| {
        if step == run.steps {
            last.extend_from_slice(point);
        }
        true
    });
    let value = run.objective.value_in(&last).to_f64();
    let point: Vec<f64> = last.into_iter().map(T::to_f64).collect();
    let error = distance_in_space(&run.objective.minima_in(point.len()), &point);
    let first = std::array::from_fn(|axis| point.get(axis).copied().unwrap_or(f64::NAN));
    Ended { point: first, value, error }
}
