//! What a report says: printed numbers, claims, and the ledger that lists them.

mod ledger;
mod notation;
mod number;
mod printed;
mod rule;
pub(crate) mod table;

pub use ledger::{BUILT_IN, Claim, Ledger};
pub use number::{Decimal, NumberError, PrintedNumber};
pub use printed::{Printed, PrintedArray};
pub use rule::Rule;
