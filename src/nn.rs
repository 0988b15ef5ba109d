//! Nets.

pub mod kernels;
pub mod train;
