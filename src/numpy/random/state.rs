use rand_mt::Mt;

use super::bounded::{Bounds, Words, masked, shuffle};
use super::long_key::by_key;
use crate::numpy::ln;

/// NumPy's old stream: `np.random.seed` with the functions of `np.random`, or `RandomState`.
///
/// A Mersenne Twister (MT19937) and one normal kept for later. NumPy has promised never to change
/// what it draws.
///
/// ```
/// use verigrad::numpy::random::RandomState;
///
/// // np.random.seed(0); np.random.randn(2); np.random.rand(); np.random.permutation(4)
/// let mut state = RandomState::seeded(0);
/// assert_eq!([state.standard_normal(), state.standard_normal()],
///     [1.764052345967664, 0.4001572083672233]);
/// assert_eq!(state.random(), 0.6027633760716439);
/// assert_eq!(state.permutation(4).len(), 4);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RandomState {
    engine: Mt,
    kept_normal: Option<f64>,
}

impl RandomState {
    /// After `np.random.seed(seed)` with a whole number: 0 to 2³² - 1, as NumPy demands.
    pub fn seeded(seed: u32) -> Self {
        Self { engine: Mt::new(seed), kept_normal: None }
    }

    /// After `np.random.seed([...])` with a list; none for an empty one, which NumPy refuses.
    /// A list of one number is another seed than the number.
    pub fn seeded_by(seeds: &[u32]) -> Option<Self> {
        (!seeds.is_empty()).then(|| Self { engine: by_key(seeds), kept_normal: None })
    }

    /// A number in 0..1, of 53 bits: `random_sample`, `rand`. Two words, 27 bits of the first.
    #[inline]
    pub fn random(&mut self) -> f64 {
        unit(&mut self.engine)
    }

    /// A number in low..high: low + (high - low)·u, each operation rounded.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random()
    }

    /// A normal of mean 0 and deviation 1: `randn`, `standard_normal`.
    ///
    /// Marsaglia's polar method. Of each pair the second is given first and the first kept:
    ///
    /// ```text
    /// x₁ = 2u - 1, x₂ = 2u - 1, r² = x₁² + x₂²      drawn again unless 0 < r² < 1
    /// f = √((-2·ln r²) / r²)                        f·x₂ now, f·x₁ at the next call
    /// ```
    ///
    /// Other draws leave the kept one where it is; a new seed forgets it.
    pub fn standard_normal(&mut self) -> f64 {
        if let Some(kept) = self.kept_normal.take() {
            return kept;
        }
        loop {
            let first = 2.0 * self.random() - 1.0;
            let second = 2.0 * self.random() - 1.0;
            let square = first * first + second * second;
            if square < 1.0 && square != 0.0 {
                let factor = (-2.0 * ln(square) / square).sqrt();
                self.kept_normal = Some(factor * first);
                return factor * second;
            }
        }
    }

    /// mean + deviation·normal, each operation rounded.
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        mean + deviation * self.standard_normal()
    }

    /// `randint(low, high)` of int64, by masking and drawing again.
    pub fn integer(&mut self, bounds: Bounds) -> i64 {
        bounds.at(masked(self, bounds.width()))
    }

    /// `shuffle(items)`.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        shuffle(items, |most| masked(self, most));
    }

    /// `permutation(length)`: 0 to `length` - 1, shuffled. `permutation(items)` are the items in
    /// that order.
    pub fn permutation(&mut self, length: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..length).collect();
        self.shuffle(&mut order);
        order
    }
}

impl Words for RandomState {
    fn word32(&mut self) -> u32 {
        self.engine.next_u32()
    }

    /// The first word high.
    fn word64(&mut self) -> u64 {
        let high = u64::from(self.engine.next_u32());
        high << 32 | u64::from(self.engine.next_u32())
    }
}

/// 27 bits of one word and 26 of the next.
pub(super) fn unit(engine: &mut Mt) -> f64 {
    let high = u64::from(engine.next_u32() >> 5);
    let low = u64::from(engine.next_u32() >> 6);
    (high << 26 | low) as f64 * super::UNIT
}
