//! A homework held to itself: what it claims, and what its sample report is read to claim, against
//! the verdicts that its ledger expects.

use serde::Serialize;

use super::{Graded, Grader};
use crate::diagnostic::InputError;
use crate::homework::{ClaimId, Homework, Ledger};
use crate::measure::{Listener, Rows};
use crate::read::open;
use crate::shown;
use crate::verdict::Verdict;

/// What came of it.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// The ledger's own texts, then the sample report, as far as there are any.
    pub texts: Vec<CheckedText>,
    /// What the rows at hand cannot show.
    pub limits: Vec<String>,
}

/// One text that was graded.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedText {
    /// Its file.
    pub origin: String,
    /// Each claim with an expected verdict, and each that got a bad one without.
    pub claims: Vec<CheckedClaim>,
}

/// One claim.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedClaim {
    /// Which.
    pub id: ClaimId,
    /// The verdict that the ledger expects.
    pub expected: Option<Verdict>,
    /// The verdict it got; none if the text does not make the claim.
    pub got: Option<Verdict>,
    /// Why.
    pub reason: String,
}

impl CheckedClaim {
    /// Whether it got what is expected.
    pub fn passed(&self) -> bool {
        self.expected.is_some() && self.expected == self.got
    }
}

impl Checked {
    /// Whether every claim of every text got what is expected.
    pub fn passed(&self) -> bool {
        self.texts.iter().flat_map(|text| &text.claims).all(CheckedClaim::passed)
    }

    /// How many claims were held to an expected verdict.
    pub fn held(&self) -> usize {
        self.texts.iter().map(|text| text.claims.len()).sum()
    }
}

/// Holds a homework to itself.
///
/// # Errors
/// Words or a sample that cannot be read; a homework without claims.
pub fn check(homework: &Homework, rows: Rows, listener: Listener) -> Result<Checked, InputError> {
    if homework.ledger.claims.is_empty() {
        let message = "this homework has no claims.csv, so there is nothing to hold it to";
        return Err(InputError::Argument(message.to_owned()));
    }
    let grader = Grader::new(homework, rows, listener)?;
    let own = grader.grade_ledger(homework.ledger.clone())?;
    let limits = own.limits.clone();
    let ledger = &homework.ledger;
    let stated = |id: &ClaimId| ledger.find(id).is_some_and(|claim| !claim.mentions.is_empty());
    let mut texts = Vec::new();
    let claims = compare(ledger, &own, &|id| stated(id) || is_unstated(ledger, id));
    if ledger.claims.iter().any(|claim| !claim.mentions.is_empty()) {
        texts.push(CheckedText { origin: "claims.csv".to_owned(), claims });
    }
    if let Some(path) = homework.sample() {
        let origin = shown::path(&path);
        let graded = grader.grade(open(&path)?, &origin)?;
        texts.push(CheckedText { origin, claims: compare(ledger, &graded, &|_| true) });
    }
    Ok(Checked { texts, limits })
}

/// Whether the ledger says that the report does not state it.
fn is_unstated(ledger: &Ledger, id: &ClaimId) -> bool {
    let claim = ledger.find(id);
    claim.is_some_and(|claim| {
        claim.mentions.is_empty() && claim.expected == Some(Verdict::NotCheckable)
    })
}

fn compare(
    ledger: &Ledger,
    graded: &Graded,
    asked: &dyn Fn(&ClaimId) -> bool,
) -> Vec<CheckedClaim> {
    let mut claims = Vec::new();
    for claim in ledger.claims.iter().filter(|claim| claim.expected.is_some() && asked(&claim.id)) {
        let judgement = graded.judgements.iter().find(|judgement| judgement.id == claim.id);
        claims.push(CheckedClaim {
            id: claim.id.clone(),
            expected: claim.expected,
            got: judgement.map(|judgement| judgement.verdict),
            reason: judgement.map_or("not found in the text", |j| j.reason.as_str()).to_owned(),
        });
    }
    for judgement in &graded.judgements {
        let known = ledger.find(&judgement.id).is_some_and(|claim| claim.expected.is_some());
        if !known && judgement.verdict.standing() == crate::verdict::Standing::Bad {
            claims.push(CheckedClaim {
                id: judgement.id.clone(),
                expected: None,
                got: Some(judgement.verdict),
                reason: judgement.reason.clone(),
            });
        }
    }
    claims
}
