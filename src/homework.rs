//! A homework: its experiments, everything that a report of it can state, and what its own
//! report claims. Computes nothing.
//!
//! ```text
//! homework.toml -> Assignment -> Catalogue (every quantity)
//!                                   |
//! claims.csv ----------------> Ledger (claims, each with its checks)
//! ```

mod assignment;
mod by_text;
mod catalogue;
mod check;
mod claim;
mod claim_id;
mod collision;
mod decided;
mod document;
mod document_data;
mod document_names;
mod document_nets;
mod document_objective;
mod document_rules;
mod document_units;
mod facets;
mod folder;
pub(crate) mod former;
mod kind;
mod ledger;
mod ledger_cell;
mod ledger_reader;
mod measured;
mod measurement;
mod memory;
mod minimisation;
mod nets;
mod new;
mod part;
mod predicate;
mod quantity;
mod schedule;
mod schema;
mod setting;
mod signatures;
mod statement;
mod strict;
pub(crate) mod table;
mod what;
mod words;
mod written;
mod written_data;
mod written_nets;
mod written_objective;

pub use assignment::{Assignment, HOMEWORK7};
pub use catalogue::{Catalogue, Quantity};
pub use check::{Check, Grain};
pub(crate) use claim::digits;
pub use claim::{Claim, Mention};
pub use claim_id::{ClaimId, StatementId};
pub(crate) use decided::COLUMNS as ROUNDING_COLUMNS;
pub use facets::{Facets, Method, Split};
pub use folder::{Homework, Sample, Source};
pub use kind::{Kind, Truth};
pub use ledger::Ledger;
pub use measurement::Measurement;
pub use memory::Memory;
pub use minimisation::{Comparison, Contour, Minimisation, MinimisationProblem, OwnArithmetic};
pub use nets::{Choice, Net, NetPart, NetWork, StepPath, Training};
pub use new::new_folder;
pub use part::{PartId, RunId, key, slug};
pub use predicate::{Argument, Predicate, Range, short};
pub use quantity::{QuantityId, UnknownId};
pub use schedule::{Each, RateSchedule};
pub use setting::{Setting, SettingValue, show};
pub use signatures::{PredicateName, Role, ThresholdRole};
pub use statement::{Names, StatementError, predicates};
pub use what::{Axis, Curve, Layer, Threshold, What};
pub use written::written;
