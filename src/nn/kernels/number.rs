//! The functions that training needs of a number, for one by itself and for a group in registers.

use pulp::Simd;
use pulp::bytemuck::cast;

use super::lanes::Lanes;
use crate::arithmetic::Real;

/// A floating-point type that the kernels run on.
pub trait Number: Real {
    /// Smallest magnitude that is kept in a moment; see [`Number::without_dust`].
    const DUST: Self;
    /// Smallest magnitude whose square counts in a second moment. The square of anything less,
    /// times 1 - β₂, is a subnormal number, and is below half a unit in the last place of
    /// [`Number::DUST`].
    const SQUARE_DUST: Self;
    /// Bounds between which [`Number::exponential`] neither overflows nor underflows.
    const EXPONENT_RANGE: (Self, Self);
    /// Taylor coefficients 1/k! from the highest down to k = 0: enough of them that the
    /// remainder on |r| <= ln(2)/2 is below half a unit in the last place.
    const TAYLOR: &'static [Self];
    /// log2(e), then ln 2 in two pieces of which the first has trailing zeros.
    const LOGARITHMS: [Self; 3];
    /// Added and taken away again, it rounds to the nearest integer.
    const ROUNDER: Self;

    /// The same number.
    fn widened(value: f32) -> Self;

    /// The numbers of one [`Lanes`], in registers.
    type Wide<S: Simd>: Copy;

    /// Reads a group.
    fn load<S: Simd>(simd: S, group: &Lanes<Self>) -> Self::Wide<S>;
    /// Writes a group.
    fn store<S: Simd>(simd: S, wide: Self::Wide<S>, group: &mut Lanes<Self>);
    /// The same number in every lane.
    fn spread<S: Simd>(simd: S, value: Self) -> Self::Wide<S>;
    /// a + b, rounded.
    fn plus<S: Simd>(simd: S, a: Self::Wide<S>, b: Self::Wide<S>) -> Self::Wide<S>;
    /// a - b, rounded.
    fn minus<S: Simd>(simd: S, a: Self::Wide<S>, b: Self::Wide<S>) -> Self::Wide<S>;
    /// a · b, rounded.
    fn times<S: Simd>(simd: S, a: Self::Wide<S>, b: Self::Wide<S>) -> Self::Wide<S>;
    /// a / b, rounded.
    fn over<S: Simd>(simd: S, a: Self::Wide<S>, b: Self::Wide<S>) -> Self::Wide<S>;
    /// √a, rounded.
    fn root<S: Simd>(simd: S, a: Self::Wide<S>) -> Self::Wide<S>;
    /// Zero in place of magnitudes below [`Number::DUST`]: without it moments of weights
    /// behind pixels that are never lit decay into subnormal numbers, where some processors
    /// take a hundred times as long. The dropped part of a step is below 1e-20 of it.
    #[inline(always)]
    fn without_dust<S: Simd>(simd: S, a: Self::Wide<S>) -> Self::Wide<S> {
        Self::without_less(simd, a, Self::DUST)
    }
    /// Zero in place of magnitudes below a limit.
    fn without_less<S: Simd>(simd: S, a: Self::Wide<S>, limit: Self) -> Self::Wide<S>;

    /// 2^n, where `shifted` is n + `ROUNDER`.
    fn power_of_two(shifted: Self) -> Self;

    /// eˣ, x clamped to the range: x = n·ln 2 + r, then 2ⁿ·Σ rᵏ/k! by Horner.
    #[inline(always)]
    fn exponential(self) -> Self {
        let (low, high) = Self::EXPONENT_RANGE;
        let x = if self < low { low } else { self };
        let x = if x > high { high } else { x };
        let [log2e, ln2_high, ln2_low] = Self::LOGARITHMS;
        let shifted = x * log2e + Self::ROUNDER;
        let n = shifted - Self::ROUNDER;
        let r = (x - n * ln2_high) - n * ln2_low;
        let mut sum = Self::TAYLOR[0];
        for &coefficient in &Self::TAYLOR[1..] {
            sum = sum * r + coefficient;
        }
        sum * Self::power_of_two(shifted)
    }
}

impl Number for f32 {
    const DUST: f32 = 1e-30;
    const SQUARE_DUST: f32 = 4e-18;
    const EXPONENT_RANGE: (f32, f32) = (-87.0, 88.0);
    const TAYLOR: &'static [f32] =
        &[1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    const LOGARITHMS: [f32; 3] = [std::f32::consts::LOG2_E, 0.693_359_4, -2.121_944_4e-4];
    const ROUNDER: f32 = 12_582_912.0;

    #[inline(always)]
    fn widened(value: f32) -> f32 {
        value
    }

    type Wide<S: Simd> = S::f32s;

    #[inline(always)]
    fn load<S: Simd>(_simd: S, group: &Lanes<f32>) -> S::f32s {
        S::as_simd_f32s(&group.0).0[0]
    }

    #[inline(always)]
    fn store<S: Simd>(_simd: S, wide: S::f32s, group: &mut Lanes<f32>) {
        S::as_mut_simd_f32s(&mut group.0).0[0] = wide;
    }

    #[inline(always)]
    fn spread<S: Simd>(simd: S, value: f32) -> S::f32s {
        simd.splat_f32s(value)
    }

    #[inline(always)]
    fn plus<S: Simd>(simd: S, a: S::f32s, b: S::f32s) -> S::f32s {
        simd.add_f32s(a, b)
    }

    #[inline(always)]
    fn minus<S: Simd>(simd: S, a: S::f32s, b: S::f32s) -> S::f32s {
        simd.sub_f32s(a, b)
    }

    #[inline(always)]
    fn times<S: Simd>(simd: S, a: S::f32s, b: S::f32s) -> S::f32s {
        simd.mul_f32s(a, b)
    }

    #[inline(always)]
    fn over<S: Simd>(simd: S, a: S::f32s, b: S::f32s) -> S::f32s {
        simd.div_f32s(a, b)
    }

    #[inline(always)]
    fn root<S: Simd>(simd: S, a: S::f32s) -> S::f32s {
        simd.sqrt_f32s(a)
    }

    #[inline(always)]
    fn without_less<S: Simd>(simd: S, a: S::f32s, limit: f32) -> S::f32s {
        // On the bits, where order is that of magnitudes: pulp's `abs_f32s` and `select_f32s` are
        // functions of their own, compiled without the vector instructions and called.
        let bits: S::u32s = cast(a);
        let magnitude = simd.and_u32s(bits, simd.splat_u32s(!(1 << 31)));
        let beyond = simd.sub_u32s(magnitude, simd.splat_u32s(limit.to_bits()));
        let dust = simd.wrapping_dyn_shr_u32s(beyond, simd.splat_u32s(31));
        cast(simd.and_u32s(bits, simd.sub_u32s(dust, simd.splat_u32s(1))))
    }

    #[inline(always)]
    fn power_of_two(shifted: f32) -> f32 {
        f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000))
    }
}

impl Number for f64 {
    const DUST: f64 = 1e-290;
    const SQUARE_DUST: f64 = 5e-153;
    const EXPONENT_RANGE: (f64, f64) = (-708.0, 709.0);
    const TAYLOR: &'static [f64] = &[
        1.0 / 6_227_020_800.0,
        1.0 / 479_001_600.0,
        1.0 / 39_916_800.0,
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ];
    const LOGARITHMS: [f64; 3] =
        [std::f64::consts::LOG2_E, 0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10];
    const ROUNDER: f64 = 6_755_399_441_055_744.0;

    #[inline(always)]
    fn widened(value: f32) -> f64 {
        f64::from(value)
    }

    type Wide<S: Simd> = [S::f64s; 2];

    #[inline(always)]
    fn load<S: Simd>(_simd: S, group: &Lanes<f64>) -> [S::f64s; 2] {
        let halves = S::as_simd_f64s(&group.0).0;
        [halves[0], halves[1]]
    }

    #[inline(always)]
    fn store<S: Simd>(_simd: S, wide: [S::f64s; 2], group: &mut Lanes<f64>) {
        let halves = S::as_mut_simd_f64s(&mut group.0).0;
        halves[0] = wide[0];
        halves[1] = wide[1];
    }

    #[inline(always)]
    fn spread<S: Simd>(simd: S, value: f64) -> [S::f64s; 2] {
        [simd.splat_f64s(value); 2]
    }

    #[inline(always)]
    fn plus<S: Simd>(simd: S, a: [S::f64s; 2], b: [S::f64s; 2]) -> [S::f64s; 2] {
        [simd.add_f64s(a[0], b[0]), simd.add_f64s(a[1], b[1])]
    }

    #[inline(always)]
    fn minus<S: Simd>(simd: S, a: [S::f64s; 2], b: [S::f64s; 2]) -> [S::f64s; 2] {
        [simd.sub_f64s(a[0], b[0]), simd.sub_f64s(a[1], b[1])]
    }

    #[inline(always)]
    fn times<S: Simd>(simd: S, a: [S::f64s; 2], b: [S::f64s; 2]) -> [S::f64s; 2] {
        [simd.mul_f64s(a[0], b[0]), simd.mul_f64s(a[1], b[1])]
    }

    #[inline(always)]
    fn over<S: Simd>(simd: S, a: [S::f64s; 2], b: [S::f64s; 2]) -> [S::f64s; 2] {
        [simd.div_f64s(a[0], b[0]), simd.div_f64s(a[1], b[1])]
    }

    #[inline(always)]
    fn root<S: Simd>(simd: S, a: [S::f64s; 2]) -> [S::f64s; 2] {
        [simd.sqrt_f64s(a[0]), simd.sqrt_f64s(a[1])]
    }

    #[inline(always)]
    fn without_less<S: Simd>(simd: S, a: [S::f64s; 2], limit: f64) -> [S::f64s; 2] {
        let (limit, zero) = (simd.splat_f64s(limit), simd.splat_u64s(0));
        let magnitude = simd.splat_f64s(f64::from_bits(!(1 << 63)));
        let first = simd.less_than_f64s(simd.and_f64s(magnitude, a[0]), limit);
        let second = simd.less_than_f64s(simd.and_f64s(magnitude, a[1]), limit);
        [
            cast(simd.select_u64s(first, zero, cast(a[0]))),
            cast(simd.select_u64s(second, zero, cast(a[1]))),
        ]
    }

    #[inline(always)]
    fn power_of_two(shifted: f64) -> f64 {
        f64::from_bits((shifted.to_bits() << 52).wrapping_add(0x3ff0_0000_0000_0000))
    }
}
