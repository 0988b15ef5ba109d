//! Forward differentiation of layers: how an output moves when something before it moves.
//!
//! Nothing here is shared with a backward pass. Derivatives of activations are written with
//! the pre-activation z, where the nets write them with the output.

use faer::{Mat, MatRef};

use crate::nn::{Activation, Dense};

/// φ'(z)·ż for every element, B x O.
pub(super) fn of_activation(
    kind: Activation,
    z: MatRef<'_, f64>,
    moved: MatRef<'_, f64>,
) -> Mat<f64> {
    let slope = |z: f64| match kind {
        // e⁻ᶻ/(1 + e⁻ᶻ)², the same for -z.
        Activation::Sigmoid => {
            let decayed = (-z.abs()).exp();
            decayed / (1.0 + decayed).powi(2)
        }
        Activation::Relu => f64::from(u8::from(z > 0.0)),
        Activation::Identity => 1.0,
    };
    Mat::from_fn(z.nrows(), z.ncols(), |i, j| slope(z[(i, j)]) * moved[(i, j)])
}

/// Ẋ·Wᵀ, B x O: a layer is affine, so this is the layer without its bias.
pub(super) fn of_input(layer: &Dense<f64>, moved: MatRef<'_, f64>) -> Mat<f64> {
    let without_bias = Dense::new(layer.weight().to_owned(), vec![0.0; layer.outputs()]);
    without_bias.map_or_else(|_| Mat::zeros(0, 0), |layer| layer.forward(moved))
}

/// How the mean cross-entropy moves with its logits, B x O: the mean over the rows of
/// Σⱼ pⱼ·żⱼ - ż_label, p being the softmax.
pub(super) fn of_loss(logits: MatRef<'_, f64>, labels: &[u8], moved: MatRef<'_, f64>) -> f64 {
    let row = |(row, &label): (usize, &u8)| {
        let (z, moved) = (logits.row(row), moved.row(row));
        let largest = z.iter().fold(f64::NEG_INFINITY, |largest, &z| largest.max(z));
        let weights = || z.iter().map(|z| (z - largest).exp());
        let pulled: f64 = weights().zip(moved.iter()).map(|(weight, moved)| weight * moved).sum();
        pulled / weights().sum::<f64>() - moved[usize::from(label)]
    };
    labels.iter().enumerate().map(row).sum::<f64>() / labels.len() as f64
}
