//! The memory that experiments take, known before it is taken.

use std::fmt;

use super::{Assignment, Minimisation, Net, NetPart, NetWork};
use crate::optim::Rule;

/// Bytes of memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Memory(pub u64);

impl Memory {
    /// The most that one net, or all minimisations together, may take.
    pub const LIMIT: Self = Self(8_000_000_000);
    /// From here on it is worth saying.
    pub const NOTABLE: Self = Self(1_000_000_000);

    fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.1} GB of memory", self.0 as f64 / 1e9)
    }
}

/// Outputs of a layer are computed so many at a time, on the widest of vectors.
const LANES: usize = 16;
const FLOAT: u64 = 4;

impl Net {
    /// What training it takes: for every weight the draw, the value, the gradient and what the
    /// rule remembers; for every output of a batch the value and its derivative. Outputs are
    /// rounded up to whole vectors.
    pub fn memory(&self, optimiser: Option<Rule>) -> Memory {
        let moments = optimiser.map_or(0, |rule| rule.moments() as u64);
        let product = |factors: [u64; 3]| factors.into_iter().fold(1, u64::saturating_mul);
        let layer = |pair: &[usize]| {
            let outputs = pair[1].div_ceil(LANES).saturating_mul(LANES) as u64;
            let inputs = (pair[0] as u64).saturating_add(1);
            let weights = product([inputs, outputs, FLOAT * (3 + moments)]);
            weights.saturating_add(product([self.batch as u64, outputs, FLOAT * 2]))
        };
        Memory(self.layers.windows(2).map(layer).fold(0, u64::saturating_add))
    }
}

impl NetPart {
    /// What each of its nets takes.
    pub fn memories(&self) -> Vec<Memory> {
        match &self.work {
            NetWork::Probe(net) => vec![net.memory(None)],
            NetWork::Sweep { trainings, .. } => {
                let of = |training: &super::Training| training.net.memory(Some(training.optimiser));
                trainings.iter().map(of).collect()
            }
        }
    }
}

impl Minimisation {
    /// What its path takes: two coordinates and a distance a step.
    pub fn memory(&self) -> Memory {
        Memory((self.steps as u64).saturating_add(1).saturating_mul(3 * 8))
    }
}

impl Assignment {
    /// What all paths take together with as many of the largest nets as there are threads.
    pub fn memory(&self, threads: usize) -> Memory {
        let mut nets: Vec<Memory> = self.nets.iter().flat_map(NetPart::memories).collect();
        nets.sort_unstable_by(|one, other| other.cmp(one));
        let paths = self.runs().map(Minimisation::memory);
        nets.into_iter().take(threads).chain(paths).fold(Memory::default(), Memory::plus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::homework::Assignment;

    #[test]
    fn the_built_in_homework_takes_little_and_says_how_much() {
        let homework = Assignment::homework7().expect("reads");
        assert!(homework.memory(2) < Memory(100_000_000), "{}", homework.memory(2));
        assert_eq!(Memory(2_460_000_000).to_string(), "2.5 GB of memory");
    }

    #[test]
    fn no_size_is_too_large_to_be_counted() {
        let Some(NetWork::Sweep { trainings, .. }) =
            Assignment::homework7().expect("reads").nets.first().map(|net| net.work.clone())
        else {
            panic!("a sweep");
        };
        let mut net = trainings[0].net.clone();
        net.layers = vec![usize::MAX, usize::MAX, 10];
        assert_eq!(net.memory(None), Memory(u64::MAX));
    }
}
