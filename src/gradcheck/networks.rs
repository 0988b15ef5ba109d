//! Whole nets on a batch of images: the loss as a function of one layer's weight or bias.

use std::sync::Arc;

use faer::Mat;

use super::layers::{list, signs};
use super::{Function, fused, reference_nets, tangent};
use crate::homework::Net;
use crate::nn::kernels::LitPixels;
use crate::nn::{Activation, Dense, Loss, Mlp, Output, Scalar, cross_entropy};
use crate::tolerance;
use crate::torch::{Generator, LinearDraw};

/// Coordinates looked at in each block of a small net.
const COORDINATES: usize = 32;
/// A net with more parameters than this has fewer looked at, down to [`FEWEST`].
const LARGE: usize = 60_000;
/// Coordinates looked at in each block of the largest nets.
const FEWEST: usize = 6;

/// A net's name and its blocks: W1, b1, W2, …
pub(super) fn subject(
    part: &str,
    net: &Net,
    images: &LitPixels,
    seed: i64,
) -> (String, Vec<Function<'static>>) {
    let widths: Vec<String> = net.layers.iter().map(ToString::to_string).collect();
    let mut words = vec![format!("{:?}", net.activation)];
    if net.output != Output::LOGITS {
        words.push(format!("{:?}", net.output));
    }
    if net.loss != Loss::CrossEntropy {
        words.push(format!("{:?}", net.loss));
    }
    let name = format!("{part}: {}, {}", widths.join("-"), words.join(", ").to_lowercase());
    (name, functions(net, images, seed).unwrap_or_default())
}

/// How many coordinates of each block are looked at.
pub(super) fn coordinates(parameters: usize) -> usize {
    (COORDINATES * LARGE / parameters).clamp(FEWEST, COORDINATES)
}

/// Nothing for a net that does not fit the images.
fn functions(net: &Net, images: &LitPixels, seed: i64) -> Option<Vec<Function<'static>>> {
    let draws = net.draw(&mut Generator::seeded(seed));
    let batch: Vec<u32> = (0..net.batch.min(images.len()) as u32).collect();
    let coordinates = coordinates(net.parameters());
    let Some(hidden) = net.fused() else {
        return Some(reference_nets::functions(net, &draws, images, &batch, coordinates));
    };
    let double = built::<f64>(net, &draws)?;
    let (input, labels) = matrix::<f64>(images, &batch);
    let gradients = double.loss_and_gradients(input.as_ref(), &labels).ok()?;
    let (single_input, _) = matrix::<f32>(images, &batch);
    let single =
        built::<f32>(net, &draws)?.loss_and_gradients(single_input.as_ref(), &labels).ok()?;
    let fused_double = fused::gradients::<f64>(net, &draws, images, &batch);
    let fused_single = fused::gradients::<f32>(net, &draws, images, &batch);
    let noise = tolerance::VALUE_ROUNDINGS * f64::EPSILON * gradients.loss.max(1.0);
    let mut functions = Vec::new();
    let mut reaching = input;
    for (index, layer) in double.layers().iter().enumerate() {
        let tail = Arc::new(Tail {
            layers: double.layers()[index..].to_vec(),
            hidden,
            input: reaching.clone(),
            labels: labels.clone(),
        });
        let (claimed, narrow) = (&gradients.layers[index], &single.layers[index]);
        let wide = |bias: &[f32]| bias.iter().map(|&g| f64::from(g)).collect::<Vec<f64>>();
        let blocks = [
            (
                Part::Weight,
                list(layer.weight()),
                list(claimed.weight.as_ref()),
                list(narrow.weight.as_ref()),
            ),
            (Part::Bias, layer.bias().to_vec(), claimed.bias.clone(), wide(&narrow.bias)),
        ];
        for (place, (part, point, gradient, single)) in blocks.into_iter().enumerate() {
            let block = 2 * index + place;
            let [value, sides, along] = [(); 3].map(|()| Arc::clone(&tail));
            functions.push(Function {
                name: format!("{}{}", ["W", "b"][place], index + 1),
                columns: if part == Part::Weight { layer.inputs() } else { 0 },
                point,
                value: Box::new(move |x| value.loss(&value.with(part, x))),
                noise,
                signs: (hidden == Activation::Relu).then(|| -> super::function::Signs<'static> {
                    Box::new(move |x| sides.signs(&sides.with(part, x)))
                }),
                tangent: Box::new(move |v| along.tangent(part, v)),
                gradient,
                single: vec![single, fused_single[block].clone()],
                fused: Some(fused_double[block].clone()),
                coordinates,
            });
        }
        reaching = hidden.forward(layer.forward(reaching.as_ref()).as_ref());
    }
    Some(functions)
}

fn built<T: Scalar>(net: &Net, draws: &[LinearDraw]) -> Option<Mlp<T>> {
    let layer = |(pair, draw): (&[usize], &LinearDraw)| {
        let numbers =
            |list: &[f32]| -> Vec<T> { list.iter().map(|&x| T::constant(f64::from(x))).collect() };
        Dense::from_rows(pair[0], &numbers(&draw.weight), &numbers(&draw.bias)).ok()
    };
    let layers: Option<Vec<Dense<T>>> = net.layers.windows(2).zip(draws).map(layer).collect();
    Mlp::new(layers?, net.fused()?).ok()
}

fn matrix<T: Scalar>(images: &LitPixels, batch: &[u32]) -> (Mat<T>, Vec<u8>) {
    let mut matrix = Mat::zeros(batch.len(), images.inputs());
    for (row, &image) in batch.iter().enumerate() {
        let (pixels, values) = images.image(image as usize);
        for (&pixel, &value) in pixels.iter().zip(values) {
            matrix[(row, usize::from(pixel))] = T::constant(f64::from(value));
        }
    }
    (matrix, batch.iter().map(|&image| images.label(image as usize) as u8).collect())
}

/// Which of a layer's parameters a block is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Weight,
    Bias,
}

/// A net from one layer on, and what reaches that layer: all that its parameters act on.
struct Tail {
    layers: Vec<Dense<f64>>,
    hidden: Activation,
    /// B x I.
    input: Mat<f64>,
    labels: Vec<u8>,
}

impl Tail {
    /// The first layer with other numbers.
    fn with(&self, part: Part, numbers: &[f64]) -> Dense<f64> {
        let first = &self.layers[0];
        let layer = match part {
            Part::Weight => Dense::from_rows(first.inputs(), numbers, first.bias()),
            Part::Bias => Dense::new(first.weight().to_owned(), numbers.to_vec()),
        };
        // A block has as many numbers as its layer.
        layer.unwrap_or_else(|_| first.clone())
    }

    /// Every layer's outputs before activation, B x O, the logits last.
    fn pre_activations(&self, first: &Dense<f64>) -> Vec<Mat<f64>> {
        let mut all = vec![first.forward(self.input.as_ref())];
        for layer in &self.layers[1..] {
            let activated = self.hidden.forward(all[all.len() - 1].as_ref());
            all.push(layer.forward(activated.as_ref()));
        }
        all
    }

    fn loss(&self, first: &Dense<f64>) -> f64 {
        let all = self.pre_activations(first);
        let loss = cross_entropy(all[all.len() - 1].as_ref(), &self.labels);
        loss.map_or(f64::NAN, |loss| loss.value)
    }

    fn signs(&self, first: &Dense<f64>) -> Vec<i8> {
        let all = self.pre_activations(first);
        signs(all[..all.len() - 1].iter().flat_map(|z| list(z.as_ref())).collect::<Vec<_>>().iter())
    }

    /// How the loss moves when the first layer's part moves along v.
    fn tangent(&self, part: Part, v: &[f64]) -> f64 {
        let first = &self.layers[0];
        let still = match part {
            Part::Weight => vec![0.0; first.outputs()],
            Part::Bias => vec![0.0; first.inputs() * first.outputs()],
        };
        let moved = match part {
            Part::Weight => Dense::from_rows(first.inputs(), v, &still),
            Part::Bias => Dense::from_rows(first.inputs(), &still, v),
        };
        let Ok(moved) = moved else { return f64::NAN };
        let all = self.pre_activations(first);
        let mut motion = moved.forward(self.input.as_ref());
        for (layer, z) in self.layers[1..].iter().zip(&all) {
            let passed = tangent::of_activation(self.hidden, z.as_ref(), motion.as_ref());
            motion = tangent::of_input(layer, passed.as_ref());
        }
        tangent::of_loss(all[all.len() - 1].as_ref(), &self.labels, motion.as_ref())
    }
}
