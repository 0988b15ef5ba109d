//! Forward and backward, a batch at a time.

use super::{Layer, Reference};
use crate::nn::Elementary;
use crate::nn::kernels::LitPixels;
use crate::torch::{Dropout, Generator};

impl<T: Elementary> Reference<T> {
    /// Each layer's outputs of a batch, and the batch's labels.
    /// With a generator, what it draws is left out of the hidden layers' outputs.
    pub(super) fn forward(
        &mut self,
        data: &LitPixels,
        batch: &[u32],
        mut generator: Option<&mut Generator>,
    ) {
        self.labels.clear();
        self.labels.extend(batch.iter().map(|&image| data.label(image as usize) as u8));
        let last = self.layers.len().saturating_sub(1);
        for (index, layer) in self.layers.iter().enumerate() {
            let (before, rest) = self.outputs.split_at_mut(index);
            let Some(outputs) = rest.first_mut() else { continue };
            outputs.resize(batch.len() * layer.outputs, T::zero());
            let weights = &self.parameters[layer.start..layer.bias()];
            let bias = &self.parameters[layer.bias()..layer.end()];
            for (b, (row, &image)) in outputs.chunks_exact_mut(layer.outputs).zip(batch).enumerate()
            {
                row.copy_from_slice(bias);
                match before.last() {
                    None => {
                        let (pixels, values) = data.image(image as usize);
                        for (&pixel, &value) in pixels.iter().zip(values) {
                            let input = T::constant(f64::from(value));
                            add_row(row, weights, usize::from(pixel), input);
                        }
                    }
                    Some(inputs) => {
                        let inputs = &inputs[b * layer.inputs..(b + 1) * layer.inputs];
                        for (i, &input) in inputs.iter().enumerate() {
                            add_row(row, weights, i, input);
                        }
                    }
                }
                if index < last {
                    row.iter_mut().for_each(|z| *z = self.hidden.value(*z));
                } else {
                    self.output.apply(row);
                }
            }
            self.noise[index].clear();
            if let Some(generator) = generator.as_deref_mut()
                && index < last
                && self.dropout > 0.0
            {
                self.whole[index].clone_from(outputs);
                let mut dropout = Dropout::draw(generator, self.dropout);
                let kept = T::one() / T::constant(1.0 - self.dropout);
                for a in outputs.iter_mut() {
                    let factor = if dropout.keeps() { kept } else { T::zero() };
                    *a = *a * factor;
                    self.noise[index].push(factor);
                }
            }
        }
    }

    /// The loss of the outputs at hand, and the last layer's deltas.
    pub(super) fn loss_gradient(&mut self) -> T {
        let classes = self.classes();
        let (Some(outputs), Some(deltas)) = (self.outputs.last(), self.deltas.last_mut()) else {
            return T::zero();
        };
        deltas.resize(outputs.len(), T::zero());
        let loss = self.loss.of(outputs, &self.labels, classes, deltas);
        for (outputs, delta) in outputs.chunks_exact(classes).zip(deltas.chunks_exact_mut(classes))
        {
            self.output.pull_back(outputs, delta);
        }
        loss
    }

    /// The gradient from the last layer's deltas.
    pub(super) fn backward(&mut self, data: &LitPixels, batch: &[u32]) {
        self.gradient.fill(T::zero());
        for index in (0..self.layers.len()).rev() {
            let layer = self.layers[index];
            let (before, after) = self.deltas.split_at_mut(index);
            let deltas = &after[0];
            let (weights, bias) =
                self.gradient[layer.start..layer.end()].split_at_mut(layer.inputs * layer.outputs);
            for (b, (delta, &image)) in deltas.chunks_exact(layer.outputs).zip(batch).enumerate() {
                add(bias, delta, T::one());
                if index == 0 {
                    let (pixels, values) = data.image(image as usize);
                    for (&pixel, &value) in pixels.iter().zip(values) {
                        let row = &mut weights[usize::from(pixel) * layer.outputs..];
                        add(&mut row[..layer.outputs], delta, T::constant(f64::from(value)));
                    }
                } else {
                    let inputs = &self.outputs[index - 1][b * layer.inputs..];
                    for (row, &input) in weights.chunks_exact_mut(layer.outputs).zip(inputs) {
                        add(row, delta, input);
                    }
                }
            }
            if let Some(result) = before.last_mut() {
                let weights = &self.parameters[layer.start..layer.bias()];
                let hidden = self.hidden;
                result.resize(batch.len() * layer.inputs, T::zero());
                hand_back(layer, weights, deltas, result);
                let noise = &self.noise[index - 1];
                let whole = if noise.is_empty() { &self.outputs } else { &self.whole };
                for (delta, &factor) in result.iter_mut().zip(noise) {
                    *delta = *delta * factor;
                }
                for (delta, &a) in result.iter_mut().zip(&whole[index - 1]) {
                    *delta = *delta * hidden.derivative_at_output(a);
                }
            }
        }
    }
}

/// What arrives at a layer's inputs, B rows of I: each the sum over its units in order.
fn hand_back<T: Elementary>(layer: Layer, weights: &[T], deltas: &[T], result: &mut [T]) {
    let rows = deltas.chunks_exact(layer.outputs).zip(result.chunks_exact_mut(layer.inputs));
    for (delta, result) in rows {
        for (slot, weights) in result.iter_mut().zip(weights.chunks_exact(layer.outputs)) {
            let products = weights.iter().zip(delta);
            *slot = products.fold(T::zero(), |sum, (&weight, &d)| sum + weight * d);
        }
    }
}

/// Adds row i of the weights, times an input.
#[inline]
fn add_row<T: Elementary>(units: &mut [T], weights: &[T], i: usize, input: T) {
    let outputs = units.len();
    add(units, &weights[i * outputs..(i + 1) * outputs], input);
}

#[inline]
fn add<T: Elementary>(sums: &mut [T], row: &[T], factor: T) {
    for (sum, &value) in sums.iter_mut().zip(row) {
        *sum = *sum + value * factor;
    }
}
