//! Accusations. A [`Proof`] is made here alone, from a number, its reading by words alone and its
//! witnesses; without one no number is held against a quantity that it does not fit.

use std::fmt;

use crate::homework::PartId;
use crate::read::accusing::case::{Case, MARGIN_NEEDED};
use crate::read::accusing::labels::Label;
pub use crate::read::accusing::missing::Missing;
use crate::read::accusing::one_digit::one_digit;
use crate::read::accusing::patterns::{Count, Pattern, Patterns, digits_behind_zeros};
use crate::read::accusing::witnesses::Witnesses;
use crate::read::claiming::claims::names_another_step;
use crate::read::layout::mention::{Mention, Shape};
use crate::read::lexing::facet::{Dimension, Facet, SpokenKind};
use crate::read::meaning::target::Target;
use crate::read::meaning::views::View;

/// A hedge speaks for a number that so many words follow it.
const WORDS_AFTER_HEDGE: usize = 3;
/// Fewer digits accuse nobody.
pub(in crate::read) const DIGITS_LEAST: usize = 3;

/// Why a number is a quantity whose value it does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    target: usize,
    view: View,
    grounds: Grounds,
}

#[derive(Clone, Debug, PartialEq)]
enum Grounds {
    OneDigit { expected: String },
    Words { named: usize, pattern: Pattern, trusted: Pattern, count: Count },
}

impl Proof {
    /// The quantity, by its index among the targets.
    pub fn target(&self) -> usize {
        self.target
    }

    /// The form that it is printed in.
    pub fn view(&self) -> View {
        self.view
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.grounds {
            Grounds::OneDigit { expected } => {
                write!(formatter, "one digit differs from {expected}")
            }
            Grounds::Words { named, pattern, trusted, count } => write!(
                formatter,
                "its words say so{}: pattern {pattern}, as {trusted} right in {} of {} uses over {} \
                 templates and {} places",
                if *named > 1 { ", whichever run it is of" } else { "" },
                count.right,
                count.right + count.wrong,
                count.templates,
                count.places
            ),
        }
    }
}

/// The proof that a number is a quantity whose value it does not have, or what is missing to it.
pub fn accuse(index: usize, case: &Case, patterns: &Patterns) -> Result<Proof, Missing> {
    let mention = &case.mentions[index];
    let number = mention.printed();
    if number.not_a_number {
        return Err(Missing::NotANumber);
    }
    if hedged(mention) {
        return Err(Missing::Hedged);
    }
    let one_digit = Some(()).filter(|()| !number.percent).and_then(|()| one_digit(index, case));
    if let Some(miss) = one_digit {
        refuse(is_elsewhere(index, &[miss.target], case), Missing::Elsewhere)?;
        let grounds = Grounds::OneDigit { expected: miss.expected };
        return Ok(Proof { target: miss.target, view: View::Itself, grounds });
    }
    by_words(index, case, patterns)
}

/// An error, if it is so.
fn refuse(refused: bool, missing: Missing) -> Result<(), Missing> {
    if refused { Err(missing) } else { Ok(()) }
}

fn by_words(index: usize, case: &Case, patterns: &Patterns) -> Result<Proof, Missing> {
    // What is quickly known comes first.
    let label = named(index, case)?;
    let number = case.mentions[index].printed();
    refuse(!case.contradicts(number, label), Missing::NearTheRange)?;
    refuse(case.something_fits(index, label), Missing::SomethingFits)?;
    let pattern = pattern(index, label, case)?;
    // One of several runs after an epoch that nobody says, with nothing around: too much is open.
    let open = !label.is_one() && !pattern.epoch_is_said() && pattern.is_alone();
    refuse(open, Missing::EpochUnsaid)?;
    unexplained(index, label, case)?;
    let (trusted, count) = patterns.trusted(pattern).ok_or(Missing::PatternNotTrusted)?;
    let grounds = Grounds::Words { named: label.among.len(), pattern, trusted, count };
    Ok(Proof { target: case.most_likely(label), view: label.view, grounds })
}

/// What a number's words alone say it is, and by which pattern; or why they may not be used. This
/// is what calibration counts.
///
/// # Errors
/// What is missing.
pub fn words<'c>(index: usize, case: &'c Case) -> Result<(&'c Label, Pattern), Missing> {
    refuse(case.mentions[index].printed().not_a_number, Missing::NotANumber)?;
    refuse(hedged(&case.mentions[index]), Missing::Hedged)?;
    let label = named(index, case)?;
    Ok((label, pattern(index, label, case)?))
}

/// Whether a number may be read as a random quantity whose re-runs it is outside of: only if its
/// words alone say so, by a pattern that may accuse.
pub(in crate::read) fn may_be_outside(
    index: usize,
    target: usize,
    case: &Case,
    patterns: &Patterns,
) -> Result<(), Missing> {
    let (label, pattern) = words(index, case)?;
    let named = label.is_one() && case.lookup.same(label.target, target);
    refuse(!named, Missing::SomethingFits)?;
    refuse(patterns.trusted(pattern).is_none(), Missing::PatternNotTrusted)
}

/// The proof that a number is not the random quantity that its digits fit: a wide range fits many
/// numbers, and its words clearly name another quantity.
pub fn is_other_than_named(
    index: usize,
    target: usize,
    case: &Case,
    patterns: &Patterns,
) -> Option<Proof> {
    if case.lookup.target(target).exact || hedged(&case.mentions[index]) {
        return None;
    }
    by_words(index, case, patterns).ok()
}

/// Whether the digits contradict the words, and nothing else explains them.
pub fn is_contradicted(index: usize, label: &Label, case: &Case) -> bool {
    case.contradicts(case.mentions[index].printed(), label)
        && !case.something_fits(index, label)
        && unexplained(index, label, case).is_ok()
}

/// What its words name, if they say that of it.
///
/// # Errors
/// What is missing.
pub fn named<'c>(index: usize, case: &'c Case) -> Result<&'c Label, Missing> {
    let mention = &case.mentions[index];
    let number = mention.printed();
    refuse(digits_behind_zeros(number) < DIGITS_LEAST, Missing::FewDigits)?;
    refuse(case.is_known_besides(number), Missing::KnownBesides)?;
    let label = case.label(index).ok_or(Missing::NoLabel)?;
    refuse(label.margin < MARGIN_NEEDED, Missing::NarrowLabel)?;
    let target = case.lookup.target(label.target);
    refuse(target.kind == SpokenKind::Step, Missing::FewDigits)?;
    refuse(target.exact && mention.unit.of_start, Missing::AtTheStart)?;
    refuse(is_elsewhere(index, &label.of_kind, case), Missing::Elsewhere)?;
    Ok(label)
}

/// The pattern of its words, if they may be used at all. What is not said beside the number has to
/// be said by witnesses: three others of its kind and form that are what their words name.
fn pattern(index: usize, label: &Label, case: &Case) -> Result<Pattern, Missing> {
    let (pattern, barred) = pattern_of(index, label, case);
    barred.map_or(Ok(pattern), Err)
}

/// The pattern of its words, and what bars their use.
pub fn pattern_of(index: usize, label: &Label, case: &Case) -> (Pattern, Option<Missing>) {
    let mention = &case.mentions[index];
    let target = case.lookup.target(label.target);
    let witnesses = case.witnesses(index);
    let pattern = Pattern::of(label, target, mention, witnesses);
    (pattern, barred(index, label, pattern, witnesses, case).err())
}

fn barred(
    index: usize,
    label: &Label,
    pattern: Pattern,
    witnesses: Witnesses,
    case: &Case,
) -> Result<(), Missing> {
    let mention = &case.mentions[index];
    let target = case.lookup.target(label.target);
    refuse(pattern.other_kind_is_nearer(), Missing::OtherKind)?;
    refuse(witnesses == Witnesses::Disagree, Missing::NeighboursDisagree)?;
    refuse(case.is_said_besides(index), Missing::SaidBesides)?;
    let few = witnesses < Witnesses::Two;
    let integer = mention.printed().first().integer;
    if target.exact {
        if witnesses == Witnesses::Three {
            return Ok(());
        }
        refuse(integer && few, Missing::NoWitnesses)?;
        let far = few && witnesses < Witnesses::Run && !pattern.facets_are_near();
        refuse(far && !pattern.is_clear(), Missing::FacetsNotNear)?;
        let near = witnesses >= Witnesses::Run && pattern.kind_is_near();
        return refuse(!near && !pattern.kind_is_beside(), Missing::KindNotBeside);
    }
    refuse(mention.unit.of_others, Missing::OfOthers)?;
    // In prose the numbers around may be of another kind, or of a run that is none of the homework's.
    let prose = matches!(mention.shape, Shape::Sentence | Shape::Item);
    // "At the end" may be said of another number of the sentence.
    let apart = prose || !pattern.epoch_is_said();
    let on_the_way = target.is_final() && apart && names_another_epoch(mention, target);
    refuse(on_the_way, Missing::EpochUnsaid)?;
    let form = pattern.form_is_clear();
    refuse(prose && !pattern.kind_is_said() && !form, Missing::KindNotBeside)?;
    if witnesses == Witnesses::Three {
        return Ok(());
    }
    let beside = pattern.kind_is_beside();
    let counted = beside && !pattern.is_narrow() && pattern.facets_are_near();
    refuse(integer && few && !counted, Missing::NoWitnesses)?;
    let near = witnesses >= Witnesses::One && pattern.kind_is_near();
    // Two of the same form whose kind nobody says either say it.
    refuse(!near && few && !beside && !form, Missing::KindNotBeside)?;
    // Norms and ratios are of few runs.
    let of_few = beside && (pattern.is_clear() || label.view == View::Itself);
    refuse(!pattern.facets_are_near() && !of_few, Missing::FacetsNotNear)?;
    refuse(!pattern.epoch_is_said() && pattern.is_narrow(), Missing::EpochUnsaid)
}

/// Whether it follows from other numbers or from another arithmetic.
fn unexplained(index: usize, label: &Label, case: &Case) -> Result<(), Missing> {
    let number = case.mentions[index].printed();
    refuse(case.follows_from_others(number, label), Missing::FollowsFromOthers)?;
    let same = label.among.iter().all(|&target| case.same_arithmetic(number, target));
    refuse(!same, Missing::OtherArithmetic)
}

/// Whether something says that a number is none of those quantities, whatever its words: the
/// section is of other parts, or the sentence speaks of another step of a run.
fn is_elsewhere(index: usize, targets: &[usize], case: &Case) -> bool {
    let mention = &case.mentions[index];
    // The heads of its row may name another part than the section.
    let says = |part: &PartId| {
        let part = Facet::Part(part.clone());
        mention.unit.says(&part) || mention.near.contains(&part)
    };
    let excluded = |part: &PartId| {
        let in_force = mention.parts.as_ref().filter(|parts| !parts.is_empty());
        in_force.is_some_and(|parts| !parts.contains(part)) && !says(part)
    };
    let mut quantities = targets.iter().map(|&target| case.lookup.target(target));
    let on_the_way = targets.iter().any(|&target| case.lookup.target(target).exact)
        && names_another_step(mention, case);
    on_the_way || quantities.all(|quantity| excluded(&quantity.part))
}

/// Whether the sentence speaks of a training's start or of an epoch that is not its last: "0.01 begins
/// with 80 %" says no more of an epoch.
fn names_another_epoch(mention: &Mention, target: &Target) -> bool {
    let Some((_, last)) = target.epoch else { return false };
    let another = |facet: &Facet| matches!(facet, Facet::Epoch(epoch) if *epoch != last);
    mention.unit.of_start || mention.unit.facets.iter().any(|found| another(&found.facet))
}

/// Whether a word such as "about" stands right before the number.
pub fn hedged(mention: &Mention) -> bool {
    let number = mention.printed();
    let unit = &mention.unit;
    unit.facets.iter().any(|found| {
        found.facet.dimension() == Dimension::Hedge
            && found.span.end <= number.span.start
            && unit.masked.get(found.span.end..number.span.start).is_some_and(few_words)
    })
}

fn few_words(text: &str) -> bool {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.filter(|word| !word.is_empty()).nth(WORDS_AFTER_HEDGE).is_none()
}
