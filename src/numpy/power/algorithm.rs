//! log and exp of the algorithm, and what is put together from them.

use super::multiply_add::MultiplyAdd;
use super::tables::{
    EXPONENTIALS, LN_2, LN_2_BY_SLICES, LOGARITHMS, LOWEST, SLICE_BITS, SLICES, SLICES_BY_LN_2,
};

/// ln(1 + r) behind r - r²/2, in powers of r and of -r²/2: the six coefficients of
/// `pow_log_data.c` (order 8, 128 slices), which that file scales so too.
const LOGARITHM_SERIES: [f64; 6] = [
    coefficient(0x0015_5555_5555_5560, -2) * -2.0,
    coefficient(0x0010_0000_0000_0006, -2) * 2.0,
    coefficient(0x0019_9999_9959_554e, -3) * 4.0,
    coefficient(0x0015_5555_5529_a47a, -3) * -4.0,
    coefficient(0x0012_495b_9b48_45e9, -3) * -8.0,
    coefficient(0x0010_002b_8b26_3fc3, -3) * 8.0,
];

/// exp r - 1 - r, in powers of r: the four coefficients of `exp_data.c` (order 5, 128 slices).
const EXPONENTIAL_SERIES: [f64; 4] = [
    coefficient(0x001f_ffff_ffff_fdbd, -2),
    coefficient(0x0015_5555_5555_543c, -3),
    coefficient(0x0015_5555_cf17_2b91, -5),
    coefficient(0x0011_1111_67a4_d017, -7),
];

/// mantissa·2^(exponent - 52), the mantissa with its leading one.
const fn coefficient(mantissa: u64, exponent: i64) -> f64 {
    assert!(mantissa >> 52 == 1);
    f64::from_bits((mantissa & ((1 << 52) - 1)) | (((1023 + exponent) as u64) << 52))
}

/// A natural logarithm as an unevaluated sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Logarithm {
    pub(super) high: f64,
    pub(super) low: f64,
}

impl Logarithm {
    /// Of the positive number with those bits. A subnormal's are normalised before, its exponent
    /// running on below zero into the sign.
    #[inline(always)]
    pub(super) fn of<F: MultiplyAdd>(bits: u64) -> Self {
        let offset = bits.wrapping_sub(LOWEST);
        let slice = &LOGARITHMS[(offset >> SLICE_BITS) as usize % SLICES];
        let octave = offset as i64 >> 52;
        let reduced = f64::from_bits(bits.wrapping_sub((octave as u64) << 52));
        let octave = octave as i32 as f64;

        let r = F::multiply_add(reduced, slice.reciprocal, -1.0);
        let whole = F::multiply_add(octave, LN_2[0], slice.high);
        let whole_low = F::multiply_add(octave, LN_2[1], slice.low);
        let linear = whole + r;
        let linear_low = (whole - linear) + r;

        let half = -0.5 * r;
        let square = r * half;
        let cube = r * square;
        let square_low = F::multiply_add(half, r, -square);
        let [a1, a2, a3, a4, a5, a6] = LOGARITHM_SERIES;
        let near = F::multiply_add(r, a2, a1);
        let middle = F::multiply_add(r, a4, a3);
        let far = F::multiply_add(r, a6, a5);
        let series = F::multiply_add(square, F::multiply_add(far, square, middle), near);

        let quadratic = linear + square;
        let quadratic_low = (linear - quadratic) + square;
        let lows = ((whole_low + linear_low) + square_low) + quadratic_low;
        let low = F::multiply_add(cube, series, lows);
        let high = quadratic + low;
        Self { high, low: (quadratic - high) + low }
    }

    /// Times a number.
    #[inline(always)]
    fn times<F: MultiplyAdd>(self, factor: f64) -> Self {
        let high = factor * self.high;
        let rest = F::multiply_add(factor, self.high, -high);
        Self { high, low: F::multiply_add(factor, self.low, rest) }
    }

    /// ±exp(factor·self) for a factor of moderate size.
    #[inline(always)]
    pub(super) fn power<F: MultiplyAdd>(self, factor: f64, sign: u64) -> f64 {
        let product = self.times::<F>(factor);
        let exponent = (product.high.to_bits() >> 52) as u32 & 0x7ff;
        const FROM: u32 = 1023 - 54;
        const TO: u32 = 1023 + 9;
        if exponent.wrapping_sub(FROM) >= TO - FROM {
            return product.near_one_or_out_of_range::<F>(sign);
        }
        let Exponential { head, rest, .. } = product.exponential::<F>();
        let head = f64::from_bits(head | sign);
        F::multiply_add(rest, head, head)
    }

    /// exp(2·self), far from the ends of the range.
    #[inline(always)]
    pub(super) fn square<F: MultiplyAdd>(self) -> f64 {
        let twice = Self { high: 2.0 * self.high, low: 2.0 * self.low };
        let Exponential { head, rest, .. } = twice.exponential::<F>();
        let head = f64::from_bits(head);
        F::multiply_add(rest, head, head)
    }

    #[inline(always)]
    fn exponential<F: MultiplyAdd>(self) -> Exponential {
        // Adding it leaves an integer in the last bits.
        const TO_INTEGER: f64 = 1.5 * (1_u64 << 52) as f64;
        let shifted = F::multiply_add(self.high, SLICES_BY_LN_2, TO_INTEGER);
        let bits = shifted.to_bits();
        let slices = shifted - TO_INTEGER;
        let nearly = F::multiply_add(slices, -LN_2_BY_SLICES[0], self.high);
        let r = F::multiply_add(slices, -LN_2_BY_SLICES[1], nearly) + self.low;
        let slice = &EXPONENTIALS[bits as usize % SLICES];
        let square = r * r;
        let [c2, c3, c4, c5] = EXPONENTIAL_SERIES;
        let near = F::multiply_add(F::multiply_add(r, c3, c2), square, slice.tail + r);
        let rest = F::multiply_add(F::multiply_add(r, c5, c4), square * square, near);
        let head = slice.head.wrapping_add(bits << SLICE_BITS);
        Exponential { head, rest, slices: bits as i32 }
    }

    #[cold]
    #[inline(never)]
    fn near_one_or_out_of_range<F: MultiplyAdd>(self, sign: u64) -> f64 {
        let signed = |magnitude: f64| f64::from_bits(magnitude.to_bits() | sign);
        if self.high.abs() < f64::EPSILON / 4.0 {
            return signed(1.0 + self.high);
        }
        if self.high >= 1024.0 {
            return signed(f64::INFINITY);
        }
        if self.high <= -1024.0 {
            return signed(0.0);
        }
        self.exponential::<F>().put_together::<F>(sign)
    }
}

/// head·(1 + rest).
struct Exponential {
    /// The head's bits; its exponent may have run over or under.
    head: u64,
    rest: f64,
    /// Above zero if it ran over.
    slices: i32,
}

impl Exponential {
    fn put_together<F: MultiplyAdd>(self, sign: u64) -> f64 {
        const DOWN: u64 = 1009;
        const UP: u64 = 1022;
        let (signed, rest) = (self.head.wrapping_add(sign), self.rest);
        if self.slices >= 0 {
            let head = f64::from_bits(signed.wrapping_sub(DOWN << 52));
            return F::multiply_add(head, rest, head) * f64::from_bits((1023 + DOWN) << 52);
        }
        let head = f64::from_bits(signed.wrapping_add(UP << 52));
        let part = head * rest;
        let mut scaled = head + part;
        if scaled.abs() < 1.0 {
            // Rounded once, at the place where the subnormal will be cut.
            let one = 1.0_f64.copysign(scaled);
            let low = (head - scaled) + part;
            let high = one + scaled;
            let low = ((one - high) + scaled) + low;
            scaled = (high + low) - one;
            if scaled == 0.0 {
                scaled = 0.0_f64.copysign(head);
            }
        }
        scaled * f64::MIN_POSITIVE
    }
}
