use std::f64::consts::PI;

use super::{Objective, Point, sum};
use crate::arithmetic::{Arithmetic, Square};

/// f(x) = A·n + Σ (xᵢ² - A cos 2πxᵢ), usually A = 10; in the plane and in n dimensions.
///
/// Minimum at the origin, of value 0, among a local minimum near every point of whole coordinates.
/// Source: Rastrigin 1974; Mühlenbein, Schomisch and Born 1991 for n dimensions.
///
/// Order of operations: `A·n + (x² - A·cos((2π)·x)) + (y² - A·cos((2π)·y))` from left to right;
/// gradient `2·x + ((2π)·A)·sin((2π)·x)`, with 2π and (2π)·A rounded once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rastrigin {
    /// A, positive.
    pub amplitude: f64,
    /// What each square is.
    pub square: Square,
}

impl Default for Rastrigin {
    fn default() -> Self {
        Self { amplitude: 10.0, square: Square::default() }
    }
}

impl Rastrigin {
    pub(super) fn value_in<S: Arithmetic>(&self, point: &[S]) -> S {
        let [amplitude, turn] = [self.amplitude, 2.0 * PI].map(S::constant);
        let whole = S::constant(self.amplitude * point.len() as f64);
        let term = |&x: &S| x.square(self.square) - amplitude * (turn * x).cosine();
        sum(whole, point.iter().map(term))
    }

    /// One coordinate's slope, which depends on no other.
    pub(super) fn slope<S: Arithmetic>(&self, x: S) -> S {
        let [turn, steepness] = [2.0 * PI, 2.0 * PI * self.amplitude].map(S::constant);
        S::constant(2.0) * x + steepness * (turn * x).sine()
    }

    fn curvature<S: Arithmetic>(&self, x: S) -> S {
        let turn = 2.0 * PI;
        S::constant(2.0)
            + S::constant(turn * turn * self.amplitude) * (S::constant(turn) * x).cosine()
    }
}

impl Objective for Rastrigin {
    fn value<S: Arithmetic>(&self, point: Point<S>) -> S {
        self.value_in(&point)
    }

    fn gradient<S: Arithmetic>(&self, point: Point<S>) -> Point<S> {
        point.map(|x| self.slope(x))
    }

    fn hessian<S: Arithmetic>(&self, [x, y]: Point<S>) -> [Point<S>; 2] {
        let zero = S::constant(0.0);
        [[self.curvature(x), zero], [zero, self.curvature(y)]]
    }

    fn minima(&self) -> Vec<Point<f64>> {
        vec![[0.0, 0.0]]
    }
}
