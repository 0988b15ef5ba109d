//! The test on rows made one after the other, held to its error rates by simulation, and to how
//! few rows it takes.

use verigrad::judge::statistics::{
    AS_FAR, CONTRADICTED_P, DrawnColumn, PILOT, ROWS_NEEDED, Sequential, UNUSUAL_P, sequential,
};

use crate::statistics::{COLUMNS, Draws, Noise, SHAPES};

const REPORTS: usize = 2000;

/// Pilot, rows and a report from one law; the report's first number can be another.
fn columns(draws: &mut Draws, noise: Noise, count: usize, other: Option<f64>) -> Vec<DrawnColumn> {
    let mut rows: Vec<Vec<f64>> = (0..=PILOT + ROWS_NEEDED).map(|_| draws.row(noise)).collect();
    let mut report = rows.pop().expect("one row more");
    report[0] = other.unwrap_or(report[0]);
    let of = |column: usize| {
        let all: Vec<f64> = rows.iter().map(|row| row[column]).collect();
        DrawnColumn {
            pilot: all[..PILOT].to_vec(),
            rows: all[PILOT..].to_vec(),
            reported: report[column],
            floor: 0.0,
        }
    };
    (0..count).map(of).collect()
}

fn simulated(noise: Noise, count: usize, other: Option<f64>, seed: i64) -> Vec<Sequential> {
    let mut draws = Draws::seeded(seed);
    (0..REPORTS).map(|_| sequential(&columns(&mut draws, noise, count, other))).collect()
}

fn share(tests: &[Sequential], is: impl Fn(&Sequential) -> bool) -> f64 {
    tests.iter().filter(|test| is(test)).count() as f64 / tests.len() as f64
}

/// Whatever the noise, however the columns hang together: of the report, and of any column.
#[test]
fn honest_reports_have_small_p_no_more_often_than_stated() {
    for (seed, noise) in (200..).zip(SHAPES) {
        let tests = simulated(noise, COLUMNS, None, seed);
        for level in [CONTRADICTED_P, UNUSUAL_P, 0.2, 0.5] {
            let slack = 3.0 * (level * (1.0 - level) / REPORTS as f64).sqrt();
            let whole = share(&tests, |test| test.family.p <= level);
            assert!(whole <= level + slack, "{noise:?}: p <= {level} in {whole}");
            let any = share(&tests, |test| test.family.findings.iter().any(|f| f.p <= level));
            assert!(any <= whole, "{noise:?}: a column has p <= {level} in {any}");
        }
        assert!(tests.iter().all(|test| test.settled), "199 rows always settle it");
    }
}

/// Wherever one stops before it is decided, p is as small no more often than it says.
#[test]
fn p_holds_for_any_number_of_rows() {
    for length in [19, 40, 100] {
        let mut draws = Draws::seeded(300);
        let tests: Vec<Sequential> = (0..REPORTS)
            .map(|_| {
                let mut columns = columns(&mut draws, Noise::Skewed, 3, None);
                columns.iter_mut().for_each(|column| column.rows.truncate(length));
                sequential(&columns)
            })
            .collect();
        for level in [CONTRADICTED_P, UNUSUAL_P, 0.2] {
            let slack = 3.0 * (level * (1.0 - level) / REPORTS as f64).sqrt();
            let small = share(&tests, |test| test.family.p <= level);
            assert!(small <= level + slack, "{length} rows: p <= {level} in {small}");
        }
    }
}

/// Ten rows as far out come soon: at rank u of the rows after 10/u, 39 on average.
#[test]
fn honest_reports_need_few_rows() {
    for (seed, noise) in (400..).zip(SHAPES) {
        let tests = simulated(noise, COLUMNS, None, seed);
        let rows: usize = tests.iter().map(|test| test.counted).sum();
        let mean = rows as f64 / REPORTS as f64;
        println!("{noise:?}: {mean:.1} rows on average, beside {PILOT} of the pilot");
        assert!((35.0..44.0).contains(&mean), "{noise:?}: {mean}");
    }
}

#[test]
fn a_report_six_deviations_off_reaches_the_smallest_p() {
    for (seed, count) in [(500, 1), (501, COLUMNS)] {
        let tests = simulated(Noise::Normal, count, Some(6.0), seed);
        let smallest = |test: &Sequential| test.family.p == 1.0 / 200.0;
        let (least, seen) = (
            share(&tests, smallest),
            share(&tests, |test| {
                let first = test.family.findings[0];
                first.p <= CONTRADICTED_P && first.outside
            }),
        );
        println!("{count} columns, 6 sd: p = 1/200 in {least}, contradicted in {seen}");
        assert!(least > 0.95 && seen > 0.95, "{count} columns: {least}, {seen}");
    }
    // Exactly six: the pilot's mean is 0 and its deviation 1, and no row comes near.
    let spread = ((PILOT - 1) as f64 / PILOT as f64).sqrt();
    let pilot: Vec<f64> =
        (0..PILOT).map(|index| if index % 2 == 0 { spread } else { -spread }).collect();
    let rows = (0..ROWS_NEEDED).map(|index| (index % 7) as f64 - 3.0).collect();
    let column = DrawnColumn { pilot, rows, reported: 6.0, floor: 0.0 };
    let Sequential { family, counted, settled } = sequential(&[column]);
    assert_eq!((family.p, counted, settled), (1.0 / 200.0, ROWS_NEEDED, true));
    let [finding] = family.findings[..] else { panic!("one column") };
    assert!((finding.z - 6.0).abs() < 1e-12 && finding.outside && finding.p == 1.0 / 200.0);
}

/// A pilot of mean 0, and a report at 5.
fn against(rows: Vec<f64>) -> Sequential {
    let pilot = (0..PILOT).map(|index| if index % 2 == 0 { 1.0 } else { -1.0 }).collect();
    sequential(&[DrawnColumn { pilot, rows, reported: 5.0, floor: 0.0 }])
}

#[test]
fn it_stops_at_the_tenth_row_as_far_out() {
    let every = |step: usize, count: usize| -> Vec<f64> {
        (1..=count).map(|row| if row % step == 0 { -5.0 } else { 0.0 }).collect()
    };
    for (rows, p, counted, settled) in [
        (every(1, 199), 1.0, 10, true),
        (every(2, 199), 10.0 / 20.0, 20, true),
        (every(2, 19), 10.0 / 20.0, 19, false),
        (every(19, 199), 10.0 / 190.0, 190, true),
        (every(20, 199), 10.0 / 200.0, 199, true),
        (every(20, 198), 10.0 / 199.0, 198, false),
        (every(200, 199), 1.0 / 200.0, 199, true),
        (every(200, 100), 1.0 / 101.0, 100, false),
        (every(1, 500), 1.0, 10, true),
        (every(300, 500), 1.0 / 200.0, 199, true),
        (Vec::new(), 1.0, 0, false),
        (vec![f64::NAN; 10], 1.0, 10, true),
    ] {
        let test = against(rows.clone());
        assert_eq!((test.family.p, test.counted, test.settled), (p, counted, settled), "{rows:?}");
    }
    assert_eq!(AS_FAR, 10);
}

/// What comes after the decision changes nothing.
#[test]
fn rows_after_the_decision_are_not_counted() {
    let mut draws = Draws::seeded(600);
    for _ in 0..200 {
        let all = columns(&mut draws, Noise::HeavyTailed, 3, None);
        let test = sequential(&all);
        let mut cut = all.clone();
        cut.iter_mut().for_each(|column| column.rows.truncate(test.counted));
        let again = sequential(&cut);
        assert_eq!((again.family.p, again.counted), (test.family.p, test.counted));
        assert!(again.settled);
        let p = |test: &Sequential| test.family.findings.iter().map(|f| f.p).collect::<Vec<_>>();
        assert_eq!(p(&again), p(&test));
    }
}
