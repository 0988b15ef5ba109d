//! Rows belong to parts: files of other homeworks and of an earlier version, and homeworks that
//! have some parts of the built-in one, under any names.

use std::path::PathBuf;

use verigrad::ensemble::{Columns, Stored, fingerprint, merge, parse, read, read_own};
use verigrad::grade::Grader;
use verigrad::homework::{Assignment, HOMEWORK7, Homework, NetPart, Source};
use verigrad::mnist::TEST_IMAGES;
use verigrad::read::Submission;
use verigrad::verdict::Verdict;

use crate::shared::homework7;

/// Three rows as an earlier version wrote them.
const FORMER: &str = include_str!("former_rows.csv");
/// The rows that come with the program.
const ROWS: &str = include_str!("../../golden/homework7/rows.csv");
/// Lines before the rows, and of three rows.
const LINES: usize = 7 + 3;

/// The document's first net alone, under another name.
pub fn task_4() -> String {
    let start = HOMEWORK7.find("[[net]]").expect("nets");
    let end = HOMEWORK7[start + 1..].find("[[net]]").expect("more nets") + start + 1;
    let net = HOMEWORK7[start..end].replace("part = \"2a\"", "part = \"Task 4\"");
    format!("name = \"cut\"\ntitle = \"One task\"\n{net}")
}

fn nets(text: &str) -> Vec<NetPart> {
    Assignment::parse(text, "test.toml").unwrap_or_else(|error| panic!("{error}")).nets
}

fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("rows.csv");
    std::fs::write(&path, text).expect("written");
    (folder, path)
}

fn first_rows() -> String {
    ROWS.split_inclusive('\n').take(LINES).collect()
}

#[test]
fn a_file_of_the_earlier_version_is_converted() {
    let nets = &homework7().assignment.nets;
    let (_folder, path) = file(FORMER);
    let converted =
        merge(std::slice::from_ref(&path), nets).expect("read").ensemble.text(&Columns::of(nets));
    assert_eq!(converted, first_rows());
    let half = &FORMER[..FORMER.len() - 1];
    std::fs::write(&path, half).expect("written");
    assert_eq!(read_own(&path, nets).expect("half a line").rows.len(), 2);
}

#[test]
fn a_changed_file_of_the_earlier_version_is_refused() {
    let nets = &homework7().assignment.nets;
    let error = |text: &str| parse(text, "old.csv", nets).expect_err("refused").to_string();
    let changed = FORMER.replacen("2097", "2098", 1);
    assert!(error(&changed).contains("old.csv:2:1: a row was changed"), "{}", error(&changed));
    let column = FORMER.replacen(",2a.sgd.0.5", "", 1);
    assert!(error(&column).contains("old.csv:1:1"), "{}", error(&column));
    // It has rows of any part of the built-in homework, and of no other.
    let (_folder, path) = file(FORMER);
    assert_eq!(read_own(&path, &self::nets(&task_4())).expect("its part").rows.len(), 3);
    let other = task_4().replace("epochs = 30", "epochs = 29");
    let refused = read_own(&path, &self::nets(&other)).expect_err("refused").to_string();
    assert!(refused.contains("rows of another homework"), "{refused}");
}

#[test]
fn rows_are_added_only_to_a_file_of_the_same_homework() {
    let (_folder, path) = file(&first_rows());
    let whole = &homework7().assignment.nets;
    assert_eq!(read_own(&path, whole).expect("its own").rows.len(), 3);
    let refused = read_own(&path, &whole[..1]).expect_err("a part of them").to_string();
    assert!(refused.contains("rows of another homework"), "{refused}");
    // The same names, but another net in one training of 2(a).
    let changed = HOMEWORK7.replace(
        "[784, 30, 10], rule = \"sgd\", learning_rate = 0.5",
        "[784, 31, 10], rule = \"sgd\", learning_rate = 0.5",
    );
    let changed = nets(&changed);
    let same: Vec<bool> =
        changed.iter().zip(whole).map(|(a, b)| fingerprint(a) == fingerprint(b)).collect();
    assert_eq!(same, [false, true, true, true, true, true]);
    assert!(read_own(&path, &changed).is_err());
    let stored = read(&path, &changed).expect("rows of the other parts");
    assert_eq!(stored.parts, ["2b", "2c", "3a", "3b", "3c"]);
    let refused = read(&path, &changed[..1]).expect_err("no part").to_string();
    assert!(refused.contains("no part of this homework has these experiments"), "{refused}");
}

/// What a part's rows depend on, one setting at a time; names are none of it.
#[test]
fn any_change_of_the_experiments_is_another_fingerprint() {
    let own = fingerprint(&nets(&task_4())[0]);
    for (right, wrong) in [
        ("learning_rate = 0.01", "learning_rate = 0.02"),
        ("batch = 10", "batch = 20"),
        ("epochs = 30", "epochs = 29"),
        ("[784, 30, 10]", "[784, 31, 10]"),
        ("\"sigmoid\"", "\"relu\""),
        ("\"xavier-normal\"", "\"kaiming-uniform\""),
        ("rule = \"sgd\"", "momentum = 0.5, rule = \"sgd\""),
    ] {
        let text = task_4();
        assert!(text.contains(right), "{right}");
        assert_ne!(fingerprint(&nets(&text.replace(right, wrong))[0]), own, "{wrong}");
    }
    for (right, other) in [("Task 4", "10a"), ("SGD at five rates", "SGD"), ("\"sgd.", "\"s")] {
        assert_eq!(fingerprint(&nets(&task_4().replace(right, other))[0]), own, "{other}");
    }
}

#[test]
fn a_homework_cut_to_one_part_has_the_stored_rows_of_it() {
    let cut = Assignment::parse(&task_4(), "task.toml").expect("reads");
    let stored = Stored::built_in(&cut.nets).expect("the stored rows");
    assert_eq!(stored.parts, ["Task 4"]);
    assert_eq!(stored.ensemble.rows.len(), 199);
    let whole = Stored::built_in(&homework7().assignment.nets).expect("the stored rows").ensemble;
    for (seed, row) in &stored.ensemble.rows {
        let counts = |row: &verigrad::measure::Row| -> Vec<Vec<u32>> {
            row.trainings.iter().take(5).map(|(_, counts)| counts.correct.clone()).collect()
        };
        assert_eq!(counts(row), counts(&whole.rows[seed]), "seed {seed}");
        assert_eq!((row.trainings.len(), row.probes.len()), (5, 0));
        assert_eq!(row.trainings[3].0, "Task 4.sgd.0.1");
    }
    let rows = stored.rows(&cut.nets, TEST_IMAGES);
    let homework = Homework::of(cut, Source::File("task.toml".into()));
    let grader = Grader::new(&homework, rows, &|_| {}).expect("reads");
    for (number, verdict) in [("0.9635", Verdict::Consistent), ("0.90", Verdict::Contradicted)] {
        let table = format!("id,reported\nTask 4.best.accuracy,{number}\n");
        let graded = grader.grade(Submission::Ledger(table), "mine.csv").expect("graded");
        assert_eq!(graded.judgements[0].verdict, verdict, "{:?}", graded.judgements[0]);
        assert_eq!(graded.families.iter().map(|f| f.rows).collect::<Vec<_>>(), [199]);
    }
}
