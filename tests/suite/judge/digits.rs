//! Printed digits against numbers: exact, rounded, in a box, on a grid.

use proptest::prelude::*;
use verigrad::claim::{Printed, PrintedArray, PrintedNumber};
use verigrad::interval::Interval;
use verigrad::judge::{
    Digits, exact, is_float32, is_share_of, objective_over_box, printed, rounds_to,
};
use verigrad::numpy::{array_print, repr};
use verigrad::objective::Rosenbrock;

use super::{number, one_digit_changed};
use crate::strategies::config;

fn array(text: &str) -> PrintedArray {
    match Printed::parse(text) {
        Ok(Printed::Array(array)) => array,
        other => panic!("{text}: {other:?}"),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn exact_takes_the_truth_and_no_changed_digit(value in -1e9..1e9f64) {
        let text = repr(value);
        prop_assert!(matches!(exact(&number(&text), value), Digits::All(_)));
        for false_text in one_digit_changed(&text) {
            if number(&false_text).to_f64() != value {
                prop_assert_eq!(exact(&number(&false_text), value), Digits::Differ, "{}", false_text);
            }
        }
    }

    #[test]
    fn printed_takes_the_truth_and_no_changed_digit(x in -4.0..4.0f64, y in -4.0..4.0f64) {
        let text = array_print(&[x, y]);
        prop_assert!(printed(&array(&text), &[x, y]).agree(), "{}", text);
        for false_text in one_digit_changed(&text) {
            let same = array(&false_text).elements == array(&text).elements;
            prop_assert!(same || !printed(&array(&false_text), &[x, y]).agree(), "{}", false_text);
        }
    }

    #[test]
    fn the_objective_over_a_box_has_every_value_in_it(
        x in -4.0..4.0f64, y in -4.0..4.0f64, u in -1.0..1.0f64, v in -1.0..1.0f64,
    ) {
        let text = format!("[{x:.8} {y:.8}]");
        let centre: Vec<f64> = array(&text).elements.iter().map(PrintedNumber::to_f64).collect();
        let objective = Rosenbrock::default();
        let inside = [centre[0] + 5e-9 * u, centre[1] + 5e-9 * v];
        let value = verigrad::objective::Objective::value(&objective, inside);
        let judged = objective_over_box(&objective, &array(&text), &number(&repr(value)));
        let (fits, range) = judged.expect("a point");
        prop_assert!(fits, "{value} in {range:?}");
        let range = range.expect("finite");
        let above = range.high() + (range.high() - range.low()) + range.high().abs() * 1e-6 + 1e-12;
        let (fits, _) = objective_over_box(&objective, &array(&text), &number(&repr(above))).unwrap();
        prop_assert!(!fits, "{above} in {range:?}");
    }

    #[test]
    fn interval_arithmetic_encloses(a in -5.0..5.0f64, b in -5.0..5.0f64, c in -5.0..5.0f64, d in -5.0..5.0f64, s in 0.0..1.0f64, t in 0.0..1.0f64) {
        use verigrad::arithmetic::{Arithmetic, Square};
        let (one, other) = (Interval::new(a, b).unwrap(), Interval::new(c, d).unwrap());
        let (x, y) = (a + (b - a) * s, c + (d - c) * t);
        prop_assume!(one.contains(x) && other.contains(y));
        prop_assert!((one + other).contains(x + y));
        prop_assert!((one - other).contains(x - y));
        prop_assert!((one * other).contains(x * y));
        for form in [Square::CLibraryPow, Square::Product] {
            prop_assert!(one.square(form).contains(x.square(form)));
            prop_assert!(one.square(form).low() >= 0.0);
        }
    }
}

#[test]
fn fewer_digits_are_a_rounding_or_a_difference() {
    let value = 2.4411637529060323e-08;
    assert_eq!(exact(&number("2.441e-08"), value), Digits::Rounded(4));
    assert_eq!(exact(&number("2.442e-08"), value), Digits::Differ);
    assert_eq!(exact(&number("2.440e-08"), value), Digits::Differ);
    // A tie between two shortest decimals, of which Python prints the even one.
    let tie = 2_f64.powi(50) + 0.25;
    assert_eq!(exact(&number("1125899906842624.2"), tie), Digits::All(17));
    assert_eq!(exact(&number("1125899906842624.3"), tie), Digits::Differ);
    assert_eq!(exact(&number("nan"), f64::NAN), Digits::Special);
    assert_eq!(exact(&number("nan"), value), Digits::Differ);
    assert_eq!(exact(&number("2.441e-08"), f64::NAN), Digits::Differ);
    assert_eq!(exact(&number("0.0"), 1e-20), Digits::Differ, "zero is no rounding of a number");
}

#[test]
fn a_second_mention_rounds() {
    let first = number("4.663690197048709e-05");
    assert!(rounds_to(&number("4.66e-05"), &first));
    assert!(!rounds_to(&number("4.67e-05"), &first));
    assert!(!rounds_to(&number("4.65e-05"), &first));
    assert!(rounds_to(&number("0.9634"), &number("0.96345")), "a tie goes either way");
    assert!(rounds_to(&number("0.9635"), &number("0.96345")), "a tie goes either way");
}

#[test]
fn grain_knows_what_can_exist() {
    assert!(is_share_of(&number("0.9635"), 10_000));
    assert!(is_share_of(&number("96.35%"), 10_000));
    assert!(!is_share_of(&number("0.96345"), 10_000));
    assert!(!is_share_of(&number("1.0001"), 10_000));
    assert!(is_share_of(&number("1.0"), 10_000));
    assert!(is_float32(&number("1.0840625762939453")));
    assert!(!is_float32(&number("1.0840625762939454")) || 1.0840625762939454 == 1.0840625762939453);
    assert!(!is_float32(&number("1.0840625762939473")));
}
