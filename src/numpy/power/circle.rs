//! The GNU C library's `sin` and `cos`, which NumPy and Python call on float64.
//!
//! Source: `s_sin.c` of IBM's Accurate Mathematical Library (2001), as the GNU library has it from
//! 2.28 to 2.42, compiled for processors with fused multiply-add; later versions round correctly,
//! which differs in one argument of six hundred. From there are the method, the coefficients and
//! the split of π/2; the table is computed.
//!
//! Order of operations, fused where GCC fuses it (23 million random arguments agree with the
//! library's). An argument beyond 0.855 is brought to a + d, less than π/4, by multiples of π/2:
//!
//! ```text
//! |x| < 2.426  a + d = (π/2 high - |x|) + π/2 low
//! beyond       n = round(x·2/π): y = fma(-n, p₂, fma(-n, p₁, x)), t = fma(-n, p₃, y)
//!              a = fma(-n, p₄, t), d = fma(-n, p₄, t - a) + fma(-p₃, n, y - t)
//! ```
//!
//! Below 0.126 `sin` is a series, `a + fma(a², fma(P(a²), a, -½d), d)`, P by Horner's scheme. Else,
//! with k/128 the nearest to |a|, x the rest (of `cos`: plus d), S and C sine and cosine of k/128:
//!
//! ```text
//! sin: s = fma(x·x², fma(S₅, x², S₃), d) + x, c = fma(d, x, fma(fma(C₆, x², C₄), x², C₂)·x²)
//!      S + fma(s, C, fma(-c, S, fma(s, C low, S low)))
//! cos: s = fma(x·x², fma(S₅, x², S₃), x), c = fma(fma(C₆, x², C₄), x², C₂)·x²
//!      C + fma(-s, S, fma(-c, C, fma(-s, S low, C low)))
//! ```

use super::circle_table::{CIRCLE, Place};
use super::multiply_add::{MultiplyAdd, Operation, by_best_means};

/// From here on the library reduces by other means, which are not restated.
const FARTHEST: f64 = 105_414_350.0;

/// S₃, S₅, C₂, C₄, C₆: for the rest behind a place of the table.
const NEAR: [f64; 5] = [
    -1.666_666_666_666_648_8e-1,
    8.333_332_142_857_223e-3,
    0.5,
    -4.166_666_666_666_644e-2,
    1.388_888_740_079_376e-3,
];

/// The sine's series from a³ on.
const SERIES: [u64; 5] = [
    0xbfc5_5555_5555_5555,
    0x3f81_1111_1111_0ece,
    0xbf2a_01a0_19db_08b8,
    0x3ec7_1de2_7b9a_7ed9,
    0xbe5a_ddff_c2fc_df59,
];

/// π/2 in two pieces, and in four that multiply exactly.
const QUARTER: [f64; 2] = [std::f64::consts::FRAC_PI_2, 6.123_233_995_736_766e-17];
const QUARTERS: [u64; 4] =
    [0x3ff9_21fb_5800_0000, 0xbe4d_de97_3c00_0000, 0xbc8c_b3b3_9800_0000, 0xbacd_747f_23e3_2ed7];

fn place(magnitude: f64) -> (&'static Place, f64) {
    // Adding it leaves 128ths in the last bits.
    const TO_128THS: f64 = 1.5 * (1_u64 << 45) as f64;
    let shifted = TO_128THS + magnitude;
    let index = shifted.to_bits() as u32 as usize;
    (&CIRCLE[index % CIRCLE.len()], magnitude - (shifted - TO_128THS))
}

#[inline(always)]
fn sine<F: MultiplyAdd>(a: f64, d: f64) -> f64 {
    let fma = F::multiply_add;
    if a.abs() < 0.126 {
        let [s1, s2, s3, s4, s5] = SERIES.map(f64::from_bits);
        let square = a * a;
        let series = fma(fma(fma(fma(s5, square, s4), square, s3), square, s2), square, s1);
        return a + fma(square, fma(series, a, -(d * 0.5)), d);
    }
    let [s3, s5, c2, c4, c6] = NEAR;
    let d = if a <= 0.0 { -d } else { d };
    let (place, x) = place(a.abs());
    let square = x * x;
    let s = fma(x * square, fma(s5, square, s3), d) + x;
    let c = fma(d, x, fma(fma(c6, square, c4), square, c2) * square);
    let rest = fma(-c, place.sine, fma(s, place.cosine_low, place.sine_low));
    (place.sine + fma(s, place.cosine, rest)).copysign(a)
}

#[inline(always)]
fn cosine<F: MultiplyAdd>(a: f64, d: f64) -> f64 {
    let fma = F::multiply_add;
    let [s3, s5, c2, c4, c6] = NEAR;
    let d = if a < 0.0 { -d } else { d };
    let (place, x) = place(a.abs());
    let x = x + d;
    let square = x * x;
    let s = fma(x * square, fma(s5, square, s3), x);
    let c = fma(fma(c6, square, c4), square, c2) * square;
    let rest = fma(-c, place.cosine, fma(-s, place.sine_low, place.cosine_low));
    place.cosine + fma(-s, place.sine, rest)
}

/// sin(x + quarters·π/2) for an x beyond 2.426.
#[inline(always)]
fn turned<F: MultiplyAdd>(x: f64, quarters: u64) -> f64 {
    const TO_INTEGER: f64 = 1.5 * (1_u64 << 52) as f64;
    let fma = F::multiply_add;
    let [p1, p2, p3, p4] = QUARTERS.map(f64::from_bits);
    let shifted = fma(x, std::f64::consts::FRAC_2_PI, TO_INTEGER);
    let n = shifted - TO_INTEGER;
    let y = fma(-n, p2, fma(-n, p1, x));
    let t = fma(-n, p3, y);
    let a = fma(-n, p4, t);
    let d = fma(-n, p4, t - a) + fma(-p3, n, y - t);
    let turns = shifted.to_bits().wrapping_add(quarters);
    let value = if turns & 1 == 1 { cosine::<F>(a, d) } else { sine::<F>(a, d) };
    if turns & 2 == 2 { -value } else { value }
}

struct Sine(f64);
struct Cosine(f64);

/// The upper half of a magnitude's bits, by which the library tells ranges apart.
fn high_word(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32 & 0x7fff_ffff
}

const SMALL: u32 = 0x3feb_6000;
const MIDDLE: u32 = 0x4003_68fd;

impl Operation for Sine {
    type Output = f64;

    #[inline(always)]
    fn by<F: MultiplyAdd>(self) -> f64 {
        let Self(x) = self;
        match high_word(x) {
            0..0x3e50_0000 => x,
            0x3e50_0000..SMALL => sine::<F>(x, 0.0),
            SMALL..MIDDLE => cosine::<F>(QUARTER[0] - x.abs(), QUARTER[1]).copysign(x),
            _ if x.abs() < FARTHEST => turned::<F>(x, 0),
            _ => libm::sin(x),
        }
    }
}

impl Operation for Cosine {
    type Output = f64;

    #[inline(always)]
    fn by<F: MultiplyAdd>(self) -> f64 {
        let Self(x) = self;
        match high_word(x) {
            0..0x3e40_0000 => 1.0,
            0x3e40_0000..SMALL => cosine::<F>(x, 0.0),
            SMALL..MIDDLE => {
                let y = QUARTER[0] - x.abs();
                let a = y + QUARTER[1];
                sine::<F>(a, (y - a) + QUARTER[1])
            }
            _ if x.abs() < FARTHEST => turned::<F>(x, 1),
            _ => libm::cos(x),
        }
    }
}

/// `sin(x)` of the GNU C library 2.28 to 2.42, to the bit for |x| below 105,414,350: Python's
/// `math.sin`. Off by at most 0.55 units in the last place.
///
/// ```
/// use verigrad::numpy::{cos, sin};
///
/// assert_eq!(sin(std::f64::consts::PI), 1.2246467991473532e-16);
/// assert_eq!((cos(0.0), sin(0.0)), (1.0, 0.0));
/// ```
#[inline]
pub fn sin(x: f64) -> f64 {
    by_best_means(Sine(x))
}

/// `cos(x)`, as [`sin`].
#[inline]
pub fn cos(x: f64) -> f64 {
    by_best_means(Cosine(x))
}

#[cfg(test)]
mod tests {
    use super::super::multiply_add::{Hardware, Software};
    use super::{Cosine, Operation, Sine, cos, sin};
    use crate::numpy::power::natural::tests::c_library;

    #[test]
    fn the_c_librarys_bits_come_out() {
        let mut compared = 0;
        for (function, x, wanted) in c_library() {
            let by_all = match &*function {
                "sin" => [sin(x), Sine(x).by::<Hardware>(), Sine(x).by::<Software>()],
                "cos" => [cos(x), Cosine(x).by::<Hardware>(), Cosine(x).by::<Software>()],
                _ => continue,
            };
            for got in by_all {
                assert_eq!(got.to_bits(), wanted.to_bits(), "{function}({x:e}): {got:e}");
            }
            compared += 1;
        }
        assert!(compared > 4000, "{compared}");
    }

    /// Else the golden file would not tell the library's sine from another's.
    #[test]
    fn another_librarys_sine_has_other_bits() {
        let differs = |k: &u32| {
            let x = f64::from(*k) / 10_007.0;
            sin(x).to_bits() != libm::sin(x).to_bits()
        };
        assert!((1..100_000).filter(differs).count() > 100);
    }

    #[test]
    fn what_is_not_finite_has_no_sine() {
        for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(sin(x).is_nan() && cos(x).is_nan());
        }
    }
}
