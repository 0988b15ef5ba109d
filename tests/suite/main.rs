//! Everything but the grading oracle: one file per subject.

mod assignment;
mod claim;
mod golden;
mod judge;
mod magnitude;
mod mnist;
mod numpy;
mod objective;
mod optim;
mod program;
mod strategies;
mod torch;
mod trajectories;
