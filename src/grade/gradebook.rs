//! Many submissions side by side: points, and random numbers that two of them share.

use std::collections::BTreeMap;

use bigdecimal::BigDecimal;
use serde::Serialize;

use super::Graded;
use crate::claim::Decimal;
use crate::diagnostic::{Diagnostic, InputError};
use crate::homework::former;
use crate::homework::table::Table;
use crate::homework::{Check, Claim, ClaimId, Homework, Ledger, QuantityId};
use crate::judge::{Judgement, Summary};
use crate::read::Account;
use crate::verdict::{FailOn, Standing};

/// Digits to which two runs without a common seed do not agree by chance.
const CHANCE_DIGITS: usize = 7;

/// How many of a group the first of it names.
const NAMED: usize = 20;

/// Points for each claim.
#[derive(Clone, Debug)]
pub struct Points {
    by_claim: Vec<(ClaimId, BigDecimal)>,
    /// What is worth knowing about how they were read.
    pub notes: Vec<String>,
}

impl Points {
    /// One point for each claim of a ledger.
    pub fn equal(ledger: &Ledger) -> Self {
        let one = |claim: &Claim| (claim.id.clone(), BigDecimal::from(1));
        Self { by_claim: ledger.claims.iter().map(one).collect(), notes: Vec::new() }
    }

    /// Each claim with its points.
    pub fn iter(&self) -> impl Iterator<Item = (&ClaimId, &BigDecimal)> {
        self.by_claim.iter().map(|(claim, points)| (claim, points))
    }

    /// The columns `id` and `points` of a table; a claim without a row or a number has none.
    ///
    /// # Errors
    /// A missing column, an unknown claim, points that are negative or no number.
    pub fn parse(text: &str, origin: &str, homework: &Homework) -> Result<Self, Box<Diagnostic>> {
        let table = Table::read(text, origin)?;
        let (id, points) = (table.column("id")?, table.column("points")?);
        let mut by_claim: Vec<(ClaimId, BigDecimal)> = Vec::new();
        let (mut names, mut renamed): (Vec<&str>, Vec<(String, String)>) = (Vec::new(), Vec::new());
        for row in &table.rows {
            let name = table.cell(row, id).trim();
            let Some(claim) = claim_of(name, homework) else {
                let title = format!("no claim has the id `{name}`");
                return Err(table.refuse(row, id, title, "unknown id"));
            };
            if names.contains(&name) {
                let title = format!("claim `{name}` stands here twice");
                return Err(table.refuse(row, id, title, "a second time"));
            }
            let cell = table.cell(row, points).trim();
            if cell.is_empty() {
                continue;
            }
            let plain = cell.len() <= 12 && cell.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            match cell.parse::<BigDecimal>() {
                Ok(number) if plain => {
                    names.push(name);
                    if claim != *name {
                        renamed.push((name.to_owned(), claim.to_string()));
                    }
                    match by_claim.iter_mut().find(|(known, _)| *known == claim) {
                        Some((_, points)) => *points += number,
                        None => by_claim.push((claim, number)),
                    }
                }
                _ => {
                    let title = format!("`{cell}` is no number of points");
                    return Err(table.refuse(row, points, title, "a number such as 2.5 is needed"));
                }
            }
        }
        Ok(Self { by_claim, notes: former::note(&renamed).into_iter().collect() })
    }
}

/// One submission's row.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file.
    pub submission: String,
    /// What came of it, or why it could not be used.
    pub outcome: Result<Score, String>,
}

/// Random numbers that the same submissions have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// The others that have them: for the first of them the next ones, for the others the first.
    /// So a class says all it has to say in as many words as it has submissions.
    pub with: Vec<String>,
    /// How many others there are beside those.
    pub more: usize,
    /// The claims.
    pub claims: Vec<ClaimId>,
}

/// What a submission earns.
#[derive(Clone, Debug)]
pub struct Score {
    /// Points of the claims that are borne out.
    pub points: BigDecimal,
    /// Points of the claims that could not be checked, or may be on a page that cannot be read: a
    /// person decides.
    pub undecided: BigDecimal,
    /// Points of all claims.
    pub possible: BigDecimal,
    /// Whether something is wrong, as strictly as asked for.
    pub fails: bool,
    /// Claims by verdict.
    pub summary: Summary,
    /// Claims that are contradicted or fail.
    pub wrong: Vec<ClaimId>,
    /// Claims of the homework that the report does not make.
    pub unstated: usize,
    /// Numbers that are neither claim, setting nor reference.
    pub unaccounted: usize,
    /// Settings of its code that are not the assignment's.
    pub settings: Vec<String>,
    /// Parts that were not run under the report's own settings, or not to the end; pages that
    /// cannot be read.
    pub left: Vec<String>,
    /// Random numbers that other submissions have too.
    pub shared: Vec<Shared>,
    /// Its random numbers with more digits than chance explains, by claim.
    random: Vec<(ClaimId, String)>,
}

impl Score {
    /// The score of one graded submission; what it shares is found by [`flag_shared`].
    pub fn of(graded: &Graded, template: &Ledger, points: &Points, fail_on: FailOn) -> Self {
        let zero = || BigDecimal::from(0);
        let (mut earned, mut undecided, mut possible) = (zero(), zero(), zero());
        let unread = graded.report.iter().flat_map(|report| &report.not_found);
        let unread: Vec<&ClaimId> = unread.collect();
        let not_found = |id: &ClaimId| unread.contains(&id);
        for (id, worth) in &points.by_claim {
            possible += worth;
            let own = graded.judgements.iter().find(|judgement| judgement.id == *id);
            match own.map(|judgement| judgement.verdict.standing()) {
                None if not_found(id) => undecided += worth,
                None | Some(Standing::Bad) => {}
                Some(Standing::Open | Standing::Doubtful) => undecided += worth,
                Some(Standing::Good) => earned += worth,
            }
        }
        let is_wrong = |judgement: &&Judgement| judgement.verdict.standing() == Standing::Bad;
        let wrong = graded.judgements.iter().filter(is_wrong);
        let report = graded.report.as_ref();
        let unaccounted = report.map_or(0, |report| {
            let open = |account: &Account| matches!(account, Account::Open(_));
            report.numbers.iter().filter(|number| open(&number.account)).count()
        });
        let stated = |id: &ClaimId| graded.ledger.find(id).is_some() || not_found(id);
        let differences = report.iter().flat_map(|report| &report.differences);
        Self {
            points: earned,
            fails: graded.fails(fail_on),
            undecided,
            possible,
            summary: Summary::of(&graded.judgements),
            wrong: wrong.map(|j| j.id.clone()).collect(),
            unstated: template.claims.iter().filter(|claim| !stated(&claim.id)).count(),
            unaccounted,
            settings: differences
                .map(|d| format!("{} {}: {} for {}", d.part, d.name, d.stated, d.expected))
                .collect(),
            left: left(graded),
            shared: Vec::new(),
            random: graded.ledger.claims.iter().filter_map(random).collect(),
        }
    }
}

/// The claim that a table of points calls so, now or in an earlier version.
fn claim_of(name: &str, homework: &Homework) -> Option<ClaimId> {
    if let Some(claim) = homework.ledger.find_written(name) {
        return Some(claim.id.clone());
    }
    let read = QuantityId::read(name, &homework.catalogue).ok();
    read.or_else(|| former::former(name, &homework.catalogue)).map(ClaimId::Quantity)
}

/// The parts that more rows could decide, and the pages that cannot be read, in words.
fn left(graded: &Graded) -> Vec<String> {
    let unfinished = graded.unfinished.iter();
    let parts = unfinished.flat_map(|left| left.parts.iter().map(|part| (part, left.rows)));
    let parts = parts.map(|(part, rows)| format!("{part}: {rows} re-runs so far"));
    let pages = graded.report.as_ref().and_then(|report| report.document.unreadable());
    parts.chain(pages).collect()
}

/// A claim's number, if it is random and has enough digits.
fn random(claim: &Claim) -> Option<(ClaimId, String)> {
    let number = claim.number()?;
    let digits = number.decimal().map_or(0, Decimal::significant_digits);
    let fits = claim.checks.contains(&Check::Ensemble) && digits >= CHANCE_DIGITS;
    fits.then(|| (claim.id.clone(), number.to_string()))
}

/// Fills in which submissions have the same random numbers, in time and words that grow with the
/// submissions' numbers alone.
pub fn flag_shared(entries: &mut [Entry]) {
    let mut owners: BTreeMap<(ClaimId, String), Vec<usize>> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        for key in entry.outcome.iter().flat_map(|score| &score.random) {
            owners.entry(key.clone()).or_default().push(index);
        }
    }
    let mut groups: BTreeMap<Vec<usize>, Vec<ClaimId>> = BTreeMap::new();
    for ((claim, _), mut members) in owners {
        members.dedup();
        if members.len() > 1 {
            groups.entry(members).or_default().push(claim);
        }
    }
    let names: Vec<String> = entries.iter().map(|entry| entry.submission.clone()).collect();
    for (members, claims) in groups {
        let Some((first, others)) = members.split_first() else { continue };
        for member in &members {
            let named: Vec<usize> = match member == first {
                true => others.iter().copied().take(NAMED).collect(),
                false => vec![*first],
            };
            let more = others.len() - named.len();
            let with = named.iter().map(|&index| names[index].clone()).collect();
            if let Ok(score) = &mut entries[*member].outcome {
                score.shared.push(Shared { with, more, claims: claims.clone() });
            }
        }
    }
}

/// An entry for a file: graded, or why not.
pub fn entry(
    submission: String,
    graded: Result<Graded, InputError>,
    template: &Ledger,
    points: &Points,
    fail_on: FailOn,
) -> Entry {
    let outcome = graded.map(|graded| Score::of(&graded, template, points, fail_on));
    Entry { submission, outcome: outcome.map_err(|error| error.to_string()) }
}
