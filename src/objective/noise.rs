use serde::Deserialize;

use crate::numpy::random::{Generator, RandomState};

/// Noise of a stated strength and seed on every gradient: g + σ·z, z a fresh normal for each
/// coordinate at each step, drawn as NumPy draws it in the order of the coordinates.
///
/// In a notebook `g = gradient(x) + sigma * rng.standard_normal(len(x))`, or
/// `np.random.randn(len(x))` after `np.random.seed(seed)`. Every run begins its stream anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GradientNoise {
    /// σ, positive.
    pub deviation: f64,
    /// Which of NumPy's streams.
    pub stream: NoiseStream,
    /// Its seed; below 2³² for `np.random.seed`.
    pub seed: u64,
}

/// One of NumPy's streams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoiseStream {
    /// `np.random.default_rng(seed)`.
    #[default]
    DefaultRng,
    /// `np.random.seed(seed)`.
    RandomSeed,
}

impl NoiseStream {
    /// Whether a seed is one of this stream's.
    pub fn takes(self, seed: u64) -> bool {
        self == Self::DefaultRng || u32::try_from(seed).is_ok()
    }
}

impl GradientNoise {
    /// The stream's beginning.
    pub fn start(&self) -> NoiseDraws {
        let source = match self.stream {
            NoiseStream::DefaultRng => Source::New(Box::new(Generator::seeded(self.seed))),
            NoiseStream::RandomSeed => {
                let seed = u32::try_from(self.seed).unwrap_or(u32::MAX);
                Source::Old(Box::new(RandomState::seeded(seed)))
            }
        };
        NoiseDraws { deviation: self.deviation, source }
    }
}

/// Noise as it comes, one number after another.
#[derive(Clone, Debug)]
pub struct NoiseDraws {
    deviation: f64,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    New(Box<Generator>),
    Old(Box<RandomState>),
}

impl NoiseDraws {
    /// σ·z.
    pub fn draw(&mut self) -> f64 {
        let normal = match &mut self.source {
            Source::New(generator) => generator.standard_normal(),
            Source::Old(state) => state.standard_normal(),
        };
        self.deviation * normal
    }
}
