//! When a number that fits nothing is false: labels, witnesses, patterns, proofs.

pub(super) mod ballot;
pub mod case;
pub mod counts;
pub(super) mod explanations;
pub mod labels;
pub mod missing;
pub(super) mod one_digit;
pub mod patterns;
pub mod proof;
pub mod witnesses;
