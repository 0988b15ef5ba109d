//! Each rule in pairs: the truth passes, one unit of the last printed place away fails.

mod digits;

use std::collections::{BTreeMap, BTreeSet};

use verigrad::assignment::Assignment;
use verigrad::claim::{Ledger, Printed, PrintedNumber, Rule};
use verigrad::ensemble::Ensemble;
use verigrad::grade::{grade, judge_measured};
use verigrad::judge::{Judgement, predicates, row_predicates};
use verigrad::measure::measure;
use verigrad::mnist::TEST_IMAGES;
use verigrad::numpy::repr;
use verigrad::verdict::Verdict;

fn number(text: &str) -> PrintedNumber {
    PrintedNumber::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Every text that differs from `text` in one digit.
fn one_digit_changed(text: &str) -> Vec<String> {
    let mut changed = Vec::new();
    for (index, byte) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        for digit in (b'0'..=b'9').filter(|digit| *digit != byte) {
            let mut bytes = text.as_bytes().to_vec();
            bytes[index] = digit;
            changed.push(String::from_utf8(bytes).expect("ASCII"));
        }
    }
    changed
}

fn judged(ledger: &str) -> Vec<Judgement> {
    let assignment = Assignment::homework7().unwrap();
    let template = Ledger::built_in().unwrap();
    let ledger = Ledger::parse_submission(ledger, "test.csv", &template, &|_| None).unwrap();
    let ensemble = Ensemble::built_in(&assignment).unwrap();
    let rows = ensemble.measurements(&assignment.nets, TEST_IMAGES);
    grade(&assignment, &ledger, &rows, None, &|_| {}).judgements
}

#[test]
fn a_number_of_another_convention_is_named() {
    for (id, reported, convention) in [
        ("1b.adam.value", "2.9008403727577565e-08", "x*x in place of pow"),
        ("1b.momentum.value", "2.0850579801122868e-26", ""),
        ("1d.adam.value", "2.0850579801122868e-26", "the number of 1b.momentum.value"),
    ] {
        let judgement = &judged(&format!("id,reported\n{id},{reported}\n"))[0];
        if convention.is_empty() {
            assert_eq!(judgement.verdict, Verdict::Reproduced, "{id}");
        } else {
            assert_eq!(judgement.verdict, Verdict::Contradicted, "{id}");
            assert!(judgement.reason.contains(convention), "{id}: {}", judgement.reason);
        }
    }
}

/// Each convention's own number is contradicted under its own name: run the variant, report
/// what it gives, and read the reason.
#[test]
fn every_convention_can_be_named() {
    let assignment = Assignment::homework7().unwrap();
    let mut named = 0;
    for id in ["1b.gd", "1b.adam", "1d.adam", "1b.momentum"] {
        let run = assignment.minimisation_run(id).unwrap();
        for (convention, other) in verigrad::measure::other_conventions(run) {
            let value = repr(verigrad::measure::minimise(&other, &|_| {}).final_value);
            let own = repr(verigrad::measure::minimise(run, &|_| {}).final_value);
            if value == own || value == "nan" {
                continue;
            }
            let judgement = &judged(&format!("id,reported\n{id}.value,{value}\n"))[0];
            assert_eq!(judgement.verdict, Verdict::Contradicted, "{id} {convention}");
            let said = judgement.reason.contains("this is the value with");
            assert!(said, "{id} {convention}: {}", judgement.reason);
            named += usize::from(judgement.reason.ends_with(&convention));
        }
    }
    assert!(named >= 10, "only {named} conventions were named");
}

#[test]
fn a_value_that_does_not_belong_to_its_point_is_said_to() {
    let both = "id,reported\n1b.gd.point,[0.99433318 0.98867571]\n1b.gd.value,3.3e-05\n";
    let judgements = judged(both);
    assert_eq!(judgements[0].verdict, Verdict::Reproduced);
    assert_eq!(judgements[1].verdict, Verdict::Contradicted);
    assert!(
        judgements[1].reason.contains("the report contradicts itself"),
        "{}",
        judgements[1].reason
    );
    let nan = "id,reported\n1c.momentum.point,[nan nan]\n1c.momentum.value,1.0\n";
    assert!(judged(nan)[1].reason.contains("the report contradicts itself"));
}

/// The promise: no changed digit of any number of Problem 1 passes.
#[test]
fn every_changed_digit_of_problem_1_is_contradicted() {
    let assignment = Assignment::homework7().unwrap();
    let template = Ledger::built_in().unwrap();
    let measurements = measure(&assignment, &assignment.parts(), &|_| {});
    let mut changes = 0;
    for claim in template.claims.iter().filter(|claim| claim.part.starts_with('1')) {
        if matches!(claim.printed, Printed::Statement) {
            continue;
        }
        for text in one_digit_changed(&claim.reported) {
            if Printed::parse(&text).as_ref() == Ok(&claim.printed) {
                continue;
            }
            let mut changed = claim.clone();
            changed.printed = Printed::parse(&text).unwrap();
            changed.reported = text.clone();
            let alone = Ledger { claims: vec![changed] };
            let evidence = verigrad::judge::Evidence {
                measurements: &measurements,
                objective: &|_| None,
                alternatives: &|_| Vec::new(),
                hidden_layers: &|_| None,
                candidates: &|_| Vec::new(),
                rows: &[],
                c_library: verigrad::numpy::c_library(),
            };
            let judgements = verigrad::judge::judge(&alone, &evidence);
            assert_eq!(judgements[0].verdict, Verdict::Contradicted, "{} {text}", claim.id);
            assert!(
                judgements[0].reason.starts_with("the re-run gives"),
                "{}",
                judgements[0].reason
            );
            changes += 1;
        }
    }
    assert!(changes > 1_000, "only {changes} changes were tried");
}

#[test]
fn every_predicate_of_the_ledger_is_defined() {
    let known: BTreeMap<&str, &str> = predicates().chain(row_predicates()).collect();
    let ledger = Ledger::built_in().unwrap();
    let decided = [Rule::Ordering, Rule::Behaviour];
    let mut used = BTreeSet::new();
    for claim in ledger.claims.iter().filter(|claim| decided.contains(&claim.rule)) {
        for piece in claim.basis.split(';') {
            let name = piece.split('(').next().unwrap_or_default().trim();
            let definition = known.get(name).copied().unwrap_or_default();
            assert!(definition.split(' ').count() > 3, "{}: {name}", claim.id);
            used.insert(name);
        }
    }
    assert!(used.len() > 20, "{used:?}");
}

#[test]
fn statements_are_not_checkable_without_their_runs() {
    let assignment = Assignment::homework7().unwrap();
    let template = Ledger::built_in().unwrap();
    let part = measure(&assignment, &["1d"], &|_| {});
    let (judgements, _) = judge_measured(&assignment, &template, &part, &[]);
    let of = |id: &str| judgements.iter().find(|j| j.id == id).unwrap();
    assert_eq!(of("1d.adam.oscillates").verdict, Verdict::Holds);
    assert_eq!(of("1b.gd.slow").verdict, Verdict::NotCheckable);
    assert_eq!(of("1b.gd.value").verdict, Verdict::NotCheckable);
}

#[test]
fn numbers_of_problems_2_and_3_are_held_against_the_report_itself() {
    let both = |first: &str, second: &str, ratio: &str| {
        format!(
            "id,reported\n3a.input.gradnorm,{first}\n3a.output.gradnorm,{second}\n3a.ratio,{ratio}\n"
        )
    };
    let (first, second) = ("4.663690197048709e-05", "1.0840625762939453");
    let verdicts = |ledger: &str| judged(ledger).iter().map(|j| j.verdict).collect::<Vec<_>>();
    let truth = verdicts(&both(first, second, "4.3020488844770725e-05"));
    assert_eq!(truth[2], Verdict::ConsistentWithItself);
    let off = verdicts(&both(first, second, "4.3020488844770726e-05"));
    assert_eq!(off[2], Verdict::Contradicted, "one unit of the last place");
    let no_float32 = verdicts(&both(first, "1.0840625762939463", "4.3020488844770725e-05"));
    assert_eq!(no_float32[1], Verdict::Contradicted);
    for (id, truth, falsehood) in [
        ("3a.hidden_layers", "8", "9"),
        ("2a.best.accuracy", "0.9635", "0.96345"),
        ("2a.best.eta", "0.1", "0.2"),
        ("2c.best.optimizer", "adam", "rmsprop"),
    ] {
        let verdict = |text: &str| verdicts(&format!("id,reported\n{id},{text}\n"))[0];
        assert_ne!(verdict(truth), Verdict::Contradicted, "{id} {truth}");
        assert_eq!(verdict(falsehood), Verdict::Contradicted, "{id} {falsehood}");
    }
    let rounded = |text: &str| {
        verdicts(&format!(
            "id,reported\n3a.ratio,4.3020488844770725e-05\n3a.ratio.rounded,{text}\n"
        ))[1]
    };
    assert_eq!(rounded("4.30e-05"), Verdict::ConsistentWithItself);
    assert_eq!(rounded("4.31e-05"), Verdict::Contradicted);
    // Norms in three digits leave the quotient between 4.2923e-5 and 4.3055e-5.
    let of_rounded = |ratio: &str| verdicts(&both("4.66e-05", "1.084", ratio))[2];
    for ratio in ["4.30e-05", "4.2925e-05", "4.3054e-05", "4.29e-05", "4.31e-05"] {
        assert_ne!(of_rounded(ratio), Verdict::Contradicted, "{ratio}");
    }
    for ratio in ["4.28e-05", "4.32e-05", "4.2921e-05", "4.3057e-05", "4.30e-04", "-4.30e-05"] {
        assert_eq!(of_rounded(ratio), Verdict::Contradicted, "{ratio}");
    }
}
