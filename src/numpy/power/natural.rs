//! The GNU C library's `log` and `exp`, which NumPy's random streams and Python's `math` call.
//!
//! Source: `math/log.c`, `log_data.c` and `exp.c` of ARM's optimized-routines (Szabolcs Nagy,
//! 2018; MIT or Apache-2.0 with LLVM exception), of which the library's have been copies since
//! 2.28, compiled for processors with fused multiply-add. From there are the method, the
//! coefficients, and the places of the 128 slice centres.
//!
//! Order of operations of `log`, fused where GCC fuses it (90 million random arguments agree with
//! the library's). Near 1, with r = x - 1 and B the coefficients of ln(1 + r):
//!
//! ```text
//! p₁ = fma(r², B₃, fma(r, B₂, B₁))      p₂ = fma(r², B₆, fma(r, B₅, B₄))
//! p₃ = fma(r³, B₁₀, fma(r², B₉, fma(r, B₈, B₇)))
//! p  = fma(fma(p₃, r³, p₂), r³, p₁)
//! w  = fma(r, 2²⁷, r), high = fma(-2²⁷, r, w), low = r - high
//! h  = fma(high², -½, r), l = fma(high², -½, r - h)
//! ln x = h + fma(r³, p, fma(high + r, -½·low, l))
//! ```
//!
//! Elsewhere, with x = 2ᵏ·z, c the centre of z's slice, A the coefficients:
//!
//! ```text
//! r = fma(z, 1/c, -1), w = fma(k, ln2 high, ln c)     both exact
//! h = w + r, l = fma(r², A₀, fma(k, ln2 low, (w - h) + r))
//! ln x = fma(r·r², fma(fma(r, A₄, A₃), r², fma(r, A₂, A₁)), l) + h
//! ```

use std::sync::LazyLock;

use super::algorithm::Logarithm;
use super::multiply_add::{MultiplyAdd, Operation, by_best_means};
use super::tables::{LN_2, SLICE_BITS, SLICES};

/// The bits of the lowest reduced argument, 0.6875.
const LOWEST: u64 = 0x3fe6_0000_0000_0000;

/// Around 1 the series is taken at x - 1 itself: from 1 - 2⁻⁴ up to 1 + 1.035·2⁻⁴.
const NEAR_ONE: [u64; 2] = [0x3fee_0000_0000_0000, 0x3ff1_0900_0000_0000];

/// B₁ to B₁₀: ln(1 + r) - r + r²/2 in powers of r, from the third.
const NEAR_SERIES: [u64; 10] = [
    0x3fd5_5555_5555_5577,
    0xbfcf_ffff_ffff_fdcb,
    0x3fc9_9999_9995_dd0c,
    0xbfc5_5555_5567_45a7,
    0x3fc2_4924_a344_de30,
    0xbfbf_ffff_a442_3d65,
    0x3fbc_7184_282a_d6ca,
    0xbfb9_99eb_43b0_68ff,
    0x3fb7_8182_f7af_d085,
    0xbfb5_5213_75d1_45cd,
];

/// A₀ to A₄: ln(1 + r) - r in powers of r, from the second.
const SERIES: [u64; 5] = [
    0xbfe0_0000_0000_0001,
    0x3fd5_5555_5551_305b,
    0xbfcf_ffff_ffeb_4590,
    0x3fc9_99b3_24f1_0111,
    0xbfc5_5575_e506_c89f,
];

/// 1/c of each slice: so many units in the last place above 1 over the slice's middle. The
/// library's author searched 2²⁹ of them either way for a c whose logarithm is nearly a double.
#[rustfmt::skip]
const PLACES: [i64; SLICES] = [
    -23_142_382, -57_643_754, -234_334_839, -124_664_804, 19_045_012, -123_323_398, -501_163_255,
    342_479_926, -234_593_306, 57_421_184, 513_617_488, -240_891_478, 85_169_741, 28_659_150,
    284_053_799, 342_563_057, -68_420_459, -346_144_712, -90_113_766, -464_022_980, 285_342_708,
    -489_548_825, 376_054_848, 47_397_812, -423_637_851, -260_988_534, 336_107_021, 448_241_578,
    154_177_355, 447_893_384, 241_227_555, -420_636_714, -218_426_730, -96_876_684, -205_835_218,
    -368_178_198, -345_128_710, -510_284_502, 481_763_731, 209_336_112, 429_336_310, 15_489_329,
    442_353_177, -417_834_330, 73_183_371, 515_232_680, 507_984_536, 83_787_275, 330_409_952,
    151_596_684, 377_744_204, 198_302_857, 214_798_271, -345_957_716, 356_163_107, 215_510_022,
    -229_897_960, -131_709_726, 215_213_618, -464_519_207, -332_821_996, 385_780_520,
    -400_344_786, 256_208_139, 478_356_527, 345_720_337, 128_466_877, 217_515_751, -162_048_343,
    295_127_580, -235_892_775, -69_369_347, 93_666_841, -272_860_130, 91_915_174, 29_018_059,
    258_893_229, 386_009_280, -241_633_007, 68_399_381, 386_341_370, 408_940_642, 65_060_217,
    -120_872_168, 189_498_853, -32_395_328, -49_955_913, 154_042_178, -346_113_480, 148_348_366,
    -396_488_327, -427_431_396, 107_119_491, -500_798_201, 212_184_347, 305_888_811, -330_297_730,
    -91_422_864, 6_707_636, 273_897_542, -512_931_067, -500_150_233, 485_589_437, -280_752_730,
    106_848_032, 30_953_893, -291_342_514, -408_884_927, 149_302_919, -107_851_081, 225_432_558,
    460_497_078, -452_391_632, -490_679_353, 508_304_210, 493_208_081, 336_502_878, 526_975_298,
    -457_361_038, -312_310_462, -365_194_252, -421_357_131, 362_015_322, 310_793_228,
    -441_535_439, -69_145_545, -528_727_990, 433_364_383,
];

/// One slice of the logarithm.
#[derive(Clone, Copy)]
struct Slice {
    reciprocal: f64,
    logarithm: f64,
}

static SLICES_OF_LN: LazyLock<[Slice; SLICES]> = LazyLock::new(|| std::array::from_fn(slice));

fn slice(index: usize) -> Slice {
    // Adding and subtracting it rounds to a multiple of 2⁻⁴³.
    const TO_MULTIPLE: f64 = 1.5 * (1_u64 << 9) as f64;
    let middle = LOWEST + ((index as u64) << SLICE_BITS) + (1 << (SLICE_BITS - 1));
    let near = (1.0 / f64::from_bits(middle)).to_bits();
    let reciprocal = f64::from_bits(near.wrapping_add_signed(PLACES[index]));
    let exact = by_best_means(super::LogarithmOf(reciprocal));
    let logarithm = (TO_MULTIPLE - exact.high) - TO_MULTIPLE;
    Slice { reciprocal, logarithm }
}

struct NaturalLogarithm(f64);

impl Operation for NaturalLogarithm {
    type Output = f64;

    #[inline(always)]
    fn by<F: MultiplyAdd>(self) -> f64 {
        let bits = self.0.to_bits();
        if (NEAR_ONE[0]..NEAR_ONE[1]).contains(&bits) {
            return near_one::<F>(self.0);
        }
        if super::is_usual_base(self.0) {
            return elsewhere::<F>(bits);
        }
        match self.0 {
            0.0 => f64::NEG_INFINITY,
            f64::INFINITY => f64::INFINITY,
            // Subnormal: scaled, its exponent running on below zero into the sign.
            x if x > 0.0 => {
                let scaled = x * (1_u64 << 52) as f64;
                elsewhere::<F>(scaled.to_bits().wrapping_sub(52 << 52))
            }
            _ => f64::NAN,
        }
    }
}

#[inline(always)]
fn near_one<F: MultiplyAdd>(x: f64) -> f64 {
    const HALVES: f64 = (1_u64 << 27) as f64;
    let [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10] = NEAR_SERIES.map(f64::from_bits);
    let fma = F::multiply_add;
    let r = x - 1.0;
    let square = r * r;
    let cube = r * square;
    let near = fma(square, b3, fma(r, b2, b1));
    let middle = fma(square, b6, fma(r, b5, b4));
    let far = fma(cube, b10, fma(square, b9, fma(r, b8, b7)));
    let series = fma(fma(far, cube, middle), cube, near);
    let high = fma(-HALVES, r, fma(r, HALVES, r));
    let low = r - high;
    let high_square = high * high;
    let sum = fma(high_square, -0.5, r);
    let rest = fma(high_square, -0.5, r - sum);
    let rest = fma(high + r, -0.5 * low, rest);
    sum + fma(cube, series, rest)
}

#[inline(always)]
fn elsewhere<F: MultiplyAdd>(bits: u64) -> f64 {
    let [a0, a1, a2, a3, a4] = SERIES.map(f64::from_bits);
    let fma = F::multiply_add;
    let offset = bits.wrapping_sub(LOWEST);
    let Slice { reciprocal, logarithm } = SLICES_OF_LN[(offset >> SLICE_BITS) as usize % SLICES];
    let octave = offset as i64 >> 52;
    let reduced = f64::from_bits(bits.wrapping_sub((octave as u64) << 52));
    let octave = octave as f64;
    let r = fma(reduced, reciprocal, -1.0);
    let whole = fma(octave, LN_2[0], logarithm);
    let high = whole + r;
    let square = r * r;
    let low = fma(square, a0, fma(octave, LN_2[1], (whole - high) + r));
    let series = fma(fma(r, a4, a3), square, fma(r, a2, a1));
    fma(r * square, series, low) + high
}

/// `log(x)` of the GNU C library, to the bit: Python's `math.log`. Off by at most 0.519 units in
/// the last place.
///
/// ```
/// use verigrad::numpy::ln;
///
/// assert_eq!(ln(2.0), std::f64::consts::LN_2);
/// assert_eq!(ln(0.0), f64::NEG_INFINITY);
/// assert!(ln(-1.0).is_nan());
/// ```
#[inline]
pub fn ln(x: f64) -> f64 {
    by_best_means(NaturalLogarithm(x))
}

struct NaturalExponential(f64);

impl Operation for NaturalExponential {
    type Output = f64;

    #[inline(always)]
    fn by<F: MultiplyAdd>(self) -> f64 {
        // The second half of `pow`, of a logarithm without a tail.
        Logarithm { high: self.0, low: 0.0 }.power::<F>(1.0, 0)
    }
}

/// `exp(x)` of the GNU C library, to the bit: Python's `math.exp`. Off by at most 0.511 units in
/// the last place.
///
/// ```
/// use verigrad::numpy::exp;
///
/// assert_eq!(exp(0.0), 1.0);
/// assert_eq!(exp(1.0), std::f64::consts::E);
/// assert_eq!(exp(-1e9), 0.0);
/// ```
#[inline]
pub fn exp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    by_best_means(NaturalExponential(x))
}

#[cfg(test)]
pub(super) mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::multiply_add::{Hardware, Software};
    use super::{NaturalExponential, NaturalLogarithm, Operation, exp, ln};
    use crate::numpy::log1p;

    /// Function, argument and result of each row of `golden/numpy/c_library.csv`.
    pub(in super::super) fn c_library() -> Vec<(String, f64, f64)> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/numpy/c_library.csv");
        let text = fs::read_to_string(path).expect("the golden file");
        let number = |field: &str| f64::from_bits(u64::from_str_radix(field, 16).expect("bits"));
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        let row = |row: &str| {
            let fields: Vec<&str> = row.split(',').collect();
            (fields[0].to_owned(), number(fields[1]), number(fields[2]))
        };
        rows.map(row).collect()
    }

    #[test]
    fn the_c_librarys_bits_come_out() {
        let mut compared = 0;
        for (function, x, wanted) in c_library() {
            let by_all = match &*function {
                "log" => vec![
                    ln(x),
                    NaturalLogarithm(x).by::<Hardware>(),
                    NaturalLogarithm(x).by::<Software>(),
                ],
                "exp" => vec![
                    exp(x),
                    NaturalExponential(x).by::<Hardware>(),
                    NaturalExponential(x).by::<Software>(),
                ],
                "log1p" => vec![log1p(x)],
                _ => continue,
            };
            for got in by_all {
                assert_eq!(got.to_bits(), wanted.to_bits(), "{function}({x:e}): {got:e}");
            }
            compared += 1;
        }
        assert!(compared > 4000, "{compared}");
    }

    /// Else the golden file would not tell the library's `log` from a correctly rounded one.
    #[test]
    fn another_librarys_logarithm_has_other_bits() {
        let differs = |k: &u32| {
            let x = f64::from(*k) / 100_003.0;
            ln(x).to_bits() != libm::log(x).to_bits()
        };
        assert!((1..100_000).filter(differs).count() > 100);
    }
}
