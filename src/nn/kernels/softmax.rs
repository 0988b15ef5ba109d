//! The softmax of one sample's logits.

use super::lanes::{LANES, Lanes};
use super::number::Number;

/// Softmax over the first `outputs` lanes, shifted by the largest; zero beyond.
#[inline(always)]
pub(super) fn softmax<T: Number>(logits: &[Lanes<T>], outputs: usize, result: &mut [Lanes<T>]) {
    let beyond = |group: usize, lane: usize| group * LANES + lane >= outputs;
    let absent = T::min_value();
    let mut largest = Lanes::splat(absent);
    for (group, (logits, result)) in logits.iter().zip(result.iter_mut()).enumerate() {
        let mut present = *logits;
        for lane in 0..LANES {
            if beyond(group, lane) {
                present.0[lane] = absent;
            }
        }
        *result = present;
        largest = largest.larger(present);
    }
    let largest = Lanes::splat(largest.largest());
    let mut total = Lanes::zero();
    for (group, result) in result.iter_mut().enumerate() {
        let mut power = (*result - largest).exponential();
        for lane in 0..LANES {
            if beyond(group, lane) {
                power.0[lane] = T::zero();
            }
        }
        *result = power;
        total = total + power;
    }
    let inverse = T::one() / total.sum();
    for result in result {
        *result = *result * inverse;
    }
}
