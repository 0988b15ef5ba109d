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
mod columns;
mod coordinates;
mod decimal_mark;
pub mod distances;
pub mod document;
mod epoch_runs;
pub mod evidence;
mod exponents;
pub mod facet;
mod fold;
mod groups;
pub mod lexicon;
mod lists;
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
pub mod profiles;
pub mod proximity;
mod relations;
mod roles;
mod sections;
pub mod sentences;
mod settings;
pub mod surroundings;
pub mod survey;
mod table_walk;
mod tables;
pub mod target;
pub mod text;
pub mod unit;
pub mod vocabulary;
