//! Nets that only the reference step serves, on a batch of images: the loss as a function of one
//! layer's weight, I rows of O, or bias.

use std::ops::Range;
use std::sync::Arc;

use super::Function;
use super::function::Signs;
use crate::homework::Net;
use crate::nn::kernels::LitPixels;
use crate::nn::{Loss, Nonlinearity, Output, Reference};
use crate::tolerance;
use crate::torch::LinearDraw;

/// A net on one batch.
struct Whole {
    net: Net,
    reference: Reference<f64>,
    images: LitPixels,
    batch: Vec<u32>,
}

/// Its blocks: W1, b1, W2, …
pub(super) fn functions(
    net: &Net,
    draws: &[LinearDraw],
    images: &LitPixels,
    batch: &[u32],
    coordinates: usize,
) -> Vec<Function<'static>> {
    let mut reference = Reference::<f64>::new(net, draws);
    let loss = reference.loss_and_gradient(images, batch, None);
    let gradient = reference.gradient().to_vec();
    let mut single = Reference::<f32>::new(net, draws);
    single.loss_and_gradient(images, batch, None);
    let point = reference.parameters().to_vec();
    let whole = Arc::new(Whole {
        net: net.clone(),
        reference,
        images: only(images, batch),
        batch: (0..batch.len() as u32).collect(),
    });
    let noise = tolerance::VALUE_ROUNDINGS * f64::EPSILON * loss.max(1.0);
    let output_kinks = matches!(net.output, Output::Units(function) if function.has_kink());
    let kinks = net.activation.has_kink() || output_kinks;
    let mut start = 0;
    let mut functions = Vec::new();
    for (index, pair) in net.layers.windows(2).enumerate() {
        for (name, columns, length) in [("W", pair[1], pair[0] * pair[1]), ("b", 0, pair[1])] {
            let block = start..start + length;
            start = block.end;
            let [value, sides, along] = [(); 3].map(|()| Arc::clone(&whole));
            let [place, other, third] = [(); 3].map(|()| block.clone());
            functions.push(Function {
                name: format!("{name}{}", index + 1),
                columns,
                point: point[block.clone()].to_vec(),
                value: Box::new(move |x| value.with(&place, x).1),
                noise,
                signs: kinks.then(|| -> Signs<'static> {
                    Box::new(move |x| signs(&sides.with(&other, x).0))
                }),
                tangent: Box::new(move |v| along.tangent(&third, v)),
                gradient: gradient[block.clone()].to_vec(),
                single: vec![single.gradient()[block].iter().map(|&g| f64::from(g)).collect()],
                fused: None,
                coordinates,
            });
        }
    }
    functions
}

/// Just those images.
fn only(images: &LitPixels, batch: &[u32]) -> LitPixels {
    let image = |&index: &u32| {
        let (pixels, values) = images.image(index as usize);
        let mut whole = vec![0.0; images.inputs()];
        for (&pixel, &value) in pixels.iter().zip(values) {
            whole[usize::from(pixel)] = value;
        }
        (images.label(index as usize) as u8, whole)
    };
    LitPixels::new(images.inputs(), batch.iter().map(image))
}

fn signs(net: &Reference<f64>) -> Vec<i8> {
    let sign = |a: &f64| if *a == 0.0 { 0 } else { a.signum() as i8 };
    net.outputs().iter().flatten().map(sign).collect()
}

impl Whole {
    /// The net with other numbers in a block, and its loss.
    fn with(&self, block: &Range<usize>, numbers: &[f64]) -> (Reference<f64>, f64) {
        let mut net = self.reference.clone();
        let mut parameters = net.parameters().to_vec();
        parameters[block.clone()].copy_from_slice(numbers);
        net.set_parameters(&parameters);
        let loss = net.loss_and_gradient(&self.images, &self.batch, None);
        (net, loss)
    }

    /// How the loss moves when a block moves along v: forward differentiation, image by image,
    /// with derivatives written at what comes before each function.
    fn tangent(&self, block: &Range<usize>, v: &[f64]) -> f64 {
        let parameters = self.reference.parameters();
        let mut moves = vec![0.0; parameters.len()];
        moves[block.clone()].copy_from_slice(v);
        let mut total = 0.0;
        for &image in &self.batch {
            let (pixels, values) = self.images.image(image as usize);
            let mut at = vec![(0.0, 0.0); self.net.layers[0]];
            for (&pixel, &value) in pixels.iter().zip(values) {
                at[usize::from(pixel)].0 = f64::from(value);
            }
            let mut start = 0;
            let last = self.net.layers.len() - 2;
            for (index, pair) in self.net.layers.windows(2).enumerate() {
                let (inputs, outputs) = (pair[0], pair[1]);
                let bias = start + inputs * outputs;
                let unit = |o: usize| {
                    let (mut z, mut moved) = (parameters[bias + o], moves[bias + o]);
                    for (i, &(a, slope)) in at.iter().enumerate() {
                        let weight = start + i * outputs + o;
                        z += parameters[weight] * a;
                        moved += moves[weight] * a + parameters[weight] * slope;
                    }
                    (z, moved)
                };
                let sums: Vec<(f64, f64)> = (0..outputs).map(unit).collect();
                at = match (index == last, self.net.output) {
                    (false, _) => sums.iter().map(|&z| moved(self.net.activation, z)).collect(),
                    (true, Output::Units(function)) => {
                        sums.iter().map(|&z| moved(function, z)).collect()
                    }
                    (true, Output::Softmax) => softmax(&sums),
                };
                start = bias + outputs;
            }
            total += self.of_loss(&at, self.images.label(image as usize));
        }
        total / self.batch.len() as f64
    }

    fn of_loss(&self, outputs: &[(f64, f64)], label: usize) -> f64 {
        let gap = |(unit, &(a, slope)): (usize, &(f64, f64))| {
            (a - f64::from(u8::from(unit == label))) * slope
        };
        let gaps = || outputs.iter().enumerate().map(gap).sum::<f64>();
        match self.net.loss {
            Loss::CrossEntropy => {
                let shares = softmax(outputs);
                let pulled: f64 = shares.iter().zip(outputs).map(|((p, _), (_, a))| p * a).sum();
                pulled - outputs[label].1
            }
            Loss::MeanSquaredError => 2.0 * gaps() / outputs.len() as f64,
            Loss::Quadratic => gaps(),
        }
    }
}

/// φ(z) and φ'(z)·ż.
fn moved(function: Nonlinearity, (z, slope): (f64, f64)) -> (f64, f64) {
    match function {
        Nonlinearity::Sigmoid => {
            let decayed = (-z.abs()).exp();
            let value = if z < 0.0 { decayed } else { 1.0 } / (1.0 + decayed);
            (value, slope * decayed / (1.0 + decayed).powi(2))
        }
        Nonlinearity::Tanh => (z.tanh(), slope / z.cosh().powi(2)),
        Nonlinearity::Relu if z > 0.0 => (z, slope),
        Nonlinearity::Relu => (0.0, 0.0),
        Nonlinearity::LeakyRelu { slope: leak } if z <= 0.0 => (leak * z, leak * slope),
        Nonlinearity::LeakyRelu { .. } | Nonlinearity::Identity => (z, slope),
    }
}

/// pⱼ and pⱼ·(żⱼ - Σₖ pₖ·żₖ).
fn softmax(sums: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let largest = sums.iter().fold(f64::NEG_INFINITY, |most, (z, _)| most.max(*z));
    let powers: Vec<f64> = sums.iter().map(|(z, _)| (z - largest).exp()).collect();
    let sum: f64 = powers.iter().sum();
    let mean: f64 = powers.iter().zip(sums).map(|(power, (_, slope))| power / sum * slope).sum();
    powers.iter().zip(sums).map(|(power, (_, s))| (power / sum, power / sum * (s - mean))).collect()
}
