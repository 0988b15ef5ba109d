//! Monte Carlo arithmetic (Parker 1997): roundings at random.

/// Random roundings: every number is off by a share of itself, at most `size`.
#[derive(Clone, Debug)]
pub(super) struct Noise {
    size: f64,
    state: u64,
}

impl Noise {
    /// No rounding but f64's own.
    pub(super) fn none() -> Self {
        Self { size: 0.0, state: 1 }
    }

    pub(super) fn new(size: f64, seed: u64) -> Self {
        Self { size, state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// After so many roundings in a row of f64, in which scalars are computed whatever the
    /// parameters are.
    pub(super) fn of_many_in_double(&mut self, value: f64, count: i32) -> f64 {
        let size = self.size;
        self.size = size.min(f64::EPSILON);
        let rounded = self.of_many(value, count);
        self.size = size;
        rounded
    }

    /// After so many roundings in a row, such as those of a power.
    pub(super) fn of_many(&mut self, value: f64, count: i32) -> f64 {
        let off = self.of(1.0) - 1.0;
        value * (1.0 + off * f64::from(count))
    }

    pub(super) fn of(&mut self, value: f64) -> f64 {
        if self.size == 0.0 {
            return value;
        }
        // Marsaglia's xorshift.
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let uniform = (self.state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0;
        value * (1.0 + self.size * uniform)
    }
}
