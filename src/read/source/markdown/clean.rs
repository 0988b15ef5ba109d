//! What is done to a Markdown text before its lines are told apart: comments go, the HTML that
//! stands for Markdown becomes it, quotations are read like the rest.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::language::text::{Edit, Text};
use crate::read::source::pattern::pattern;

/// Comments of HTML, and of Obsidian: within a line, or from a line's start on. The `%%` of a
/// notebook's cell is none.
static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?s:<!--.*?-->)|%%[^\n%]+%%|(?m:^%%)\s(?s:.*?)%%"));
static HEADING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?is)<h([1-6])(?:\s[^>]*)?>(.*?)</h[1-6]\s*>"));
static LINE_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*\n\s*"));
static BOLD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)</?(?:b|strong)>"));
static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<br\s*/?>"));
static BLOCK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)</?(?:p|div|center|hr)\b[^>]*>"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\s*> ?)+"));
static FENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:`{3,}|~{3,})"));
/// A prompt of Python in a fenced block, which is no quotation.
static PROMPT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*>>>(?:\s|$)"));
/// A fence of a division, as Pandoc and Quarto have, and MyST with a title.
static DIVISION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*:{3,}\s*(?:\{[^{}]*\}|[\w.-]*)[\s:]*(.*?)[\s:]*$"));

/// The lines of a Markdown text, without front matter.
pub(super) fn lines(text: &Text) -> Vec<Text> {
    let mut text = text.replace(&COMMENT, "");
    if text.contains('<') {
        text = headings(&text).replace(&BOLD, "**");
        text = breaks(&text);
        if !text.contains("<table") {
            text = text.replace(&BLOCK, "\n");
        }
    }
    let lines = text.lines();
    let start = front_matter(&lines);
    let mut cleaned = Vec::new();
    let mut fenced = false;
    for line in &lines[start..] {
        if fenced && PROMPT.is_match(line) {
            cleaned.push(line.clone());
            continue;
        }
        let line = without_quotation(line);
        fenced ^= FENCE.is_match(&line);
        cleaned.extend(without_division(line));
    }
    cleaned
}

/// Headings that are written as HTML.
fn headings(text: &Text) -> Text {
    let mut edits = Vec::new();
    for found in HEADING.captures_iter(text) {
        let (Some(level), Some(words)) = (found[1].parse().ok(), found.get(2)) else { continue };
        let whole = found.get_match();
        let marks = format!("\n\n{} ", "#".repeat(level));
        edits.push(Edit::new(whole.start()..words.start(), marks));
        for end in LINE_END.find_iter(words.as_str()) {
            edits.push(Edit::new(words.start() + end.start()..words.start() + end.end(), " "));
        }
        edits.push(Edit::new(words.end()..whole.end(), "\n\n"));
    }
    text.edited(&edits)
}

/// Line breaks end a line, but not a row of a table.
fn breaks(text: &Text) -> Text {
    let (mut edits, mut at, mut in_row) = (Vec::new(), 0, false);
    for found in BREAK.find_iter(text) {
        let before = &text[at..found.start()];
        in_row = match before.rsplit_once('\n') {
            Some((_, line)) => line.contains('|'),
            None => in_row || before.contains('|'),
        };
        edits.push(Edit::new(found.range(), if in_row { " " } else { "\n" }));
        at = found.end();
    }
    text.edited(&edits)
}

/// How many lines the front matter takes.
fn front_matter(lines: &[Text]) -> usize {
    let opens = lines.first().is_some_and(|line| line.trim() == "---")
        && lines.get(1).is_some_and(|line| !line.trim().is_empty());
    let end = lines.iter().skip(1).position(|line| matches!(line.trim(), "---" | "..."));
    end.filter(|_| opens).map_or(0, |end| end + 2)
}

fn without_quotation(line: &Text) -> Text {
    match QUOTED.find(line) {
        Some(mark) => line.slice(mark.end()..line.len()),
        None => line.clone(),
    }
}

/// The title of a division leads in.
fn without_division(line: Text) -> Vec<Text> {
    let Some(found) = DIVISION.captures(&line) else { return vec![line] };
    let Some(title) = found.get(1).filter(|title| !title.is_empty()) else {
        return vec![Text::default()];
    };
    let mut bold = Text::default();
    bold.push_str("**");
    bold.push(&line.slice(title.range()));
    bold.push_str("**");
    vec![Text::default(), bold, Text::default()]
}
