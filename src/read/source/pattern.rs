//! Patterns that are written in the source code.

use regex::Regex;

/// A pattern of the program itself.
///
/// # Panics
/// One that is no pattern: a test that reads anything at all finds it.
pub(in crate::read) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of the program is one")
}
