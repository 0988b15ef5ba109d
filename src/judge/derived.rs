//! Rule `derived`: arithmetic on the report's own numbers.

use crate::claim::{PrintedArray, PrintedNumber};
use crate::interval::Interval;
use crate::objective::Objective;

/// What the objective can be over everything that a printed point stands for, and whether
/// the printed value is among it.
///
/// A printed point of NaN goes with a printed value of NaN only. `None` if the array is no
/// point of the plane.
pub fn objective_over_box(
    objective: &impl Objective,
    point: &PrintedArray,
    value: &PrintedNumber,
) -> Option<(bool, Option<Interval>)> {
    let [x, y] = point.intervals()[..] else { return None };
    let (Some(x), Some(y)) = (x, y) else {
        return Some((*value == PrintedNumber::NotANumber, None));
    };
    let range = objective.value([x, y]);
    let fits = match value {
        PrintedNumber::Finite(decimal) => decimal.interval().meets(range),
        PrintedNumber::NotANumber => false,
        infinite => range.contains(infinite.to_f64()),
    };
    Some((fits, Some(range)))
}
