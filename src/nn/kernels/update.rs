//! Moving weights, a few groups at a time, in PyTorch's arithmetic.

use std::ops::Range;

use pulp::Simd;

use super::blocks::{block_mut, for_groups};
use super::gradient::{Gradient, TakenGradient};
use super::lanes::Lanes;
use super::number::Number;
use super::rule::Step;

/// Weights with what a rule remembers of them, all in one order.
#[derive(Clone, Debug)]
pub(super) struct Parameters<T> {
    pub(super) values: Vec<Lanes<T>>,
    pub(super) moments: [Vec<Lanes<T>>; 2],
}

impl<T: Number> Parameters<T> {
    pub(super) fn new(values: Vec<Lanes<T>>, moments: usize) -> Self {
        let zero =
            |index| if index < moments { vec![Lanes::zero(); values.len()] } else { Vec::new() };
        Self { moments: [zero(0), zero(1)], values }
    }

    /// Moves every weight of rows of `groups` groups by the gradient that is found there.
    #[inline(always)]
    pub(super) fn update<S: Simd>(
        &mut self,
        simd: S,
        step: Step<T>,
        groups: usize,
        gradient: &mut impl Gradient<T>,
    ) {
        let rows = 0..self.values.len() / groups;
        for_groups!(groups, 4, |at, W| self.update_block::<S, _, W>(
            simd,
            step,
            groups,
            at,
            rows.clone(),
            gradient
        ));
    }

    /// Moves every weight by a gradient that was summed before, and leaves the sum zero. Rows
    /// do not matter here, so that the groups are taken by fours whatever a row has.
    #[inline(always)]
    pub(super) fn update_by_sum<S: Simd>(&mut self, simd: S, step: Step<T>, sum: &mut [Lanes<T>]) {
        let groups = self.values.len();
        let fours = groups / 4;
        let mut gradient = TakenGradient(&mut *sum);
        self.update_block::<S, _, 4>(simd, step, 4, 0, 0..fours, &mut gradient);
        let mut gradient = TakenGradient(sum);
        self.update_block::<S, _, 1>(simd, step, 1, 0, 4 * fours..groups, &mut gradient);
    }

    /// Moves W groups of some rows, starting at group `at`.
    #[inline(always)]
    fn update_block<S: Simd, G: Gradient<T>, const W: usize>(
        &mut self,
        simd: S,
        step: Step<T>,
        groups: usize,
        at: usize,
        rows: Range<usize>,
        gradient: &mut G,
    ) {
        let spread = |constant| T::spread(simd, constant);
        match step {
            Step::Plain { rate, decay } => {
                let plain = Plain::<T, S> { rate: spread(rate), decay: spread(decay) };
                self.rows::<S, _, G, W>(simd, plain, groups, at, rows, gradient);
            }
            Step::Momentum { rate, keep, decay } => {
                let momentum = Momentum::<T, S> {
                    rate: spread(rate),
                    keep: spread(keep),
                    decay: spread(decay),
                };
                self.rows::<S, _, G, W>(simd, momentum, groups, at, rows, gradient);
            }
            Step::Adam {
                rate,
                share_first,
                keep_second,
                share_second,
                correction,
                epsilon,
                decay,
            } => {
                let adam = Adam::<T, S> {
                    rate: spread(rate),
                    share_first: spread(share_first),
                    keep_second: spread(keep_second),
                    share_second: spread(share_second),
                    correction: spread(correction),
                    epsilon: spread(epsilon),
                    decay: spread(decay),
                };
                self.rows::<S, _, G, W>(simd, adam, groups, at, rows, gradient);
            }
        }
    }

    #[inline(always)]
    fn rows<S: Simd, M: Move<T, S>, G: Gradient<T>, const W: usize>(
        &mut self,
        simd: S,
        rule: M,
        groups: usize,
        at: usize,
        rows: Range<usize>,
        gradient: &mut G,
    ) {
        let [first, second] = &mut self.moments;
        let mut absent = [[Lanes::zero(); W]; 2];
        let [no_first, no_second] = &mut absent;
        for row in rows {
            let place = row * groups + at;
            let values: &mut [Lanes<T>; W] = block_mut(&mut self.values, place);
            let first = if M::MOMENTS > 0 { block_mut(first, place) } else { &mut *no_first };
            let second = if M::MOMENTS > 1 { block_mut(second, place) } else { &mut *no_second };
            let g = gradient.block::<S, W>(simd, row, at);
            for group in 0..W {
                let theta = T::load(simd, &values[group]);
                let memory = (&mut first[group], &mut second[group]);
                let theta = rule.moved(simd, theta, g[group], memory);
                T::store(simd, theta, &mut values[group]);
            }
        }
    }
}

/// A rule's numbers in registers.
trait Move<T: Number, S: Simd>: Copy {
    /// How many numbers it remembers of a weight.
    const MOMENTS: usize;

    /// θ after the step; its moments are written in place.
    fn moved(
        self,
        simd: S,
        theta: T::Wide<S>,
        gradient: T::Wide<S>,
        moments: (&mut Lanes<T>, &mut Lanes<T>),
    ) -> T::Wide<S>;
}

#[derive(Clone, Copy)]
struct Plain<T: Number, S: Simd> {
    rate: T::Wide<S>,
    decay: T::Wide<S>,
}

impl<T: Number, S: Simd> Move<T, S> for Plain<T, S> {
    const MOMENTS: usize = 0;

    #[inline(always)]
    fn moved(
        self,
        simd: S,
        theta: T::Wide<S>,
        gradient: T::Wide<S>,
        _moments: (&mut Lanes<T>, &mut Lanes<T>),
    ) -> T::Wide<S> {
        let g = T::plus(simd, gradient, T::times(simd, theta, self.decay));
        T::minus(simd, theta, T::times(simd, g, self.rate))
    }
}

#[derive(Clone, Copy)]
struct Momentum<T: Number, S: Simd> {
    rate: T::Wide<S>,
    keep: T::Wide<S>,
    decay: T::Wide<S>,
}

impl<T: Number, S: Simd> Move<T, S> for Momentum<T, S> {
    const MOMENTS: usize = 1;

    #[inline(always)]
    fn moved(
        self,
        simd: S,
        theta: T::Wide<S>,
        gradient: T::Wide<S>,
        (velocity, _): (&mut Lanes<T>, &mut Lanes<T>),
    ) -> T::Wide<S> {
        let g = T::plus(simd, gradient, T::times(simd, theta, self.decay));
        let v = T::times(simd, T::load(simd, velocity), self.keep);
        let v = T::without_dust(simd, T::plus(simd, v, g));
        T::store(simd, v, velocity);
        T::minus(simd, theta, T::times(simd, v, self.rate))
    }
}

#[derive(Clone, Copy)]
struct Adam<T: Number, S: Simd> {
    rate: T::Wide<S>,
    share_first: T::Wide<S>,
    keep_second: T::Wide<S>,
    share_second: T::Wide<S>,
    correction: T::Wide<S>,
    epsilon: T::Wide<S>,
    decay: T::Wide<S>,
}

impl<T: Number, S: Simd> Move<T, S> for Adam<T, S> {
    const MOMENTS: usize = 2;

    #[inline(always)]
    fn moved(
        self,
        simd: S,
        theta: T::Wide<S>,
        gradient: T::Wide<S>,
        (first, second): (&mut Lanes<T>, &mut Lanes<T>),
    ) -> T::Wide<S> {
        let g = T::plus(simd, gradient, T::times(simd, theta, self.decay));
        let m = T::load(simd, first);
        let change = T::times(simd, T::minus(simd, g, m), self.share_first);
        let m = T::without_dust(simd, T::plus(simd, m, change));
        let v = T::times(simd, T::load(simd, second), self.keep_second);
        // Weights that only decay shrink until their squares are subnormal: a third more time.
        let g = T::without_less(simd, g, T::SQUARE_DUST);
        let square = T::times(simd, T::times(simd, g, g), self.share_second);
        let v = T::without_dust(simd, T::plus(simd, v, square));
        T::store(simd, m, first);
        T::store(simd, v, second);
        let scaled = T::times(simd, T::root(simd, v), self.correction);
        let denominator = T::plus(simd, scaled, self.epsilon);
        let move_by = T::over(simd, T::times(simd, m, self.rate), denominator);
        T::minus(simd, theta, move_by)
    }
}
