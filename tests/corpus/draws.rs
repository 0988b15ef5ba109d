//! Draws from a seeded generator: the same corpus every time.

use rand_mt::Mt64;

/// A generator of its own for each template, so that a new template changes no other's draws.
pub struct Draws(Mt64);

impl Draws {
    /// Seeded by a text.
    pub fn of(text: &str) -> Self {
        // FNV-1a, 64 bits.
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        Self(Mt64::new(text.bytes().fold(0xcbf2_9ce4_8422_2325, step)))
    }

    /// A number below the bound, which is small: the bias of the remainder does not matter.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.0.next_u64() % bound.max(1) as u64) as usize
    }

    /// So many of these, or all if there are fewer; none twice.
    pub fn sample<T>(&mut self, mut items: Vec<T>, count: usize) -> Vec<T> {
        let count = count.min(items.len());
        for place in 0..count {
            let other = place + self.below(items.len() - place);
            items.swap(place, other);
        }
        items.truncate(count);
        items
    }
}

#[test]
fn a_sample_has_nothing_twice_and_is_the_same_again() {
    let sample = |seed: &str| Draws::of(seed).sample((0..50).collect(), 20);
    let mut once: Vec<usize> = sample("a");
    assert_eq!(once, sample("a"));
    assert_ne!(once, sample("b"));
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), 20);
    assert_eq!(Draws::of("a").sample(vec![1, 2], 5).len(), 2);
}
