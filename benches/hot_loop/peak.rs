//! What the processor can do at most, measured: products and sums that never leave registers.

use std::hint::black_box;
use std::time::Instant;

use pulp::{Simd, WithSimd};
use verigrad::nn::kernels::{LANES, Lanes, Level, Number};

/// Rounds of one measurement: about a millisecond.
const ROUNDS: usize = 200_000;
/// Measurements of which the fastest counts: what a shared machine takes away is not the
/// processor's limit.
const TRIES: usize = 12;

/// Float32 operations a second of one core at that level.
///
/// A product and a sum count as two operations and are two instructions: the kernels round
/// both, so that a fused multiply-add, twice as fast, is not theirs to use. How many sums must
/// run side by side to keep the processor busy, and how many it has registers for, differs
/// by level; the best number is taken.
pub fn operations_per_second(level: Level) -> f64 {
    let best = |sums: fn(Level) -> f64| (0..TRIES).map(|_| sums(level)).fold(0.0, f64::max);
    [best(measured::<3>), best(measured::<6>), best(measured::<12>), best(measured::<20>)]
        .into_iter()
        .fold(0.0, f64::max)
}

fn measured<const SUMS: usize>(level: Level) -> f64 {
    let start = Instant::now();
    black_box(level.run(SumsOfProducts::<SUMS>));
    (2 * SUMS * LANES * ROUNDS) as f64 / start.elapsed().as_secs_f64()
}

/// s ← s·x + y for many s at once; all tend to 1, so that none becomes subnormal.
struct SumsOfProducts<const SUMS: usize>;

impl<const SUMS: usize> WithSimd for SumsOfProducts<SUMS> {
    type Output = [Lanes<f32>; SUMS];

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Self::Output {
        let factor = f32::spread(simd, black_box(0.5));
        let summand = f32::spread(simd, black_box(0.5));
        let mut sums = [f32::spread(simd, black_box(2.0)); SUMS];
        for _ in 0..ROUNDS {
            for sum in &mut sums {
                *sum = f32::plus(simd, f32::times(simd, *sum, factor), summand);
            }
        }
        let mut results = [Lanes::zero(); SUMS];
        for (sum, result) in sums.into_iter().zip(&mut results) {
            f32::store(simd, sum, result);
        }
        results
    }
}
