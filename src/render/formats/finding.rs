//! A judged claim with its place and its points: what every format is made from.

use std::ops::Range;

use bigdecimal::{BigDecimal, ToPrimitive, Zero};

use crate::grade::Graded;
use crate::grade::gradebook::Points;
use crate::homework::{ClaimId, Homework, PartId};
use crate::judge::Judgement;
use crate::read::{Place, Report};
use crate::verdict::{Standing, Verdict};

/// What a claim earns of its points.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// All of them.
    Earned(BigDecimal),
    /// None of them: it is wrong, or not stated.
    Lost(BigDecimal),
    /// A person decides.
    Undecided(BigDecimal),
}

impl Worth {
    /// Points that can be had.
    pub fn possible(&self) -> &BigDecimal {
        match self {
            Self::Earned(points) | Self::Lost(points) | Self::Undecided(points) => points,
        }
    }

    /// Points that are had.
    pub fn points(&self) -> BigDecimal {
        if let Self::Earned(points) = self { points.clone() } else { BigDecimal::zero() }
    }
}

/// One claim of a report, or one that it does not make.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    /// The claim.
    pub id: ClaimId,
    /// The verdict; `None` if the report does not state it.
    pub judgement: Option<&'a Judgement>,
    /// Its points, if it has some.
    pub worth: Option<Worth>,
    /// Where it stands, and its bytes.
    pub place: Option<(Place, Range<usize>)>,
    /// How many characters of its line it takes.
    pub width: usize,
}

impl Finding<'_> {
    /// The part, or nothing.
    pub fn part(&self) -> String {
        self.id.part().map(PartId::to_string).unwrap_or_default()
    }

    /// Whether it is borne out; what is not stated is not.
    pub fn standing(&self) -> Standing {
        self.judgement.map_or(Standing::Bad, |judgement| judgement.verdict.standing())
    }

    /// The verdict's word.
    pub fn word(&self) -> &'static str {
        self.judgement.map_or("not stated", |judgement| judgement.verdict.word())
    }

    /// Whether it stands in the report and is wrong.
    pub fn is_wrong(&self) -> bool {
        self.judgement.is_some() && self.standing() == Standing::Bad
    }

    /// What the report says, the verdict and its reason: a line or two for a person.
    pub fn sentence(&self) -> String {
        let Some(judgement) = self.judgement else {
            return "the report does not state it".to_owned();
        };
        let said = match judgement.is_statement() {
            true => {
                format!("\u{201c}{}\u{201d}", judgement.said().trim_end_matches(['.', ':', ';']))
            }
            false => judgement.said().to_owned(),
        };
        match judgement.verdict {
            Verdict::Reproduced if !judgement.is_statement() => format!("{said}: reproduced"),
            verdict => format!("{said}: {}: {}", verdict.word(), judgement.reason),
        }
    }
}

/// All of a submission.
#[derive(Clone, Debug)]
pub struct Findings<'a> {
    /// The file, as the user gave it.
    pub origin: String,
    /// The homework's title.
    pub title: String,
    /// In the order of the homework, then what only the report has.
    pub all: Vec<Finding<'a>>,
    /// What the rows at hand cannot show, and pages that cannot be read.
    pub limits: &'a [String],
}

impl<'a> Findings<'a> {
    /// Of a graded submission.
    pub fn of(graded: &'a Graded, homework: &Homework, points: &Points, origin: &str) -> Self {
        let report = graded.report.as_ref();
        let hidden = |id: &ClaimId| report.is_some_and(|report| report.not_found.contains(id));
        let own = |id: &ClaimId| graded.judgements.iter().find(|judgement| judgement.id == *id);
        let worth = |standing: Option<Standing>, id: &ClaimId, points: &BigDecimal| match standing {
            None if hidden(id) => Worth::Undecided(points.clone()),
            None | Some(Standing::Bad) => Worth::Lost(points.clone()),
            Some(Standing::Open | Standing::Doubtful) => Worth::Undecided(points.clone()),
            Some(Standing::Good) => Worth::Earned(points.clone()),
        };
        let finding = |id: &ClaimId, points: Option<&BigDecimal>| {
            let judgement = own(id);
            let standing = judgement.map(|judgement| judgement.verdict.standing());
            let span = report.and_then(|report| span(report, id));
            let text = report.map_or("", |report| report.document.text.as_str());
            Finding {
                id: id.clone(),
                judgement,
                worth: points.map(|points| worth(standing, id, points)),
                width: span.clone().map_or(0, |span| text[span].chars().count()),
                place: span.and_then(|span| Some((report?.document.place(span.start), span))),
            }
        };
        let mut all: Vec<Finding> =
            points.iter().map(|(id, points)| finding(id, Some(points))).collect();
        for judgement in &graded.judgements {
            if !all.iter().any(|finding| finding.id == judgement.id) {
                all.push(finding(&judgement.id, None));
            }
        }
        Self {
            origin: origin.to_owned(),
            title: homework.assignment.title.clone(),
            all,
            limits: &graded.limits,
        }
    }

    /// Points that are had, that a person decides about, and that can be had.
    pub fn points(&self) -> [BigDecimal; 3] {
        let worths = || self.all.iter().filter_map(|finding| finding.worth.as_ref());
        let undecided = worths().filter(|worth| matches!(worth, Worth::Undecided(_)));
        [
            worths().map(Worth::points).sum(),
            undecided.map(Worth::possible).sum(),
            worths().map(Worth::possible).sum(),
        ]
    }

    /// Points and counts in a sentence.
    pub fn summary(&self) -> String {
        let [earned, undecided, possible] = self.points().map(|points| plain(&points));
        let wrong = self.all.iter().filter(|finding| finding.is_wrong()).count();
        let missing = self.all.iter().filter(|finding| finding.judgement.is_none()).count();
        format!(
            "{earned} of {possible} points, {undecided} to be decided by a person; {wrong} claims \
             wrong, {missing} not stated"
        )
    }
}

/// A number of points without an exponent.
pub(super) fn plain(points: &BigDecimal) -> String {
    points.normalized().to_plain_string()
}

/// Points as JSON has them: whole where they are whole.
pub(super) fn number(points: &BigDecimal) -> serde_json::Value {
    match points.is_integer().then(|| points.to_i64()).flatten() {
        Some(whole) => whole.into(),
        None => points.to_f64().into(),
    }
}

/// The judged place of a claim, or of a setting that differs.
fn span(report: &Report, id: &ClaimId) -> Option<Range<usize>> {
    if let Some(mentions) = report.mentions_of(id) {
        return Some(mentions.judged()?.span.clone());
    }
    let own = report
        .differences
        .iter()
        .find(|difference| ClaimId::Setting(Some(difference.part.clone()), difference.name) == *id);
    own.map(|difference| difference.span.clone())
}
