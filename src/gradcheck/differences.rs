//! Central differences with an error bar that is found from the function's values alone.

use finitediff::vec::central_diff;

use super::Function;

/// Steps h, each a quarter of the one before.
const STEPS: [f64; 6] =
    [1.0 / 16.0, 1.0 / 64.0, 1.0 / 256.0, 1.0 / 1024.0, 1.0 / 4096.0, 1.0 / 16384.0];

/// A slope and how far it may be off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slope {
    pub(super) value: f64,
    pub(super) bar: f64,
}

/// What differences say about one coordinate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    /// Nothing if every step meets a kink.
    pub(super) slope: Option<Slope>,
    /// Whether some step was left out because it meets a kink.
    pub(super) kink: bool,
}

/// ∂f/∂xᵢ from the pair of steps (4h, h) with the smallest error bar.
///
/// D(h) is off by c·h² + O(h⁴), so E = D(h) + (D(h) - D(4h))/15 is off by O(h⁴) only, and
/// |D(h) - D(4h)|/15, D(h)'s own error, bounds E's. To that come the rounding of f, noise/h,
/// and of x ± h, ε·|x|·|E|/h. (Richardson's extrapolation.)
pub(super) fn measure(function: &Function, coordinate: usize) -> Measured {
    let mut direction = vec![0.0; function.point.len()];
    direction[coordinate] = 1.0;
    let smooth: Vec<f64> =
        STEPS.into_iter().filter(|&step| function.is_smooth(&direction, step)).collect();
    let differences: Vec<f64> =
        smooth.iter().map(|&step| central(function, &direction, step)).collect();
    let best = |best: Option<Slope>, slope: Slope| match best {
        Some(best) if best.bar <= slope.bar => Some(best),
        _ => Some(slope),
    };
    let x = function.point[coordinate].abs();
    let slopes = smooth.windows(2).zip(differences.windows(2)).map(|(steps, differences)| {
        let correction = (differences[1] - differences[0]) / 15.0;
        let value = differences[1] + correction;
        let rounding = 1.1 * function.noise + f64::EPSILON * x * value.abs();
        Slope { value, bar: correction.abs() + rounding / steps[1] }
    });
    Measured { slope: slopes.fold(None, best), kink: smooth.len() < STEPS.len() }
}

/// (f(x + hv) - f(x - hv)) / 2h. `finitediff` has one step, about 6e-6, so it is given f in a
/// unit in which that is h.
fn central(function: &Function, direction: &[f64], step: f64) -> f64 {
    let unit = step / f64::EPSILON.cbrt();
    let scaled = |u: &Vec<f64>| Ok(function.along(direction, u[0] * unit));
    let slope = central_diff(&scaled)(&vec![0.0]).ok().and_then(|slopes| slopes.first().copied());
    slope.unwrap_or(f64::NAN) / unit
}
