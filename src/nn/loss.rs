use faer::{Mat, MatRef};
use thiserror::Error;

use super::Scalar;

/// Why a batch has no loss.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LossError {
    /// A mean over nothing.
    #[error("the batch is empty")]
    EmptyBatch,
    /// Not one label a row.
    #[error("{rows} rows of logits and {labels} labels")]
    LabelCount {
        /// B.
        rows: usize,
        /// How many labels came with them.
        labels: usize,
    },
    /// A label that no logit stands for.
    #[error("row {row} has label {label}, but there are {classes} classes, counted from 0")]
    LabelOutOfRange {
        /// The row, from 0.
        row: usize,
        /// Its label.
        label: u8,
        /// O.
        classes: usize,
    },
}

/// The loss of a batch, and what it does to the logits.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossEntropy<T> {
    /// The mean over the batch.
    pub value: T,
    /// ∂value/∂logits, B x O; every row sums to 0.
    pub gradient: Mat<T>,
}

/// Softmax cross-entropy, the mean over the batch: `torch.nn.CrossEntropyLoss`.
///
/// With z a row of the logits, B x O, y its label and M its largest element:
///
/// ```text
/// s = Σⱼ e^(zⱼ - M)                     from the first logit to the last
/// loss = (1/B)·Σ (ln s - (z_y - M))     from the first row to the last, divided at the end
/// gradient = (e^(z - M) / s - onehot(y)) / B
/// ```
///
/// No exponent is positive and s is at least 1, so finite logits of any size give neither
/// overflow nor 0/0. Only differences of logits matter.
///
/// # Errors
///
/// No rows, not one label a row, or a label of O or more.
pub fn cross_entropy<T: Scalar>(
    logits: MatRef<'_, T>,
    labels: &[u8],
) -> Result<CrossEntropy<T>, LossError> {
    let (rows, classes) = logits.shape();
    if rows == 0 {
        return Err(LossError::EmptyBatch);
    }
    if rows != labels.len() {
        return Err(LossError::LabelCount { rows, labels: labels.len() });
    }
    let count = T::constant(rows as f64);
    let mut gradient = Mat::zeros(rows, classes);
    let mut total = T::zero();
    for (row, &label) in labels.iter().enumerate() {
        let class = usize::from(label);
        if class >= classes {
            return Err(LossError::LabelOutOfRange { row, label, classes });
        }
        let z = logits.row(row);
        let largest =
            z.iter().fold(T::neg_infinity(), |largest, &z| num_traits::Float::max(largest, z));
        let mut sum = T::zero();
        for (j, &z) in z.iter().enumerate() {
            let exponential = num_traits::Float::exp(z - largest);
            gradient[(row, j)] = exponential;
            sum += exponential;
        }
        total += num_traits::Float::ln(sum) - (z[class] - largest);
        for j in 0..classes {
            let target = if j == class { T::one() } else { T::zero() };
            gradient[(row, j)] = (gradient[(row, j)] / sum - target) / count;
        }
    }
    Ok(CrossEntropy { value: total / count, gradient })
}
