use super::{Objective, Point};
use crate::arithmetic::{Arithmetic, Square};

/// f(x, y) = ½ (p x² + q y²) with curvatures p and q; minimum at the origin.
///
/// Gradient descent contracts each coordinate by (1 - ηp) and (1 - ηq) a step, so that
/// every rate, threshold and rate of convergence is known in closed form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quadratic {
    /// Curvature along x and along y, both positive.
    pub curvatures: Point<f64>,
    /// What each square is.
    pub square: Square,
}

impl Objective for Quadratic {
    #[inline]
    fn value<S: Arithmetic>(&self, [x, y]: Point<S>) -> S {
        let [p, q] = self.curvatures.map(S::constant);
        S::constant(0.5) * (p * x.square(self.square) + q * y.square(self.square))
    }

    #[inline]
    fn gradient<S: Arithmetic>(&self, [x, y]: Point<S>) -> Point<S> {
        let [p, q] = self.curvatures.map(S::constant);
        [p * x, q * y]
    }

    fn hessian<S: Arithmetic>(&self, _point: Point<S>) -> [Point<S>; 2] {
        let [p, q] = self.curvatures.map(S::constant);
        let zero = S::constant(0.0);
        [[p, zero], [zero, q]]
    }

    fn minima(&self) -> Vec<Point<f64>> {
        vec![[0.0, 0.0]]
    }
}
