//! Fully connected nets, their loss and their gradients, and their training.
//!
//! [`kernels`] is the fused hot loop that [`train`] runs where it can; [`Reference`] serves every
//! loss, activation, output, rule and schedule that the fused one does not have, in plain loops of
//! one order, so that it too gives the same bits on every machine. All else is written for
//! clarity on faer matrices, in f32 and f64, and sequential, and is what the fused step is tested
//! against. faer's products choose their order of summation by the processor, so those results
//! are compared by tolerance, never by bits. Shapes by letter: B the batch, I a layer's inputs,
//! O its outputs.

mod activation;
mod cost;
mod dense;
mod elementary;
mod gradient_flow;
pub mod kernels;
mod loss;
mod mlp;
mod nonlinearity;
mod reference;
pub mod train;

pub use activation::Activation;
pub use cost::Loss;
pub use dense::{Dense, DenseGradient, ShapeError};
pub use elementary::Elementary;
pub use gradient_flow::weight_gradient_norms;
pub use loss::{CrossEntropy, LossError, cross_entropy};
pub use mlp::{LossAndGradients, Mlp};
pub use nonlinearity::{Nonlinearity, Output};
pub use reference::{Confusion, Evaluation, Reference, Stepped};

use crate::arithmetic::Real;

/// A number that nets are made of: f32 or f64.
pub trait Scalar: Real + faer::traits::RealField {}

impl<T: Real + faer::traits::RealField> Scalar for T {}
