//! Training as the notebook does it: every image once an epoch, then the test images.

mod measured;
mod reference;

use pulp::{Simd, WithSimd};

pub use measured::Measured;

use super::kernels::{Initial, Level, LitPixels, Network, Number};
use super::{Elementary, Reference};
use crate::homework::{Net, Training};
use crate::optim::{MomentumSettings, Optimiser};
use crate::torch::{Generator, LinearDraw, test_pass, train_pass};

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
///
/// # Panics
///
/// As [`from_draws`].
pub fn fresh<T: Number>(net: &Net, optimiser: Optimiser, generator: &mut Generator) -> Network<T> {
    from_draws(net, optimiser, &net.draw(generator))
}

/// A net with those weights, for the fused step.
///
/// # Panics
///
/// If that does not serve the net, which [`Net::fused`] says, or the rule, as [`Network::new`].
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
    let Some(activation) = net.fused() else { panic!("the fused step does not serve {net:?}") };
    Network::new(&layers, activation, optimiser)
}

/// Trains from the generator's state on, by the fused step if that serves the training, else by
/// the reference step. `steps` is told of every few hundred steps made.
///
/// Each epoch's order is drawn as the notebook's loader draws it, and the test loader's draws
/// are made as well, since they move the next epoch's order.
pub fn train<T: Number + Elementary>(
    training: &Training,
    images: &Images,
    generator: &mut Generator,
    level: Level,
    steps: &(dyn Fn(u64) + Sync),
) -> Measured {
    let Some(optimiser) = training.fused() else {
        return reference::train::<T>(training, images, generator, steps);
    };
    let mut network: Network<T> = fresh(&training.net, optimiser, generator);
    let correct: Vec<u32> = (0..training.epochs)
        .map(|_| {
            let order = train_pass(generator, images.train.len() as u32);
            for part in order.chunks(training.net.batch * REPORT_EVERY) {
                epoch(&mut network, &images.train, part, training.net.batch, level);
                steps(part.len().div_ceil(training.net.batch) as u64);
            }
            test_pass(generator);
            correct(&mut network, &images.test, level)
        })
        .collect();
    correct.into()
}

/// The norms of each layer's weight gradient of a fresh net on the first batch.
pub fn probe<T: Number + Elementary>(
    net: &Net,
    images: &Images,
    generator: &mut Generator,
) -> Vec<T> {
    let draws = net.draw(generator);
    let order = train_pass(generator, images.train.len() as u32);
    let batch = &order[..net.batch.min(order.len())];
    if net.fused().is_none() {
        let mut reference = Reference::new(net, &draws);
        reference.loss_and_gradient(&images.train, batch, None);
        return reference.gradient_norms();
    }
    let unused = Optimiser::Momentum(MomentumSettings::pytorch(0.0, 0.0));
    let mut network: Network<T> = from_draws(net, unused, &draws);
    network.gradient_norms(&images.train, batch)
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
