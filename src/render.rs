//! Shows what was found: terminal, JSON, CSV. No arithmetic on results.

pub mod json;
pub mod output;
pub mod terminal;

pub use output::OutputFolder;
