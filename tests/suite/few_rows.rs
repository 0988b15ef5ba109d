//! What few rows cannot show, and rows that were made until a report was decided.

use verigrad::homework::Ledger;
use verigrad::judge::statistics::PILOT;
use verigrad::judge::{Evidence, Judged, Judgement, judge, limits, settled};
use verigrad::measure::{Cohort, Measurements, Origin, Rows};
use verigrad::verdict::Verdict;

use crate::shared::{homework7, part, rows7};

fn with<T>(claims: &str, rows: &Rows, use_it: impl Fn(&Ledger, &Evidence) -> T) -> T {
    let homework = homework7();
    let text = format!("id,reported\n{claims}");
    let names = homework.names();
    let ledger = Ledger::parse_submission(&text, "made.csv", &homework.ledger, names);
    let ledger = ledger.unwrap_or_else(|error| panic!("{}", error.render(false)));
    let measurements = Measurements::default();
    let evidence = Evidence {
        homework,
        measurements: &measurements,
        alternatives: &|_| Vec::new(),
        rounding: None,
        rows,
    };
    use_it(&ledger, &evidence)
}

fn judged(claims: &str, rows: &Rows) -> Vec<Judgement> {
    with(claims, rows, judge).judgements
}

/// The first of the stored rows.
fn first(count: usize) -> Rows {
    let mut rows = rows7();
    rows.cohorts.iter_mut().for_each(|cohort| cohort.rows.truncate(count));
    rows
}

/// A false accuracy, a false winner, and two statements that hold.
const CLAIMS: &str = "\
2a.best.accuracy,0.5
2c.best.hidden,50
2a.moderate_rates.high,statement
3b.no_vanishing,statement
";

#[test]
fn eighteen_rows_check_nothing_and_nineteen_do() {
    for judgement in judged(CLAIMS, &first(18)) {
        let Judgement { id, verdict, reason, p, .. } = judgement;
        assert_eq!((verdict, p), (Verdict::NotCheckable, None), "{id}: {reason}");
        let said = "too few rows: 18 re-runs, and with fewer than 19 nothing is rare";
        assert_eq!(reason, said, "{id}");
    }
    let verdicts: Vec<Verdict> = judged(CLAIMS, &first(19)).iter().map(|j| j.verdict).collect();
    assert_eq!(verdicts, [Verdict::Unusual, Verdict::Beaten, Verdict::Holds, Verdict::Holds]);
    assert_eq!(judged(CLAIMS, &first(19))[0].p, Some(0.05));
    let impossible = &judged("2a.best.accuracy,0.96345\n", &first(18))[0];
    assert_eq!(impossible.verdict, Verdict::Contradicted, "no row is needed for that");
}

#[test]
fn a_hundred_and_ninety_eight_rows_contradict_nothing_and_one_more_does() {
    let verdicts = |count: usize| -> Vec<Verdict> {
        judged(CLAIMS, &first(count))[..2].iter().map(|judgement| judgement.verdict).collect()
    };
    assert_eq!(verdicts(198), [Verdict::Unusual, Verdict::Beaten]);
    assert_eq!(verdicts(199), [Verdict::Contradicted, Verdict::Contradicted]);
    assert_eq!(rows7().counts(), Some((199, 199)));
}

#[test]
fn limits_say_what_the_rows_cannot_show() {
    let of = |claims: &str, count: usize| with(claims, &first(count), limits);
    let parts = "2a, 2b, 2c, 3a, 3b, 3c";
    assert_eq!(
        of(CLAIMS, 18),
        [format!("18 re-runs of {parts}: with fewer than 19 nothing random can be judged")]
    );
    for (count, least) in [(19, "0.050"), (198, "0.005")] {
        let line = format!(
            "{count} re-runs of {parts}: no p is below {least}, so with fewer than 199 nothing \
             random can be contradicted"
        );
        assert_eq!(of(CLAIMS, count), [line]);
    }
    assert!(of(CLAIMS, 199).is_empty());
    // Nothing random is said, so nothing is missing.
    assert!(of("1b.gd.value,1.0\n3a.hidden_layers,8\n1b.gd.slow,statement\n", 18).is_empty());
    assert!(with(CLAIMS, &Rows::default(), limits).is_empty(), "no rows are said by each claim");
}

/// The first stored rows as if made for a report: a pilot, and so many that count.
fn made(counted: usize) -> Rows {
    let mut rows = first(PILOT + counted);
    let only: Vec<Cohort> = rows
        .cohorts
        .drain(..)
        .map(|cohort| Cohort { origin: Origin::OnDemand { pilot: PILOT }, ..cohort })
        .collect();
    Rows { cohorts: only }.only(|name| *name == part("2b"))
}

/// A report in the middle of all rows is decided by ten: they are few, and enough.
#[test]
fn a_report_that_ten_rows_decide_is_consistent() {
    let claim = "2b.best.accuracy,0.9619\n";
    let Judged { judgements, families } = with(claim, &made(179), judge);
    let [family] = &families[..] else { panic!("{families:?}") };
    assert!(family.settled && (10..19).contains(&family.rows), "{family:?}");
    let [judgement] = &judgements[..] else { panic!("one claim") };
    assert_eq!(judgement.verdict, Verdict::Consistent, "{}", judgement.reason);
    assert!(with(claim, &made(179), settled));
    // The same report before it is decided.
    let undecided = with(claim, &made(5), judge);
    assert!(!undecided.families[0].settled && !with(claim, &made(5), settled));
    let reason = &undecided.judgements[0].reason;
    assert!(reason.starts_with("too few rows: 5 re-runs"), "{reason}");
}

#[test]
fn a_false_number_is_unusual_until_all_rows_are_made() {
    let claim = "2b.best.accuracy,0.99\n";
    let unusual = Verdict::Unusual;
    for (counted, verdict) in [(18, Verdict::NotCheckable), (19, unusual), (179, unusual)] {
        let Judged { judgements, families } = with(claim, &made(counted), judge);
        assert_eq!(judgements[0].verdict, verdict, "{counted}: {}", judgements[0].reason);
        assert_eq!((families[0].rows, families[0].settled), (counted, false));
    }
    // As many rows as it takes, the first twenty once more.
    let mut all = made(179);
    let again: Vec<Measurements> = all.cohorts[0].rows[..20].to_vec();
    all.cohorts[0].rows.extend(again);
    let Judged { judgements, families } = with(claim, &all, judge);
    assert_eq!(judgements[0].verdict, Verdict::Contradicted, "{}", judgements[0].reason);
    assert_eq!((families[0].rows, families[0].settled, families[0].p), (199, true, 0.005));
}

/// Each set of rows has a test of its own.
#[test]
fn parts_that_were_made_apart_are_tested_apart() {
    let claims = "\
2a.best.accuracy,0.9635
2b.best.accuracy,0.9624
2b.sgd_beats_adam,0.9635 > 0.9624
";
    let mut rows = rows7().only(|name| *name != part("2b"));
    rows.cohorts.extend(made(100).cohorts);
    let Judged { judgements, families } = with(claims, &rows, judge);
    let told: Vec<(&str, usize)> =
        families.iter().map(|family| (family.claims[0].as_str(), family.claims.len())).collect();
    assert_eq!(told, [("2a.best.accuracy", 1), ("2b.best.accuracy", 1)]);
    let verdicts: Vec<Verdict> = judgements.iter().map(|judgement| judgement.verdict).collect();
    assert_eq!(verdicts, [Verdict::Consistent, Verdict::Consistent, Verdict::Holds]);
    let measured = judgements[2].measured.as_deref().unwrap_or_default();
    assert!(measured.ends_with(" of 120 re-runs"), "{measured}");
}
