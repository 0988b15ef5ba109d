//! Reading a report: every number of it with what it is, by unification of what the words say
//! with what the homework can say.
//!
//! ```text
//! source -> blocks -> units (words, numbers) -> mentions (facets) -> candidates -> claims
//! ```
//!
//! The reader knows no homework: what a number can be comes from the catalogue.

pub mod block;
mod characters;
mod coordinates;
mod exponents;
pub mod facet;
mod fold;
mod labels_beside;
pub mod lexicon;
mod mantissa;
mod masks;
pub mod meanings;
pub mod mention;
pub mod number;
#[cfg(test)]
mod number_properties;
mod number_words;
mod numbers;
mod part_forms;
mod part_headings;
mod part_scanner;
pub mod parts;
pub mod phrases;
mod points;
mod printed_nets;
mod roles;
pub mod sentences;
mod settings;
pub mod target;
pub mod text;
pub mod unit;
pub mod vocabulary;
