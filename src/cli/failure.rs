//! Why a command came to nothing: the input, or the program itself.

use std::fmt::Display;

use crate::diagnostic::InputError;

/// Why a command came to nothing.
#[derive(Debug)]
pub(super) enum Failure {
    /// The input could not be used.
    Input(InputError),
    /// The program is at fault.
    Internal(String),
}

impl Failure {
    /// Said after a panic.
    pub(super) const PANIC: &str =
        "error: a fault of verigrad itself, not of your input: please report it with the command";

    /// A fault of the program.
    pub(super) fn internal(error: impl Display) -> Self {
        Self::Internal(error.to_string())
    }

    /// A word of the command line that cannot be used.
    pub(super) fn argument(message: impl Into<String>) -> Self {
        Self::Input(InputError::Argument(message.into()))
    }

    pub(super) fn is_a_fault(&self) -> bool {
        matches!(self, Self::Internal(_))
    }

    pub(super) fn render(&self, colour: bool) -> String {
        match self {
            Self::Input(InputError::At(diagnostic)) => diagnostic.render(colour),
            Self::Input(other) => format!("error: {other}"),
            Self::Internal(message) => format!(
                "error: a fault of verigrad itself, not of your input: {message}; please report it \
                 with the command"
            ),
        }
    }
}

impl<E: Into<InputError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Input(error.into())
    }
}
