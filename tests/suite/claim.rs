//! Printed numbers and ledgers.

use proptest::prelude::*;

use crate::strategies::config;
use verigrad::claim::{Decimal, Ledger, Printed, PrintedNumber};

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
            let _ = Ledger::parse_submission(&text, "x", &Ledger { claims: vec![] }, &|_| None);
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

#[test]
fn the_built_in_ledger_is_whole() {
    let ledger = Ledger::built_in().expect("reads");
    assert_eq!(ledger.claims.iter().filter(|claim| claim.part.starts_with('1')).count(), 22);
    for claim in &ledger.claims {
        assert!(claim.expected.is_some(), "{}", claim.id);
        assert!(!claim.place.is_empty(), "{}", claim.id);
    }
}

/// What a submitted ledger with one row is refused with.
fn refusal(id: &str, reported: &str) -> Option<String> {
    let template = Ledger::built_in().expect("reads");
    let text = format!("id,reported\n{id},{reported}\n");
    let read = Ledger::parse_submission(&text, "mine.csv", &template, &|_| None);
    read.err().map(|diagnostic| diagnostic.render(false))
}

#[test]
fn words_and_arrays_are_taken_where_the_rule_has_them() {
    let refused = |id: &str, reported: &str, why: &str| {
        let message = refusal(id, reported).unwrap_or_else(|| panic!("{id} takes {reported}"));
        assert!(message.contains(why), "{message}");
    };
    refused("1b.gd.point", "small", "is not a number or an array");
    refused("1b.adam.value", "small", "is not a number");
    refused("2a.best.accuracy", "high", "is not a number");
    refused("3a.ratio", "[1 2]", "this claim is a number");
    for (id, reported) in [("1b.gd.slow", "slow"), ("1b.gd.point", "[1 2]"), ("3a.ratio", "0.1")] {
        assert_eq!(refusal(id, reported), None);
    }
}

#[test]
fn an_unknown_id_is_told_the_known_ones_of_its_part() {
    let message = refusal("2a.best.loss", "0.1").expect("refused");
    assert!(message.contains("2a.best.eta") && !message.contains("1b.adam.value"), "{message}");
    let message = refusal("9z.loss", "0.1").expect("refused");
    assert!(message.contains("run --json"), "{message}");
}

/// The place of an error is that of the character, whatever stands in the cells before it.
#[test]
fn a_wrong_character_is_pointed_at() {
    for text in [
        "id,reported\n1b.gd.value,3x\n",
        "id,reported\r\n1b.gd.value,3x\r\n",
        "\n\nid,reported\n\n1b.gd.value,\"3x\"\n",
        "note,id,reported\n\"a, b\",1b.gd.value,  3x\n",
        "note,id,reported\n\"a\nb \"\"c\"\", d\",1b.gd.value,3x\n",
        "reported,id,note\n3x,1b.gd.value,\"x\"\n",
        "note,note2,id,reported\nx,x,1b.adam.value,1.0\nx,,1b.gd.value,\"3x\"",
        "note,id,reported,more\n5\"x,1b.gd.value,3x,y\n",
    ] {
        let span = refused_at(text);
        assert_eq!((&text[span.clone()], &text[span.start - 1..span.start]), ("x", "3"), "{text}");
    }
    let accent = "id,reported\n1b.gd.value,3\u{e9}\n";
    assert_eq!(&accent[refused_at(accent)], "\u{e9}");
    let unfinished = "id,reported\n1b.gd.value,\n";
    assert_eq!(refused_at(unfinished), unfinished.len() - 1..unfinished.len() - 1);
}

/// Where a submitted ledger is refused.
fn refused_at(text: &str) -> std::ops::Range<usize> {
    let template = Ledger::built_in().expect("reads");
    Ledger::parse_submission(text, "test.csv", &template, &|_| None).expect_err(text).span
}

#[test]
fn a_wrong_cell_is_pointed_at_as_a_whole() {
    for (text, cell) in [
        ("id,reported\n1b.no,3\n1b.gd.value,3\n", "1b.no"),
        ("reported,id\r\n3,1b.no\r\n3,1b.gd.value\r\n", "1b.no"),
        ("reported,note,id,more\n3,a,1b.no,b\n3,a,1b.gd.value,b\n", "1b.no"),
        ("note,id,reported\n\"a, \"\"b\"\"\nc\",\"1b.no\",3\n", "\"1b.no\""),
        ("note,id,reported\nnine\"s,1b.no,3\nx,1b.gd.value,3", "1b.no"),
    ] {
        assert_eq!(&text[refused_at(text)], cell, "{text}");
    }
    let short = "id,reported\n1b.gd.value,3\n1b.gd.point\n1b.adam.value,3\n";
    assert_eq!(&short[refused_at(short)], "1b.gd.point");
}
