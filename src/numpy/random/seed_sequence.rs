//! How `default_rng` makes a state of a seed: NumPy's `SeedSequence`.
//!
//! Source: O'Neill, Developing a seed_seq Alternative, 2015, as NumPy's `bit_generator.pyx` has it.

/// Words of the pool.
const POOL: usize = 4;

const MIX: [u32; 2] = [0xca01_f9dd, 0x4973_f715];

/// A multiplicative hash whose constants move on with every word.
struct Hash {
    constant: u32,
    multiplier: u32,
}

impl Hash {
    fn of(&mut self, word: u32) -> u32 {
        let word = word ^ self.constant;
        self.constant = self.constant.wrapping_mul(self.multiplier);
        let word = word.wrapping_mul(self.constant);
        word ^ (word >> 16)
    }
}

fn mixed(into: u32, word: u32) -> u32 {
    let mixed = MIX[0].wrapping_mul(into).wrapping_sub(MIX[1].wrapping_mul(word));
    mixed ^ (mixed >> 16)
}

/// 32-bit words of a whole number, the least first; one for zero.
fn words(number: u64) -> impl Iterator<Item = u32> {
    let high = (number >> 32) as u32;
    std::iter::once(number as u32).chain((high != 0).then_some(high))
}

/// Four words of 64 bits from a seed: `SeedSequence(seed).generate_state(4, np.uint64)`.
pub(super) fn generated(seed: &[u64]) -> [u64; 4] {
    let entropy: Vec<u32> = seed.iter().copied().flat_map(words).collect();
    let mut hash = Hash { constant: 0x43b0_d7e5, multiplier: 0x931e_8875 };
    let mut pool: [u32; POOL] =
        std::array::from_fn(|index| hash.of(entropy.get(index).copied().unwrap_or(0)));
    for from in 0..POOL {
        for into in (0..POOL).filter(|into| *into != from) {
            pool[into] = mixed(pool[into], hash.of(pool[from]));
        }
    }
    for &word in entropy.iter().skip(POOL) {
        for into in &mut pool {
            *into = mixed(*into, hash.of(word));
        }
    }
    let mut hash = Hash { constant: 0x8b51_f9dd, multiplier: 0x58f3_8ded };
    let mut cycle = pool.into_iter().cycle();
    let mut next = || cycle.next().map_or(0, |word| u64::from(hash.of(word)));
    std::array::from_fn(|_| {
        let low = next();
        next() << 32 | low
    })
}
