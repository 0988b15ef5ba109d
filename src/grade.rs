//! From a submission to judgements: the one way, whether it is the homework's own ledger, a table
//! of numbers, a report or a class.

mod alternatives;
pub mod check;
pub mod gradebook;
mod grader;
mod on_demand;
mod own_homework;
mod rounding;

pub use grader::{Fresh, Graded, Grader};
pub use on_demand::{OnDemand, Unfinished};
pub use own_homework::own_homework;
