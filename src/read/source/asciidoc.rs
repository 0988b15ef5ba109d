//! AsciiDoc: headings of signs of equality, tables between `|===`, listings between `----`.

use std::sync::LazyLock;

use regex::Regex;

use super::blanks::shortened;
use super::delimited::records;
use super::pattern::pattern;
use super::rewritten::Rewritten;
use crate::read::language::text::{Edit, Text};
use crate::read::layout::block::Block;

static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(=+) (.*)$"));
static TABLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[|!,:]===\s*$"));
static LISTING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:-{4,}|\.{4,})\s*$"));
static TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\.(\w.*)$"));
static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\[[^\[\]]*\]\s*$"));
static KEYWORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^:[\w-]+:|^//"));
static LANGUAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"source,\s*(\w+)"));
static COLUMNS: LazyLock<Regex> = LazyLock::new(|| pattern(r#"cols="?([^"\]]+)"?"#));
static FORMAT: LazyLock<Regex> = LazyLock::new(|| pattern(r#"format\s*=\s*"?(\w+)"#));
static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| pattern(r#"separator\s*=\s*"?([^"\],])"#));
static COLUMN_COUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\d{1,3})\*"));
/// A bar that begins a cell, with how it is set.
static CELL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|\s)(?:(\d{1,2})\*|(\d{1,2})?(?:\.(\d{1,2}))?\+)?[<>^.]*[a-z]?\|")
});
static BULLET: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(\*+) (.*)$"));
static ORDERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\.+ (.*)$"));
static MATHS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:stem|latexmath):\[([^\]]*)\]"));
static BLANK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\{(?:nbsp|sp|zwsp|empty)\}"));
static POWER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d(\^)([-−]?\d+)(\^)"));
static BOLD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\*+"));

/// The blocks of an AsciiDoc file.
pub fn asciidoc(text: &Text, out: &mut Vec<Block>) {
    let lines = text.lines();
    let mut made = Rewritten::default();
    let mut about = About::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if ATTRIBUTES.is_match(line) {
            about.attributes = line.to_string();
            continue;
        }
        if let Some(title) = TITLE.captures(line).and_then(|found| found.get(1)) {
            about.give_title(&mut made);
            about.title = line.slice(title.range());
            continue;
        }
        let is_table = TABLE.is_match(line);
        if is_table || LISTING.is_match(line) {
            let end = lines[at..].iter().position(|other| other.trim() == line.trim());
            let end = end.map_or(lines.len(), |length| at + length);
            let inside = &lines[at..end];
            if is_table {
                let rows = match about.separator(line) {
                    Some(separator) => fields(inside, separator),
                    None => rows(inside, about.columns()),
                };
                made.table(&rows, 1, &inline_marks(&about.title), out);
            } else {
                about.give_title(&mut made);
                made.fenced(about.language(line), inside.iter().cloned());
            }
            about = About::default();
            at = end + 1;
            continue;
        }
        about.give_title(&mut made);
        about = About::default();
        if !KEYWORD.is_match(line) {
            words(line, &mut made);
        }
    }
    about.give_title(&mut made);
    made.read(out);
}

/// What stands above a block and speaks of it.
#[derive(Default)]
struct About {
    title: Text,
    attributes: String,
}

impl About {
    /// A title that is no table's is a paragraph.
    fn give_title(&mut self, made: &mut Rewritten) {
        if !self.title.is_empty() {
            made.paragraph(inline_marks(&std::mem::take(&mut self.title)));
        }
    }

    fn columns(&self) -> Option<usize> {
        let found = COLUMNS.captures(&self.attributes)?;
        match COLUMN_COUNT.captures(&found[1]) {
            Some(count) => count[1].parse().ok(),
            None => Some(found[1].split(',').count()),
        }
    }

    /// What is between the fields of a table of another format.
    fn separator(&self, mark: &str) -> Option<char> {
        let given = SEPARATOR.captures(&self.attributes).and_then(|found| found[1].chars().next());
        let format = FORMAT.captures(&self.attributes);
        match format.as_ref().map(|found| &found[1]) {
            Some("csv") => Some(given.unwrap_or(',')),
            Some("tsv") => Some('\t'),
            Some("dsv") => Some(given.unwrap_or(':')),
            _ if mark.starts_with(',') => Some(','),
            _ if mark.starts_with(':') => Some(':'),
            _ => None,
        }
    }

    fn language(&self, mark: &str) -> &str {
        let found = LANGUAGE.captures(&self.attributes).and_then(|found| found.get(1));
        let printed = if mark.starts_with('.') { "text" } else { "" };
        found.map_or(printed, |language| language.as_str())
    }
}

/// The fields of each line.
fn fields(lines: &[Text], separator: char) -> Vec<Vec<Text>> {
    let records = records(&Text::join(lines, "\n"), separator);
    let field = |field: &Text| inline_marks(&field.trimmed());
    records.iter().map(|record| record.iter().map(field).collect()).collect()
}

/// The cells, as many in a row as is said above the table or else as stand in its first line.
fn rows(lines: &[Text], columns: Option<usize>) -> Vec<Vec<Text>> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut columns = columns;
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        let marks: Vec<_> = CELL.captures_iter(line).collect();
        let first = marks.first().map_or(line.len(), |mark| mark.get_match().start());
        // A cell goes on in the next line.
        let rest = line.slice(0..first).trimmed();
        if let (Some(cell), false) = (cells.last_mut(), rest.is_empty()) {
            cell.text.push_str(" ");
            cell.text.push(&rest);
        }
        for (index, mark) in marks.iter().enumerate() {
            let end = marks.get(index + 1).map_or(line.len(), |next| next.get_match().start());
            let text = inline_marks(&line.slice(mark.get_match().end()..end).trimmed());
            let span = |group: usize| {
                let count = mark.get(group).and_then(|count| count.as_str().parse().ok());
                count.unwrap_or(1).clamp(1, SPAN_LIMIT)
            };
            let cell = Cell { text, columns: span(2), rows: span(3) };
            cells.extend(std::iter::repeat_n(cell, span(1)));
        }
        let width = cells.iter().map(|cell| cell.columns).sum::<usize>();
        columns = columns.or(Some(width).filter(|width| *width > 0));
    }
    grid(cells, columns.unwrap_or(1).max(1))
}

/// A cell and how many columns and rows it takes.
#[derive(Clone)]
struct Cell {
    text: Text,
    columns: usize,
    rows: usize,
}

/// No cell of a report spans more rows or columns.
const SPAN_LIMIT: usize = 60;

/// The rows of a table; a cell stands in each column and row that it spans.
fn grid(cells: Vec<Cell>, width: usize) -> Vec<Vec<Text>> {
    let mut rows: Vec<Vec<Text>> = Vec::new();
    // By column what reaches down from above, and into how many rows.
    let mut reaching: Vec<(usize, Text)> = vec![Default::default(); width];
    let mut row: Vec<Text> = Vec::new();
    for cell in cells {
        reach_down(&mut row, &mut reaching);
        while row.len() == width {
            rows.push(std::mem::take(&mut row));
            reach_down(&mut row, &mut reaching);
        }
        let repeated = shortened(&cell.text);
        let end = width.min(row.len() + cell.columns);
        reaching[row.len()..end].fill((cell.rows - 1, repeated.clone()));
        row.push(cell.text);
        row.resize(end, repeated);
    }
    reach_down(&mut row, &mut reaching);
    rows.extend(Some(row).filter(|row| !row.is_empty()));
    rows
}

/// Cells from above that stand at this place of the row.
fn reach_down(row: &mut Vec<Text>, reaching: &mut [(usize, Text)]) {
    while let Some((left, text)) = reaching.get_mut(row.len())
        && *left > 0
    {
        *left -= 1;
        row.push(text.clone());
    }
}

fn words(line: &Text, made: &mut Rewritten) {
    let behind = |pattern: &Regex, group: usize| {
        let found = pattern.captures(line)?;
        let mark = found.get(1).map_or(0, |mark| mark.len());
        Some((mark, line.slice(found.get(group)?.range())))
    };
    if let Some((level, words)) = behind(&HEADING, 2) {
        made.heading(level, &words);
    } else if let Some((level, words)) = behind(&BULLET, 2) {
        made.marked(&format!("{}- ", "  ".repeat(level - 1)), &inline_marks(&words));
    } else if let Some((_, words)) = behind(&ORDERED, 1) {
        made.marked("1. ", &inline_marks(&words));
    } else {
        made.line(inline_marks(line));
    }
}

/// Powers and formulas as TeX has them, bold words as Markdown has them.
fn inline_marks(line: &Text) -> Text {
    let line = line.keep_group(&MATHS, 1).replace(&BLANK, " ");
    let mut edits = Vec::new();
    for found in POWER.captures_iter(&line) {
        if let (Some(open), Some(close)) = (found.get(1), found.get(3)) {
            edits.push(Edit::new(open.range(), "^{"));
            edits.push(Edit::new(close.range(), "}"));
        }
    }
    bold(&if edits.is_empty() { line } else { line.edited(&edits) })
}

/// Words between single stars in one line, which Markdown takes for mere emphasis, become bold.
pub(super) fn bold(line: &Text) -> Text {
    let stars: Vec<_> = BOLD.find_iter(line).map(|stars| stars.range()).collect();
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some([open, close]) = stars.get(at..at + 2) {
        let opens = open.len() == 1 && close.len() == 1;
        if opens && !line[open.end..].starts_with(char::is_whitespace) && open.end < close.start {
            edits.push(Edit::new(open.clone(), "**"));
            edits.push(Edit::new(close.clone(), "**"));
            at += 2;
        } else {
            at += 1;
        }
    }
    if edits.is_empty() { line.clone() } else { line.edited(&edits) }
}

#[cfg(test)]
mod tests {
    use super::super::shown::read;
    use super::*;

    #[test]
    fn headings_tables_and_listings() {
        let file = "= Name\n:author: N\n\n.With 10^-4^\n[cols=\"1,2*\"]\n|===\n|a |b\n\n|c\n|0.5\n|===\n\n\
                    * *bold* is 0.5\n** inner\n\n.Listing\n[source,python]\n----\nf(0.5)\n----\n\
                    ....\nadam 0.5\n....\n";
        assert_eq!(
            read(asciidoc, file),
            [
                "1# Name",
                "With 10^{-4} [1] a & b // c & 0.5",
                "bold is 0.5",
                "bold is 0.5 > inner",
                "Listing",
                "code",
                "code",
                "| adam 0.5"
            ]
        );
    }

    #[test]
    fn fields_of_other_formats() {
        let file = "[%autowidth,format=csv,options=header]\n|===\na,b\n\"c, d\",0.5\n|===\n\n\
                    ,===\na,b\n1,0.5\n,===\n";
        assert_eq!(read(asciidoc, file), [" [1] a & b // c, d & 0.5", " [1] a & b // 1 & 0.5"]);
    }

    #[test]
    fn cells_go_on_and_have_forms() {
        let file = "[%header,cols=\"2*\"]\n|===\n|a |b\n|one\ntwo |0.5{nbsp}%\n2+|wide\n|===\n";
        assert_eq!(read(asciidoc, file), [" [1] a & b // one two & 0.5 % // wide & wide"]);
        let file = "[cols=\"3*\"]\n|===\n|part |rate |acc\n\n.2+|2(a)\n|0.1 |0.5\n|0.01 |0.5\n\n\
                    .2+|2(b)\n|0.1 |0.5\n2*|0.5\n|===\n";
        let rows = "part & rate & acc // 2(a) & 0.1 & 0.5 // 2(a) & 0.01 & 0.5 // 2(b) & 0.1 & 0.5 // \
                    2(b) & 0.5 & 0.5";
        assert_eq!(read(asciidoc, file), [format!(" [1] {rows}")]);
    }
}
