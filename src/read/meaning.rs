//! What a number can be, what that costs, and which quantity it is.

pub mod cost;
pub(super) mod families;
pub mod lookup;
pub mod resolve;
#[cfg(test)]
pub(super) mod samples;
pub(super) mod spoken;
pub mod target;
pub(super) mod targets;
pub mod truths;
pub mod views;
pub mod weights;
