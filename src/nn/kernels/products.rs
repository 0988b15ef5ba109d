//! The products of a layer, forwards and backwards. Weights are input-major: row i holds the
//! weights from input i to all units, G groups of 16 lanes, units beyond O being zero.

use pulp::Simd;

use super::blocks::{block, block_mut, for_groups, load_block};
use super::lanes::{LANES, Lanes};
use super::number::Number;

/// Samples that are taken through a dense layer together, so that a row of weights is read
/// once for all of them.
const TOGETHER: usize = 5;

/// One image through the first layer: `output` (G groups) = bias + Σ value·row(pixel).
///
/// Two sums run side by side, over the even and over the odd entries of the list, and are
/// added at the end: one alone would wait for each addition.
#[inline(always)]
pub(super) fn image_forward<T: Number, S: Simd>(
    simd: S,
    weights: &[Lanes<T>],
    bias: &[Lanes<T>],
    (pixels, values): (&[u16], &[f32]),
    output: &mut [Lanes<T>],
) {
    let groups = bias.len();
    for_groups!(groups, 8, |at, W| {
        let mut even = load_block::<T, S, W>(simd, bias, at);
        let mut odd = [T::spread(simd, T::zero()); W];
        let (pixel_pairs, last_pixel) = pixels.as_chunks::<2>();
        let (value_pairs, last_value) = values.as_chunks::<2>();
        for (pixel, value) in pixel_pairs.iter().zip(value_pairs) {
            let first: &[Lanes<T>; W] = block(weights, usize::from(pixel[0]) * groups + at);
            let second: &[Lanes<T>; W] = block(weights, usize::from(pixel[1]) * groups + at);
            let x = T::spread(simd, T::widened(value[0]));
            let y = T::spread(simd, T::widened(value[1]));
            for group in 0..W {
                let product = T::times(simd, T::load(simd, &first[group]), x);
                even[group] = T::plus(simd, even[group], product);
                let product = T::times(simd, T::load(simd, &second[group]), y);
                odd[group] = T::plus(simd, odd[group], product);
            }
        }
        for (&pixel, &value) in last_pixel.iter().zip(last_value) {
            let row: &[Lanes<T>; W] = block(weights, usize::from(pixel) * groups + at);
            let x = T::spread(simd, T::widened(value));
            for group in 0..W {
                let product = T::times(simd, T::load(simd, &row[group]), x);
                even[group] = T::plus(simd, even[group], product);
            }
        }
        let result: &mut [Lanes<T>; W] = block_mut(output, at);
        for group in 0..W {
            T::store(simd, T::plus(simd, even[group], odd[group]), &mut result[group]);
        }
    });
}

/// One image's part of a sum over the first layer's rows: `sum`[pixel] += value·delta.
#[inline(always)]
pub(super) fn image_accumulate<T: Number, S: Simd>(
    simd: S,
    delta: &[Lanes<T>],
    (pixels, values): (&[u16], &[f32]),
    sum: &mut [Lanes<T>],
) {
    let groups = delta.len();
    for_groups!(groups, 8, |at, W| {
        let delta = load_block::<T, S, W>(simd, delta, at);
        for (&pixel, &value) in pixels.iter().zip(values) {
            let row: &mut [Lanes<T>; W] = block_mut(sum, usize::from(pixel) * groups + at);
            let x = T::spread(simd, T::widened(value));
            for group in 0..W {
                let before = T::load(simd, &row[group]);
                let after = T::plus(simd, before, T::times(simd, delta[group], x));
                T::store(simd, after, &mut row[group]);
            }
        }
    });
}

/// A batch through a dense layer: row b of `output` = bias + Σᵢ input[b][i]·row(i), i
/// ascending. `inputs` is I; a row of `input` is padded to whole groups.
#[inline(always)]
pub(super) fn batch_forward<T: Number, S: Simd>(
    simd: S,
    weights: &[Lanes<T>],
    bias: &[Lanes<T>],
    inputs: usize,
    input: &[Lanes<T>],
    output: &mut [Lanes<T>],
) {
    let groups = bias.len();
    let samples = output.len() / groups;
    let mut sample = 0;
    while sample < samples {
        if samples - sample >= TOGETHER {
            samples_forward::<T, S, TOGETHER>(simd, weights, bias, inputs, input, output, sample);
            sample += TOGETHER;
        } else {
            samples_forward::<T, S, 1>(simd, weights, bias, inputs, input, output, sample);
            sample += 1;
        }
    }
}

#[inline(always)]
fn samples_forward<T: Number, S: Simd, const B: usize>(
    simd: S,
    weights: &[Lanes<T>],
    bias: &[Lanes<T>],
    inputs: usize,
    input: &[Lanes<T>],
    output: &mut [Lanes<T>],
    sample: usize,
) {
    let groups = bias.len();
    let input_groups = inputs.div_ceil(LANES);
    let rows: [&[Lanes<T>]; B] = std::array::from_fn(|b| {
        let start = (sample + b) * input_groups;
        &input[start..start + input_groups]
    });
    for_groups!(groups, 2, |at, W| {
        let mut sums = [load_block::<T, S, W>(simd, bias, at); B];
        for i in 0..inputs {
            let row = load_block::<T, S, W>(simd, weights, i * groups + at);
            for b in 0..B {
                let x = T::spread(simd, rows[b][i / LANES].0[i % LANES]);
                for group in 0..W {
                    sums[b][group] = T::plus(simd, sums[b][group], T::times(simd, row[group], x));
                }
            }
        }
        for (b, sums) in sums.iter().enumerate() {
            let result: &mut [Lanes<T>; W] = block_mut(output, (sample + b) * groups + at);
            for (group, sum) in sums.iter().enumerate() {
                T::store(simd, *sum, &mut result[group]);
            }
        }
    });
}

/// What reaches the inputs: `result`[b][i] = Σ over units of delta[b]·row(i), lane by lane
/// over the groups, then over the lanes, halves upon halves.
#[inline(always)]
pub(super) fn batch_backward<T: Number, S: Simd>(
    simd: S,
    weights: &[Lanes<T>],
    groups: usize,
    inputs: usize,
    delta: &[Lanes<T>],
    result: &mut [Lanes<T>],
) {
    let input_groups = inputs.div_ceil(LANES);
    let samples = delta.len() / groups;
    for i in 0..inputs {
        let row = &weights[i * groups..(i + 1) * groups];
        for b in 0..samples {
            let delta = &delta[b * groups..(b + 1) * groups];
            let mut sum = T::times(simd, T::load(simd, &row[0]), T::load(simd, &delta[0]));
            for group in 1..groups {
                let product =
                    T::times(simd, T::load(simd, &row[group]), T::load(simd, &delta[group]));
                sum = T::plus(simd, sum, product);
            }
            let mut lanes = Lanes::zero();
            T::store(simd, sum, &mut lanes);
            result[b * input_groups + i / LANES].0[i % LANES] = lanes.sum();
        }
    }
}
