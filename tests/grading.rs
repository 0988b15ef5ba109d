//! The oracle: one test for each claim of each homework's ledger, named by the homework and the
//! claim's id, and one for each homework's sample report. `cargo test --test grading 1b` runs the
//! claims of part 1(b).
//!
//! A homework is a folder of golden/ with a homework.toml.

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use verigrad::diagnostic::InputError;
use verigrad::ensemble::{Stored, read};
use verigrad::grade::check::{CheckedClaim, check};
use verigrad::grade::{Graded, Grader};
use verigrad::homework::{Claim, Homework};
use verigrad::measure::Rows;

fn main() {
    let arguments = Arguments::from_args();
    let folders = folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("golden"));
    let mut trials = Vec::new();
    if folders.is_empty() {
        trials.push(failing("homeworks", "golden/ has no folder with a homework.toml".to_owned()));
    }
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        trials
            .extend(of_homework(&name, &folder).unwrap_or_else(|error| {
                vec![failing(&format!("{name}::read"), error.to_string())]
            }));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn failing(name: &str, message: String) -> Trial {
    Trial::test(name, move || Err(Failed::from(message)))
}

/// The homeworks below a folder.
fn folders(golden: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(golden).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut folders: Vec<PathBuf> =
        paths.filter(|path| path.join("homework.toml").is_file()).collect();
    folders.sort();
    folders
}

/// A trial for each claim, and one for the sample.
fn of_homework(name: &str, folder: &Path) -> Result<Vec<Trial>, InputError> {
    let homework = Homework::load(folder)?;
    if homework.ledger.claims.is_empty() {
        return Ok(vec![failing(&format!("{name}::claims"), "no claims.csv".to_owned())]);
    }
    let rows = rows(&homework)?;
    let grader = Grader::new(&homework, rows.clone(), &|_| {})?;
    let graded = grader.grade_ledger(homework.ledger.clone())?;
    let mut trials = Vec::new();
    for claim in &homework.ledger.claims {
        let result = held(claim, &graded);
        trials.push(Trial::test(format!("{name}::{}", claim.id), move || result));
    }
    let (named, has_sample) = (format!("{name}::sample"), homework.sample().is_some());
    trials.push(Trial::test(named, move || sample(&homework, rows)).with_ignored_flag(!has_sample));
    Ok(trials)
}

/// The homework's own rows, and the built-in ones of the parts that it has none of.
fn rows(homework: &Homework) -> Result<Rows, InputError> {
    let nets = &homework.assignment.nets;
    let mut rows = match homework.rows() {
        Some(path) => read(&path, nets)?.rows(nets, homework.assignment.data.test_count()),
        None => Rows::default(),
    };
    let open: Vec<_> = nets.iter().filter(|net| rows.of(&net.part).is_empty()).cloned().collect();
    rows.cohorts.extend(
        Stored::built_in(&open)?.rows(&open, homework.assignment.data.test_count()).cohorts,
    );
    Ok(rows)
}

/// Whether a claim of the ledger has the verdict that the ledger expects.
fn held(claim: &Claim, graded: &Graded) -> Result<(), Failed> {
    let expected = claim.expected.ok_or("the ledger expects no verdict")?;
    let judgement = graded.judgements.iter().find(|judgement| judgement.id == claim.id);
    let judgement = judgement.ok_or("it was not judged")?;
    if judgement.verdict == expected {
        return Ok(());
    }
    Err(format!(
        "expected: {}\n     got: {}\nreported: {}\n  re-run: {}\n  reason: {}\n     see: {}",
        expected.word(),
        judgement.verdict.word(),
        judgement.said(),
        judgement.measured.as_deref().unwrap_or("-"),
        judgement.reason,
        judgement.reproduce,
    )
    .into())
}

/// Whether the sample report is read to claim what the ledger says, and nothing wrong beside it.
fn sample(homework: &Homework, rows: Rows) -> Result<(), Failed> {
    let checked = check(homework, rows, &|_| {})?;
    let texts = checked.texts.iter().filter(|text| text.origin != "claims.csv");
    let claims: Vec<&CheckedClaim> = texts.flat_map(|text| &text.claims).collect();
    if claims.is_empty() {
        return Err("the sample has no claim of the ledger".into());
    }
    let wrong = claims.iter().filter(|claim| !claim.passed());
    let lines: Vec<String> = wrong.map(|claim| format!("{claim:?}")).collect();
    if lines.is_empty() { Ok(()) } else { Err(lines.join("\n").into()) }
}
