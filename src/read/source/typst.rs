//! Typst: headings of signs of equality, calls behind `#`, tables as calls with cells in brackets.

mod calls;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::asciidoc::bold;
use super::blanks::{collapsed, shortened};
use super::pattern::pattern;
use super::rewritten::Rewritten;
use crate::read::language::text::{Edit, Text};
use crate::read::layout::block::Block;
use calls::Calls;

/// A comment; two slashes behind a colon are an address.
static COMMENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)(?:^|[^:\n])(//.*)$|(?s:/\*.*?\*/)"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(#?)\bnum\(\s*"?([-−+]?[\d.,]+(?:[eE][-−+]?\d+)?)"?\s*\)"#));
static CALL: LazyLock<Regex> = LazyLock::new(|| pattern(r"#([a-z][\w.-]*)|\btable\("));
static COLUMNS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"columns:\s*(?:(\d{1,3})\b|\(([^()]*)\)(?:\s*\*\s*(\d{1,3}))?)"));
static SPAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"colspan:\s*(\d{1,2})"));
static CAPTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"caption:\s*(?:#?\w+)?\["));
static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(=+) (.*)$"));
static TIMES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(times|dot)\s*10\s*\^"));
static POWER: LazyLock<Regex> = LazyLock::new(|| pattern(r"10\^(\()([^()]*)(\))"));

/// The blocks of a Typst file.
pub fn typst(text: &Text, out: &mut Vec<Block>) {
    let text = plain_numbers(&without_comments(text));
    let reader = Reader { calls: Calls::of(&text), text: &text };
    let mut made = Rewritten::default();
    reader.read(&mut made, out);
    made.read(out);
}

fn without_comments(text: &Text) -> Text {
    let edits: Vec<Edit> = COMMENT
        .captures_iter(text)
        .map(|found| found.get(1).unwrap_or(found.get_match()).range())
        .map(|range| Edit::new(range, ""))
        .collect();
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

/// A number that a package sets, as it is written: `#num("1.5e-3")` is 1.5e-3; among the arguments
/// of a table it is a cell.
fn plain_numbers(text: &Text) -> Text {
    let mut edits = Vec::new();
    for found in NUMBER.captures_iter(text) {
        let Some(number) = found.get(2) else { continue };
        let whole = found.get_match();
        let (open, close) = if found[1].is_empty() { ("[", "]") } else { ("", "") };
        edits.push(Edit::new(whole.start()..number.start(), open));
        edits.push(Edit::new(number.end()..whole.end(), close));
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

struct Reader<'a> {
    text: &'a Text,
    calls: Calls,
}

impl Reader<'_> {
    /// Words between calls are lines of Markdown; of the calls, tables and captions say something.
    fn read(&self, made: &mut Rewritten, out: &mut Vec<Block>) {
        let mut kept = Words::default();
        let mut at = 0;
        for found in CALL.captures_iter(self.text) {
            let whole = found.get_match().range();
            if whole.start < at {
                continue;
            }
            let name = found.get(1);
            let Some(end) = self.call(name.map(|name| name.as_str()), whole.end) else { continue };
            kept.push(self.text, at..whole.start);
            at = end;
            if self.text[whole.start..end].contains("table(") || name.is_some_and(is_figure) {
                lines(&std::mem::take(&mut kept.text), made);
                self.figure(whole.start..end, made, out);
            }
            if let Some(close) = self.calls.close(end).filter(|_| self.starts(end, "[")) {
                at = end + 1;
                kept.closing.push(close);
            }
        }
        kept.push(self.text, at..self.text.len());
        lines(&kept.text, made);
    }

    /// The end of what a call takes away: its arguments, or its whole line if it sets something.
    /// Nothing if it is no call.
    fn call(&self, name: Option<&str>, behind: usize) -> Option<usize> {
        let arguments = |open: usize| self.calls.close(open).map(|close| close + 1);
        match name {
            None => arguments(behind - 1),
            Some("set" | "show" | "import" | "let" | "include") => Some(self.statement(behind)),
            Some(_) if self.starts(behind, "(") => arguments(behind),
            Some(_) => Some(behind).filter(|_| self.starts(behind, "[")),
        }
    }

    fn starts(&self, at: usize, mark: &str) -> bool {
        self.text[at..].starts_with(mark)
    }

    /// The end of a statement: of its line, or of the brackets that are opened in it.
    fn statement(&self, from: usize) -> usize {
        let mut at = from;
        for (place, letter) in self.text[from..].char_indices() {
            let place = from + place;
            if place < at {
                continue;
            }
            if letter == '\n' {
                return place;
            }
            at = self.calls.close(place).unwrap_or(place);
        }
        self.text.len()
    }

    /// The tables of a figure with its caption, or the caption alone.
    fn figure(&self, range: Range<usize>, made: &mut Rewritten, out: &mut Vec<Block>) {
        let caption = self.caption(range.clone());
        let mut at = range.start;
        let mut tables = 0;
        while let Some(open) = self.text[at..range.end].find("table(") {
            let open = at + open + "table(".len() - 1;
            let Some(close) = self.calls.close(open) else { break };
            let rows = self.rows(open..close);
            tables += 1;
            let caption = caption.clone().filter(|_| tables == 1).unwrap_or_default();
            made.table(&rows, 1, &formulas(&caption), out);
            at = close;
        }
        if let (Some(caption), 0) = (caption, tables) {
            made.paragraph(formulas(&caption));
        }
    }

    fn caption(&self, range: Range<usize>) -> Option<Text> {
        let open = range.start + CAPTION.find(&self.text[range.clone()])?.end() - 1;
        let close = self.calls.close(open)?;
        Some(collapsed(&self.text.slice(open + 1..close)))
    }

    /// The rows of a table whose arguments stand there.
    fn rows(&self, arguments: Range<usize>) -> Vec<Vec<Text>> {
        let Some(columns) = columns(&self.text[arguments.clone()]) else { return Vec::new() };
        let mut cells = Vec::new();
        let (mut at, mut before) = (arguments.start, arguments.start);
        while at < arguments.end {
            let formula = self.starts(at, "$");
            let close = match self.text.as_bytes()[at] {
                b'[' => self.calls.close(at),
                b'$' => self.text[at + 1..arguments.end].find('$').map(|length| at + 1 + length),
                _ => None,
            };
            let Some(close) = close else {
                at += 1;
                continue;
            };
            let cell = self.text.slice(if formula { at..close + 1 } else { at + 1..close });
            let span =
                SPAN.captures(&self.text[before..at]).and_then(|found| found[1].parse().ok());
            let cell = formulas(&cell);
            let repeated = span.unwrap_or(1).min(columns);
            let cell = if repeated > 1 { shortened(&cell) } else { cell };
            cells.extend(std::iter::repeat_n(cell, repeated));
            at = close + 1;
            before = at;
        }
        cells.chunks(columns).map(<[Text]>::to_vec).collect()
    }
}

fn is_figure(name: regex::Match<'_>) -> bool {
    name.as_str() == "figure"
}

/// Words as they are said, without the brackets of calls around them.
#[derive(Default)]
struct Words {
    text: Text,
    /// Brackets that are still to close, the innermost last.
    closing: Vec<usize>,
}

impl Words {
    fn push(&mut self, from: &Text, range: Range<usize>) {
        let mut start = range.start;
        while let Some(close) = self.closing.pop_if(|close| *close < range.end) {
            if start < close {
                self.text.push(&from.slice(start..close));
            }
            start = start.max(close + 1);
        }
        if start < range.end {
            self.text.push(&from.slice(start..range.end));
        }
    }
}

/// How many columns a table has by its arguments.
fn columns(arguments: &str) -> Option<usize> {
    let found = COLUMNS.captures(arguments)?;
    let number = |group: usize| found.get(group).and_then(|number| number.as_str().parse().ok());
    let listed = found
        .get(2)
        .map(|list| list.as_str().split(',').filter(|column| !column.trim().is_empty()).count());
    let columns: usize = number(1).or(listed.map(|count| count * number(3).unwrap_or(1)))?;
    Some(columns).filter(|columns| *columns > 0)
}

/// The lines of a text between calls.
fn lines(text: &Text, made: &mut Rewritten) {
    for line in text.lines() {
        match HEADING.captures(&line).and_then(|found| Some((found.get(1)?, found.get(2)?))) {
            Some((signs, words)) => {
                made.heading(signs.len(), &formulas(&line.slice(words.range())))
            }
            None => made.line(formulas(&line)),
        }
    }
}

/// Signs and powers as the reader of numbers knows them, and bold words.
fn formulas(text: &Text) -> Text {
    let mut edits = Vec::new();
    for found in TIMES.captures_iter(text) {
        edits.extend(found.get(1).map(|sign| Edit::new(sign.range(), "×")));
    }
    let text = if edits.is_empty() { text.clone() } else { text.edited(&edits) };
    let mut edits = Vec::new();
    for found in POWER.captures_iter(&text) {
        if let (Some(open), Some(close)) = (found.get(1), found.get(3)) {
            edits.push(Edit::new(open.range(), "{"));
            edits.push(Edit::new(close.range(), "}"));
        }
    }
    bold(&if edits.is_empty() { text } else { text.edited(&edits) })
}

#[cfg(test)]
mod tests {
    use super::super::shown::read;
    use super::*;
    use crate::read::layout::block::BlockKind;

    #[test]
    fn numbers_that_a_package_sets() {
        let file = "#import \"@preview/unify:0.7.1\": num\nIt is #num(\"0.5\").\n\
                    #table(columns: 2, [a], [b], [c], num(\"0.5\"))\n";
        assert_eq!(read(typst, file), ["It is 0.5.", " [1] a & b // c & 0.5"]);
    }

    #[test]
    fn tables_in_figures_have_their_captions() {
        let file = "#set page(margin: (\n  x: 2cm))\n= One // a remark\n#figure(table(columns: 2,\n  \
                    [*rate*], [$f(x)$],\n  table.cell(colspan: 2)[in [0, 1)]],\n  [0.5], $0.25$),\n  \
                    caption: [With $eta = 10^(-4)$.])\nThe *end* at https://a.b is #text(red)[0.75].\n";
        let mut out = Vec::new();
        typst(&Text::verbatim(file, 0), &mut out);
        assert_eq!(out[0].text(), "One");
        let BlockKind::Table(table) = &out[1].kind else { panic!("a table") };
        assert_eq!(table.caption.as_str(), "With eta = 10^{-4} .");
        let rows: Vec<Vec<&str>> =
            table.rows.iter().map(|row| row.iter().map(|cell| cell.as_str()).collect()).collect();
        assert_eq!(rows[0], ["rate", "f(x)"]);
        assert_eq!(rows[2], ["0.5", "0.25"]);
        let cell = &table.rows[2][1];
        assert_eq!(&file[cell.source(0..cell.len())], "0.25");
        assert!(out[2].text().contains("https://a.b"));
    }
}
