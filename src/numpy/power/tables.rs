//! What the algorithm looks up, computed at compile time in fixed-point integers.

/// Slices of an octave, for the logarithm and for the exponential.
pub(super) const SLICES: usize = 128;

/// The bits of the lowest reduced argument, 0x1.69555p-1, a little above √½.
pub(super) const LOWEST: u64 = 0x3fe6_9555_0000_0000;

/// A slice has 2⁴⁵ arguments: 2⁵² / 128.
pub(super) const SLICE_BITS: u32 = 45;

/// One slice of the logarithm, with a number c near its centre.
#[derive(Clone, Copy)]
#[repr(align(32))]
pub(super) struct LogarithmSlice {
    /// 1/c: a multiple of 1/256, so that z/c - 1 is exact.
    pub(super) reciprocal: f64,
    /// ln c to a multiple of 2⁻⁴³, so that k·ln 2 + ln c is exact.
    pub(super) high: f64,
    /// What is left of ln c.
    pub(super) low: f64,
}

/// One slice of the exponential: 2^(k/128) = head·(1 + tail).
#[derive(Clone, Copy)]
pub(super) struct ExponentialSlice {
    /// What is left, as a share of the head.
    pub(super) tail: f64,
    /// The head's bits less k·2⁴⁵, so that adding (k + 128·e)·2⁴⁵ scales it by 2ᵉ.
    pub(super) head: u64,
}

pub(super) static LOGARITHMS: [LogarithmSlice; SLICES] = {
    let mut table = [logarithm_slice(0); SLICES];
    let mut index = 1;
    while index < SLICES {
        table[index] = logarithm_slice(index);
        index += 1;
    }
    table
};

pub(super) static EXPONENTIALS: [ExponentialSlice; SLICES] = {
    let mut table = [exponential_slice(0); SLICES];
    let mut index = 1;
    while index < SLICES {
        table[index] = exponential_slice(index);
        index += 1;
    }
    table
};

/// ln 2, high and low; the high part a multiple of 2⁻⁴².
pub(super) const LN_2: [f64; 2] = split_ln_2(42, 0);

/// ln 2 / 128, high and low; the high part a multiple of 2⁻⁴³.
pub(super) const LN_2_BY_SLICES: [f64; 2] = split_ln_2(36, 7);

/// 128 / ln 2, rounded once.
pub(super) const SLICES_BY_LN_2: f64 = {
    const SCALE: u32 = 120;
    const BITS: u32 = 66;
    let divisor = twice_artanh(1, 3, SCALE);
    // Long division: 2^(120 + 66) by ln 2 · 2^120.
    let (mut quotient, mut rest): (u128, u128) = (0, 1);
    let mut place = SCALE + BITS;
    while place > 0 {
        place -= 1;
        rest <<= 1;
        quotient <<= 1;
        if rest >= divisor {
            rest -= divisor;
            quotient |= 1;
        }
    }
    SLICES as f64 * (quotient as f64 * power_of_two(-(BITS as i64)))
};

const fn split_ln_2(bits: u32, halvings: i64) -> [f64; 2] {
    const SCALE: u32 = 124;
    let ln_2 = twice_artanh(1, 3, SCALE);
    let cut = SCALE - bits;
    let high = (ln_2 + (1 << (cut - 1))) >> cut;
    let low = ln_2 as i128 - (high << cut) as i128;
    [
        high as f64 * power_of_two(-(bits as i64) - halvings),
        low as f64 * power_of_two(-(SCALE as i64) - halvings),
    ]
}

/// 256/c: round(128/centre)·2 for a centre below 1, round(256/centre) for one above.
const fn reciprocal_in_256ths(index: usize) -> u128 {
    const MANTISSA: u64 = (1 << 52) - 1;
    let centre = LOWEST + ((index as u64) << SLICE_BITS) + (1 << (SLICE_BITS - 1));
    let mantissa = ((centre & MANTISSA) | (1 << 52)) as u128;
    // 128 over a centre below 1 is 128·2⁵³ over its mantissa, 256 over one above 256·2⁵².
    let numerator: u128 = 256 << 52;
    let rounded = (2 * numerator + mantissa) / (2 * mantissa);
    if centre < 1.0_f64.to_bits() { 2 * rounded } else { rounded }
}

const fn logarithm_slice(index: usize) -> LogarithmSlice {
    const SCALE: u32 = 120;
    let share = reciprocal_in_256ths(index);
    // ln c = ln(256/share) = -2 artanh((share - 256)/(share + 256)).
    let logarithm = if share >= 256 {
        -(twice_artanh(share - 256, share + 256, SCALE) as i128)
    } else {
        twice_artanh(256 - share, share + 256, SCALE) as i128
    };
    let cut = SCALE - 43;
    let high = (logarithm + (1 << (cut - 1))) >> cut;
    let low = logarithm - (high << cut);
    LogarithmSlice {
        reciprocal: share as f64 / 256.0,
        high: high as f64 * power_of_two(-43),
        low: low as f64 * power_of_two(-(SCALE as i64)),
    }
}

const fn exponential_slice(index: usize) -> ExponentialSlice {
    const SCALE: u32 = 126;
    let argument = twice_artanh(1, 3, SCALE) / SLICES as u128 * index as u128;
    let mut term: u128 = 1 << SCALE;
    let mut sum = term;
    let mut factor = 1;
    while term != 0 {
        term = product(term, argument, SCALE) / factor;
        sum += term;
        factor += 1;
    }
    let cut = SCALE - 52;
    let head = (sum + (1 << (cut - 1))) >> cut;
    let rest = sum as i128 - (head << cut) as i128;
    // (rest / 2^126) / (head / 2^52), with 54 bits more.
    let tail = (rest << 54) / head as i128;
    ExponentialSlice {
        tail: tail as f64 * power_of_two(-128),
        head: (head as f64 * power_of_two(-52)).to_bits() - ((index as u64) << SLICE_BITS),
    }
}

/// 2 artanh(n/d)·2^scale for 0 ≤ n/d ≤ 1/3, by its series.
const fn twice_artanh(n: u128, d: u128, scale: u32) -> u128 {
    let mut power = (n << scale) / d;
    let mut sum = 0;
    let mut odd = 1;
    while power != 0 {
        sum += 2 * power / odd;
        power = power * n / d * n / d;
        odd += 2;
    }
    sum
}

/// (a·b) >> shift for 64 < shift < 128 and a result below 2¹²⁸.
pub(super) const fn product(a: u128, b: u128, shift: u32) -> u128 {
    const LOW: u128 = u64::MAX as u128;
    let (a_high, a_low, b_high, b_low) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let (one, other) = (a_high * b_low, a_low * b_high);
    let middle = ((a_low * b_low) >> 64) + (one & LOW) + (other & LOW);
    let high = a_high * b_high + (one >> 64) + (other >> 64) + (middle >> 64);
    let low = (middle << 64) | ((a_low * b_low) & LOW);
    (high << (128 - shift)) | (low >> shift)
}

pub(super) const fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries as ARM's `pow_log_data.c` and `exp_data.c` print them.
    #[test]
    fn published_entries_come_out() {
        let slice = |index: usize| {
            let LogarithmSlice { reciprocal, high, low } = LOGARITHMS[index];
            [reciprocal, high, low].map(f64::to_bits)
        };
        // {0x1.6a00000000000p+0, -0x1.62c82f2b9c800p-2, 0x1.ab42428375680p-48}
        assert_eq!(slice(0), [0x3ff6_a000_0000_0000, 0xbfd6_2c82_f2b9_c800, 0x3cfa_b424_2837_5680]);
        // {0x1.6c00000000000p-1, 0x1.5d5bddf596000p-2, -0x1.a0b2a08a465dcp-47}
        let last = [0x3fe6_c000_0000_0000, 0x3fd5_d5bd_df59_6000, 0xbd0a_0b2a_08a4_65dc];
        assert_eq!(slice(SLICES - 1), last);
        let one = LOGARITHMS.iter().position(|slice| slice.reciprocal == 1.0);
        assert_eq!(one.map(slice), Some([1.0, 0.0, 0.0].map(f64::to_bits)));
        // 0x1.62e42fefa3800p-1, 0x1.ef35793c76730p-45; 0x1.71547652b82fep0 * N
        assert_eq!(LN_2.map(f64::to_bits), [0x3fe6_2e42_fefa_3800, 0x3d2e_f357_93c7_6730]);
        assert_eq!(SLICES_BY_LN_2.to_bits(), (std::f64::consts::LOG2_E * 128.0).to_bits());
        // 0x1.62e42fefa0000p-8, 0x1.cf79abc9e3b3ap-47
        let by_slices = LN_2_BY_SLICES.map(f64::to_bits);
        assert_eq!(by_slices, [0x3f76_2e42_fefa_0000, 0x3d0c_f79a_bc9e_3b3a]);
        // 0x0, 0x3ff0000000000000; 0x3c9b3b4f1a88bf6e, 0x3feff63da9fb3335
        let entry = |index: usize| {
            let ExponentialSlice { tail, head } = EXPONENTIALS[index];
            [tail.to_bits(), head]
        };
        assert_eq!(entry(0), [0, 0x3ff0_0000_0000_0000]);
        assert_eq!(entry(1), [0x3c9b_3b4f_1a88_bf6e, 0x3fef_f63d_a9fb_3335]);
    }
}
