use faer::MatRef;

use super::{LossError, Mlp, Scalar};

/// How much gradient reaches each layer: ‖∂loss/∂W‖ (Frobenius) for one batch, layer by layer
/// from the input; `layer.weight.grad.norm()` in PyTorch. Biases do not count.
///
/// Through sigmoids each layer passes on at most a quarter of what its weights carry,
/// ‖δₗ‖ ≤ ¼·‖Wₗ₊₁‖₂·‖δₗ₊₁‖, so that the norms of a deep net fade towards the input.
///
/// # Errors
///
/// Those of [`Mlp::loss_and_gradients`].
///
/// # Panics
///
/// When the batch is not as wide as the first layer.
pub fn weight_gradient_norms<T: Scalar>(
    net: &Mlp<T>,
    input: MatRef<'_, T>,
    labels: &[u8],
) -> Result<Vec<T>, LossError> {
    let gradients = net.loss_and_gradients(input, labels)?;
    Ok(gradients.layers.iter().map(|layer| layer.weight.norm_l2()).collect())
}
