//! Tables of numbers that are handed in: what is taken, and where an error is.

use verigrad::diagnostic::Diagnostic;
use verigrad::homework::{Claim, Ledger};
use verigrad::verdict::Verdict;

use crate::sample::graded;
use crate::shared::homework7;

#[test]
fn the_built_in_ledger_is_whole() {
    let ledger = &homework7().ledger;
    let of_problem_1 = |claim: &&Claim| claim.id.part().is_some_and(|part| part.problem() == "1");
    assert_eq!(ledger.claims.iter().filter(of_problem_1).count(), 34);
    assert_eq!((ledger.claims.len(), ledger.notes.len()), (69, 0));
    for claim in &ledger.claims {
        assert!(claim.expected.is_some(), "{}", claim.id);
        assert!(!claim.place.is_empty(), "{}", claim.id);
        assert!(!claim.says.is_empty() && !claim.checks.is_empty(), "{}", claim.id);
    }
}

fn submitted(text: &str) -> Result<Ledger, Box<Diagnostic>> {
    let homework = homework7();
    Ledger::parse_submission(text, "mine.csv", &homework.ledger, homework.names())
}

/// What a submitted ledger with one row is refused with.
fn refusal(id: &str, reported: &str) -> Option<String> {
    let read = submitted(&format!("id,reported\n{id},{reported}\n"));
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
    assert!(message.contains("`verigrad run --list` prints every id"), "{message}");
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
    submitted(text).expect_err(text).span
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

/// A statement's cell says what the report says; anything else is asked about, not let pass.
#[test]
fn a_statement_is_a_sentence_or_the_numbers_it_speaks_of() {
    for (id, cell) in [
        ("1b.gd.slow", "17"),
        ("1b.gd.slow", "no"),
        ("1b.gd.slow", "0.5 > 0.4"),
        ("2b.sgd_beats_adam", "banana"),
        ("2b.sgd_beats_adam", "5"),
        ("2b.sgd_beats_adam", "[0.97 0.96]"),
    ] {
        let start = "id,reported\n".len() + id.len() + 1;
        assert_eq!(refused_at(&format!("id,reported\n{id},{cell}\n")), start..start + cell.len());
    }
    let verdict = |row: &str| {
        let graded = graded(format!("id,reported\n{row}\n"), "mine.csv");
        graded.judgements[0].verdict
    };
    for (row, expected) in [
        ("1b.gd.slow,it is slow", Verdict::Holds),
        ("1b.gd.slow,statement", Verdict::Holds),
        ("1b.gd.slow,", Verdict::NotCheckable),
        ("2b.sgd_beats_adam,0.9635 > 0.9624", Verdict::Holds),
        // Numbers that no honest run has, whatever their order.
        ("2b.sgd_beats_adam,0.9999 > 0.9998", Verdict::Contradicted),
        ("2b.sgd_beats_adam,0.9635 > 0.90", Verdict::Contradicted),
        ("2b.sgd_beats_adam,0.96354 > 0.9624", Verdict::Contradicted),
    ] {
        assert_eq!(verdict(row), expected, "{row}");
    }
}
