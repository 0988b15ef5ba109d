//! What graders' platforms, editors and build servers are handed, held to what they read.

mod canvas;
mod place;
mod report;
mod scripts;
