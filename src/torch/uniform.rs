use pulp::Arch;

use super::Generator;

/// `tensor.uniform_(from, to)` on float32, in memory order; one word an element.
///
/// With w the word, both bounds rounded to f32 first:
///
/// ```text
/// x = (w mod 2²⁴) · 2⁻²⁴          exact
/// value = fma(x, to - from, from)   the difference rounded, then one rounding
/// ```
///
/// PyTorch 2.6.0, AVX2 (`uniform_real_distribution`, whose product and sum the compiler
/// fuses). The upper bound can be met by rounding.
pub fn uniform(generator: &mut Generator, out: &mut [f32], from: f64, to: f64) {
    let low = from as f32;
    let width = to as f32 - low;
    fill_unit(generator, out);
    Arch::new().dispatch(
        #[inline(always)]
        || {
            for value in out.iter_mut() {
                *value = value.mul_add(width, low);
            }
        },
    );
}

/// `uniform_(0, 1)`: x itself, as fma(x, 1, 0) changes nothing.
pub(super) fn fill_unit(generator: &mut Generator, out: &mut [f32]) {
    const UNIT: f32 = 1.0 / (1 << 24) as f32;
    for value in out {
        *value = (generator.word() & 0x00ff_ffff) as f32 * UNIT;
    }
}
