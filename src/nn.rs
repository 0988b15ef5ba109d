//! Fully connected nets, their loss and their gradients, and their training.
//!
//! [`kernels`] is the fused hot loop that [`train`] runs; all else is the reference path that
//! it is tested against. That one is written for clarity on faer matrices, in f32 and f64, and sequential. faer's products
//! choose their order of summation by the processor, so results are compared by tolerance,
//! never by bits. Shapes by letter: B the batch, I a layer's inputs, O its outputs.

mod activation;
mod dense;
mod gradient_flow;
pub mod kernels;
mod loss;
mod mlp;
pub mod train;

pub use activation::Activation;
pub use dense::{Dense, DenseGradient, ShapeError};
pub use gradient_flow::weight_gradient_norms;
pub use loss::{CrossEntropy, LossError, cross_entropy};
pub use mlp::{LossAndGradients, Mlp};

use crate::arithmetic::Real;

/// A number that nets are made of: f32 or f64.
pub trait Scalar: Real + faer::traits::RealField {}

impl<T: Real + faer::traits::RealField> Scalar for T {}
