//! Reading a report: every number of it with what it is, by unification of what the words say
//! with what the homework can say.
//!
//! ```text
//! source -> blocks -> units (words, numbers) -> mentions (facets) -> candidates -> claims
//! ```
//!
//! The reader knows no homework: what a number can be comes from the catalogue.

pub mod block;
pub mod facet;
pub mod mention;
pub mod number;
pub mod source;
pub mod target;
pub mod text;
pub mod unit;
