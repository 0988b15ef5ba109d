//! verigrad re-runs a neural-network and optimisation homework and holds every number and
//! statement of a written report against its own run.
//!
//! One flow, left to right; nothing imports what stands to its right:
//!
//! ```text
//! assignment -> measure -> Measurements -> judge -> Judgements -> render
//!                  |                        ^
//!                  +-> ensemble (rows) -----+
//!                                           |
//!     report -> claim (what the report says)
//! ```
#![warn(missing_docs)]
#![deny(unsafe_code)]
// What is printed goes through `shown::Shown`, in `cli::terminal`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod arithmetic;
pub mod check;
pub mod claim;
pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod ensemble;
pub mod gradcheck;
pub mod grade;
pub mod homework;
pub mod interval;
pub mod judge;
pub mod measure;
pub mod mnist;
pub mod nn;
pub mod numpy;
pub mod objective;
pub mod optim;
pub mod output;
pub mod read;
pub mod render;
pub mod shown;
pub mod tolerance;
pub mod torch;
pub mod verdict;
