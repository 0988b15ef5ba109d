//! HTML cut into tags and what stands between them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::read::source::pattern::pattern;

static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#));
static RAW_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)</(?:script|style)\b"));

/// A tag or what stands between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag: its name in small letters, and its attributes as written.
    Open { name: String, attributes: &'a str },
    /// An end tag.
    Close { name: String },
    /// Words.
    Data(Range<usize>),
}

/// The value of an attribute, empty if it is not there.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> &'a str {
    let named = |found: &regex::Captures| found[1].eq_ignore_ascii_case(name);
    let found = ATTRIBUTE.captures_iter(attributes).find(named);
    let value = found.and_then(|found| (2..=4).find_map(|group| found.get(group)));
    value.map_or("", |value| value.as_str())
}

/// Walks over a text once; searches that came to nothing are not begun again.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// Whether quotes of attributes are believed: not once one had no end.
    quotes: bool,
    /// Inside a script or a style sheet.
    raw: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, quotes: true, raw: false }
    }

    /// The end of the tag that begins here, behind its `>`.
    fn tag_end(&mut self) -> Option<usize> {
        let rest = &self.text[self.at..];
        if self.quotes {
            let mut quote = None;
            for (at, byte) in rest.bytes().enumerate() {
                match (quote, byte) {
                    (None, b'>') => return Some(self.at + at + 1),
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), byte) if open == byte => quote = None,
                    _ => {}
                }
            }
            self.quotes = false;
        }
        rest.find('>').map(|at| self.at + at + 1)
    }

    /// The rest of the text as words.
    fn all(&mut self) -> Token<'a> {
        let data = self.at..self.text.len();
        self.at = self.text.len();
        Token::Data(data)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.raw {
                self.raw = false;
                let end = RAW_END.find_at(self.text, self.at);
                self.at = end.map_or(self.text.len(), |end| end.start());
            }
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('<') {
                let start = self.at;
                self.at = rest.find('<').map_or(self.text.len(), |at| start + at);
                return Some(Token::Data(start..self.at));
            }
            if rest.starts_with("<!--") {
                self.at = rest.find("-->").map_or(self.text.len(), |at| self.at + at + 3);
                continue;
            }
            let name_start = if rest.starts_with("</") { 2 } else { 1 };
            let first = rest[name_start..].chars().next();
            if first.is_some_and(|first| matches!(first, '!' | '?')) {
                match self.tag_end() {
                    Some(end) => self.at = end,
                    None => return Some(self.all()),
                }
                continue;
            }
            if !first.is_some_and(|first| first.is_ascii_alphabetic()) {
                self.at += 1;
                return Some(Token::Data(self.at - 1..self.at));
            }
            let Some(end) = self.tag_end() else { return Some(self.all()) };
            let inside = &self.text[self.at + name_start..end - 1];
            self.at = end;
            let length = inside.find(|one: char| !one.is_ascii_alphanumeric() && one != '-');
            let (name, attributes) = inside.split_at(length.unwrap_or(inside.len()));
            let name = name.to_ascii_lowercase();
            if name_start == 2 {
                return Some(Token::Close { name });
            }
            self.raw = matches!(name.as_str(), "script" | "style");
            return Some(Token::Open { name, attributes });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_words() {
        let text = "a <b class='x > y'>0.96</b> < 3 <!-- 0.1 --><script>if (a < b)</script>end";
        let shown: Vec<String> = Tokens::new(text)
            .map(|token| match token {
                Token::Open { name, attributes } => {
                    format!("<{name} {}", attribute(attributes, "class"))
                }
                Token::Close { name } => format!("/{name}"),
                Token::Data(range) => text[range].to_owned(),
            })
            .collect();
        let expected =
            ["a ", "<b x > y", "0.96", "/b", " ", "<", " 3 ", "<script ", "/script", "end"];
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_is_never_closed_takes_linear_time() {
        let text = "<a \"".repeat(200_000);
        assert!(Tokens::new(&text).count() >= 1);
        let text = "<".repeat(200_000);
        assert_eq!(Tokens::new(&text).count(), 200_000);
    }
}
