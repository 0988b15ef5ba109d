//! Our `pow` against the C library's own, where that is the notebook's kind.
//!
//! A thousand draws of each kind at every run; as many as one likes with
//!
//! ```sh
//! VERIGRAD_SOAK=1000000000 cargo test --test suite -- --ignored --nocapture soak
//! ```

use std::hint::black_box;

use proptest::prelude::*;
use rayon::prelude::*;
use verigrad::numpy::{Base, pow, square};

use crate::golden::{same, show};

/// What Rust's `powf` calls: the C library's, where there is one. The exponent is hidden from the
/// compiler, which would fold some powers into products.
fn system_pow(base: f64, exponent: f64) -> f64 {
    base.powf(black_box(exponent))
}

/// Whether that is the GNU library's since 2.29 on a processor with fused multiply-add: by
/// squares that all others round otherwise, from `golden/numpy/square.csv`.
fn is_the_notebooks() -> bool {
    let known = [
        (0xc034_907b_2697_5dfb, 0x407a_6e4c_8ce4_f144),
        (0xc000_d507_bfc2_a3f1, 0x4011_b523_ddda_a6f3),
        (0xc07d_d557_46f7_2bac, 0x410b_d03c_836e_c41a),
        (0x4073_d66a_914c_22b7, 0x40f8_9876_7e89_516b_u64),
    ];
    let agrees = |&(argument, power): &(u64, u64)| {
        system_pow(f64::from_bits(argument), 2.0).to_bits() == power
    };
    let agree = cfg!(target_env = "gnu") && known.iter().all(agrees);
    if !agree {
        println!("not compared: this system's pow is not the notebook's");
    }
    agree
}

/// Every way to the power, against the system's.
fn disagreement(base: f64, exponent: f64) -> Option<String> {
    let wanted = system_pow(base, exponent);
    let mut found = vec![pow(base, exponent), Base::new(base).to(exponent)];
    if exponent == 2.0 {
        found.push(square(base));
    }
    let wrong = found.into_iter().find(|&found| !same(found, wanted))?;
    Some(format!("{} ** {}: {} for {}", show(base), show(exponent), show(wrong), show(wanted)))
}

/// Uniform in 0..1.
fn share(word: u64) -> f64 {
    (word >> 11) as f64 / (1_u64 << 53) as f64
}

/// With that binary exponent.
fn with_exponent(word: u64, exponent: i64) -> f64 {
    f64::from_bits((word >> 12) | ((1023 + exponent) as u64) << 52)
}

/// Neighbours of 1, some bits of the mantissa away.
fn near_one(word: u64, shift: u64) -> f64 {
    let apart = (word >> 12) >> (shift % 50);
    let one = 1.0_f64.to_bits();
    f64::from_bits(if word & 1 == 0 { one + apart } else { one - apart / 2 })
}

const SPECIAL: [f64; 24] = [
    0.0,
    0.5,
    1.0,
    1.5,
    2.0,
    3.0,
    10.0,
    1e10,
    1e300,
    1e-300,
    5e-324,
    1e-310,
    f64::MIN_POSITIVE,
    f64::MAX,
    f64::INFINITY,
    f64::NAN,
    1023.0,
    1024.0,
    1075.0,
    9_007_199_254_740_991.0,
    9_007_199_254_740_992.0,
    9_223_372_036_854_775_808.0,
    1e-20,
    1e19,
];

/// A base and an exponent from two words, and a third that chooses.
type Draw = fn(u64, u64, u64) -> (f64, f64);

/// The kinds of pairs.
const KINDS: [(&str, Draw); 9] = [
    ("squares as in a trajectory", |a, _, c| (with_exponent(a, (c % 40) as i64 - 30), 2.0)),
    ("squares anywhere", |a, _, c| (with_exponent(a, (c % 2046) as i64 - 1022), 2.0)),
    ("any bits", |a, b, _| (f64::from_bits(a), f64::from_bits(b))),
    ("moderate results", |a, b, c| {
        let base = with_exponent(a, (c % 2046) as i64 - 1022);
        (base, (share(b) * 2.0 - 1.0) * 1100.0 / base.log2().abs().max(1e-3))
    }),
    ("bases near 1", |a, b, c| {
        let base = near_one(a, c);
        (base, (share(b) * 2.0 - 1.0) * 1000.0 / base.log2().abs().max(1e-16))
    }),
    ("ends of the range", |a, b, c| {
        let base = with_exponent(a, (c % 2046) as i64 - 1022);
        let wanted = if b & 1 == 0 { -1022.0 - 56.0 * share(b) } else { 1023.0 + 2.0 * share(b) };
        (base, wanted / base.log2())
    }),
    ("subnormal bases", |a, b, c| {
        (f64::from_bits((a >> 12) >> (c % 52)), (share(b) * 2.0 - 1.0) * 1.1)
    }),
    ("negative bases", |a, b, c| {
        (-with_exponent(a, (c % 40) as i64 - 20), (b % 200) as f64 - 100.0)
    }),
    ("powers of the decays", |a, b, _| ([0.9, 0.99, 0.999][a as usize % 3], (b % 200_001) as f64)),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn powers_are_the_systems(words in any::<[u64; 3]>()) {
        if is_the_notebooks() {
            for (kind, draw) in KINDS {
                let (base, exponent) = draw(words[0], words[1], words[2]);
                prop_assert_eq!(disagreement(base, exponent), None, "{}", kind);
            }
        }
    }
}

#[test]
fn powers_of_special_numbers_are_the_systems() {
    if !is_the_notebooks() {
        return;
    }
    let neighbours = |&x: &f64| [x, x.next_up(), x.next_down(), -x, -x.next_up()];
    let all: Vec<f64> = SPECIAL.iter().flat_map(neighbours).collect();
    for &base in &all {
        for &exponent in &all {
            assert_eq!(disagreement(base, exponent), None);
        }
    }
}

/// Over as many arguments as the environment says, on all threads.
#[test]
#[ignore = "a billion arguments take minutes; the head of this file has the command"]
fn soak() {
    assert!(is_the_notebooks());
    let count = std::env::var("VERIGRAD_SOAK").map_or(Ok(10_000_000), |count| count.parse());
    let each: u64 = count.expect("VERIGRAD_SOAK is a number") / KINDS.len() as u64;
    let mix = |word: u64| {
        let mixed = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    for (kind, draw) in KINDS {
        let wrong = (0..each).into_par_iter().find_map_any(|index| {
            let word = |k: u64| mix((4 * index + k).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let (base, exponent) = draw(word(1), word(2), word(3));
            disagreement(base, exponent)
        });
        assert_eq!(wrong, None, "{kind}");
        println!("{kind}: {each} arguments, all the same");
    }
}
