//! Printed literals of Python and JSON, on one line or several: the keys on the way to a number
//! become its words.

mod value;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::blanks::collapsed;
use super::pattern::pattern;
use super::shapes::has_digit;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;
use value::{Kind, Value};

/// Numbers from which on a list is a row of a table.
const ROW_LENGTH: usize = 3;
/// A longer text is no name.
const NAME_LENGTH: usize = 40;
/// The most lines of a literal; it bounds what is looked at for each line.
const MOST_LINES: usize = 400;

/// A name of words before a list.
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(\p{L}[\p{L} _./-]{0,39}?)\s*[:=]?\s*(\[[^\[\]]*\])\s*$"));
static OPENS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\{"));

/// Reads the literal that begins with a line, if what it says is not said in its lines: a
/// dictionary in a dictionary, lists of numbers, names beside the numbers. Gives the line behind it.
pub(super) fn literal(lines: &[Text], at: usize, out: &mut Vec<Block>) -> Option<usize> {
    if !OPENS.is_match(&lines[at]) {
        return None;
    }
    let end = closing_line(&lines[at..])? + at + 1;
    let text = Text::join(&lines[at..end], "\n");
    let value = Value::of(&text)?;
    let Kind::Dictionary(entries) = &value.kind else { return None };
    let named = entries.iter().any(|(_, value)| is_name(&text, value));
    let nested = entries.iter().any(|(_, value)| match &value.kind {
        Kind::Dictionary(_) => true,
        _ => value.numbers().is_some_and(|numbers| numbers.len() >= ROW_LENGTH),
    });
    if !(nested || named && end > at + 1) {
        return None;
    }
    let mut reader = Reader { text: &text, rows: Vec::new(), lines: Vec::new() };
    reader.dictionary(entries, &[]);
    reader.blocks(out);
    Some(end)
}

/// Lists of equally many numbers in lines that follow one another, each behind its name: rows of a
/// table without heads. Gives their lines.
pub(super) fn named_lists(lines: &[Text], out: &mut Vec<Block>) -> Option<Range<usize>> {
    let rows: Vec<Option<Vec<Text>>> = lines.iter().map(named_list).collect();
    let width = |row: &Option<Vec<Text>>| row.as_ref().map(Vec::len);
    let mut at = 0;
    for run in rows.chunk_by(|one, other| width(one) == width(other)) {
        let range = at..at + run.len();
        at = range.end;
        let Some(width) = width(&run[0]).filter(|_| run.len() > 1) else { continue };
        let heads = vec![Text::default(); width];
        let rows = std::iter::once(heads).chain(run.iter().flatten().cloned()).collect();
        out.push(Block::table(rows, 1, Text::default()));
        return Some(range);
    }
    None
}

/// The name of a list, and its numbers.
fn named_list(line: &Text) -> Option<Vec<Text>> {
    let found = NAMED.captures(line)?;
    let (name, list) = (found.get(1)?, found.get(2)?);
    let value = Value::of(list.as_str())?;
    let numbers = value.numbers().filter(|numbers| numbers.len() >= ROW_LENGTH)?;
    let place = |number: &Range<usize>| list.start() + number.start..list.start() + number.end;
    let numbers = numbers.iter().map(|number| line.slice(place(number)));
    Some(std::iter::once(line.slice(name.range())).chain(numbers).collect())
}

/// The line in which the first bracket is closed.
fn closing_line(lines: &[Text]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, line) in lines.iter().take(MOST_LINES).enumerate() {
        let opened = line.matches('{').count();
        let closed = line.matches('}').count();
        depth = (depth + opened).checked_sub(closed)?;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Whether a value is words, without a number.
fn is_name(text: &Text, value: &Value) -> bool {
    value.kind == Kind::Words
        && value.range.len() <= NAME_LENGTH
        && !has_digit(&text[value.range.clone()])
}

struct Reader<'a> {
    text: &'a Text,
    /// Lists of numbers, each behind the words on the way to it.
    rows: Vec<Vec<Text>>,
    /// Everything else that has a number.
    lines: Vec<Text>,
}

impl Reader<'_> {
    /// `path` are the words on the way to the dictionary.
    fn dictionary(&mut self, entries: &[(Range<usize>, Value)], path: &[Range<usize>]) {
        let mut path = path.to_vec();
        for (key, value) in entries.iter().filter(|(_, value)| is_name(self.text, value)) {
            path.extend([key, &value.range].map(|word| self.name(word)));
        }
        for (key, value) in entries.iter().filter(|(_, value)| !is_name(self.text, value)) {
            path.push(self.name(key));
            self.value(value, &path);
            path.pop();
        }
    }

    /// The bytes of a key, of a longer one the first.
    fn name(&self, key: &Range<usize>) -> Range<usize> {
        let most = (key.start..=key.end.min(key.start + NAME_LENGTH)).rev();
        let end = most.into_iter().find(|end| self.text.is_char_boundary(*end));
        key.start..end.unwrap_or(key.start)
    }

    fn value(&mut self, value: &Value, path: &[Range<usize>]) {
        let slice = |range: &Range<usize>| self.text.slice(range.clone());
        let words: Vec<Text> = path.iter().map(slice).collect();
        match &value.kind {
            Kind::Dictionary(entries) => self.dictionary(entries, path),
            _ if value.numbers().is_some_and(|numbers| numbers.len() >= ROW_LENGTH) => {
                let mut row = vec![Text::join(&words, " ")];
                row.extend(value.numbers().iter().flatten().map(slice));
                self.rows.push(row);
            }
            _ => {
                let mut line = Text::join(&words, " ");
                line.push_str(": ");
                line.push(&collapsed(&slice(&value.range)));
                self.lines.push(line);
            }
        }
    }

    /// Rows of one length are a table without heads.
    fn blocks(self, out: &mut Vec<Block>) {
        let width = self.rows.first().map_or(0, Vec::len);
        if self.rows.iter().all(|row| row.len() == width) {
            if width > 0 {
                let heads = vec![Text::default(); width];
                let rows = std::iter::once(heads).chain(self.rows).collect();
                out.push(Block::table(rows, 1, Text::default()));
            }
        } else {
            out.extend(self.rows.iter().map(|row| {
                let mut line = row[0].clone();
                line.push_str(": ");
                line.push(&Text::join(&row[1..], ", "));
                Block::line(line)
            }));
        }
        out.extend(self.lines.into_iter().filter(|line| has_digit(line)).map(Block::line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::source::shown::shown;

    fn read(file: &str) -> Option<Vec<String>> {
        let mut out = Vec::new();
        literal(&Text::verbatim(file, 0).lines(), 0, &mut out)?;
        Some(out.iter().map(|block| shown(block, file)).collect())
    }

    #[test]
    fn lists_are_rows_behind_their_keys() {
        let file = "{\n \"sgd\": {\n  \"0.1\": [0.5, 0.25, 0.5],\n  \"0.01\": [1, 0.5, nan]\n },\n \
                    \"adam\": {\"0.1\": [0.5, 0.5, 0.5]}\n}";
        let rows = " [1]  &  &  &  // sgd 0.1 & 0.5 & 0.25 & 0.5 // sgd 0.01 & 1 & 0.5 & nan // \
                    adam 0.1 & 0.5 & 0.5 & 0.5";
        assert_eq!(read(file).expect("a literal"), [rows]);
    }

    #[test]
    fn names_say_something_of_the_numbers_beside_them() {
        let file = "{\n  \"optimizer\": \"sgd\",\n  \"final\": {\"0.1\": 0.5},\n  \"best_lr\": \"0.5\",\n  \
                    \"best\": np.float64(0.5)\n}";
        assert_eq!(
            read(file).expect("a literal"),
            [
                "| optimizer sgd final 0.1: 0.5",
                "| optimizer sgd best_lr: 0.5",
                "| optimizer sgd best: np.float64(0.5)"
            ]
        );
    }

    #[test]
    fn lists_behind_their_names_are_rows() {
        let file = "starts\ntrain loss [0.2, 0.1, 0.0]\ntest acc   [0.5, 0.25, 0.5]\npoint [1. 2.]";
        let mut out = Vec::new();
        let lines = named_lists(&Text::verbatim(file, 0).lines(), &mut out);
        assert_eq!(lines, Some(1..3));
        let table = " [1]  &  &  &  // train loss & 0.2 & 0.1 & 0.0 // test acc & 0.5 & 0.25 & 0.5";
        assert_eq!(shown(&out[0], file), table);
        assert_eq!(
            named_lists(&Text::verbatim("a [1, 2, 3]\nb [1, 2]", 0).lines(), &mut out),
            None
        );
    }

    #[test]
    fn flat_dictionaries_and_other_texts_stay_lines() {
        for file in [
            "{0.1: 0.5, 0.01: 0.25}",
            "{'gd': 49428,\n 'adam': 54018}",
            "{'gd': (array([0.5, 0.5]), 0.25),\n 'adam': (array([0.5, 0.5]), 0.5)}",
            "{open: {",
            "{'a': {'b': 1} and more}",
            "a {'b': {'c': 0.5}}",
        ] {
            assert!(read(file).is_none(), "{file}");
        }
    }
}
