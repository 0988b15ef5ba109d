//! Fully connected nets, their loss and their gradients: the reference path.
//!
//! Written for clarity on faer matrices, in f32 and f64, and sequential. faer's products
//! choose their order of summation by the processor, so results are compared by tolerance,
//! never by bits. Shapes by letter: B the batch, I a layer's inputs, O its outputs.

mod activation;
mod dense;
mod gradient_flow;
mod loss;
mod mlp;

pub use activation::Activation;
pub use dense::{Dense, DenseGradient, ShapeError};
pub use gradient_flow::weight_gradient_norms;
pub use loss::{CrossEntropy, LossError, cross_entropy};
pub use mlp::{LossAndGradients, Mlp};

use crate::arithmetic::Real;

/// A number that nets are made of: f32 or f64.
pub trait Scalar: Real + faer::traits::RealField {}

impl<T: Real + faer::traits::RealField> Scalar for T {}
