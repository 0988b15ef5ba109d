//! Patterns of evidence, and how often the words of each were right on reports whose numbers are
//! known.
//!
//! A number that fits nothing can be accused only by what its words say it is. How far they can be
//! trusted is measured: `golden/patterns.csv` counts, for each pattern, over how many reports'
//! templates and places the words named the right quantity, and how often another. A place counts
//! once, however many rows fill it.

use std::fmt;

pub use crate::read::accusing::counts::{Count, Patterns};
use crate::read::accusing::labels::Label;
use crate::read::accusing::witnesses::Witnesses;
use crate::read::layout::mention::{Cost, Mention, Shape};
use crate::read::lexing::facet::SpokenKind;
use crate::read::lexing::number::Number;
use crate::read::meaning::spoken::form_allows;
use crate::read::meaning::target::Target;
use crate::read::meaning::weights::UNSAID;

/// Upper ends of the classes of a kind's distance; the first is "beside the number".
const KIND_CLASSES: [Cost; 3] = [45, 100, 200];
/// The same of the dearest other dimension.
const FACET_CLASSES: [Cost; 4] = [35, 80, 130, 200];
/// Margins: clear, fair, narrow.
const MARGIN_CLASSES: [Cost; 2] = [250, 120];
/// Another kind nearer by this much overrules the own one.
const OTHER_KIND_NEARER: Cost = 10;
/// Where the kind is not said, another one as near as this speaks against it.
const OTHER_KIND_NEAR: Cost = 160;

/// How many features a pattern has.
pub(super) const FEATURES: usize = 8;

/// A pattern of evidence: one character a feature, as the table has them; `*` is any.
///
/// In order: family (`f`ixed, `r`andom); kind (`a` beside, `b`, `c`, `d` farther, `n` unsaid, `f`
/// said by its form, `o` another kind is nearer); epoch (`s`aid or none, `u`nsaid); dearest facet (`a` to `e`); shape
/// (`S`entence, `I`tem, `L`ine, `T`able); digits (`5`, `3`, `1` at least); margin (`a` clear to
/// `c`); witnesses (`3` or `2` of the kind, `r` of the run, `1`, `0`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pattern([u8; FEATURES]);

/// Where a feature stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Feature {
    Kind = 1,
    Epoch,
    Facets,
    Shape,
    Digits,
    Margin,
    Witnesses,
}

/// What may be left open, the finest first. Which words may be left out at all, and with which
/// witnesses, is not decided here.
const FREE: [&[Feature]; 9] = {
    use Feature::{Digits, Epoch, Facets, Kind, Margin, Shape, Witnesses};
    [
        &[],
        &[Digits],
        &[Shape, Digits],
        &[Shape, Digits, Facets],
        &[Shape, Digits, Margin],
        &[Shape, Digits, Margin, Facets],
        &[Shape, Digits, Margin, Witnesses],
        &[Shape, Digits, Margin, Facets, Kind],
        &[Shape, Digits, Margin, Facets, Kind, Epoch],
    ]
};

/// What the core of a pattern leaves open.
const CORE: &[Feature] = &[Feature::Shape, Feature::Digits, Feature::Margin];

impl Pattern {
    /// That of a number that is read by its words alone.
    pub fn of(label: &Label, target: &Target, mention: &Mention, witnesses: Witnesses) -> Self {
        let number = mention.printed();
        let digits = match digits_behind_zeros(number) {
            5.. => b'5',
            3.. => b'3',
            _ => b'1',
        };
        let margin = match label.margin {
            margin if margin >= MARGIN_CLASSES[0] => b'a',
            margin if margin >= MARGIN_CLASSES[1] => b'b',
            _ => b'c',
        };
        let shape = match mention.shape {
            Shape::Sentence => b'S',
            Shape::Item => b'I',
            Shape::Line => b'L',
            Shape::Cell => b'T',
        };
        let witnesses = match witnesses {
            Witnesses::Disagree => b'x',
            Witnesses::Nobody => b'0',
            Witnesses::One => b'1',
            Witnesses::Run => b'r',
            Witnesses::Two => b'2',
            Witnesses::Three => b'3',
        };
        let epoch = if label.epoch_said { b's' } else { b'u' };
        let family = if target.exact { b'f' } else { b'r' };
        let facets = class(label.dearest, &FACET_CLASSES);
        let kind = match kind(label, target, number) {
            b'c' | b'd' | b'n' if label.form_says_accuracy(number) => b'f',
            kind => kind,
        };
        Self([family, kind, epoch, facets, shape, digits, margin, witnesses])
    }

    /// Whether another kind of number is nearer.
    pub fn other_kind_is_nearer(self) -> bool {
        self.0[Feature::Kind as usize] == b'o'
    }

    /// Whether words say the kind.
    pub fn kind_is_said(self) -> bool {
        !matches!(self.0[Feature::Kind as usize], b'n' | b'f')
    }

    /// Whether the form says the kind, and words near it clearly all else.
    pub fn form_is_clear(self) -> bool {
        self.0[Feature::Kind as usize] == b'f' && self.facets_are_beside() && self.is_clear()
    }

    /// Whether all facets are said beside it or by its section.
    fn facets_are_beside(self) -> bool {
        matches!(self.0[Feature::Facets as usize], b'a' | b'b')
    }

    /// Whether no other quantity is named nearly as well.
    pub fn is_clear(self) -> bool {
        self.0[Feature::Margin as usize] == b'a'
    }

    /// Whether nothing around it is what its words name.
    pub fn is_alone(self) -> bool {
        self.0[Feature::Witnesses as usize] == b'0'
    }

    /// Whether another quantity is named not much worse.
    pub fn is_narrow(self) -> bool {
        self.0[Feature::Margin as usize] == b'c'
    }

    /// Whether the kind is said beside the number.
    pub fn kind_is_beside(self) -> bool {
        self.0[Feature::Kind as usize] == b'a'
    }

    /// Whether the kind is said in the sentence or the line.
    pub fn kind_is_near(self) -> bool {
        matches!(self.0[Feature::Kind as usize], b'a' | b'b')
    }

    /// Whether all facets are said in its line or by its section.
    pub fn facets_are_near(self) -> bool {
        matches!(self.0[Feature::Facets as usize], b'a'..=b'c')
    }

    /// Whether the epoch is said.
    pub fn epoch_is_said(self) -> bool {
        self.0[Feature::Epoch as usize] == b's'
    }

    /// Itself and coarser ones, the finest first.
    pub fn generalisations(self) -> impl Iterator<Item = Self> {
        FREE.iter().map(move |free| self.without(free))
    }

    /// The same without shape, digits and margin: what coarser patterns must not hide.
    pub(super) fn core(self) -> Self {
        self.without(CORE)
    }

    /// Whether it is of random numbers.
    pub(super) fn is_random(self) -> bool {
        self.0[0] == b'r'
    }

    fn without(self, free: &[Feature]) -> Self {
        let mut features = self.0;
        free.iter().for_each(|&feature| features[feature as usize] = b'*');
        Self(features)
    }

    pub(super) fn read(cells: [&str; FEATURES]) -> Self {
        Self(cells.map(|cell| cell.bytes().next().unwrap_or(b'*')))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, &feature) in self.0.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(formatter, "{gap}{}", char::from(feature))?;
        }
        Ok(())
    }
}

/// Whether words for another kind of number stand nearer than those of the label's.
pub(super) fn names_another_kind(label: &Label, target: &Target, number: &Number) -> bool {
    kind(label, target, number) == b'o'
}

/// How far the words of the kind stand.
fn kind(label: &Label, target: &Target, number: &Number) -> u8 {
    let wanted = label.view.kind(target);
    let own = label.kind(wanted);
    let rival = |other: SpokenKind, cost: Cost| {
        let compatible = match wanted {
            // "Error" is a distance or wrong images, and either is said of accuracies.
            SpokenKind::Wrong => matches!(other, SpokenKind::Error | SpokenKind::Accuracy),
            SpokenKind::Accuracy => {
                other == SpokenKind::Wrong && own.is_some_and(|own| own <= cost)
            }
            _ => false,
        };
        other != wanted && form_allows(other, number) && !compatible
    };
    let rivals = label.kinds.iter().filter(|(other, cost)| rival(*other, *cost));
    let nearest = rivals.map(|(_, cost)| *cost).min().unwrap_or(UNSAID);
    let overruled = match own {
        Some(own) => nearest < own - OTHER_KIND_NEARER,
        None => nearest < OTHER_KIND_NEAR,
    };
    if overruled && number.coordinate.is_none() {
        return b'o';
    }
    own.map_or(b'n', |own| class(own, &KIND_CLASSES))
}

fn class(cost: Cost, ends: &[Cost]) -> u8 {
    let place = ends.iter().position(|&end| cost <= end).unwrap_or(ends.len());
    b'a' + place as u8
}

/// Digits without leading zeros; trailing ones count.
pub(in crate::read) fn digits_behind_zeros(number: &Number) -> usize {
    number.first().digits.replace('.', "").trim_start_matches('0').len()
}
