//! Everything but the grading oracle: one file per subject.

mod assignment;
mod claim;
mod falsified;
mod golden;
mod hostile;
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
mod program_reports;
mod report;
mod sample;
mod strategies;
mod torch;
mod torch_optimisers;
mod trajectories;
mod weights;
