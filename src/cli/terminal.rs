//! Standard output.

use std::io::Write;
use std::process::ExitCode;

use super::progress::colour;
use crate::render::terminal::Style;

/// Columns of a stream that is no terminal.
const WIDTH: u16 = 80;

/// A closed pipe (`verigrad | head`) is no error of ours.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// What a person should know, beside what was asked for.
pub(super) fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "note: {text}");
}

pub(super) fn style() -> Style {
    let stdout = std::io::stdout();
    let columns = comfy_table::Table::new().width();
    Style { width: columns.unwrap_or(WIDTH), colour: colour(&stdout) }
}

pub(super) fn status(good: bool) -> ExitCode {
    ExitCode::from(u8::from(!good))
}
