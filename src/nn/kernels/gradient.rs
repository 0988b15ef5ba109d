//! Where an update finds the gradient of a group of weights.

use pulp::Simd;

use super::blocks::{block, block_mut, load_block};
use super::lanes::{LANES, Lanes};
use super::number::Number;

/// Where an update finds its gradient.
pub(super) trait Gradient<T: Number> {
    /// The gradient of W groups of a row, starting at group `at`.
    fn block<S: Simd, const W: usize>(&mut self, simd: S, row: usize, at: usize)
    -> [T::Wide<S>; W];
}

/// The sum of the deltas over the batch.
pub(super) struct BiasGradient<'a, T> {
    pub(super) deltas: &'a [Lanes<T>],
    pub(super) groups: usize,
}

impl<T: Number> Gradient<T> for BiasGradient<'_, T> {
    #[inline(always)]
    fn block<S: Simd, const W: usize>(
        &mut self,
        simd: S,
        _row: usize,
        at: usize,
    ) -> [T::Wide<S>; W] {
        let mut sum: [T::Wide<S>; W] = load_block(simd, self.deltas, at);
        for b in 1..self.deltas.len() / self.groups {
            let delta: &[Lanes<T>; W] = block(self.deltas, b * self.groups + at);
            for group in 0..W {
                sum[group] = T::plus(simd, sum[group], T::load(simd, &delta[group]));
            }
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
    fn block<S: Simd, const W: usize>(
        &mut self,
        simd: S,
        row: usize,
        at: usize,
    ) -> [T::Wide<S>; W] {
        let mut sum = [T::spread(simd, T::zero()); W];
        for b in 0..self.deltas.len() / self.groups {
            let x = self.inputs[b * self.input_groups + row / LANES].0[row % LANES];
            let x = T::spread(simd, x);
            let delta: &[Lanes<T>; W] = block(self.deltas, b * self.groups + at);
            for group in 0..W {
                let product = T::times(simd, T::load(simd, &delta[group]), x);
                sum[group] = T::plus(simd, sum[group], product);
            }
        }
        sum
    }
}

/// A gradient that was summed before, as rows of W groups; what is read becomes zero, ready for
/// the next sum.
pub(super) struct TakenGradient<'a, T>(pub(super) &'a mut [Lanes<T>]);

impl<T: Number> Gradient<T> for TakenGradient<'_, T> {
    #[inline(always)]
    fn block<S: Simd, const W: usize>(
        &mut self,
        simd: S,
        row: usize,
        _at: usize,
    ) -> [T::Wide<S>; W] {
        let place: &mut [Lanes<T>; W] = block_mut(self.0, row * W);
        let zero = T::spread(simd, T::zero());
        let mut sum = [zero; W];
        for group in 0..W {
            sum[group] = T::load(simd, &place[group]);
            T::store(simd, zero, &mut place[group]);
        }
        sum
    }
}
