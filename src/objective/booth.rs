use super::{Objective, Point};
use crate::arithmetic::{Arithmetic, Square};

/// f(x, y) = (x + 2y - 7)² + (2x + y - 5)².
///
/// Minimum (1, 3), curvatures 2 and 18: a tilted bowl.
///
/// Order of operations: r = (x + 2·y) - 7, s = (2·x + y) - 5; value r² + s²; gradient
/// x `2·r + 4·s`, gradient y `4·r + 2·s`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Booth {
    /// What each square is.
    pub square: Square,
}

fn residuals<S: Arithmetic>([x, y]: Point<S>) -> [S; 2] {
    let [two, five, seven] = [2.0, 5.0, 7.0].map(S::constant);
    [x + two * y - seven, two * x + y - five]
}

impl Objective for Booth {
    fn value<S: Arithmetic>(&self, point: Point<S>) -> S {
        let [r, s] = residuals(point);
        r.square(self.square) + s.square(self.square)
    }

    fn gradient<S: Arithmetic>(&self, point: Point<S>) -> Point<S> {
        let [r, s] = residuals(point);
        let [two, four] = [2.0, 4.0].map(S::constant);
        [two * r + four * s, four * r + two * s]
    }

    fn hessian<S: Arithmetic>(&self, _point: Point<S>) -> [Point<S>; 2] {
        let [ten, eight] = [10.0, 8.0].map(S::constant);
        [[ten, eight], [eight, ten]]
    }

    fn minima(&self) -> Vec<Point<f64>> {
        vec![[1.0, 3.0]]
    }
}
