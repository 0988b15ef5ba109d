//! Errors in something a person wrote: what is wrong, and where, as a compiler shows it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::shown;

/// The most characters of an error without a place.
const MESSAGE_LIMIT: usize = 4_000;

/// Input that cannot be used. Exit status 2.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// Something at a known place of a text.
    #[error("{0}")]
    At(Box<Diagnostic>),
    /// A file or folder that cannot be read or written.
    #[error("cannot {operation} {}: {source}", shown::path(path))]
    File {
        /// "read", "write to".
        operation: &'static str,
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system does not give what is needed: room to write, a thread. Exit status 3.
    #[error("cannot {what}: {source}")]
    System {
        /// What was to be done.
        what: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// A word of the command line.
    #[error("{}", shown::brief(.0, MESSAGE_LIMIT))]
    Argument(String),
}

impl InputError {
    /// A file that cannot be opened or written.
    pub fn file(operation: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self::File { operation, path: path.to_owned(), source }
    }
}

/// One finding with its place.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}:{}:{}: {}: {}", piece(origin), self.position().0, self.position().1, piece(title), piece(label))]
pub struct Diagnostic {
    /// What is wrong, in a few words.
    pub title: String,
    /// File name as the user gave it, or the name of a built-in document.
    pub origin: String,
    /// The whole text.
    pub text: String,
    /// The offending bytes of `text`.
    pub span: Range<usize>,
    /// Said under the caret.
    pub label: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Line and column, both from 1; the column counts characters.
    pub fn position(&self) -> (usize, usize) {
        line_and_column(&self.text, self.span.start)
    }

    /// The finding with its source line, a caret under it, and the help; coloured if asked.
    pub fn render(&self, colour: bool) -> String {
        self.render_as(Level::ERROR, colour)
    }

    /// The same under another level than "error".
    pub fn render_as(&self, level: Level, colour: bool) -> String {
        let [origin, title, label] =
            [&self.origin, &self.title, &self.label].map(|text| shown::brief(text, shown::BRIEF));
        let excerpt = Excerpt::around(&self.text, &self.span);
        let path = match excerpt.cut {
            false => origin,
            true => format!("{origin}, byte {}", self.span.start),
        };
        let snippet = Snippet::source(excerpt.text)
            .line_start(excerpt.line)
            .path(path.as_str())
            .annotation(AnnotationKind::Primary.span(excerpt.span).label(&label));
        let mut group = level.primary_title(title).element(snippet);
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(shown::brief(help, shown::BRIEF)));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group]).to_string()
    }
}

/// A piece of an error in one line, as much of it as a reader can take in.
fn piece(text: &str) -> String {
    shown::word(&shown::brief(text, shown::BRIEF))
}

/// The line of a span, or the part of a very long one that a reader can take in.
struct Excerpt<'a> {
    text: &'a str,
    /// Line of the text, from 1.
    line: usize,
    /// The span within the excerpt.
    span: Range<usize>,
    /// Whether the line's start was left off.
    cut: bool,
}

impl<'a> Excerpt<'a> {
    /// Bytes of a line that are shown whole.
    const WIDTH: usize = 400;

    fn around(text: &'a str, span: &Range<usize>) -> Self {
        let boundary = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = boundary(span.start.min(text.len()));
        let end = boundary(span.end.clamp(start, text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
        let line = text[..start].matches('\n').count() + 1;
        let cut = start - line_start > Self::WIDTH;
        let from = if cut { boundary(start - Self::WIDTH / 4) } else { line_start };
        let to = boundary(line_end.min(start + Self::WIDTH)).max(start);
        let span = start - from..end.min(to) - from;
        Self { text: &text[from..to], line, span, cut }
    }
}

impl From<Box<Diagnostic>> for InputError {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self::At(diagnostic)
    }
}

impl From<Diagnostic> for InputError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::At(Box::new(diagnostic))
    }
}

/// Line and column (characters), both from 1, of a byte of `text`.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// Reads a whole text file of at most `limit` bytes; UTF-8, a byte-order mark dropped.
pub fn read_text(path: &Path, limit: u64) -> Result<String, InputError> {
    let text = decode(read_bytes(path, limit)?, &shown::path(path))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Reads a whole file of at most `limit` bytes.
pub fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, InputError> {
    use std::io::Read;
    let fail = |source| InputError::file("read", path, source);
    // A pipe without a writer, a terminal or a device would be waited for, or read without end.
    if !std::fs::metadata(path).map_err(fail)?.is_file() {
        return Err(fail(std::io::Error::other("it is not a regular file")));
    }
    let file = std::fs::File::open(path).map_err(fail)?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > limit {
        let message = format!("larger than {} MB", limit / 1_000_000);
        return Err(fail(std::io::Error::other(message)));
    }
    Ok(bytes)
}

/// A file's bytes as text, or where they stop being UTF-8.
pub fn decode(bytes: Vec<u8>, origin: &str) -> Result<String, InputError> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bad = error.as_bytes()[at];
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        Diagnostic {
            title: "the file is not UTF-8 text".to_owned(),
            origin: origin.to_owned(),
            text,
            span: at..at + '\u{fffd}'.len_utf8(),
            label: format!("byte {bad:#04x} at offset {at}"),
            help: Some("save it as UTF-8".to_owned()),
        }
        .into()
    })
}
