//! The tests of one report against re-runs, held to their stated error rates by simulation,
//! and their power, for several shapes of noise and correlated columns.

use proptest::prelude::*;
use verigrad::judge::statistics::{CONTRADICTED_P, Column, Rest, alone, family, winner};
use verigrad::torch::Generator;

const ROWS: usize = 199;
pub const COLUMNS: usize = 9;
const REPORTS: usize = 1000;

/// One independent standard number of a shape of noise.
#[derive(Clone, Copy, Debug)]
pub enum Noise {
    Normal,
    /// Logarithm normal, centred: a long tail upwards.
    Skewed,
    /// Student's t with three degrees of freedom.
    HeavyTailed,
    /// Normal, and one in thirty-three far away: runs that fail.
    Failing,
}

pub const SHAPES: [Noise; 4] = [Noise::Normal, Noise::Skewed, Noise::HeavyTailed, Noise::Failing];

pub struct Draws(Generator);

impl Draws {
    pub fn seeded(seed: i64) -> Self {
        Self(Generator::seeded(seed))
    }

    fn uniform(&mut self) -> f64 {
        (f64::from(self.0.word()) + 0.5) / 4_294_967_296.0
    }

    fn normal(&mut self) -> f64 {
        let (radius, angle) = (self.uniform(), self.uniform());
        (-2.0 * radius.ln()).sqrt() * (2.0 * std::f64::consts::PI * angle).cos()
    }

    fn of(&mut self, noise: Noise) -> f64 {
        match noise {
            Noise::Normal => self.normal(),
            Noise::Skewed => self.normal().exp() - 0.5f64.exp(),
            Noise::HeavyTailed => {
                let chi: f64 = (0..3).map(|_| self.normal().powi(2)).sum();
                self.normal() / (chi / 3.0).sqrt()
            }
            Noise::Failing => {
                let far = if self.uniform() < 0.03 { -20.0 } else { 0.0 };
                self.normal() + far
            }
        }
    }

    /// A row whose columns share half of their variance.
    pub fn row(&mut self, noise: Noise) -> Vec<f64> {
        let common = self.of(noise);
        (0..COLUMNS).map(|_| (common + self.of(noise)) / 2f64.sqrt()).collect()
    }

    fn columns(&mut self, noise: Noise, shift: f64) -> Vec<Column> {
        let rows: Vec<Vec<f64>> = (0..ROWS).map(|_| self.row(noise)).collect();
        let mut report = self.row(noise);
        report[0] += shift;
        (0..COLUMNS)
            .map(|column| Column {
                rows: rows.iter().map(|row| row[column]).collect(),
                reported: report[column],
                floor: 0.0,
            })
            .collect()
    }
}

/// The share of simulated reports in which column 0 is accused, and in which any is.
fn accused(noise: Noise, shift: f64, seed: i64) -> (f64, f64) {
    let mut draws = Draws::seeded(seed);
    let (mut first, mut any) = (0, 0);
    for _ in 0..REPORTS {
        let findings = family(&draws.columns(noise, shift)).findings;
        let bad: Vec<bool> = findings.iter().map(|f| f.p <= CONTRADICTED_P && f.outside).collect();
        first += usize::from(bad[0]);
        any += usize::from(bad.contains(&true));
    }
    (first as f64 / REPORTS as f64, any as f64 / REPORTS as f64)
}

#[test]
fn honest_reports_are_accused_no_more_often_than_stated() {
    for (seed, noise) in (0..).zip(SHAPES) {
        let (_, any) = accused(noise, 0.0, seed);
        // One in a hundred, and four standard deviations of what 1,000 reports leave open.
        assert!(any <= 0.01 + 4.0 * (0.01 * 0.99 / REPORTS as f64).sqrt(), "{noise:?}: {any}");
    }
}

#[test]
fn power_against_a_shifted_number() {
    let mut table = String::from("noise          shift of one number   accused\n");
    for (seed, noise) in (10..).zip(SHAPES) {
        for shift in [3.0, 6.0] {
            let (first, _) = accused(noise, shift, seed);
            let noise = format!("{noise:?}");
            table.push_str(&format!("{noise:<14} {shift} sd {:>21.0}%\n", 100.0 * first));
        }
    }
    let settings = crate::shared::snapshots();
    settings.bind(|| insta::assert_snapshot!("power", table));
}

#[test]
fn the_share_of_small_p_is_small_at_every_level() {
    let mut draws = Draws::seeded(99);
    let mut p: Vec<f64> =
        (0..REPORTS).map(|_| family(&draws.columns(Noise::Skewed, 0.0)).p).collect();
    p.sort_by(f64::total_cmp);
    for level in [0.01, 0.05, 0.2, 0.5] {
        let share = p.iter().filter(|&&p| p <= level).count() as f64 / REPORTS as f64;
        let slack = 4.0 * (level * (1.0 - level) / REPORTS as f64).sqrt();
        assert!((share - level).abs() <= slack, "{level}: {share}");
    }
}

#[test]
fn stepping_down_never_lowers_p_and_starts_at_the_familys() {
    let mut draws = Draws::seeded(5);
    for _ in 0..50 {
        let tested = family(&draws.columns(Noise::Normal, 3.0));
        let mut findings = tested.findings.clone();
        findings.sort_by(|a, b| b.z.total_cmp(&a.z));
        assert_eq!(findings[0].p, tested.p);
        assert!(findings.windows(2).all(|pair| pair[0].p <= pair[1].p));
    }
}

#[test]
fn a_row_of_the_ensemble_and_the_report_are_treated_alike() {
    // p of a report that is the largest of 200 is 1/200; of the second largest, 2/200.
    let rows: Vec<f64> = (0..199).map(|index| f64::from(index % 10)).collect();
    assert_eq!(alone(&rows, 1000.0), 1.0 / 200.0);
    let mut with_larger = rows.clone();
    with_larger[0] = 2000.0;
    assert_eq!(alone(&with_larger, 1000.0), 2.0 / 200.0);
    assert_eq!(alone(&rows, 4.5), 1.0);
}

#[test]
fn the_floor_forgives_one_step_of_a_grid_and_not_ten() {
    let rows = vec![0.95; 199];
    assert!(alone(&rows, 0.9501) <= 1.0 / 200.0, "rank alone says so");
    let tested = family(&[Column { rows, reported: 0.9501, floor: 1e-4 }]);
    assert!(tested.findings[0].z <= 1.0);
}

#[test]
fn rows_that_diverged_count_as_far_away() {
    let mut rows: Vec<f64> = (0..199).map(|index| f64::from(index % 10)).collect();
    rows[7] = f64::NAN;
    assert_eq!(alone(&rows, 1000.0), 2.0 / 200.0);
}

#[test]
fn a_winner_is_as_likely_as_all_that_win_no_more_often() {
    let rows: Vec<String> =
        (0..199).map(|row| if row < 150 { "0.1" } else { "0.5" }.to_owned()).collect();
    let p = |reported: &str| winner(&rows, reported).p;
    assert_eq!(p("0.1"), 1.0);
    assert_eq!(p("0.5"), 50.0 / 200.0);
    assert_eq!(p("0.01"), 1.0 / 200.0);
    assert_eq!(winner(&rows, "0.5").wins, 49);
    assert_eq!(winner(&rows, "0.5").most, 150);
}

#[test]
fn outside_is_beyond_every_row() {
    let rows: Vec<f64> = (1..200).map(f64::from).collect();
    for (reported, outside) in
        [(0.5, true), (1.0, false), (100.0, false), (199.0, false), (199.5, true)]
    {
        let tested = family(&[Column { rows: rows.clone(), reported, floor: 0.0 }]);
        assert_eq!(tested.findings[0].outside, outside, "{reported}");
    }
}

#[test]
fn rows_that_are_all_alike_are_no_distance_from_each_other() {
    let tested = family(&[Column { rows: vec![0.5; 199], reported: 0.5, floor: 0.0 }]);
    assert_eq!((tested.findings[0].p, tested.findings[0].z), (1.0, 0.0));
}

/// 1, 2, 3, 4 and the report's 10: mean 4, variance (9 + 4 + 1 + 0 + 36)/4.
#[test]
fn distances_are_in_standard_deviations_of_all_rows_and_the_report() {
    let tested = family(&[Column { rows: vec![1.0, 2.0, 3.0, 4.0], reported: 10.0, floor: 0.0 }]);
    assert_eq!(tested.findings[0].z, 6.0 / 12.5_f64.sqrt());
}

proptest! {
    /// One column's other values are asked about without a new test of all columns: what is
    /// found is what the test of all would find.
    #[test]
    fn the_rest_of_a_family_finds_what_the_whole_family_finds(
        values in prop::collection::vec(prop::collection::vec(0_u8..12, 8), 1..7),
        which in any::<prop::sample::Index>(),
        replaced in 0_u8..30,
    ) {
        let column = |values: &Vec<u8>| {
            let mut rows: Vec<f64> = values.iter().map(|&value| f64::from(value)).collect();
            // A training may diverge in some row.
            rows.iter_mut().filter(|row| **row == 11.0).for_each(|row| *row = f64::INFINITY);
            let reported = f64::from(values[0] / 2);
            Column { rows, reported, floor: 0.5 }
        };
        let mut columns: Vec<Column> = values.iter().map(column).collect();
        let which = which.index(columns.len());
        columns[which].reported = f64::from(replaced) / 2.0;
        let others = columns.iter().enumerate().filter(|(index, _)| *index != which);
        let rest = Rest::of(others.map(|(_, column)| column));
        prop_assert_eq!(rest.finding(&columns[which]), family(&columns).findings[which]);
    }
}
