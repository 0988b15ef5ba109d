//! Each rule in pairs: the truth passes, one unit of the last printed place away fails.

mod digits;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use verigrad::claim::{Printed, PrintedNumber};
use verigrad::grade::{Graded, Grader};
use verigrad::homework::{Check, Claim, Ledger, Mention};
use verigrad::judge::{Evidence, Judgement};
use verigrad::measure::{Convention, Measurements, Rows, measure, other_conventions};
use verigrad::numpy::repr;
use verigrad::verdict::Verdict;

use crate::shared::{homework7, part, rows7};

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

fn grader() -> &'static Grader<'static> {
    static GRADER: OnceLock<Grader> = OnceLock::new();
    GRADER.get_or_init(|| Grader::new(homework7(), rows7(), &|_| {}).expect("its words read"))
}

fn graded(ledger: &str) -> Graded {
    let homework = homework7();
    let names = homework.names();
    let ledger = Ledger::parse_submission(ledger, "test.csv", &homework.ledger, names);
    grader().grade_ledger(ledger.unwrap()).unwrap()
}

fn judged(ledger: &str) -> Vec<Judgement> {
    graded(ledger).judgements
}

/// Judged without rows and without other conventions.
fn judged_by_runs(ledger: &Ledger, measurements: &Measurements) -> Vec<Judgement> {
    let evidence = Evidence {
        homework: homework7(),
        measurements,
        alternatives: &|_| Vec::new(),
        rounding: None,
        rows: &Rows::default(),
    };
    verigrad::judge::judge(ledger, &evidence).judgements
}

fn of_problem_1(claim: &&Claim) -> bool {
    claim.id.part().is_some_and(|part| part.problem() == "1")
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
    let mut named = 0;
    for id in ["1b.gd", "1b.adam", "1d.adam", "1b.momentum"] {
        let run = homework7().assignment.runs().find(|run| run.id == id).unwrap();
        for Convention { words: convention, run: other, .. } in other_conventions(run) {
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
    let homework = homework7();
    let measurements = measure(&homework.assignment, &homework.assignment.parts(), &|_| {});
    let mut changes = 0;
    for claim in homework.ledger.claims.iter().filter(of_problem_1) {
        if claim.is_statement() {
            continue;
        }
        for reported in one_digit_changed(claim.reported()) {
            let printed = Printed::parse(&reported).unwrap();
            if Some(&printed) == claim.printed() {
                continue;
            }
            let mut changed = claim.clone();
            changed.mentions = vec![Mention { reported: reported.clone(), printed }];
            let alone = Ledger { claims: vec![changed], notes: Vec::new() };
            let judgement = &judged_by_runs(&alone, &measurements)[0];
            assert_eq!(judgement.verdict, Verdict::Contradicted, "{} {reported}", claim.id);
            assert!(judgement.reason.starts_with("the re-run gives"), "{}", judgement.reason);
            changes += 1;
        }
    }
    assert!(changes > 1_000, "only {changes} changes were tried");
}

#[test]
fn every_predicate_of_the_ledger_is_defined() {
    let mut used = BTreeSet::new();
    for claim in homework7().ledger.claims.iter().filter(|claim| claim.is_statement()) {
        let [Check::Statement(predicates)] = &claim.checks[..] else { panic!("{}", claim.id) };
        assert!(!predicates.is_empty(), "{}", claim.id);
        for predicate in predicates {
            let definition = predicate.definition();
            assert!(definition.split(' ').count() > 3, "{}: {definition}", claim.id);
            assert!(!definition.contains('{'), "{}: {definition}", claim.id);
            used.insert(predicate.name.word());
        }
    }
    assert!(used.len() > 20, "{used:?}");
}

#[test]
fn statements_are_not_checkable_without_their_runs() {
    let homework = homework7();
    let of_1d = measure(&homework.assignment, &[&part("1d")], &|_| {});
    let judgements = judged_by_runs(&homework.ledger, &of_1d);
    let of = |id: &str| judgements.iter().find(|j| j.id == id).unwrap();
    assert_eq!(of("1d.adam.oscillates").verdict, Verdict::Holds);
    assert_eq!(of("1b.gd.slow").verdict, Verdict::NotCheckable);
    // Its own point is printed, and an objective at a point needs no run.
    assert_eq!(of("1b.gd.value").verdict, Verdict::ConsistentWithItself);
    assert_eq!(of("1b.gd.point").verdict, Verdict::NotCheckable);
    let without_point = Ledger {
        claims: homework.ledger.claims.iter().filter(|c| c.id == "1b.gd.value").cloned().collect(),
        notes: Vec::new(),
    };
    assert_eq!(judged_by_runs(&without_point, &of_1d)[0].verdict, Verdict::NotCheckable);
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
    assert_eq!(truth[2], Verdict::Consistent);
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
    // In two places: the second, given by its id of an earlier version, has to be a rounding.
    let rounded = |text: &str| {
        let ledger =
            format!("id,reported\n3a.ratio,4.3020488844770725e-05\n3a.ratio.rounded,{text}\n");
        let both = format!("id,reported\n3a.ratio,{text} | 4.3020488844770725e-05\n");
        assert_eq!(verdicts(&ledger), verdicts(&both), "{text}");
        verdicts(&ledger)[0]
    };
    assert_eq!(rounded("4.30e-05"), Verdict::Consistent);
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
