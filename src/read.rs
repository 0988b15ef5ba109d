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
mod decimal_mark;
pub mod distances;
pub mod document;
mod epoch_runs;
pub mod evidence;
pub mod facet;
mod groups;
mod lists;
pub mod mention;
pub mod number;
pub mod profiles;
pub mod proximity;
mod relations;
mod sections;
pub mod surroundings;
pub mod survey;
mod table_walk;
mod tables;
pub mod target;
pub mod text;
pub mod unit;
