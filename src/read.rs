//! Reading a report: every number of it with what it is, by unification of what the words say
//! with what the homework can say.
//!
//! ```text
//! source -> blocks -> units (words, numbers) -> mentions (facets) -> candidates -> claims
//! ```
//!
//! The reader knows no homework: what a number can be comes from the catalogue.

mod axes;
pub mod block;
pub mod case;
pub mod claims;
mod columns;
mod coordinates;
pub mod cost;
mod decimal_mark;
pub mod distances;
pub mod document;
#[cfg(test)]
mod document_tests;
mod epoch_runs;
pub mod evidence;
mod explanations;
mod exponents;
pub mod facet;
mod families;
mod fold;
mod groups;
mod homework_settings;
pub mod labels;
pub mod lexicon;
mod lists;
pub mod lookup;
mod mantissa;
mod masks;
pub mod mention;
pub mod number;
mod number_words;
mod numbers;
mod one_digit;
mod part_forms;
pub mod parts;
pub mod patterns;
pub mod phrases;
mod printed_nets;
pub mod profiles;
pub mod proof;
mod proximity;
mod relations;
pub mod resolve;
mod roles;
#[cfg(test)]
mod samples;
mod scene;
mod sections;
pub mod sentences;
pub mod sequences;
mod settings;
mod spoken;
pub mod surroundings;
pub mod survey;
mod table_walk;
mod tables;
pub mod target;
mod targets;
pub mod text;
pub mod truths;
pub mod unit;
pub mod views;
pub mod vocabulary;
pub mod weights;
