//! What NumPy and Python do to a number, to the bit and to the character.

mod array_print;
mod log1p;
mod power;
pub mod random;
mod repr;

pub use array_print::array_print;
pub use log1p::log1p;
pub use power::{Base, cos, exp, ln, pow, sin, square};
pub use repr::repr;
