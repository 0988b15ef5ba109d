//! Everything but the grading oracle: one file per subject.

mod assignment;
mod golden;
mod magnitude;
mod numpy;
mod objective;
mod optim;
mod strategies;
mod trajectories;
