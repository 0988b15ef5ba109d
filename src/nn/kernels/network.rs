//! A net in training: its weights, what its rule remembers, and one step.

use pulp::Simd;

use super::gradient::{BiasGradient, WeightGradient};
use super::images::LitPixels;
use super::lanes::{LANES, Lanes};
use super::number::Number;
use super::products::{batch_backward, batch_forward, image_accumulate, image_forward};
use super::rule::{Rule, Step};
use super::softmax::softmax;
use super::update::Parameters;
use crate::nn::Activation;
use crate::optim::Optimiser;

/// One layer: I x O weights, input-major, and O biases.
#[derive(Clone, Debug)]
pub(super) struct Layer<T> {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) weights: Parameters<T>,
    bias: Parameters<T>,
}

/// A layer's initial values, as PyTorch holds them: O rows of I.
pub struct Initial<'a> {
    /// I.
    pub inputs: usize,
    /// O.
    pub outputs: usize,
    /// O rows of I.
    pub weight: &'a [f32],
    /// O.
    pub bias: &'a [f32],
}

/// A net in training.
#[derive(Clone, Debug)]
pub struct Network<T> {
    pub(super) layers: Vec<Layer<T>>,
    hidden: Activation,
    rule: Rule,
    pub(super) workspace: Workspace<T>,
}

/// Everything a step writes to, so that it allocates nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Workspace<T> {
    /// Each layer's output, B rows of its groups; the last holds logits.
    pub(super) outputs: Vec<Vec<Lanes<T>>>,
    /// The loss's derivative by each layer's output before activation.
    pub(super) deltas: Vec<Vec<Lanes<T>>>,
    /// The first layer's weight gradient, where the rule needs all of it at once.
    first_gradient: Vec<Lanes<T>>,
    batch: usize,
}

impl<T: Number> Network<T> {
    /// A net from initial values, with a fresh rule.
    ///
    /// # Panics
    ///
    /// If the rule's settings have another convention than PyTorch's: a rate inside the
    /// velocity, an averaged one, an epsilon inside the root, a decoupled weight decay.
    pub fn new(layers: &[Initial], hidden: Activation, optimiser: Optimiser) -> Self {
        let rule = Rule::new(optimiser);
        let layers: Vec<Layer<T>> =
            layers.iter().map(|initial| Layer::new(initial, rule.moments())).collect();
        let workspace = Workspace {
            outputs: layers.iter().map(|_| Vec::new()).collect(),
            deltas: layers.iter().map(|_| Vec::new()).collect(),
            first_gradient: Vec::new(),
            batch: 0,
        };
        Self { layers, hidden, rule, workspace }
    }

    fn prepare(&mut self, batch: usize) {
        if self.workspace.batch != batch {
            for (index, layer) in self.layers.iter().enumerate() {
                let groups = layer.groups() * batch;
                self.workspace.outputs[index].resize(groups, Lanes::zero());
                self.workspace.deltas[index].resize(groups, Lanes::zero());
            }
            self.workspace.batch = batch;
        }
    }

    /// One step on a batch of images.
    #[inline(always)]
    pub fn step<S: Simd>(&mut self, simd: S, data: &LitPixels, batch: &[u32]) {
        self.train(simd, data, batch, batch.len());
    }

    /// Takes the images of `order` in batches, the last one shorter if need be.
    #[inline(always)]
    pub fn train<S: Simd>(&mut self, simd: S, data: &LitPixels, order: &[u32], batch: usize) {
        let mut batches = order.chunks(batch).peekable();
        while let Some(batch) = batches.next() {
            if let Some(next) = batches.peek() {
                data.prefetch(next);
            }
            self.forward(simd, data, batch);
            self.loss_gradient(data, batch);
            self.backward(simd);
            let step = self.rule.next::<T>();
            self.update(simd, step, data, batch);
        }
    }

    #[inline(always)]
    pub(super) fn forward<S: Simd>(&mut self, simd: S, data: &LitPixels, batch: &[u32]) {
        self.prepare(batch.len());
        for index in 0..self.layers.len() {
            let layer = &self.layers[index];
            let (before, rest) = self.workspace.outputs.split_at_mut(index);
            let output = &mut rest[0];
            let (weights, bias) = (&layer.weights.values, &layer.bias.values);
            if index == 0 {
                for (&image, output) in batch.iter().zip(output.chunks_exact_mut(layer.groups())) {
                    image_forward(simd, weights, bias, data.image(image as usize), output);
                }
            } else {
                batch_forward(simd, weights, bias, layer.inputs, &before[index - 1], output);
            }
            if index + 1 < self.layers.len() {
                match self.hidden {
                    Activation::Sigmoid => {
                        for group in output.iter_mut() {
                            *group = group.sigmoid();
                        }
                    }
                    Activation::Relu => {
                        for group in output.iter_mut() {
                            *group = group.positive_part();
                        }
                    }
                    Activation::Identity => {}
                }
            }
        }
    }

    /// (softmax - one-hot) / B for the last layer, lanes beyond O zero.
    #[inline(always)]
    pub(super) fn loss_gradient(&mut self, data: &LitPixels, batch: &[u32]) {
        let Some(layer) = self.layers.last() else { return };
        let (groups, outputs) = (layer.groups(), layer.outputs);
        let last = self.layers.len() - 1;
        let logits = &self.workspace.outputs[last];
        let deltas = &mut self.workspace.deltas[last];
        let share = T::one() / T::constant(batch.len() as f64);
        let rows = logits.chunks_exact(groups).zip(deltas.chunks_exact_mut(groups));
        for (&image, (logits, delta)) in batch.iter().zip(rows) {
            softmax(logits, outputs, delta);
            for group in delta.iter_mut() {
                *group = *group * share;
            }
            let label = data.label(image as usize);
            let lane = &mut delta[label / LANES].0[label % LANES];
            *lane = *lane - share;
        }
    }

    #[inline(always)]
    pub(super) fn backward<S: Simd>(&mut self, simd: S) {
        for index in (1..self.layers.len()).rev() {
            let layer = &self.layers[index];
            let (before, after) = self.workspace.deltas.split_at_mut(index);
            let result = &mut before[index - 1];
            batch_backward(
                simd,
                &layer.weights.values,
                layer.groups(),
                layer.inputs,
                &after[0],
                result,
            );
            let activation = &self.workspace.outputs[index - 1];
            match self.hidden {
                Activation::Sigmoid => {
                    for (delta, &a) in result.iter_mut().zip(activation) {
                        *delta = *delta * (a * (Lanes::splat(T::one()) - a));
                    }
                }
                Activation::Relu => {
                    for (delta, &a) in result.iter_mut().zip(activation) {
                        *delta = delta.where_positive(a);
                    }
                }
                Activation::Identity => {}
            }
        }
    }

    #[inline(always)]
    fn update<S: Simd>(&mut self, simd: S, step: Step<T>, data: &LitPixels, batch: &[u32]) {
        let lazy = self.rule.is_lazy();
        let layer = &mut self.layers[0];
        let groups = layer.groups();
        let deltas = &mut self.workspace.deltas[0][..];
        layer.bias.update(simd, step, groups, &mut BiasGradient { deltas, groups });
        let sum = match step {
            Step::Plain { rate, .. } if lazy => {
                for delta in deltas.iter_mut() {
                    *delta = *delta * -rate;
                }
                &mut layer.weights.values[..]
            }
            _ => {
                self.workspace.first_gradient.resize(layer.weights.values.len(), Lanes::zero());
                &mut self.workspace.first_gradient[..]
            }
        };
        for (b, &image) in batch.iter().enumerate() {
            let delta = &deltas[b * groups..(b + 1) * groups];
            image_accumulate(simd, delta, data.image(image as usize), sum);
        }
        if !lazy {
            layer.weights.update_by_sum(simd, step, &mut self.workspace.first_gradient);
        }
        self.update_later_layers(simd, step);
    }

    #[inline(always)]
    fn update_later_layers<S: Simd>(&mut self, simd: S, step: Step<T>) {
        let Workspace { outputs, deltas, .. } = &self.workspace;
        for (index, layer) in self.layers.iter_mut().enumerate().skip(1) {
            let groups = layer.groups();
            let deltas = &deltas[index][..];
            let mut gradient = BiasGradient { deltas, groups };
            layer.bias.update(simd, step, groups, &mut gradient);
            let inputs = &outputs[index - 1][..];
            let input_groups = layer.inputs.div_ceil(LANES);
            let mut gradient = WeightGradient { inputs, input_groups, deltas, groups };
            layer.weights.update(simd, step, groups, &mut gradient);
        }
    }

    /// The weights of a layer, O rows of I.
    pub fn weight(&self, layer: usize) -> Vec<T> {
        let layer = &self.layers[layer];
        let groups = layer.groups();
        let mut all = Vec::with_capacity(layer.inputs * layer.outputs);
        for o in 0..layer.outputs {
            for i in 0..layer.inputs {
                all.push(layer.weights.values[i * groups + o / LANES].0[o % LANES]);
            }
        }
        all
    }

    /// The biases of a layer, O.
    pub fn bias(&self, layer: usize) -> Vec<T> {
        let layer = &self.layers[layer];
        let units = layer.bias.values.iter().flat_map(|group| group.0);
        units.take(layer.outputs).collect()
    }
}

impl<T: Number> Layer<T> {
    fn new(initial: &Initial, moments: usize) -> Self {
        let groups = initial.outputs.div_ceil(LANES);
        let mut weights = vec![Lanes::zero(); initial.inputs * groups];
        for o in 0..initial.outputs {
            for i in 0..initial.inputs {
                let value = initial.weight[o * initial.inputs + i];
                weights[i * groups + o / LANES].0[o % LANES] = T::constant(f64::from(value));
            }
        }
        let mut bias = vec![Lanes::zero(); groups];
        for (o, &value) in initial.bias.iter().enumerate() {
            bias[o / LANES].0[o % LANES] = T::constant(f64::from(value));
        }
        Self {
            inputs: initial.inputs,
            outputs: initial.outputs,
            weights: Parameters::new(weights, moments),
            bias: Parameters::new(bias, moments),
        }
    }

    #[inline(always)]
    pub(super) fn groups(&self) -> usize {
        self.outputs.div_ceil(LANES)
    }
}
