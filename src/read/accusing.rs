//! When a number that fits nothing is false: labels, witnesses, patterns, proofs.

pub mod case;
pub(super) mod explanations;
pub mod labels;
pub(super) mod one_digit;
pub mod patterns;
pub mod proof;
pub mod witnesses;
