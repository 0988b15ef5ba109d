//! Elementary functions of intervals.

use std::f64::consts::{PI, TAU};

use super::Interval;
use crate::arithmetic::{Arithmetic, Elementary, Square};

/// Of a rising function: its values at the ends, moved outwards by four units in the last place,
/// twice what any of these functions is off.
fn rising(interval: Interval, of: impl Fn(f64) -> f64) -> Interval {
    let mut around = Interval { low: of(interval.low), high: of(interval.high) };
    for _ in 0..4 {
        around = Interval::outward(around.low, around.high);
    }
    around
}

/// Whether a number of the form from + k·2π is inside, or nearly: a wider answer is right too.
fn has_turn(interval: Interval, from: f64) -> bool {
    let slack = 1e-12 * (1.0 + interval.low.abs().max(interval.high.abs()));
    let next = ((interval.low - slack - from) / TAU).ceil() * TAU + from;
    next <= interval.high + slack
}

impl Elementary for Interval {
    fn cosine(self) -> Self {
        let all = Self { low: -1.0, high: 1.0 };
        let width = self.high - self.low;
        if width.is_nan() || width >= TAU || !self.low.is_finite() || !self.high.is_finite() {
            return all;
        }
        let ends = Self::new(self.low.cosine(), self.high.cosine());
        let around = rising(ends.unwrap_or(all), |end| end);
        Self {
            low: if has_turn(self, PI) { -1.0 } else { around.low.max(-1.0) },
            high: if has_turn(self, 0.0) { 1.0 } else { around.high.min(1.0) },
        }
    }

    /// cos(x - π/2).
    fn sine(self) -> Self {
        let quarter = PI / 2.0;
        (self - Self { low: quarter.next_down(), high: quarter.next_up() }).cosine()
    }

    fn sigmoid(self) -> Self {
        rising(self, f64::sigmoid)
    }

    fn softplus(self) -> Self {
        rising(self, f64::softplus)
    }

    fn power(self, exponent: u8, form: Square) -> Self {
        let power = |x: f64| x.power(exponent, form);
        if exponent % 2 == 1 {
            return rising(self, power);
        }
        let magnitudes = [self.low.abs(), self.high.abs()];
        let smallest = if self.contains(0.0) { 0.0 } else { magnitudes[0].min(magnitudes[1]) };
        let largest = magnitudes[0].max(magnitudes[1]);
        let around = rising(Self { low: smallest, high: largest }, power);
        Self { low: around.low.max(0.0), ..around }
    }

    fn divided_by(self, divisor: f64) -> Self {
        let ends = Self::new(self.low / divisor, self.high / divisor);
        ends.map_or(Self::constant(f64::INFINITY), |ends| Self::outward(ends.low, ends.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_points_are_found() {
        let cosine = |low: f64, high: f64| {
            let Interval { low, high } = Interval { low, high }.cosine();
            (low, high)
        };
        assert_eq!(cosine(-0.1, 0.1).1, 1.0);
        assert!(cosine(0.1, 0.2).1 < 1.0 && cosine(0.1, 0.2).0 > 0.9);
        assert_eq!(cosine(3.0, 3.3).0, -1.0);
        assert!(cosine(3.2, 3.3).0 > -1.0);
        assert_eq!(cosine(-50.0, 50.0), (-1.0, 1.0));
        let sine = Interval { low: 1.5, high: 1.6 }.sine();
        assert_eq!(sine.high, 1.0);
        assert!(sine.low <= 1.5_f64.sin() && sine.low > 0.99);
    }
}
