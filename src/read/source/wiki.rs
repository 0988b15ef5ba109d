//! MediaWiki: headings between signs of equality, tables between `{|` and `|}`.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::rewritten::Rewritten;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

static HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(=+)\s*(.*?)\s*=+\s*$"));
static TEXTILE_HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^h([1-6])\.\s+(.*)$"));
static ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([*#]+)\s+(.*)$"));
static BOLD: LazyLock<Regex> = LazyLock::new(|| pattern("'''"));
static ITALIC: LazyLock<Regex> = LazyLock::new(|| pattern("''"));
static BETWEEN_CELLS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\|\||!!"));
/// The attributes of a cell.
static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^|\[]*=[^|]*\|"));

/// The blocks of a wiki page.
pub fn wiki(text: &Text, out: &mut Vec<Block>) {
    let mut made = Rewritten::default();
    let mut table: Option<Table> = None;
    for line in text.lines() {
        let line = line.replace(&BOLD, "**").replace(&ITALIC, "");
        if let Some(open) = &mut table {
            if line.trim_start().starts_with("|}") {
                open.close(&mut made, out);
                table = None;
            } else {
                open.line(&line.trimmed());
            }
        } else if line.trim_start().starts_with("{|") {
            table = Some(Table::default());
        } else {
            words(&line, &mut made);
        }
    }
    if let Some(mut open) = table {
        open.close(&mut made, out);
    }
    made.read(out);
}

fn words(line: &Text, made: &mut Rewritten) {
    let behind = |pattern: &Regex| {
        let found = pattern.captures(line)?;
        Some((found[1].to_owned(), line.slice(found.get(2)?.range())))
    };
    if let Some((signs, words)) = behind(&HEADING) {
        made.heading(signs.len(), &words);
    } else if let Some((level, words)) = behind(&TEXTILE_HEADING) {
        made.heading(level.parse().unwrap_or(1), &words);
    } else if let Some((signs, words)) = behind(&ITEM) {
        made.marked(&format!("{}- ", "  ".repeat(signs.len() - 1)), &words);
    } else {
        made.line(line.clone());
    }
}

/// A table that is open.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<Text>>,
    row: Vec<Text>,
    /// Whether the row has heads only.
    is_head: bool,
    heads: usize,
    caption: Text,
}

impl Table {
    fn line(&mut self, line: &Text) {
        if line.starts_with("|+") {
            self.caption = line.slice(2..line.len());
        } else if line.starts_with("|-") {
            self.end_row();
        } else if line.starts_with(['|', '!']) {
            self.is_head = line.starts_with('!') && (self.is_head || self.row.is_empty());
            let cells = line.slice(1..line.len());
            let mut start = 0;
            for gap in BETWEEN_CELLS.find_iter(&cells) {
                self.row.push(cell(&cells.slice(start..gap.start())));
                start = gap.end();
            }
            self.row.push(cell(&cells.slice(start..cells.len())));
        }
    }

    fn end_row(&mut self) {
        if self.row.is_empty() {
            return;
        }
        if self.is_head && self.heads == self.rows.len() {
            self.heads += 1;
        }
        self.rows.push(std::mem::take(&mut self.row));
        self.is_head = false;
    }

    fn close(&mut self, made: &mut Rewritten, out: &mut Vec<Block>) {
        self.end_row();
        made.table(&self.rows, self.heads.max(1), &self.caption, out);
    }
}

fn cell(cell: &Text) -> Text {
    cell.replace(&ATTRIBUTES, "").trimmed()
}

#[cfg(test)]
mod tests {
    use super::super::shown::read;
    use super::*;

    #[test]
    fn headings_items_and_tables() {
        let file = "== One ==\n'''Best''' is ''0.5''\n# first\n## inner 0.5\n\n\
                    {| class=\"wikitable\"\n|+ Runs\n! a !! b\n|-\n| x || style=\"c\"| 0.5\n|}\n";
        assert_eq!(
            read(wiki, file),
            [
                "2# One",
                "60# Best",
                "Best is 0.5",
                "first",
                "first > inner 0.5",
                "Runs [1] a & b // x & 0.5"
            ]
        );
    }
}
