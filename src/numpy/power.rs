//! Python's `**` on float scalars.
//!
//! NumPy evaluates `x**2` on a float64 *scalar* (not on an array) as the C library's
//! `pow(x, 2.0)`, and CPython evaluates `float ** int` as `pow(base, double(exponent))`.
//! `pow` is not correctly rounded: glibc promises 1 ULP and differs from the product
//! `x * x`, which is correctly rounded, in about one argument in 1,200.

use std::hint::black_box;
use std::sync::OnceLock;

/// `pow(base, exponent)` of the C library the program runs on.
///
/// The exponent is hidden from the optimiser, which otherwise replaces `pow(x, 2.0)` by
/// `x * x` and constant calls by its own result.
#[inline]
pub fn c_library_pow(base: f64, exponent: f64) -> f64 {
    base.powf(black_box(exponent))
}

/// Whether the C library's `pow` rounds as the one that the report's notebook ran on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CLibrary {
    /// Bits agree with the references: Problem 1 can be reproduced to the last digit.
    AsTheNotebook,
    /// Another `pow` (musl, macOS, Windows, a processor without fused multiply-add):
    /// a mismatch in the last digits proves nothing here.
    RoundsOtherwise,
}

/// Arguments whose `pow(x, 2.0)` differs from `x * x` in glibc, with glibc's result.
/// A sample of `golden/numpy/square.csv`, which the tests compare in full.
const WITNESSES: [(u64, u64); 4] = [
    (0xc034_907b_2697_5dfb, 0x407a_6e4c_8ce4_f144),
    (0xc000_d507_bfc2_a3f1, 0x4011_b523_ddda_a6f3),
    (0xc07d_d557_46f7_2bac, 0x410b_d03c_836e_c41a),
    (0x4073_d66a_914c_22b7, 0x40f8_9876_7e89_516b),
];

/// Asks the C library for squares that only the notebook's kind of `pow` answers as recorded.
pub fn c_library() -> CLibrary {
    static ANSWER: OnceLock<CLibrary> = OnceLock::new();
    *ANSWER.get_or_init(|| {
        let same = WITNESSES.iter().all(|&(argument, power)| {
            c_library_pow(f64::from_bits(argument), 2.0).to_bits() == power
        });
        if same { CLibrary::AsTheNotebook } else { CLibrary::RoundsOtherwise }
    })
}
