//! Fields between separators: CSV and its relatives. Fields keep their places in the file, which
//! a reader of values would not give.

use crate::read::language::text::{Edit, Text};
use crate::read::layout::block::Block;

/// The blocks of a file of fields: lines with as many fields are a table.
pub fn delimited(text: &Text, separator: char, out: &mut Vec<Block>) {
    let records = records(text, separator);
    for group in records.chunk_by(|one, other| one.len() == other.len()) {
        if group.len() > 1 && group[0].len() > 1 {
            let row = |record: &Vec<Text>| record.iter().map(Text::trimmed).collect();
            out.push(Block::table(group.iter().map(row).collect(), 1, Text::default()));
        } else {
            out.extend(group.iter().map(|record| Block::line(Text::join(record, ", "))));
        }
    }
}

/// The fields of each line that is not empty. A quoted field may hold separators, ends of lines
/// and, doubled, quotes; blanks before the quote do not count.
pub(super) fn records(text: &Text, separator: char) -> Vec<Vec<Text>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut at = 0;
    while at <= text.len() {
        let (field, end) = match quoted(text, at) {
            Some((field, end)) => {
                // What stands between the quote and the separator belongs to it.
                let rest = until(text, end, separator);
                (Text::join([&field, &text.slice(end..rest).trimmed()], ""), rest)
            }
            None => {
                let end = until(text, at, separator);
                (text.slice(at..end), end)
            }
        };
        record.push(field);
        if text[end..].starts_with(separator) {
            at = end + separator.len_utf8();
            continue;
        }
        let is_empty = record.len() == 1 && record[0].trim().is_empty();
        let complete = std::mem::take(&mut record);
        if !is_empty {
            records.push(complete);
        }
        at = end + 1;
    }
    records
}

/// Where a field ends that begins or goes on there.
fn until(text: &str, at: usize, separator: char) -> usize {
    text[at..].find([separator, '\n']).map_or(text.len(), |length| at + length)
}

/// A field in quotes that begins there, and the byte behind its closing quote.
fn quoted(text: &Text, at: usize) -> Option<(Text, usize)> {
    let blanks = text[at..].len() - text[at..].trim_start_matches(' ').len();
    let start = at + blanks;
    let inside = text[start..].strip_prefix('"')?;
    let first = start + 1;
    let mut edits = Vec::new();
    let mut from = 0;
    loop {
        let quote = from + inside[from..].find('"')?;
        if !inside[quote + 1..].starts_with('"') {
            let field = text.slice(first..first + quote);
            let field = if edits.is_empty() { field } else { field.edited(&edits) };
            return Some((field, first + quote + 1));
        }
        edits.push(Edit::new(quote..quote + 1, ""));
        from = quote + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(file: &str) -> Vec<Vec<String>> {
        let records = records(&Text::verbatim(file, 0), ',');
        let text = |record: &Vec<Text>| record.iter().map(|field| field.to_string()).collect();
        records.iter().map(text).collect()
    }

    #[test]
    fn quotes_and_separators() {
        assert_eq!(fields("a,b\r\n1,2\n"), [["a", "b\r"], ["1", "2"]]);
        assert_eq!(fields("\"a, b\", \"say \"\"so\"\"\"\n"), [["a, b", "say \"so\""]]);
        assert_eq!(fields("\"open, 1\n2,3"), [vec!["\"open", " 1"], vec!["2", "3"]]);
        assert_eq!(fields("\n\n"), Vec::<Vec<String>>::new());
        assert_eq!(fields("a,,"), [["a", "", ""]]);
    }

    #[test]
    fn lines_of_one_length_are_a_table() {
        let file = "results\nrate,acc\n0.1,\"0,9\"\n";
        let mut out = Vec::new();
        delimited(&Text::verbatim(file, 0), ',', &mut out);
        assert_eq!(out.len(), 2);
        assert_eq!(out[0].text(), "results");
        let crate::read::layout::block::BlockKind::Table(table) = &out[1].kind else {
            panic!("a table")
        };
        let cell = &table.rows[1][1];
        assert_eq!(cell.as_str(), "0,9");
        assert_eq!(&file[cell.source(0..cell.len())], "0,9");
    }
}
