//! Properties of the numbers of a unit: every printed form reads back to its value at its place,
//! and what is no number is never a claim.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::homework::Assignment;
use crate::read::language::text::Text;
use crate::read::lexing::lexicon::Lexicon;
use crate::read::lexing::number::{Number, Role};
use crate::read::lexing::unit::Unit;
use crate::read::meaning::target::Targets;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let assignment = Assignment::homework7().expect("a homework");
    let targets = Targets {
        rates: vec![1e-4, 1e-3, 1e-2, 0.1, 0.5],
        thresholds: vec![1.0, 0.1, 0.01, 1e-6],
        hidden: vec![30, 50, 100],
        epochs: vec![30, 5],
        coefficients: vec![0.9, 0.99],
        sizes: vec![10_000.0, 60_000.0],
        ..Targets::default()
    };
    Lexicon::of(&assignment, &targets)
});

fn unit(file: &str, decimal_comma: bool) -> (Unit, Vec<String>) {
    let text = Text::verbatim(file, 0);
    let unit = LEXICON.unit(&text, decimal_comma);
    let at = |number: &Number| file[unit.low.source(number.span.clone())].to_owned();
    let printed = unit.numbers.iter().map(at).collect();
    (unit, printed)
}

/// The digits above a line.
fn raised(number: i32) -> String {
    let above = |c: char| match c {
        '-' => '⁻',
        digit => {
            digit.to_digit(10).and_then(|d| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(d as usize)).unwrap_or(digit)
        }
    };
    number.to_string().chars().map(above).collect()
}

/// A power of ten in every notation.
fn powers(exponent: i32) -> Vec<String> {
    vec![
        format!("e{exponent}"),
        format!("E{exponent:+03}"),
        format!("×10{}", raised(exponent)),
        format!(" × 10^{{{exponent}}}"),
        format!(" \\times 10^{{{exponent}}}"),
        format!("\\cdot10^{{{exponent}}}"),
        format!(" · 10^{exponent}"),
        format!("*10**{exponent}"),
        format!(" * 10**({exponent})"),
        format!(" x 10^({exponent})"),
    ]
}

fn grouped(digits: &str, mark: &str) -> String {
    let groups: Vec<String> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect();
    groups.join(mark)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn scientific_numbers_read_back(
        whole in 0u32..1000, decimals in "[0-9]{1,12}", exponent in -30i32..30, negative: bool,
    ) {
        let sign = if negative { "-" } else { "" };
        let mantissa = format!("{sign}{whole}.{decimals}");
        let value: f64 = format!("{mantissa}e{exponent}").parse().expect("a number");
        for power in powers(exponent) {
            let printed = format!("{mantissa}{power}");
            let (unit, at) = unit(&format!("Über: it ends at {printed}, which is small"), false);
            prop_assert_eq!(&at, &[printed]);
            prop_assert_eq!(unit.numbers[0].value().to_bits(), value.to_bits());
            prop_assert!(unit.numbers[0].scientific);
            let unit_place: f64 =
                format!("1e{}", exponent - decimals.len() as i32).parse().expect("a number");
            prop_assert_eq!(unit.numbers[0].first().unit, unit_place);
        }
    }

    #[test]
    fn decimals_read_back(whole in 0u32..100_000, decimals in "[0-9]{1,16}") {
        let value: f64 = format!("{whole}.{decimals}").parse().expect("a number");
        for (mark, comma) in [(".", false), (".", true), (",", true), ("{,}", true)] {
            if mark != "." && decimals.len() == 3 && whole < 1000 {
                continue;
            }
            let printed = format!("{whole}{mark}{decimals}");
            let (unit, at) = unit(&format!("value {printed} end"), comma);
            prop_assert_eq!(&at, &[printed]);
            prop_assert_eq!(unit.numbers[0].value().to_bits(), value.to_bits());
        }
    }

    #[test]
    fn a_comma_that_can_be_either_has_both_readings(whole in 1u32..1000, decimals in "[0-9]{3}") {
        for comma in [false, true] {
            let (unit, _) = unit(&format!("value {whole},{decimals} end"), comma);
            let values: Vec<f64> = unit.numbers[0].readings.iter().map(|r| r.value).collect();
            let integer: f64 = format!("{whole}{decimals}").parse().expect("a number");
            let real: f64 = format!("{whole}.{decimals}").parse().expect("a number");
            prop_assert_eq!(values, if comma { vec![real, integer] } else { vec![integer, real] });
        }
    }

    #[test]
    fn thousands_read_back(number in 1_000u32..100_000_000) {
        let digits = number.to_string();
        for mark in [",", "\u{202f}", "\u{2009}", "\u{a0}", "'", "’", "\\,", "{,}"] {
            let printed = grouped(&digits, mark);
            let (unit, at) = unit(&format!("after {printed} updates"), false);
            prop_assert_eq!(&at, &[printed]);
            prop_assert_eq!(unit.numbers[0].value(), f64::from(number));
            prop_assert!(unit.numbers[0].first().integer);
        }
    }

    #[test]
    fn shares_are_of_a_hundred(whole in 10u32..100, decimals in "[0-9]{1,2}") {
        for sign in ["%", " %", "\\%", " percent", " per cent", " Prozent", " pour cent"] {
            let printed = format!("{whole}.{decimals}");
            let (unit, at) = unit(&format!("It reaches {printed}{sign} in the end"), false);
            prop_assert_eq!(&at, &[printed]);
            prop_assert!(unit.numbers[0].percent);
            prop_assert_eq!(unit.numbers[0].role, Role::Claim);
        }
    }

    #[test]
    fn what_is_no_number_is_no_claim(
        year in 1990u32..2030, month in 1u32..13, day in 1u32..29, hour in 0u32..24,
        minute in 0u32..60, minor in 0u32..50, hidden in 2u32..600,
    ) {
        for text in [
            format!("{year}-{month:02}-{day:02}"), format!("{day}.{month}.{year}"),
            format!("{day:02}/{month:02}/{year}"), format!("{hour}:{minute:02}"),
            format!("{hour:02}:{minute:02}:{day:02}"), format!("v{month}.{minor}.{day}"),
            format!("torch {month}.{minor}.{day}"), format!("run{minor}_{year}.csv"),
            format!("plots/{year}.png"), format!("784-{hidden}-10"), format!("784 × {hidden} × 10"),
            format!("a 784 → {hidden} net"), format!("March {day}, {year}"), format!("in {year}"),
            format!("Figure {minor}"), format!("table {month}.{day}"), format!("seed {year}"),
            format!("page {hidden}"), format!("[{day}]"),
        ] {
            let (unit, _) = unit(&format!("See {text} here"), false);
            let claims: Vec<&str> = unit.claims().map(|(_, n)| n.text.as_str()).collect();
            prop_assert!(claims.is_empty(), "{}: {:?}", text, claims);
        }
    }

    #[test]
    fn any_text_is_read(text in "(?:[ -~]|[àéÜßµηθ≤×⁻⁵−–\u{2009}\u{301}🎲İ]|e-|10\\^|1,|\\{,\\}|nan|x_|epoch ){0,60}") {
        for comma in [false, true] {
            let (unit, _) = unit(&text, comma);
            prop_assert_eq!(unit.masked.len(), unit.low.len());
            let mut last = 0;
            for number in &unit.numbers {
                prop_assert!(last <= number.span.start);
                prop_assert_eq!(&unit.low[number.span.clone()], number.text.as_str());
                last = number.span.end;
            }
            for found in &unit.facets {
                prop_assert!(unit.low.get(found.span.clone()).is_some());
            }
        }
    }
}

/// Found by the property above: no letter is read into a power.
#[test]
fn a_power_before_letters_stays_one() {
    let (unit, at) = unit("10^5nan", false);
    assert_eq!((&unit.low[..4], at[0].as_str()), ("10^5", "10^5"));
}

#[test]
fn lists_points_and_arrays() {
    let values = |text: &str| {
        let (unit, _) = unit(text, false);
        unit.numbers.iter().map(Number::value).collect::<Vec<_>>()
    };
    assert_eq!(values("rates 0.1,0.5,0.01"), [0.1, 0.5, 0.01]);
    assert_eq!(values("at 0.1 – 0.5, −0.25 and x^2"), [0.1, 0.5, -0.25]);
    let coordinates = |text: &str| {
        let (unit, _) = unit(text, false);
        unit.numbers.iter().filter(|number| number.coordinate.is_some()).count()
    };
    for text in ["(0.9943, 0.9887)", "[1. 1.]", "(x = 0.9943, y = 0.9887)", "[nan nan]"] {
        assert_eq!(coordinates(text), 2, "{text}");
    }
    assert_eq!(coordinates("(0.1, 0.9563)"), 0, "a rate and its result");
    assert_eq!(coordinates("f(0.5, 3)"), 0);
}

/// A line as long as the longest report is read in a moment: nothing grows with its square.
#[test]
fn long_lines_are_read() {
    for piece in
        ["0.5 ", "1,", "[[[ ", "nan", "1 234 ", "784-", "epoch ", "((x, y) ", "1.", "p 1, a "]
    {
        let text = piece.repeat(100_000 / piece.len());
        assert_eq!(unit(&text, false).0.masked.len(), text.len(), "{piece}");
    }
}

#[test]
fn numbers_beside_settings_are_settings() {
    use Role::{Claim, Difference, Epoch, Hidden, Masked, Rate, Size, Threshold, WeightDecay};
    for (text, roles) in [
        ("SGD with learning rate 0.1 reaches 0.9563", &[Rate, Claim][..]),
        ("adam, η = 10⁻³, 50 hidden units: 97.12 %", &[Rate, Hidden, Claim]),
        ("epoch 3/30: 9611 of 10000", &[Epoch, Masked, Claim, Size]),
        ("nach der 5. Epoche 95.61 %", &[Epoch, Claim]),
        ("distance below 0.01 after 6811 steps", &[Threshold, Claim]),
        ("weight decay 1e-5, momentum coefficient 0.9", &[WeightDecay, Masked]),
        ("better by 0.4 percentage points in 12 minutes", &[Difference, Masked]),
        ("60000 images, seed = 3", &[Size, Masked]),
        ("sgd-100 | 0.9795", &[Hidden, Claim]),
    ] {
        let (unit, _) = unit(text, false);
        let found: Vec<Role> = unit.numbers.iter().map(|number| number.role).collect();
        assert_eq!(found, roles, "{text}");
    }
}
