//! Source to blocks: every format becomes one list of headings, paragraphs, printed lines,
//! tables and code.

pub mod aligned;
mod blanks;
mod columns;
pub mod delimited;
mod entities;
mod grid;
pub mod html;
pub mod inline;
mod json;
mod labelled;
pub mod latex;
pub mod markdown;
mod markers;
pub mod notebook;
mod pattern;
pub mod plain;
pub mod printed;
pub mod rst;
mod shapes;
#[cfg(test)]
mod shown;
pub mod tex;
