//! The project's own sample report, and how the tests grade its copies.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use verigrad::grade::{Graded, Grader};
use verigrad::read::Account;
use verigrad::read::Report;
use verigrad::read::read;
use verigrad::verdict::{Standing, Verdict};

use crate::shared::{homework7, rows7};

/// The sample report.
pub const REPORT: &str = include_str!("../../golden/homework7/report.md");

/// The ledger: its numbers are those of the sample.
pub const LEDGER: &str = include_str!("../../golden/homework7/claims.csv");

/// One re-run for all tests.
pub fn grader() -> &'static Grader<'static> {
    static GRADER: OnceLock<Grader> = OnceLock::new();
    GRADER.get_or_init(|| {
        Grader::new(homework7(), rows7(), &|_| {}).expect("the built-in tables read")
    })
}

/// A text, graded as a file of that name.
pub fn graded(text: impl Into<Vec<u8>>, name: &str) -> Graded {
    let submission = read(text.into(), name).unwrap_or_else(|error| panic!("{name}: {error}"));
    grader().grade(submission, name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The verdict of each claim.
pub fn verdicts(graded: &Graded) -> BTreeMap<String, Verdict> {
    graded.judgements.iter().map(|j| (j.id.to_string(), j.verdict)).collect()
}

/// Whether a verdict says that something is wrong.
pub fn is_wrong(verdict: Verdict) -> bool {
    verdict.standing() == Standing::Bad
}

/// What is found wrong in a copy and not in the sample.
pub fn newly_wrong(sample: &BTreeMap<String, Verdict>, copy: &Graded) -> Vec<String> {
    let new = |id: &str, verdict: Verdict| {
        let before = sample.get(id).copied();
        is_wrong(verdict)
            && before.is_none_or(|before| {
                !is_wrong(before) || (before == Verdict::Fails && verdict == Verdict::Contradicted)
            })
    };
    let found = copy.judgements.iter().filter(|j| new(&j.id.to_string(), j.verdict));
    found.map(|j| j.id.to_string()).collect()
}

/// A small generator with a fixed seed: the same copies every time.
pub struct Draws(pub u64);

impl Draws {
    /// A number below the bound.
    pub fn below(&mut self, bound: usize) -> usize {
        // Knuth's MMIX constants.
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % bound
    }
}

/// The sample itself, read, and its verdicts.
pub fn whole() -> (Report, BTreeMap<String, Verdict>) {
    let graded = graded(REPORT, "report.md");
    let verdicts = verdicts(&graded);
    (graded.report.expect("a report"), verdicts)
}

/// The bytes of every number that is a claim, arrays whole.
pub fn numbers(report: &Report) -> Vec<(Range<usize>, &str)> {
    accounted(report, |account| matches!(account, Account::Claim(_)))
}

/// The same with the settings, which are never held against a report.
pub fn numbers_and_settings(report: &Report) -> Vec<(Range<usize>, &str)> {
    accounted(report, |account| matches!(account, Account::Claim(_) | Account::Setting(_)))
}

fn accounted(report: &Report, which: fn(&Account) -> bool) -> Vec<(Range<usize>, &str)> {
    // Two claims of the sample are wrong as they stand.
    let wrong = ["3a.hidden_layers", "3b.five_orders"];
    let means = |account: &Account| match account {
        Account::Claim(id) if wrong.iter().any(|wrong| *id == *wrong) => false,
        account => which(account),
    };
    let numbers = report.numbers.iter().filter(|number| means(&number.account));
    numbers.map(|number| (number.span.clone(), &REPORT[number.span.clone()])).collect()
}
