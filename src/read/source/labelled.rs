//! Lines of prose joined to paragraphs, except those that begin with a label of their own.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::shapes::width;
use crate::read::language::text::{Edit, Text};
use crate::read::layout::block::Block;

static ANSWER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*([^\s:]+ ){0,3}[^\s:]+ ?: .*\d"));
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:[-*•] )?[\wäöüéè'.()/ ]{2,30}: ?.*\d"));
static CAPTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*(note|table|figure|tab\.|fig\.)"));
static FINISHED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.:;!?]\s*$"));
static WIDE_GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\w(\s{2,})\w"));

/// A line that is wider is prose, whatever it begins with.
const LABELLED_WIDTH: usize = 130;
/// A line that is wider and not finished goes on in the next.
const FULL_WIDTH: usize = 60;

/// Whether most of several lines begin with a label and a colon and have a number.
pub(super) fn is_label_run(lines: &[Text]) -> bool {
    let labelled = lines.iter().filter(|line| ANSWER.is_match(line)).count();
    lines.len() > 1 && labelled * 10 > lines.len() * 7
}

/// A paragraph, except that lines that begin with a short label and a colon stand for themselves.
pub(super) fn labelled_lines(lines: &[Text], out: &mut Vec<Block>) {
    let mut start = 0;
    for at in 1..lines.len() {
        if is_labelled(&lines[at]) && !goes_on(&lines[at - 1]) {
            out.push(Block::paragraph(joined(&lines[start..at])));
            start = at;
        }
    }
    if start < lines.len() {
        out.push(Block::paragraph(joined(&lines[start..])));
    }
}

fn is_labelled(line: &str) -> bool {
    width(line) < LABELLED_WIDTH && LABEL.is_match(line) && !CAPTION.is_match(line)
}

fn goes_on(line: &str) -> bool {
    width(line) > FULL_WIDTH && !FINISHED.is_match(line)
}

/// Lines as one text: words that a hyphen divides at the end of a line are whole again.
pub(super) fn joined(lines: &[Text]) -> Text {
    let lines: Vec<Text> = lines.iter().map(Text::trimmed).collect();
    let mut result = Text::default();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1);
        let whole = next.filter(|next| divides(line, next));
        let end = if whole.is_some() { line.len() - 1 } else { line.len() };
        result.push(&line.slice(0..end));
        if next.is_some() && whole.is_none() {
            result.push_str(" ");
        }
    }
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(gap) = WIDE_GAP.captures_at(&result, at).and_then(|found| found.get(1)) {
        edits.push(Edit::new(gap.range(), " "));
        at = gap.end();
    }
    if edits.is_empty() { result } else { result.edited(&edits) }
}

/// Whether a hyphen at the end of a line divides a word that goes on in the next.
fn divides(line: &str, next: &str) -> bool {
    let is_small = |letter: char| letter.is_ascii_lowercase();
    line.strip_suffix('-').is_some_and(|line| line.ends_with(is_small))
        && next.starts_with(is_small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divided_words_are_whole_and_found() {
        let file = "an accu-\n  racy of  0.5 and\n more";
        let text = joined(&Text::verbatim(file, 0).lines());
        assert_eq!(text.as_str(), "an accuracy of 0.5 and more");
        let at = text.find("0.5").expect("there");
        assert_eq!(&file[text.source(at..at + 3)], "0.5");
    }

    #[test]
    fn answers_stand_for_themselves() {
        let file = "We found this:\nbest rate: 0.1\naccuracy: 0.5\nwhich is fine.";
        let mut out = Vec::new();
        labelled_lines(&Text::verbatim(file, 0).lines(), &mut out);
        let texts: Vec<&str> = out.iter().map(Block::text).collect();
        assert_eq!(texts, ["We found this:", "best rate: 0.1", "accuracy: 0.5 which is fine."]);
    }
}
