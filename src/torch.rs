//! The random streams of PyTorch 2.6.0 on a CPU, bit for bit.
//!
//! What a notebook draws after `torch.manual_seed(s)`: its weights and the order of its
//! batches. Everything comes from one [`Generator`], a word at a time, so that what was drawn
//! before decides what is drawn next, even if it was thrown away.
//!
//! Bits are those of the Linux x86-64 build on a processor with AVX2 or AVX-512 (PyTorch has
//! one version of these kernels for both). Its portable kernels, which
//! `ATEN_CPU_CAPABILITY=default` selects, draw the same words but round [`uniform`] and large
//! [`normal`] otherwise. The number of threads changes nothing.

mod box_muller;
mod digest;
mod dropout;
mod generator;
mod init;
mod loader;
mod normal;
mod permutation;
mod uniform;

pub use box_muller::normal_from_uniform;
pub use digest::digest;
pub use dropout::Dropout;
pub use generator::Generator;
pub use init::{
    Biases, Initialisation, LinearDraw, default_bias_bound, default_weight_bound, linear,
    linear_default, linear_default_words, linear_with_biases, linear_words, network,
    network_with_biases, network_words,
};
pub use loader::{TEST_PASS_WORDS, TRAIN_PASS_WORDS, test_pass, train_pass};
pub use normal::normal;
pub use permutation::permutation;
pub use uniform::uniform;
