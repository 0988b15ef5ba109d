//! The order of the Taylor remainder: 2 if the gradient is right, 1 if it is not.

use super::Function;

/// Steps 2⁻², 2⁻³, … of the sweep.
const STEPS: i32 = 30;

/// Remainders below this many times the rounding of f say nothing about an order.
const ABOVE_NOISE: f64 = 32.0;

/// How many of the smallest steps decide.
const TAIL: usize = 5;

/// f along a direction at smaller and smaller steps, up to the first kink.
#[derive(Clone, Debug)]
pub(super) struct Sweep {
    /// (h, f(x + hv) - f(x)), h falling.
    rises: Vec<(f64, f64)>,
    noise: f64,
}

impl Sweep {
    pub(super) fn new(function: &Function, direction: &[f64]) -> Self {
        let here = function.along(direction, 0.0);
        let steps = (2..2 + STEPS).map(|k| 0.5_f64.powi(k));
        let smooth = steps.filter(|&step| function.is_smooth(direction, step));
        let rise = |step| (step, function.along(direction, step) - here);
        Self { rises: smooth.map(rise).collect(), noise: function.noise }
    }

    /// The order of |f(x + hv) - f(x) - h·slope| in h, from its tail: the smallest steps at
    /// which it is well above rounding. `None` if it is so at fewer than three.
    ///
    /// Why the tail: with a slope that is 1% off, large steps still show order 2, and the
    /// order passes through any value before it settles at 1.
    pub(super) fn order(&self, slope: f64) -> Option<f64> {
        let remainders = self.rises.iter().map(|(step, rise)| (*step, (rise - step * slope).abs()));
        let loud: Vec<(f64, f64)> = remainders
            .filter(|(_, remainder)| *remainder > ABOVE_NOISE * self.noise)
            .map(|(step, remainder)| (step.log2(), remainder.log2()))
            .collect();
        let tail = &loud[loud.len().saturating_sub(TAIL)..];
        (tail.len() >= 3).then(|| line_slope(tail))
    }

    /// How many steps there were.
    pub(super) fn steps(&self) -> usize {
        self.rises.len()
    }
}

/// Least squares.
pub(super) fn line_slope(points: &[(f64, f64)]) -> f64 {
    let x = points.iter().map(|point| point.0).sum::<f64>() / points.len() as f64;
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>();
    sum(&|point| (point.0 - x) * point.1) / sum(&|point| (point.0 - x).powi(2))
}
