use super::{Objective, Point};
use crate::arithmetic::{Arithmetic, Square};

/// f(x, y) = (x² + y - 11)² + (x + y² - 7)².
///
/// Four minima of value 0, of which (3, 2) is the only one with short coordinates.
/// Source: Himmelblau, Applied Nonlinear Programming, 1972.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Himmelblau {
    /// What each square is.
    pub square: Square,
}

impl Himmelblau {
    fn residuals<S: Arithmetic>(&self, [x, y]: Point<S>) -> (S, S) {
        let first = x.square(self.square) + y - S::constant(11.0);
        let second = x + y.square(self.square) - S::constant(7.0);
        (first, second)
    }
}

impl Objective for Himmelblau {
    #[inline]
    fn value<S: Arithmetic>(&self, point: Point<S>) -> S {
        let (first, second) = self.residuals(point);
        first.square(self.square) + second.square(self.square)
    }

    #[inline]
    fn gradient<S: Arithmetic>(&self, [x, y]: Point<S>) -> Point<S> {
        let (first, second) = self.residuals([x, y]);
        let [two, four] = [2.0, 4.0].map(S::constant);
        [four * x * first + two * second, two * first + four * y * second]
    }

    fn hessian<S: Arithmetic>(&self, [x, y]: Point<S>) -> [Point<S>; 2] {
        let (first, second) = self.residuals([x, y]);
        let [two, four, eight] = [2.0, 4.0, 8.0].map(S::constant);
        let cross = four * (x + y);
        [
            [eight * x.square(self.square) + four * first + two, cross],
            [cross, two + eight * y.square(self.square) + four * second],
        ]
    }

    /// The three long ones are the roots of the system x² + y = 11, x + y² = 7, rounded to f64.
    fn minima(&self) -> Vec<Point<f64>> {
        vec![
            [3.0, 2.0],
            [-2.805118086952745, 3.131312518250573],
            [-3.779310253377747, -3.283185991286169],
            [3.584428340330492, -1.848126526964404],
        ]
    }
}
