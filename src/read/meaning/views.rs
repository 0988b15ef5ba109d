//! The forms that a quantity is printed in, and whether printed digits fit it.

use crate::read::lexing::facet::SpokenKind;
use crate::read::lexing::number::{Number, Reading};
use crate::read::meaning::target::Target;
use crate::read::meaning::weights::{
    COUNT_SHARE_LEAST, SHARE_UNIT_MOST, WIDEN_ACCURACY, WIDEN_IMAGES, WIDEN_NORM,
    WRONG_COUNT_SHARE_LEAST,
};

/// How far a printed number may be from the exact value beyond half a unit of its last place:
/// other programs print other last digits.
const EXACT_SLACK: f64 = 1e-10;
/// Half a unit, with the rounding of its own computation.
const HALF_UNIT: f64 = 0.500_000_05;

/// A form of a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum View {
    /// The quantity as it is.
    Itself,
    /// Right images.
    Count,
    /// Wrong images.
    WrongCount,
    /// The share that is right.
    Share,
    /// The share that is wrong.
    WrongShare,
    /// The same in per cent.
    Percent,
    /// The share that is wrong, in per cent.
    WrongPercent,
}

impl View {
    /// All forms; the first is that of everything but accuracies.
    pub const ALL: [Self; 7] = [
        Self::Itself,
        Self::Count,
        Self::WrongCount,
        Self::Share,
        Self::WrongShare,
        Self::Percent,
        Self::WrongPercent,
    ];

    /// A target's value in this form; of accuracies it is a count of right images.
    pub fn value(self, value: f64, of: u32) -> f64 {
        let of = f64::from(of);
        match self {
            Self::Itself | Self::Count => value,
            Self::WrongCount => of - value,
            Self::Share => value / of,
            Self::WrongShare => 1.0 - value / of,
            Self::Percent => value / of * 100.0,
            Self::WrongPercent => 100.0 - value / of * 100.0,
        }
    }

    /// A target's range in this form, wide enough for a row that has not been made.
    pub fn range(self, target: &Target) -> (f64, f64) {
        let (least, largest) = reach(target);
        let (one, other) = (self.value(least, target.of), self.value(largest, target.of));
        if one > other { (other, one) } else { (one, other) }
    }

    /// What is wrong, not what is right.
    pub fn is_wrong(self) -> bool {
        matches!(self, Self::WrongCount | Self::WrongShare | Self::WrongPercent)
    }

    /// The kind that words have to say for it.
    pub fn kind(self, target: &Target) -> SpokenKind {
        if self.is_wrong() { SpokenKind::Wrong } else { target.kind }
    }

    /// Whether a share can be one of so many images: 3.117 per cent of 10,000 are none.
    pub fn has_grain(self, reading: &Reading, target: &Target) -> bool {
        let images = match self {
            Self::Itself | Self::Count | Self::WrongCount => return true,
            Self::Share | Self::WrongShare => f64::from(target.of),
            Self::Percent | Self::WrongPercent => f64::from(target.of) / 100.0,
        };
        let (value, half) = (reading.value * images, reading.unit * images * HALF_UNIT);
        // Half an image more or less than a whole number is one; so is a last place cut off.
        (value + 2.0 * half + EXACT_SLACK).floor() >= (value - half - EXACT_SLACK).ceil()
    }

    /// Whether a count is one that somebody prints.
    pub fn plausible(self, number: &Number, target: &Target) -> bool {
        let share = number.value() / f64::from(target.of);
        match self {
            Self::Count => (COUNT_SHARE_LEAST..=1.0).contains(&share),
            Self::WrongCount => share >= WRONG_COUNT_SHARE_LEAST,
            _ => true,
        }
    }
}

/// A target's range, widened if it is random.
pub fn reach(target: &Target) -> (f64, f64) {
    let (least, largest) = target.range;
    if target.exact {
        return target.range;
    }
    if target.kind == SpokenKind::Accuracy {
        let more = WIDEN_IMAGES.max((largest - least) * WIDEN_ACCURACY);
        return ((least - more).max(0.0), (largest + more).min(f64::from(target.of)));
    }
    ((least / WIDEN_NORM).max(0.0), largest * WIDEN_NORM)
}

/// The forms of an accuracy that a printed number can have. `percent` is what its column or
/// caption says.
pub fn accuracy_views(number: &Number, percent: bool) -> Vec<View> {
    let Reading { value, unit, integer, .. } = *number.first();
    let mut views = Vec::new();
    if integer && !number.percent {
        views.extend([View::Count, View::WrongCount]);
    }
    if !integer && !number.percent && value < 1.0 && unit <= SHARE_UNIT_MOST {
        views.extend([View::Share, View::WrongShare]);
    }
    let percent = number.percent || percent || unit < 1.0 && value > 1.0;
    if percent && value > 1.0 && value < 100.0 && !number.scientific {
        views.extend([View::Percent, View::WrongPercent]);
    }
    views
}

/// The forms of a target that a printed number can have.
pub fn views(target: &Target, number: &Number, percent: bool) -> Vec<View> {
    if target.kind != SpokenKind::Accuracy {
        return vec![View::Itself];
    }
    let mut views = accuracy_views(number, percent);
    views.retain(|view| view.plausible(number, target));
    views
}

/// Whether a number of that form can be of that kind at all.
pub fn suits(kind: SpokenKind, number: &Number) -> bool {
    let integer = number.first().integer;
    match kind {
        SpokenKind::Accuracy => true,
        _ if number.percent => false,
        SpokenKind::Step => integer,
        _ => !integer || number.not_a_number,
    }
}

/// Whether a reading of a number is a target's value in some form, to the printed digits.
pub fn fits(reading: &Reading, range: (f64, f64)) -> bool {
    let Reading { value, unit, .. } = *reading;
    let (least, largest) = range;
    if least.is_nan() || value.is_nan() {
        return least.is_nan() && value.is_nan();
    }
    if least == largest {
        let near = (value - least).abs() <= HALF_UNIT * unit + least.abs() * EXACT_SLACK;
        // Digits that are cut off, not rounded.
        let cut = value.signum() == least.signum()
            && value.abs() <= least.abs()
            && least.abs() < value.abs() + unit;
        return near || cut;
    }
    least - unit / 2.0 <= value && value <= largest + unit / 2.0
}

/// Whether any reading of the number fits a target in that form.
pub fn any_fits(number: &Number, target: &Target, view: View) -> bool {
    let range = view.range(target);
    number.readings.iter().any(|reading| {
        may_be(reading, number, target.kind)
            && fits(reading, range)
            && view.has_grain(reading, target)
    })
}

/// Whether that reading counts for that kind: `54,018` read as an integer is no norm.
pub fn may_be(reading: &Reading, number: &Number, kind: SpokenKind) -> bool {
    let whole = matches!(kind, SpokenKind::Accuracy | SpokenKind::Step);
    number.readings.len() == 1
        || reading.integer == number.first().integer
        || !reading.integer
        || whole
}

/// Digits that tell quantities apart: of a coordinate those behind the nines of `0.999`.
pub fn informative(number: &Number, kind: SpokenKind) -> usize {
    let first = number.first();
    let digits = first.digits.replace('.', "");
    let digits = digits.trim_start_matches('0');
    if kind == SpokenKind::Point {
        return digits.trim_start_matches('9').len();
    }
    if first.integer && kind == SpokenKind::Step {
        return digits.trim_end_matches('0').len();
    }
    digits.len()
}
