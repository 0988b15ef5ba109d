//! Everything but the oracle, one file a subject.

mod claim;
mod judge;
mod program;
