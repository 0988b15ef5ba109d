//! Everything but the grading oracle: one file per subject.

mod assignment;
mod claim;
mod ensemble;
mod golden;
mod judge;
mod kernels;
mod magnitude;
mod mnist;
mod nn;
mod numpy;
mod objective;
mod optim;
mod parity;
mod program;
mod rows;
mod shared;
mod statistics;
mod strategies;
mod torch;
mod torch_optimisers;
mod trajectories;
mod weights;
