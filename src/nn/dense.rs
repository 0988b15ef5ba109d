use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, MatRef, Par};
use thiserror::Error;

use super::Scalar;

/// Two sizes that should have been equal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{operation}: expected {expected}, got {got}")]
pub struct ShapeError {
    /// What was being put together.
    pub operation: &'static str,
    /// The size that fits.
    pub expected: usize,
    /// The size that was there.
    pub got: usize,
}

impl ShapeError {
    pub(super) fn check(operation: &'static str, expected: usize, got: usize) -> Result<(), Self> {
        if expected == got { Ok(()) } else { Err(Self { operation, expected, got }) }
    }
}

/// A fully connected layer, Y = X·Wᵀ + b for every row of the batch: `torch.nn.Linear`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dense<T> {
    weight: Mat<T>,
    bias: Vec<T>,
}

/// The derivatives of a loss with respect to one layer, given G = ∂loss/∂Y (B x O).
#[derive(Clone, Debug, PartialEq)]
pub struct DenseGradient<T> {
    /// Gᵀ·X, O x I.
    pub weight: Mat<T>,
    /// The column sums of G, O, added from the first row on.
    pub bias: Vec<T>,
    /// G·W, B x I.
    pub input: Mat<T>,
}

impl<T: Scalar> Dense<T> {
    /// A layer from its weight, O x I, and its bias, O.
    ///
    /// # Errors
    ///
    /// When the bias has another length than the weight has rows.
    pub fn new(weight: Mat<T>, bias: Vec<T>) -> Result<Self, ShapeError> {
        ShapeError::check("bias of a dense layer", weight.nrows(), bias.len())?;
        Ok(Self { weight, bias })
    }

    /// A layer from a weight laid out as PyTorch's, O rows of I numbers.
    ///
    /// # Errors
    ///
    /// When the weight has not O·I numbers.
    pub fn from_rows(inputs: usize, weight: &[T], bias: &[T]) -> Result<Self, ShapeError> {
        let outputs = bias.len();
        ShapeError::check("weight of a dense layer", outputs * inputs, weight.len())?;
        let weight = MatRef::from_row_major_slice(weight, outputs, inputs).to_owned();
        Self::new(weight, bias.to_vec())
    }

    /// I.
    pub fn inputs(&self) -> usize {
        self.weight.ncols()
    }

    /// O.
    pub fn outputs(&self) -> usize {
        self.weight.nrows()
    }

    /// W, O x I.
    pub fn weight(&self) -> MatRef<'_, T> {
        self.weight.as_ref()
    }

    /// b, O.
    pub fn bias(&self) -> &[T] {
        &self.bias
    }

    /// X·Wᵀ + b, B x O, from X, B x I. The bias is added to the finished product.
    ///
    /// # Panics
    ///
    /// When the input is not I wide.
    pub fn forward(&self, input: MatRef<'_, T>) -> Mat<T> {
        let mut output = product(input, self.weight.transpose());
        for (column, &bias) in output.col_iter_mut().zip(&self.bias) {
            column.iter_mut().for_each(|y| *y += bias);
        }
        output
    }

    /// All three derivatives from the input of the forward pass, X, B x I, and the gradient
    /// that arrives, G, B x O.
    ///
    /// # Panics
    ///
    /// When the shapes are not those of a forward pass.
    pub fn backward(&self, input: MatRef<'_, T>, upstream: MatRef<'_, T>) -> DenseGradient<T> {
        let sum = |column: faer::ColRef<'_, T>| column.iter().fold(T::zero(), |sum, &g| sum + g);
        DenseGradient {
            weight: product(upstream.transpose(), input),
            bias: upstream.col_iter().map(sum).collect(),
            input: product(upstream, self.weight.as_ref()),
        }
    }

    /// W and b as PyTorch lays them out: O rows of I numbers, then O numbers.
    pub(super) fn parameters(&self) -> impl Iterator<Item = T> {
        row_major(self.weight.as_ref()).chain(self.bias.iter().copied())
    }
}

impl<T: Scalar> DenseGradient<T> {
    /// ∂W and ∂b in the order of the parameters.
    pub(super) fn parameters(&self) -> impl Iterator<Item = T> {
        row_major(self.weight.as_ref()).chain(self.bias.iter().copied())
    }
}

fn row_major<T: Scalar>(matrix: MatRef<'_, T>) -> impl Iterator<Item = T> {
    matrix.row_iter().flat_map(|row| row.iter().copied())
}

/// On the calling thread: rows of an ensemble run in parallel, not products.
fn product<T: Scalar>(left: MatRef<'_, T>, right: MatRef<'_, T>) -> Mat<T> {
    let mut out = Mat::zeros(left.nrows(), right.ncols());
    matmul(&mut out, Accum::Replace, left, right, T::one(), Par::Seq);
    out
}
