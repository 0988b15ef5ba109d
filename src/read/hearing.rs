//! What speaks for a number: words near and far, heads, groups, lists and relations.

pub mod distances;
pub mod evidence;
#[cfg(test)]
mod evidence_tests;
pub(super) mod groups;
pub(super) mod lists;
pub mod profiles;
pub mod proximity;
pub(super) mod relations;
pub(super) mod scene;
