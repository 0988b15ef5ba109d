//! Source to blocks: every format becomes one list of headings, paragraphs, printed lines,
//! tables and code.

pub mod aligned;
mod entities;
pub mod inline;
mod pattern;
pub mod printed;
pub mod tex;
