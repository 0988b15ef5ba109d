//! Where an update finds the gradient of a group of weights.

use pulp::Simd;

use super::lanes::{LANES, Lanes, Number};

/// Where an update finds its gradient.
pub(super) trait Gradient<T: Number> {
    /// The gradient of one group of a row.
    fn group<S: Simd>(&mut self, simd: S, row: usize, group: usize) -> T::Wide<S>;
}

/// The sum of the deltas over the batch.
pub(super) struct BiasGradient<'a, T> {
    pub(super) deltas: &'a [Lanes<T>],
    pub(super) groups: usize,
}

impl<T: Number> Gradient<T> for BiasGradient<'_, T> {
    #[inline(always)]
    fn group<S: Simd>(&mut self, simd: S, _row: usize, group: usize) -> T::Wide<S> {
        let mut sum = T::load(simd, &self.deltas[group]);
        for b in 1..self.deltas.len() / self.groups {
            sum = T::plus(simd, sum, T::load(simd, &self.deltas[b * self.groups + group]));
        }
        sum
    }
}

/// Σ over the batch of input · delta, the batch ascending.
pub(super) struct WeightGradient<'a, T> {
    pub(super) inputs: &'a [Lanes<T>],
    pub(super) input_groups: usize,
    pub(super) deltas: &'a [Lanes<T>],
    pub(super) groups: usize,
}

impl<T: Number> Gradient<T> for WeightGradient<'_, T> {
    #[inline(always)]
    fn group<S: Simd>(&mut self, simd: S, row: usize, group: usize) -> T::Wide<S> {
        let mut sum = T::spread(simd, T::zero());
        for b in 0..self.deltas.len() / self.groups {
            let x = self.inputs[b * self.input_groups + row / LANES].0[row % LANES];
            let delta = T::load(simd, &self.deltas[b * self.groups + group]);
            sum = T::plus(simd, sum, T::times(simd, delta, T::spread(simd, x)));
        }
        sum
    }
}

/// A gradient that was summed before; what is read becomes zero, ready for the next step.
pub(super) struct TakenGradient<'a, T> {
    pub(super) sum: &'a mut [Lanes<T>],
    pub(super) groups: usize,
}

impl<T: Number> Gradient<T> for TakenGradient<'_, T> {
    #[inline(always)]
    fn group<S: Simd>(&mut self, simd: S, row: usize, group: usize) -> T::Wide<S> {
        let place = &mut self.sum[row * self.groups + group];
        let sum = T::load(simd, place);
        T::store(simd, T::spread(simd, T::zero()), place);
        sum
    }
}
