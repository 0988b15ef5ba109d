//! Holds claims against measurements. Pure: what has to be run is asked of the caller.

mod behaviour;
mod claims;
mod course;
mod derived;
mod digits;
mod explain;
mod grain;
mod judgement;
mod learning;
mod nets;
mod own_numbers;
mod own_text;
mod power;
mod predicate;
mod row_statements;
mod rows;
pub mod statistics;
mod winners;

pub use claims::{Evidence, family_p, judge};
pub use derived::objective_over_box;
pub use digits::{Digits, exact, printed, rounds_to};
pub use explain::Alternative;
pub use grain::{is_float32, is_share_of};
pub use judgement::{Judgement, Summary};
pub use learning::{RowPredicate, row_predicates};
pub use own_text::{setting_id, with_text};
pub use power::{FALSIFICATIONS, Power, power};
pub use predicate::{Finding, Predicate, PredicateError, predicates};
