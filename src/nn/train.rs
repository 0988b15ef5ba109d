//! Training as the notebook does it: every image once an epoch, then the test images.

use pulp::{Simd, WithSimd};

use super::kernels::{Initial, Level, LitPixels, Network, Number};
use crate::homework::{Net, Training};
use crate::optim::{MomentumSettings, Optimiser};
use crate::torch::{Generator, LinearDraw, network, test_pass, train_pass};

/// Batches between two reports of progress.
const REPORT_EVERY: usize = 500;

/// The images that are trained and tested on.
#[derive(Clone, Debug)]
pub struct Images {
    /// Trained on.
    pub train: LitPixels,
    /// Tested on.
    pub test: LitPixels,
}

/// A fresh net, its weights drawn from the generator as the notebook draws them.
pub fn fresh<T: Number>(net: &Net, optimiser: Optimiser, generator: &mut Generator) -> Network<T> {
    let draws = network(generator, &net.layers, net.initialisation);
    from_draws(net, optimiser, &draws)
}

/// A net with those weights.
pub fn from_draws<T: Number>(net: &Net, optimiser: Optimiser, draws: &[LinearDraw]) -> Network<T> {
    let layers: Vec<Initial> = net
        .layers
        .windows(2)
        .zip(draws)
        .map(|(pair, draw)| Initial {
            inputs: pair[0],
            outputs: pair[1],
            weight: &draw.weight,
            bias: &draw.bias,
        })
        .collect();
    Network::new(&layers, net.activation, optimiser)
}

/// Trains from the generator's state on; returns the count of correct test images after each
/// epoch. `steps` is told of every few hundred steps made.
///
/// Each epoch's order is drawn as the notebook's loader draws it, and the test loader's draws
/// are made as well, since they move the next epoch's order.
pub fn train<T: Number>(
    training: &Training,
    images: &Images,
    generator: &mut Generator,
    level: Level,
    steps: &(dyn Fn(u64) + Sync),
) -> Vec<u32> {
    let mut network: Network<T> = fresh(&training.net, training.optimiser, generator);
    (0..training.epochs)
        .map(|_| {
            let order = train_pass(generator, images.train.len() as u32);
            for part in order.chunks(training.net.batch * REPORT_EVERY) {
                epoch(&mut network, &images.train, part, training.net.batch, level);
                steps(part.len().div_ceil(training.net.batch) as u64);
            }
            test_pass(generator);
            correct(&mut network, &images.test, level)
        })
        .collect()
}

/// The norms of each layer's weight gradient of a fresh net on the first batch.
pub fn probe<T: Number>(net: &Net, images: &Images, generator: &mut Generator) -> Vec<T> {
    let unused = Optimiser::Momentum(MomentumSettings::pytorch(0.0, 0.0));
    let mut network: Network<T> = fresh(net, unused, generator);
    let order = train_pass(generator, images.train.len() as u32);
    network.gradient_norms(&images.train, &order[..net.batch.min(order.len())])
}

/// Takes the images of `order` in batches, the last one shorter if need be.
pub fn epoch<T: Number>(
    network: &mut Network<T>,
    data: &LitPixels,
    order: &[u32],
    batch: usize,
    level: Level,
) {
    level.run(Steps { network, data, order, batch });
}

/// How many of all images the net puts in their class.
pub fn correct<T: Number>(network: &mut Network<T>, data: &LitPixels, level: Level) -> u32 {
    level.run(Evaluation { network, data })
}

struct Steps<'a, T> {
    network: &'a mut Network<T>,
    data: &'a LitPixels,
    order: &'a [u32],
    batch: usize,
}

impl<T: Number> WithSimd for Steps<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.network.train(simd, self.data, self.order, self.batch);
    }
}

struct Evaluation<'a, T> {
    network: &'a mut Network<T>,
    data: &'a LitPixels,
}

impl<T: Number> WithSimd for Evaluation<'_, T> {
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> u32 {
        self.network.correct(simd, self.data, 0..self.data.len() as u32)
    }
}
