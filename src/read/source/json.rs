//! A reader of JSON that knows where each text stands, and that takes what real notebooks hold
//! against the standard: NaN, lone surrogates, raw tabs. It keeps nothing it was not asked for.

use std::ops::Range;

use crate::read::language::text::Text;

/// Brackets within brackets; notebooks have a dozen.
const DEPTH_LIMIT: usize = 200;

/// What is wrong, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct JsonError {
    /// Byte of the text.
    pub at: usize,
    /// In words.
    pub message: &'static str,
}

/// A place in a JSON text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Json<'a> {
    text: &'a str,
    at: usize,
}

/// What a value is, by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    List,
    Text,
    Other,
}

impl<'a> Json<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut json = Self { text, at: 0 };
        json.blanks();
        json
    }

    /// What stands here.
    pub(super) fn kind(&self) -> Kind {
        match self.byte() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::List,
            Some(b'"') => Kind::Text,
            _ => Kind::Other,
        }
    }

    /// The entries of an object: each key's bytes without its quotes, and its value; none if it
    /// is something else.
    pub(super) fn entries(self) -> Result<Vec<(&'a str, Self)>, JsonError> {
        let mut entries = Vec::new();
        if self.kind() != Kind::Object {
            return Ok(entries);
        }
        let mut here = self.step();
        loop {
            here.separators();
            match here.byte() {
                Some(b'}') => return Ok(entries),
                Some(b'"') => {
                    let key = here.string()?;
                    here.blanks();
                    if here.byte() != Some(b':') {
                        return here.fail("a colon is missing");
                    }
                    here = here.step();
                    entries.push((&here.text[key], here));
                    here.skip()?;
                }
                None => return here.fail("the text ends inside an object"),
                Some(_) => return here.fail("a key in quotes is missing"),
            }
        }
    }

    /// The elements of a list; none if it is something else.
    pub(super) fn elements(self) -> Result<Vec<Self>, JsonError> {
        let mut elements = Vec::new();
        if self.kind() != Kind::List {
            return Ok(elements);
        }
        let mut here = self.step();
        loop {
            here.separators();
            match here.byte() {
                Some(b']') => return Ok(elements),
                None => return here.fail("the text ends inside a list"),
                Some(_) => {
                    elements.push(here);
                    here.skip()?;
                }
            }
        }
    }

    /// Nothing but blanks may follow this value.
    pub(super) fn end(mut self) -> Result<(), JsonError> {
        self.skip()?;
        self.blanks();
        if self.at < self.text.len() { self.fail("something follows the end") } else { Ok(()) }
    }

    /// A text, or a list of texts joined, that knows where its characters stand in the file.
    pub(super) fn text(self) -> Result<Text, JsonError> {
        let mut text = Text::default();
        match self.kind() {
            Kind::Text => self.append(&mut text)?,
            Kind::List => {
                for piece in self.elements()? {
                    if piece.kind() == Kind::Text {
                        piece.append(&mut text)?;
                    }
                }
            }
            Kind::Object | Kind::Other => {}
        }
        Ok(text)
    }

    fn append(mut self, text: &mut Text) -> Result<(), JsonError> {
        let span = self.string()?;
        unescape(self.text, span, text);
        Ok(())
    }

    /// A short text as it is written, such as a cell's type.
    pub(super) fn word(self) -> &'a str {
        let mut here = self;
        match self.kind() {
            Kind::Text => here.string().map_or("", |span| &self.text[span]),
            _ => {
                let _ = here.skip();
                self.text[self.at..here.at].trim()
            }
        }
    }

    /// Byte of the text.
    pub(super) fn at(self) -> usize {
        self.at
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Behind the byte here and the blanks that follow.
    fn step(mut self) -> Self {
        self.at += 1;
        self.blanks();
        self
    }

    fn blanks(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn separators(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace() || byte == b',') {
            self.at += 1;
        }
    }

    fn fail<T>(&self, message: &'static str) -> Result<T, JsonError> {
        Err(JsonError { at: self.at, message })
    }

    /// Steps over a string, and gives the bytes between its quotes.
    fn string(&mut self) -> Result<Range<usize>, JsonError> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at += 2,
                Some(_) => at += 1,
                None => return self.fail("the text ends inside this string"),
            }
        }
        self.at = at + 1;
        Ok(start..at)
    }

    /// Steps over a value of any kind.
    fn skip(&mut self) -> Result<(), JsonError> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.string()?;
                }
                Some(bracket @ (b'{' | b'[')) => {
                    if open.len() == DEPTH_LIMIT {
                        return self.fail("nested more than 200 deep");
                    }
                    open.push(bracket + 2);
                    self.at += 1;
                }
                Some(bracket @ (b'}' | b']')) => {
                    if open.pop() != Some(bracket) {
                        return self.fail("this bracket closes nothing");
                    }
                    self.at += 1;
                }
                Some(b',' | b':') if !open.is_empty() => self.at += 1,
                Some(byte) if byte.is_ascii_whitespace() && !open.is_empty() => self.at += 1,
                Some(byte) if is_bare(byte) => {
                    while self.byte().is_some_and(is_bare) {
                        self.at += 1;
                    }
                }
                Some(_) => return self.fail("no JSON value begins like this"),
                None => return self.fail("the text ends before the last bracket is closed"),
            }
            if open.is_empty() {
                return Ok(());
            }
        }
    }
}

/// Bytes of numbers, `true`, `null`, and of `NaN` and `-Infinity`, which Python writes.
fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

fn unescape(source: &str, span: Range<usize>, text: &mut Text) {
    let mut at = span.start;
    while at < span.end {
        let length = source[at..span.end].find('\\').unwrap_or(span.end - at);
        text.push(&Text::verbatim(&source[at..at + length], at));
        at += length;
        if at < span.end {
            let (character, taken) = escape(&source[at..span.end]);
            let source = at..at + taken;
            text.push(&Text::standing_for(character.encode_utf8(&mut [0; 4]), source));
            at += taken;
        }
    }
}

/// The character of an escape, and its bytes; a surrogate without its other half is U+FFFD.
fn escape(text: &str) -> (char, usize) {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(text) else {
        let character = text[1..].chars().next().unwrap_or('\\');
        let meant = match character {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            other => other,
        };
        return (meant, 1 + character.len_utf8());
    };
    if let Some(character) = char::from_u32(first) {
        return (character, 6);
    }
    let second = text.get(6..).and_then(unit).filter(|unit| (0xdc00..0xe000).contains(unit));
    match second {
        Some(second) if first < 0xdc00 => {
            let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
        }
        _ => (char::REPLACEMENT_CHARACTER, 6),
    }
}
