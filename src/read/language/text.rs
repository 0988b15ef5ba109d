//! A text that knows where each of its bytes stands in the file.
//!
//! Every pass rewrites: marks of emphasis go, TeX macros become signs, lines are joined. What is
//! read must still be found in the file, so each rewriting keeps the way back.

use std::fmt;
use std::ops::{Deref, Range};

use regex::Regex;

/// A rewritten piece of a file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text {
    content: String,
    /// In order of `at`; the first begins at 0 if there is any content.
    pieces: Vec<Piece>,
}

/// Bytes of the content from `at` up to the next piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    at: usize,
    /// First byte in the file.
    from: usize,
    /// Bytes that it takes there; a piece that stands there word for word has as many itself.
    width: usize,
    verbatim: bool,
}

/// One change of a text: these bytes become that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the content.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub put: String,
}

impl Edit {
    /// These bytes become that.
    pub fn new(range: Range<usize>, put: impl Into<String>) -> Self {
        Self { range, put: put.into() }
    }
}

impl Text {
    /// A piece of a file, word for word, from that byte on.
    pub fn verbatim(content: &str, from: usize) -> Self {
        let piece = Piece { at: 0, from, width: content.len(), verbatim: true };
        let pieces = if content.is_empty() { Vec::new() } else { vec![piece] };
        Self { content: content.to_owned(), pieces }
    }

    /// Words that stand for those bytes of a file.
    pub fn standing_for(content: &str, source: Range<usize>) -> Self {
        let piece = Piece { at: 0, from: source.start, width: source.len(), verbatim: false };
        let pieces = if content.is_empty() { Vec::new() } else { vec![piece] };
        Self { content: content.to_owned(), pieces }
    }

    /// The text as it is read.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Where bytes of the content stand in the file: from the first to the last of them.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() {
            return 0..0;
        }
        let first = self.piece_at(range.start);
        let last = self.piece_at(range.end.saturating_sub(1).max(range.start));
        let (one, other) = (self.pieces[first], self.pieces[last]);
        let start =
            if one.verbatim { one.from + (range.start - one.at).min(one.width) } else { one.from };
        let end = if other.verbatim {
            other.from + (range.end - other.at).min(other.width)
        } else {
            other.from + other.width
        };
        start.min(end)..end.max(start)
    }

    fn piece_at(&self, byte: usize) -> usize {
        self.pieces.partition_point(|piece| piece.at <= byte).saturating_sub(1)
    }

    /// A part of it.
    ///
    /// # Panics
    /// Bounds that are no bounds of characters, as of a `str`.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let mut result = Self::default();
        result.append(self, range);
        result
    }

    /// Another text behind this one.
    pub fn push(&mut self, other: &Self) {
        self.append(other, 0..other.len());
    }

    /// Characters behind this one that stand nowhere in the file, such as a joining blank.
    pub fn push_str(&mut self, put: &str) {
        if put.is_empty() {
            return;
        }
        let end = self.pieces.last().map_or(0, |piece| piece.from + piece.width);
        self.push_piece(Piece { at: self.content.len(), from: end, width: 0, verbatim: false });
        self.content.push_str(put);
    }

    fn push_piece(&mut self, piece: Piece) {
        // Pieces that continue one another are one.
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && piece.verbatim
            && last.from + last.width == piece.from
        {
            last.width += piece.width;
            return;
        }
        self.pieces.push(piece);
    }

    fn append(&mut self, other: &Self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let (first, last) = (other.piece_at(range.start), other.piece_at(range.end - 1));
        for index in first..=last {
            let piece = other.pieces[index];
            let next = other.pieces.get(index + 1).map_or(other.len(), |next| next.at);
            let (start, end) = (piece.at.max(range.start), next.min(range.end));
            let at = self.content.len();
            let piece = if piece.verbatim {
                Piece {
                    at,
                    from: piece.from + (start - piece.at),
                    width: end - start,
                    verbatim: true,
                }
            } else {
                Piece { at, ..piece }
            };
            self.push_piece(piece);
            self.content.push_str(&other.content[start..end]);
        }
    }

    /// The text after some changes, which are in order and do not overlap.
    ///
    /// # Panics
    /// Ranges that overlap or go backwards.
    pub fn edited(&self, edits: &[Edit]) -> Self {
        let mut result = Self::default();
        let mut at = 0;
        for Edit { range, put } in edits {
            assert!(at <= range.start, "edits overlap");
            result.append(self, at..range.start);
            if !put.is_empty() {
                let source = self.source(range.clone());
                result.push(&Self::standing_for(put, source));
            }
            at = range.end;
        }
        result.append(self, at..self.len());
        result
    }

    /// Every match becomes that text; `$1` stands for a group, as in [`Regex::replace_all`], but
    /// then the way back is that of the whole match: see [`Text::keep_group`].
    pub fn replace(&self, pattern: &Regex, put: &str) -> Self {
        if !pattern.is_match(self) {
            return self.clone();
        }
        let mut edits = Vec::new();
        for captures in pattern.captures_iter(self) {
            let mut made = String::new();
            captures.expand(put, &mut made);
            edits.push(Edit::new(captures.get_match().range(), made));
        }
        self.edited(&edits)
    }

    /// Of every match only that group stays, word for word; nothing where it took no part.
    pub fn keep_group(&self, pattern: &Regex, group: usize) -> Self {
        if !pattern.is_match(self) {
            return self.clone();
        }
        let mut edits = Vec::new();
        for captures in pattern.captures_iter(self) {
            let whole = captures.get_match().range();
            match captures.get(group) {
                Some(kept) => {
                    edits.push(Edit::new(whole.start..kept.start(), ""));
                    edits.push(Edit::new(kept.end()..whole.end, ""));
                }
                None => edits.push(Edit::new(whole, "")),
            }
        }
        self.edited(&edits)
    }

    /// The lines, without their ends.
    pub fn lines(&self) -> Vec<Self> {
        self.split_on('\n').into_iter().map(|line| line.without_end('\r')).collect()
    }

    /// The pieces between such characters.
    pub fn split_on(&self, mark: char) -> Vec<Self> {
        let mut found = Vec::new();
        let mut start = 0;
        for (at, _) in self.content.match_indices(mark) {
            found.push(self.slice(start..at));
            start = at + mark.len_utf8();
        }
        found.push(self.slice(start..self.len()));
        found
    }

    fn without_end(self, mark: char) -> Self {
        if self.ends_with(mark) { self.slice(0..self.len() - mark.len_utf8()) } else { self }
    }

    /// Without blanks at its ends.
    pub fn trimmed(&self) -> Self {
        let start = self.len() - self.trim_start().len();
        let kept = self.trim().len();
        if kept == self.len() { self.clone() } else { self.slice(start..start + kept) }
    }

    /// Texts behind one another with a separator.
    pub fn join<'a>(texts: impl IntoIterator<Item = &'a Self>, separator: &str) -> Self {
        let mut result = Self::default();
        for (index, text) in texts.into_iter().enumerate() {
            if index > 0 {
                result.push_str(separator);
            }
            result.push(text);
        }
        result
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.content
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &Text, word: &str, file: &str) -> String {
        let at = text.find(word).expect("there");
        file[text.source(at..at + word.len())].to_owned()
    }

    #[test]
    fn what_is_kept_is_found_in_the_file() {
        let file = "A **bold** $\\eta$ = 0.1\r\nand more";
        let text = Text::verbatim(file, 0);
        let text = text.keep_group(&Regex::new(r"\*\*(.*?)\*\*").expect("pattern"), 1);
        let text = text.replace(&Regex::new(r"\\eta").expect("pattern"), "η");
        assert_eq!(text.lines()[0].as_str(), "A bold $η$ = 0.1");
        assert_eq!(found(&text, "bold", file), "bold");
        assert_eq!(found(&text, "η", file), "\\eta");
        assert_eq!(found(&text, "0.1", file), "0.1");
        let lines = text.lines();
        assert_eq!(found(&lines[1], "more", file), "more");
        let joined = Text::join(&lines, " ");
        assert_eq!(joined.as_str(), "A bold $η$ = 0.1 and more");
        assert_eq!(found(&joined, "0.1 and", file), "0.1\r\nand");
    }

    #[test]
    fn slices_of_slices_keep_the_way_back() {
        let file = "one two three";
        let text = Text::verbatim(file, 0).slice(4..13).slice(4..9);
        assert_eq!(text.as_str(), "three");
        assert_eq!(text.source(0..5), 8..13);
        assert_eq!(Text::default().source(0..0), 0..0);
    }
}
