//! Characters of words, and windows of a text.

/// Whether a character is part of a word.
pub(in crate::read) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Whether a text starts with a whole word.
pub(in crate::read) fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(is_word))
}

/// At most so many bytes before a byte.
pub(in crate::read) fn tail(text: &str, end: usize, bytes: usize) -> &str {
    let mut start = end.saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..end]
}

/// At most so many bytes from a byte on.
pub(in crate::read) fn head(text: &str, start: usize, bytes: usize) -> &str {
    let mut end = (start + bytes).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}
