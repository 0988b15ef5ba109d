use rand_mt::Mt;

/// PyTorch's CPU generator (`at::CPUGeneratorImpl`): mt19937 and one normal kept for later.
///
/// The words are those of C++'s `std::mt19937`. Nothing but [`word`](Self::word) and what is
/// made of it advances the stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Generator {
    engine: Mt,
    words_drawn: u64,
    cached_normal: Option<f64>,
}

impl Generator {
    /// The generator after `torch.manual_seed(seed)`.
    ///
    /// Only the low 32 bits count, in two's complement: 5 and 2³²+5 are the same seed, and
    /// so are -1 and 2³²-1.
    pub fn seeded(seed: i64) -> Self {
        let low = (seed & i64::from(u32::MAX)) as u32;
        Self { engine: Mt::new(low), words_drawn: 0, cached_normal: None }
    }

    /// The next word of the stream; PyTorch's `random()`.
    #[inline]
    pub fn word(&mut self) -> u32 {
        self.words_drawn += 1;
        self.engine.next_u32()
    }

    /// Two words, the first one high; PyTorch's `random64()`.
    #[inline]
    pub fn word64(&mut self) -> u64 {
        let high = u64::from(self.word());
        high << 32 | u64::from(self.word())
    }

    /// An int64 tensor's `random_()`, 0..2⁶³, which is how loaders draw seeds: two words.
    #[inline]
    pub fn random_int64(&mut self) -> i64 {
        (self.word64() & i64::MAX as u64) as i64
    }

    /// Draws that many words and throws them away.
    ///
    /// A kept normal stays, as it does when PyTorch draws uniforms.
    pub fn skip(&mut self, words: u64) {
        for _ in 0..words {
            self.engine.next_u32();
        }
        self.words_drawn += words;
    }

    /// Words drawn since seeding, skipped ones included.
    pub fn words_drawn(&self) -> u64 {
        self.words_drawn
    }

    /// Where [`normal`](super::normal) keeps the second of a pair between calls.
    pub(super) fn cached_normal(&mut self) -> &mut Option<f64> {
        &mut self.cached_normal
    }
}
