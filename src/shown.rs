//! The one way of other people's text to other people: terminal, page, spreadsheet, errors.
//!
//! A report, a file name or a document may hold characters that a terminal obeys (ESC, C1), that
//! turn a line around (bidirectional overrides) or that nobody sees. None of them leaves the
//! program as it is. What a terminal is sent is a [`Shown`], which can only be made by the
//! functions here, so that raw text cannot be printed by mistake.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;

/// Text that is safe on a terminal: lines of characters that are seen, and colours of our own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown(String);

impl Shown {
    /// Lines of text; everything else that is not seen becomes an escape.
    ///
    /// ```
    /// use verigrad::shown::Shown;
    ///
    /// let shown = Shown::text("two\nlines \u{1b}[2J \u{202e}");
    /// assert_eq!(shown.to_string(), "two\nlines \\u{1b}[2J \\u{202e}");
    /// ```
    pub fn text(text: impl AsRef<str>) -> Self {
        Self(escaped(text.as_ref(), |c| c == '\n'))
    }

    /// Text that `render` colours if it is asked to. What holds escapes of its own is shown
    /// without any colour: whoever writes them cannot borrow ours.
    pub fn coloured(colour: bool, render: impl Fn(bool) -> String) -> Self {
        let plain = render(false);
        if !colour || plain.chars().any(|c| c != '\n' && is_hidden(c)) {
            return Self::text(plain);
        }
        Self(with_colours(&render(true)))
    }

    /// A JSON text: what is not seen stands there as JSON's own escapes, so it reads back as the
    /// same value.
    pub fn json(text: &str) -> Self {
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            if c != '\n' && is_hidden(c) {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|u| shown += &format!("\\u{u:04x}"));
            } else {
                shown.push(c);
            }
        }
        Self(shown)
    }

    /// A table of somebody else's, whose lines may end as they do on Windows.
    ///
    /// ```
    /// use verigrad::shown::Shown;
    ///
    /// assert_eq!(Shown::table("a,b\r\nc\rd").as_str(), "a,b\r\nc\\rd");
    /// ```
    pub fn table(text: &str) -> Self {
        let lines = text.split("\r\n").map(|line| escaped(line, |c| c == '\n'));
        Self(lines.collect::<Vec<_>>().join("\r\n"))
    }

    /// As it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Text of which no line is begun anew: a name, a word of the command line.
///
/// ```
/// assert_eq!(verigrad::shown::word("a\nerror: b\t"), "a\\nerror: b\\t");
/// ```
pub fn word(text: &str) -> String {
    escaped(text, |_| false)
}

/// A path in one line; bytes that are no text are shown as escapes.
pub fn path(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let mut shown = String::new();
    for chunk in bytes.utf8_chunks() {
        shown += &word(chunk.valid());
        chunk.invalid().iter().for_each(|byte| shown += &format!("\\x{byte:02x}"));
    }
    shown
}

/// A path as a word of a command line, in quotes where it needs them. What is no text or not
/// seen is written in the quotes of `$'…'`, which bash, zsh and ksh read.
///
/// ```
/// use std::ffi::OsStr;
/// use verigrad::shown::argument;
///
/// assert_eq!(argument(OsStr::new("next year")), "'next year'");
/// assert_eq!(argument(OsStr::new("a\u{1b}b")), "$'a\\x1bb'");
/// ```
pub fn argument(word: &OsStr) -> String {
    let plain = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | '\\' | ':' | '=' | ',')
    };
    match word.to_str() {
        Some(text) if !text.is_empty() && text.chars().all(|c| plain(c) || c.is_alphanumeric()) => {
            text.to_owned()
        }
        Some(text) if !text.chars().any(is_hidden) => {
            format!("'{}'", text.replace('\'', "'\\''"))
        }
        _ => {
            let mut quoted = String::from("$'");
            for &byte in word.as_encoded_bytes() {
                match char::from(byte) {
                    c if c.is_ascii() && plain(c) && c != '\\' => quoted.push(c),
                    _ => quoted += &format!("\\x{byte:02x}"),
                }
            }
            quoted + "'"
        }
    }
}

/// The most characters of a piece of an error.
pub const BRIEF: usize = 400;

/// The start of a text, and how much more there is.
///
/// ```
/// assert_eq!(verigrad::shown::brief("abcdef", 4), "abcd… (2 characters more)");
/// ```
pub fn brief(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => {
            let more = text[end..].chars().count();
            format!("{}… ({more} characters more)", &text[..end])
        }
    }
}

/// What a spreadsheet begins a formula with, in the widths that it takes.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A cell that no spreadsheet takes for a formula, at whatever sign it splits a line. A plain
/// number stays one.
///
/// ```
/// use verigrad::shown::cell;
///
/// assert_eq!(cell("=1+1"), "'=1+1");
/// assert_eq!(cell("a.md; =1+1"), "a.md; '=1+1");
/// assert_eq!(cell("-1.5e-3"), "-1.5e-3");
/// ```
pub fn cell(text: &str) -> String {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e');
    if text.chars().all(plain) && text.parse::<f64>().is_ok() {
        return text.to_owned();
    }
    let mut cell = String::with_capacity(text.len());
    let mut starts = true;
    for c in text.chars() {
        if starts && FORMULA.contains(&c) {
            cell.push('\'');
        }
        // A blank, a quote or what is not seen may be dropped by what reads the cell.
        let splits = matches!(c, ';' | '|' | '\t' | '\n' | '\r');
        starts = splits || starts && (c.is_whitespace() || c == '"' || is_hidden(c));
        push(&mut cell, c);
    }
    cell
}

/// A page on which everything that is not seen is a mark, `⟨U+202E⟩`. Markup holds none of it, so
/// the whole page can be treated at once, attributes and figures too.
pub fn marked(page: &str) -> String {
    let mut marked = String::with_capacity(page.len());
    for c in page.replace("\r\n", "\n").chars() {
        if is_hidden(c) && c != '\n' && c != '\t' {
            marked += &format!("⟨U+{:04X}⟩", u32::from(c));
        } else {
            marked.push(c);
        }
    }
    marked
}

/// Whether a character is obeyed, reorders others, or is not seen at all: C0 and C1, line and
/// paragraph separators, the directional marks, embeddings, overrides and isolates of Unicode's
/// UAX #9, zero-width spaces and joiners of words, annotations, and tags. The joiners of scripts
/// and emoji (U+200C, U+200D) are left.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn escaped(text: &str, kept: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if kept(c) { shown.push(c) } else { push(&mut shown, c) }
    }
    shown
}

fn push(shown: &mut String, c: char) {
    match c {
        '\n' | '\r' | '\t' => shown.extend(c.escape_default()),
        _ if is_hidden(c) => shown.extend(c.escape_unicode()),
        _ => shown.push(c),
    }
}

/// Escapes everything but sequences that set a colour or a weight: ESC [ numbers m.
fn with_colours(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        shown += &escaped(&rest[..at], |c| c == '\n');
        let inside = rest[at..].strip_prefix("\u{1b}[").unwrap_or_default();
        let numbers = inside.bytes().take_while(|b| b.is_ascii_digit() || *b == b';').count();
        let length = match inside.as_bytes().get(numbers) {
            Some(b'm') => numbers + 3,
            _ => 0,
        };
        match length {
            0 => push(&mut shown, '\u{1b}'),
            length => shown += &rest[at..at + length],
        }
        rest = &rest[at + length.max(1)..];
    }
    shown + &escaped(rest, |c| c == '\n')
}
