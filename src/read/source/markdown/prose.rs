//! Paragraphs of Markdown: where they end, which of their lines stand for themselves, and words
//! in bold that lead in.

use std::sync::LazyLock;

use regex::Regex;

use super::Reader;
use crate::read::language::text::Text;
use crate::read::layout::block::BlockKind;
use crate::read::source::grid::is_pipe_rule;
use crate::read::source::inline::inline;
use crate::read::source::pattern::pattern;

static NEXT_ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[-*+•]|\d+[.)])\s"));
static AFTER_ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:#|```|\|)"));
static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\s*(?:#{1,6}\s|```|~~~|[-*+•] |\d+[.)] |(?:\*\s*){3,}$|(?:_\s*){3,}$|-{3,}\s*$)")
});
/// The mark of a call-out.
static CALLOUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\[![\w-]+\][-+]?\s*"));
/// A line of a paragraph that opens with bold words, a short label or a mark.
static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\s*(?:\*\*[^*]+\*\*|[-*] |[\w'. ()]{1,24}:\s",
        r"|\(?(?:[ivx]{1,4}|[1-9][0-9]?|[1-9]?[a-h])[.)]\s)"
    ))
});
static BOLD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\*\*([^*]+)\*\*\s*"));
static VALUE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[.,]\d|\d{3}"));

/// Whether a line belongs to the list item above it.
pub(super) fn continues_item(line: &str) -> bool {
    !line.trim().is_empty() && !NEXT_ITEM.is_match(line) && !AFTER_ITEM.is_match(line)
}

/// Whether a paragraph ends before this line.
pub(super) fn starts_block(line: &str, next: Option<&str>) -> bool {
    let heads_table = |next: &str| next.contains('|') && is_pipe_rule(next);
    line.trim().is_empty()
        || BLOCK.is_match(line)
        || line.contains('|') && next.is_some_and(heads_table)
}

impl Reader<'_> {
    /// Reads the lines of a paragraph.
    pub(super) fn prose(&mut self, lines: &[Text]) {
        let is_callout = CALLOUT.is_match(&lines[0]);
        let without_mark = |line: &Text| match CALLOUT.find(line) {
            Some(mark) => line.slice(mark.end()..line.len()),
            None => line.clone(),
        };
        let mut lines: Vec<Text> = lines.iter().map(without_mark).collect();
        if is_callout {
            self.push_heading(BlockKind::LEAD_IN, &lines.remove(0));
        }
        let mut start = 0;
        for end in 1..=lines.len() {
            if lines.get(end).is_none_or(|line| OPENS.is_match(line)) {
                let trimmed: Vec<Text> = lines[start..end].iter().map(Text::trimmed).collect();
                self.paragraph(&Text::join(&trimmed, " "));
                start = end;
            }
        }
    }

    /// Bold words at its start lead in, unless they are a value.
    fn paragraph(&mut self, words: &Text) {
        if let Some(found) = BOLD.captures(words)
            && !VALUE.is_match(&found[1])
            && let Some(bold) = found.get(1)
        {
            self.push_heading(BlockKind::LEAD_IN, &words.slice(bold.range()));
            if found[0].len() == words.len() {
                return;
            }
        }
        self.push(BlockKind::Paragraph(inline(words).trimmed()));
    }
}
