//! A report as blocks, tables and lines, and every number in its place.

pub(super) mod axes;
pub mod block;
pub(super) mod columns;
pub mod document;
#[cfg(test)]
mod document_tests;
pub(super) mod epoch_runs;
pub mod mention;
pub mod places;
pub mod sequences;
pub mod surroundings;
pub mod survey;
pub(super) mod table_walk;
pub(super) mod tables;
