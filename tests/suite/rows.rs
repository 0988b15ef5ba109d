//! Claims about random numbers against the stored rows: what the real report says, and what it
//! does not.

use verigrad::homework::{Ledger, Predicate, RunId, predicates};
use verigrad::judge::{Evidence, Judged, Judgement, Meant, holds, judge, power};
use verigrad::measure::{Measurements, Row, Rows, measure};
use verigrad::mnist::TEST_IMAGES;
use verigrad::verdict::Verdict;

use crate::shared::{homework7, part, rows7, snapshots};

fn with<T>(measurements: &Measurements, rows: &Rows, use_it: impl Fn(&Evidence) -> T) -> T {
    use_it(&Evidence {
        homework: homework7(),
        measurements,
        alternatives: &|_| Vec::new(),
        rounding: None,
        rows,
    })
}

/// The first of the stored rows.
fn some_rows(count: usize) -> Rows {
    let mut rows = rows7();
    rows.cohorts.iter_mut().for_each(|cohort| cohort.rows.truncate(count));
    rows
}

/// The real ledger with some texts replaced.
fn changed(changes: &[(&str, &str)]) -> Ledger {
    let template = &homework7().ledger;
    let mut submission = String::from("id,reported\n");
    for claim in &template.claims {
        let change = changes.iter().find(|(id, _)| claim.id == **id);
        let said = claim.mentions.iter().map(|mention| mention.reported.as_str());
        let said = said.collect::<Vec<_>>().join(" | ");
        let text = change.map_or(said.as_str(), |(_, text)| text);
        submission.push_str(&format!("{},{text}\n", claim.id));
    }
    let names = homework7().names();
    Ledger::parse_submission(&submission, "test.csv", template, names)
        .unwrap_or_else(|error| panic!("{}", error.render(false)))
}

fn judged(changes: &[(&str, &str)], rows: &Rows) -> Vec<Judgement> {
    let ledger = changed(changes);
    with(&Measurements::default(), rows, |evidence| judge(&ledger, evidence)).judgements
}

/// Every verdict of the real report that needs no training, with its number and its reason: Problem 1
/// run again, the rest from the stored rows.
#[test]
fn every_verdict_has_its_number_and_its_reason() {
    let parts = ["1b", "1c", "1d"].map(part);
    let measurements = measure(&homework7().assignment, &parts.each_ref(), &|_| {});
    let judge = |evidence: &Evidence| judge(&homework7().ledger, evidence);
    let Judged { judgements, families } = with(&measurements, &rows7(), judge);
    let [family] = &families[..] else { panic!("one set of rows: {families:?}") };
    assert!(family.settled && family.rows == 199, "{family:?}");
    let mut text = format!("all random numbers together: p = {:?}\n", family.p);
    text.push_str(&format!("  {}\n", family.claims.join(" ")));
    for judgement in judgements {
        let Judgement { id, verdict, check, measured, p, reason, how, .. } = judgement;
        let p = p.map_or_else(String::new, |p| format!(", p = {p}"));
        let measured = measured.unwrap_or_default();
        text.push_str(&format!("\n{id}: {verdict:?} by {check}{p}\n"));
        for line in [measured, reason].into_iter().chain(how) {
            text.push_str(format!("  {line}").trim_end());
            text.push('\n');
        }
    }
    snapshots().bind(|| insta::assert_snapshot!("reasons", text));
}

fn of<'a>(judgements: &'a [Judgement], id: &str) -> &'a Judgement {
    judgements.iter().find(|judgement| judgement.id == id).unwrap()
}

#[test]
fn the_real_reports_random_numbers_are_consistent() {
    let rows = rows7();
    let judgements = judged(&[], &rows);
    for id in [
        "2a.best.accuracy",
        "2b.best.accuracy",
        "2c.best.accuracy",
        "3a.input.gradnorm",
        "3a.output.gradnorm",
        "3a.ratio",
        "3b.input.gradnorm",
        "3b.output.gradnorm",
        "3b.ratio",
    ] {
        let judgement = of(&judgements, id);
        assert_eq!(judgement.verdict, Verdict::Consistent, "{id}: {}", judgement.reason);
        assert!(judgement.p.is_some_and(|p| p > 0.05), "{id}");
    }
}

#[test]
fn falsified_random_numbers_are_contradicted() {
    let rows = rows7();
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
            j.verdict == Verdict::Contradicted && j.id != *id && j.id != "3a.hidden_layers"
        });
        let others: Vec<String> = others.map(|j| j.id.to_string()).collect();
        // What follows from a falsified number falls with it; nothing else does.
        let stem = id.split('.').next().unwrap();
        let follows = |other: &String| {
            let compared = ["2b.sgd_beats_adam", "2c.best_overall"];
            other.starts_with(stem) || compared.contains(&other.as_str())
        };
        assert!(others.iter().all(follows), "{id}: {others:?}");
    }
}

#[test]
fn a_comparison_that_the_reports_own_numbers_refute_is_contradicted() {
    let rows = rows7();
    let changes = [("2a.best.accuracy", "0.9624"), ("2b.best.accuracy", "0.9635")];
    let judgements = judged(&changes, &rows);
    let judgement = of(&judgements, "2b.sgd_beats_adam");
    assert_eq!(judgement.verdict, Verdict::Contradicted, "{}", judgement.reason);
    assert_ne!(of(&judgements, "2a.best.accuracy").verdict, Verdict::Contradicted);
}

#[test]
fn too_few_rows_contradict_nothing() {
    let judgements = judged(&[("2a.best.accuracy", "0.5")], &some_rows(150));
    assert_eq!(of(&judgements, "2a.best.accuracy").verdict, Verdict::Unusual);
    let none = judged(&[], &Rows::default());
    assert_eq!(of(&none, "2a.best.accuracy").verdict, Verdict::NotCheckable);
    assert!(of(&none, "2a.high_rate.unstable").reason.contains("no re-runs of 2a"));
}

#[test]
fn what_the_test_sees_of_falsified_accuracies() {
    let power = |evidence: &Evidence| power(&homework7().ledger, evidence);
    let mut table = String::from("claim              images  more            less\n");
    for power in with(&Measurements::default(), &rows7(), power) {
        let id = power.id.to_string();
        for (shift, [more, less]) in [1, 10, 100].iter().zip(&power.verdicts) {
            table += &format!("{id:<18} {shift:>6}  {:<15} {}\n", more.word(), less.word());
        }
        let [more, less] = power.contradicted_from.map(|from| from.unwrap_or(-1));
        table += &format!("{id:<18} contradicted from {more} more, {less} less\n");
    }
    snapshots().bind(|| insta::assert_snapshot!("falsified_accuracies", table));
}

/// A row with these curves, in images of 10,000.
fn row(curves: &[(&str, &[u32])], norms: &[f32]) -> Measurements {
    let id = |text: &str| {
        let (of, name) = text.split_once('.').unwrap();
        RunId::new(&part(of), name)
    };
    let trainings = curves.iter().map(|(text, curve)| (id(text), curve.to_vec().into())).collect();
    let probes = vec![(part("3a"), norms.to_vec())];
    let mut measurements = Measurements::default();
    measurements.add_row(&homework7().assignment.nets, &Row { trainings, probes }, TEST_IMAGES);
    measurements
}

fn predicate(text: &str) -> Predicate {
    let read = predicates(text, homework7().names());
    read.unwrap_or_else(|error| panic!("{text}: {error}")).remove(0)
}

/// With the usual threshold.
fn is_so(text: &str, row: &Measurements) -> bool {
    holds(&predicate(text), &[row], Meant::Usual).unwrap_or_else(|id| panic!("{text}: no {id}"))
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
        for ((first, second), expected) in [(holds, true), (fails, false)] {
            let row = row(&[(one, &first), (other, &second)], &[1.0, 1.0]);
            assert_eq!(is_so(&text, &row), expected, "{text} {first:?} {second:?}");
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
        assert_eq!(is_so(text, &row(&[], &norms)), expected, "{text} {norms:?}");
    }
    // Flat from the third epoch on is later than flat all along.
    let flattens = format!("flattens_earlier({one}, {other})");
    let (flat, late) = ([9500, 9500, 9500], [9500, 9000, 9500]);
    assert!(is_so(&flattens, &row(&[(one, &flat), (other, &late)], &[])));
    assert!(!is_so(&flattens, &row(&[(one, &late), (other, &flat)], &[])));
    let best = "best_above(2a, 2b)";
    let sweep = |sgd: u32, adam: u32| row(&[(one, &[sgd]), ("2b.adam.0.001", &[adam])], &[1.0]);
    assert!(is_so(best, &sweep(9001, 9000)));
    assert!(!is_so(best, &sweep(9000, 9000)));
    let missing = holds(&predicate(best), &[&row(&[(one, &[9000])], &[1.0])], Meant::Usual);
    assert_eq!(missing.expect_err("no such sweep"), "2b.best.accuracy");
    // The sweeps of rows that were made apart.
    let (sgd, adam) = (row(&[(one, &[9001])], &[1.0]), row(&[("2b.adam.0.001", &[9000])], &[1.0]));
    assert_eq!(holds(&predicate(best), &[&sgd, &adam], Meant::Usual), Ok(true));
}

#[test]
fn a_wrong_predicate_is_refused() {
    for text in ["learns_fast", "nothing_known(2a)", "best_above(2a)", "stable(a, b)"] {
        assert!(predicates(text, homework7().names()).is_err(), "{text}");
    }
}
