//! The program's own way from a file to verdicts: what `verigrad grade FILE --json --quiet` prints
//! of it, but that no re-runs are made on demand.

use std::sync::OnceLock;

use verigrad::ensemble::Stored;
use verigrad::grade::Grader;
use verigrad::homework::{ClaimId, Homework, QuantityId};
use verigrad::judge::Judgement;
use verigrad::measure::{Measurements, Rows, measure};
use verigrad::mnist::TEST_IMAGES;
use verigrad::read::PlacedMention as Mention;
use verigrad::read::read;
use verigrad::verdict::Verdict;

/// A claim that was found and judged.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What it is about.
    pub id: ClaimId,
    /// The outcome.
    pub verdict: Verdict,
    /// As the report prints it.
    pub reported: String,
    /// Why.
    pub reason: String,
    /// The text at each of its places.
    pub places: Vec<String>,
}

/// The built-in homework, read once.
pub fn homework() -> &'static Homework {
    static HOMEWORK: OnceLock<Homework> = OnceLock::new();
    HOMEWORK.get_or_init(|| Homework::built_in().expect("the built-in homework"))
}

/// What every correct run prints of the minimisations.
pub fn fixed() -> &'static Measurements {
    static FIXED: OnceLock<Measurements> = OnceLock::new();
    FIXED.get_or_init(|| {
        let assignment = &homework().assignment;
        measure(assignment, &assignment.parts(), &|_| {})
    })
}

/// The re-runs that come with the program.
pub fn rows() -> &'static Rows {
    static ROWS: OnceLock<Rows> = OnceLock::new();
    ROWS.get_or_init(|| {
        let nets = &homework().assignment.nets;
        Stored::built_in(nets).expect("the stored rows").rows(nets, TEST_IMAGES)
    })
}

/// The quantity that a slot or a case names, if it is one of the homework's.
pub fn quantity(name: &str) -> Option<QuantityId> {
    QuantityId::read(name, &homework().catalogue).ok()
}

fn grader() -> &'static Grader<'static> {
    static GRADER: OnceLock<Grader> = OnceLock::new();
    GRADER.get_or_init(|| {
        Grader::new(homework(), rows().clone(), &|_| {}).expect("the built-in words read")
    })
}

/// Makes what is made once. On a thread of rayon it could wait for itself.
pub fn prepare() {
    grader();
    fixed();
}

/// A text, graded as a file of that name.
///
/// # Errors
/// Why it cannot be used.
pub fn graded(text: &str, file: &str) -> Result<Vec<Claim>, String> {
    let submission = read(text.as_bytes().to_vec(), file).map_err(|error| error.to_string())?;
    let graded = grader().grade(submission, file).map_err(|error| error.to_string())?;
    let places = |judgement: &Judgement| -> Vec<String> {
        let Some(report) = &graded.report else { return Vec::new() };
        // A setting that differs has no mentions: it is what is reported.
        let Some(mentions) = report.mentions_of(&judgement.id) else {
            return vec![judgement.reported.clone()];
        };
        let text = |mention: &&Mention| report.document.text.get(mention.span.clone());
        mentions.all().iter().filter_map(text).map(str::to_owned).collect()
    };
    let claim = |judgement: &Judgement| Claim {
        id: judgement.id.clone(),
        verdict: judgement.verdict,
        reported: judgement.reported.clone(),
        reason: judgement.reason.clone(),
        places: places(judgement),
    };
    Ok(graded.judgements.iter().map(claim).collect())
}
