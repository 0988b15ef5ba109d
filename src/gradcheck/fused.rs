//! The gradient that a fused training step uses, read off the weights it moved.

use crate::arithmetic::Arithmetic;
use crate::homework::Net;
use crate::nn::kernels::{Level, LitPixels, Network, Number};
use crate::nn::train::{epoch, from_draws};
use crate::optim::Optimiser;
use crate::torch::LinearDraw;

/// So large that a step of plain descent leaves nothing of the weight it started from but a
/// rounding, and a power of two, so that dividing by it is exact.
const RATE: f64 = (1_u64 << 40) as f64;

/// The gradients of every layer's weight, O rows of I, and bias, O: W1, b1, W2, b2, …
pub(super) fn gradients<T: Number>(
    net: &Net,
    draws: &[LinearDraw],
    images: &LitPixels,
    batch: &[u32],
) -> Vec<Vec<f64>> {
    let optimiser = Optimiser::GradientDescent { learning_rate: RATE };
    let mut network: Network<T> = from_draws(net, optimiser, draws);
    let layers = net.layers.len() - 1;
    let all = |network: &Network<T>| -> Vec<Vec<T>> {
        (0..layers).flat_map(|layer| [network.weight(layer), network.bias(layer)]).collect()
    };
    let before = all(&network);
    epoch(&mut network, images, batch, batch.len(), Level::best());
    let rate = <T as Arithmetic>::constant(RATE);
    let moved = |(before, after): (&T, &T)| {
        num_traits::ToPrimitive::to_f64(&((*before - *after) / rate)).unwrap_or(f64::NAN)
    };
    let pairs = before.iter().zip(all(&network));
    pairs.map(|(before, after)| before.iter().zip(&after).map(moved).collect()).collect()
}
