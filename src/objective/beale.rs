use super::{Objective, Point};
use crate::arithmetic::{Arithmetic, Square};

/// f(x, y) = Σₖ (cₖ - x (1 - yᵏ))² for k = 1, 2, 3 with c = (1.5, 2.25, 2.625).
///
/// Minimum (3, 0.5); a flat plateau with steep corners.
/// Source: Moré, Garbow and Hillstrom 1981, problem 5. y² and y³ are products, only the
/// outer squares go through [`Arithmetic::square`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Beale {
    /// What each outer square is.
    pub square: Square,
}

const CONSTANTS: [f64; 3] = [1.5, 2.25, 2.625];

/// One term's residual r = c - x (1 - yᵏ) with its derivatives: (r, r_x, r_y, r_xy, r_yy).
fn residuals<S: Arithmetic>([x, y]: Point<S>) -> [[S; 5]; 3] {
    let [zero, one, two, six] = [0.0, 1.0, 2.0, 6.0].map(S::constant);
    let power = [y, y * y, y * y * y];
    let first = [one, two * y, S::constant(3.0) * (y * y)];
    let second = [zero, two, six * y];
    std::array::from_fn(|k| {
        [
            S::constant(CONSTANTS[k]) - x * (one - power[k]),
            power[k] - one,
            x * first[k],
            first[k],
            x * second[k],
        ]
    })
}

impl Objective for Beale {
    #[inline]
    fn value<S: Arithmetic>(&self, point: Point<S>) -> S {
        let [first, second, third] = residuals(point).map(|[r, ..]| r.square(self.square));
        first + second + third
    }

    #[inline]
    fn gradient<S: Arithmetic>(&self, point: Point<S>) -> Point<S> {
        let two = S::constant(2.0);
        let terms = residuals(point);
        let sum = |term: fn(&[S; 5]) -> S| term(&terms[0]) + term(&terms[1]) + term(&terms[2]);
        [two * sum(|[r, rx, ..]| *r * *rx), two * sum(|[r, _, ry, ..]| *r * *ry)]
    }

    fn hessian<S: Arithmetic>(&self, point: Point<S>) -> [Point<S>; 2] {
        let two = S::constant(2.0);
        let terms = residuals(point);
        let sum =
            |term: fn(&[S; 5]) -> S| two * (term(&terms[0]) + term(&terms[1]) + term(&terms[2]));
        let xx = sum(|[_, rx, ..]| *rx * *rx);
        let xy = sum(|[r, rx, ry, rxy, _]| *rx * *ry + *r * *rxy);
        let yy = sum(|[r, _, ry, _, ryy]| *ry * *ry + *r * *ryy);
        [[xx, xy], [xy, yy]]
    }

    fn minima(&self) -> Vec<Point<f64>> {
        vec![[3.0, 0.5]]
    }
}
