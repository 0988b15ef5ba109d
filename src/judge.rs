//! Holds claims against measurements. Pure: what has to be run is asked of the caller.

mod also_accepted;
mod behaviour;
mod claims;
mod course;
mod derived;
mod digits;
mod elements;
mod evidence;
mod explain;
mod finding;
mod grain;
mod judgement;
mod learning;
mod limits;
mod mentions;
mod numbers;
mod own_numbers;
mod own_text;
mod power;
mod rows;
mod statements;
pub mod statistics;
mod structure;
mod winners;

pub use claims::{FamilyTest, Judged, judge};
pub use derived::objective_over_box;
pub use digits::{Digits, exact, printed, rounds_to};
pub use evidence::Evidence;
pub use explain::{Alternative, fits};
pub use finding::{Answer, Finding};
pub use grain::{is_float32, is_share_of};
pub use judgement::{Judgement, Summary};
pub use learning::{Meant, holds};
pub use limits::{limits, needs_rows, settled};
pub use own_text::with_text;
pub use power::{FALSIFICATIONS, Power, power};
