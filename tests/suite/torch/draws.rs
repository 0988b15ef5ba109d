//! What holds of PyTorch's draws under any seed.

use proptest::prelude::*;
use proptest::sample::select;
use verigrad::torch::{Generator, Initialisation, linear, linear_words, permutation};

use crate::strategies;

const KINDS: [Initialisation; 4] = [
    Initialisation::XavierNormal,
    Initialisation::XavierUniform,
    Initialisation::KaimingNormal,
    Initialisation::KaimingUniform,
];

proptest! {
    #![proptest_config(strategies::config())]

    #[test]
    fn skipping_is_drawing(seed in any::<i64>(), words in 0..3000_u64) {
        let mut skipped = Generator::seeded(seed);
        let mut drawn = skipped.clone();
        skipped.skip(words);
        for _ in 0..words {
            drawn.word();
        }
        prop_assert!(skipped == drawn);
        prop_assert_eq!(skipped.word(), drawn.word());
    }

    #[test]
    fn only_the_low_half_of_a_seed_counts(seed in any::<i64>(), high in any::<i32>()) {
        let other = seed.wrapping_add(i64::from(high) << 32);
        prop_assert!(Generator::seeded(seed) == Generator::seeded(other));
        prop_assert!(Generator::seeded(seed) != Generator::seeded(seed ^ 1));
    }

    #[test]
    fn a_permutation_has_every_number_once(seed in any::<i64>(), n in 0..2000_u32) {
        let mut generator = Generator::seeded(seed);
        let mut numbers = permutation(&mut generator, n);
        prop_assert_eq!(generator.words_drawn(), u64::from(n.saturating_sub(1)));
        numbers.sort_unstable();
        prop_assert!(numbers.into_iter().eq(0..n));
    }

    #[test]
    fn a_layer_has_zeros_for_a_bias(
        seed in any::<i64>(),
        inputs in 1..40_usize,
        outputs in 1..12_usize,
        kind in select(&KINDS[..]),
    ) {
        let layer = linear(&mut Generator::seeded(seed), inputs, outputs, kind);
        prop_assert_eq!(layer.weight.len(), inputs * outputs);
        prop_assert_eq!(layer.bias, vec![0.0; outputs]);
    }
}

/// Fewer elements than a block are drawn otherwise, and a part of a block once more: every size
/// up to a few blocks.
#[test]
fn a_layer_draws_the_words_foreseen() {
    for kind in KINDS {
        for (inputs, outputs) in (1..=50).flat_map(|inputs| [(inputs, 1), (inputs, 2)]) {
            let mut generator = Generator::seeded(7);
            linear(&mut generator, inputs, outputs, kind);
            let foreseen = linear_words(inputs, outputs, kind);
            assert_eq!(generator.words_drawn(), foreseen, "{kind:?}, {inputs} to {outputs}");
        }
    }
}
