//! Cuts a paragraph into sentences, never inside a number or a bracket.

use crate::read::language::characters::tail;
use crate::read::language::text::Text;

/// Shortened words, whose dot ends no sentence.
const SHORTENED: [&str; 38] = [
    "e.g",
    "i.e",
    "resp",
    "approx",
    "ca",
    "fig",
    "tab",
    "eq",
    "no",
    "nr",
    "vs",
    "cf",
    "z.B",
    "d.h",
    "bzw",
    "p",
    "pp",
    "ep",
    "incl",
    "ex",
    "prob",
    "test",
    "acc",
    "dist",
    "err",
    "grad",
    "num",
    "it",
    "gradient d",
    "Nr",
    "Abb",
    "env",
    "Fig",
    "Tab",
    "Eq",
    "Prob",
    "No",
    "Ex",
];

/// Names of methods that may begin a sentence in small letters.
const BEGINNINGS: [&str; 4] = ["sgd", "adam", "gd", "momentum"];

/// How far back a shortened word can begin.
const WINDOW: usize = 16;

/// The sentences of a paragraph.
pub fn sentences(text: &Text) -> Vec<Text> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut open: i32 = 0;
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '[' => open += 1,
            ']' => open -= 1,
            '.' | '!' | '?' => {
                let ends = end_of_sentence(text, at, before).filter(|_| open <= 0);
                if let Some(next) = ends {
                    found.push(text.slice(start..next).trimmed_end());
                    start = next;
                    open = 0;
                    while characters.peek().is_some_and(|(at, _)| *at < next) {
                        characters.next();
                    }
                }
            }
            _ => {}
        }
        before = Some(character);
    }
    if !text[start..].trim().is_empty() {
        found.push(text.slice(start..text.len()));
    }
    found
}

/// Where the next sentence begins, if a mark at a byte ends one.
fn end_of_sentence(text: &str, at: usize, before: Option<char>) -> Option<usize> {
    // "J. Smith", "Section A."
    if before.is_some_and(|c| c.is_ascii_uppercase()) || is_shortened(tail(text, at, WINDOW), at) {
        return None;
    }
    let rest = &text[at + 1..];
    let quoted = rest.strip_prefix(['"', '”', ')']).unwrap_or(rest);
    let next = quoted.trim_start();
    if next.len() == quoted.len() {
        return None;
    }
    let opened = next.trim_start_matches(|c: char| c.is_whitespace() || "(\"“*`[".contains(c));
    let named = BEGINNINGS.iter().any(|name| {
        opened.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let bracket = next[..next.len() - opened.len()].contains(['(', '[']);
    let begins = bracket
        || named
        || opened.starts_with(|c: char| {
            c.is_ascii_uppercase()
                || ('À'..='Ý').contains(&c)
                || c.is_ascii_digit()
                || "µηθ–".contains(c)
        });
    begins.then_some(text.len() - next.len())
}

/// Whether what ends before a dot is a shortened word or the number of an item; `at` is where the
/// dot stands in the paragraph.
fn is_shortened(before: &str, at: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let shortened = SHORTENED
        .iter()
        .any(|short| before.strip_suffix(short).is_some_and(|rest| !rest.ends_with(word)));
    let item = before.trim_start();
    let item = item.strip_prefix('(').unwrap_or(item);
    let mark = |c: char| c.is_ascii_digit() || ('a'..='d').contains(&c.to_ascii_lowercase());
    let whole = at == before.len();
    shortened || (whole && item.len() == 1 && item.starts_with(mark))
}

impl Text {
    fn trimmed_end(&self) -> Self {
        let kept = self.trim_end().len();
        if kept == self.len() { self.clone() } else { self.slice(0..kept) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let text = Text::verbatim(text, 0);
        sentences(&text).iter().map(|one| one.as_str().to_owned()).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(
            cut("It took 5. Then 3.5 more. adam won!"),
            ["It took 5.", "Then 3.5 more.", "adam won!"]
        );
        assert_eq!(cut("See fig. 3, e.g. The valley."), ["See fig. 3, e.g. The valley."]);
        assert_eq!(cut("[1. 0.9] and [1. A"), ["[1. 0.9] and [1. A"]);
        assert_eq!(cut("1. Momentum won. (It did.) ok"), ["1. Momentum won.", "(It did.) ok"]);
    }

    #[test]
    fn nothing_is_lost() {
        let text = "A b. C d?  E (f). G";
        let kept: String = cut(text).concat();
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(letters(&kept), letters(text));
    }
}
