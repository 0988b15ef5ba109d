//! Reading a report: every number of it with what it is, by unification of what the words say
//! with what the homework can say.
//!
//! ```text
//! source -> blocks -> units (words, numbers) -> mentions (facets) -> candidates -> claims
//! ```
//!
//! The reader knows no homework: what a number can be comes from the catalogue.

pub mod block;
mod coordinates;
mod exponents;
pub mod facet;
mod fold;
pub mod lexicon;
mod mantissa;
mod masks;
pub mod mention;
pub mod number;
mod number_words;
mod numbers;
mod part_forms;
pub mod parts;
pub mod phrases;
mod printed_nets;
mod roles;
pub mod sentences;
mod settings;
pub mod target;
pub mod text;
pub mod unit;
pub mod vocabulary;
