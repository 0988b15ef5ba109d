//! Reports in other words than the sample's: what is read from them, that no honest number is
//! accused, and that changed digits are.

use verigrad::claim::Printed;
use verigrad::homework::What;
use verigrad::read::Account;
use verigrad::read::Report;

use crate::sample::{graded, is_wrong};

/// File, text, how many claims must be read from it at least, and how many numbers may be left
/// open at most.
const WORDINGS: [(&str, &str, usize, usize); 9] = [
    ("tables.md", include_str!("wordings/tables.md"), 30, 0),
    ("labels.txt", include_str!("wordings/labels.txt"), 25, 0),
    ("typeset.md", include_str!("wordings/typeset.md"), 22, 0),
    ("short.md", include_str!("wordings/short.md"), 40, 3),
    ("prose.txt", include_str!("wordings/prose.txt"), 29, 0),
    ("bullets.md", include_str!("wordings/bullets.md"), 28, 1),
    ("printed.txt", include_str!("wordings/printed.txt"), 31, 1),
    ("by_part.md", include_str!("wordings/by_part.md"), 25, 0),
    ("inline.md", include_str!("wordings/inline.md"), 24, 1),
];

#[test]
fn honest_reports_in_other_words_are_not_accused() {
    for (name, text, claims, _) in WORDINGS {
        let graded = graded(text, name);
        for judgement in &graded.judgements {
            assert!(!is_wrong(judgement.verdict), "{name}: {} {}", judgement.id, judgement.reason);
        }
        let found = graded.judgements.len();
        assert!(found >= claims, "{name}: {found} claims");
        let differences = &graded.report.as_ref().expect("a report").differences;
        assert!(differences.is_empty(), "{name}: {differences:?}");
    }
}

/// Those in which every changed digit is found.
const EVERY_DIGIT: [&str; 2] = ["tables.md", "typeset.md"];

/// Numbers of Problem 1, which the re-run has to the last digit.
fn exact(report: &Report) -> impl Iterator<Item = (String, usize)> {
    report.mentions.iter().flat_map(|mentions| {
        let what = mentions.id.quantity().map(|id| id.what);
        let exact = matches!(what, Some(What::Point | What::Value));
        let all = if exact { mentions.all() } else { Vec::new() };
        let digit = |span: std::ops::Range<usize>, text: &str| {
            let own = &text[span.clone()];
            // The last digit before a power of ten.
            let end = own.find(['e', ' ']).filter(|_| !own.contains(',')).unwrap_or(own.len());
            own[..end].rfind(|c: char| c.is_ascii_digit()).map(|at| span.start + at)
        };
        let numeric =
            all.into_iter().filter(|mention| !matches!(mention.printed, Printed::Statement));
        let text = &report.document.text;
        let id = mentions.id.to_string();
        numeric
            .filter_map(move |m| digit(m.span.clone(), text))
            .map(move |at| (id.clone(), at))
            .collect::<Vec<_>>()
    })
}

#[test]
fn a_changed_digit_is_found_in_tables_and_typeset_numbers() {
    let mut changed = 0;
    let wordings = WORDINGS.iter().filter(|(name, ..)| EVERY_DIGIT.contains(name));
    for (name, text, ..) in wordings {
        let honest = graded(*text, name);
        let report = honest.report.as_ref().expect("a report");
        for (id, at) in exact(report) {
            let mut copy = report.document.text.clone();
            let digit = (copy.as_bytes()[at] - b'0' + 1) % 10;
            copy.replace_range(at..at + 1, &digit.to_string());
            let wrong = graded(copy, name);
            let wrong = wrong.judgements.iter().filter(|judgement| is_wrong(judgement.verdict));
            let wrong: Vec<String> = wrong.map(|judgement| judgement.id.to_string()).collect();
            assert_eq!(wrong, [id.as_str()], "{name}, byte {at}");
            changed += 1;
        }
    }
    assert!(changed >= 18, "{changed}");
}

/// What is left over is neither a claim nor a setting that a grader would miss.
#[test]
fn few_numbers_of_other_wordings_are_open() {
    for (name, text, _, left) in WORDINGS {
        let report = graded(text, name).report.expect("a report");
        let open = |account: &Account| matches!(account, Account::Open(_));
        let found = report.numbers.iter().filter(|number| open(&number.account)).count();
        assert!(found <= left, "{name}: {found}");
    }
}
