//! Source to blocks: every format becomes one list of headings, paragraphs, printed lines,
//! tables and code.

pub mod aligned;
mod blanks;
mod entities;
mod grid;
pub mod html;
pub mod inline;
mod json;
pub mod markdown;
pub mod notebook;
mod pattern;
pub mod printed;
pub mod tex;
