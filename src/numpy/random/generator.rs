use super::bounded::{Bounds, Words, masked, multiplied, shuffle};
use super::pcg64::Pcg64;
use super::ziggurat::ziggurat;

/// NumPy's new stream: `np.random.default_rng(seed)`.
///
/// PCG64 seeded by a `SeedSequence`. Normals by the ziggurat, whole numbers by Lemire's method:
/// nothing here is drawn as [`RandomState`](super::RandomState) draws it.
///
/// ```
/// use verigrad::numpy::random::{Bounds, Generator};
///
/// // rng = np.random.default_rng(42); rng.standard_normal(); rng.random(); rng.integers(0, 10)
/// let mut rng = Generator::seeded(42);
/// assert_eq!(rng.standard_normal(), 0.30471707975443135);
/// assert_eq!(rng.random(), 0.4388784397520523);
/// assert!((0..10).contains(&rng.integer(Bounds::below(0, 10).expect("a range"))));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generator {
    words: Pcg64,
}

impl Generator {
    /// `default_rng(seed)`.
    pub fn seeded(seed: u64) -> Self {
        Self { words: Pcg64::seeded(&[seed]) }
    }

    /// `default_rng([...])`. A list of one small number is the same seed as the number.
    pub fn seeded_by(seeds: &[u64]) -> Self {
        Self { words: Pcg64::seeded(seeds) }
    }

    /// A number in 0..1: the high 53 bits of a word.
    #[inline]
    pub fn random(&mut self) -> f64 {
        (self.words.word64() >> 11) as f64 * super::UNIT
    }

    /// A number in low..high: low + (high - low)·u, each operation rounded.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.random()
    }

    /// A normal of mean 0 and deviation 1.
    pub fn standard_normal(&mut self) -> f64 {
        ziggurat(&mut self.words)
    }

    /// mean + deviation·normal, each operation rounded.
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        mean + deviation * self.standard_normal()
    }

    /// `integers(low, high)` of int64.
    pub fn integer(&mut self, bounds: Bounds) -> i64 {
        bounds.at(multiplied(&mut self.words, bounds.width()))
    }

    /// `shuffle(items)`: places by masking, as the old stream has it, not by multiplying.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        shuffle(items, |most| masked(&mut self.words, most));
    }

    /// `permutation(length)`: 0 to `length` - 1, shuffled.
    pub fn permutation(&mut self, length: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..length).collect();
        self.shuffle(&mut order);
        order
    }
}
