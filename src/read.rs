//! Reading a report: every number of it with what it is, by unification of what the words say
//! with what the homework can say.
//!
//! ```text
//! source -> blocks -> units (words, numbers) -> mentions (facets) -> candidates -> claims
//! ```
//!
//! The reader knows no homework: what a number can be comes from the catalogue.

mod assemble;
mod axes;
pub mod block;
pub mod case;
mod characters;
pub mod claims;
pub mod code;
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
#[cfg(test)]
mod evidence_tests;
pub mod explain;
mod explanations;
mod exponents;
pub mod facet;
mod families;
mod fold;
mod groups;
mod homework_settings;
pub mod labels;
mod labels_beside;
pub mod lexicon;
mod lists;
pub mod lookup;
mod mantissa;
mod masks;
pub mod meanings;
pub mod mention;
mod nothing;
pub mod number;
#[cfg(test)]
mod number_properties;
mod number_words;
mod numbers;
mod one_digit;
mod part_forms;
mod part_headings;
mod part_scanner;
pub mod parts;
pub mod patterns;
pub mod phrases;
pub mod places;
mod points;
mod printed_claim;
mod printed_nets;
pub mod profiles;
pub mod proof;
pub mod proximity;
pub mod reader;
mod relations;
pub mod report;
pub mod resolve;
mod roles;
#[cfg(test)]
mod samples;
mod scene;
mod sections;
pub mod sentences;
pub mod sequences;
mod settings;
pub mod source;
mod spoken;
pub mod statements;
pub mod submission;
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
mod winners;
pub mod witnesses;
pub mod words;
mod words_reader;

pub use code::Difference;
pub use explain::{Explained, Likely, Meaning, Said, explain};
pub use places::{Mention as PlacedMention, Mentions};
pub use reader::{Passes, Reader};
pub use report::{Account, Accounted, OwnSettings, Report, own_settings};
pub use submission::{Document, PageBox, Place, Submission, open, read};
pub use target::NothingKnown;
pub use truths::Measured;
pub use words::Words;
