//! Every path to the same bits: the best means this process has, `f64::mul_add` without the
//! instruction, and integers alone.

use std::fs;
use std::path::Path;

use super::algorithm::Logarithm;
use super::multiply_add::{
    Hardware, MEANS, Means, MultiplyAdd, Operation, SWITCH, Software, by_best_means,
};
use super::square::{Square, filtered};
use super::{Base, LogarithmOf, Power, PowerOf, is_usual_base, is_usual_exponent, pow, square};

/// The rows of a file of `golden/numpy`.
fn golden(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/numpy").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| row.split(',').map(str::to_owned).collect()).collect()
}

fn number(field: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(field, 16).unwrap_or_else(|error| panic!("{error}")))
}

fn same(one: f64, other: f64) -> bool {
    one.to_bits() == other.to_bits() || (one.is_nan() && other.is_nan())
}

/// pow by one path, the square by its whole algorithm, and a power by a logarithm that is kept.
type Path3 = (&'static str, fn(f64, f64) -> f64, fn(f64) -> f64, fn(f64, f64) -> f64);

fn kept<F: MultiplyAdd>(base: f64, exponent: f64) -> f64 {
    if !is_usual_base(base) || !is_usual_exponent(exponent) {
        return Power { base, exponent }.by::<F>();
    }
    let logarithm: Logarithm = LogarithmOf(base).by::<F>();
    PowerOf { logarithm, exponent }.by::<F>()
}

const PATHS: [Path3; 3] = [
    ("best", pow, |x| by_best_means(Square(x)), |base, exponent| Base::new(base).to(exponent)),
    (
        "mul_add",
        |base, exponent| Power { base, exponent }.by::<Hardware>(),
        |x| Square(x).by::<Hardware>(),
        kept::<Hardware>,
    ),
    (
        "integers",
        |base, exponent| Power { base, exponent }.by::<Software>(),
        |x| Square(x).by::<Software>(),
        kept::<Software>,
    ),
];

#[test]
fn golden_bits_come_out_on_every_path() {
    let (squares, powers) = (golden("square.csv"), golden("power.csv"));
    assert!(squares.len() > 800 && powers.len() > 1000);
    for (name, pow, whole, kept) in PATHS {
        for row in &squares {
            let [argument, power] = [0, 1].map(|column| number(&row[column]));
            let found = [pow(argument, 2.0), whole(argument), filtered(argument, whole)];
            let kept = kept(argument, 2.0);
            let agree = found.into_iter().chain([kept]).all(|found| same(found, power));
            assert!(agree, "{name}: {argument:e} squared: {found:?}, {kept:e} for {power:e}");
        }
        for row in &powers {
            let exponent: f64 = row[1].parse().unwrap_or_else(|error| panic!("{error}"));
            let [base, power] = [0, 2].map(|column| number(&row[column]));
            let found = [pow(base, exponent), kept(base, exponent)];
            let agree = found.into_iter().all(|found| same(found, power));
            assert!(agree, "{name}: {base} ** {exponent}: {found:?} for {power:e}");
        }
    }
}

/// Arguments that are drawn, and some at every edge: all paths against integers alone.
#[test]
fn all_paths_agree() {
    let mut state = 7_u64;
    let mut word = || {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    let (_, reference, _, _) = PATHS[2];
    for draw in 0..200_000 {
        let base = f64::from_bits(word());
        let exponent = match draw % 4 {
            0 => f64::from_bits(word()),
            1 => 2.0,
            // Results at both ends of the range.
            2 => 1080.0 * ((word() >> 11) as f64 / (1_u64 << 53) as f64 - 0.5) / base.abs().log2(),
            _ => (word() % 200) as f64 - 100.0,
        };
        let wanted = reference(base, exponent);
        for (name, pow, whole, kept) in PATHS {
            let found = [pow(base, exponent), kept(base, exponent)];
            let agree = found.into_iter().all(|found| same(found, wanted));
            assert!(agree, "{name}: {base:e} ** {exponent:e}: {found:?} for {wanted:e}");
            let (found, wanted) = ([whole(base), filtered(base, whole)], reference(base, 2.0));
            let agree = found.into_iter().all(|found| same(found, wanted));
            assert!(agree, "{name}: {base:e} squared: {found:?} for {wanted:e}");
        }
        assert!(same(square(base), reference(base, 2.0)), "{base:e}");
    }
}

/// The switch is what the suite's run on the software path relies on.
#[test]
fn the_switch_is_obeyed() {
    let switched = std::env::var_os(SWITCH).is_some();
    let software = matches!(*MEANS, Means::Software);
    assert!(software || !switched);
    #[cfg(target_arch = "x86_64")]
    assert_eq!(software, switched || pulp::x86::V3::try_new().is_none());
}
