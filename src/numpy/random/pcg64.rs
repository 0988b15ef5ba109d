use super::bounded::Words;
use super::seed_sequence::generated;

const MULTIPLIER: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;

/// NumPy's `PCG64`: a linear congruential generator of 128 bits, whose new state gives a word by
/// XSL-RR. Source: O'Neill, PCG, 2014.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pcg64 {
    state: u128,
    increment: u128,
    /// The high half of the last word of 64 bits that was halved.
    half: Option<u32>,
}

impl Pcg64 {
    pub(super) fn seeded(seed: &[u64]) -> Self {
        let [high, low, increment_high, increment_low] = generated(seed).map(u128::from);
        let increment = (increment_high << 64 | increment_low) << 1 | 1;
        let mut generator = Self { state: 0, increment, half: None };
        generator.step();
        generator.state = generator.state.wrapping_add(high << 64 | low);
        generator.step();
        generator
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.increment);
    }
}

impl Words for Pcg64 {
    /// The low half first; the high one is kept for the next call, whatever is drawn between.
    fn word32(&mut self) -> u32 {
        self.half.take().unwrap_or_else(|| {
            let word = self.word64();
            self.half = Some((word >> 32) as u32);
            word as u32
        })
    }

    fn word64(&mut self) -> u64 {
        self.step();
        let folded = (self.state >> 64) as u64 ^ self.state as u64;
        folded.rotate_right((self.state >> 122) as u32)
    }
}
