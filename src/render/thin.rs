//! Makes long curves short enough to draw, without changing what is seen.

use std::collections::HashSet;

/// A curve over steps, thinned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThinnedCurve {
    /// Runs of (step, value), all finite, broken wherever the curve has a value that is not.
    pub segments: Vec<Vec<(usize, f64)>>,
    /// The first step from which on no value is finite, if the curve ends so.
    pub ended_at: Option<usize>,
}

/// Thins `values[step]` for a plot `columns` pixels wide. Each column keeps its first,
/// smallest, largest and last finite value in their order, so a spike of one step survives
/// and no more than `4 * columns` points remain.
pub fn thin_curve(values: &[f64], columns: usize) -> ThinnedCurve {
    let columns = columns.max(1);
    let mut thinned = ThinnedCurve::default();
    let mut column: Vec<Sample> = Vec::with_capacity(4);
    let mut current = 0;
    let mut gaps = 0;
    let mut gaps_drawn = usize::MAX;
    for (step, &value) in values.iter().enumerate() {
        if !value.is_finite() {
            gaps += 1;
            continue;
        }
        let index = (step as u128 * columns as u128 / values.len() as u128) as usize;
        if index != current {
            flush(&mut column, &mut thinned.segments, &mut gaps_drawn);
            current = index;
        }
        keep(&mut column, Sample { step, value, gaps });
    }
    flush(&mut column, &mut thinned.segments, &mut gaps_drawn);
    let last_finite = values.iter().rposition(|value| value.is_finite());
    let end = last_finite.map_or(0, |step| step + 1);
    thinned.ended_at = (end < values.len()).then_some(end);
    thinned
}

/// A finite value, and how many that were not finite came before it.
#[derive(Clone, Copy)]
struct Sample {
    step: usize,
    value: f64,
    gaps: usize,
}

/// `column` holds first, smallest, largest, last, at those places, with repetitions.
fn keep(column: &mut Vec<Sample>, sample: Sample) {
    if let [_, smallest, largest, last] = column.as_mut_slice() {
        if sample.value < smallest.value {
            *smallest = sample;
        }
        if sample.value > largest.value {
            *largest = sample;
        }
        *last = sample;
    } else {
        column.extend([sample; 4]);
    }
}

fn flush(column: &mut Vec<Sample>, segments: &mut Vec<Vec<(usize, f64)>>, drawn: &mut usize) {
    column.sort_by_key(|sample| sample.step);
    column.dedup_by_key(|sample| sample.step);
    for sample in column.drain(..) {
        let point = (sample.step, sample.value);
        match segments.last_mut() {
            Some(segment) if sample.gaps == *drawn => segment.push(point),
            _ => segments.push(vec![point]),
        }
        *drawn = sample.gaps;
    }
}

/// A path in the plane, thinned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThinnedPath {
    /// Runs of points to join, broken where the path is not finite or goes over a stroke
    /// that is there already.
    pub segments: Vec<Vec<[f64; 2]>>,
    /// The point at which the path had reached its limit and the rest was left out.
    pub cut_at: Option<usize>,
}

/// Thins a path given in drawing units: points on the same `cell` as the last kept one are
/// dropped, strokes drawn before are not drawn again, and after `limit` points it is cut.
pub fn thin_path(
    points: impl IntoIterator<Item = [f64; 2]>,
    cell: f64,
    limit: usize,
) -> ThinnedPath {
    let mut path = ThinnedPath::default();
    let mut strokes = HashSet::new();
    let mut count = 0;
    let mut last: Option<([i64; 2], [f64; 2])> = None;
    let mut open = false;
    for (index, point) in points.into_iter().enumerate() {
        if point.iter().any(|coordinate| !coordinate.is_finite()) {
            (last, open) = (None, false);
            continue;
        }
        let here = point.map(|coordinate| (coordinate / cell).round() as i64);
        if last.is_some_and(|(there, _)| there == here) {
            continue;
        }
        let new = last.is_none_or(|(there, _)| strokes.insert((there.min(here), there.max(here))));
        if new && count >= limit {
            path.cut_at = Some(index);
            return path;
        }
        if new {
            match path.segments.last_mut() {
                Some(segment) if open => segment.push(point),
                _ => {
                    let from = last.map(|(_, from)| from);
                    path.segments.push(from.into_iter().chain([point]).collect());
                }
            }
            count += 1;
        }
        (last, open) = (Some((here, point)), new);
    }
    path
}

/// Drops points of a line that lie within `tolerance` of the simplified one (Ramer 1972,
/// Douglas and Peucker 1973); both ends stay.
pub fn simplify(line: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    let mut keep = vec![false; line.len()];
    let mut stack = vec![(0, line.len().saturating_sub(1))];
    while let Some((first, last)) = stack.pop() {
        let (Some(&from), Some(&to)) = (line.get(first), line.get(last)) else { continue };
        (keep[first], keep[last]) = (true, true);
        let between = line.iter().enumerate().take(last).skip(first + 1);
        let distances = between.map(|(index, &point)| (index, distance(point, from, to)));
        let farthest = distances.max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((middle, _)) = farthest.filter(|(_, distance)| *distance > tolerance) {
            stack.extend([(first, middle), (middle, last)]);
        }
    }
    line.iter().zip(keep).filter_map(|(&point, keep)| keep.then_some(point)).collect()
}

/// From `point` to the stroke between `from` and `to`.
fn distance(point: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    let [px, py] = [point[0] - from[0], point[1] - from[1]];
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (px - along * dx).hypot(py - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spike_of_one_step_survives() {
        let mut values: Vec<f64> = (0..100_001).map(|step| (f64::from(step) * 0.1).sin()).collect();
        values[31_337] = 50.0;
        values[77_777] = -50.0;
        let thinned = thin_curve(&values, 640);
        let [segment] = thinned.segments.as_slice() else { panic!("one segment is expected") };
        assert!(segment.contains(&(31_337, 50.0)) && segment.contains(&(77_777, -50.0)));
        assert!(segment.len() <= 4 * 640);
        assert_eq!(segment.first().map(|p| p.0), Some(0));
        assert_eq!(segment.last().map(|p| p.0), Some(100_000));
        assert!(segment.is_sorted_by(|one, other| one.0 < other.0));
        assert_eq!(thinned.ended_at, None);
    }

    #[test]
    fn a_value_that_is_not_finite_breaks_the_curve_within_the_bound() {
        let values: Vec<f64> =
            (0..9_000).map(|k| if k % 3 == 1 { f64::NAN } else { f64::from(k) }).collect();
        let thinned = thin_curve(&values, 10);
        assert!(thinned.segments.iter().map(Vec::len).sum::<usize>() <= 40);
        assert!(thinned.segments.len() > 10);
        assert_eq!(thinned.ended_at, None);
    }

    #[test]
    fn the_end_of_a_curve_that_overflows_is_remembered() {
        let curve = thin_curve(&[1.0, 2.0, f64::INFINITY, 3.0, f64::INFINITY, f64::NAN], 100);
        assert_eq!(curve.segments, [vec![(0, 1.0), (1, 2.0)], vec![(3, 3.0)]]);
        assert_eq!(curve.ended_at, Some(4));
        assert_eq!(thin_curve(&[f64::NAN; 3], 5).ended_at, Some(0));
        assert_eq!(thin_curve(&[], 5), ThinnedCurve::default());
    }

    #[test]
    fn a_path_that_goes_to_and_fro_is_drawn_once() {
        let points = (0..100_000).map(|k| if k % 2 == 0 { [0.0, 0.0] } else { [9.0, 4.0] });
        let path = thin_path(points, 1.0, 1_000);
        assert_eq!(path.segments, [vec![[0.0, 0.0], [9.0, 4.0]]]);
        assert_eq!(path.cut_at, None);
    }

    #[test]
    fn a_path_continues_from_where_a_retraced_stroke_ends() {
        let path = thin_path([[0.0, 0.0], [5.0, 0.0], [0.0, 0.0], [0.0, 5.0]], 1.0, 100);
        assert_eq!(path.segments, [vec![[0.0, 0.0], [5.0, 0.0]], vec![[0.0, 0.0], [0.0, 5.0]]]);
    }

    #[test]
    fn a_path_is_thinned_broken_and_cut() {
        let near = [[0.0, 0.0], [0.2, 0.1], [4.0, 4.0], [f64::NAN, 0.0], [8.0, 8.0]];
        let path = thin_path(near, 1.0, 100);
        assert_eq!(path.segments, [vec![[0.0, 0.0], [4.0, 4.0]], vec![[8.0, 8.0]]]);
        let long = (0..1_000).map(|k| [f64::from(k), 0.0]);
        assert_eq!(thin_path(long, 1.0, 10).cut_at, Some(10));
    }

    #[test]
    fn a_straight_line_is_simplified_to_its_ends_and_a_corner_stays() {
        let line: Vec<[f64; 2]> = (0..50).map(|k| [f64::from(k), f64::from(k)]).collect();
        assert_eq!(simplify(&line, 0.1), [[0.0, 0.0], [49.0, 49.0]]);
        let corner = [[0.0, 0.0], [5.0, 0.1], [10.0, 0.0], [10.0, 10.0]];
        assert_eq!(simplify(&corner, 0.5), [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]]);
        let ring = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 0.0]];
        assert_eq!(simplify(&ring, 0.5), ring);
        assert!(simplify(&[], 1.0).is_empty());
    }
}
