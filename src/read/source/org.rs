//! Org: headings of stars, blocks and keywords that begin with `#+`, tables of bars.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::rewritten::Rewritten;
use crate::read::language::text::{Edit, Text};
use crate::read::layout::block::Block;

static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\*+) (.*)$"));
static TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*:[\w:@]+:\s*$"));
static BLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*#\+begin_(src|example|verbatim)\s*(\w*)"));
static BLOCK_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s*#\+end_(src|example|verbatim)"));
static CAPTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\s*#\+caption:?\s*(.*)$"));
static KEYWORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*#\+|^\s*:\w+:"));
static PRINTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*: (.*)$"));
static RULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\|[-+:| ]+\|?\s*$"));
static MARKED: LazyLock<Regex> = LazyLock::new(|| pattern(r"[=~]([^=~\s][^=~]*)[=~]"));

/// The blocks of an Org file.
pub fn org(text: &Text, out: &mut Vec<Block>) {
    let lines = text.lines();
    let mut made = Rewritten::default();
    let mut caption = Text::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let is_row = line.trim_start().starts_with('|');
        if !is_row && !caption.is_empty() && !KEYWORD.is_match(line) {
            made.paragraph(std::mem::take(&mut caption));
        }
        let taken = if is_row {
            let rows = count(&lines[at..], |line| line.trim_start().starts_with('|'));
            table(&lines[at..at + rows], &std::mem::take(&mut caption), &mut made, out);
            rows
        } else if let Some(found) = BLOCK.captures(line) {
            let inside = count(&lines[at + 1..], |line| !BLOCK_END.is_match(line));
            let is_source = found[1].eq_ignore_ascii_case("src");
            let language = match &found[2] {
                _ if !is_source => "text",
                "" => "python",
                language => language,
            };
            made.fenced(language, lines[at + 1..at + 1 + inside].iter().cloned());
            inside + 2
        } else if PRINTED.is_match(line) {
            let printed = count(&lines[at..], |line| PRINTED.is_match(line));
            let behind = |line: &Text| line.keep_group(&PRINTED, 1);
            made.fenced("text", lines[at..at + printed].iter().map(behind));
            printed
        } else {
            if let Some(found) = CAPTION.captures(line) {
                let words = found.get(1).map_or(0..0, |words| words.range());
                caption = unmarked(&line.slice(words));
            } else {
                words(line, &mut made);
            }
            1
        };
        at += taken;
    }
    if !caption.is_empty() {
        made.paragraph(caption);
    }
    made.read(out);
}

/// How many lines are such.
fn count(lines: &[Text], is: impl Fn(&Text) -> bool) -> usize {
    lines.iter().take_while(|line| is(line)).count()
}

fn words(line: &Text, made: &mut Rewritten) {
    if let Some(found) = HEADING.captures(line) {
        let words = found.get(2).map_or(0..0, |words| words.range());
        made.heading(found[1].len(), &line.slice(words).replace(&TAGS, ""));
    } else if !KEYWORD.is_match(line) {
        made.line(unmarked(line));
    }
}

/// Without the marks of code and verbatim words. The closing mark is no sign of a word that
/// follows, as in `x=1, y=2`, nor the opening one of a word before it.
fn unmarked(line: &Text) -> Text {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(found) = MARKED.captures_at(line, at) {
        let whole = found.get_match().range();
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let before = line[..whole.start].chars().next_back();
        if is_word(before) || is_word(line[whole.end..].chars().next()) {
            at = whole.start + 1;
            continue;
        }
        edits.push(Edit::new(whole.start..whole.start + 1, ""));
        edits.push(Edit::new(whole.end - 1..whole.end, ""));
        at = whole.end;
    }
    if edits.is_empty() { line.clone() } else { line.edited(&edits) }
}

fn table(lines: &[Text], caption: &Text, made: &mut Rewritten, out: &mut Vec<Block>) {
    let is_rule = |line: &Text| RULE.is_match(line);
    let rows = lines.iter().filter(|line| !is_rule(line)).map(row).collect::<Vec<_>>();
    made.table(&rows, 1, caption, out);
}

/// The cells of a line between bars; the code in them without its marks.
pub(super) fn row(line: &Text) -> Vec<Text> {
    let line = line.trimmed();
    let start = usize::from(line.starts_with('|'));
    let end = line.len() - usize::from(line.len() > start && line.ends_with('|'));
    let cells = line.slice(start..end).split_on('|');
    cells.iter().map(|cell| unmarked(&cell.trimmed())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::shown::read;
    use super::*;

    #[test]
    fn headings_tables_and_printed_lines() {
        let file = "#+TITLE: x\n* One :tag:\n** Two\n#+CAPTION: With =0.5=\n| a | b |\n|---+---|\n\
                    | ~c~ | 0.5 |\n#+caption: a figure\n[[file:a.png]]\nx=1, y=0.5 =z= end\n\
                    : adam 0.5\n: sgd 0.5\n#+begin_src python\nf(0.5)\n#+end_src\n";
        assert_eq!(
            read(org, file),
            [
                "1# One",
                "2# Two",
                "With 0.5 [1] a & b // c & 0.5",
                "a figure",
                "x=1, y=0.5 z end",
                "code",
                "| adam 0.5",
                "| sgd 0.5",
                "code"
            ]
        );
    }
}
