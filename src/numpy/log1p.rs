//! The GNU C library's `log1p`, which NumPy's ziggurat draws its tails with.
//!
//! Source: `s_log1p.c` of Sun Microsystems' fdlibm (1993, freely granted), as glibc evaluates its
//! series since 1997, every operation rounded. The library fuses some of them since its version
//! 2.39 on processors that can; what a tail prints hardly ever shows it.

/// 2/(2k + 1) for k = 1 to 7, fitted.
const SERIES: [u64; 7] = [
    0x3fe5_5555_5555_5593,
    0x3fd9_9999_9997_fa04,
    0x3fd2_4924_9422_9359,
    0x3fcc_71c5_1d8e_78af,
    0x3fc7_4664_96cb_03de,
    0x3fc3_9a09_d078_c69f,
    0x3fc2_f112_df3e_5244,
];

/// ln 2, the high part with 32 bits.
const LN_2: [u64; 2] = [0x3fe6_2e42_fee0_0000, 0x3dea_39ef_3579_3c76];

/// The upper half of a number's bits, by which the library compares.
fn high_word(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

fn with_high_word(x: f64, word: u32) -> f64 {
    f64::from_bits((x.to_bits() & u64::from(u32::MAX)) | u64::from(word) << 32)
}

/// 1 + x as 2ᵏ·(1 + f), with what its rounding lost, as a share of it.
struct Reduced {
    octave: i32,
    f: f64,
    lost: f64,
    /// Whether f is so small that a short series will do.
    tiny: bool,
}

fn reduced(x: f64) -> Reduced {
    const WHOLE: u32 = 0x4340_0000;
    const ROOT_HALF: u32 = 0x6_a09e;
    let (sum, lost) = if high_word(x) < WHOLE || x < 0.0 {
        let sum = 1.0 + x;
        let above_one = (high_word(sum) >> 20) as i32 > 1023;
        let lost = if above_one { 1.0 - (sum - x) } else { x - (sum - 1.0) };
        (sum, lost / sum)
    } else {
        (x, 0.0)
    };
    let octave = (high_word(sum) >> 20) as i32 - 1023;
    let mantissa = high_word(sum) & 0xf_ffff;
    if mantissa < ROOT_HALF {
        let f = with_high_word(sum, mantissa | 0x3ff0_0000) - 1.0;
        return Reduced { octave, f, lost, tiny: mantissa == 0 };
    }
    let f = with_high_word(sum, mantissa | 0x3fe0_0000) - 1.0;
    Reduced { octave: octave + 1, f, lost, tiny: (0x10_0000 - mantissa) >> 2 == 0 }
}

/// `log1p(x)`, ln(1 + x), of the GNU C library before 2.39, to the bit.
///
/// ```
/// use verigrad::numpy::log1p;
///
/// assert_eq!(log1p(-1.0), f64::NEG_INFINITY);
/// assert_eq!(log1p(1e-20), 1e-20);
/// assert!(log1p(-2.0).is_nan());
/// ```
pub fn log1p(x: f64) -> f64 {
    // 1 + x between √½ and √2, in the library's words.
    const FROM: u32 = 0xbfd2_bec3;
    const TO: u32 = 0x3fda_827a;
    let word = high_word(x);
    let magnitude = word & 0x7fff_ffff;
    if x < -1.0 || x.is_nan() {
        return f64::NAN;
    }
    if x == -1.0 {
        return f64::NEG_INFINITY;
    }
    if x == f64::INFINITY {
        return x;
    }
    if magnitude < 0x3e20_0000 {
        return if magnitude < 0x3c90_0000 { x } else { x - x * x * 0.5 };
    }
    let inside = if x > 0.0 { word < TO } else { word <= FROM };
    let Reduced { octave, f, lost, tiny } =
        if inside { Reduced { octave: 0, f: x, lost: 0.0, tiny: false } } else { reduced(x) };
    let k = f64::from(octave);
    let [ln_2, ln_2_low] = LN_2.map(f64::from_bits);
    let half_square = 0.5 * f * f;
    if tiny {
        if f == 0.0 {
            return if octave == 0 { 0.0 } else { k * ln_2 + (lost + k * ln_2_low) };
        }
        let rest = half_square * (1.0 - (2.0 / 3.0) * f);
        return match octave {
            0 => f - rest,
            _ => k * ln_2 - ((rest - (k * ln_2_low + lost)) - f),
        };
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let [l1, l2, l3, l4, l5, l6, l7] = SERIES.map(f64::from_bits);
    let (z2, first) = (z * z, z * l1);
    let (z4, second) = (z2 * z2, l2 + z * l3);
    let (z6, third) = (z4 * z2, l4 + z * l5);
    let fourth = l6 + z * l7;
    let series = first + z2 * second + z4 * third + z6 * fourth;
    match octave {
        0 => f - (half_square - s * (half_square + series)),
        _ => k * ln_2 - ((half_square - (s * (half_square + series) + (k * ln_2_low + lost))) - f),
    }
}
