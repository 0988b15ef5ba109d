//! What else a number can be than the quantity that its words name: a difference or a ratio of
//! numbers that are read, another implementation's rounding, a size, a value at the start.

use std::collections::BTreeSet;

use crate::homework::Method;

use crate::read::accusing::case::Case;
use crate::read::accusing::labels::Label;
use crate::read::layout::mention::Cost;
use crate::read::lexing::facet::SpokenKind;
use crate::read::lexing::number::Number;
use crate::read::meaning::target::Target;
use crate::read::meaning::views::{View, fits, reach};

/// What fits explains a number if it costs less than its label and this more.
const FITTING_EXPLAINS: Cost = 250;
/// What fits an exact quantity explains it up to this cost.
const EXACT_EXPLAINS: Cost = 600;
/// Among more values than these every small number is some difference.
const VALUES_MOST: usize = 256;
/// Differences in per cent above this are none that somebody prints; shares by the hundredth.
const DIFFERENCE_MOST: f64 = 20.0;
/// "So many times as large" begins here.
const RATIO_LEAST: f64 = 1.5;
/// A printed difference may be off by so many units of its last place.
const UNITS_OFF: f64 = 1.01;
/// A number contradicts a range if it lies outside by this share of its width.
const FAR_SHARE: f64 = 0.25;
/// An accuracy is too good if fewer images are wrong than this share of the fewest.
const TOO_GOOD_SHARE: f64 = 0.5;
/// And an exact value if it is off by more than this share.
const EXACT_SHARE: f64 = 1e-9;
/// Another number of the run has to agree so many times more finely than this one deviates.
const FINER: f64 = 10.0;
/// And a run of the same method at least so finely.
const FINE: f64 = 1e-3;
/// Smaller sizes are ordinary numbers.
const SIZE_LEAST: f64 = 1000.0;

/// Printed values that are read, distinct and in order.
#[derive(Clone, Debug)]
pub(in crate::read) struct Values(Vec<f64>);

impl Values {
    /// Of the bits of positive numbers.
    pub(in crate::read) fn of(bits: BTreeSet<u64>) -> Self {
        Self(bits.into_iter().map(f64::from_bits).collect())
    }

    /// Whether two of them differ by a number in that range.
    fn has_difference(&self, low: f64, high: f64) -> bool {
        self.0.iter().any(|smaller| {
            let from = self.0.partition_point(|value| *value < smaller + low);
            let rest = self.0[from..].iter().find(|value| *value > smaller);
            rest.is_some_and(|value| *value <= smaller + high)
        })
    }

    /// Whether one of them is another times a number in that range.
    fn has_ratio(&self, low: f64, high: f64) -> bool {
        self.0.iter().filter(|smaller| **smaller > 0.0).any(|smaller| {
            let from = self.0.partition_point(|value| *value < smaller * low);
            self.0.get(from).is_some_and(|value| *value <= smaller * high)
        })
    }
}

impl Case<'_> {
    /// Whether something fits the digits nearly as cheaply as the words name what they do not fit.
    pub(in crate::read) fn something_fits(&self, index: usize, label: &Label) -> bool {
        let Some(first) = self.resolved[index].candidates.first() else { return false };
        first.cost < label.cost + FITTING_EXPLAINS
            || self.lookup.target(first.target).exact && first.cost < EXACT_EXPLAINS
    }

    /// Whether it is the difference or the ratio of two numbers of the report.
    pub(in crate::read) fn follows_from_others(&self, number: &Number, label: &Label) -> bool {
        let value = number.value();
        let off = number.first().unit * UNITS_OFF;
        let small = value < if value >= 1.0 { DIFFERENCE_MOST } else { DIFFERENCE_MOST / 100.0 };
        let ratio =
            value >= RATIO_LEAST && self.lookup.target(label.target).kind != SpokenKind::Ratio;
        self.values.iter().any(|((kind, _), values)| match kind {
            SpokenKind::Accuracy if small => {
                // Of shares in percentage points, of percentages as shares.
                let scaled = |scale: f64| {
                    values.has_difference((value - off) / scale, (value + off) / scale)
                };
                values.0.len() > VALUES_MOST || [1.0, 100.0, 0.01].into_iter().any(scaled)
            }
            SpokenKind::Norm | SpokenKind::Value | SpokenKind::Error if ratio => {
                values.0.len() > VALUES_MOST || values.has_ratio(value - off, value + off)
            }
            _ => false,
        })
    }

    /// Whether it is a size, a step that was asked for, or a value at the start of a run.
    pub(in crate::read) fn is_known_besides(&self, number: &Number) -> bool {
        let targets = self.lookup.targets;
        let step = |value: f64| {
            let own = |target: &Target| target.kind == SpokenKind::Step && target.range.0 == value;
            targets.all.iter().any(own)
        };
        number.readings.iter().any(|reading| {
            let value = reading.value;
            let size = value >= SIZE_LEAST && (targets.sizes.contains(&value) || step(value));
            // "10.000" is ten thousand to many.
            let thousands = reading.digits.split_once('.').is_some_and(|(_, rest)| rest == "000")
                && targets.sizes.contains(&(value * SIZE_LEAST));
            size || thousands || targets.starts.iter().any(|&start| fits(reading, (start, start)))
        })
    }

    /// Whether the digits contradict all that it can be, whatever reading is taken.
    pub fn contradicts(&self, number: &Number, label: &Label) -> bool {
        label.of_kind.iter().all(|&target| self.is_far_from(number, target, label.view))
    }

    fn is_far_from(&self, number: &Number, target: usize, view: View) -> bool {
        let target = self.lookup.target(target);
        let (least, largest) = view.range(target);
        if least.is_nan() {
            return false;
        }
        let outside = |value: f64, unit: f64| {
            if target.exact {
                let off = (value - least).abs();
                return off > UNITS_OFF * unit + EXACT_SHARE * least.abs();
            }
            match target.kind {
                SpokenKind::Norm | SpokenKind::Ratio => {
                    let width = (largest / least).ln() * FAR_SHARE;
                    value > 0.0 && ((value / largest).ln() > width || (least / value).ln() > width)
                }
                _ => {
                    let width = (largest - least) * FAR_SHARE;
                    let far = value > largest + width || value < least - width;
                    far || is_too_good(value, target, view)
                }
            }
        };
        number.readings.iter().all(|reading| outside(reading.value, reading.unit))
    }

    /// Whether a number can be what the words name, by its value.
    pub(in crate::read) fn is_possible(&self, number: &Number, label: &Label) -> bool {
        label.of_kind.iter().any(|&target| {
            let range = label.view.range(self.lookup.target(target));
            number.readings.iter().any(|reading| fits(reading, range))
        })
    }

    /// What it is most likely to be of all that its words name: what the report says nowhere else.
    pub(in crate::read) fn most_likely(&self, label: &Label) -> usize {
        let mut named = label.among.iter().copied();
        named.find(|&target| !self.is_read(target)).unwrap_or(label.target)
    }

    /// Whether a number is one of the re-runs' own, not only of the range around them.
    pub(in crate::read) fn is_in_range(&self, number: &Number, target: usize, view: View) -> bool {
        let target = self.lookup.target(target);
        let (one, other) =
            (view.value(target.range.0, target.of), view.value(target.range.1, target.of));
        let range = (one.min(other), one.max(other));
        target.exact || number.readings.iter().any(|reading| fits(reading, range))
    }

    /// Whether the report computes as the re-run does: another number of the run, or of a run of
    /// the same method, agrees more finely than this one deviates. Of random numbers always.
    pub(in crate::read) fn same_arithmetic(&self, number: &Number, target: usize) -> bool {
        let quantity = self.lookup.target(target);
        if !quantity.exact {
            return true;
        }
        let (value, _) = reach(quantity);
        let deviations = number.readings.iter().map(|reading| (reading.value - value).abs());
        let Some(deviation) = self.share_of_value(target, deviations.fold(f64::INFINITY, f64::min))
        else {
            return false;
        };
        let own = self.lookup.run(target);
        let methods = |run: &crate::homework::RunId| {
            self.lookup.targets.all.iter().find(|other| other.id.of == *run).map(|own| own.method)
        };
        self.finest.iter().any(|(run, &finest)| {
            let enough = finest <= deviation / FINER;
            // What momentum leaves is a floor of rounding: equal formulas differ in it.
            let alike = || {
                methods(run) == Some(quantity.method) && quantity.method != Some(Method::Momentum)
            };
            *run == own && enough || enough && finest <= FINE && alike()
        })
    }
}

/// Whether far fewer images are wrong than in any re-run: a wide range reaches down, not up.
fn is_too_good(value: f64, target: &Target, view: View) -> bool {
    let whole = f64::from(target.of);
    let (right, wrong, scale) = match view {
        View::Count => (true, false, 1.0),
        View::Share => (true, false, whole),
        View::Percent => (true, false, whole / 100.0),
        View::WrongCount => (false, true, 1.0),
        View::WrongShare => (false, true, whole),
        View::WrongPercent => (false, true, whole / 100.0),
        View::Itself => (false, false, 1.0),
    };
    let images = if right { whole - value * scale } else { value * scale };
    (right || wrong) && images < (whole - reach(target).1) * TOO_GOOD_SHARE
}
