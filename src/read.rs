//! Reading a report: every number of it with what it is, by unification of what the words say
//! with what the homework can say.
//!
//! ```text
//! source -> blocks -> units (words, numbers) -> mentions (facets) -> candidates -> claims
//! ```
//!
//! The reader knows no homework: what a number can be comes from the catalogue.

pub mod block;
pub mod case;
pub mod claims;
pub mod cost;
mod explanations;
pub mod facet;
mod families;
mod homework_settings;
pub mod labels;
pub mod lookup;
pub mod mention;
pub mod number;
mod one_digit;
pub mod patterns;
pub mod proof;
pub mod resolve;
#[cfg(test)]
mod samples;
pub mod sequences;
mod spoken;
pub mod target;
mod targets;
pub mod text;
pub mod truths;
pub mod unit;
pub mod views;
pub mod weights;
