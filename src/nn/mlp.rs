use faer::{Mat, MatRef, RowRef};

use super::{Activation, Dense, DenseGradient, LossError, Scalar, ShapeError, cross_entropy};

/// Dense layers with one activation between them: `torch.nn.Sequential` of `Linear` and the
/// activation in turn, ending in a `Linear`, whose outputs are the logits.
#[derive(Clone, Debug, PartialEq)]
pub struct Mlp<T> {
    layers: Vec<Dense<T>>,
    hidden: Activation,
}

/// What one batch says about a net.
#[derive(Clone, Debug, PartialEq)]
pub struct LossAndGradients<T> {
    /// The mean softmax cross-entropy.
    pub loss: T,
    /// Its derivatives, layer by layer from the input.
    pub layers: Vec<DenseGradient<T>>,
}

impl<T: Scalar> LossAndGradients<T> {
    /// The derivatives in the order of [`Mlp::parameters`].
    pub fn parameters(&self) -> Vec<T> {
        self.layers.iter().flat_map(DenseGradient::parameters).collect()
    }
}

impl<T: Scalar> Mlp<T> {
    /// A net from its layers, input first, and the activation after each but the last.
    ///
    /// # Errors
    ///
    /// No layer, or one that does not take what the layer before it gives.
    pub fn new(layers: Vec<Dense<T>>, hidden: Activation) -> Result<Self, ShapeError> {
        if layers.is_empty() {
            return Err(ShapeError { operation: "layers of a net", expected: 1, got: 0 });
        }
        for pair in layers.windows(2) {
            ShapeError::check("inputs of the next layer", pair[0].outputs(), pair[1].inputs())?;
        }
        Ok(Self { layers, hidden })
    }

    /// The layers, input first.
    pub fn layers(&self) -> &[Dense<T>] {
        &self.layers
    }

    /// The activation between layers.
    pub fn hidden(&self) -> Activation {
        self.hidden
    }

    /// Every parameter in PyTorch's order: layer by layer the weight, row by row, then the
    /// bias.
    pub fn parameters(&self) -> Vec<T> {
        self.layers.iter().flat_map(Dense::parameters).collect()
    }

    /// The same net with other parameters, in the order of [`Mlp::parameters`].
    ///
    /// # Errors
    ///
    /// When there are not as many as the net has.
    pub fn with_parameters(&self, parameters: &[T]) -> Result<Self, ShapeError> {
        let size = |layer: &Dense<T>| (layer.inputs() + 1) * layer.outputs();
        let expected = self.layers.iter().map(size).sum();
        ShapeError::check("parameters of a net", expected, parameters.len())?;
        let mut rest = parameters;
        let mut layers = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            let (weight, after) = rest.split_at(layer.inputs() * layer.outputs());
            let (bias, after) = after.split_at(layer.outputs());
            layers.push(Dense::from_rows(layer.inputs(), weight, bias)?);
            rest = after;
        }
        Ok(Self { layers, hidden: self.hidden })
    }

    /// The logits, B x O, of a batch, B x I.
    ///
    /// # Panics
    ///
    /// When the batch is not as wide as the first layer.
    pub fn forward(&self, input: MatRef<'_, T>) -> Mat<T> {
        self.outputs(input).pop().unwrap_or_else(|| input.to_owned())
    }

    /// The loss of a batch, B x I, with its labels, B, and the derivatives of all layers.
    ///
    /// # Errors
    ///
    /// Those of [`cross_entropy`].
    ///
    /// # Panics
    ///
    /// When the batch is not as wide as the first layer.
    pub fn loss_and_gradients(
        &self,
        input: MatRef<'_, T>,
        labels: &[u8],
    ) -> Result<LossAndGradients<T>, LossError> {
        let outputs = self.outputs(input);
        let last = outputs.len() - 1;
        let loss = cross_entropy(outputs[last].as_ref(), labels)?;
        let mut upstream = loss.gradient;
        let mut layers = Vec::with_capacity(outputs.len());
        for (index, layer) in self.layers.iter().enumerate().rev() {
            if index < last {
                upstream = self.hidden.backward(outputs[index].as_ref(), upstream.as_ref());
            }
            let from = if index == 0 { input } else { outputs[index - 1].as_ref() };
            let gradient = layer.backward(from, upstream.as_ref());
            upstream = gradient.input.clone();
            layers.push(gradient);
        }
        layers.reverse();
        Ok(LossAndGradients { loss: loss.value, layers })
    }

    /// The class of each row: the place of its largest logit, the first of several equal
    /// ones, and the first NaN if there is one; `torch.argmax` on the CPU does the same.
    ///
    /// # Panics
    ///
    /// When the batch is not as wide as the first layer.
    pub fn predict(&self, input: MatRef<'_, T>) -> Vec<usize> {
        self.forward(input).row_iter().map(argmax).collect()
    }

    /// How many rows are predicted as labelled.
    ///
    /// # Panics
    ///
    /// When the batch is not as wide as the first layer.
    pub fn count_correct(&self, input: MatRef<'_, T>, labels: &[u8]) -> usize {
        let predicted = self.predict(input);
        predicted.iter().zip(labels).filter(|&(&class, &label)| class == usize::from(label)).count()
    }

    /// What each layer hands on, the activation included; the logits come last.
    fn outputs(&self, input: MatRef<'_, T>) -> Vec<Mat<T>> {
        let mut outputs: Vec<Mat<T>> = Vec::with_capacity(self.layers.len());
        for (index, layer) in self.layers.iter().enumerate() {
            let z = layer.forward(outputs.last().map_or(input, Mat::as_ref));
            let last = index + 1 == self.layers.len();
            outputs.push(if last { z } else { self.hidden.forward(z.as_ref()) });
        }
        outputs
    }
}

fn argmax<T: Scalar>(row: RowRef<'_, T>) -> usize {
    let mut best = 0;
    for (place, &value) in row.iter().enumerate() {
        let nan = num_traits::Float::is_nan(value) && !num_traits::Float::is_nan(row[best]);
        if nan || value > row[best] {
            best = place;
        }
    }
    best
}
