//! Opens what somebody handed in: a ledger, a notebook or a text; refuses the rest in words.

use std::path::Path;

use super::document::Document;
use super::encoding::decoded;
use super::notebook;
use crate::diagnostic::{Diagnostic, InputError, decode, read_bytes};
use crate::shown;

/// The largest file that is read, in bytes: notebooks hold pictures.
const SIZE_LIMIT: u64 = 100_000_000;
/// The largest text; a homework of a hundred pages has an eighth of it.
const TEXT_LIMIT: usize = 2_000_000;

/// What a file turned out to be.
#[derive(Debug)]
pub enum Submission {
    /// A table with the columns `id` and `reported`: its text.
    Ledger(String),
    /// A report.
    Report(Box<Document>),
}

const PICTURE: &str = "a picture, not text";
const HAND_IN_TEXT: &str = "grade the text behind it";

/// What other programs' files begin with, what they are, and what to do about it.
const FOREIGN: &[(&[u8], &str, &str)] = &[
    #[cfg(not(feature = "pdf"))]
    (
        b"%PDF-",
        "a PDF, which this verigrad was built without reading",
        "build it with the feature `pdf`, or get the text with `pdftotext -layout FILE.pdf FILE.txt`",
    ),
    (b"PK\x03\x04", "a ZIP archive or an office document, not text", "save it as text or Markdown"),
    (b"\x1f\x8b", "compressed", "unpack it first"),
    (b"\x89PNG", PICTURE, HAND_IN_TEXT),
    (b"\xff\xd8\xff", PICTURE, HAND_IN_TEXT),
    (b"GIF8", PICTURE, HAND_IN_TEXT),
    (b"BM", PICTURE, HAND_IN_TEXT),
    (b"II*\0", PICTURE, HAND_IN_TEXT),
    (b"MM\0*", PICTURE, HAND_IN_TEXT),
    (b"<svg", PICTURE, HAND_IN_TEXT),
    (b"\xd0\xcf\x11\xe0", "an office document, not text", "save it as text or Markdown"),
    (b"{\\rtf", "rich text", "save it as plain text"),
];

/// Opens a file.
///
/// # Errors
/// A file that cannot be read, is too large, is no UTF-8 text, is empty, or is a notebook that
/// cannot be read; with the place where there is one.
pub fn open(path: &Path) -> Result<Submission, InputError> {
    read(read_bytes(path, SIZE_LIMIT)?, &shown::path(path))
}

/// What a file of another program is, and what to do about it.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    // Containers that name their kind behind a length, and a mark that words begin with too.
    let inside = |at: usize, kinds: &[&[u8]]| kinds.contains(&bytes.get(at..at + 4).unwrap_or(b""));
    let webp = bytes.starts_with(b"RIFF") && inside(8, &[b"WEBP"]);
    let heif = inside(4, &[b"ftyp"]) && inside(8, &[b"heic", b"heix", b"mif1", b"avif"]);
    if webp || heif {
        return Some((PICTURE, HAND_IN_TEXT));
    }
    let text = !bytes.contains(&0);
    let fits = |mark: &[u8]| bytes.starts_with(mark) && !(mark == b"BM" && text);
    let known = FOREIGN.iter().find(|(mark, ..)| fits(mark));
    known.map(|(_, what, help)| (*what, *help))
}

/// The same for bytes that are at hand.
///
/// # Errors
/// As [`open`].
pub fn read(bytes: Vec<u8>, origin: &str) -> Result<Submission, InputError> {
    #[cfg(feature = "pdf")]
    if bytes.starts_with(super::pdf::MARK) {
        let document = super::pdf::read(bytes, origin)?;
        return Ok(Submission::Report(Box::new(document)));
    }
    if let Some((what, help)) = foreign(&bytes) {
        return Err(InputError::Argument(format!("{origin} is {what}; {help}")));
    }
    let whole = match (std::str::from_utf8(&bytes), decoded(&bytes)) {
        (Err(_), Some((text, _))) => text,
        // Every second byte of UTF-16 is a NUL, which UTF-8 has as well.
        (Ok(text), Some((wide, _))) if text.contains('\0') => wide,
        _ => decode(bytes, origin)?,
    };
    let text = whole.strip_prefix('\u{feff}').unwrap_or(&whole);
    let skipped = whole.len() - text.len();
    let text = if skipped > 0 { text.to_owned() } else { whole };
    if let Some(at) = text.find('\0') {
        let help = "this is not a text file, or it is damaged";
        return Err(refuse(text, origin, at, 1, "the file has a NUL byte", "here", Some(help)));
    }
    let extension = Path::new(origin).extension().unwrap_or_default().to_ascii_lowercase();
    if is_ledger(&text) || extension == "csv" {
        return Ok(Submission::Ledger(text));
    }
    if text.trim().is_empty() {
        return Err(refuse(text, origin, 0, 0, "there is nothing to grade", "no text", None));
    }
    if extension == "ipynb" || looks_like_a_notebook(&text) {
        let read = notebook::read(text, origin, skipped);
        return read.map(|document| Submission::Report(Box::new(document))).map_err(
            |(error, text)| {
                let help = "open it in Jupyter and save it again, or export it as Markdown";
                let title = "this notebook cannot be read";
                refuse(text, origin, error.at, 1, title, error.message, Some(help))
            },
        );
    }
    if text.len() > TEXT_LIMIT {
        let message = format!("{origin} has more than {} MB of text", TEXT_LIMIT / 1_000_000);
        return Err(InputError::Argument(message));
    }
    let text = with_line_ends(text);
    Ok(Submission::Report(Box::new(Document::of_text(origin, text, skipped))))
}

/// A lone carriage return ends a line as well; it becomes a newline, which takes as many bytes.
pub(super) fn with_line_ends(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let kept = text.replace("\r\n", "\0\n").replace('\r', "\n");
    kept.replace('\0', "\r")
}

/// Whether the first line is a table's header with the two columns a ledger needs.
fn is_ledger(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    let mut columns = header.split(',').map(|column| column.trim().trim_matches('"'));
    let has = |name: &str| columns.clone().any(|column| column == name);
    has("id") && has("reported") && columns.next().is_some()
}

fn looks_like_a_notebook(text: &str) -> bool {
    let start: String = text.chars().filter(|c| !c.is_whitespace()).take(40).collect();
    start.starts_with("{\"")
}

fn refuse(
    text: String,
    origin: &str,
    at: usize,
    width: usize,
    title: &str,
    label: &str,
    help: Option<&str>,
) -> InputError {
    let at = at.min(text.len());
    let width = text[at..].chars().next().map_or(0, |c| c.len_utf8().min(width * 4));
    Diagnostic {
        title: title.to_owned(),
        origin: origin.to_owned(),
        span: at..at + width,
        label: label.to_owned(),
        help: help.map(str::to_owned),
        text,
    }
    .into()
}
