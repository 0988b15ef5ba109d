//! Blocks in short, for tests.

use crate::read::language::text::Text;
use crate::read::layout::block::{Block, BlockKind, Table};

/// A block in one line. Every 0.5 in it must be found in the file.
pub(super) fn shown(block: &Block, file: &str) -> String {
    let found = |text: &Text| {
        for (at, digits) in text.match_indices("0.5") {
            assert_eq!(&file[text.source(at..at + digits.len())], digits);
        }
        text.as_str().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let parents: String = block.parents.iter().map(|one| format!("{} > ", found(one))).collect();
    match &block.kind {
        BlockKind::Heading { level, text } => format!("{level}# {}", found(text)),
        BlockKind::Paragraph(text) => format!("{parents}{}", found(text)),
        BlockKind::Line(text) => format!("| {}", found(text)),
        BlockKind::Code { .. } => "code".to_owned(),
        BlockKind::Table(table) => {
            let cells = |row: &Vec<Text>| row.iter().map(found).collect::<Vec<_>>().join(" & ");
            let rows: Vec<String> = table.rows.iter().map(cells).collect();
            format!("{} [{}] {}", found(&table.caption), table.heads, rows.join(" // "))
        }
    }
}

/// A table of which each line is a row, with a bar between its cells; the first row is its heads.
pub(super) fn table(file: &str) -> Table {
    let rows = Text::verbatim(file, 0).lines().iter().map(|line| line.split_on('|')).collect();
    Table { rows, heads: 1, caption: Text::default() }
}

/// The cells of a table. Every number in them must be found in the file.
pub(super) fn cells(table: &Table, file: &str) -> Vec<Vec<String>> {
    let cell = |cell: &Text| {
        if cell.contains(|one: char| one.is_ascii_digit()) {
            assert_eq!(&file[cell.source(0..cell.len())], cell.as_str());
        }
        cell.to_string()
    };
    table.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

/// All blocks that a format makes of a file.
pub(super) fn read(format: fn(&Text, &mut Vec<Block>), file: &str) -> Vec<String> {
    let mut out = Vec::new();
    format(&Text::verbatim(file, 0), &mut out);
    out.iter().map(|block| shown(block, file)).collect()
}
