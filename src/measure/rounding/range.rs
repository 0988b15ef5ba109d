//! The range of a quantity over many ways to round.

use crate::interval::Interval;

/// On which scale a quantity spreads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Coordinates and steps: by differences.
    Linear,
    /// Values and distances, which are not negative and fall over many powers of ten: by ratios.
    Logarithmic,
}

/// What implementations that differ in rounding alone can print of one quantity.
///
/// The hull of those that were run, widened on either side by as much as the end on that side lies
/// from their median (on a logarithmic scale in ratios). Rounding to nearest is biased, so
/// implementations that were not run can lie beside those that were, and how far those spread to
/// that side is all that is known of how far. By sides, since distances have no least size: the
/// path crosses the minimum, and the smaller, the rarer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Of the finite ones; none if all left the range of f64.
    widened: Option<Interval>,
    hull: Option<Interval>,
    /// Whether some left the range of f64.
    leaves: bool,
}

impl Range {
    /// Of the numbers that different implementations gave.
    pub(super) fn of(found: impl Iterator<Item = f64> + Clone, scale: Scale) -> Self {
        let finite = || found.clone().filter(|number| number.is_finite());
        let low = finite().fold(f64::INFINITY, f64::min);
        let high = finite().fold(f64::NEG_INFINITY, f64::max);
        let leaves = found.clone().any(|number| !number.is_finite());
        if low > high {
            return Self { widened: None, hull: None, leaves };
        }
        let (least, most) = match scale {
            Scale::Linear => {
                let median = median(finite());
                (low - (median - low), high + (high - median))
            }
            Scale::Logarithmic if high > 0.0 => {
                let median = median(finite().filter(|&number| number > 0.0));
                // Zero stays zero.
                (low * (low / median), high * (high / median))
            }
            Scale::Logarithmic => (low, high),
        };
        Self { widened: Interval::new(least, most), hull: Interval::new(low, high), leaves }
    }

    /// Everything that can be printed, as far as it is finite.
    pub fn widened(&self) -> Option<Interval> {
        self.widened
    }

    /// What was found.
    pub fn hull(&self) -> Option<Interval> {
        self.hull
    }

    /// Whether infinity and NaN can be printed.
    pub fn leaves(&self) -> bool {
        self.leaves
    }

    /// How many significant digits the algorithm decides, of the 17 that an f64 can need: those
    /// to which the ends of the hull agree. 0 where only the size is decided, or not even that.
    pub fn decided_digits(&self) -> usize {
        const ALL: usize = 17;
        let Some(range) = self.hull.filter(|_| !self.leaves) else { return 0 };
        let magnitude = range.low().abs().max(range.high().abs());
        let width = range.high() - range.low();
        if width == 0.0 {
            return ALL;
        }
        let digits = -libm::log10(width / magnitude);
        // Not above ALL, since a width is not below half a unit in the last place.
        if digits > 0.0 { (digits as usize).min(ALL) } else { 0 }
    }
}

/// Of at least one number.
fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = numbers.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(found: &[f64], scale: Scale) -> (f64, f64) {
        let range = Range::of(found.iter().copied(), scale);
        let widened = range.widened().expect("finite numbers");
        (widened.low(), widened.high())
    }

    #[test]
    fn a_hull_is_widened_by_what_lies_beside_the_median() {
        assert_eq!(ends(&[1.0, 5.0, 2.0], Scale::Linear), (0.0, 8.0));
        assert_eq!(ends(&[2.0, 16.0, 4.0], Scale::Logarithmic), (1.0, 64.0));
        assert_eq!(ends(&[0.0, 8.0, 2.0, 1.0], Scale::Logarithmic), (0.0, 32.0));
        assert_eq!(ends(&[0.0, 0.0], Scale::Logarithmic), (0.0, 0.0));
        assert_eq!(ends(&[7.0, 7.0], Scale::Logarithmic), (7.0, 7.0));
        assert_eq!(ends(&[7.0, f64::NAN], Scale::Linear), (7.0, 7.0));
        let gone = Range::of([f64::NAN, f64::INFINITY].into_iter(), Scale::Linear);
        assert_eq!((gone.widened(), gone.leaves()), (None, true));
    }

    #[test]
    fn digits_are_decided_as_far_as_the_ends_agree() {
        let digits =
            |found: &[f64]| Range::of(found.iter().copied(), Scale::Linear).decided_digits();
        assert_eq!(digits(&[0.1, 0.1]), 17);
        assert_eq!(digits(&[1.0, 1.0 + 1e-9]), 8);
        assert_eq!(digits(&[1.0, 1.2]), 0);
        assert_eq!(digits(&[-1.0, 1.0]), 0);
        assert_eq!(digits(&[1.0, f64::NAN]), 0);
    }
}
