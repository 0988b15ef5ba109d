//! Hundreds of copies of the sample report with an error: how many are found, and errors of some
//! kinds that must be.

use std::fmt::Write;
use std::ops::Range;

use verigrad::read::Report;

use crate::sample::{Draws, REPORT, graded, newly_wrong, numbers, whole};
use crate::shared::{quantity, snapshots};

fn with(span: &Range<usize>, text: &str) -> String {
    format!("{}{text}{}", &REPORT[..span.start], &REPORT[span.end..])
}

fn digits_changed(report: &Report, draws: &mut Draws) -> Vec<String> {
    let mut copies = Vec::new();
    for (span, text) in numbers(report) {
        let places: Vec<usize> =
            text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
        for _ in 0..places.len().min(4) {
            let at = places[draws.below(places.len())];
            let old = text.as_bytes()[at] - b'0';
            let new = (old + 1 + draws.below(9) as u8) % 10;
            copies.push(with(&(span.start + at..span.start + at + 1), &new.to_string()));
        }
    }
    copies
}

fn signs_flipped(report: &Report) -> Vec<String> {
    let plain = |(span, text): (Range<usize>, &str)| match text.strip_prefix(['[', '(']) {
        Some(inside) if inside.starts_with('-') => None,
        Some(inside) if !inside.starts_with('n') => {
            Some(with(&span, &format!("{}-{inside}", &text[..1])))
        }
        // A chain of sizes and a nan have no sign.
        _ if text.contains('→') || text == "nan" || text.starts_with("[nan") => None,
        _ => Some(with(&span, &format!("-{text}"))),
    };
    numbers(report).into_iter().filter_map(plain).collect()
}

fn exponents_changed(report: &Report) -> Vec<String> {
    let changed = |(span, text): (Range<usize>, &str)| {
        let at = text.find(['e', '^']).filter(|_| text.contains('-'))? + span.start;
        let digit = REPORT[at..span.end].rfind(|c: char| c.is_ascii_digit())? + at;
        let old = REPORT.as_bytes()[digit] - b'0';
        Some(with(&(digit..digit + 1), &((old + 1) % 10).to_string()))
    };
    numbers(report).into_iter().filter_map(changed).collect()
}

/// Two claims' texts exchanged, each at all of its places; then roundings, where they stand.
fn swapped(report: &Report) -> Vec<String> {
    let pairs = [
        ("1b.gd.point", "1b.adam.point"),
        ("1b.gd.value", "1b.adam.value"),
        ("1c.adam.value", "1d.adam.value"),
        ("3a.input.gradnorm", "3a.output.gradnorm"),
        ("3b.input.gradnorm", "3b.output.gradnorm"),
        ("3a.ratio", "3b.ratio"),
    ];
    let swap = |(one, other): (&str, &str)| {
        let of = |id: &str| report.mentions_of(&quantity(id).into());
        let places = |id: &str| of(id).map(|m| m.all()).unwrap_or_default();
        let text = |id: &str| of(id).and_then(|m| m.judged()).map(|m| m.reported.clone());
        let mut changes: Vec<(Range<usize>, String)> = Vec::new();
        for (id, new) in [(one, text(other)), (other, text(one))] {
            changes
                .extend(places(id).iter().map(|m| (m.span.clone(), new.clone().expect("stated"))));
        }
        changes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        let mut copy = REPORT.to_owned();
        for (span, new) in changes {
            copy.replace_range(span, &new);
        }
        copy
    };
    let rounded = [
        ["4.66 \\times 10^{-5}", "4.30 \\times 10^{-5}"],
        ["layer gradient norm: 4.05", "layer gradient norm: 0.83"],
    ];
    let exchange = |[one, other]: [&str; 2]| {
        assert!(REPORT.contains(one) && REPORT.contains(other), "{one}, {other}");
        REPORT.replace(one, "\0").replace(other, one).replace('\0', other)
    };
    pairs.into_iter().map(swap).chain(rounded.map(exchange)).collect()
}

fn replaced(pairs: &[(&str, &str)]) -> Vec<String> {
    let copy = |(old, new): &(&str, &str)| {
        assert!(REPORT.contains(old), "the sample no longer says `{old}`");
        REPORT.replace(old, new)
    };
    pairs.iter().map(copy).collect()
}

fn winners_renamed() -> Vec<String> {
    replaced(&[
        (
            "So Adam is the better choice here; at this rate Adam works better.",
            "So momentum is the better choice here; at this rate momentum works better.",
        ),
        ("SGD ends slightly above the best of Adam", "Adam ends slightly above the best of SGD"),
        (
            "**Momentum** is by far the fastest of the three",
            "Next, **plain gradient descent** is the fastest of the three",
        ),
        (
            "Momentum is slower, yet it comes down steadily and is more accurate",
            "Adam is slower, yet it comes down steadily and is more accurate",
        ),
    ])
}

/// Numbers that a slightly different programme gives, at all places.
fn of_other_conventions() -> Vec<String> {
    replaced(&[
        ("2.4411637529060323e-08", "2.9008403727577565e-08"),
        ("2.4411637529060323e-08", "2.4411637529060326e-08"),
        ("3.216465854863436e-05", "3.2168e-05"),
        ("2.0850579801122868e-26", "0.0"),
        ("4.3020488844770725e-05", "4.302048884477072e-05"),
        ("4.852657113796479", "4.852657113796478"),
    ])
}

/// One of several places says otherwise.
fn contradicting_mentions() -> Vec<String> {
    replaced(&[
        (
            "with a function value of 2.0850579801122868e-26.",
            "with a function value of 2.1850579801122868e-26.",
        ),
        ("final point [1.00001807, 0.99998026]", "final point [1.00001870, 0.99998026]"),
    ])
}

/// The best of several trainings, told everywhere: only re-runs can tell.
fn best_of_several() -> Vec<String> {
    let everywhere =
        |from: [&str; 2], to: [&str; 2]| REPORT.replace(from[0], to[0]).replace(from[1], to[1]);
    vec![
        everywhere(["0.9635", "96.35%"], ["0.9702", "97.02%"]),
        everywhere(["0.9624", "96.24%"], ["0.9633", "96.33%"]),
        everywhere(["0.9801", "98.01%"], ["0.9874", "98.74%"]),
    ]
}

/// Accuracies and norms that cannot come out at all.
fn impossible() -> Vec<String> {
    replaced(&[
        ("Final test accuracy: 0.9635", "Final test accuracy: 0.96345"),
        ("Final accuracy: 0.9801", "Final accuracy: 0.98013"),
        ("1.0840625762939453", "1.0840625762939463"),
    ])
}

#[test]
fn errors_are_found() {
    let (report, verdicts) = whole();
    let mut draws = Draws(7);
    let kinds: Vec<(&str, bool, Vec<String>)> = vec![
        ("one digit changed", false, digits_changed(&report, &mut draws)),
        ("sign flipped", false, signs_flipped(&report)),
        ("exponent changed", false, exponents_changed(&report)),
        ("two numbers exchanged", false, swapped(&report)),
        ("winner renamed", true, winners_renamed()),
        ("number of another convention", true, of_other_conventions()),
        ("one of several places changed", true, contradicting_mentions()),
        ("impossible number", true, impossible()),
        ("best of several trainings", false, best_of_several()),
    ];
    let mut table = String::new();
    let mut missed = String::new();
    for (kind, decided, copies) in kinds {
        let found = copies.iter().filter(|copy| {
            let wrong = newly_wrong(&verdicts, &graded(copy.as_str(), "copy.md"));
            if wrong.is_empty() && decided {
                let line = copy.lines().zip(REPORT.lines()).find(|(a, b)| a != b);
                let _ = writeln!(missed, "{kind}: {line:?}");
            }
            !wrong.is_empty()
        });
        let _ = writeln!(table, "{kind:32} {:3} of {:3}", found.count(), copies.len());
    }
    snapshots().bind(|| insta::assert_snapshot!("recall", table));
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(readme).expect("README.md");
    for row in table.lines() {
        let (kind, counts) = row.split_at(32);
        let counts: Vec<&str> = counts.split_whitespace().collect();
        let row = format!("| {} | {} |", kind.trim(), counts.join(" "));
        assert!(readme.contains(&row), "README.md lacks {row}");
    }
    assert!(missed.is_empty(), "not found:\n{missed}");
}
