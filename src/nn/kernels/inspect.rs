//! Looking at a net without moving it.

use pulp::{Scalar512b, Simd};

use super::images::LitPixels;
use super::lanes::{LANES, Lanes};
use super::network::Network;
use super::number::Number;
use super::products::image_accumulate;

impl<T: Number> Network<T> {
    /// How many of those images the net puts in their class.
    #[inline(always)]
    pub fn correct<S: Simd>(
        &mut self,
        simd: S,
        data: &LitPixels,
        images: std::ops::Range<u32>,
    ) -> u32 {
        let mut correct = 0;
        let mut batch = [0u32; 10];
        let mut next = images.start;
        while next < images.end {
            let count = (images.end - next).min(10) as usize;
            for (offset, slot) in batch.iter_mut().enumerate() {
                *slot = next + offset as u32;
            }
            let batch = &batch[..count];
            self.forward(simd, data, batch);
            let last = self.layers.len() - 1;
            let (groups, outputs) = (self.layers[last].groups(), self.layers[last].outputs);
            for (&image, logits) in
                batch.iter().zip(self.workspace.outputs[last].chunks_exact(groups))
            {
                let mut best = 0;
                for unit in 1..outputs {
                    if logits[unit / LANES].0[unit % LANES] > logits[best / LANES].0[best % LANES] {
                        best = unit;
                    }
                }
                correct += u32::from(best == data.label(image as usize));
            }
            next += count as u32;
        }
        correct
    }

    /// The mean loss of a batch; the weights stay.
    pub fn loss(&mut self, data: &LitPixels, batch: &[u32]) -> T {
        self.forward(Scalar512b, data, batch);
        let Some(layer) = self.layers.last() else { return T::zero() };
        let (groups, outputs) = (layer.groups(), layer.outputs);
        let mut sum = T::zero();
        for (&image, logits) in
            batch.iter().zip(self.workspace.outputs[self.layers.len() - 1].chunks_exact(groups))
        {
            let at = |unit: usize| logits[unit / LANES].0[unit % LANES];
            let largest = (0..outputs).map(at).fold(T::neg_infinity(), T::max);
            let total = (0..outputs)
                .map(|unit| (at(unit) - largest).exponential())
                .fold(T::zero(), |a, b| a + b);
            sum = sum + (total.ln() - (at(data.label(image as usize)) - largest));
        }
        sum / T::constant(batch.len() as f64)
    }

    /// Frobenius norm of each layer's weight gradient on a batch, from the first layer to
    /// the last; the weights stay. Squares are summed in f64.
    pub fn gradient_norms(&mut self, data: &LitPixels, batch: &[u32]) -> Vec<T> {
        self.forward(Scalar512b, data, batch);
        self.loss_gradient(data, batch);
        self.backward(Scalar512b);
        (0..self.layers.len())
            .map(|layer| norm(&self.weight_gradient(layer, data, batch)))
            .collect()
    }

    /// A layer's weight gradient as the step would use it, input-major.
    fn weight_gradient(&self, index: usize, data: &LitPixels, batch: &[u32]) -> Vec<Lanes<T>> {
        let layer = &self.layers[index];
        let groups = layer.groups();
        let deltas = &self.workspace.deltas[index];
        let mut sum = vec![Lanes::zero(); layer.weights.values.len()];
        for (b, (&image, delta)) in batch.iter().zip(deltas.chunks_exact(groups)).enumerate() {
            if index == 0 {
                image_accumulate(Scalar512b, delta, data.image(image as usize), &mut sum);
                continue;
            }
            let input_groups = layer.inputs.div_ceil(LANES);
            let inputs = &self.workspace.outputs[index - 1][b * input_groups..];
            for (i, row) in sum.chunks_exact_mut(groups).enumerate() {
                for (sum, &delta) in row.iter_mut().zip(delta) {
                    *sum = *sum + delta * inputs[i / LANES].0[i % LANES];
                }
            }
        }
        sum
    }
}

fn norm<T: Number>(values: &[Lanes<T>]) -> T {
    let squares = values.iter().flat_map(|group| group.0).map(|x| x.to_f64().unwrap_or(f64::NAN));
    T::constant(squares.map(|x| x * x).sum::<f64>().sqrt())
}
