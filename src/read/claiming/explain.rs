//! Why each number was read as what it is, or why it is open: for instructors who wonder why a
//! claim was missed, and for whoever mends the reader.

use std::ops::Range;

use serde::Serialize;

use crate::read::claiming::claims::How;
use crate::read::layout::mention::{Cost, Mention};
use crate::read::lexing::facet::{Dimension, Facet};
use crate::read::lexing::number::Role;
use crate::read::meaning::views::View;
use crate::read::reader::{Passes, Reader};
use crate::read::submission::{Document, Place};

/// Candidates that are shown of a number.
const CANDIDATES: usize = 3;

/// A number with what it was read as.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// Where it stands.
    pub place: Place,
    /// Its bytes in the document's text.
    #[serde(skip)]
    pub span: Range<usize>,
    /// As it is printed.
    pub text: String,
    /// What it is.
    pub is: Meaning,
    /// What is said of it: of each dimension what is nearest.
    pub said: Vec<Said>,
    /// What it could be, the likeliest first.
    pub candidates: Vec<Likely>,
}

/// What a number is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// The quantity of that id: its digits fit.
    Read(String),
    /// Its words name that quantity, and its digits are others.
    Accused(String),
    /// It sets or counts something.
    Setting(&'static str),
    /// Not read; why, in one sentence.
    Open(String),
}

/// Something that is said of a number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Said {
    /// What is said.
    pub what: String,
    /// By which words.
    pub words: String,
    /// Where they stand: beside it, in a head, farther away, or implied.
    pub level: &'static str,
    /// Their line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What their distance costs, in hundredths.
    pub cost: Cost,
}

/// Something that a number could be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Likely {
    /// The quantity.
    pub id: String,
    /// The form.
    pub view: &'static str,
    /// What the reading costs, in hundredths.
    pub cost: Cost,
}

/// Explains every number of a document that may be a result, and lists the others.
pub fn explain(document: &Document, reader: &Reader) -> Vec<Explained> {
    reader.read(document, |passes| {
        let mut all: Vec<Explained> = (0..passes.walked.mentions.len())
            .map(|index| number(index, document, passes))
            .collect();
        all.extend(settings(document, passes));
        all.sort_by_key(|explained| explained.span.start);
        all.dedup_by(|later, first| later.span == first.span);
        all
    })
}

fn number(index: usize, document: &Document, passes: &Passes) -> Explained {
    let mention = &passes.walked.mentions[index];
    let resolved = &passes.resolved[index];
    let own = mention.printed();
    let source = mention.unit.low.source(own.span.clone());
    let covers = |other: &Range<usize>| other.start <= source.start && source.end <= other.end;
    let claim = passes.readings.claims.iter().find(|claim| covers(&claim.source));
    let open = passes.readings.open.iter().find(|open| open.mention == index);
    let is = match (claim, open) {
        (Some(claim), _) => match claim.how {
            How::Read => Meaning::Read(claim.id.to_string()),
            How::Accused(_) => Meaning::Accused(claim.id.to_string()),
        },
        (None, Some(open)) => Meaning::Open(open.why.clone()),
        (None, None) => Meaning::Open("It may be no result.".to_owned()),
    };
    let mut said: Vec<Said> = Vec::new();
    let mut dimensions: Vec<Dimension> = Vec::new();
    let evidence = passes.evidence(mention);
    let mut facets: Vec<(Facet, Cost)> = evidence.0;
    facets.sort_by_key(|(_, cost)| *cost);
    for (facet, cost) in facets {
        let dimension = facet.dimension();
        if !dimensions.contains(&dimension) {
            dimensions.push(dimension);
            said.push(source_of(&facet, cost, mention, document));
        }
    }
    let candidates = resolved.candidates.iter().take(CANDIDATES).map(|candidate| Likely {
        id: passes.lookup.target(candidate.target).id.to_string(),
        view: word(candidate.view),
        cost: candidate.cost,
    });
    let span = document.text_span(source);
    Explained {
        place: document.place(span.start),
        text: own.text.clone(),
        is,
        said,
        candidates: candidates.collect(),
        span,
    }
}

/// Which words say it: in the number's own unit, in the heads of its cell, farther away.
fn source_of(facet: &Facet, cost: Cost, mention: &Mention, document: &Document) -> Said {
    let what = facet.describe();
    let found = |unit: &crate::read::lexing::unit::Unit, level: &'static str| {
        let found = unit.facets.iter().find(|found| found.facet == *facet)?;
        let at = document.text_span(unit.low.source(found.span.clone()));
        let words = document.text.get(at.clone()).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = Some(document.place(at.start).line);
        Some(Said { what: what.clone(), words, level, line, cost })
    };
    if mention.near.contains(facet) {
        return Said { what, words: String::new(), level: "in its heads", line: None, cost };
    }
    let far = || mention.far.iter().find_map(|(unit, _)| found(unit, "farther away"));
    found(&mention.unit, "beside it").or_else(far).unwrap_or_else(|| Said {
        what: what.clone(),
        words: String::new(),
        level: if facet.dimension() == Dimension::Part { "its section" } else { "implied" },
        line: None,
        cost,
    })
}

/// Numbers that set or count something.
fn settings(document: &Document, passes: &Passes) -> Vec<Explained> {
    let mut all = Vec::new();
    for window in &passes.walked.windows {
        for number in &window.unit.numbers {
            let word = match number.role {
                Role::Claim => continue,
                Role::Rate => "a learning rate",
                Role::Epoch => "an epoch",
                Role::Hidden => "a number of hidden units",
                Role::Threshold => "a threshold",
                Role::WeightDecay => "a weight decay",
                Role::Momentum => "a coefficient of momentum",
                Role::Difference => "a difference",
                Role::Size => "a size",
                Role::Masked => "nothing that is asked for",
            };
            let span = document.text_span(window.unit.low.source(number.span.clone()));
            all.push(Explained {
                place: document.place(span.start),
                text: number.text.clone(),
                is: Meaning::Setting(word),
                said: Vec::new(),
                candidates: Vec::new(),
                span,
            });
        }
    }
    all
}

fn word(view: View) -> &'static str {
    match view {
        View::Itself => "itself",
        View::Count => "right images",
        View::WrongCount => "wrong images",
        View::Share => "share",
        View::WrongShare => "share that is wrong",
        View::Percent => "per cent",
        View::WrongPercent => "per cent that are wrong",
    }
}
