//! Printed numbers: what a report's text says, to its last digit.

mod notation;
mod number;
mod printed;

pub use number::{Decimal, NumberError, PrintedNumber};
pub use printed::{Printed, PrintedArray};
