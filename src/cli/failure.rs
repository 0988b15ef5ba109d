//! Why a command came to nothing: the input, or the program itself.

use std::fmt::Display;

use std::io;

use crate::diagnostic::InputError;
use crate::shown::{Shown, brief};

/// The most characters of an error.
const LIMIT: usize = 4_000;

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

    /// Something that the system does not give; `what` was to be done with it.
    pub(super) fn system(what: &'static str, source: io::Error) -> Self {
        Self::Input(InputError::System { what, source })
    }

    pub(super) fn is_status_3(&self) -> bool {
        matches!(self, Self::Input(InputError::System { .. }) | Self::Internal(_))
    }

    /// In a line, without colour or the text around the place.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Input(error) => brief(&error.to_string(), LIMIT),
            Self::Internal(message) => format!("a fault of verigrad itself: {message}"),
        }
    }

    pub(super) fn render(&self, colour: bool) -> Shown {
        match self {
            Self::Input(InputError::At(diagnostic)) => {
                Shown::coloured(colour, |colour| diagnostic.render(colour))
            }
            Self::Input(other) => Shown::text(brief(&format!("error: {other}"), LIMIT)),
            Self::Internal(message) => Shown::text(format!(
                "error: a fault of verigrad itself, not of your input: {}; please report it with \
                 the command",
                brief(message, crate::shown::BRIEF)
            )),
        }
    }
}

impl<E: Into<InputError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Input(error.into())
    }
}
