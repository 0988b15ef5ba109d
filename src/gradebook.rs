//! Many submissions side by side: points, and random numbers that two of them share.

use std::collections::HashMap;

use bigdecimal::BigDecimal;

use crate::claim::table::Table;
use crate::claim::{Claim, Decimal, Ledger, Printed, Rule};
use crate::diagnostic::{Diagnostic, InputError};
use crate::grader::Graded;
use crate::judge::Summary;
use crate::report::Account;
use crate::verdict::Verdict;

/// Digits to which two runs without a common seed do not agree by chance.
const CHANCE_DIGITS: usize = 7;

/// Points for each claim.
#[derive(Clone, Debug)]
pub struct Points {
    by_claim: Vec<(String, BigDecimal)>,
}

impl Points {
    /// One point for each claim of a ledger.
    pub fn equal(ledger: &Ledger) -> Self {
        let one = |claim: &Claim| (claim.id.clone(), BigDecimal::from(1));
        Self { by_claim: ledger.claims.iter().map(one).collect() }
    }

    /// The columns `id` and `points` of a table; a claim without a row or a number has none.
    ///
    /// # Errors
    /// A missing column, an unknown claim, points that are negative or no number.
    pub fn parse(text: &str, origin: &str, ledger: &Ledger) -> Result<Self, Box<Diagnostic>> {
        let table = Table::read(text, origin)?;
        let (id, points) = (table.column("id")?, table.column("points")?);
        let mut by_claim: Vec<(String, BigDecimal)> = Vec::new();
        for row in &table.rows {
            let name = table.cell(row, id).trim();
            if ledger.find(name).is_none() {
                let title = format!("no claim has the id `{name}`");
                return Err(table.refuse(row, id, title, "unknown id"));
            }
            if by_claim.iter().any(|(known, _)| known == name) {
                let title = format!("claim `{name}` stands here twice");
                return Err(table.refuse(row, id, title, "a second time"));
            }
            let cell = table.cell(row, points).trim();
            if cell.is_empty() {
                continue;
            }
            let plain = cell.len() <= 12 && cell.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            match cell.parse::<BigDecimal>() {
                Ok(number) if plain => by_claim.push((name.to_owned(), number)),
                _ => {
                    let title = format!("`{cell}` is no number of points");
                    return Err(table.refuse(row, points, title, "a number such as 2.5 is needed"));
                }
            }
        }
        Ok(Self { by_claim })
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

/// What a submission earns.
#[derive(Clone, Debug)]
pub struct Score {
    /// Points of the claims that are borne out.
    pub points: BigDecimal,
    /// Points of the claims that could not be checked: a person decides.
    pub undecided: BigDecimal,
    /// Points of all claims.
    pub possible: BigDecimal,
    /// Claims by verdict.
    pub summary: Summary,
    /// Claims that are contradicted or fail.
    pub wrong: Vec<String>,
    /// Claims of the homework that the report does not make.
    pub unstated: usize,
    /// Numbers that are neither claim, setting nor reference.
    pub unaccounted: usize,
    /// Settings of its code that are not the assignment's.
    pub settings: Vec<String>,
    /// Random numbers that another submission has too: the submission, and the claims.
    pub shared: Vec<(String, Vec<String>)>,
    /// Its random numbers with more digits than chance explains, by claim.
    random: Vec<(String, String)>,
}

impl Score {
    /// The score of one graded submission; what it shares is found by [`flag_shared`].
    pub fn of(graded: &Graded, template: &Ledger, points: &Points) -> Self {
        let zero = || BigDecimal::from(0);
        let (mut earned, mut undecided, mut possible) = (zero(), zero(), zero());
        for (id, worth) in &points.by_claim {
            possible += worth;
            match graded.judgements.iter().find(|j| j.id == *id).map(|j| j.verdict) {
                None | Some(Verdict::Contradicted | Verdict::Fails) => {}
                Some(Verdict::NotCheckable | Verdict::Unusual | Verdict::Beaten) => {
                    undecided += worth
                }
                Some(_) => earned += worth,
            }
        }
        let is_wrong = |verdict| matches!(verdict, Verdict::Contradicted | Verdict::Fails);
        let wrong = graded.judgements.iter().filter(|j| is_wrong(j.verdict));
        let report = graded.report.as_ref();
        let unaccounted = report.map_or(0, |report| {
            let open = |account: &Account| matches!(account, Account::Unaccounted(_));
            report.numbers.iter().filter(|number| open(&number.account)).count()
        });
        let stated = |id: &str| graded.ledger.find(id).is_some();
        let differences = report.iter().flat_map(|report| &report.differences);
        Self {
            points: earned,
            undecided,
            possible,
            summary: Summary::of(&graded.judgements),
            wrong: wrong.map(|j| j.id.clone()).collect(),
            unstated: template.claims.iter().filter(|claim| !stated(&claim.id)).count(),
            unaccounted,
            settings: differences
                .map(|d| format!("{} {}: {} for {}", d.part, d.name, d.stated, d.expected))
                .collect(),
            shared: Vec::new(),
            random: graded.ledger.claims.iter().filter_map(random).collect(),
        }
    }
}

/// A claim's number, if it is random and has enough digits.
fn random(claim: &Claim) -> Option<(String, String)> {
    let Printed::Number(number) = &claim.printed else { return None };
    let digits = number.decimal().map_or(0, Decimal::significant_digits);
    let fits = claim.rule == Rule::Ensemble && digits >= CHANCE_DIGITS;
    fits.then(|| (claim.id.clone(), number.to_string()))
}

/// Fills in which submissions have the same random numbers.
pub fn flag_shared(entries: &mut [Entry]) {
    let mut owners: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        for key in entry.outcome.iter().flat_map(|score| &score.random) {
            owners.entry(key.clone()).or_default().push(index);
        }
    }
    let names: Vec<String> = entries.iter().map(|entry| entry.submission.clone()).collect();
    for (index, entry) in entries.iter_mut().enumerate() {
        let Ok(score) = &mut entry.outcome else { continue };
        let mut shared: Vec<(usize, Vec<String>)> = Vec::new();
        for key in &score.random {
            for &other in owners.get(key).into_iter().flatten().filter(|&&other| other != index) {
                match shared.iter_mut().find(|(known, _)| *known == other) {
                    Some((_, claims)) => claims.push(key.0.clone()),
                    None => shared.push((other, vec![key.0.clone()])),
                }
            }
        }
        shared.sort_by_key(|(other, _)| *other);
        score.shared =
            shared.into_iter().map(|(other, claims)| (names[other].clone(), claims)).collect();
    }
}

/// An entry for a file: graded, or why not.
pub fn entry(
    submission: String,
    graded: Result<Graded, InputError>,
    template: &Ledger,
    points: &Points,
) -> Entry {
    let outcome = graded.map(|graded| Score::of(&graded, template, points));
    Entry { submission, outcome: outcome.map_err(|error| error.to_string()) }
}
