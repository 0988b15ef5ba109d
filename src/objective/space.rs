//! Objectives in any number of dimensions.

use super::{Objective, Point, Rosenbrock, StandardObjective, StyblinskiTang};
use crate::arithmetic::Arithmetic;

impl StandardObjective {
    /// Whether it is defined for points of so many coordinates.
    pub fn has_dimensions(&self, count: usize) -> bool {
        match self {
            // Elsewhere its minimum is not known.
            Self::Rosenbrock(rosenbrock) => count == 2 || (count > 2 && rosenbrock.a == 1.0),
            Self::Rastrigin(_) | Self::StyblinskiTang(_) => count >= 2,
            Self::Logistic(logistic) => count == logistic.features(),
            _ => count == 2,
        }
    }

    /// f at a point of two coordinates or more: in the plane [`Objective::value`].
    ///
    /// Rosenbrock's function of n coordinates is the sum of those of each neighbouring pair,
    /// Σ (1 - xᵢ)² + b (xᵢ₊₁ - xᵢ²)², its terms added from the left; minimum (1, …, 1), from four
    /// coordinates on beside a local one near (-1, 1, …, 1).
    pub fn value_in<S: Arithmetic>(&self, point: &[S]) -> S {
        match (self, point) {
            (Self::Logistic(logistic), _) => logistic.value_in(point),
            (_, &[x, y]) => self.value([x, y]),
            (Self::Rosenbrock(rosenbrock), _) => chain_value(rosenbrock, point),
            (Self::Rastrigin(rastrigin), _) => rastrigin.value_in(point),
            (Self::StyblinskiTang(tang), _) => tang.value_in(point),
            _ => S::constant(f64::NAN),
        }
    }

    /// ∇f there: in the plane [`Objective::gradient`]. Of Rosenbrock's function an inner
    /// coordinate's slope is that as the second of its pair plus that as the first of the next.
    pub fn gradient_in<S: Arithmetic>(&self, point: &[S]) -> Vec<S> {
        match (self, point) {
            (Self::Logistic(logistic), _) => logistic.gradient_in(point),
            (_, &[x, y]) => self.gradient([x, y]).to_vec(),
            (Self::Rosenbrock(rosenbrock), _) => chain_gradient(rosenbrock, point),
            (Self::Rastrigin(rastrigin), _) => point.iter().map(|&x| rastrigin.slope(x)).collect(),
            (Self::StyblinskiTang(tang), _) => point.iter().map(|&x| tang.slope(x)).collect(),
            _ => vec![S::constant(f64::NAN); point.len()],
        }
    }

    /// All global minimisers among points of so many coordinates.
    pub fn minima_in(&self, dimensions: usize) -> Vec<Vec<f64>> {
        match self {
            Self::Logistic(logistic) => vec![logistic.minimum()],
            _ if dimensions == 2 => self.minima().iter().map(|point| point.to_vec()).collect(),
            Self::Rosenbrock(_) => vec![vec![1.0; dimensions]],
            Self::Rastrigin(_) => vec![vec![0.0; dimensions]],
            Self::StyblinskiTang(_) => vec![vec![StyblinskiTang::least_coordinate(); dimensions]],
            _ => Vec::new(),
        }
    }
}

fn pairs<S: Arithmetic>(point: &[S]) -> impl Iterator<Item = Point<S>> {
    point.windows(2).map(|pair| [pair[0], pair[1]])
}

fn chain_value<S: Arithmetic>(rosenbrock: &Rosenbrock, point: &[S]) -> S {
    let mut terms = pairs(point).map(|pair| rosenbrock.value(pair));
    let first = terms.next().unwrap_or(S::constant(0.0));
    super::sum(first, terms)
}

fn chain_gradient<S: Arithmetic>(rosenbrock: &Rosenbrock, point: &[S]) -> Vec<S> {
    let mut slopes: Vec<S> = Vec::with_capacity(point.len());
    for pair in pairs(point) {
        let [x, y] = rosenbrock.gradient(pair);
        match slopes.last_mut() {
            Some(last) => *last = *last + x,
            None => slopes.push(x),
        }
        slopes.push(y);
    }
    slopes
}

/// Euclidean distance from a point to the nearest of the minima, as
/// [`distance_to_minimum`](super::distance_to_minimum) in the plane: squares added from the left.
pub fn distance_in_space(minima: &[Vec<f64>], point: &[f64]) -> f64 {
    let distance = |minimum: &Vec<f64>| {
        let squares = point.iter().zip(minimum).map(|(x, m)| (x - m) * (x - m));
        squares.fold(0.0, |sum, square| sum + square).sqrt()
    };
    if point.iter().any(|coordinate| coordinate.is_nan()) {
        return f64::NAN;
    }
    minima.iter().map(distance).fold(f64::INFINITY, f64::min)
}
