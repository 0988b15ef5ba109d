//! The fused training step: one net, one batch, no allocation.
//!
//! # In plain words
//!
//! A step takes a batch of B images through the net, finds how the loss changes with every
//! weight, and moves the weights. Three things make it quick.
//!
//! **Output units are the lanes.** Weights are kept input-major: row i holds what input i
//! gives to every unit of the layer, padded with zeros to groups of 16.
//!
//! ```text
//!               units 0..16        units 16..32
//! input 0    [ group 0        ] [ group 1        ]     O = 30 units -> G = 2 groups,
//! input 1    [ group 0        ] [ group 1        ]     lanes 30 and 31 stay zero
//! ...
//! input 783  [ group 0        ] [ group 1        ]
//! ```
//!
//! A layer's output is then a sum of whole rows, each times one number. A lane never meets
//! another lane, so the order in which a unit's sum is taken is the order of the inputs,
//! however many lanes the processor takes at once: AVX-512, AVX2 and portable code give the
//! same bits. Nothing is fused: a product is rounded, then the sum. Only two sums go across
//! lanes (softmax's total, and what flows back to an input), and those add halves upon halves
//! in one fixed tree.
//!
//! **Only lit pixels are touched.** An image is the list of its pixels that are not zero,
//! about 150 of 784. The others would add zero.
//!
//! **A weight is moved where its gradient is found.** Plain SGD without decay moves the rows
//! of the lit pixels and no others. The other rules move every weight at every step, in one
//! pass over weights and moments.
//!
//! # The files
//!
//! [`Lanes`] a group, and [`Number`] its arithmetic in registers; [`Level`] the instruction
//! set; [`LitPixels`] the images; `blocks` a few groups at once; `products` the sums above;
//! `softmax` and `gradient` what comes back; `rule` the numbers of a rule at a step, `update` what
//! they do to weights; [`Network`] a net with its workspace, and the step that strings them
//! together; `inspect` what looks at a net and leaves it as it is.
//!
//! To change a kernel: everything down to the register operations must be
//! `#[inline(always)]`, else it is compiled without the vector instructions that
//! [`Level::run`] switches on, and takes five times as long. (Of pulp's functions `abs_f32s` is
//! one that is not.) `tests/suite/kernels.rs` holds every change to the reference
//! path and to equal bits at each level.
//!
//! The one place that is not safe Rust asks the processor for the next batch's images ahead
//! (8.3 to 4.9 us a step). Miri goes through it with
//! `cargo +nightly miri test --test suite kernels::batches::training_at_once`.

mod blocks;
mod gradient;
mod images;
mod inspect;
mod lanes;
mod level;
mod network;
mod number;
mod products;
mod rule;
mod softmax;
mod update;

pub use images::LitPixels;
pub use lanes::{LANES, Lanes};
pub use level::Level;
pub use network::{Initial, Network};
pub use number::Number;
