//! Marks within a line: links, tags, entities, TeX, emphasis.

use std::sync::LazyLock;

use regex::Regex;

use super::entities::entities;
use super::pattern::pattern;
use super::tex::tex;
use crate::read::language::text::{Edit, Text};

/// Only these begin a mark.
const MARKS: [char; 10] = ['[', '<', ':', '&', '\\', '$', '*', '`', '=', '^'];

static EMBEDDED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"!?\[\[[^\]]*\]\]|!\[[^\]]*\]\([^)]*\)"));
/// A link has a letter before any digit, so that a point in brackets is none.
static LINK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[([^\]\d]*[A-Za-z][^\]]*)\]\([^)]*\)"));
/// Words with attributes, as Pandoc writes what is underlined.
static SPAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[([^\]]*)\]\{[.#][^{}]*\}"));
/// A raised number of HTML or reStructuredText, and of Pandoc.
static RAISED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:<sup>\s*|(?:\\ )?:sup:`\s*)([-−–]?\d+)(?:\s*</sup>|\s*`)"));
static RAISED_BY_CARETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\^([-−–]?\d+)\^"));
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"</?(?:b|i|em|strong|code|span|sub|sup|u|p|div|kbd|mark|small|font|center|details",
        r"|summary|br|td|tr|th)\b[^<>]*>"
    ))
});
static ROLE: LazyLock<Regex> = LazyLock::new(|| pattern(r":math:`([^`]*)`"));

/// The words and numbers of a line, without marks.
pub fn inline(text: &Text) -> Text {
    if !text.contains(MARKS) && !text.contains("__") {
        return text.clone();
    }
    let mut text = text.clone();
    if text.contains('[') {
        text = text.replace(&EMBEDDED, " ").keep_group(&LINK, 1).keep_group(&SPAN, 1);
    }
    text = raised(&raised(&text, &RAISED), &RAISED_BY_CARETS);
    if text.contains('<') {
        text = text.replace(&TAG, " ");
    }
    text = text.keep_group(&ROLE, 1);
    text = tex(&entities(&text));
    emphasis(&doubled(&text))
}

/// Raised numbers as TeX writes them, the number itself word for word.
fn raised(text: &Text, pattern: &Regex) -> Text {
    let mut edits = Vec::new();
    for found in pattern.captures_iter(text) {
        let (Some(number), whole) = (found.get(1), found.get_match()) else { continue };
        edits.push(Edit::new(whole.start()..number.start(), "^{"));
        edits.push(Edit::new(number.end()..whole.end(), "}"));
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_alphanumeric() || character == '_')
}

fn is_space(character: Option<char>) -> bool {
    character.is_none_or(char::is_whitespace)
}

/// Bold, code and highlighting: their marks become blanks.
fn doubled(text: &Text) -> Text {
    let mut edits = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        let twice = bytes.get(at + 1) == Some(&byte);
        let length = match byte {
            b'`' if twice => 2,
            b'`' => 1,
            b'*' | b'=' | b'_' if twice => 2,
            _ => {
                at += 1;
                continue;
            }
        };
        let end = at + length;
        let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
        let mark = match byte {
            b'=' => !is_space(before) || !is_space(after),
            b'_' => is_word(before) != is_word(after),
            _ => true,
        };
        let digit = |character: Option<char>| character.is_some_and(|one| one.is_ascii_digit());
        let power = byte == b'*' && digit(before) && (digit(after) || after == Some('-'));
        if power {
            edits.push(Edit::new(at..end, "^"));
        } else if mark {
            edits.push(Edit::new(at..end, " "));
        }
        at = if mark { end } else { at + 1 };
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

/// Emphasis between single stars that stand at words.
fn emphasis(text: &Text) -> Text {
    let stars: Vec<usize> = text.match_indices('*').map(|(at, _)| at).collect();
    let mut edits = Vec::new();
    let mut index = 0;
    while let Some(pair) = stars.get(index..index + 2) {
        let (open, close) = (pair[0], pair[1]);
        let before = text[..open].chars().next_back();
        let inside = &text[open + 1..close];
        let after = text[close + 1..].chars().next();
        let edge = |one: Option<char>| !is_word(one) && one != Some('*');
        let filled = !is_space(inside.chars().next()) && !is_space(inside.chars().next_back());
        if edge(before) && filled && edge(after) {
            edits.push(Edit::new(open..open + 1, " "));
            edits.push(Edit::new(close..close + 1, " "));
            index += 2;
        } else {
            index += 1;
        }
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> String {
        let text = inline(&Text::verbatim(source, 0));
        for (at, digits) in text.match_indices("96") {
            assert_eq!(&source[text.source(at..at + digits.len())], digits);
        }
        text.as_str().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn marks_go_and_numbers_keep_their_place() {
        assert_eq!(read("**0.96** and `0.961` ==best== __0.962__"), "0.96 and 0.961 best 0.962");
        assert_eq!(read("see [the run](a.md#96) ![[p.png|96]] *0.96*"), "see the run 0.96");
        assert_eq!(read("[Task c)]{.underline} 0.96"), "Task c) 0.96");
        assert_eq!(read("[0.96 0.98](x)"), "[0.96 0.98](x)");
        assert_eq!(read("4.96 &times; 10<sup>-5</sup>"), "4.96 × 10^{-5}");
        assert_eq!(read("4.96 × 10\\ :sup:`-5` :math:`x^2`"), "4.96 × 10^{-5} x^2");
        assert_eq!(read("4.96·10^–5^ and `2^5`"), "4.96·10^{–5} and 2^5");
        assert_eq!(read("<b>0.96</b> <span class=\"96x\">0.96</span>"), "0.96 0.96");
        assert_eq!(
            read("2*96*3 and 4.96*10**-5 a == b snake__case"),
            "2*96*3 and 4.96*10^-5 a == b snake__case"
        );
        assert_eq!(read("x < 96 and y > 96"), "x < 96 and y > 96");
    }
}
