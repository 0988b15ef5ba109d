//! Pieces of a part's name: words, numbers, single letters.

use crate::read::language::characters::is_word;

/// More letters than any word before a part's name has.
const WORD_LIMIT: usize = 24;

/// The letters and digits at a byte; empty if there are too many.
pub(in crate::read) fn word_at(text: &str, at: usize) -> &str {
    let mut end = at;
    for (count, character) in text[at..].chars().enumerate() {
        if !is_word(character) {
            break;
        }
        if count == WORD_LIMIT {
            return "";
        }
        end += character.len_utf8();
    }
    &text[at..end]
}

/// The byte behind blanks and ties.
pub(in crate::read) fn after_blanks(text: &str, at: usize) -> usize {
    /// Blanks between two pieces of a name.
    const BLANKS: usize = 8;
    let blanks = text[at..].chars().take(BLANKS).take_while(|c| c.is_whitespace() || *c == '~');
    at + blanks.map(char::len_utf8).sum::<usize>()
}

/// The byte behind a number of one or two digits; the same byte if there is none such.
pub(in crate::read) fn number_end(text: &str, at: usize) -> usize {
    let digits = text[at..].bytes().take(3).take_while(u8::is_ascii_digit).count();
    if digits <= 2 { at + digits } else { at }
}

/// A Latin letter that stands alone, in small letters, and the byte behind it.
pub(in crate::read) fn single_letter(text: &str, at: usize) -> Option<(char, usize)> {
    let letter = text[at..].chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = &text[at + 1..];
    let compound = rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_word));
    let alone = !rest.starts_with(is_word) && !compound;
    alone.then_some((letter.to_ascii_lowercase(), at + 1))
}

/// Whether the letter at these bytes is a word of its own: "a comparison", "2 a 3".
pub(in crate::read) fn is_article(text: &str, start: usize, end: usize) -> bool {
    let rest = &text[end..];
    let blank = rest.starts_with(' ');
    let next = rest.trim_start().chars().next();
    text[start..end].eq_ignore_ascii_case("a") && blank && next.is_some_and(char::is_alphanumeric)
}

/// Marks and blanks that may stand between the letters of a name.
const MARKS: usize = 4;

/// Whether a text starts with the letters and digits of a name, whatever the case, blanks and
/// marks, and a word ends there; gives the byte behind the last of them.
pub(in crate::read) fn starts_with(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for (index, expected) in name.chars().filter(|c| c.is_alphanumeric()).enumerate() {
        let mut skipped = 0;
        let next = loop {
            let next = rest.chars().next()?;
            if next.is_alphanumeric() {
                break next;
            }
            skipped += 1;
            if index == 0 || skipped > MARKS || next == '\n' {
                return None;
            }
            rest = &rest[next.len_utf8()..];
        };
        if !next.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
        rest = &rest[next.len_utf8()..];
    }
    let whole = !rest.starts_with(char::is_alphanumeric);
    (whole && rest.len() < text.len()).then(|| text.len() - rest.len())
}

/// Behind blanks and one mark between a word and its number.
pub(in crate::read) fn behind_mark(text: &str, at: usize) -> usize {
    let at = after_blanks(text, at);
    let mark = text[at..].starts_with(['.', ':', '#', '~']);
    after_blanks(text, at + usize::from(mark))
}

/// `(b)` at a byte.
pub(in crate::read) fn bracketed(text: &str, at: usize) -> Option<(char, usize)> {
    let open = text[at..].strip_prefix('(').map(|_| after_blanks(text, at + 1))?;
    let (letter, end) = single_letter(text, open)?;
    let close = after_blanks(text, end);
    text[close..].starts_with(')').then_some((letter, close + 1))
}
