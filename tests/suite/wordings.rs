//! Reports in other words than the sample's: what is read from them, and that no honest number
//! is accused.

use verigrad::read::Account;

use crate::sample::{graded, is_wrong};

/// File, text, how many claims must be read from it at least, and how many numbers may be left
/// open at most.
const WORDINGS: [(&str, &str, usize, usize); 9] = [
    ("tables.md", include_str!("wordings/tables.md"), 30, 0),
    ("labels.txt", include_str!("wordings/labels.txt"), 25, 0),
    ("typeset.md", include_str!("wordings/typeset.md"), 22, 0),
    ("short.md", include_str!("wordings/short.md"), 40, 3),
    ("prose.txt", include_str!("wordings/prose.txt"), 29, 0),
    ("bullets.md", include_str!("wordings/bullets.md"), 27, 1),
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
