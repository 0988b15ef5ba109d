//! The reference step: any net that a homework can name, in plain loops.

mod confusion;
mod passes;

pub use confusion::Confusion;

use super::kernels::LitPixels;
use super::{Elementary, Loss, Nonlinearity, Output};
use crate::homework::Net;
use crate::optim::UpdateRule;
use crate::torch::{Generator, LinearDraw};

/// Images that are looked at together when nothing is trained.
const EVALUATED: usize = 100;

/// A net with its gradient, in f32 or f64.
///
/// Every sum has one order, on every machine: a unit's input begins with the bias and takes the
/// inputs from the first to the last, a gradient the images of the batch from the first to the
/// last. Products are rounded before their sums. Weights are kept input-major, I rows of O, each
/// layer's followed by its bias, all layers in one list, which is what an [`UpdateRule`] moves.
///
/// ```
/// use verigrad::homework::Net;
/// use verigrad::nn::kernels::LitPixels;
/// use verigrad::nn::{Activation, Loss, Output, Nonlinearity, Reference};
/// use verigrad::optim::{GradientDescent, UpdateRule};
/// use verigrad::torch::{Generator, Initialisation};
///
/// let net = Net {
///     output: Output::Units(Nonlinearity::Sigmoid),
///     loss: Loss::Quadratic,
///     ..Net::new(vec![2, 3, 2], Activation::Sigmoid, Initialisation::PytorchDefault, 1)
/// };
/// let data = LitPixels::new(2, [(1, vec![0.5, 1.0])].into_iter());
/// let mut trained = Reference::<f64>::new(&net, &net.draw(&mut Generator::seeded(0)));
/// let mut rule = GradientDescent::new(1.0);
/// let mut draws = Generator::seeded(1);
/// let before = trained.step(&mut rule, &data, &[0], &mut draws).loss;
/// assert!(trained.step(&mut rule, &data, &[0], &mut draws).loss < before);
/// ```
#[derive(Clone, Debug)]
pub struct Reference<T> {
    layers: Vec<Layer>,
    hidden: Nonlinearity,
    dropout: f64,
    output: Output,
    loss: Loss,
    parameters: Vec<T>,
    gradient: Vec<T>,
    /// Each layer's outputs, B rows of O.
    outputs: Vec<Vec<T>>,
    /// Where outputs are dropped: what they were before.
    whole: Vec<Vec<T>>,
    /// What each output was multiplied with: 0, or 1/(1 - p). Empty where nothing is dropped.
    noise: Vec<Vec<T>>,
    /// The loss's derivative by what comes before each layer's function, B rows of O.
    deltas: Vec<Vec<T>>,
    labels: Vec<u8>,
}

/// Where a layer is in the list of parameters.
#[derive(Clone, Copy, Debug)]
struct Layer {
    start: usize,
    inputs: usize,
    outputs: usize,
}

impl Layer {
    fn bias(self) -> usize {
        self.start + self.inputs * self.outputs
    }

    fn end(self) -> usize {
        self.bias() + self.outputs
    }
}

/// What a batch came to before its step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stepped<T> {
    /// The loss.
    pub loss: T,
    /// Images in their class.
    pub correct: u32,
}

/// What a net makes of all images of a split.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The mean loss.
    pub loss: f64,
    /// Labels against predictions.
    pub confusion: Confusion,
}

impl<T: Elementary> Reference<T> {
    /// A net with those weights, a draw a layer.
    pub fn new(net: &Net, draws: &[LinearDraw]) -> Self {
        let mut layers = Vec::new();
        let mut parameters = Vec::new();
        for (pair, draw) in net.layers.windows(2).zip(draws) {
            let layer = Layer { start: parameters.len(), inputs: pair[0], outputs: pair[1] };
            let wide = |value: f32| T::constant(f64::from(value));
            for input in 0..layer.inputs {
                let column = draw.weight.iter().skip(input).step_by(layer.inputs);
                parameters.extend(column.map(|&weight| wide(weight)));
            }
            parameters.extend(draw.bias.iter().map(|&bias| wide(bias)));
            layers.push(layer);
        }
        Self {
            gradient: vec![T::zero(); parameters.len()],
            outputs: vec![Vec::new(); layers.len()],
            whole: vec![Vec::new(); layers.len()],
            noise: vec![Vec::new(); layers.len()],
            deltas: vec![Vec::new(); layers.len()],
            labels: Vec::new(),
            hidden: net.activation,
            dropout: net.dropout,
            output: net.output,
            loss: net.loss,
            layers,
            parameters,
        }
    }

    /// All weights and biases.
    pub fn parameters(&self) -> &[T] {
        &self.parameters
    }

    /// The same net with others; as many, or nothing changes.
    pub fn set_parameters(&mut self, parameters: &[T]) {
        if parameters.len() == self.parameters.len() {
            self.parameters.copy_from_slice(parameters);
        }
    }

    /// The derivatives of the last loss, in the order of the parameters.
    pub fn gradient(&self) -> &[T] {
        &self.gradient
    }

    /// Each layer's outputs of the last batch, B rows of O.
    pub fn outputs(&self) -> &[Vec<T>] {
        &self.outputs
    }

    /// The loss of a batch of images, and its gradient, which stays in [`Self::gradient`].
    ///
    /// With a generator a net with dropout drops what that draws; without one, nothing.
    pub fn loss_and_gradient(
        &mut self,
        data: &LitPixels,
        batch: &[u32],
        generator: Option<&mut Generator>,
    ) -> T {
        self.forward(data, batch, generator);
        let loss = self.loss_gradient();
        self.backward(data, batch);
        loss
    }

    /// One step of a rule on a batch; what is dropped is drawn from the generator, a word a hidden
    /// layer.
    pub fn step(
        &mut self,
        rule: &mut dyn UpdateRule<T>,
        data: &LitPixels,
        batch: &[u32],
        generator: &mut Generator,
    ) -> Stepped<T> {
        let loss = self.loss_and_gradient(data, batch, Some(generator));
        let correct = self.confusion().correct();
        rule.step(&mut self.parameters, &self.gradient);
        Stepped { loss, correct }
    }

    /// The mean loss of all images, and what they are taken for.
    pub fn evaluate(&mut self, data: &LitPixels) -> Evaluation {
        let all: Vec<u32> = (0..data.len() as u32).collect();
        let (mut sum, mut confusion) = (0.0, Confusion::new(self.classes()));
        for batch in all.chunks(EVALUATED) {
            self.forward(data, batch, None);
            sum += self.loss_gradient().wide() * batch.len() as f64;
            confusion.add(&self.confusion());
        }
        Evaluation { loss: sum / data.len() as f64, confusion }
    }

    /// Frobenius norm of each layer's weight, from the first layer to the last. Squares are
    /// summed in f64.
    pub fn weight_norms(&self) -> Vec<T> {
        self.norms(&self.parameters)
    }

    /// The same of the last batch's gradient.
    pub fn gradient_norms(&self) -> Vec<T> {
        self.norms(&self.gradient)
    }

    fn norms(&self, numbers: &[T]) -> Vec<T> {
        let norm = |layer: &Layer| {
            let squares = numbers[layer.start..layer.bias()].iter().map(|x| x.wide() * x.wide());
            T::constant(squares.sum::<f64>().sqrt())
        };
        self.layers.iter().map(norm).collect()
    }

    fn classes(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.outputs)
    }

    /// What the images of the last forward pass are taken for.
    fn confusion(&self) -> Confusion {
        let mut confusion = Confusion::new(self.classes());
        let Some(outputs) = self.outputs.last() else { return confusion };
        for (row, &label) in outputs.chunks_exact(self.classes().max(1)).zip(&self.labels) {
            confusion.count(usize::from(label), largest(row));
        }
        confusion
    }
}

/// The place of the largest number, the first of several equal ones, and the first NaN if there
/// is one, as `torch.argmax` has it.
fn largest<T: Elementary>(row: &[T]) -> usize {
    let mut best = 0;
    for (place, &value) in row.iter().enumerate() {
        if value.is_nan() {
            return place;
        }
        if value > row[best] {
            best = place;
        }
    }
    best
}
