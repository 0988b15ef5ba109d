//! Hundreds of copies of the sample report: with an error, which must be found, and with a
//! harmless change, which must change no verdict for the worse.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use verigrad::report::{Account, Report};
use verigrad::verdict::Verdict;

use crate::sample::{REPORT, graded, is_wrong, newly_wrong, verdicts};

/// A small generator with a fixed seed: the same copies every time.
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        // Knuth's MMIX constants.
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % bound
    }
}

fn sample() -> (Report, BTreeMap<String, Verdict>) {
    let graded = graded(REPORT, "report.md");
    let verdicts = verdicts(&graded);
    (graded.report.expect("a report"), verdicts)
}

fn with(span: &Range<usize>, text: &str) -> String {
    format!("{}{text}{}", &REPORT[..span.start], &REPORT[span.end..])
}

/// The bytes of every number that is a claim or a setting, arrays whole.
fn numbers(report: &Report) -> Vec<(Range<usize>, &str)> {
    // Two claims of the sample are wrong as they stand.
    let wrong = ["3a.hidden_layers", "3b.five_orders"];
    let means = |account: &Account| match account {
        Account::Claim(id) => !wrong.contains(&id.as_str()),
        account => matches!(account, Account::Setting { .. }),
    };
    let numbers = report.numbers.iter().filter(|number| means(&number.account));
    numbers.map(|number| (number.span.clone(), &REPORT[number.span.clone()])).collect()
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

/// Two claims' texts exchanged, each at all of its places.
fn swapped(report: &Report) -> Vec<String> {
    let pairs = [
        ("1b.gd.point", "1b.adam.point"),
        ("1b.gd.value", "1b.adam.value"),
        ("1c.adam.value", "1d.adam.value"),
        ("3a.input.gradnorm", "3a.output.gradnorm"),
        ("3b.input.gradnorm", "3b.output.gradnorm"),
        ("3a.ratio", "3b.ratio"),
        ("3a.input.rounded", "3a.ratio.rounded"),
        ("3b.input.rounded", "3b.output.rounded"),
    ];
    let swap = |(one, other): (&str, &str)| {
        let places = |id: &str| report.mentions_of(id).map(|m| m.all()).unwrap_or_default();
        let text =
            |id: &str| report.mentions_of(id).and_then(|m| m.judged()).map(|m| m.reported.clone());
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
    pairs.into_iter().map(swap).collect()
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
        ("at this rate Adam works better", "at this rate momentum works better"),
        ("SGD ends slightly above the best of Adam", "Adam ends slightly above the best of SGD"),
        (
            "**Momentum** is by far the fastest of the three",
            "Next, **plain gradient descent** is the fastest of the three",
        ),
        (
            "Momentum is slower, yet it comes down steadily and is more accurate",
            "Adam is slower, yet it comes down steadily and is more accurate",
        ),
        ("| SGD | 0.1 | 0.9635 |", "| SGD | 0.001 | 0.9624 |"),
        ("Optimizer: sgd", "Optimizer: rmsprop"),
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
        ("accuracy of 96.35%", "accuracy of 96.53%"),
        ("| SGD | 0.1 | 0.9635 |", "| SGD | 0.1 | 0.9653 |"),
        ("| Adam | 0.001 | 0.9624 |", "| Adam | 0.001 | 0.9642 |"),
        ("Final accuracy: 0.9801", "Final accuracy: 0.9810"),
        ("An accuracy of 0.9801", "An accuracy of 0.9810"),
        ("The best learning rate is 0.1,", "The best learning rate is 0.5,"),
        (
            "with a function value of 2.0850579801122868e-26.",
            "with a function value of 2.1850579801122868e-26.",
        ),
        ("final point [1.00001807, 0.99998026]", "final point [1.00001870, 0.99998026]"),
        ("input layer gradient norm: 4.05", "input layer gradient norm: 4.06"),
        ("ratio: 4.85", "ratio: 4.95"),
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
        ("Hidden units: 100", "Hidden units: 200"),
        ("Best learning rate: 0.1", "Best learning rate: 0.2"),
    ])
}

#[test]
fn errors_are_found() {
    let (report, verdicts) = sample();
    let mut draws = Draws(7);
    let kinds: Vec<(&str, bool, Vec<String>)> = vec![
        ("one digit changed", true, digits_changed(&report, &mut draws)),
        ("sign flipped", true, signs_flipped(&report)),
        ("exponent changed", true, exponents_changed(&report)),
        ("two numbers exchanged", true, swapped(&report)),
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
    assert!(missed.is_empty(), "not found:\n{missed}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("recall", table));
}

/// Lines outside fences, changed; those within fences as they are.
fn outside_fences(change: impl Fn(&str) -> String) -> String {
    let pieces = REPORT.split("```").enumerate();
    let pieces: Vec<String> = pieces
        .map(|(index, piece)| if index % 2 == 0 { change(piece) } else { piece.to_owned() })
        .collect();
    pieces.join("```")
}

/// Prose wrapped at that width; tables and headings as they are.
fn wrapped(width: usize) -> String {
    outside_fences(|piece| {
        let line = |line: &str| {
            let verbatim = line.starts_with(['|', '#']);
            if verbatim {
                line.to_owned()
            } else {
                textwrap::fill(
                    line,
                    textwrap::Options::new(width)
                        .break_words(false)
                        .word_separator(textwrap::WordSeparator::AsciiSpace)
                        .word_splitter(textwrap::WordSplitter::NoHyphenation),
                )
            }
        };
        piece.split('\n').map(line).collect::<Vec<_>>().join("\n")
    })
}

/// Each section, from one heading of the third level to the next, in another order.
fn shuffled(draws: &mut Draws) -> String {
    let mut problems: Vec<String> = Vec::new();
    for problem in REPORT.split("\n## ") {
        let mut sections: Vec<&str> = problem.split("\n### ").collect();
        for index in (2..sections.len()).rev() {
            sections.swap(index, 1 + draws.below(index));
        }
        problems.push(sections.join("\n### "));
    }
    problems.join("\n## ")
}

fn marked(report: &Report, mark: &str) -> String {
    let mut copy = REPORT.to_owned();
    let prose = |span: &Range<usize>| REPORT[..span.start].matches("```").count() % 2 == 0;
    let inside_tex = |span: &Range<usize>| REPORT[..span.start].ends_with('$');
    let mut spans: Vec<Range<usize>> = numbers(report).into_iter().map(|(span, _)| span).collect();
    spans.retain(|span| prose(span) && !inside_tex(span));
    for span in spans.into_iter().rev() {
        copy.replace_range(span.clone(), &format!("{mark}{}{mark}", &REPORT[span]));
    }
    copy
}

fn rewritten(from: &str, to: &str) -> String {
    outside_fences(|piece| piece.replace(from, to))
}

fn numbered_code() -> String {
    let pieces = REPORT.split("```python\n").enumerate();
    let piece = |(index, piece): (usize, &str)| {
        if index == 0 {
            return piece.to_owned();
        }
        let (code, rest) = piece.split_once("```").expect("closed");
        let lines = code.lines().enumerate().map(|(at, line)| format!("{} {line}\n", at + 1));
        format!("```\n{}```{rest}", lines.collect::<String>())
    };
    pieces.map(piece).collect()
}

#[test]
fn harmless_changes_make_no_verdict_worse() {
    let (report, before) = sample();
    let mut draws = Draws(11);
    let mut copies: Vec<(String, String)> = vec![
        ("carriage returns".into(), REPORT.replace('\n', "\r\n")),
        ("lone carriage returns".into(), REPORT.replace('\n', "\r")),
        ("byte-order mark".into(), format!("\u{feff}{REPORT}")),
        ("no newline at the end".into(), REPORT.trim_end().to_owned()),
        ("blanks at line ends".into(), REPORT.replace('\n', "  \n")),
        ("blank lines doubled".into(), REPORT.replace("\n\n", "\n\n\n")),
        ("minus signs".into(), rewritten("e-", "e\u{2212}")),
        ("en dashes".into(), rewritten("e-", "e\u{2013}")),
        ("powers of ten".into(), rewritten("1e-3", "10^{-3}")),
        ("real powers of ten".into(), rewritten("1e-2", "10⁻²")),
        ("percent".into(), rewritten("is 0.9624", "is 96.24%")),
        ("share".into(), rewritten("96.35%", "0.9635")),
        ("times ten".into(), rewritten("2.0850579801122868e-26", "2.0850579801122868×10⁻²⁶")),
        ("other bullets".into(), rewritten("\n- ", "\n* ")),
        ("bold".into(), marked(&report, "**")),
        ("code marks".into(), marked(&report, "`")),
        ("wide labels".into(), rewritten("final point", "Final  Point")),
        ("capitals".into(), rewritten("final test accuracy", "FINAL TEST ACCURACY")),
        ("split words".into(), rewritten("function value", "func tion value")),
        ("line numbers".into(), numbered_code()),
        ("tildes for fences".into(), REPORT.replace("```", "~~~")),
        ("heading marks".into(), REPORT.replace("### 1(", "### ✓ 1(")),
        ("other part names".into(), REPORT.replace("### 2(a)", "### Problem 2 (a):")),
        ("bare part names".into(), REPORT.replace("### 3(b)", "### 3b.")),
        ("arrows".into(), REPORT.replace("\nBest learning rate:", "\n→ Best learning rate:")),
    ];
    for width in (30..=110).step_by(8) {
        copies.push((format!("wrapped at {width}"), wrapped(width)));
    }
    for round in 0..20 {
        copies.push((format!("shuffled {round}"), shuffled(&mut draws)));
    }
    let mut worse = String::new();
    for (kind, copy) in &copies {
        let after = verdicts(&graded(copy.as_str(), "copy.md"));
        for (id, verdict) in &after {
            let old = before.get(id).copied();
            if is_wrong(*verdict) && !old.is_some_and(is_wrong) {
                let _ = writeln!(worse, "{kind}: {id} was {old:?}, is {verdict:?}");
            }
        }
        for (id, old) in &before {
            let lost = after.get(id).is_none_or(|new| *new == Verdict::NotCheckable);
            if lost && *old != Verdict::NotCheckable && !id.starts_with("3a.hidden") {
                let _ = writeln!(worse, "{kind}: {id} was {old:?}, is {:?}", after.get(id));
            }
        }
    }
    assert!(worse.is_empty(), "worse:\n{worse}");
}
