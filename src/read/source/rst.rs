//! reStructuredText: headings with adornments, directives, tables with frames or under rules.

mod ruled;

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::blanks::collapsed;
use super::delimited::records;
use super::grid::grid_table;
use super::inline::inline;
use super::pattern::pattern;
use super::printed::code_or_output;
use super::shapes::repeats;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;
use ruled::ruled_table;

static SUBSTITUTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^\.\. \|([^|\n]+)\| replace:: (.*)$"));
static SUBSTITUTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\|([^|\n]+)\|"));
static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\.\. ([\w-]+)::\s*(.*)$"));
static OPTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s+:([\w-]+):\s*(.*)$"));
static FIELD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^:\w+:"));
static ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[-*+•]|\d+[.)]|#\.)\s+"));
static ROW: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s+\* - ?(.*)$"));
static CELL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s+- ?(.*)$"));
static COLONS: LazyLock<Regex> = LazyLock::new(|| pattern("::"));

/// Marks that stand above and below headings.
const ADORNMENTS: &str = "=-~^\"'`#*+:.";
/// The longest words that an abbreviation stands for.
const LONGEST_SUBSTITUTION: usize = 300;
/// Bytes that all abbreviations together may add.
const MOST_SUBSTITUTED: usize = 200_000;
/// Directives within directives that are read; more only a hostile text has.
const DEEPEST: usize = 6;

/// The blocks of a reStructuredText file.
pub fn rst(text: &Text, out: &mut Vec<Block>) {
    Reader { order: Vec::new(), literal: false, depth: 0, out }.lines(&substituted(text).lines());
}

/// The text with its own abbreviations written out; what they say keeps its place.
fn substituted(text: &Text) -> Text {
    let words: HashMap<&str, Text> = SUBSTITUTION
        .captures_iter(text)
        .filter_map(|found| Some((found.get(1)?.as_str(), text.slice(found.get(2)?.range()))))
        .map(|(name, words)| (name, words.trimmed()))
        .filter(|(_, words)| words.len() <= LONGEST_SUBSTITUTION)
        .collect();
    if words.is_empty() {
        return text.clone();
    }
    let mut result = Text::default();
    let (mut kept, mut at, mut added) = (0, 0, 0);
    while let Some(found) = SUBSTITUTED.find_at(text, at) {
        let put = words.get(&found.as_str()[1..found.len() - 1]);
        let is_use = !text[..found.start()].ends_with(".. ") && added < MOST_SUBSTITUTED;
        let Some(put) = put.filter(|_| is_use) else {
            // The closing bar may open the next.
            at = found.end() - 1;
            continue;
        };
        result.push(&text.slice(kept..found.start()));
        result.push(put);
        added += put.len();
        (kept, at) = (found.end(), found.end());
    }
    result.push(&text.slice(kept..text.len()));
    result
}

struct Reader<'a> {
    /// Adornments by level; those above and below are others than those below only.
    order: Vec<(char, bool)>,
    /// Whether the last paragraph announced a literal block.
    literal: bool,
    depth: usize,
    out: &'a mut Vec<Block>,
}

impl Reader<'_> {
    fn lines(&mut self, lines: &[Text]) {
        let mut at = 0;
        while at < lines.len() {
            at += self.block(&lines[at..]).max(1);
        }
    }

    /// The block that begins there: how many lines it has.
    fn block(&mut self, lines: &[Text]) -> usize {
        let line = &lines[0];
        if line.trim().is_empty() {
            return 1;
        }
        let literal = std::mem::take(&mut self.literal);
        let indented = is_indented(line);
        if let Some(taken) = self.heading(lines) {
            return taken;
        }
        if line.starts_with(".. ") {
            let end = 1 + block_length(&lines[1..]);
            if let Some(found) = DIRECTIVE.captures(line) {
                let argument = found.get(2).map_or(0..0, |argument| argument.range());
                self.directive(&found[1], &line.slice(argument), &lines[1..end]);
            }
            return end;
        }
        if let Some((table, taken)) = grid_table(lines).or_else(|| ruled_table(lines)) {
            self.out.push(table);
            return taken;
        }
        if indented {
            let end = block_length(lines);
            if literal {
                code_or_output(&lines[..end], "", self.out);
            } else {
                self.nested(lines[..end].iter().map(Text::trimmed).collect());
            }
            return end;
        }
        self.paragraph(lines)
    }

    fn heading(&mut self, lines: &[Text]) -> Option<usize> {
        let is_adornment = |line: &Text| repeats(line, ADORNMENTS) && !is_indented(line);
        let (title, over, taken) = match lines {
            [above, title, below, ..]
                if is_adornment(above) && is_adornment(below) && !title.trim().is_empty() =>
            {
                (title, true, 3)
            }
            [title, below, ..]
                if is_adornment(below)
                    && !is_indented(title)
                    && below.trim().len() + 2 >= title.trim().chars().count() =>
            {
                (title, false, 2)
            }
            _ => return None,
        };
        let mark = lines[taken - 1].chars().next().unwrap_or('=');
        let known = self.order.iter().position(|kind| *kind == (mark, over));
        let level = known.unwrap_or_else(|| {
            self.order.push((mark, over));
            self.order.len() - 1
        });
        let level = u8::try_from(level + 1).unwrap_or(u8::MAX);
        self.out.push(Block::heading(level, inline(&title.trimmed())));
        Some(taken)
    }

    fn directive(&mut self, name: &str, argument: &Text, body: &[Text]) {
        let is_option = |line: &&Text| OPTION.is_match(line);
        let content: Vec<Text> = body.iter().filter(|line| !is_option(line)).cloned().collect();
        match name {
            "csv-table" => {
                let header = body.iter().filter(is_option).find_map(header);
                let mut rows: Vec<Vec<Text>> = header.into_iter().collect();
                let trimmed: Vec<Text> = content.iter().map(Text::trimmed).collect();
                rows.extend(records(&Text::join(&trimmed, "\n"), ','));
                self.table(&rows, argument);
            }
            "list-table" => self.table(&list_rows(&content), argument),
            "code-block" | "code" | "sourcecode" => code_or_output(body, argument.trim(), self.out),
            "figure" | "image" | "contents" | "raw" | "math" => {}
            _ => {
                if !argument.is_empty() {
                    self.out.push(Block::paragraph(inline(argument)));
                }
                self.nested(without_indent(&content));
            }
        }
    }

    fn table(&mut self, rows: &[Vec<Text>], caption: &Text) {
        let cell = |cell: &Text| inline(cell).trimmed();
        let rows: Vec<Vec<Text>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        if !rows.is_empty() {
            self.out.push(Block::table(rows, 1, inline(caption)));
        }
    }

    /// Lines in a block of their own.
    fn nested(&mut self, lines: Vec<Text>) {
        if self.depth < DEEPEST {
            let depth = self.depth + 1;
            Reader { order: Vec::new(), literal: false, depth, out: self.out }.lines(&lines);
        }
    }

    fn paragraph(&mut self, lines: &[Text]) -> usize {
        let goes_on = |line: &&Text| !line.trim().is_empty() && !ITEM.is_match(line);
        let end = 1 + lines[1..].iter().take_while(goes_on).count();
        let text = collapsed(&Text::join(&lines[..end], " "));
        let text = match ITEM.find(&text) {
            Some(mark) => text.slice(mark.end()..text.len()),
            None => text,
        };
        self.literal = text.ends_with("::");
        let text = if self.literal { text.replace(&COLONS, ":") } else { text };
        if !FIELD.is_match(&text) {
            self.out.push(Block::paragraph(inline(&text)));
        }
        end
    }
}

fn is_indented(line: &str) -> bool {
    line.starts_with([' ', '\t'])
}

/// How many lines are indented or empty.
fn block_length(lines: &[Text]) -> usize {
    lines.iter().take_while(|line| line.trim().is_empty() || is_indented(line)).count()
}

/// The heads of a table of fields.
fn header(line: &Text) -> Option<Vec<Text>> {
    let found = OPTION.captures(line)?;
    let heads = found.get(2).filter(|_| &found[1] == "header")?;
    records(&line.slice(heads.range()), ',').into_iter().next()
}

/// The rows of a table that is written as a list of lists.
fn list_rows(lines: &[Text]) -> Vec<Vec<Text>> {
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let behind = |pattern: &Regex, line: &Text| {
        let words = pattern.captures(line)?.get(1)?.range();
        Some(line.slice(words))
    };
    for line in lines {
        if let Some(cell) = behind(&ROW, line) {
            rows.push(vec![cell]);
        } else if let Some(row) = rows.last_mut() {
            if let Some(cell) = behind(&CELL, line) {
                row.push(cell);
            } else if let (Some(cell), false) = (row.last_mut(), line.trim().is_empty()) {
                cell.push_str(" ");
                cell.push(&line.trimmed());
            }
        }
    }
    rows
}

/// The lines without the blanks that all of them begin with.
fn without_indent(lines: &[Text]) -> Vec<Text> {
    let indent = |line: &Text| line.len() - line.trim_start().len();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let common = filled.map(indent).min().unwrap_or(0);
    lines.iter().map(|line| line.slice(common.min(indent(line))..line.len())).collect()
}

#[cfg(test)]
mod tests;
