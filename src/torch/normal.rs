use std::f64::consts::TAU;

use super::Generator;
use super::box_muller::{BLOCK, normal_from_uniform};
use super::uniform::fill_unit;

/// `tensor.normal_(mean, deviation)` on a contiguous float32 tensor, in memory order.
///
/// **16 elements or more** take a word each, as uniforms in 0..1, and each full block of 16
/// is transformed by [`normal_from_uniform`]. If a part of a block is left, the *last 16*
/// elements are drawn anew, 16 words more, and transformed as one block: some normals that
/// were already made are overwritten. The kept normal is neither used nor changed.
///
/// **Fewer than 16** are made one at a time in f64. A pair takes four words:
///
/// ```text
/// u = (two words mod 2⁵³) · 2⁻⁵³, twice: u₁, then u₂
/// r = √(-2·ln(1 - u₂))            θ = 2π·u₁
/// r·cos θ is used now, r·sin θ kept for the next element, even of another tensor
/// value = fma(normal, deviation, mean), rounded to float32
/// ```
///
/// Logarithm, sine and cosine are the C library's there and the `libm` crate's here, which every
/// machine compiles from the same source. Their f64 results can differ in the last bit; after
/// rounding to float32 that is hardly ever visible.
///
/// PyTorch 2.6.0, AVX2 (`normal_kernel` in `DistributionTemplates.h`, `normal_distribution`).
pub fn normal(generator: &mut Generator, out: &mut [f32], mean: f64, deviation: f64) {
    if out.len() < BLOCK {
        for value in out {
            *value = one(generator).mul_add(deviation, mean) as f32;
        }
        return;
    }
    let (mean, deviation) = (mean as f32, deviation as f32);
    fill_unit(generator, out);
    normal_from_uniform(out, mean, deviation);
    if !out.len().is_multiple_of(BLOCK) {
        let start = out.len() - BLOCK;
        let last = &mut out[start..];
        fill_unit(generator, last);
        normal_from_uniform(last, mean, deviation);
    }
}

/// Whether [`normal`] draws as many words whatever was drawn before, and leaves none behind.
pub(super) fn is_counted(elements: u64) -> bool {
    elements >= BLOCK as u64
}

/// Words that [`normal`] draws for that many elements.
///
/// For an odd number below 16 it depends on whether a normal is kept; this counts none.
pub(super) fn normal_words(elements: u64) -> u64 {
    const BLOCK_WORDS: u64 = BLOCK as u64;
    if elements < BLOCK_WORDS {
        4 * elements.div_ceil(2)
    } else if elements.is_multiple_of(BLOCK_WORDS) {
        elements
    } else {
        elements + BLOCK_WORDS
    }
}

/// A normal of mean 0 and deviation 1, the kept one if there is one.
fn one(generator: &mut Generator) -> f64 {
    if let Some(kept) = generator.cached_normal().take() {
        return kept;
    }
    let angle = TAU * unit(generator);
    let radius = (-2.0 * libm::log1p(-unit(generator))).sqrt();
    *generator.cached_normal() = Some(radius * libm::sin(angle));
    radius * libm::cos(angle)
}

/// A double's `uniform_(0, 1)`: the low 53 bits of two words.
fn unit(generator: &mut Generator) -> f64 {
    const BITS: u32 = 53;
    let low = generator.word64() & ((1 << BITS) - 1);
    low as f64 / (1_u64 << BITS) as f64
}
