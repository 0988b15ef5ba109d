//! Claims about random numbers against the stored rows: what the real report says, and what it
//! does not.

use verigrad::assignment::Assignment;
use verigrad::claim::Ledger;
use verigrad::ensemble::Ensemble;
use verigrad::grade::{judge_measured, power_of_test};
use verigrad::judge::{Judgement, RowPredicate};
use verigrad::measure::{Measurements, Row, measure};
use verigrad::mnist::TEST_IMAGES;
use verigrad::verdict::Verdict;

use crate::shared::snapshots;

fn stored() -> (Assignment, Vec<Measurements>) {
    let assignment = Assignment::homework7().unwrap();
    let ensemble = Ensemble::built_in(&assignment).unwrap();
    let rows = ensemble.measurements(&assignment.nets, TEST_IMAGES);
    (assignment, rows)
}

/// The real ledger with some texts replaced, judged.
fn judged(changes: &[(&str, &str)], rows: &[Measurements]) -> Vec<Judgement> {
    let (assignment, _) = stored();
    let template = Ledger::built_in().unwrap();
    let mut submission = String::from("id,reported\n");
    for claim in &template.claims {
        let change = changes.iter().find(|(id, _)| *id == claim.id);
        let text = change.map_or(claim.reported.as_str(), |(_, text)| text);
        submission.push_str(&format!("{},{text}\n", claim.id));
    }
    let ledger = Ledger::parse_submission(&submission, "test.csv", &template, &|_| None).unwrap();
    judge_measured(&assignment, &ledger, &Measurements::default(), rows).0
}

/// Every verdict of the real report that needs no training, with its number and its reason: Problem 1
/// run again, the rest from the stored rows.
#[test]
fn every_verdict_has_its_number_and_its_reason() {
    let (assignment, rows) = stored();
    let minimisations = ["1b", "1c", "1d"];
    let measurements = measure(&assignment, &minimisations, &|_| {});
    let ledger = Ledger::built_in().unwrap();
    let (judgements, family_p) = judge_measured(&assignment, &ledger, &measurements, &rows);
    let mut text = format!("all random numbers together: p = {family_p:?}\n");
    for judgement in judgements {
        let Judgement { id, verdict, measured, p, reason, .. } = judgement;
        let p = p.map_or_else(String::new, |p| format!(", p = {p}"));
        let measured = measured.unwrap_or_default();
        text.push_str(&format!("\n{id}: {verdict:?}{p}\n  {measured}\n  {reason}\n"));
    }
    snapshots().bind(|| insta::assert_snapshot!("reasons", text));
}

fn of<'a>(judgements: &'a [Judgement], id: &str) -> &'a Judgement {
    judgements.iter().find(|judgement| judgement.id == id).unwrap()
}

#[test]
fn the_real_reports_random_numbers_are_consistent() {
    let (_, rows) = stored();
    let judgements = judged(&[], &rows);
    for id in [
        "2a.best.accuracy",
        "2b.best.accuracy",
        "2c.best.accuracy",
        "3a.input.gradnorm",
        "3a.output.gradnorm",
        "3a.ratio.ensemble",
        "3b.input.gradnorm",
        "3b.output.gradnorm",
        "3b.ratio.ensemble",
    ] {
        let judgement = of(&judgements, id);
        assert_eq!(judgement.verdict, Verdict::Consistent, "{id}: {}", judgement.reason);
        assert!(judgement.p.is_some_and(|p| p > 0.05), "{id}");
    }
}

#[test]
fn falsified_random_numbers_are_contradicted() {
    let (_, rows) = stored();
    for (id, text) in [
        ("2a.best.accuracy", "0.9735"),
        ("2b.best.accuracy", "0.9824"),
        ("2b.best.accuracy", "0.9424"),
        ("2c.best.accuracy", "0.9901"),
        ("2c.best.accuracy", "0.9"),
        ("3a.input.gradnorm", "0.04663690179586411"),
        ("3a.input.gradnorm", "-4.663690197048709e-05"),
        ("3b.output.gradnorm", "83.37193298339844"),
        ("2a.best.eta", "0.0001"),
        ("2b.best.eta", "0.1"),
        ("2c.best.hidden", "50"),
    ] {
        let judgements = judged(&[(id, text)], &rows);
        let judgement = of(&judgements, id);
        assert_eq!(judgement.verdict, Verdict::Contradicted, "{id} {text}: {}", judgement.reason);
        let others = judgements.iter().filter(|j| {
            j.verdict == Verdict::Contradicted && j.id != id && j.id != "3a.hidden_layers"
        });
        let others: Vec<&str> = others.map(|j| j.id.as_str()).collect();
        // What follows from a falsified number falls with it; nothing else does.
        let stem = id.split('.').next().unwrap();
        let follows = |other: &&str| {
            other.starts_with(stem) || ["2b.sgd_beats_adam", "2c.best_overall"].contains(other)
        };
        assert!(others.iter().all(follows), "{id}: {others:?}");
    }
}

#[test]
fn a_comparison_that_the_reports_own_numbers_refute_is_contradicted() {
    let (_, rows) = stored();
    let changes = [("2a.best.accuracy", "0.9624"), ("2b.best.accuracy", "0.9635")];
    let judgements = judged(&changes, &rows);
    let judgement = of(&judgements, "2b.sgd_beats_adam");
    assert_eq!(judgement.verdict, Verdict::Contradicted, "{}", judgement.reason);
    assert_ne!(of(&judgements, "2a.best.accuracy").verdict, Verdict::Contradicted);
}

#[test]
fn too_few_rows_contradict_nothing() {
    let (_, rows) = stored();
    let judgements = judged(&[("2a.best.accuracy", "0.5")], &rows[..150]);
    assert_eq!(of(&judgements, "2a.best.accuracy").verdict, Verdict::Unusual);
    let none = judged(&[], &[]);
    assert_eq!(of(&none, "2a.best.accuracy").verdict, Verdict::NotCheckable);
    assert!(of(&none, "2a.high_rate.unstable").reason.contains("no ensemble"));
}

#[test]
fn what_the_test_sees_of_falsified_accuracies() {
    let (assignment, rows) = stored();
    let ledger = Ledger::built_in().unwrap();
    let mut table = String::from("claim              images  more            less\n");
    for power in power_of_test(&assignment, &ledger, &rows) {
        for (shift, [more, less]) in [1, 10, 100].iter().zip(&power.verdicts) {
            table += &format!("{:<18} {shift:>6}  {:<15} {}\n", power.id, more.word(), less.word());
        }
        let [more, less] = power.contradicted_from.map(|from| from.unwrap_or(-1));
        table += &format!("{:<18} contradicted from {more} more, {less} less\n", power.id);
    }
    snapshots().bind(|| insta::assert_snapshot!("falsified_accuracies", table));
}

/// A row with these curves, in images of 10,000.
fn row(curves: &[(&str, &[u32])], norms: &[f32]) -> Measurements {
    let (assignment, _) = stored();
    let trainings = curves.iter().map(|(id, curve)| ((*id).to_owned(), curve.to_vec())).collect();
    let probes = vec![("3a".to_owned(), norms.to_vec())];
    let mut measurements = Measurements::default();
    measurements.add_row(&assignment.nets, &Row { trainings, probes }, TEST_IMAGES);
    measurements
}

/// Each predicate holds on one side of its threshold and not on the other.
#[test]
fn predicates_turn_at_their_thresholds() {
    let one = "2a.sgd.0.1";
    let other = "2a.sgd.0.5";
    for (predicate, holds, fails) in [
        ("learns_slowly(A)", ([7999, 9000], [0, 0]), ([8000, 9000], [0, 0])),
        ("learns_fast(A)", ([8000, 9000], [0, 0]), ([7999, 9000], [0, 0])),
        ("starts_below(A, B)", ([8000, 9000], [8001, 9000]), ([8000, 9000], [8000, 9000])),
        ("starts_above(A, B)", ([8001, 9000], [8000, 9000]), ([8000, 9000], [8000, 9000])),
        ("ends_high(A)", ([8000, 9500], [0, 0]), ([8000, 9499], [0, 0])),
        ("ends_below(A, B)", ([8000, 9500], [8000, 9501]), ([8000, 9500], [8000, 9500])),
        ("stable(A)", ([9000, 8951], [0, 0]), ([9000, 8950], [0, 0])),
        ("unstable(A)", ([9000, 8950], [0, 0]), ([9000, 8951], [0, 0])),
        ("less_consistent(A, B)", ([9000, 8998], [9000, 8999]), ([9000, 8999], [9000, 8999])),
        ("flattens_earlier(A, B)", ([9451, 9500], [9450, 9500]), ([9450, 9500], [9450, 9500])),
    ] {
        let text = predicate.replace('A', one).replace('B', other);
        let predicate = &RowPredicate::parse_all(&text).unwrap()[0];
        for ((first, second), expected) in [(holds, true), (fails, false)] {
            let row = row(&[(one, &first), (other, &second)], &[1.0, 1.0]);
            assert_eq!(predicate.holds(&row).unwrap(), expected, "{text} {first:?} {second:?}");
        }
    }
    for (text, norms, expected) in [
        ("vanishes(3a)", [0.0099, 1.0], true),
        ("vanishes(3a)", [0.0101, 1.0], false),
        ("vanishes(3a)", [0.5, 100.0], true),
        ("vanishes(3a)", [1.0, 100.0], false),
        ("first_larger(3a)", [1.1, 1.0], true),
        ("first_larger(3a)", [1.0, 1.0], false),
    ] {
        let predicate = &RowPredicate::parse_all(text).unwrap()[0];
        assert_eq!(predicate.holds(&row(&[], &norms)).unwrap(), expected, "{text} {norms:?}");
    }
    // Flat from the third epoch on is later than flat all along.
    let flattens =
        &RowPredicate::parse_all(&format!("flattens_earlier({one}, {other})")).unwrap()[0];
    let (flat, late) = ([9500, 9500, 9500], [9500, 9000, 9500]);
    assert!(flattens.holds(&row(&[(one, &flat), (other, &late)], &[])).unwrap());
    assert!(!flattens.holds(&row(&[(one, &late), (other, &flat)], &[])).unwrap());
    let best = &RowPredicate::parse_all("best_above(2a, 2b)").unwrap()[0];
    let sweep = |sgd: u32, adam: u32| row(&[(one, &[sgd]), ("2b.adam.0.001", &[adam])], &[1.0]);
    assert!(best.holds(&sweep(9001, 9000)).unwrap());
    assert!(!best.holds(&sweep(9000, 9000)).unwrap());
    assert!(best.holds(&row(&[(one, &[9000])], &[1.0])).is_err(), "no such sweep");
}

#[test]
fn a_wrong_predicate_is_refused() {
    for text in ["learns_fast", "nothing_known(2a)", "best_above(2a)", "stable(a, b)"] {
        assert!(RowPredicate::parse_all(text).is_err(), "{text}");
    }
}
