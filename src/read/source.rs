//! Source to blocks: every format becomes one list of headings, paragraphs, printed lines,
//! tables and code.

pub mod aligned;
pub mod asciidoc;
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
pub mod org;
mod pattern;
pub mod plain;
pub mod printed;
mod rewritten;
pub mod rst;
pub mod script;
mod shapes;
#[cfg(test)]
mod shown;
pub mod tex;
pub mod typst;
pub mod wiki;
