//! Standard output.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use super::failure::Failure;
use super::progress::colour;
use crate::render::terminal::Style;
use crate::shown::Shown;

/// Columns of a stream that is no terminal.
const WIDTH: u16 = 80;

/// Prints it all, now.
///
/// # Errors
/// What the system says, such as that the device is full. A closed pipe (`verigrad | head`) is no
/// error: whoever reads has seen enough.
pub(super) fn print(text: &Shown) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_str().as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::system("write to standard output", error))
        }
        _ => Ok(()),
    }
}

/// Prints a line or lines without colour.
pub(super) fn say(text: impl AsRef<str>) -> Result<(), Failure> {
    print(&Shown::text(text))
}

/// What a person should know, beside what was asked for.
pub(super) fn note(text: &str) {
    complain(&Shown::text(format!("note: {text}")));
}

/// A line on standard error. Who cannot hear of a failure there cannot hear that either.
pub(super) fn complain(text: &Shown) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

pub(super) fn style() -> Style {
    let stdout = std::io::stdout();
    let columns = comfy_table::Table::new().width();
    Style { width: columns.unwrap_or(WIDTH), colour: colour(&stdout) }
}

pub(super) fn status(good: bool) -> ExitCode {
    ExitCode::from(u8::from(!good))
}
