//! Reports as PDF: every glyph with its place, put together again as lines of text.
//!
//! `hayro-interpret` reads the file, since it gives each glyph with its character, its baseline
//! and its size, which columns and raised exponents are seen from, and needs a third of the crates
//! that `pdf_oxide` does.

mod error;
mod glyphs;
mod lines;
mod paragraphs;
mod running;
mod scripts;
mod text;
mod unpacked;

use std::time::Duration;

use hayro_interpret::hayro_syntax::Pdf;

use super::document::Document;
use crate::diagnostic::InputError;
use error::PdfError;

/// What a PDF begins with.
pub(super) const MARK: &[u8] = b"%PDF-";
/// Bytes of the stack on which a PDF is read; only what is used is taken.
const STACK: usize = 256 << 20;
/// How long a PDF may take; a hundred pages take a second or two.
const LONGEST: Duration = Duration::from_secs(30);
/// More pages than any report has.
const MOST_PAGES: usize = 2_000;

/// Reads a PDF: its text rebuilt line by line, page after page, and the box of every word.
///
/// # Errors
/// A file that is damaged, locked, or too large once unpacked; one without any text.
pub(super) fn read(bytes: Vec<u8>, origin: &str) -> Result<Document, InputError> {
    rebuilt(bytes, origin)
        .map_err(|error| InputError::Argument(format!("{origin} is a PDF {error}")))
}

fn rebuilt(bytes: Vec<u8>, origin: &str) -> Result<Document, PdfError> {
    if is_locked(&bytes) {
        return Err(PdfError::Locked);
    }
    unpacked::check(&bytes)?;
    let pages = contained(|| {
        let pdf = Pdf::new(bytes).map_err(|_| PdfError::Damaged)?;
        match pdf.pages().len() {
            0 => Err(PdfError::Damaged),
            count if count > MOST_PAGES => Err(PdfError::Pages(count)),
            _ => glyphs::pages(&pdf),
        }
    })?;
    let mut pages: Vec<_> = pages.into_iter().map(lines::page).collect();
    let blank: Vec<usize> =
        pages.iter().filter(|page| !page.is_readable()).map(|page| page.number).collect();
    if blank.len() == pages.len() {
        return Err(PdfError::Pictures(pages.len()));
    }
    running::drop_running_lines(&mut pages);
    Ok(Document::of_pages(origin, text::rebuilt(&pages), blank))
}

/// Whether only a password opens it. The trailer, which says so, is never packed.
fn is_locked(bytes: &[u8]) -> bool {
    const NAME: &[u8] = b"/Encrypt";
    let follows = |at: usize| {
        let rest = &bytes[at + NAME.len()..];
        let rest = rest.trim_ascii_start();
        rest.first().is_some_and(u8::is_ascii_digit) || rest.starts_with(b"<<")
    };
    bytes.windows(NAME.len()).enumerate().any(|(at, name)| name == NAME && follows(at))
}

/// Runs the foreign reader where nothing that goes wrong in it ends the program: on a thread with
/// room for nested brackets, since it recurses into them; its panics are caught, since it has
/// asserts and indices of its own; and after a time nobody waits for it.
fn contained<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, PdfError> + Send + 'static,
) -> Result<T, PdfError> {
    let (sender, receiver) = std::sync::mpsc::channel();
    let caught = move || {
        let read = std::panic::AssertUnwindSafe(read);
        let result = std::panic::catch_unwind(read).unwrap_or_else(|cause| {
            Err(cause.downcast::<PdfError>().map_or(PdfError::Damaged, |error| *error))
        });
        // Nobody may be waiting any more.
        let _ = sender.send(result);
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(caught);
    thread.map_err(|_| PdfError::Drawing)?;
    receiver.recv_timeout(LONGEST).unwrap_or(Err(PdfError::Drawing))
}
