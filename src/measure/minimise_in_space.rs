use super::minimise::{REPORT_EVERY, Trajectory};
use super::{Listener, Progress};
use crate::arithmetic::Parameter;
use crate::homework::Minimisation;
use crate::objective::distance_in_space;

/// Makes a run of any number of coordinates, with noise if it has some, as long as the visitor
/// of its points wants to see more. `forget` is what storing a number does to it.
pub(super) fn walk_in_space<T: Parameter>(
    run: &Minimisation,
    forget: impl Fn(T) -> T,
    mut visit: impl FnMut(usize, &[T]) -> bool,
) {
    let mut point: Vec<T> = run.start_in_space().into_iter().map(T::constant).collect();
    let mut rule = run.optimiser.start::<T>(point.len());
    let mut noise = run.noise.map(|noise| noise.start());
    for step in 0..=run.steps {
        if !visit(step, &point) || step == run.steps {
            break;
        }
        let mut gradient = run.objective.gradient_in(&point);
        for slope in &mut gradient {
            if let Some(noise) = &mut noise {
                *slope = *slope + T::constant(noise.draw());
            }
            *slope = forget(*slope);
        }
        rule.step(&mut point, &gradient);
        point.iter_mut().for_each(|coordinate| *coordinate = forget(*coordinate));
    }
}

/// [`minimise`](super::minimise()) for a run beyond the plane, or with noise. The path holds the
/// first two coordinates.
pub(super) fn minimise_in_space(run: &Minimisation, listener: Listener) -> Trajectory {
    let minima = run.objective.minima_in(run.dimensions());
    let mut points = Vec::with_capacity(run.steps + 1);
    let mut errors = Vec::with_capacity(run.steps + 1);
    let mut final_value = f64::NAN;
    walk_in_space(
        run,
        |number: f64| number,
        |step, point| {
            if let [x, y, ..] = *point {
                points.push([x, y]);
            }
            errors.push(distance_in_space(&minima, point));
            if step > 0 && step % REPORT_EVERY == 0 {
                listener(Progress::Advanced(REPORT_EVERY as u64));
            }
            if step == run.steps {
                final_value = run.objective.value_in(point);
            }
            true
        },
    );
    listener(Progress::Advanced((run.steps % REPORT_EVERY) as u64));
    Trajectory { points, errors, final_value }
}
