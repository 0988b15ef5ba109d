//! The fused step: against the reference path, against itself at other instruction sets,
//! and its parts one by one.

mod batches;
mod dust;
mod exponential;
mod levels;
mod metamorphic;
mod reference;
mod rows;

use std::sync::OnceLock;

use faer::Mat;
use proptest::collection::vec;
use proptest::prelude::*;
use verigrad::homework::{Assignment, Net};
use verigrad::measure::{self, Row};
use verigrad::mnist::Mnist;
use verigrad::nn::kernels::{Initial, Level, LitPixels, Network, Number};
use verigrad::nn::train::{Images, correct, epoch, fresh};
use verigrad::nn::{Activation, Dense, Mlp, weight_gradient_norms};
use verigrad::optim::{AdamSettings, MomentumSettings, Optimiser, UpdateRule};
use verigrad::tolerance::{AGREEMENT, REORDERED};
use verigrad::torch::{Generator, Initialisation, train_pass};

use crate::strategies;

/// Steps that nets are followed for.
const STEPS: usize = 30;

/// A stream of bits (`SplitMix64`), the same everywhere.
struct Bits(u64);

impl Bits {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In -1..1.
    fn number(&mut self) -> f32 {
        (self.next() >> 40) as f32 / 8_388_608.0 - 1.0
    }

    /// In 0..limit.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

/// Whole images, one in four of their pixels lit, with their classes.
#[derive(Clone)]
struct Sparse {
    inputs: usize,
    images: Vec<(u8, Vec<f32>)>,
}

impl Sparse {
    fn draw(bits: &mut Bits, inputs: usize, classes: usize, count: usize) -> Self {
        let image = |_| {
            let label = bits.below(classes) as u8;
            let pixel = |_| {
                let lit = bits.below(4) == 0;
                if lit { (1 + bits.below(255)) as f32 / 255.0 } else { 0.0 }
            };
            (label, (0..inputs).map(pixel).collect())
        };
        Self { inputs, images: (0..count).map(image).collect() }
    }

    fn lit(&self) -> LitPixels {
        LitPixels::new(self.inputs, self.images.iter().cloned())
    }

    /// Those images as a matrix, with their labels.
    fn batch(&self, batch: &[u32]) -> (Mat<f64>, Vec<u8>) {
        let image = |row: usize| &self.images[batch[row] as usize];
        let matrix = Mat::from_fn(batch.len(), self.inputs, |row, i| f64::from(image(row).1[i]));
        (matrix, (0..batch.len()).map(|row| image(row).0).collect())
    }
}

/// Weights and biases of both paths.
#[derive(Clone)]
struct Start {
    widths: Vec<usize>,
    hidden: Activation,
    layers: Vec<(Vec<f32>, Vec<f32>)>,
}

impl Start {
    fn draw(bits: &mut Bits, widths: &[usize], hidden: Activation) -> Self {
        let layer = |pair: &[usize]| {
            let scale = 2.0 / (pair[0] as f32).sqrt();
            let mut numbers =
                |count: usize| (0..count).map(|_| bits.number() * scale).collect::<Vec<f32>>();
            (numbers(pair[0] * pair[1]), numbers(pair[1]))
        };
        Self { widths: widths.to_vec(), hidden, layers: widths.windows(2).map(layer).collect() }
    }

    fn network<T: Number>(&self, optimiser: Optimiser) -> Network<T> {
        let pairs = self.widths.windows(2).zip(&self.layers);
        let layers: Vec<Initial> = pairs
            .map(|(pair, (weight, bias))| Initial {
                inputs: pair[0],
                outputs: pair[1],
                weight,
                bias,
            })
            .collect();
        Network::new(&layers, self.hidden, optimiser)
    }

    fn reference(&self) -> Mlp<f64> {
        let wide = |numbers: &[f32]| numbers.iter().map(|&x| f64::from(x)).collect::<Vec<f64>>();
        let layer = |(pair, (weight, bias)): (&[usize], &(Vec<f32>, Vec<f32>))| {
            Dense::from_rows(pair[0], &wide(weight), &wide(bias)).expect("matching")
        };
        let layers = self.widths.windows(2).zip(&self.layers).map(layer).collect();
        Mlp::new(layers, self.hidden).expect("matching")
    }
}

/// In PyTorch's order, as [`Mlp::parameters`] has them.
fn parameters<T: Number>(network: &Network<T>, layers: usize) -> Vec<T> {
    (0..layers).flat_map(|layer| [network.weight(layer), network.bias(layer)].concat()).collect()
}

/// The largest difference, in units of the largest number (1, if that is smaller).
fn gap(left: &[f64], right: &[f64]) -> f64 {
    assert_eq!(left.len(), right.len());
    let largest = right.iter().fold(1.0, |largest: f64, x| largest.max(x.abs()));
    let apart = |(a, b): (&f64, &f64)| (a - b).abs();
    let worst = left.iter().zip(right).map(apart).fold(0.0, |worst: f64, x| {
        // A NaN must not be passed over.
        if worst.is_nan() || x <= worst { worst } else { x }
    });
    worst / largest
}

fn optimisers() -> [(&'static str, Optimiser); 7] {
    let sgd = |momentum, weight_decay| {
        let settings = MomentumSettings::pytorch(0.1, momentum);
        Optimiser::Momentum(MomentumSettings { weight_decay, ..settings })
    };
    let adam = |weight_decay| {
        Optimiser::Adam(AdamSettings { weight_decay, ..AdamSettings::pytorch(0.001) })
    };
    [
        ("plain", Optimiser::GradientDescent { learning_rate: 0.1 }),
        ("sgd", sgd(0.0, 0.0)),
        ("momentum", sgd(0.9, 0.0)),
        ("sgd with decay", sgd(0.0, 1e-3)),
        ("momentum with decay", sgd(0.9, 1e-3)),
        ("adam", adam(0.0)),
        ("adam with decay", adam(1e-3)),
    ]
}

/// The same rule at a rate one in a million off.
fn slightly_faster(optimiser: Optimiser) -> Optimiser {
    let faster = |rate: f64| rate * (1.0 + 1e-6);
    match optimiser {
        Optimiser::GradientDescent { learning_rate } => {
            Optimiser::GradientDescent { learning_rate: faster(learning_rate) }
        }
        Optimiser::Momentum(settings) => Optimiser::Momentum(MomentumSettings {
            learning_rate: faster(settings.learning_rate),
            ..settings
        }),
        Optimiser::Adam(settings) => Optimiser::Adam(AdamSettings {
            learning_rate: faster(settings.learning_rate),
            ..settings
        }),
    }
}

/// Inputs, hidden layers, classes: one group and less, whole groups, several, and more groups
/// than one pass over a row takes (eight in the first layer, two in the others).
const SHAPES: [&[usize]; 12] = [
    &[37, 10],
    &[37, 1, 10],
    &[37, 16, 10],
    &[37, 17, 10],
    &[37, 30, 10],
    &[37, 50, 10],
    &[37, 100, 10],
    &[37, 130, 10],
    &[37, 17, 33, 16, 10],
    &[20, 50, 1, 20, 3],
    &[64, 20, 33],
    &[1, 5, 2],
];
