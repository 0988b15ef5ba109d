//! Markdown and its relatives: R Markdown, Quarto, Obsidian, jupytext.

use std::sync::LazyLock;

use regex::Regex;

use self::prose::{continues_item, starts_block};
use super::blanks::{nearest, shortened};
use super::grid::{grid_table, pipe_table};
use super::html::html;
use super::inline::inline;
use super::pattern::pattern;
use super::printed::code_or_output;
use crate::read::language::text::Text;
use crate::read::layout::block::{Block, BlockKind};

mod clean;
mod prose;
#[cfg(test)]
mod tests;

static FENCE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(`{3,}|~{3,})\s*\{?\.?([\w+-]*)"));
static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$"));
/// Attributes of a heading.
static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*\{[#.:-][^{}]*\}$"));
static UNDERLINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:=+|-{3,})\s*$"));
static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:[-*_]\s*){3,}$"));
static ITEM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(\s*)(?:[-*+•→]|\d+[.)]|\(?[ivx]+\)|[a-z]\))\s+(.*)$"));
/// A mark that may name a part: it is kept.
static LETTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*([a-z]\)|\([a-z]\))"));
static TICK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\[[ xX]\]\s*"));

/// A line above a rule is a heading if it has fewer characters.
const UNDERLINED: usize = 90;
/// A list item that is longer is no caption of a table in it, and more than two say too much.
const CAPTION_LENGTH: usize = 120;
const CAPTION_ITEMS: usize = 2;
/// Blanks that a tab stands for.
const TAB: usize = 4;

/// Reads Markdown.
pub fn markdown(text: &Text, out: &mut Vec<Block>) {
    let lines = clean::lines(text);
    let mut reader = Reader { lines: &lines, at: 0, items: Vec::new(), out };
    while reader.at < lines.len() {
        reader.block();
    }
}

struct Reader<'a> {
    lines: &'a [Text],
    at: usize,
    /// List items above, with their indents.
    items: Vec<(usize, Text)>,
    out: &'a mut Vec<Block>,
}

impl<'a> Reader<'a> {
    fn line(&self) -> &'a Text {
        &self.lines[self.at]
    }

    fn next(&self) -> Option<&'a Text> {
        self.lines.get(self.at + 1)
    }

    fn after_blank(&self) -> bool {
        self.at == 0 || self.lines[self.at - 1].trim().is_empty()
    }

    fn block(&mut self) {
        if self.line().trim().is_empty() {
            self.at += 1;
            return;
        }
        let taken = self.fence()
            || self.heading()
            || self.table()
            || self.html_table()
            || self.rule()
            || self.item()
            || self.indented_code();
        if !taken {
            self.paragraphs();
        }
    }

    fn parents(&self) -> Vec<Text> {
        nearest(self.items.iter().map(|(_, item)| item))
    }

    /// Adds a block under the list items above, if it says anything.
    fn push(&mut self, kind: BlockKind) {
        let block = Block { kind, parents: self.parents() };
        if !block.text().is_empty() {
            self.out.push(block);
        }
    }

    fn push_heading(&mut self, level: u8, words: &Text) {
        self.push(BlockKind::Heading { level, text: inline(words).trimmed() });
    }

    fn fence(&mut self) -> bool {
        let Some(found) = FENCE.captures(self.line()) else { return false };
        let (mark, language) = (&found[1], &found[2]);
        let inside = &self.lines[self.at + 1..];
        let length = inside.iter().position(|line| line.trim_start().starts_with(mark));
        let length = length.unwrap_or(inside.len());
        code_or_output(&inside[..length], language, self.out);
        self.at += length + 2;
        true
    }

    fn heading(&mut self) -> bool {
        if let Some(found) = HEADING.captures(self.line()) {
            self.items.clear();
            let words = found.get(2).map_or(0..0, |words| words.range());
            let words = self.line().slice(words).replace(&ATTRIBUTES, "");
            self.push_heading(found[1].len() as u8, &words);
            self.at += 1;
            return true;
        }
        let Some(below) = self.next().filter(|below| UNDERLINE.is_match(below)) else {
            return false;
        };
        let short = self.line().chars().take(UNDERLINED).count() < UNDERLINED;
        if !short || self.line().contains('|') || !self.after_blank() {
            return false;
        }
        self.items.clear();
        self.push_heading(if below.contains('=') { 1 } else { 2 }, self.line());
        self.at += 2;
        true
    }

    fn table(&mut self) -> bool {
        let lines = &self.lines[self.at..];
        let Some((table, length)) = pipe_table(lines).or_else(|| grid_table(lines)) else {
            return false;
        };
        self.out.push(self.under_item(table));
        self.at += length;
        true
    }

    /// A table in a list item has the item's words as its caption.
    fn under_item(&self, mut block: Block) -> Block {
        let line = self.line();
        let is_inside = indent(&line[..line.len() - line.trim_start().len()]) > 0;
        if let BlockKind::Table(table) = &mut block.kind
            && is_inside
            && table.caption.is_empty()
        {
            let short = |item: &&Text| item.len() <= CAPTION_LENGTH;
            let items: Vec<&Text> = self.items.iter().map(|(_, item)| item).filter(short).collect();
            let nearest = items.len().saturating_sub(CAPTION_ITEMS);
            table.caption = Text::join(items[nearest..].iter().copied(), ": ");
        }
        block
    }

    fn html_table(&mut self) -> bool {
        if !self.line().contains("<table") {
            return false;
        }
        let lines = &self.lines[self.at..];
        let end = lines.iter().position(|line| line.contains("</table>"));
        let length = end.map_or(lines.len(), |end| end + 1);
        html(&Text::join(&lines[..length], "\n"), self.out);
        self.at += length;
        true
    }

    fn rule(&mut self) -> bool {
        let rule = BREAK.is_match(self.line());
        self.at += usize::from(rule);
        rule
    }

    fn item(&mut self) -> bool {
        let line = self.line();
        let Some(found) = ITEM.captures(line) else { return false };
        let indent = indent(&found[1]);
        let mut words =
            vec![found.get(2).map_or_else(Text::default, |own| line.slice(own.range()))];
        self.at += 1;
        while let Some(next) = self.lines.get(self.at).filter(|next| continues_item(next)) {
            words.push(next.trimmed());
            self.at += 1;
        }
        let words = Text::join(&words, " ").replace(&TICK, "");
        let mut text = inline(&words).trimmed();
        if let Some(mark) = LETTER.captures(line).and_then(|found| found.get(1)) {
            let mut marked = line.slice(mark.range());
            marked.push_str(" ");
            marked.push(&text);
            text = marked;
        }
        while self.items.last().is_some_and(|(above, _)| *above >= indent) {
            self.items.pop();
        }
        let item = shortened(&text);
        self.push(BlockKind::Paragraph(text));
        self.items.push((indent, item));
        true
    }

    fn indented_code(&mut self) -> bool {
        let indented = |line: &Text| line.starts_with("    ") || line.starts_with('\t');
        if !indented(self.line()) || !self.after_blank() || !self.items.is_empty() {
            return false;
        }
        let lines = &self.lines[self.at..];
        let inside = |line: &&Text| indented(line) || line.trim().is_empty();
        let length = lines.iter().take_while(inside).count();
        code_or_output(&lines[..length], "", self.out);
        self.at += length;
        true
    }

    fn paragraphs(&mut self) {
        if !self.line().starts_with(char::is_whitespace) {
            self.items.clear();
        }
        let lines = &self.lines[self.at..];
        let ends = |at: usize| starts_block(&lines[at], lines.get(at + 1).map(|next| &**next));
        let length = (0..lines.len()).find(|&at| ends(at)).unwrap_or(lines.len()).max(1);
        self.at += length;
        self.prose(&lines[..length]);
    }
}

fn indent(blanks: &str) -> usize {
    blanks.chars().fold(0, |width, blank| match blank {
        '\t' => (width / TAB + 1) * TAB,
        _ => width + 1,
    })
}
