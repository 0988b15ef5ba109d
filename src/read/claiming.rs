//! What a report claims: numbers, winners and statements, and why the rest is open.

pub mod claims;
pub mod explain;
pub(super) mod printed_claim;
pub mod statements;
pub(super) mod winners;
