//! Monte Carlo arithmetic (Parker 1997): roundings at random.

/// How much larger random roundings are than real ones, so that they are not rounded away
/// themselves; what they do is divided by as much.
pub(super) const MAGNIFIED: f64 = 64.0;

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

    /// Roundings of a number type with that ε, magnified.
    pub(super) fn new(epsilon: f64, seed: u64) -> Self {
        Self { size: MAGNIFIED * epsilon, state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// After one rounding.
    pub(super) fn of(&mut self, value: f64) -> f64 {
        self.of_many(value, 1)
    }

    /// After so many roundings in a row, such as those of a power.
    pub(super) fn of_many(&mut self, value: f64, count: i32) -> f64 {
        self.rounded(value, self.size * f64::from(count))
    }

    /// After so many roundings in a row of f64, in which scalars are computed whatever the
    /// parameters are.
    pub(super) fn of_many_in_double(&mut self, value: f64, count: i32) -> f64 {
        let size = self.size.min(MAGNIFIED * f64::EPSILON);
        self.rounded(value, size * f64::from(count))
    }

    /// Off by at most `size`, to either side.
    fn rounded(&mut self, value: f64, size: f64) -> f64 {
        if size == 0.0 {
            return value;
        }
        // Marsaglia's xorshift.
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let uniform = (self.state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0;
        value + value * size * uniform
    }
}
