use super::{Generator, permutation};

/// Words that [`train_pass`] takes from the default generator, however many images.
pub const TRAIN_PASS_WORDS: u64 = 4;

/// Words that [`test_pass`] takes.
pub const TEST_PASS_WORDS: u64 = 2;

/// One pass over `DataLoader(data, batch_size, shuffle=True)`: the order of the images.
///
/// Batches are consecutive pieces of it. The loader draws two numbers of two words each:
/// its base seed, which only worker processes would use, and a seed for the sampler, whose
/// own generator makes the [`permutation`]. That takes the low 32 bits, so the last of the
/// four words decides alone.
///
/// Making the loader draws nothing, and a pass that is broken off has drawn as much as a
/// complete one. PyTorch 2.6.0, `num_workers=0`, no `generator` given.
pub fn train_pass(generator: &mut Generator, images: u32) -> Vec<u32> {
    draw_base_seed(generator);
    let sampler_seed = generator.random_int64();
    permutation(&mut Generator::seeded(sampler_seed), images)
}

/// One pass over `DataLoader(data, batch_size, shuffle=False)`.
///
/// The order is that of the data, but the base seed is drawn all the same: a test between
/// two epochs changes the order of the second.
pub fn test_pass(generator: &mut Generator) {
    draw_base_seed(generator);
}

fn draw_base_seed(generator: &mut Generator) {
    generator.skip(2);
}
