//! Printed numbers.

use proptest::prelude::*;

use crate::shared::homework7;
use crate::strategies::config;
use verigrad::claim::{Decimal, Printed, PrintedNumber};
use verigrad::homework::Ledger;

fn number(text: &str) -> PrintedNumber {
    PrintedNumber::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The decimal `coefficient · 10^last_place` in every notation that can show it.
fn notations(coefficient: i64, last_place: i32) -> Vec<String> {
    let sign = if coefficient < 0 { "-" } else { "" };
    let digits = coefficient.unsigned_abs().to_string();
    let superscript: String = last_place
        .to_string()
        .chars()
        .map(|c| match c.to_digit(10) {
            Some(digit) => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'][digit as usize],
            None => '⁻',
        })
        .collect();
    let mut all = vec![
        format!("{sign}{digits}e{last_place}"),
        format!("{sign}{digits}E{last_place:+03}"),
        format!("{sign}{digits}x10^{last_place}"),
        format!("{sign}{digits} × 10^{{{last_place}}}"),
        format!("{sign}{digits}*10**{last_place}"),
        format!("{sign}{digits}\\times 10^{{{last_place}}}"),
        format!("{sign}{digits}·10{superscript}"),
        format!("{sign}{digits}e{}%", last_place + 2),
        format!("{sign}{digits}e{} \\%", last_place + 2),
        format!("{sign}{digits}e{} percent", last_place + 2),
        format!("{sign}{digits}\\text{{e}}{last_place}"),
        format!("{sign}{digits}\\mathrm{{e}}{{{last_place}}}"),
        format!("{sign}{digits}\\text{{E{last_place}}}"),
        format!("{sign}00{digits}e{last_place}"),
    ];
    let shift = digits.len() - 1;
    let (first, rest) = digits.split_at(1);
    if !rest.is_empty() {
        all.push(format!("{sign}{first}.{rest}e{}", last_place + shift as i32));
    }
    if (-20..=0).contains(&last_place) {
        let places = -last_place as usize;
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        all.push(if places == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{fraction}")
        });
    }
    let with_minus_sign: Vec<String> =
        all.iter().map(|text| text.replace('-', "\u{2212}")).collect();
    all.extend(with_minus_sign);
    all
}

/// What looks like a percent sign behind a number and is none.
#[test]
fn percentage_points_and_remainders_are_no_percent() {
    let start = |text: &str| {
        PrintedNumber::parse_start(text).map(|(number, length)| (number.to_f64(), length))
    };
    assert_eq!(start("0.11 percentage points"), Ok((0.11, 4)));
    assert_eq!(start("17 % 5"), Ok((17.0, 2)));
    assert_eq!(start("17 % of them"), Ok((0.17, 4)));
    assert_eq!(start("96.35\u{a0}% of"), Ok((0.9635, 8)));
    assert_eq!(start("96.35 per cent"), Ok((0.9635, 14)));
    assert_eq!(start("17 %5"), Ok((17.0, 2)));
    assert_eq!(start("96percent"), Ok((96.0, 2)));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_notation_is_the_same_decimal(coefficient in any::<i64>(), last_place in -330..300i32) {
        let expected = Decimal::new(i128::from(coefficient), i64::from(last_place));
        for text in notations(coefficient, last_place) {
            let read = number(&text);
            let decimal = read.decimal().expect("digits");
            prop_assert_eq!(decimal.value(), expected.value(), "{}", text);
            prop_assert_eq!(decimal.last_place(), expected.last_place(), "{}", text);
            prop_assert_eq!(decimal.interval(), expected.interval(), "{}", text);
        }
    }

    #[test]
    fn dropped_zeros_are_as_good_as_printed(coefficient in any::<i32>(), places in 0..9_usize, zeros in 0..9_usize) {
        let point = if places + zeros == 0 { "" } else { "." };
        let digits = format!("{:0places$}", coefficient.unsigned_abs() % 10_u32.pow(places as u32));
        let digits = if places == 0 { String::new() } else { digits };
        let text = format!("{coefficient}{}{digits}", if places == 0 { "" } else { "." });
        let printed = format!("{coefficient}{point}{digits}{}", "0".repeat(zeros));
        let (text, printed) = (number(&text), number(&printed));
        let extended = text.decimal().expect("digits").extended_to(-((places + zeros) as i64));
        prop_assert_eq!(Some(&extended), printed.decimal());
        prop_assert_eq!(&extended.extended_to(0), &extended, "never shortened");
    }

    #[test]
    fn print_and_parse_give_the_same_decimal(coefficient in any::<i64>(), last_place in -330..300i32) {
        let decimal = Decimal::new(i128::from(coefficient), i64::from(last_place));
        let printed = PrintedNumber::Finite(decimal);
        let again = number(&printed.to_string());
        prop_assert_eq!(again.decimal().unwrap().interval(), printed.decimal().unwrap().interval());
        prop_assert_eq!(again.to_string(), printed.to_string());
    }

    #[test]
    fn a_float_lies_in_the_interval_of_its_own_print(value in any::<f64>().prop_filter("finite", |v| v.is_finite())) {
        let text = verigrad::numpy::repr(value);
        let read = number(&text);
        prop_assert_eq!(read.to_f64(), value);
        prop_assert!(read.decimal().unwrap().interval().contains(value));
        prop_assert!(read.stands_for(value));
    }

    #[test]
    fn rounded_prints_stand_for_the_number_and_their_neighbours_do_not(
        value in -1e6..1e6f64, places in 0..8usize,
    ) {
        let text = format!("{value:.places$}");
        let read = number(&text);
        prop_assert!(read.stands_for(value), "{text} for {value}");
        let unit = 10f64.powi(-(places as i32));
        for neighbour in [value + 1.01 * unit, value - 1.01 * unit] {
            prop_assert!(!read.stands_for(neighbour), "{text} for {neighbour}");
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,40}", digits in "[-+0-9.eE^*x× {}%\\[\\],nainf]{0,40}") {
        for text in [text, digits] {
            let _ = Printed::parse(&text);
            let _ = Ledger::parse_submission(&text, "x", &Ledger::default(), homework7().names());
            let _ = Ledger::parse(&text, "x", homework7().names());
        }
    }
}

#[test]
fn special_values_and_bare_powers() {
    assert_eq!(number("nan"), PrintedNumber::NotANumber);
    assert_eq!(number("NaN"), PrintedNumber::NotANumber);
    assert_eq!(number("-inf"), PrintedNumber::Infinite { negative: true });
    for text in ["10^{-4}", "10**-4", "10⁻⁴", "1e-4", "1×10⁻⁴", "0.0001", "0.01%"] {
        assert_eq!(number(text), number("0.0001"), "{text}");
    }
    assert_ne!(number("1.0e-4"), number("1e-4"), "one place more");
    assert_eq!(number("-10^{-5}"), number("-0.00001"));
    assert_eq!(number("10").decimal().unwrap().last_place(), 0);
    assert_eq!(number("10e-4").decimal().unwrap().last_place(), -4);
}

#[test]
fn what_is_no_number_is_refused_where_it_goes_wrong() {
    for (text, at) in [
        ("1,000", 1),
        ("", 0),
        ("-", 1),
        (".", 0),
        ("1e", 2),
        ("1.2.3", 3),
        ("0x10", 1),
        ("1e99999", 1),
        ("10^{-4", 6),
        ("1 2", 1),
        ("e5", 0),
        ("42^3", 2),
        ("1e5001", 1),
    ] {
        let error = PrintedNumber::parse(text).expect_err(text);
        assert_eq!(error.at, at, "{text}: {error}");
    }
    assert!(PrintedNumber::parse("1e5000").is_ok());
    for (text, at) in [("  1x", 3), ("[1, 2x]", 5), ("  [1 2x]", 6), (" [1", 3)] {
        assert_eq!(Printed::parse(text).expect_err(text).at, at, "{text}");
    }
    let long = "9".repeat(401);
    assert!(PrintedNumber::parse(&long).is_err());
    assert!(PrintedNumber::parse(&long[1..]).is_ok());
}

#[test]
fn a_numpy_print_stands_for_eight_decimals_where_it_dropped_zeros() {
    let Printed::Array(array) = Printed::parse("[1. 1.]").unwrap() else { panic!("an array") };
    let interval = array.intervals()[0].expect("digits");
    assert!(interval.contains(1.0 + 4.9e-9) && !interval.contains(1.0 + 5.1e-9));
    let Printed::Array(list) = Printed::parse("[1.0, 1.0]").unwrap() else { panic!("an array") };
    let interval = list.intervals()[0].expect("digits");
    assert!(interval.contains(1.049) && !interval.contains(1.051));
    for (text, places) in [("[1.5 2.]", [-1, -1]), ("[1, 1.25]", [0, -2]), ("[1. 0.25]", [-2, -2])]
    {
        let Printed::Array(array) = Printed::parse(text).unwrap() else { panic!("an array") };
        let elements = array.with_dropped_zeros();
        let places_of = |element: &PrintedNumber| element.decimal().expect("digits").last_place();
        assert_eq!(elements.iter().map(places_of).collect::<Vec<_>>(), places, "{text}");
    }
}

#[test]
fn what_is_not_finite_stands_for_itself_alone() {
    let all = [("nan", f64::NAN), ("inf", f64::INFINITY), ("-inf", -f64::INFINITY), ("1.0", 1.0)];
    for (text, own) in all {
        for (other, value) in all {
            assert_eq!(number(text).stands_for(value), text == other, "{text} for {value}");
            assert_eq!(
                number(text).is_rounding_of(&number(other)),
                text == other,
                "{text}, {other}"
            );
        }
        assert!(number(text).stands_for(own));
    }
    assert!(!number("inf").stands_for(-1.0) && !number("-inf").stands_for(-1.0));
}
