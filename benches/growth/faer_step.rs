//! A training step whose products are faer's: plain SGD on sigmoids, nothing allocated.
//!
//! Matrices hold a column for each image: a layer's outputs are O x B = W (O x I) · inputs
//! (I x B). The gradient is added to the weights in the same product. The element-wise part is
//! compiled for the kernels' level, so that the products are what differs.

use faer::linalg::matmul::matmul;
use faer::{Accum, Mat, Par};
use pulp::{Simd, WithSimd};
use verigrad::nn::kernels::{Level, LitPixels, Number};
use verigrad::torch::LinearDraw;

struct Layer {
    weight: Mat<f32>,
    bias: Vec<f32>,
}

/// A net in training.
pub struct FaerNetwork {
    layers: Vec<Layer>,
    /// The images, then each layer's outputs.
    values: Vec<Mat<f32>>,
    /// The loss's derivative by each layer's output before activation.
    deltas: Vec<Mat<f32>>,
    rate: f32,
}

impl FaerNetwork {
    pub fn new(sizes: &[usize], draws: &[LinearDraw], batch: usize, rate: f32) -> Self {
        let layer = |(pair, draw): (&[usize], &LinearDraw)| {
            let at = |o: usize, i: usize| draw.weight[o * pair[0] + i];
            Layer { weight: Mat::from_fn(pair[1], pair[0], at), bias: draw.bias.clone() }
        };
        Self {
            layers: sizes.windows(2).zip(draws).map(layer).collect(),
            values: sizes.iter().map(|&size| Mat::zeros(size, batch)).collect(),
            deltas: sizes[1..].iter().map(|&size| Mat::zeros(size, batch)).collect(),
            rate,
        }
    }

    /// A layer's weight from an input to a unit.
    pub fn weight(&self, layer: usize, unit: usize, input: usize) -> f32 {
        self.layers[layer].weight[(unit, input)]
    }

    /// One step on as many images as the net was made for.
    pub fn step(&mut self, data: &LitPixels, batch: &[u32], level: Level) {
        for (column, &image) in batch.iter().enumerate() {
            let place = self.values[0].col_as_slice_mut(column);
            place.fill(0.0);
            let (pixels, values) = data.image(image as usize);
            for (&pixel, &value) in pixels.iter().zip(values) {
                place[usize::from(pixel)] = value;
            }
        }
        let last = self.layers.len() - 1;
        for (index, layer) in self.layers.iter().enumerate() {
            let (before, after) = self.values.split_at_mut(index + 1);
            let (input, output) = (&before[index], &mut after[0]);
            matmul(&mut *output, Accum::Replace, &layer.weight, input, 1.0, Par::Seq);
            for column in 0..batch.len() {
                let column = output.col_as_slice_mut(column);
                level.run(Activate { column, bias: &layer.bias, sigmoid: index < last });
            }
        }
        let share = 1.0 / batch.len() as f32;
        for (column, &image) in batch.iter().enumerate() {
            let logits = self.values[last + 1].col_as_slice(column);
            let delta = self.deltas[last].col_as_slice_mut(column);
            let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for (delta, &logit) in delta.iter_mut().zip(logits) {
                *delta = (logit - largest).exponential();
            }
            let sum: f32 = delta.iter().sum();
            delta.iter_mut().for_each(|delta| *delta *= share / sum);
            delta[data.label(image as usize)] -= share;
        }
        for index in (1..=last).rev() {
            let (before, after) = self.deltas.split_at_mut(index);
            let (delta, result) = (&after[0], &mut before[index - 1]);
            let weight = self.layers[index].weight.transpose();
            matmul(&mut *result, Accum::Replace, weight, delta, 1.0, Par::Seq);
            for column in 0..batch.len() {
                let delta = result.col_as_slice_mut(column);
                level.run(Slope { delta, output: self.values[index].col_as_slice(column) });
            }
        }
        for (index, layer) in self.layers.iter_mut().enumerate() {
            let (delta, input) = (&self.deltas[index], self.values[index].transpose());
            matmul(&mut layer.weight, Accum::Add, delta, input, -self.rate, Par::Seq);
            for column in 0..batch.len() {
                for (bias, &delta) in layer.bias.iter_mut().zip(delta.col_as_slice(column)) {
                    *bias -= self.rate * delta;
                }
            }
        }
    }
}

/// The bias, and the sigmoid if there is one.
struct Activate<'a> {
    column: &'a mut [f32],
    bias: &'a [f32],
    sigmoid: bool,
}

impl WithSimd for Activate<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        for (value, &bias) in self.column.iter_mut().zip(self.bias) {
            *value += bias;
        }
        if self.sigmoid {
            for value in self.column {
                *value = 1.0 / (1.0 + (-*value).exponential());
            }
        }
    }
}

/// The sigmoid's slope: delta · a·(1 - a).
struct Slope<'a> {
    delta: &'a mut [f32],
    output: &'a [f32],
}

impl WithSimd for Slope<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _simd: S) {
        for (delta, &a) in self.delta.iter_mut().zip(self.output) {
            *delta *= a * (1.0 - a);
        }
    }
}
