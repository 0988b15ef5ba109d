//! What NumPy and Python do to a number, to the bit and to the character.

mod array_print;
mod power;
mod repr;

pub use array_print::array_print;
pub use power::{Base, pow, square};
pub use repr::repr;
