use rand_mt::Mt;

/// Words of the Mersenne Twister's state.
const WORDS: usize = 624;

/// A Mersenne Twister seeded by any number of words, as `init_by_array` of Matsumoto and
/// Nishimura (2002) does it. `rand_mt` mixes in the first 624 only, so that longer keys are mixed
/// here, and the state is handed over as the words that it would print.
pub(super) fn by_key(key: &[u32]) -> Mt {
    if key.len() <= WORDS {
        return Mt::new_with_key(key.iter().copied());
    }
    let mut state = [19_650_218_u32; WORDS];
    for i in 1..WORDS {
        state[i] = folded(state[i - 1]).wrapping_mul(1_812_433_253).wrapping_add(i as u32);
    }
    let mut i = 1;
    for (place, &word) in key.iter().enumerate() {
        let before = folded(state[i - 1]).wrapping_mul(1_664_525);
        state[i] = (state[i] ^ before).wrapping_add(word).wrapping_add(place as u32);
        i = next(&mut state, i);
    }
    for _ in 1..WORDS {
        let before = folded(state[i - 1]).wrapping_mul(1_566_083_941);
        state[i] = (state[i] ^ before).wrapping_sub(i as u32);
        i = next(&mut state, i);
    }
    state[0] = 1 << 31;
    Mt::recover(state.map(tempered)).unwrap_or_else(|_| unreachable!("624 words"))
}

/// The place behind one; the first word is a copy of the last.
fn next(state: &mut [u32; WORDS], place: usize) -> usize {
    if place + 1 < WORDS {
        return place + 1;
    }
    state[0] = state[WORDS - 1];
    1
}

fn folded(word: u32) -> u32 {
    word ^ (word >> 30)
}

/// A word of the state as it is printed.
fn tempered(word: u32) -> u32 {
    let word = word ^ (word >> 11);
    let word = word ^ ((word << 7) & 0x9d2c_5680);
    let word = word ^ ((word << 15) & 0xefc6_0000);
    word ^ (word >> 18)
}
