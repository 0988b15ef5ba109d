use super::{Objective, Point, sum};
use crate::arithmetic::{Arithmetic, Square};

/// f(x) = ½ Σ (xᵢ⁴ - 16xᵢ² + 5xᵢ), in the plane and in n dimensions.
///
/// The minimum has all coordinates -2.9035…, its value -39.166… for each of them; in every
/// coordinate there is a second, higher one at 2.7468…. Source: Styblinski and Tang 1990.
///
/// Order of operations: `0.5·(((x⁴ - 16·x²) + 5·x) + ((y⁴ - 16·y²) + 5·y))`; gradient
/// `0.5·((4·x³ - 32·x) + 5)`. x⁴ and x³ are Python's `x**4` and `x**3`, or products.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StyblinskiTang {
    /// What each power is.
    pub square: Square,
}

/// The least root of 4x³ - 32x + 5, rounded to f64.
const LEAST: f64 = -2.903_534_027_771_177;

impl StyblinskiTang {
    pub(super) fn value_in<S: Arithmetic>(&self, point: &[S]) -> S {
        let [half, five, sixteen] = [0.5, 5.0, 16.0].map(S::constant);
        let mut terms = point
            .iter()
            .map(|&x| x.power(4, self.square) - sixteen * x.square(self.square) + five * x);
        let first = terms.next().unwrap_or(S::constant(0.0));
        half * sum(first, terms)
    }

    /// One coordinate's slope, which depends on no other.
    pub(super) fn slope<S: Arithmetic>(&self, x: S) -> S {
        let [half, four, five, thirty_two] = [0.5, 4.0, 5.0, 32.0].map(S::constant);
        half * (four * x.power(3, self.square) - thirty_two * x + five)
    }

    /// The coordinate of the minimum.
    pub(super) fn least_coordinate() -> f64 {
        LEAST
    }
}

impl Objective for StyblinskiTang {
    fn value<S: Arithmetic>(&self, point: Point<S>) -> S {
        self.value_in(&point)
    }

    fn gradient<S: Arithmetic>(&self, point: Point<S>) -> Point<S> {
        point.map(|x| self.slope(x))
    }

    fn hessian<S: Arithmetic>(&self, point: Point<S>) -> [Point<S>; 2] {
        let [zero, six, sixteen] = [0.0, 6.0, 16.0].map(S::constant);
        let [xx, yy] = point.map(|x| six * x.square(self.square) - sixteen);
        [[xx, zero], [zero, yy]]
    }

    fn minima(&self) -> Vec<Point<f64>> {
        vec![[LEAST; 2]]
    }

    fn least(&self) -> f64 {
        self.value([LEAST; 2])
    }
}
