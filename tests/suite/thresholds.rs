//! Statements as their thresholds move over the number that decides them: they hold, are a matter
//! of words, fail. Those about runs are tried beside their definitions.

use std::collections::BTreeSet;

use verigrad::homework::{Ledger, PartId, PredicateName, Role, RunId};
use verigrad::judge::{Evidence, Judgement, judge};
use verigrad::measure::{Measurements, Row, Rows, measure};
use verigrad::mnist::TEST_IMAGES;
use verigrad::verdict::Verdict;

use crate::shared::{homework7, part};

fn judged(claims: &str, measurements: &Measurements, rows: &Rows) -> Vec<Judgement> {
    let ledger = Ledger::parse(claims, "made.csv", homework7().names())
        .unwrap_or_else(|error| panic!("{}", error.render(false)));
    let evidence = Evidence {
        homework: homework7(),
        measurements,
        alternatives: &|_| Vec::new(),
        rounding: None,
        rows,
    };
    judge(&ledger, &evidence).judgements
}

/// One statement of a part.
fn stated(check: &str, measurements: &Measurements, rows: &Rows) -> Judgement {
    judged(&format!("id,check\n1b.mine,\"{check}\"\n"), measurements, rows).remove(0)
}

/// Two trainings' curves in images of 10,000, and norms of 3(a): `A` and `B` in statements.
type Made = ([u32; 3], [u32; 3], [f32; 2]);

fn rows(made: &[(Made, usize)]) -> Rows {
    let id = |name| RunId::new(&part("2a"), name);
    let row = |(one, other, norms): Made| {
        let trainings = vec![
            (id("sgd.0.1"), one.to_vec().into()),
            (id("sgd.0.5"), other.to_vec().into()),
            (RunId::new(&part("2b"), "adam.0.1"), other.to_vec().into()),
        ];
        let row = Row { trainings, probes: vec![(part("3a"), norms.to_vec())] };
        let mut measurements = Measurements::default();
        measurements.add_row(&homework7().assignment.nets, &row, TEST_IMAGES);
        measurements
    };
    let rows = made.iter().flat_map(|(made, count)| vec![row(*made); *count]);
    let parts: Vec<PartId> = ["2a", "2b", "3a"].map(part).into();
    Rows::stored(parts, rows.collect())
}

fn named(check: &str) -> String {
    check.replace('A', "2a.sgd.0.1").replace('B', "2a.sgd.0.5")
}

const FLAT: [u32; 3] = [9000, 9000, 9000];
const ONE: [f32; 2] = [1.0, 1.0];

/// A predicate with a threshold: rows in which it holds with the first, and not with the second.
const MOVED: &[(&str, Made, f64, f64)] = &[
    ("learns_slowly(A, T)", ([7500, 9000, 9000], FLAT, ONE), 0.8, 0.7),
    ("learns_fast(A, T)", ([7500, 9000, 9000], FLAT, ONE), 0.7, 0.8),
    ("ends_high(A, T)", ([9000, 9000, 9300], FLAT, ONE), 0.9, 0.95),
    ("stable(A, T)", ([9000, 8960, 9000], FLAT, ONE), 0.005, 0.003),
    ("unstable(A, T)", ([9000, 8960, 9000], FLAT, ONE), 0.003, 0.005),
    ("flattens_earlier(A, B, T)", ([9000, 9460, 9500], [9000, 9440, 9500], ONE), 0.005, 0.003),
    ("vanishes(3a, T)", (FLAT, FLAT, [0.005, 1.0]), 0.01, 0.002),
];

/// A predicate without a threshold: rows in which it holds, and in which it does not.
const PLAIN: &[(&str, Made, Made)] = &[
    ("starts_below(A, B)", ([8999, 9000, 9000], FLAT, ONE), (FLAT, FLAT, ONE)),
    ("starts_above(A, B)", ([9001, 9000, 9000], FLAT, ONE), (FLAT, FLAT, ONE)),
    ("ends_below(A, B)", ([9000, 9000, 8999], FLAT, ONE), (FLAT, FLAT, ONE)),
    ("less_consistent(A, B)", ([9000, 8999, 9000], FLAT, ONE), (FLAT, FLAT, ONE)),
    ("best_above(2a, 2b)", ([9000, 9000, 9001], FLAT, ONE), (FLAT, FLAT, ONE)),
    ("first_larger(3a)", (FLAT, FLAT, [1.1, 1.0]), (FLAT, FLAT, ONE)),
];

#[test]
fn statements_hold_are_arguable_and_fail_as_thresholds_move() {
    for (check, made, easy, hard) in MOVED {
        let easier = easy * (easy / hard).powf(0.1);
        let harder = hard * (hard / easy).powf(0.1);
        let range = |one: f64, other: f64| format!("{}..{}", one.min(other), one.max(other));
        let rows = rows(&[(*made, 199)]);
        for (threshold, verdict) in [
            (format!("={easy}"), Verdict::Holds),
            (range(*easy, easier), Verdict::Holds),
            (range(*easy, *hard), Verdict::Arguable),
            (range(*hard, harder), Verdict::Fails),
            (format!("={hard}"), Verdict::Fails),
        ] {
            let check = named(check).replace('T', &threshold);
            let judgement = stated(&check, &Measurements::default(), &rows);
            assert_eq!(judgement.verdict, verdict, "{check}: {}", judgement.reason);
            let said = judgement.reason.contains("read as generously as one can it is so in 199");
            assert_eq!(said, verdict == Verdict::Arguable, "{check}: {}", judgement.reason);
        }
    }
}

#[test]
fn statements_without_a_threshold_hold_or_fail() {
    for (check, holds, fails) in PLAIN {
        for (made, verdict) in [(*holds, Verdict::Holds), (*fails, Verdict::Fails)] {
            let rows = rows(&[(made, 199)]);
            let judgement = stated(&named(check), &Measurements::default(), &rows);
            assert_eq!(judgement.verdict, verdict, "{check}: {}", judgement.reason);
        }
        // Between one row in twenty and all but one in twenty.
        for (so, verdict) in [
            (9, Verdict::Fails),
            (10, Verdict::HoldsInSome),
            (189, Verdict::HoldsInSome),
            (190, Verdict::Holds),
        ] {
            let rows = rows(&[(*holds, so), (*fails, 199 - so)]);
            let judgement = stated(&named(check), &Measurements::default(), &rows);
            assert_eq!(judgement.verdict, verdict, "{check} in {so}: {}", judgement.reason);
            assert_eq!(judgement.measured, Some(format!("{so} of 199 re-runs")));
        }
    }
}

#[test]
fn every_predicate_that_is_not_of_runs_is_tried() {
    let word = |check: &str| check.split('(').next().unwrap_or_default().to_owned();
    let mut tried: BTreeSet<String> = MOVED.iter().map(|(check, ..)| word(check)).collect();
    tried.extend(PLAIN.iter().map(|(check, ..)| word(check)));
    tried.insert("decades".to_owned());
    let all = PredicateName::ALL.iter().filter(|name| !name.roles().contains(&Role::Run));
    assert_eq!(tried, all.map(|name| name.word().to_owned()).collect());
}

#[test]
fn powers_of_ten_are_the_reports_own() {
    for (ratio, said, verdict) in [
        ("4.30e-05", "4", Verdict::ConsistentWithItself),
        ("4.30e-05", "4.4", Verdict::ConsistentWithItself),
        ("4.30e-05", "5", Verdict::Fails),
        ("3.1e-05", "5", Verdict::ConsistentWithItself),
        ("4.30e-05", "many", Verdict::NotCheckable),
        ("", "4", Verdict::NotCheckable),
    ] {
        let claims =
            format!("id,reported,check\n3a.mine,{said},decades(3a.ratio)\n3a.ratio,{ratio},\n");
        let judgement = judged(&claims, &Measurements::default(), &Rows::default()).remove(0);
        assert_eq!(judgement.verdict, verdict, "{said} for {ratio}: {}", judgement.reason);
    }
}

/// The homework's own runs: the final error of gradient descent is 0.0127.
#[test]
fn statements_about_runs_say_where_they_turn() {
    let measured = measure(&homework7().assignment, &[&part("1b"), &part("1c")], &|_| {});
    for (check, verdict) in [
        ("slow(1b.gd, =0.01)", Verdict::Holds),
        ("slow(1b.gd, =0.02)", Verdict::Fails),
        ("slow(1b.gd, 0.001..0.01)", Verdict::Holds),
        ("slow(1b.gd, 0.01..0.02)", Verdict::Arguable),
        ("slow(1b.gd, 0.01)", Verdict::Arguable),
        ("slow(1b.gd)", Verdict::Holds),
        ("slow(1b.adam)", Verdict::Fails),
        ("steady(1b.gd); slow(1b.gd, 0.01..0.02)", Verdict::Arguable),
        ("slow(1b.gd, 0.01..0.02); slow(1b.adam)", Verdict::Fails),
        ("slightly_apart(1c.adam, 1b.adam, =10)", Verdict::Holds),
        ("slightly_apart(1c.adam, 1b.adam)", Verdict::Arguable),
    ] {
        let judgement = stated(check, &measured, &Rows::default());
        assert_eq!(judgement.verdict, verdict, "{check}: {}", judgement.reason);
        assert!(!judgement.how.is_empty(), "{check}");
    }
    let judgement = stated("slow(1b.gd, 0.01..0.02)", &measured, &Rows::default());
    let turns = "it holds if one means a final error of 0.01, and not if one means 0.02: it turns \
                 at 0.013";
    assert!(judgement.reason.ends_with(turns), "{}", judgement.reason);
    let how = "slow(1b.gd, 0.01..0.02): the error is still above 0.014 after the last step; asked \
               with error from 0.01 to 0.02";
    assert_eq!(judgement.how, [how]);
}

/// All of a statement has to hold: what cannot be checked leaves it open, what fails does not.
#[test]
fn a_statement_is_open_while_a_part_of_it_is() {
    let measured = measure(&homework7().assignment, &[&part("1b")], &|_| {});
    let (none, some) = (Rows::default(), rows(&[((FLAT, FLAT, ONE), 199)]));
    for (check, rows, verdict) in [
        ("slow(1b.gd); ends_high(2a.sgd.0.1, =0.9)", &none, Verdict::NotCheckable),
        ("slow(1b.gd); ends_high(2a.sgd.0.1, =0.9)", &some, Verdict::Holds),
        ("slow(1b.gd); ends_high(2a.sgd.0.1, =0.91)", &some, Verdict::Fails),
        ("slow(1b.adam); ends_high(2a.sgd.0.1, =0.9)", &none, Verdict::Fails),
        ("slow(1b.adam); ends_high(2a.sgd.0.1, =0.9)", &some, Verdict::Fails),
    ] {
        let judgement = stated(check, &measured, rows);
        assert_eq!(judgement.verdict, verdict, "{check}: {}", judgement.reason);
    }
}
