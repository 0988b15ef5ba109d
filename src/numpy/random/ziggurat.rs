use super::UNIT;
use super::bounded::Words;
use super::ziggurat_tables::{HEIGHTS, INSIDE, WIDTHS};
use crate::numpy::{exp, log1p};

/// Where the lowest strip ends and the tail begins, and one over it.
const TAIL: [f64; 2] = [3.654_152_885_361_009, 0.273_661_237_329_758_3];

/// A normal by Marsaglia and Tsang's ziggurat of 256 strips (2000), as NumPy draws it.
///
/// Of a word the lowest 8 bits choose the strip, the next is the sign, the next 52 the place in
/// the strip. Inside the strip's rectangle that is the normal, for all but 0.7 % of the words.
/// Beside it, one more uniform decides under the curve, or all begins anew; beyond the lowest
/// strip the tail is drawn with two logarithms a try, its sign the ninth bit of the place.
pub(super) fn ziggurat(words: &mut impl Words) -> f64 {
    const PLACE: u64 = (1 << 52) - 1;
    loop {
        let word = words.word64();
        let strip = (word & 0xff) as usize;
        let negative = word >> 8 & 1 == 1;
        let place = word >> 9 & PLACE;
        let x = place as f64 * f64::from_bits(WIDTHS[strip]);
        let x = if negative { -x } else { x };
        if place < INSIDE[strip] {
            return x;
        }
        let mut uniform = || (words.word64() >> 11) as f64 * UNIT;
        if strip == 0 {
            loop {
                let beyond = -TAIL[1] * log1p(-uniform());
                let depth = -log1p(-uniform());
                if depth + depth > beyond * beyond {
                    let x = TAIL[0] + beyond;
                    return if place >> 8 & 1 == 1 { -x } else { x };
                }
            }
        }
        let [above, below] = [HEIGHTS[strip - 1], HEIGHTS[strip]].map(f64::from_bits);
        if (above - below) * uniform() + below < exp(-0.5 * x * x) {
            return x;
        }
    }
}
