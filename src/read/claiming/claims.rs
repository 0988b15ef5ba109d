//! What a report claims: each number that is read or accused, with its place in the file, and why
//! the others are open.

use std::ops::Range;

use crate::homework::{QuantityId, What};

use crate::read::accusing::case::Case;
use crate::read::accusing::patterns::Patterns;
use crate::read::accusing::proof::{Missing, Proof, accuse, is_other_than_named, may_be_outside};
use crate::read::layout::mention::{Cost, Mention};
use crate::read::lexing::facet::{Facet, SpokenKind};
use crate::read::lexing::number::Number;
use crate::read::meaning::lookup::Lookup;
use crate::read::meaning::resolve::{Candidate, Resolved, second, significant};
use crate::read::meaning::views::View;
use crate::read::meaning::weights::{LIMIT_EXACT, LIMIT_NOT_A_NUMBER, LIMIT_RANDOM, RANDOM_DIGITS};

/// A step's number stands so close to the word, in bytes.
const STEP_BYTES_MOST: usize = 12;
/// A word for another kind of number stands that near.
const OTHER_BESIDE: Cost = 30;
/// The coordinates of one point stand so close together, in bytes.
const POINT_BYTES_MOST: usize = 40;

/// What a report says.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// Its claims, in the report's order.
    pub claims: Vec<ReadClaim>,
    /// The numbers that are none.
    pub open: Vec<Open>,
}

/// A claim of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadClaim {
    /// What it is of.
    pub id: QuantityId,
    /// In which form it is printed.
    pub view: View,
    /// The number, by its index among the mentions; of a point its first coordinate. The name of
    /// a winner has none.
    pub mention: Option<usize>,
    /// Where it stands in the file.
    pub source: Range<usize>,
    /// As it is printed.
    pub printed: String,
    /// How it was found.
    pub how: How,
}

/// How a claim was found.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// Its digits are those of the quantity.
    Read,
    /// Its words name the quantity, and its digits are others.
    Accused(Proof),
}

/// A number that is no claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// By its index among the mentions.
    pub mention: usize,
    /// Where it stands in the file.
    pub source: Range<usize>,
    /// As it is printed.
    pub printed: String,
    /// Why, in one sentence.
    pub why: String,
}

/// The claims of numbers that are resolved.
pub fn claims(case: &Case, patterns: &Patterns) -> Readings {
    let mut readings = Readings::default();
    let outcomes: Vec<Outcome> =
        (0..case.mentions.len()).map(|index| outcome(index, case, patterns)).collect();
    for (index, outcome) in outcomes.iter().enumerate() {
        let mention = &case.mentions[index];
        let number = mention.printed();
        match outcome {
            Outcome::Open(why) => readings.open.push(Open {
                mention: index,
                source: place(mention, number.span.clone()),
                printed: number.text.clone(),
                why: why.clone(),
            }),
            Outcome::Claim { target, .. } => {
                let point = |other: usize| pair(index, other, &outcomes, case);
                // The first coordinate speaks for both.
                if index > 0 && point(index - 1) {
                    continue;
                }
                let with = Some(index + 1).filter(|&other| point(other));
                readings.claims.push(claim(index, with, *target, &outcomes, case));
            }
        }
    }
    readings
}

/// What a number is in the end.
enum Outcome {
    Claim { target: usize, view: View, how: How },
    Open(String),
}

fn outcome(index: usize, case: &Case, patterns: &Patterns) -> Outcome {
    let resolved = &case.resolved[index];
    if let Some((target, view)) = resolved.read {
        let number = case.mentions[index].printed();
        if let Some(proof) = is_other_than_named(index, target, case, patterns) {
            let (target, view) = (proof.target(), proof.view());
            return Outcome::Claim { target, view, how: How::Accused(proof) };
        }
        if is_of_other_images(number, target, view, case) && says_other(resolved) {
            return Outcome::Open(Missing::OtherKind.says().to_owned());
        }
        if !number.not_a_number && !case.is_in_range(number, target, view) {
            // The judge will contradict it.
            if let Err(missing) = may_be_outside(index, target, case, patterns) {
                return Outcome::Open(missing.says().to_owned());
            }
        }
        return Outcome::Claim { target, view, how: How::Read };
    }
    match accuse(index, case, patterns) {
        Ok(proof) => {
            Outcome::Claim { target: proof.target(), view: proof.view(), how: How::Accused(proof) }
        }
        Err(missing) => Outcome::Open(why_open(resolved, case, index, missing)),
    }
}

/// Whether it is a share, but of another number of images than are tested on.
fn is_of_other_images(number: &Number, target: usize, view: View, case: &Case) -> bool {
    let target = case.lookup.target(target);
    target.kind == SpokenKind::Accuracy
        && !number.readings.iter().any(|reading| view.has_grain(reading, target))
}

/// Whether a word for what no homework asks, such as "train", stands beside it.
fn says_other(resolved: &Resolved) -> bool {
    resolved.spoken.kind(SpokenKind::Other).is_some_and(|cost| cost <= OTHER_BESIDE)
}

/// Whether a step of a run stands in the sentence that is not its last.
pub(in crate::read) fn names_another_step(mention: &Mention, case: &Case) -> bool {
    let unit = &mention.unit;
    if unit.counts_steps {
        return true;
    }
    let step = Facet::Kind(SpokenKind::Step);
    let words = unit.facets.iter().filter(|found| found.facet == step);
    let steps = &case.lookup.targets.steps;
    let is_other = |number: &Number| number.first().integer && !steps.contains(&number.value());
    words.map(|found| &found.span).any(|span| {
        unit.numbers.iter().any(|number| {
            let apart = if number.span.start >= span.end {
                number.span.start - span.end
            } else {
                span.start.saturating_sub(number.span.end)
            };
            apart <= STEP_BYTES_MOST && is_other(number)
        })
    })
}

/// Whether two numbers are the coordinates of one point of one run.
fn pair(one: usize, other: usize, outcomes: &[Outcome], case: &Case) -> bool {
    let (first, last) = (one.min(other), one.max(other));
    let (Some(Outcome::Claim { target: x, .. }), Some(Outcome::Claim { target: y, .. })) =
        (outcomes.get(first), outcomes.get(last))
    else {
        return false;
    };
    let (left, right) = (&case.mentions[first], &case.mentions[last]);
    let (before, after) = (left.printed(), right.printed());
    let (x, y) = (case.lookup.target(*x), case.lookup.target(*y));
    std::rc::Rc::ptr_eq(&left.unit, &right.unit)
        && before.coordinate.is_some()
        && after.coordinate.is_some()
        && before.coordinate < after.coordinate
        && after.span.start.saturating_sub(before.span.start) < POINT_BYTES_MOST
        && x.id == y.id
        && x.coordinate != y.coordinate
}

fn claim(
    index: usize,
    with: Option<usize>,
    target: usize,
    outcomes: &[Outcome],
    case: &Case,
) -> ReadClaim {
    let mention = &case.mentions[index];
    let number = mention.printed();
    let quantity = case.lookup.target(target);
    let (mut view, mut how) = (View::Itself, How::Read);
    let mut span = number.span.clone();
    let mut printed = number.text.clone();
    // Of a point that is half wrong the wrong half decides.
    for member in [Some(index), with].into_iter().flatten() {
        let Some(Outcome::Claim { view: own, how: by, .. }) = outcomes.get(member) else {
            continue;
        };
        view = *own;
        if matches!(by, How::Accused(_)) {
            how = by.clone();
        }
    }
    let mut id = quantity.id.clone();
    if let Some(other) = with {
        let second = case.mentions[other].printed();
        span.end = second.span.end;
        printed = format!("[{} {}]", number.text, second.text);
    } else if let Some(axis) = quantity.coordinate {
        id = id.sibling(What::Coordinate(axis));
    }
    let source = place(mention, span);
    ReadClaim { id, view, mention: Some(index), source, printed, how }
}

fn place(mention: &Mention, span: Range<usize>) -> Range<usize> {
    mention.unit.low.source(span)
}

/// Why a number is not read; where nothing fits, why it is not accused.
fn why_open(resolved: &Resolved, case: &Case, index: usize, missing: Missing) -> String {
    let number = case.mentions[index].printed();
    match resolved.candidates.split_first() {
        // What fits explains why it is not accused.
        Some((best, others)) if best.cost <= LIMIT_EXACT || missing == Missing::SomethingFits => {
            why_not_read(best, others, number, case.lookup)
        }
        _ if missing == Missing::NeighboursDisagree => match case.disagreeing(index) {
            Some(other) => disagrees(other, case),
            None => missing.says().to_owned(),
        },
        _ => missing.says().to_owned(),
    }
}

/// Which number beside it is not what its words name.
fn disagrees(other: usize, case: &Case) -> String {
    let printed = &case.mentions[other].printed().text;
    let named = case.label(other).map(|label| case.lookup.target(label.target).id.to_string());
    let named = named.unwrap_or_default();
    format!("{printed} beside it is not {named} either, as its words say.")
}

fn why_not_read(
    best: &Candidate,
    others: &[Candidate],
    number: &Number,
    lookup: &Lookup,
) -> String {
    let target = lookup.target(best.target);
    let limit = if number.not_a_number {
        LIMIT_NOT_A_NUMBER
    } else if target.exact {
        LIMIT_EXACT
    } else {
        LIMIT_RANDOM
    };
    if best.cost > limit {
        return format!("It fits {}, but too little of that is said.", target.id);
    }
    if !target.exact && significant(number, lookup.targets) < RANDOM_DIGITS {
        return format!("It fits {}, but has too few digits.", target.id);
    }
    match second(best, others, lookup) {
        Some(second) => {
            let other = &lookup.target(second.target).id;
            format!("It fits {} and {other}, and the words do not tell which.", target.id)
        }
        None => format!("It fits {}, but not clearly.", target.id),
    }
}
