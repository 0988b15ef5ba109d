//! A unit of speech with its numbers, each with its role, and what its words say.

pub(super) mod coordinates;
pub(super) mod decimal_mark;
pub(super) mod exponents;
pub mod facet;
pub(super) mod homework_settings;
pub(super) mod labels_beside;
pub mod lexicon;
#[cfg(test)]
mod lexicon_tests;
pub(super) mod mantissa;
pub(super) mod masks;
pub mod number;
#[cfg(test)]
mod number_properties;
pub(super) mod numbers;
pub(super) mod points;
pub(super) mod printed_nets;
pub(super) mod roles;
pub(super) mod settings;
pub mod unit;
