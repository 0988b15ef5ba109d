//! LaTeX: commands and environments to headings, paragraphs, lines of formulas and tables.

mod environments;
mod macros;
mod plots;
mod source;
mod tabular;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use self::source::Source;
use super::blanks::{collapsed, nearest, shortened};
use super::pattern::pattern;
use super::printed::code_or_output;
use super::shapes::has_value;
use super::tex::tex;
use crate::read::language::text::{Edit, Text};
use crate::read::layout::block::{Block, BlockKind};

/// What ends or interrupts a paragraph, and all other commands.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\\\\\*?(?:\[[^\[\]\n]{0,40}\])?|\\([A-Za-z]+)\*?|\\[\[\]()]|\n[ \t\r]*\n")
});
static TILDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\[^\n]|~"));
static BRACED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\{([^{}]*)\}\s*$"));
static ENVIRONMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\(?:begin|end)\{\w+\*?\}"));
static ARRAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\\begin\{array\}"));
static ROW_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\\\\*?(?:\[[^\[\]\n]{0,40}\])?|&"));

/// The blocks of a LaTeX file.
pub fn latex(text: &Text, out: &mut Vec<Block>) {
    let text = macros::expanded(&source::without_comments(text));
    let start = text.find(r"\begin{document}").map_or(0, |at| at + r"\begin{document}".len());
    let end = text[start..].find(r"\end{document}").map_or(text.len(), |at| start + at);
    let text = text.slice(start..end);
    let source = Source::of(&text);
    let mut reader = Reader {
        source: &source,
        out,
        at: 0,
        paragraph: Text::default(),
        caption: Text::default(),
        table: None,
        items: Vec::new(),
    };
    reader.read();
}

/// Words in one line, without macros.
fn words(text: &Text) -> Text {
    let tildes = TILDE.find_iter(text).filter(|found| found.as_str() == "~");
    let edits: Vec<Edit> = tildes.map(|found| Edit::new(found.range(), " ")).collect();
    let text = if edits.is_empty() { text.clone() } else { text.edited(&edits) };
    collapsed(&tex(&text.keep_group(&BRACED, 1)))
}

struct Reader<'a> {
    source: &'a Source<'a>,
    out: &'a mut Vec<Block>,
    /// The first byte that is not read.
    at: usize,
    paragraph: Text,
    /// A caption whose table is still to come.
    caption: Text,
    /// The last table of this float, while a caption may follow.
    table: Option<usize>,
    /// The lists that are open, each with the first words of its current item.
    items: Vec<Option<Text>>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let text = self.source.text;
        for found in TOKEN.captures_iter(text) {
            let whole = found.get_match();
            if whole.start() < self.at {
                continue;
            }
            self.take(whole.start());
            match found.get(1) {
                Some(name) => self.command(name.as_str(), whole.range()),
                None if whole.as_str() == r"\[" => self.displayed(whole.range()),
                None => {
                    if whole.as_str().starts_with('\n') {
                        self.end_paragraph();
                    }
                    self.paragraph.push_str(" ");
                    self.at = whole.end();
                }
            }
        }
        self.take(text.len());
        self.end_paragraph();
    }

    /// What stands before that byte belongs to the paragraph.
    fn take(&mut self, end: usize) {
        self.paragraph.push(&self.source.text.slice(self.at..end));
        self.at = end;
    }

    fn end_paragraph(&mut self) {
        let text = words(&std::mem::take(&mut self.paragraph));
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        let outer = self.items.split_last().map_or(&[][..], |(_, outer)| outer);
        let parents = nearest(outer.iter().flatten());
        if let Some(item) = self.items.last_mut() {
            item.get_or_insert_with(|| shortened(&text));
        }
        self.out.push(Block { kind: BlockKind::Paragraph(text), parents });
    }

    fn heading(&mut self, level: u8, argument: Range<usize>) {
        let text = words(&self.source.text.slice(argument));
        self.out.push(Block::heading(level, text));
    }

    /// A formula in a line of its own.
    fn displayed(&mut self, found: Range<usize>) {
        self.end_paragraph();
        self.at = found.end;
        if let Some(close) = self.source.formula_end(found.end) {
            self.formulas(found.end..close);
            self.at = close + r"\]".len();
        }
    }

    /// Lines of formulas, or a table that is set as one.
    fn formulas(&mut self, body: Range<usize>) {
        if self.array(body.clone()) {
            return;
        }
        let body = self.source.text.slice(body);
        let mut line = Text::default();
        let mut at = 0;
        for mark in ROW_END.find_iter(&body) {
            line.push(&body.slice(at..mark.start()));
            at = mark.end();
            let escaped = mark.as_str() == "&" && body[..mark.start()].ends_with('\\');
            if escaped {
                line.push_str("&");
            } else if mark.as_str() == "&" {
                line.push_str(" ");
            } else {
                self.formula(&std::mem::take(&mut line));
            }
        }
        line.push(&body.slice(at..body.len()));
        self.formula(&line);
    }

    /// An array that is all of a formula and has words and numbers in its cells is a table.
    fn array(&mut self, body: Range<usize>) -> bool {
        let text = &self.source.text[body.clone()];
        let Some(found) = ARRAY.find(text) else { return false };
        let start = body.start + found.end();
        let end = self.source.environment_end("array", start).filter(|end| *end < body.end);
        let Some(end) = end else { return false };
        let rest = &self.source.text[end + r"\end{array}".len()..body.end];
        if rest.contains(char::is_alphanumeric)
            || !tabular::has_results(&self.source.text.slice(start..end))
        {
            return false;
        }
        self.tabular("array", 1, start..end);
        true
    }

    fn formula(&mut self, line: &Text) {
        let line = words(&line.replace(&ENVIRONMENT, " "));
        if !line.is_empty() {
            self.out.push(Block::line(line));
        }
    }

    fn command(&mut self, name: &str, found: Range<usize>) {
        let level = match name {
            "part" | "chapter" => Some(1),
            "section" => Some(2),
            "subsection" => Some(3),
            "subsubsection" | "frametitle" => Some(4),
            "paragraph" | "subparagraph" => Some(BlockKind::LEAD_IN),
            _ => None,
        };
        let argument = || self.source.argument(found.end);
        match (name, level) {
            ("begin", _) => self.begin(found),
            ("end", _) => self.end(found),
            ("item", _) => self.item(found.end),
            ("caption" | "captionof", _) => self.captioned(name, found.end),
            ("textbf", _) => self.bold(found),
            (
                "column" | "setlength" | "addtolength" | "resizebox" | "scalebox" | "vskip"
                | "hskip" | "rule" | "setcounter" | "bibitem" | "includegraphics" | "newcommand"
                | "renewcommand" | "providecommand",
                _,
            ) => self.lay_out(name, found.end),
            ("uncover" | "only" | "onslide" | "visible" | "alert", _) => {
                self.at = self.source.overlay(found.end);
                // Its argument is what it says.
                self.paragraph.push_str(r"\text");
            }
            (_, Some(level)) => match argument() {
                Some(argument) => {
                    self.end_paragraph();
                    self.at = argument.end + 1;
                    self.heading(level, argument);
                    if level != 4 {
                        self.items.clear();
                    }
                    self.table = None;
                    self.caption = Text::default();
                }
                None => self.take(found.end),
            },
            _ => self.take(found.end),
        }
    }

    /// A command that sets how something looks: its lengths are no numbers of the report.
    fn lay_out(&mut self, name: &str, behind: usize) {
        let arguments = match name {
            "resizebox" | "setlength" | "addtolength" | "rule" | "setcounter" | "newcommand"
            | "renewcommand" | "providecommand" => 2,
            _ => 1,
        };
        self.at = behind;
        for _ in 0..arguments {
            let Some(argument) = self.source.argument(self.at) else { break };
            self.at = argument.end + 1;
        }
        self.paragraph.push_str(" ");
    }

    /// Bold words at the start of a paragraph are a heading of their own, too.
    fn bold(&mut self, found: Range<usize>) {
        let Some(argument) = self.source.argument(found.end) else { return self.take(found.end) };
        let is_first = self.paragraph.trim().is_empty();
        if is_first && !has_value(&self.source.text[argument.clone()]) {
            self.heading(BlockKind::LEAD_IN, argument.clone());
        }
        self.at = argument.end + 1;
        self.paragraph.push_str(" ");
        self.paragraph.push(&self.source.text.slice(argument));
        self.paragraph.push_str(" ");
    }

    fn item(&mut self, behind: usize) {
        self.end_paragraph();
        if let Some(item) = self.items.last_mut() {
            *item = None;
        }
        self.at = self.source.overlay(behind);
        if let Some(label) = self.source.options(self.at) {
            self.at = label.end + 1;
            self.paragraph.push(&self.source.text.slice(label));
            self.paragraph.push_str(": ");
        }
    }

    /// A caption belongs to the table before it in the same float, or else to the next.
    fn captioned(&mut self, name: &str, behind: usize) {
        let first = self.source.argument(behind);
        let kind = first.clone().filter(|_| name == "captionof");
        let argument = kind.map_or(first, |kind| self.source.argument(kind.end + 1));
        let Some(argument) = argument else { return self.take(behind) };
        self.end_paragraph();
        self.at = argument.end + 1;
        let caption = words(&self.source.text.slice(argument));
        let table = self.table.and_then(|table| self.out.get_mut(table));
        match table.map(|block| &mut block.kind) {
            Some(BlockKind::Table(table)) if table.caption.is_empty() => table.caption = caption,
            _ => self.caption = caption,
        }
    }
}

#[cfg(test)]
mod tests;
