//! What somebody handed in: a table of numbers, or a report as a text with places.

mod document;
mod encoding;
mod file;
mod json;
mod notebook;
#[cfg(feature = "pdf")]
mod pdf;
mod place;

pub use document::{Cell, Document, PageBox, Place};
pub use file::{Submission, open, read};
