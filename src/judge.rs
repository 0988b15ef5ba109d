//! Holds claims against measurements.

mod verdict;

pub use verdict::{Judgement, Verdict};
