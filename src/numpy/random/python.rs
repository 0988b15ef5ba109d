use rand_mt::Mt;

use super::bounded::shuffle;
use super::state::unit;

/// The stream of Python's own module `random`: what `random.seed(n)` starts.
///
/// The same Mersenne Twister as NumPy's old stream and yet another stream under the same number,
/// since Python seeds it as NumPy does with a list: `random.seed(5)` is `np.random.seed([5])`.
///
/// ```
/// use verigrad::numpy::random::{PythonRandom, RandomState};
///
/// let mut python = PythonRandom::seeded(0);
/// assert_eq!(python.random(), 0.8444218515250481);
/// let numpy = RandomState::seeded_by(&[0]).map(|mut state| state.random());
/// assert_eq!(numpy, Some(0.8444218515250481));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PythonRandom {
    engine: Mt,
}

impl PythonRandom {
    /// After `random.seed(seed)` with a whole number; Python takes -5 for 5.
    pub fn seeded(seed: u64) -> Self {
        let high = (seed >> 32) as u32;
        let key = std::iter::once(seed as u32).chain((high != 0).then_some(high));
        Self { engine: Mt::new_with_key(key) }
    }

    /// `random.random()`.
    pub fn random(&mut self) -> f64 {
        unit(&mut self.engine)
    }

    /// 0 up to but not including `count`: `randrange(count)`, `randint(0, count - 1)`. The highest
    /// bits of a word, drawn again until they fit; 0 for a count of 0, which Python refuses.
    pub fn below(&mut self, count: u32) -> u32 {
        if count == 0 {
            return 0;
        }
        loop {
            let bits = self.engine.next_u32() >> count.leading_zeros();
            if bits < count {
                return bits;
            }
        }
    }

    /// `random.shuffle(items)` of Python 3, for up to 2³² - 1 items.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        shuffle(items, |most| u64::from(self.below((most as u32).wrapping_add(1))));
    }

    /// `random.shuffle(items)` of Python 2, in which Nielsen's book is written: the place is
    /// `int(random() * (i + 1))`.
    pub fn shuffle_of_python2<T>(&mut self, items: &mut [T]) {
        shuffle(items, |most| (self.random() * (most + 1) as f64) as u64);
    }
}
