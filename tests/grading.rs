//! The oracle: one test for each claim of the built-in ledger, named by the claim's id.
//! `cargo test --test grading 1b` runs the claims of part 1(b).

use libtest_mimic::{Arguments, Failed, Trial};
use verigrad::assignment::Assignment;
use verigrad::claim::Ledger;
use verigrad::ensemble::Ensemble;
use verigrad::grade::grade;
use verigrad::judge::Judgement;
use verigrad::mnist::TEST_IMAGES;
use verigrad::verdict::Verdict;

fn main() {
    let arguments = Arguments::from_args();
    let trials = match trials() {
        Ok(trials) => trials,
        Err(error) => vec![Trial::test("ledger", move || Err(Failed::from(error)))],
    };
    libtest_mimic::run(&arguments, trials).exit();
}

fn trials() -> Result<Vec<Trial>, String> {
    let assignment = Assignment::homework7().map_err(|error| error.to_string())?;
    let ledger = Ledger::built_in().map_err(|error| error.to_string())?;
    let ensemble = Ensemble::built_in(&assignment).map_err(|error| error.to_string())?;
    let rows = ensemble.measurements(&assignment.nets, TEST_IMAGES);
    let graded = grade(&assignment, &ledger, &rows, None, &|_| {});
    let pairs = ledger.claims.into_iter().zip(graded.judgements);
    Ok(pairs
        .map(|(claim, judgement)| Trial::test(claim.id, move || check(&judgement, claim.expected)))
        .collect())
}

fn check(judgement: &Judgement, expected: Option<Verdict>) -> Result<(), Failed> {
    let Some(expected) = expected else {
        return Err("the ledger expects no verdict".into());
    };
    if judgement.verdict == expected {
        return Ok(());
    }
    let Judgement { reported, measured, verdict, reason, reproduce, .. } = judgement;
    Err(format!(
        "expected: {}\n     got: {}\nreported: {reported}\n  re-run: {}\n  reason: {reason}\n     see: {reproduce}",
        expected.word(),
        verdict.word(),
        measured.as_deref().unwrap_or("-"),
    )
    .into())
}
