//! Points of the plane in two classes, for nets that train in a second.

use std::f64::consts::PI;

use crate::numpy::random::RandomState;
use crate::numpy::{cos, sin};

/// Points with their classes.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelledPoints {
    /// x and y.
    pub points: Vec<[f64; 2]>,
    /// 0 or 1 of the made ones.
    pub labels: Vec<u8>,
}

/// `np.linspace(0, stop, count, endpoint)`: k·(stop / gaps), the end itself where it belongs.
fn linspace(stop: f64, count: usize, endpoint: bool) -> Vec<f64> {
    let gaps = if endpoint { count.saturating_sub(1) } else { count };
    let step = if gaps > 0 { stop / gaps as f64 } else { stop };
    let mut values: Vec<f64> = (0..count).map(|k| k as f64 * step).collect();
    if let (true, [_, .., last]) = (endpoint, &mut values[..]) {
        *last = stop;
    }
    values
}

/// scikit-learn's `make_moons(samples, noise=noise, random_state=seed)`, bit for bit: two half
/// circles that reach into each other, the upper one of class 0.
///
/// One half of the points, rounded down, on the upper moon and the rest on the lower, evenly; then
/// shuffled as [`RandomState::shuffle`] does; then, if `noise` is positive, a normal of that
/// deviation on every coordinate, point by point.
///
/// ```
/// use verigrad::data::moons;
///
/// let made = moons(100, 0.1, 42);
/// assert_eq!((made.points.len(), made.labels.iter().filter(|&&label| label == 0).count()), (100, 50));
/// assert_eq!(made, moons(100, 0.1, 42));
/// ```
pub fn moons(samples: usize, noise: f64, seed: u32) -> LabelledPoints {
    let outer = samples / 2;
    let upper = linspace(PI, outer, true).into_iter().map(|t| [cos(t), sin(t)]);
    let lower = linspace(PI, samples - outer, true);
    let lower = lower.into_iter().map(|t| [1.0 - cos(t), 1.0 - sin(t) - 0.5]);
    scattered(upper.chain(lower).collect(), outer, noise, seed)
}

/// scikit-learn's `make_circles(samples, noise=noise, random_state=seed, factor=factor)`, bit for
/// bit: a circle of class 0 around one of class 1 that is `factor` times as large.
pub fn circles(samples: usize, noise: f64, factor: f64, seed: u32) -> LabelledPoints {
    let outer = samples / 2;
    let around = |count| linspace(2.0 * PI, count, false).into_iter();
    let large = around(outer).map(|t| [cos(t), sin(t)]);
    let small = around(samples - outer).map(|t| [cos(t) * factor, sin(t) * factor]);
    scattered(large.chain(small).collect(), outer, noise, seed)
}

/// The first `zeros` of class 0, in a random order and with noise.
fn scattered(points: Vec<[f64; 2]>, zeros: usize, noise: f64, seed: u32) -> LabelledPoints {
    let mut state = RandomState::seeded(seed);
    let order = state.permutation(points.len());
    let labels = order.iter().map(|&index| u8::from(index >= zeros)).collect();
    let mut points: Vec<[f64; 2]> = order.iter().map(|&index| points[index]).collect();
    if noise > 0.0 {
        for coordinate in points.iter_mut().flatten() {
            *coordinate += state.normal(0.0, noise);
        }
    }
    LabelledPoints { points, labels }
}
