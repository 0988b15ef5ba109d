use super::{Objective, Point};
use crate::arithmetic::{Arithmetic, Square};

/// f(x, y) = (a - x)² + b (y - x²)², usually a = 1, b = 100.
///
/// Its only minimum is (a, a²), at the end of a curved valley. With a = 1, b = 100 the
/// curvatures there are 0.3994 and 1001.6, and f(-1.2, 1) = 24.2.
/// Source: Rosenbrock 1960; test values from Moré, Garbow and Hillstrom 1981, problem 1.
///
/// Order of operations, as Python evaluates the usual spelling from left to right:
/// value `(a - x)² + b·(y - x²)²`; gradient x `(-2·(a - x)) - ((4b)·x)·(y - x²)`,
/// gradient y `(2b)·(y - x²)`. `4b` and `2b` are rounded once (exact for b = 100).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rosenbrock {
    /// Abscissa of the minimum.
    pub a: f64,
    /// Steepness of the valley's walls.
    pub b: f64,
    /// What each square is.
    pub square: Square,
}

impl Default for Rosenbrock {
    fn default() -> Self {
        Self { a: 1.0, b: 100.0, square: Square::default() }
    }
}

impl Objective for Rosenbrock {
    #[inline]
    fn value<S: Arithmetic>(&self, [x, y]: Point<S>) -> S {
        let valley = y - x.square(self.square);
        (S::constant(self.a) - x).square(self.square)
            + S::constant(self.b) * valley.square(self.square)
    }

    #[inline]
    fn gradient<S: Arithmetic>(&self, [x, y]: Point<S>) -> Point<S> {
        let valley = y - x.square(self.square);
        [
            S::constant(-2.0) * (S::constant(self.a) - x) - S::constant(4.0 * self.b) * x * valley,
            S::constant(2.0 * self.b) * valley,
        ]
    }

    fn hessian<S: Arithmetic>(&self, [x, y]: Point<S>) -> [Point<S>; 2] {
        let cross = S::constant(-4.0 * self.b) * x;
        let xx = S::constant(2.0) + S::constant(12.0 * self.b) * x.square(self.square)
            - S::constant(4.0 * self.b) * y;
        [[xx, cross], [cross, S::constant(2.0 * self.b)]]
    }

    fn minima(&self) -> Vec<Point<f64>> {
        vec![[self.a, self.a * self.a]]
    }
}
