//! HTML: pages, exported notebooks, and tables within other formats.

use std::sync::LazyLock;

use regex::Regex;

use self::table::TableReader;
use self::tokens::{Token, Tokens, attribute};
use super::blanks::{collapsed, nearest, shortened};
use super::entities::entities;
use super::inline::inline;
use super::pattern::pattern;
use super::printed::code_or_output;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

mod table;
#[cfg(test)]
mod tests;
mod tokens;

static PILCROW: LazyLock<Regex> = LazyLock::new(|| pattern("¶"));
/// What a notebook writes beside its cells.
static PROMPT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:In|Out)\s*\[[\s\d*]*\]\s*:?$"));

/// Coloured words in one preformatted block, from which on it is code.
const COLOURED_WORDS: usize = 3;

/// Reads HTML.
pub fn html(text: &Text, out: &mut Vec<Block>) {
    let mut reader = Reader {
        out,
        words: Text::default(),
        skipped: 0,
        heading: None,
        items: Vec::new(),
        divisions: Vec::new(),
        preformatted: None,
        table: None,
    };
    for token in Tokens::new(text) {
        match token {
            Token::Open { name, attributes } => reader.open(&name, attributes),
            Token::Close { name } => reader.close(&name),
            Token::Data(range) => reader.add(&entities(&text.slice(range))),
        }
    }
    reader.end_table();
    reader.end_preformatted();
    reader.end_block();
}

struct Reader<'a> {
    out: &'a mut Vec<Block>,
    /// Of the block that is being read.
    words: Text,
    /// Elements that are open and not shown.
    skipped: usize,
    heading: Option<u8>,
    /// Of each open list the first words of its present item.
    items: Vec<Text>,
    divisions: Vec<Division>,
    preformatted: Option<Preformatted>,
    table: Option<TableReader>,
}

/// What an exported notebook's `div` holds, by its class.
struct Division {
    output: bool,
    input: bool,
}

#[derive(Default)]
struct Preformatted {
    words: Text,
    coloured: usize,
}

fn is_hidden(name: &str) -> bool {
    matches!(name, "style" | "script" | "head" | "title" | "svg" | "template" | "annotation")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "dt"
            | "dd"
            | "section"
            | "figcaption"
            | "blockquote"
            | "ul"
            | "ol"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "summary"
            | "hr"
            | "body"
    )
}

fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

impl Reader<'_> {
    fn open(&mut self, name: &str, attributes: &str) {
        if is_hidden(name) {
            self.skipped += 1;
        }
        match name {
            "body" => self.skipped = 0,
            "div" => {
                let class = attribute(attributes, "class").to_lowercase();
                let (output, input) = (class.contains("output"), class.contains("input"));
                self.divisions.push(Division { output, input });
            }
            "sup" => self.sign("^{"),
            _ => {}
        }
        if let Some(table) = &mut self.table {
            match name {
                "table" => table.inner += 1,
                "tr" | "td" | "th" | "caption" => table.open(name, attributes),
                "br" => table.blank(),
                _ if is_block(name) => table.blank(),
                _ => {}
            }
            return;
        }
        match name {
            "table" => {
                self.end_block();
                self.table = Some(TableReader::default());
            }
            "pre" => {
                self.end_block();
                self.preformatted = Some(Preformatted::default());
            }
            "br" if self.preformatted.is_some() => self.sign("\n"),
            "br" => self.end_block(),
            "span" if !attribute(attributes, "class").is_empty() => {
                if let Some(preformatted) = &mut self.preformatted {
                    preformatted.coloured += 1;
                }
            }
            _ if is_block(name) => {
                self.end_block();
                match (name, self.items.last_mut()) {
                    ("ul" | "ol", _) => self.items.push(Text::default()),
                    ("li", Some(item)) => *item = Text::default(),
                    _ => {}
                }
            }
            _ => {
                if let Some(level) = heading_level(name) {
                    self.end_block();
                    self.heading = Some(level);
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        if is_hidden(name) {
            self.skipped = self.skipped.saturating_sub(1);
        }
        if name == "div" {
            self.divisions.pop();
        }
        if name == "sup" {
            self.sign("}");
        }
        if let Some(table) = &mut self.table {
            match name {
                "td" | "th" | "caption" => table.close(),
                "table" if table.inner > 0 => table.inner -= 1,
                "table" => self.end_table(),
                _ => {}
            }
            return;
        }
        match name {
            "pre" => self.end_preformatted(),
            _ if is_block(name) => {
                self.end_block();
                if matches!(name, "ul" | "ol") {
                    self.items.pop();
                }
            }
            _ => {
                if heading_level(name).is_some() {
                    self.end_block();
                    self.heading = None;
                }
            }
        }
    }

    fn sign(&mut self, sign: &str) {
        let mut words = Text::default();
        words.push_str(sign);
        self.add(&words);
    }

    fn add(&mut self, words: &Text) {
        if self.skipped > 0 {
            return;
        }
        if self.table.as_mut().is_some_and(|table| table.add(words)) {
            return;
        }
        match &mut self.preformatted {
            Some(preformatted) => preformatted.words.push(words),
            None => self.words.push(words),
        }
    }

    fn end_block(&mut self) {
        let words = std::mem::take(&mut self.words);
        let text = collapsed(&inline(&collapsed(&words)));
        if text.is_empty() || PROMPT.is_match(&text) {
            return;
        }
        let block = match self.heading {
            Some(level) => Block::heading(level, text.replace(&PILCROW, "").trimmed()),
            None => {
                let above = &self.items[..self.items.len().saturating_sub(1)];
                let parents = nearest(above.iter().filter(|item| !item.is_empty()));
                Block { parents, ..Block::paragraph(text.clone()) }
            }
        };
        self.out.push(block);
        if let Some(item) = self.items.last_mut().filter(|item| item.is_empty()) {
            *item = shortened(&text);
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take() {
            self.out.extend(table.finish());
        }
    }

    fn end_preformatted(&mut self) {
        let Some(Preformatted { words, coloured }) = self.preformatted.take() else { return };
        let output = self.divisions.iter().any(|division| division.output);
        let input = self.divisions.iter().rev().take(2).any(|division| division.input);
        if coloured >= COLOURED_WORDS && !output {
            self.out.push(Block::code(words));
            return;
        }
        let language = if input && !output { "python" } else { "" };
        code_or_output(&words.lines(), language, self.out);
    }
}
