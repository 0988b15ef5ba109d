//! The one way from claims to judgements.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::InputError;
use crate::ensemble::fingerprint;
use crate::homework::{Assignment, Homework, Ledger, Minimisation, PartId, QuantityId, RunId};
use crate::judge::{
    Alternative, AskRounding, Evidence, FamilyTest, Judged, Judgement, Power, judge, limits, power,
    with_text,
};
use crate::measure::{Listener, Measurements, Rows, Spread, measure, measure_knowing, row};
use crate::nn::kernels::Level;
use crate::nn::train::Images;
use crate::read::Document;
use crate::read::Explained;
use crate::read::Measured;
use crate::read::OwnSettings;
use crate::read::Reader;
use crate::read::Report;
use crate::read::Submission;
use crate::read::Words;
use crate::read::explain;
use crate::read::own_settings;
use crate::verdict::FailOn;

use super::alternatives::alternatives;
use super::on_demand::{OnDemand, Unfinished, make, missing};
use super::rounding::rounding;

/// A homework, run once, and how submissions are read and judged.
pub struct Grader<'a> {
    homework: &'a Homework,
    words: Arc<Words>,
    /// Made for the first report: a table needs none.
    reader: OnceLock<Reader<'a>>,
    measurements: Measurements,
    rows: Rows,
    seed: Option<i64>,
    on_demand: Option<OnDemand<'a>>,
}

/// A fresh run of the nets, shown beside the verdicts.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<'a> {
    /// On these images.
    pub images: &'a Images,
    /// From this seed.
    pub seed: i64,
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
    /// The homework under the settings of the report's own code, where those are others.
    pub own: Option<Box<Homework>>,
    /// The re-run it was held against.
    pub measurements: Measurements,
    /// The re-runs under other seeds.
    pub rows: Rows,
    /// The tests of all its random numbers, one for each set of rows.
    pub families: Vec<FamilyTest>,
    /// What the rows at hand cannot show, and which pages of a PDF cannot be read.
    pub limits: Vec<String>,
    /// What more rows could decide.
    pub unfinished: Vec<Unfinished>,
    /// Seed of the fresh run, if there was one.
    pub seed: Option<i64>,
}

impl Graded {
    /// Whether something is wrong, as strictly as asked for.
    pub fn fails(&self, fail_on: FailOn) -> bool {
        self.judgements.iter().any(|judgement| fail_on.fails(judgement.verdict))
    }

    /// p of all random numbers together against the stored rows: of the test with the most claims.
    pub fn family_p(&self) -> Option<f64> {
        self.families.iter().max_by_key(|family| family.claims.len()).map(|family| family.p)
    }
}

impl<'a> Grader<'a> {
    /// Runs the homework's minimisations; `rows` are re-runs of its nets.
    ///
    /// # Errors
    /// Words of the homework that cannot be read.
    pub fn new(homework: &'a Homework, rows: Rows, listener: Listener) -> Result<Self, InputError> {
        let words = Arc::new(Words::of(homework)?);
        let assignment = &homework.assignment;
        let measurements = measure(assignment, &assignment.parts(), listener);
        let reader = OnceLock::new();
        Ok(Self { homework, words, reader, measurements, rows, seed: None, on_demand: None })
    }

    /// The same with a fresh run of the nets.
    pub fn with_fresh(mut self, fresh: Fresh, listener: Listener) -> Self {
        let Fresh { images, seed } = fresh;
        let nets = &self.homework.assignment.nets;
        let row = row(nets, &|_: &PartId| true, seed, images, Level::best(), listener);
        self.measurements.add_row(nets, &row, images.test.len());
        self.seed = Some(seed);
        self
    }

    /// The same, making rows of parts that there are none of.
    pub fn on_demand(mut self, on_demand: OnDemand<'a>) -> Self {
        self.on_demand = Some(on_demand);
        self
    }

    fn reader(&self) -> &Reader<'a> {
        self.reader.get_or_init(|| {
            let truths = Measured { measurements: &self.measurements, rows: &self.rows };
            Reader::new(self.homework, self.words.clone(), &truths)
        })
    }

    /// The homework.
    pub fn homework(&self) -> &'a Homework {
        self.homework
    }

    /// Judges a submission; `origin` is how errors name it.
    ///
    /// # Errors
    /// A ledger that cannot be read, a report without a claim of the homework; images that cannot
    /// be read, where rows have to be made.
    pub fn grade(&self, submission: Submission, origin: &str) -> Result<Graded, InputError> {
        match submission {
            Submission::Ledger(text) => {
                let names = self.homework.names();
                let template = &self.homework.ledger;
                self.grade_ledger(Ledger::parse_submission(&text, origin, template, names)?)
            }
            Submission::Report(document) => self.grade_report(*document),
        }
    }

    /// Judges claims that are at hand.
    ///
    /// ```
    /// use verigrad::grade::Grader;
    /// use verigrad::homework::{Homework, Ledger};
    /// use verigrad::measure::Rows;
    /// use verigrad::verdict::Verdict;
    ///
    /// let homework = Homework::built_in()?;
    /// let grader = Grader::new(&homework, Rows::default(), &|_| {})?;
    /// let table = "id,reported\n1b.gd.point,[0.99433318 0.98867571]\n1b.gd.value,3.2e-05\n";
    /// let claims =
    ///     Ledger::parse_submission(table, "mine.csv", &homework.ledger, homework.names())?;
    /// let graded = grader.grade_ledger(claims)?;
    /// let verdict = |id: &str| {
    ///     graded.judgements.iter().find(|one| one.id.to_string() == id).map(|one| one.verdict)
    /// };
    /// assert_eq!(verdict("1b.gd.point"), Some(Verdict::Reproduced));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Images that cannot be read, where rows have to be made.
    pub fn grade_ledger(&self, ledger: Ledger) -> Result<Graded, InputError> {
        let measurements = self.measurements.clone();
        self.judged(self.homework, ledger, "", measurements, self.rows.clone())
    }

    /// Judges a report: each part under the settings of its own code where they differ, the
    /// others as the homework has them.
    ///
    /// # Errors
    /// A report without a claim of the homework; images that cannot be read, where rows have to
    /// be made.
    pub fn grade_report(&self, document: Document) -> Result<Graded, InputError> {
        let OwnSettings { assignment, differences } = own_settings(&document, self.reader());
        let own = assignment.map(|own| Box::new(self.homework.with(*own)));
        let homework = own.as_deref().unwrap_or(self.homework);
        let (measurements, rows) = match &own {
            Some(own) => self.of_own(&own.assignment),
            None => (self.measurements.clone(), self.rows.clone()),
        };
        let text = document.text.clone();
        let report = if own.is_some() {
            let truths = Measured { measurements: &measurements, rows: &rows };
            let reader = Reader::new(homework, self.words.clone(), &truths).knowing(self.reader());
            Report::of(document, &reader, differences)?
        } else {
            Report::of(document, self.reader(), differences)?
        };
        let mut graded = self.judged(homework, report.ledger.clone(), &text, measurements, rows)?;
        graded.limits.extend(report.document.unreadable());
        graded.judgements = with_text(graded.judgements, &report, homework);
        (graded.report, graded.own) = (Some(report), own);
        Ok(graded)
    }

    /// What each number of a report is read as, and why.
    pub fn explain(&self, document: &Document) -> Vec<Explained> {
        let OwnSettings { assignment, .. } = own_settings(document, self.reader());
        let Some(own) = assignment.map(|own| self.homework.with(*own)) else {
            return explain(document, self.reader());
        };
        let (measurements, rows) = self.of_own(&own.assignment);
        let truths = Measured { measurements: &measurements, rows: &rows };
        let reader = Reader::new(&own, self.words.clone(), &truths).knowing(self.reader());
        explain(document, &reader)
    }

    /// What is known of a homework with other settings: minimisations that are others are run, and
    /// the paths of the same ones, rows and fresh numbers of the parts that are the same, kept.
    fn of_own(&self, own: &Assignment) -> (Measurements, Rows) {
        let known = |run: &Minimisation| {
            let same = self.homework.assignment.runs().find(|known| known.same_run(run))?;
            self.measurements.trajectory(&same.id).cloned()
        };
        let mut measurements = measure_knowing(own, &own.parts(), &known, &|_| {});
        let same = |part: &PartId| {
            let parts = (own.net_part(part), self.homework.assignment.net_part(part));
            matches!(parts, (Some(one), Some(other)) if fingerprint(one) == fingerprint(other))
        };
        measurements.extend(&self.measurements.only_nets(&same));
        (measurements, self.rows.only(same))
    }

    fn judged(
        &self,
        homework: &Homework,
        ledger: Ledger,
        text: &str,
        measurements: Measurements,
        mut rows: Rows,
    ) -> Result<Graded, InputError> {
        let missing = missing(homework, &ledger, &rows);
        let made = with_evidence(homework, text, &measurements, &rows, |evidence| {
            match self.on_demand.filter(|_| !missing.is_empty()) {
                Some(on_demand) => make(homework, &missing, &ledger, evidence, on_demand),
                None => Ok((None, Vec::new())),
            }
        });
        let (cohort, unfinished) = made?;
        rows.cohorts.extend(cohort);
        let (Judged { judgements, families }, limits) =
            with_evidence(homework, text, &measurements, &rows, |evidence| {
                (judge(&ledger, evidence), limits(&ledger, evidence))
            });
        Ok(Graded {
            ledger,
            judgements,
            report: None,
            own: None,
            measurements,
            rows,
            families,
            limits,
            unfinished,
            seed: self.seed,
        })
    }

    /// What would be seen of a submission's accuracies if they were falsified.
    pub fn power(&self, graded: &Graded) -> Vec<Power> {
        let homework = graded.own.as_deref().unwrap_or(self.homework);
        with_evidence(homework, "", &graded.measurements, &graded.rows, |evidence| {
            power(&graded.ledger, evidence)
        })
    }
}

/// `text` is the report's, in which its own code stands.
fn with_evidence<T>(
    homework: &Homework,
    text: &str,
    measurements: &Measurements,
    rows: &Rows,
    use_it: impl FnOnce(&Evidence) -> T,
) -> T {
    let run = |id: &RunId| homework.assignment.runs().find(|run| run.id == *id);
    let of_run = |id: &RunId| -> Vec<Alternative> { run(id).map(alternatives).unwrap_or_default() };
    let of_quantity = |id: &QuantityId| -> Option<Spread> { rounding(run(&id.of)?, id.what) };
    let problem = homework.assignment.minimisation.as_ref();
    let any = problem.is_some_and(|problem| !problem.demands_its_digits(text));
    let rounding = any.then_some(&of_quantity as AskRounding);
    use_it(&Evidence { homework, measurements, alternatives: &of_run, rounding, rows })
}
