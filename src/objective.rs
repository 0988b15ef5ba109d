//! Objectives to minimise: value, gradient, Hessian and minima, in the plane and beyond.
//!
//! One objective a file, generic over f32, f64 and intervals; [`StandardObjective`] is the
//! closed list an assignment can name. Those of more coordinates than two are in `space`, noise
//! on gradients in [`GradientNoise`].

mod beale;
mod booth;
mod himmelblau;
mod logistic;
mod noise;
mod quadratic;
mod rastrigin;
mod rosenbrock;
mod space;
mod styblinski_tang;

pub use beale::Beale;
pub use booth::Booth;
pub use himmelblau::Himmelblau;
pub use logistic::{Labelled, Logistic, LogisticError};
pub use noise::{GradientNoise, NoiseDraws, NoiseStream};
pub use quadratic::Quadratic;
pub use rastrigin::Rastrigin;
pub use rosenbrock::Rosenbrock;
pub use space::distance_in_space;
pub use styblinski_tang::StyblinskiTang;

use crate::arithmetic::Arithmetic;

/// A point of the plane, (x, y).
pub type Point<S> = [S; 2];

/// A smooth function of two variables.
///
/// Squares that the formula writes as a square go through [`Arithmetic::square`] in the
/// form the objective holds, so that a NumPy run can be followed to the last bit.
pub trait Objective {
    /// f(x, y).
    fn value<S: Arithmetic>(&self, point: Point<S>) -> S;

    /// (∂f/∂x, ∂f/∂y).
    fn gradient<S: Arithmetic>(&self, point: Point<S>) -> Point<S>;

    /// Second derivatives, `[[xx, xy], [yx, yy]]`, symmetric.
    fn hessian<S: Arithmetic>(&self, point: Point<S>) -> [Point<S>; 2];

    /// All global minimisers; the objective's value there is [`least`](Self::least).
    fn minima(&self) -> Vec<Point<f64>>;

    /// The objective's value at its minima.
    fn least(&self) -> f64 {
        0.0
    }
}

/// An objective that an assignment can name.
#[derive(Clone, Debug, PartialEq)]
pub enum StandardObjective {
    /// The banana valley.
    Rosenbrock(Rosenbrock),
    /// A bowl with given curvatures.
    Quadratic(Quadratic),
    /// Flat plateaus and steep corners.
    Beale(Beale),
    /// Four equal minima.
    Himmelblau(Himmelblau),
    /// A tilted bowl.
    Booth(Booth),
    /// A bowl full of dents.
    Rastrigin(Rastrigin),
    /// Valleys of different depth.
    StyblinskiTang(StyblinskiTang),
    /// Logistic regression on given points.
    Logistic(Logistic),
}

macro_rules! on_each {
    ($self:expr, $objective:ident => $call:expr) => {
        match $self {
            StandardObjective::Rosenbrock($objective) => $call,
            StandardObjective::Quadratic($objective) => $call,
            StandardObjective::Beale($objective) => $call,
            StandardObjective::Himmelblau($objective) => $call,
            StandardObjective::Booth($objective) => $call,
            StandardObjective::Rastrigin($objective) => $call,
            StandardObjective::StyblinskiTang($objective) => $call,
            StandardObjective::Logistic($objective) => $call,
        }
    };
}

impl Objective for StandardObjective {
    #[inline]
    fn value<S: Arithmetic>(&self, point: Point<S>) -> S {
        on_each!(self, objective => objective.value(point))
    }

    #[inline]
    fn gradient<S: Arithmetic>(&self, point: Point<S>) -> Point<S> {
        on_each!(self, objective => objective.gradient(point))
    }

    fn hessian<S: Arithmetic>(&self, point: Point<S>) -> [Point<S>; 2] {
        on_each!(self, objective => objective.hessian(point))
    }

    fn minima(&self) -> Vec<Point<f64>> {
        on_each!(self, objective => objective.minima())
    }

    fn least(&self) -> f64 {
        on_each!(self, objective => objective.least())
    }
}

/// From the left.
fn sum<S: Arithmetic>(first: S, others: impl Iterator<Item = S>) -> S {
    others.fold(first, |sum, term| sum + term)
}

/// Euclidean distance from `point` to the nearest of the objective's minima; NaN if a
/// coordinate is NaN. As `numpy.linalg.norm` has it: products, sum, square root, so a
/// coordinate beyond 1e154 gives infinity.
pub fn distance_to_minimum(minima: &[Point<f64>], point: Point<f64>) -> f64 {
    let distance = |minimum: &Point<f64>| {
        let (x, y) = (point[0] - minimum[0], point[1] - minimum[1]);
        (x * x + y * y).sqrt()
    };
    if point.iter().any(|coordinate| coordinate.is_nan()) {
        return f64::NAN;
    }
    minima.iter().map(distance).fold(f64::INFINITY, f64::min)
}

/// Both curvatures of the objective at `point`, ascending: the eigenvalues of the Hessian,
/// by faer's symmetric eigen-solver. NaN where the Hessian is not finite.
pub fn curvatures(objective: &impl Objective, point: Point<f64>) -> Point<f64> {
    let hessian = objective.hessian(point);
    let matrix = faer::Mat::from_fn(2, 2, |row, column| hessian[row][column]);
    match matrix.self_adjoint_eigenvalues(faer::Side::Lower) {
        Ok(values) => [values[0], values[1]],
        Err(_) => [f64::NAN; 2],
    }
}
