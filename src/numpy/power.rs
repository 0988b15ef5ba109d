//! Python's `**` on float scalars: the GNU C library's `pow`, bit for bit on every platform.
//!
//! NumPy evaluates `x**2` on a float64 *scalar* (not on an array) as the C library's
//! `pow(x, 2.0)`, and CPython evaluates `float ** int` as `pow(base, double(exponent))`.
//! `pow` is not correctly rounded: it differs from the product `x * x`, which is, in about one
//! argument in 1,200, and other C libraries (musl, macOS, Windows) have another one. The
//! notebook's is the GNU library's since version 2.29 (commit 424c4f60ed) as compiled for
//! processors with fused multiply-add.
//!
//! Source: `math/pow.c`, `pow_log_data.c` and `exp_data.c` of ARM's optimized-routines (Szabolcs
//! Nagy, 2018; MIT or Apache-2.0 with LLVM exception), of which the library's is a copy. From
//! there are the method and the ten coefficients of its two series; the tables are computed by
//! the rules that they follow.
//!
//! # Order of operations
//!
//! xʸ = exp(y·ln x), the logarithm and the product as sums of two numbers. The compiler chose
//! which products to fuse with their sums; a test on random arguments notices only some of these
//! choices, so they are listed, as read off the library's machine code. With x = 2ᵏ·z, c the
//! centre of z's slice, A and C the coefficients, N = 128 slices, H·(1 + T) the head of a slice:
//!
//! ```text
//!  1  r    = fma(z, 1/c, -1)                      exact
//!  2  t₁   = fma(k, ln2 high, ln c high)          exact
//!  3  l₁   = fma(k, ln2 low, ln c low)
//!  4  a = -½r, a₂ = r·a, a₃ = r·a₂, l₃ = fma(a, r, -a₂)
//!  5  p₁ = fma(r, A₂, A₁)    6  p₂ = fma(r, A₄, A₃)    7  p₃ = fma(r, A₆, A₅)
//!  8  p₄   = fma(p₃, a₂, p₂)
//!  9  p₅   = fma(p₄, a₂, p₁)
//! 10  t₂ = t₁ + r, l₂ = (t₁ - t₂) + r, h = t₂ + a₂, l₄ = (t₂ - h) + a₂
//!     low  = fma(a₃, p₅, ((l₁ + l₂) + l₃) + l₄)
//! 11  L = h + low, l = (h - L) + low, e = y·L, f = fma(y, L, -e)
//! 12  f'   = fma(y, l, f)
//! 13  s    = fma(e, N/ln2, 1.5·2⁵²)               its last bits are the integer n
//! 14  q    = fma(n, -(ln2/N) high, e)
//! 15  r    = fma(n, -(ln2/N) low, q) + f'
//! 16  s₁   = fma(r, C₃, C₂)
//! 17  s₂   = fma(s₁, r², T + r)
//! 18  s₃   = fma(r, C₅, C₄)
//! 19  rest = fma(s₃, r²·r², s₂)
//! 20  xʸ   = fma(rest, H, H)                      fused where xʸ overflows, not where it is
//!                                                 subnormal
//! ```
//!
//! # By platform
//!
//! What else could differ between machines, and why it does not:
//!
//! | what | here | why it is the same |
//! |---|---|---|
//! | `+ - * /`, `sqrt` of f64 and f32 | the processor's | IEEE 754 rounds them correctly; Rust never fuses or reorders them. 32-bit x86 without SSE2 is refused |
//! | `pow` of f64 | this module | integers and the operations above |
//! | `pow` of f32 | this module's, rounded to f32 | the same |
//! | fused multiply-add | the instruction, or the `libm` crate's | both are exact before the one rounding |
//! | `exp` in the nets' hot loop | [`nn::kernels`](crate::nn::kernels)' polynomial | fixed order for every vector width |
//! | `log`, `sin`, `cos` of PyTorch's f32 blocks | [`torch`](crate::torch)'s polynomials | fixed order |
//! | `log`, `exp`, `sin`, `cos` of f64 in objectives, data and NumPy's normals | [`ln`], [`exp`], [`sin`], [`cos`] | the same |
//! | `log1p` there | [`log1p`](super::log1p) | every operation rounded, in a fixed order |
//! | `log1p`, `sin`, `cos` of single normals | the `libm` crate's | compiled from the same source everywhere |
//! | `ln`, `log10`, powers in verdicts and homeworks | the `libm` crate's | the same |
//! | `exp`, `ln` of the nets' reference path, of losses that are shown, of gradient checks | the platform's | not the same: at most a unit in the last place, held to [tolerances](crate::tolerance) far above it, and in no verdict on a report |
//! | `log10`, `powf`, `sin`, `cos` in figures | the platform's | not the same: a hundredth of a pixel |
//! | sums over threads | none | a training, a probe and a run each stay on one thread; results are put in the document's order |
//! | hash tables | looked up, never walked in their order | |
//! | `usize` | at most the length of a list | the random stream counts in `u64` |
//! | ends of lines | `\n` is written; `\r\n` is read as `\n` | |
//! | decimals | Rust's own | correctly rounded in both directions |

mod algorithm;
mod circle;
mod circle_table;
mod multiply_add;
mod natural;
mod special;
mod square;
mod tables;
#[cfg(test)]
mod tests;

use algorithm::Logarithm;
pub use circle::{cos, sin};
use multiply_add::{MultiplyAdd, Operation, by_best_means};
pub use natural::{exp, ln};
use special::special;
pub use square::square;

#[cfg(all(target_arch = "x86", not(target_feature = "sse2")))]
compile_error!("the x87 rounds twice: build for a target with SSE2");

/// `pow(base, exponent)` of the GNU C library: what Python's `base ** exponent` is.
///
/// Off by at most 0.52 units in the last place. Special arguments are C's (annex F.10.4.4); which
/// NaN comes out is not defined, and a signalling NaN is one like any other.
///
/// ```
/// use verigrad::numpy::pow;
///
/// assert_eq!(pow(0.9, 4.0), 0.6561);
/// assert_eq!(0.9 * 0.9 * 0.9 * 0.9, 0.6561000000000001);
/// ```
#[inline]
pub fn pow(base: f64, exponent: f64) -> f64 {
    by_best_means(Power { base, exponent })
}

/// Powers of one base: the bits of [`pow`], its logarithm taken once.
///
/// ```
/// use verigrad::numpy::{Base, pow};
///
/// let beta = Base::new(0.999);
/// assert_eq!(beta.to(1234.0), pow(0.999, 1234.0));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Base {
    base: f64,
    /// Of a usual base.
    logarithm: Option<Logarithm>,
}

impl Base {
    /// That base.
    pub fn new(base: f64) -> Self {
        let logarithm = is_usual_base(base).then(|| by_best_means(LogarithmOf(base)));
        Self { base, logarithm }
    }

    /// Its power.
    #[inline]
    pub fn to(self, exponent: f64) -> f64 {
        match self.logarithm {
            Some(logarithm) if is_usual_exponent(exponent) => {
                by_best_means(PowerOf { logarithm, exponent })
            }
            _ => pow(self.base, exponent),
        }
    }
}

/// Positive and normal.
#[inline(always)]
fn is_usual_base(base: f64) -> bool {
    const LEAST: u64 = f64::MIN_POSITIVE.to_bits();
    base.to_bits().wrapping_sub(LEAST) < f64::INFINITY.to_bits() - LEAST
}

/// 2⁻⁶⁵ ≤ |exponent| < 2⁶³.
#[inline(always)]
fn is_usual_exponent(exponent: f64) -> bool {
    const FROM: u64 = 1023 - 65;
    const TO: u64 = 1023 + 63;
    ((exponent.to_bits() >> 52) & 0x7ff).wrapping_sub(FROM) < TO - FROM
}

/// The whole algorithm.
struct Power {
    base: f64,
    exponent: f64,
}

impl Operation for Power {
    type Output = f64;

    #[inline(always)]
    fn by<F: MultiplyAdd>(self) -> f64 {
        let Self { base, exponent } = self;
        if is_usual_base(base) && is_usual_exponent(exponent) {
            Logarithm::of::<F>(base.to_bits()).power::<F>(exponent, 0)
        } else {
            special::<F>(base, exponent)
        }
    }
}

/// Its first half, of a usual base.
struct LogarithmOf(f64);

impl Operation for LogarithmOf {
    type Output = Logarithm;

    #[inline(always)]
    fn by<F: MultiplyAdd>(self) -> Logarithm {
        Logarithm::of::<F>(self.0.to_bits())
    }
}

/// Its second half, for a usual exponent.
struct PowerOf {
    logarithm: Logarithm,
    exponent: f64,
}

impl Operation for PowerOf {
    type Output = f64;

    #[inline(always)]
    fn by<F: MultiplyAdd>(self) -> f64 {
        self.logarithm.power::<F>(self.exponent, 0)
    }
}
