//! Claims and statements against rows made for them, where each rule turns.

use verigrad::homework::{Ledger, RunId};
use verigrad::judge::{Evidence, Judged, Judgement, Summary, judge, power};
use verigrad::measure::{Measurements, Row, Rows};
use verigrad::mnist::TEST_IMAGES;
use verigrad::numpy::repr;
use verigrad::verdict::Verdict;

use crate::shared::{homework7, part};

const SLOW: &str = "2a.sgd.0.1";
const FAST: &str = "2a.sgd.0.5";

/// A row with these correct images of 10,000 at the end, and these norms in 3(a).
fn row(correct: &[(&str, u32)], norms: &[f32]) -> Measurements {
    let id = |text: &str| RunId::new(&part("2a"), text.strip_prefix("2a.").expect("of 2(a)"));
    let trainings = correct.iter().map(|(text, correct)| (id(text), vec![*correct].into()));
    let row = Row { trainings: trainings.collect(), probes: vec![(part("3a"), norms.to_vec())] };
    let mut measurements = Measurements::default();
    measurements.add_row(&homework7().assignment.nets, &row, TEST_IMAGES);
    measurements
}

/// Rows of one part.
fn rows_of(name: &str, rows: impl Iterator<Item = Measurements>) -> Rows {
    Rows::stored(vec![part(name)], rows.collect())
}

fn accuracies(correct: impl IntoIterator<Item = u32>) -> Rows {
    rows_of("2a", correct.into_iter().map(|correct| row(&[(SLOW, correct)], &[])))
}

fn norms(norms: impl IntoIterator<Item = f32>) -> Rows {
    rows_of("3a", norms.into_iter().map(|norm| row(&[], &[norm, 1.0])))
}

/// A ledger of claims (id, reported, check).
fn ledger(claims: &[[&str; 3]]) -> Ledger {
    let mut text = String::from("id,reported,check\n");
    for [id, reported, check] in claims {
        text += &format!("{id},\"{reported}\",\"{check}\"\n");
    }
    Ledger::parse(&text, "made.csv", homework7().names())
        .unwrap_or_else(|error| panic!("{}", error.render(false)))
}

fn with<T>(measurements: &Measurements, rows: &Rows, use_it: impl Fn(&Evidence) -> T) -> T {
    use_it(&Evidence {
        homework: homework7(),
        measurements,
        alternatives: &|_| Vec::new(),
        rounding: None,
        rows,
    })
}

fn judged(claims: &[[&str; 3]], fresh: &Measurements, rows: &Rows) -> Vec<Judgement> {
    let Judged { judgements, .. } = with(fresh, rows, |evidence| judge(&ledger(claims), evidence));
    judgements
}

/// The judgement on the first claim.
fn first(claims: &[[&str; 3]], rows: &Rows) -> Judgement {
    judged(claims, &Measurements::default(), rows).remove(0)
}

/// One claim against a fresh row with accuracy 0.9 and norms 0.5 and 1.
fn beside_a_fresh_row(claim: [&str; 3], rows: &Rows) -> Judgement {
    judged(&[claim], &row(&[(SLOW, 9000)], &[0.5, 1.0]), rows).remove(0)
}

const ACCURACY: &str = "2a.best.accuracy";
const NORM: &str = "3a.input.gradnorm";

/// p is 10/200 if nine of 199 rows are farther from the mean than the report: unusual from there.
#[test]
fn one_in_twenty_is_unusual_and_one_row_more_is_not() {
    for (farther, verdict) in [(9, Verdict::Unusual), (10, Verdict::Consistent)] {
        let rows = accuracies((0..199).map(|row| if row < farther { 9500 } else { 9000 }));
        let judgement = first(&[[ACCURACY, "0.93", ""]], &rows);
        assert_eq!(judgement.verdict, verdict, "{}", judgement.reason);
        let accepted = match verdict {
            Verdict::Unusual => "single runs of all 1 configurations would be refused",
            _ => "single runs of 2a.sgd.0.1 would be accepted with it too, 0 others refused",
        };
        assert!(judgement.reason.ends_with(accepted), "{}", judgement.reason);
        let rows = norms((0..199).map(|row| if row < farther { 64.0 } else { 1.0 }));
        let judgement = first(&[[NORM, "16.0", ""]], &rows);
        assert_eq!(judgement.verdict, verdict, "{}", judgement.reason);
        let accepted = if verdict == Verdict::Unusual { "for none" } else { "for 1" };
        assert!(judgement.reason.ends_with(accepted), "{}", judgement.reason);
    }
}

/// A print with few digits stands for the value in it that is nearest to the mean of the logarithms.
#[test]
fn a_rounded_norm_stands_for_what_is_nearest_to_the_rows() {
    let rows = norms((0..199).map(|row| 1.6 + 0.004 * row as f32));
    let near = first(&[[NORM, "2", ""]], &rows);
    assert!(near.reason.contains("; 0.0 standard deviations"), "{}", near.reason);
    let above = first(&[[NORM, "3", ""]], &rows);
    assert!(!above.reason.contains("; 0.0 standard deviations"), "{}", above.reason);
}

#[test]
fn the_fresh_runs_number_stands_beside_every_verdict() {
    let rows = accuracies((0..199).map(|row| 9000 + row));
    let norms = norms((0..199).map(|row| 0.4 + 0.001 * row as f32));
    let none = Rows::default();
    // Rows that have the part, and not what is claimed of it.
    let empty = rows_of("2a", (0..199).map(|_| row(&[], &[0.5, 1.0])));
    let not_in_the_rows = "3a.output.gradnorm";
    for (claim, rows, verdict, measured, reason) in [
        ([ACCURACY, "0.96345", ""], &rows, Verdict::Contradicted, "0.9", "images"),
        ([ACCURACY, "0.9", ""], &none, Verdict::NotCheckable, "0.9", "no re-runs of 2a"),
        ([ACCURACY, "0.9", ""], &norms, Verdict::NotCheckable, "0.9", "no re-runs of 2a"),
        ([ACCURACY, "0.9", ""], &empty, Verdict::NotCheckable, "0.9", "have no 2a.best.accuracy"),
        ([ACCURACY, "0.91", ""], &rows, Verdict::Consistent, "0.9", "p = "),
        ([NORM, "0.5", ""], &norms, Verdict::Consistent, "0.5", "p = "),
        ([not_in_the_rows, "1.0", ""], &rows, Verdict::NotCheckable, "1.0", "no re-runs of 3a"),
        (["2a.best.eta", "0.2", ""], &rows, Verdict::Contradicted, "0.1", "has only"),
        (["2a.best.eta", "0.1", ""], &none, Verdict::NotCheckable, "0.1", "no re-runs of 2a"),
        (["2a.best.eta", "0.1", ""], &rows, Verdict::Consistent, "0.1", "wins in 199"),
        ([ACCURACY, "", ""], &rows, Verdict::NotCheckable, "0.9", "the re-run gives it"),
    ] {
        let judgement = beside_a_fresh_row(claim, rows);
        assert_eq!(judgement.verdict, verdict, "{claim:?}: {}", judgement.reason);
        assert_eq!(judgement.measured.as_deref(), Some(measured), "{claim:?}");
        assert!(judgement.reason.contains(reason), "{claim:?}: {}", judgement.reason);
    }
}

#[test]
fn a_winner_is_named_in_any_notation() {
    let rows = accuracies((0..199).map(|row| 9000 + row));
    for text in ["0.1", "0.10", "1e-1"] {
        let judgement = first(&[["2a.best.eta", text, ""]], &rows);
        assert_eq!(judgement.verdict, Verdict::Consistent, "{text}: {}", judgement.reason);
    }
}

/// Rows in which the slow rate wins first, then the fast one.
fn sweeps(slow: usize, fast: usize) -> Rows {
    let won = |row: usize| if row < slow { [9001, 9000] } else { [9000, 9001] };
    let sweep = |[slow, fast]: [u32; 2]| row(&[(SLOW, slow), (FAST, fast)], &[]);
    rows_of("2a", (0..slow + fast).map(|row| sweep(won(row))))
}

#[test]
fn a_winner_is_judged_by_how_often_it_wins() {
    for (slow, fast, reported, verdict) in [
        (90, 109, "0.1", Verdict::Tied),
        (90, 109, "0.5", Verdict::Consistent),
        (9, 190, "0.1", Verdict::Beaten),
        (10, 189, "0.1", Verdict::Tied),
        (199, 0, "0.5", Verdict::Contradicted),
        (198, 1, "0.5", Verdict::Beaten),
        // One in 51 is rare, but fifty rows contradict nothing.
        (50, 0, "0.5", Verdict::Beaten),
        (198, 0, "0.5", Verdict::Beaten),
    ] {
        let judgement = first(&[["2a.best.eta", reported, ""]], &sweeps(slow, fast));
        assert_eq!(judgement.verdict, verdict, "{slow} to {fast}: {}", judgement.reason);
    }
}

/// Only a statement that the first of two is better is held against the report's own bests.
#[test]
fn other_comparisons_of_two_parts_are_not_about_their_bests() {
    let rows = sweeps(0, 199);
    let with = |statement: &str| {
        let claims = [
            ["2a.statement", "statement", statement],
            [ACCURACY, "0.95", ""],
            ["2b.best.accuracy", "0.96", ""],
        ];
        first(&claims, &rows).verdict
    };
    assert_eq!(with("best_above(2a, 2b)"), Verdict::Contradicted);
    assert_eq!(with("ends_below(2a.sgd.0.1, 2a.sgd.0.5)"), Verdict::Holds);
    assert_eq!(with("ends_below(2a.sgd.0.1, 2b.adam.0.1)"), Verdict::NotCheckable, "no rows of 2b");
    assert_eq!(with("ends_below(2a.sgd.0.1, 2a.sgd.0.01)"), Verdict::NotCheckable, "not in them");
}

/// Of numbers in full, twelve digits, the quotient is one number, of which any rounding will do. Of
/// shorter ones it is an interval.
#[test]
fn a_quotient_of_full_numbers_is_one_number() {
    let with = |numerator: &str, quotient: &str| {
        let claims = [
            ["3a.ratio", quotient, ""],
            ["3a.input.gradnorm", numerator, ""],
            ["3a.output.gradnorm", "3.00000000001", ""],
        ];
        first(&claims, &Rows::default()).verdict
    };
    let whole = repr(1.000_000_000_01 / 3.000_000_000_01);
    for (numerator, quotient, verdict) in [
        ("1.00000000001", whole.as_str(), Verdict::ConsistentWithItself),
        ("1.00000000001", "0.333333", Verdict::ConsistentWithItself),
        ("1.00000000001", "0.333334", Verdict::Contradicted),
        ("1.00000000001", "0.33333", Verdict::ConsistentWithItself),
        ("1.00000000001", "0.33334", Verdict::Contradicted),
        ("1.00000000001", "0.3", Verdict::ConsistentWithItself),
        ("1.00000000001", "0.4", Verdict::Contradicted),
        ("1.0000000000", "0.33333", Verdict::ConsistentWithItself),
        ("1.0000000000", "0.33334", Verdict::Contradicted),
    ] {
        assert_eq!(with(numerator, quotient), verdict, "{numerator}, {quotient}");
    }
}

#[test]
fn a_summary_has_the_verdicts_that_occur() {
    let rows = sweeps(9, 190);
    let claims = [["2a.best.eta", "0.1", ""], [NORM, "2", ""]];
    let judgements = judged(&claims, &Measurements::default(), &rows);
    let summary = Summary::of(&judgements);
    assert_eq!(summary.counts, [(Verdict::Beaten, 1), (Verdict::NotCheckable, 1)]);
    assert_eq!((summary.count(Verdict::Beaten), summary.count(Verdict::Holds)), (1, 0));
    assert_eq!((summary.total(), Summary::of(&[]).total()), (2, 0));
}

/// What could be seen is looked for between no images and all of them, and no further.
#[test]
fn a_falsified_accuracy_stays_within_the_test_images() {
    let seen = |reported: &str, rows: &Rows| {
        let ledger = ledger(&[[ACCURACY, reported, ""]]);
        with(&Measurements::default(), rows, |e| power(&ledger, e)).remove(0)
    };
    let [good, usual] = [Verdict::Contradicted, Verdict::Consistent];
    let high = accuracies((0..199).map(|row| 9990 + row % 11));
    let all = seen("1.0", &high);
    assert_eq!((all.verdicts[0], all.contradicted_from[0]), ([good, usual], None));
    let most = seen("0.9999", &high);
    assert_eq!((most.verdicts[0], most.contradicted_from[0]), ([usual, usual], None));
    assert_eq!(most.verdicts[2], [good, good]);
    // From -11 images on it is below all rows.
    assert_eq!(most.contradicted_from[1], Some(11));
    let low = accuracies((0..199).map(|row| 100 + row % 11));
    assert_eq!(seen("0.9999", &low).contradicted_from, [Some(1), Some(1)]);
}
