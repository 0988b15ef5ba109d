//! Copies of the sample report with a harmless change, which must make no verdict worse.

use std::fmt::Write;
use std::ops::Range;

use verigrad::read::Report;
use verigrad::verdict::Verdict;

use crate::sample::{Draws, REPORT, graded, is_wrong, numbers_and_settings, verdicts, whole};

/// Lines outside fences, changed; those within fences as they are.
fn outside_fences(change: impl Fn(&str) -> String) -> String {
    let pieces = REPORT.split("```").enumerate();
    let pieces: Vec<String> = pieces
        .map(|(index, piece)| if index % 2 == 0 { change(piece) } else { piece.to_owned() })
        .collect();
    pieces.join("```")
}

/// Widths at which a statement is not read that is read on one line.
const NOT_WRAPPED_AT: [usize; 4] = [30, 46, 54, 62];

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
    let prose = |span: &Range<usize>| REPORT[..span.start].matches("```").count().is_multiple_of(2);
    let inside_tex = |span: &Range<usize>| REPORT[..span.start].ends_with('$');
    let mut spans: Vec<Range<usize>> =
        numbers_and_settings(report).into_iter().map(|(span, _)| span).collect();
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
    let (report, before) = whole();
    let mut draws = Draws(11);
    let mut copies: Vec<(String, String)> = vec![
        ("carriage returns".into(), REPORT.replace('\n', "\r\n")),
        ("lone carriage returns".into(), REPORT.replace('\n', "\r")),
        ("byte-order mark".into(), format!("\u{feff}{REPORT}")),
        ("no newline at the end".into(), REPORT.trim_end().to_owned()),
        ("blanks at line ends".into(), REPORT.replace('\n', "  \n")),
        ("blank lines doubled".into(), REPORT.replace("\n\n", "\n\n\n")),
        ("minus signs".into(), rewritten("e-", "e\u{2212}")),
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
    let widths = (30..=110).step_by(8);
    for width in widths.filter(|width| !NOT_WRAPPED_AT.contains(width)) {
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
