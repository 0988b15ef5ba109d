//! Files of rows, and the rows that come with the program.

use proptest::prelude::*;
use verigrad::assignment::Assignment;
use verigrad::ensemble::{Columns, Ensemble, Plan, fingerprint, merge, read};
use verigrad::judge::statistics::{Column, family};
use verigrad::measure::{Value, row};
use verigrad::mnist::TEST_IMAGES;
use verigrad::nn::kernels::Level;

use crate::strategies::config;

fn stored() -> (Assignment, Ensemble) {
    let assignment = Assignment::homework7().unwrap();
    let ensemble = Ensemble::built_in(&assignment).unwrap();
    (assignment, ensemble)
}

#[test]
fn the_stored_rows_are_seeds_0_to_198() {
    let (_, ensemble) = stored();
    assert!(ensemble.rows.keys().copied().eq(0..199), "{} rows", ensemble.rows.len());
}

/// A few rows are made again, to the bit: one whole, and of others what is quick.
#[test]
fn the_stored_rows_are_what_this_code_makes() {
    let (assignment, ensemble) = stored();
    let images = crate::shared::images();
    let parts = &assignment.nets;
    let make = |seed: i64, wanted: &(dyn Fn(&str) -> bool + Sync)| {
        row(parts, wanted, seed, images, Level::best(), &|_| {})
    };
    let whole = make(198, &|_| true);
    assert_eq!(Some(&whole), ensemble.rows.get(&198));
    for seed in [1, 77, 150] {
        let part = make(seed, &|part| ["3a", "3b"].contains(&part));
        assert_eq!(part.probes, ensemble.rows[&seed].probes, "seed {seed}");
    }
    let sweep = make(77, &|part| part == "2a");
    assert_eq!(sweep.trainings[..], ensemble.rows[&77].trainings[..5]);
}

/// Each stored row as a report against the others: an honest report. By the test's promise at
/// most 1% have p <= 0.01.
#[test]
fn no_more_stored_rows_than_promised_would_be_accused() {
    let (assignment, ensemble) = stored();
    let rows = ensemble.measurements(&assignment.nets, TEST_IMAGES);
    let names = [
        ("2a.best.accuracy", false),
        ("2b.best.accuracy", false),
        ("2c.best.accuracy", false),
        ("3a.input.gradnorm", true),
        ("3a.output.gradnorm", true),
        ("3a.ratio", true),
        ("3b.input.gradnorm", true),
        ("3b.output.gradnorm", true),
        ("3b.ratio", true),
    ];
    let value = |row: usize, (name, logarithm): (&str, bool)| match rows[row].get(name) {
        Some(Value::Number(number)) if logarithm => number.ln(),
        Some(Value::Number(number)) => *number,
        other => panic!("{name}: {other:?}"),
    };
    let p_of = |report: usize| {
        let others = || (0..rows.len()).filter(move |row| *row != report);
        let columns: Vec<Column> = names
            .iter()
            .map(|&name| Column {
                rows: others().map(|row| value(row, name)).collect(),
                reported: value(report, name),
                floor: if name.1 { 0.0 } else { 1e-4 },
            })
            .collect();
        family(&columns).p
    };
    let accused = (0..rows.len()).filter(|&report| p_of(report) <= 0.01).count();
    assert!(accused <= 2, "{accused} of {}", rows.len());
}

fn small() -> (Columns, Ensemble, String) {
    let (assignment, ensemble) = stored();
    let columns = Columns::of(&assignment.nets);
    let rows = ensemble.rows.into_iter().take(3).collect();
    let ensemble = Ensemble { rows };
    let text = ensemble.text(&columns);
    (columns, ensemble, text)
}

fn read_text(text: impl AsRef<[u8]>, columns: &Columns) -> Result<Ensemble, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.csv");
    std::fs::write(&path, text).unwrap();
    read(&path, columns).map_err(|error| error.to_string())
}

#[test]
fn a_file_reads_back() {
    let (columns, ensemble, text) = small();
    assert_eq!(read_text(&text, &columns).unwrap(), ensemble);
}

proptest! {
    #![proptest_config(config())]

    /// Wherever a kill stops the writing, what was whole is read and nothing else.
    #[test]
    fn a_file_cut_anywhere_keeps_its_whole_rows(share in 0.0..1.0f64) {
        let (columns, ensemble, text) = small();
        let cut = ((text.len() as f64) * share) as usize;
        let read = read_text(&text[..cut], &columns).unwrap();
        let whole = text[..cut].matches('\n').count().saturating_sub(1);
        let expected: Vec<_> = ensemble.rows.iter().take(whole).collect();
        prop_assert!(read.rows.iter().eq(expected));
    }
}

#[test]
fn a_changed_digit_inside_the_file_is_found() {
    let (columns, _, text) = small();
    let second = text.match_indices('\n').nth(1).unwrap().0 + 30;
    let mut changed = text.clone().into_bytes();
    changed[second] = if changed[second] == b'7' { b'8' } else { b'7' };
    let error = read_text(changed, &columns).unwrap_err();
    assert!(error.contains(":3:1:") && error.contains("changed"), "{error}");
}

#[test]
fn rows_of_another_assignment_are_refused() {
    let (columns, _, text) = small();
    let mut other = Assignment::homework7().unwrap().nets;
    other.truncate(1);
    let error = read_text(&text, &Columns::of(&other)).unwrap_err();
    assert!(error.contains("no ensemble of this assignment"), "{error}");
    // The same columns, but another rate.
    let changed = include_str!("../../src/assignment/homework7.toml").replace(
        "[784, 30, 10], rule = \"sgd\", learning_rate = 0.5",
        "[784, 31, 10], rule = \"sgd\", learning_rate = 0.5",
    );
    let nets = Assignment::parse(&changed, "changed.toml").unwrap().nets;
    assert_ne!(fingerprint(&nets), fingerprint(&Assignment::homework7().unwrap().nets));
    let error = read_text(&text, &Columns::of(&nets)).unwrap_err();
    assert!(error.contains("another assignment"), "{error}");
    assert!(read_text(&text, &columns).is_ok());
}

#[test]
fn files_that_disagree_are_not_merged() {
    let (columns, ensemble, _) = small();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, ensemble: &Ensemble| {
        let path = folder.path().join(name);
        std::fs::write(&path, ensemble.text(&columns)).unwrap();
        path
    };
    let one = write("one.csv", &ensemble);
    let mut other = ensemble.clone();
    other.rows.get_mut(&1).unwrap().trainings[0].1[0] += 1;
    let other = write("other.csv", &other);
    assert_eq!(merge(&[one.clone(), one.clone()], &columns).unwrap(), ensemble);
    let error = merge(&[one, other], &columns).unwrap_err().to_string();
    assert!(error.contains("another row of seed 1"), "{error}");
}

#[test]
fn shards_share_all_rows() {
    let mut seeds: Vec<i64> = (0..3)
        .flat_map(|shard| Plan { rows: -4..7, shard: (shard, 3) }.seeds().collect::<Vec<_>>())
        .collect();
    seeds.sort_unstable();
    assert!(seeds.into_iter().eq(-4..7));
}
