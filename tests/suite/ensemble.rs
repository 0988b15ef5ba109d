//! Files of rows, and the rows that come with the program.

use std::path::PathBuf;

use proptest::prelude::*;
use verigrad::ensemble::{Columns, Ensemble, Plan, Stored, merge, read, read_own};
use verigrad::homework::{NetPart, PartId};
use verigrad::judge::statistics::{Column, family};
use verigrad::measure::row;
use verigrad::mnist::TEST_IMAGES;
use verigrad::nn::kernels::Level;

use crate::shared::{homework7, images, quantity};
use crate::strategies::config;

/// Lines before the rows: one a part, and the columns' names.
const HEAD: usize = 7;

fn nets() -> &'static [NetPart] {
    &homework7().assignment.nets
}

fn stored() -> Ensemble {
    Stored::built_in(nets()).expect("the stored rows").ensemble
}

#[test]
fn the_stored_rows_are_seeds_0_to_198_of_every_part() {
    let stored = Stored::built_in(nets()).expect("the stored rows");
    let rows = &stored.ensemble.rows;
    assert!(rows.keys().copied().eq(0..199), "{} rows", rows.len());
    assert_eq!(stored.parts, ["2a", "2b", "2c", "3a", "3b", "3c"]);
}

/// A few rows are made again, to the bit: one whole, and of others what is quick.
#[test]
fn the_stored_rows_are_what_this_code_makes() {
    let ensemble = stored();
    let make = |seed: i64, wanted: &[&str]| {
        let wanted = |part: &PartId| wanted.is_empty() || wanted.contains(&part.as_str());
        row(nets(), &wanted, seed, images(), Level::best(), &|_| {})
    };
    assert_eq!(Some(&make(198, &[])), ensemble.rows.get(&198));
    for seed in [1, 77, 150] {
        let part = make(seed, &["3a", "3b"]);
        assert_eq!(part.probes, ensemble.rows[&seed].probes, "seed {seed}");
    }
    let sweep = make(77, &["2a"]);
    assert_eq!(sweep.trainings[..], ensemble.rows[&77].trainings[..5]);
}

/// Each stored row as a report against the others: an honest report. By the test's promise at
/// most 1% have p <= 0.01.
#[test]
fn no_more_stored_rows_than_promised_would_be_accused() {
    let rows = stored().measurements(nets(), TEST_IMAGES);
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
    let value = |row: usize, (name, logarithm): (&str, bool)| {
        let number = rows[row].number(&quantity(name)).expect(name);
        if logarithm { number.ln() } else { number }
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

/// Three rows, and the text of a file of them.
fn small() -> (Ensemble, String) {
    let rows = stored().rows.into_iter().take(3).collect();
    let ensemble = Ensemble { rows };
    let text = ensemble.text(&Columns::of(nets()));
    (ensemble, text)
}

fn file(text: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("rows.csv");
    std::fs::write(&path, text).expect("written");
    (folder, path)
}

/// A file's rows, read as the homework's own and as those of whatever parts it has.
fn read_text(text: impl AsRef<[u8]>) -> Result<Ensemble, String> {
    let (_folder, path) = file(text);
    let own = read_own(&path, nets()).map_err(|error| error.to_string());
    let any = read(&path, nets()).map_err(|error| error.to_string());
    assert_eq!(own, any.map(|stored| stored.ensemble));
    own
}

#[test]
fn a_file_reads_back() {
    let (ensemble, text) = small();
    assert_eq!(text.lines().count(), HEAD + 3);
    assert_eq!(read_text(&text).as_ref(), Ok(&ensemble));
    assert!(include_str!("../../golden/homework7/rows.csv").starts_with(&text));
}

proptest! {
    #![proptest_config(config())]

    /// Wherever a kill stops the writing, what was whole is read and nothing else.
    #[test]
    fn a_file_cut_anywhere_keeps_its_whole_rows(share in 0.0..1.0f64, head in any::<bool>()) {
        let (ensemble, text) = small();
        let first = text.match_indices('\n').nth(HEAD).expect("rows").0;
        let length = if head { first } else { text.len() };
        let cut = ((length as f64) * share) as usize;
        let read = read_text(&text[..cut]).expect("half a line is no error");
        let whole = text[..cut].matches('\n').count().saturating_sub(HEAD);
        let expected: Vec<_> = ensemble.rows.iter().take(whole).collect();
        prop_assert!(read.rows.iter().eq(expected));
    }
}

#[test]
fn a_changed_digit_in_any_line_is_found() {
    let (_, text) = small();
    for row in 0..3 {
        let start = text.match_indices('\n').nth(HEAD - 1 + row).expect("a row").0 + 1;
        let place = start + 30 + text[start + 30..].find(['1', '7']).expect("a digit");
        let mut changed = text.clone().into_bytes();
        changed[place] = if changed[place] == b'7' { b'8' } else { b'2' };
        let error = read_text(changed).expect_err("found");
        let line = HEAD + 1 + row;
        assert!(error.contains(&format!(":{line}:1:")) && error.contains("changed"), "{error}");
    }
}

/// Only what has no line end was not written to its end.
#[test]
fn a_whole_last_line_that_was_changed_is_an_error_and_half_a_line_is_none() {
    let (ensemble, text) = small();
    let half = text.trim_end();
    let read = read_text(half).expect("half a line is no error");
    assert!(read.rows.iter().eq(ensemble.rows.iter().take(2)), "the row is made again");
    let shorter = format!("{}\n", &half[..half.len() - 1]);
    let error = read_text(shorter).expect_err("a check of seven digits");
    assert!(error.contains(&format!(":{}:1:", HEAD + 3)), "{error}");
    assert!(error.contains("a row was changed after it was written"), "{error}");
}

#[test]
fn files_that_disagree_are_not_merged() {
    let (ensemble, text) = small();
    let (_folder, one) = file(text);
    let mut other = ensemble.clone();
    other.rows.get_mut(&1).expect("a row").trainings[0].1.correct[0] += 1;
    let (_other_folder, other) = file(other.text(&Columns::of(nets())));
    let merged = merge(&[one.clone(), one.clone()], nets()).expect("merged");
    assert_eq!((merged.ensemble, merged.halves.len()), (ensemble.clone(), 0));
    let error = merge(&[one, other], nets()).expect_err("they differ").to_string();
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
