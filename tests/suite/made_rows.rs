//! Claims and statements against rows made for them, where each rule turns.

use std::sync::OnceLock;

use verigrad::assignment::Assignment;
use verigrad::claim::Ledger;
use verigrad::grade::{judge_measured, power_of_test};
use verigrad::judge::{Judgement, Summary};
use verigrad::measure::{Measurements, Row};
use verigrad::mnist::TEST_IMAGES;
use verigrad::numpy::repr;
use verigrad::verdict::Verdict;

const SLOW: &str = "2a.sgd.0.1";
const FAST: &str = "2a.sgd.0.5";

fn assignment() -> &'static Assignment {
    static ASSIGNMENT: OnceLock<Assignment> = OnceLock::new();
    ASSIGNMENT.get_or_init(|| Assignment::homework7().expect("reads"))
}

/// A row with these correct images of 10,000 at the end, and these norms in 3(a).
fn row(correct: &[(&str, u32)], norms: &[f32]) -> Measurements {
    let trainings = correct.iter().map(|(id, correct)| ((*id).to_owned(), vec![*correct]));
    let row =
        Row { trainings: trainings.collect(), probes: vec![("3a".to_owned(), norms.to_vec())] };
    let mut measurements = Measurements::default();
    measurements.add_row(&assignment().nets, &row, TEST_IMAGES);
    measurements
}

fn accuracies(correct: impl IntoIterator<Item = u32>) -> Vec<Measurements> {
    correct.into_iter().map(|correct| row(&[(SLOW, correct)], &[])).collect()
}

fn norms(norms: impl IntoIterator<Item = f32>) -> Vec<Measurements> {
    norms.into_iter().map(|norm| row(&[], &[norm, 1.0])).collect()
}

/// A ledger of claims (id, reported, rule, basis).
fn ledger(claims: &[[&str; 4]]) -> Ledger {
    let mut text = String::from("id,part,quantity,reported,rule,basis,place,expected,note\n");
    for [id, reported, rule, basis] in claims {
        text += &format!("{id},,,\"{reported}\",{rule},\"{basis}\",,consistent,\n");
    }
    Ledger::parse(&text, "made.csv").unwrap_or_else(|error| panic!("{}", error.render(false)))
}

fn judged(claims: &[[&str; 4]], fresh: &Measurements, rows: &[Measurements]) -> Vec<Judgement> {
    judge_measured(assignment(), &ledger(claims), fresh, rows).0
}

/// The judgement on the first claim.
fn first(claims: &[[&str; 4]], rows: &[Measurements]) -> Judgement {
    judged(claims, &Measurements::default(), rows).remove(0)
}

/// One claim against a fresh row with accuracy 0.9 and norms 0.5 and 1.
fn beside_a_fresh_row(claim: [&str; 4], rows: &[Measurements]) -> Judgement {
    judged(&[claim], &row(&[(SLOW, 9000)], &[0.5, 1.0]), rows).remove(0)
}

const ACCURACY: &str = "2a.best.accuracy";
const NORM: &str = "3a.input.gradnorm";

/// p is 10/200 if nine of 199 rows are farther from the mean than the report: unusual from there.
#[test]
fn one_in_twenty_is_unusual_and_one_row_more_is_not() {
    for (farther, verdict) in [(9, Verdict::Unusual), (10, Verdict::Consistent)] {
        let rows = accuracies((0..199).map(|row| if row < farther { 9500 } else { 9000 }));
        let judgement = first(&[[ACCURACY, "0.93", "ensemble", "share(10000)"]], &rows);
        assert_eq!(judgement.verdict, verdict, "{}", judgement.reason);
        let accepted = match verdict {
            Verdict::Unusual => "single runs of all 1 configurations would be refused",
            _ => "single runs of 2a.sgd.0.1 would be accepted with it too, 0 others refused",
        };
        assert!(judgement.reason.ends_with(accepted), "{}", judgement.reason);
        let rows = norms((0..199).map(|row| if row < farther { 64.0 } else { 1.0 }));
        let judgement = first(&[[NORM, "16.0", "ensemble", ""]], &rows);
        assert_eq!(judgement.verdict, verdict, "{}", judgement.reason);
        let accepted = if verdict == Verdict::Unusual { "for none" } else { "for 1" };
        assert!(judgement.reason.ends_with(accepted), "{}", judgement.reason);
    }
}

/// A print with few digits stands for the value in it that is nearest to the mean of the logarithms.
#[test]
fn a_rounded_norm_stands_for_what_is_nearest_to_the_rows() {
    let rows = norms((0..199).map(|row| 1.6 + 0.004 * row as f32));
    let near = first(&[[NORM, "2", "ensemble", ""]], &rows);
    assert!(near.reason.contains("; 0.0 standard deviations"), "{}", near.reason);
    let above = first(&[[NORM, "3", "ensemble", ""]], &rows);
    assert!(!above.reason.contains("; 0.0 standard deviations"), "{}", above.reason);
}

#[test]
fn the_fresh_runs_number_stands_beside_every_verdict() {
    let rows = accuracies((0..199).map(|row| 9000 + row));
    let norms = norms((0..199).map(|row| 0.4 + 0.001 * row as f32));
    let not_in_the_rows = "3a.output.gradnorm";
    for (claim, rows, verdict, measured, reason) in [
        (
            [ACCURACY, "0.96345", "ensemble", "share(10000)"],
            &rows[..],
            Verdict::Contradicted,
            "0.9",
            "images",
        ),
        (
            [ACCURACY, "0.9", "ensemble", "share(10000)"],
            &[],
            Verdict::NotCheckable,
            "0.9",
            "no ensemble",
        ),
        (
            [ACCURACY, "0.9", "ensemble", "share(10000)"],
            &norms,
            Verdict::NotCheckable,
            "0.9",
            "has no `2a.best.accuracy`",
        ),
        ([ACCURACY, "0.91", "ensemble", "share(10000)"], &rows, Verdict::Consistent, "0.9", "p = "),
        ([NORM, "0.5", "ensemble", ""], &norms, Verdict::Consistent, "0.5", "p = "),
        ([not_in_the_rows, "1.0", "ensemble", ""], &rows, Verdict::NotCheckable, "1.0", "has no"),
        (["2a.best.eta", "0.2", "argmax", ""], &rows, Verdict::Contradicted, "0.1", "has only"),
        (["2a.best.eta", "0.1", "argmax", ""], &[], Verdict::NotCheckable, "0.1", "no ensemble"),
        (["2a.best.eta", "0.1", "argmax", ""], &rows, Verdict::Consistent, "0.1", "wins in 199"),
        (
            [ACCURACY, "", "unreported", ""],
            &rows,
            Verdict::NotCheckable,
            "0.9",
            "the re-run gives it",
        ),
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
        let judgement = first(&[["2a.best.eta", text, "argmax", ""]], &rows);
        assert_eq!(judgement.verdict, Verdict::Consistent, "{text}: {}", judgement.reason);
    }
}

/// Rows in which the slow rate wins first, then the fast one.
fn sweeps(slow: usize, fast: usize) -> Vec<Measurements> {
    let won = |row: usize| if row < slow { [9001, 9000] } else { [9000, 9001] };
    let sweep = |[slow, fast]: [u32; 2]| row(&[(SLOW, slow), (FAST, fast)], &[]);
    (0..slow + fast).map(|row| sweep(won(row))).collect()
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
        let judgement = first(&[["2a.best.eta", reported, "argmax", ""]], &sweeps(slow, fast));
        assert_eq!(judgement.verdict, verdict, "{slow} to {fast}: {}", judgement.reason);
    }
}

/// Only a statement that the first of two is better is held against the report's own bests.
#[test]
fn other_comparisons_of_two_parts_are_not_about_their_bests() {
    let rows = accuracies([9000; 199]);
    let with = |statement: &str| {
        let claims = [
            ["2a.statement", "statement", "ordering", statement],
            [ACCURACY, "0.95", "ensemble", "share(10000)"],
            ["2b.best.accuracy", "0.96", "ensemble", "share(10000)"],
        ];
        first(&claims, &rows).verdict
    };
    assert_eq!(with("best_above(2a, 2b)"), Verdict::Contradicted);
    assert_eq!(with("ends_below(2a, 2b)"), Verdict::NotCheckable);
}

#[test]
fn a_basis_that_says_nothing_decides_nothing() {
    for (rule, basis, reported) in [
        ("behaviour", "", "statement"),
        ("ordering", " ; ", "statement"),
        ("structure", "hidden_layers(3a, 3b)", "9"),
        ("structure", "hidden_layers", "9"),
        ("derived", "quotient(3a.input.gradnorm)", "9"),
    ] {
        let judgement = first(&[["3a.claim", reported, rule, basis]], &[]);
        assert_eq!(judgement.verdict, Verdict::NotCheckable, "{basis}: {}", judgement.reason);
    }
}

/// Of numbers in full, twelve digits, the quotient is one number: six digits of it are enough, five
/// are not. Of shorter ones it is an interval.
#[test]
fn a_quotient_of_full_numbers_needs_six_digits() {
    let with = |numerator: &str, quotient: &str| {
        let claims = [
            ["3a.ratio", quotient, "derived", "quotient(3a.input.gradnorm, 3a.output.gradnorm)"],
            ["3a.input.gradnorm", numerator, "ensemble", ""],
            ["3a.output.gradnorm", "3.00000000001", "ensemble", ""],
        ];
        first(&claims, &[]).verdict
    };
    let whole = repr(1.000_000_000_01 / 3.000_000_000_01);
    for (numerator, quotient, verdict) in [
        ("1.00000000001", whole.as_str(), Verdict::ConsistentWithItself),
        ("1.00000000001", "0.333333", Verdict::ConsistentWithItself),
        ("1.00000000001", "0.333334", Verdict::Contradicted),
        ("1.00000000001", "0.33333", Verdict::Contradicted),
        ("1.0000000000", "0.33333", Verdict::ConsistentWithItself),
        ("1.0000000000", "0.33334", Verdict::Contradicted),
    ] {
        assert_eq!(with(numerator, quotient), verdict, "{numerator}, {quotient}");
    }
}

#[test]
fn a_summary_has_the_verdicts_that_occur() {
    let rows = sweeps(9, 190);
    let claims = [["2a.best.eta", "0.1", "argmax", ""], [NORM, "2", "ensemble", ""]];
    let judgements = judged(&claims, &Measurements::default(), &rows);
    let summary = Summary::of(&judgements);
    assert_eq!(summary.counts, [(Verdict::Beaten, 1), (Verdict::NotCheckable, 1)]);
    assert_eq!((summary.count(Verdict::Beaten), summary.count(Verdict::Holds)), (1, 0));
    assert_eq!((summary.total(), Summary::of(&[]).total()), (2, 0));
}

/// What could be seen is looked for between no images and all of them, and no further.
#[test]
fn a_falsified_accuracy_stays_within_the_test_images() {
    let with = |reported: &str, rows: &[Measurements]| {
        let ledger = ledger(&[[ACCURACY, reported, "ensemble", "share(10000)"]]);
        power_of_test(assignment(), &ledger, rows).remove(0)
    };
    let [good, usual] = [Verdict::Contradicted, Verdict::Consistent];
    let high = accuracies((0..199).map(|row| 9990 + row % 11));
    let all = with("1.0", &high);
    assert_eq!((all.verdicts[0], all.contradicted_from[0]), ([good, usual], None));
    let most = with("0.9999", &high);
    assert_eq!((most.verdicts[0], most.contradicted_from[0]), ([usual, usual], None));
    assert_eq!(most.verdicts[2], [good, good]);
    // From -11 images on it is below all rows.
    assert_eq!(most.contradicted_from[1], Some(11));
    let low = accuracies((0..199).map(|row| 100 + row % 11));
    assert_eq!(with("0.9999", &low).contradicted_from, [Some(1), Some(1)]);
}
