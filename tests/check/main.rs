//! Update rules against PyTorch and restatements, and the public doors that hold anybody's rule
//! and gradient to account.

mod docs;
mod faults;
mod golden;
mod gradients;
mod objectives;
mod own;
mod pipe;
mod restated;
mod rules;
mod schedules;
mod torch_rules;
