//! Grades many submissions against one re-run.

use crate::assignment::Assignment;
use crate::claim::Ledger;
use crate::diagnostic::InputError;
use crate::ensemble::fingerprint;
use crate::grade::{judge_measured, rule_of_measurement};
use crate::judge::{Judgement, with_text};
use crate::measure::{Listener, Measurements, measure};
use crate::report::{Document, Report, Rules, Submission};

/// An assignment, run once, and how submissions are read.
#[derive(Clone, Debug)]
pub struct Grader<'a> {
    assignment: &'a Assignment,
    template: Ledger,
    rules: Rules,
    measurements: Measurements,
    rows: Vec<Measurements>,
}

/// A submission, judged.
#[derive(Clone, Debug)]
pub struct Graded {
    /// What it claims.
    pub ledger: Ledger,
    /// One for each claim, and for each setting in words that is wrong.
    pub judgements: Vec<Judgement>,
    /// The report, unless a ledger was handed in.
    pub report: Option<Report>,
    /// The re-run it was held against.
    pub measurements: Measurements,
    /// p of all its random numbers together.
    pub family_p: Option<f64>,
}

impl<'a> Grader<'a> {
    /// Runs the assignment; `rows` are re-runs of its nets.
    ///
    /// # Errors
    /// A built-in table that cannot be read; never in a build that passed its tests.
    pub fn new(
        assignment: &'a Assignment,
        rows: Vec<Measurements>,
        listener: Listener,
    ) -> Result<Self, InputError> {
        let template = Ledger::built_in()?;
        let rules = Rules::built_in(&template, assignment)?;
        let measurements = measure(assignment, &assignment.parts(), listener);
        Ok(Self { assignment, template, rules, measurements, rows })
    }

    /// The re-runs of another assignment's nets: none unless they are the same nets.
    pub fn rows_of(&self, other: &Assignment) -> &[Measurements] {
        let same = fingerprint(&other.nets) == fingerprint(&self.assignment.nets);
        if same { &self.rows } else { &[] }
    }

    /// What the homework claims, with its rules.
    pub fn template(&self) -> &Ledger {
        &self.template
    }

    /// Judges a submission; `origin` is how errors name it.
    ///
    /// # Errors
    /// A ledger that cannot be read, a report without a claim of the homework.
    pub fn grade(&self, submission: Submission, origin: &str) -> Result<Graded, InputError> {
        match submission {
            Submission::Ledger(text) => {
                let known = |name: &str| rule_of_measurement(self.assignment, name);
                let ledger = Ledger::parse_submission(&text, origin, &self.template, &known)?;
                let (judgements, family_p) =
                    judge_measured(self.assignment, &ledger, &self.measurements, &self.rows);
                let measurements = self.measurements.clone();
                Ok(Graded { ledger, judgements, report: None, measurements, family_p })
            }
            Submission::Report(document) => self.grade_report(*document),
        }
    }

    /// Judges a report: under the settings of its own code where they differ.
    ///
    /// # Errors
    /// A report without a claim of the homework.
    pub fn grade_report(&self, document: Document) -> Result<Graded, InputError> {
        let report = Report::of(document, self.assignment, &self.template, &self.rules)?;
        let own = report.own.as_deref();
        let measurements = match own {
            Some(own) => measure(own, &own.parts(), &|_| {}),
            None => self.measurements.clone(),
        };
        let own = own.unwrap_or(self.assignment);
        let (judgements, family_p) =
            judge_measured(own, &report.ledger, &measurements, self.rows_of(own));
        let judgements = with_text(judgements, &report);
        let ledger = report.ledger.clone();
        Ok(Graded { ledger, judgements, report: Some(report), measurements, family_p })
    }
}
