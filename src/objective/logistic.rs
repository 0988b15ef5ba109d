use std::sync::Arc;

use faer::linalg::solvers::Solve;

use super::{Objective, Point, sum};
use crate::arithmetic::{Arithmetic, Square};

/// Logistic regression on given points: f(w) = (1/N) Σₖ (ln(1 + exp zₖ) - yₖ zₖ) + (λ/2) Σᵢ wᵢ²
/// with zₖ = Σᵢ xₖᵢ wᵢ and labels yₖ of 0 or 1: the mean cross-entropy with a ridge.
///
/// An intercept is a feature that is 1 at every point. With two features it is an objective of the
/// plane. Convex; its minimum is found once, by Newton's method to the last bits.
///
/// Order of operations: zₖ = xₖ₁·w₁ + xₖ₂·w₂ + … from left to right; a loss is
/// `(max(z, 0) + log1p(exp(-|z|))) - y·z`; losses are added from the first point to the last, then
/// divided by N; then `+ (0.5·λ)·(w₁² + w₂² + …)`. The gradient adds `(1/(1 + exp(-z)) - y)·xᵢ`
/// over the points, divides by N, and adds `λ·wᵢ`.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    points: Arc<[Labelled]>,
    ridge: f64,
    square: Square,
    minimum: Arc<[f64]>,
}

/// One point: its features and its label, 0 or 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// As many as there are weights.
    pub features: Vec<f64>,
    /// Whether the label is 1.
    pub label: bool,
}

/// Why points have no logistic regression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogisticError {
    /// None, of fewer than two features, or of different numbers of them.
    #[error("points of two features or more are needed, all of the same number")]
    Shape,
    /// Separable without a ridge, or features that depend on each other.
    #[error(
        "no single minimum: the labels can be told apart without error, or a feature follows from \
         the others; a positive `ridge` makes one"
    )]
    NoMinimum,
}

impl Logistic {
    /// The regression on those points; `ridge` is λ, not negative, and all numbers finite.
    ///
    /// # Errors
    /// As [`LogisticError`] says.
    ///
    /// ```
    /// use verigrad::arithmetic::Square;
    /// use verigrad::objective::{Labelled, Logistic, Objective};
    ///
    /// let point = |features: [f64; 2], label| Labelled { features: features.to_vec(), label };
    /// let points = vec![point([1.0, 0.0], true), point([-1.0, 1.0], false)];
    /// let regression = Logistic::new(points, 0.1, Square::default())?;
    /// assert_eq!(regression.value([0.0, 0.0]), std::f64::consts::LN_2);
    /// # Ok::<(), verigrad::objective::LogisticError>(())
    /// ```
    pub fn new(points: Vec<Labelled>, ridge: f64, square: Square) -> Result<Self, LogisticError> {
        let features = points.first().map_or(0, |point| point.features.len());
        if features < 2 || points.iter().any(|point| point.features.len() != features) {
            return Err(LogisticError::Shape);
        }
        let mut regression = Self { points: points.into(), ridge, square, minimum: Arc::from([]) };
        let minimum = regression.newton().ok_or(LogisticError::NoMinimum)?;
        regression.minimum = minimum.into();
        Ok(regression)
    }

    /// The points.
    pub fn points(&self) -> &[Labelled] {
        &self.points
    }

    /// λ.
    pub fn ridge(&self) -> f64 {
        self.ridge
    }

    /// What each square of the ridge is.
    pub fn square(&self) -> Square {
        self.square
    }

    /// The same with other squares.
    pub fn with_square(&self, square: Square) -> Self {
        Self { square, ..self.clone() }
    }

    /// How many weights.
    pub fn features(&self) -> usize {
        self.points.first().map_or(0, |point| point.features.len())
    }

    pub(super) fn minimum(&self) -> Vec<f64> {
        self.minimum.to_vec()
    }

    fn score<S: Arithmetic>(point: &Labelled, weights: &[S]) -> S {
        let mut terms = point.features.iter().zip(weights).map(|(&x, &w)| S::constant(x) * w);
        let first = terms.next().unwrap_or(S::constant(0.0));
        sum(first, terms)
    }

    pub(super) fn value_in<S: Arithmetic>(&self, weights: &[S]) -> S {
        let label = |point: &Labelled| S::constant(f64::from(u8::from(point.label)));
        let losses = self.points.iter().map(|point| {
            let score = Self::score(point, weights);
            score.softplus() - label(point) * score
        });
        let mean = sum(S::constant(0.0), losses).divided_by(self.points.len() as f64);
        let squares = weights.iter().map(|w| w.square(self.square));
        mean + S::constant(0.5 * self.ridge) * sum(S::constant(0.0), squares)
    }

    pub(super) fn gradient_in<S: Arithmetic>(&self, weights: &[S]) -> Vec<S> {
        let mut slopes = vec![S::constant(0.0); weights.len()];
        for point in self.points.iter() {
            let label = S::constant(f64::from(u8::from(point.label)));
            let residual = Self::score(point, weights).sigmoid() - label;
            for (slope, &x) in slopes.iter_mut().zip(&point.features) {
                *slope = *slope + residual * S::constant(x);
            }
        }
        let count = self.points.len() as f64;
        let ridge = S::constant(self.ridge);
        slopes.iter().zip(weights).map(|(slope, &w)| slope.divided_by(count) + ridge * w).collect()
    }

    /// The Hessian's rows.
    fn curvatures_in<S: Arithmetic>(&self, weights: &[S]) -> Vec<Vec<S>> {
        let zero = S::constant(0.0);
        let mut rows = vec![vec![zero; weights.len()]; weights.len()];
        for point in self.points.iter() {
            let score = Self::score(point, weights);
            let share = score.sigmoid() * (-score).sigmoid();
            for (row, &x) in rows.iter_mut().zip(&point.features) {
                for (entry, &y) in row.iter_mut().zip(&point.features) {
                    *entry = *entry + share * S::constant(x * y);
                }
            }
        }
        let count = self.points.len() as f64;
        for (index, row) in rows.iter_mut().enumerate() {
            row.iter_mut().for_each(|entry| *entry = entry.divided_by(count));
            row[index] = row[index] + S::constant(self.ridge);
        }
        rows
    }

    /// Newton's method with halved steps, from the origin until nothing is gained any more.
    fn newton(&self) -> Option<Vec<f64>> {
        /// A minimum farther out is one that the data do not have.
        const FARTHEST: f64 = 1e6;
        let length = self.features();
        let mut weights = vec![0.0; length];
        let norm = |slopes: &[f64]| slopes.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
        let mut least = norm(&self.gradient_in(&weights));
        for _ in 0..200 {
            let rows = self.curvatures_in(&weights);
            let slopes = self.gradient_in(&weights);
            let matrix = faer::Mat::from_fn(length, length, |row, column| rows[row][column]);
            let right = faer::Mat::from_fn(length, 1, |row, _| slopes[row]);
            let eigenvalues = matrix.self_adjoint_eigenvalues(faer::Side::Lower).ok()?;
            let (low, high) = (*eigenvalues.first()?, *eigenvalues.last()?);
            if low.is_nan() || high.is_nan() || low <= 1e-12 * high {
                return None;
            }
            let step = matrix.partial_piv_lu().solve(&right);
            let tries = (0..40).map(|halvings| 0.5_f64.powi(halvings)).find_map(|share| {
                let next: Vec<f64> =
                    weights.iter().enumerate().map(|(i, w)| w - share * step[(i, 0)]).collect();
                let slope = norm(&self.gradient_in(&next));
                (slope < least).then_some((next, slope))
            });
            let Some((next, slope)) = tries else { break };
            (weights, least) = (next, slope);
            if norm(&weights) > FARTHEST {
                return None;
            }
        }
        let size: f64 = self.points.iter().flat_map(|p| &p.features).map(|x| x.abs()).sum();
        (least <= 1e-12 * (1.0 + size)).then_some(weights)
    }
}

impl Objective for Logistic {
    fn value<S: Arithmetic>(&self, point: Point<S>) -> S {
        self.value_in(&point)
    }

    fn gradient<S: Arithmetic>(&self, point: Point<S>) -> Point<S> {
        let slopes = self.gradient_in(&point);
        std::array::from_fn(|k| slopes[k])
    }

    fn hessian<S: Arithmetic>(&self, point: Point<S>) -> [Point<S>; 2] {
        let rows = self.curvatures_in(&point);
        std::array::from_fn(|row| std::array::from_fn(|column| rows[row][column]))
    }

    fn minima(&self) -> Vec<Point<f64>> {
        <[f64; 2]>::try_from(self.minimum()).into_iter().collect()
    }

    fn least(&self) -> f64 {
        self.value_in(&self.minimum())
    }
}
