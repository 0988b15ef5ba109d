//! Nets.

pub mod kernels;
