//! Plain text, OCR, text from a PDF and mail: what its lines are is seen from their shape.

use std::sync::LazyLock;

use regex::Regex;

use super::aligned::{aligned, is_rule};
use super::columns::{Cells, column_table};
use super::labelled::{is_label_run, joined, labelled_lines};
use super::markers::{begins_part, is_part_name};
use super::pattern::pattern;
use super::scanned::mended;
use super::shapes::{count_of_numbers, has_digit, is_tabular, repeats, width};
use super::{single_blanks, stacked};
use crate::read::language::text::{Edit, Text};
use crate::read::layout::block::{Block, BlockKind};

static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:> ?)+"));
static SPECK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s{3,}[|.,~'`]\s*$"));
static PAGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*[-–—]\s*\d+\s*[-–—]\s*[.,'`~]?$|^[\s.,'`~|]+$"));
static WIDE_GAP: LazyLock<Regex> = LazyLock::new(|| pattern(r"[a-z][.;,:](  )[A-Za-z(]"));
static DIGIT_ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\d\s*$"));
static TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*[A-ZÀ-Ý][\w ,:-]{3,60}\s*$"));

/// A line as wide is one of prose: a wide gap after a point is no column.
const PROSE_WIDTH: usize = 60;
/// A line that is wider is no row of data.
const DATA_WIDTH: usize = 75;
/// Lines of answers after a part's name are narrower.
const ANSWER_WIDTH: usize = 66;
/// A part's name that ends a paragraph of its own is narrower.
const NAME_WIDTH: usize = 16;
/// Numbers that make a line one of data.
const NUMBERS_OF_DATA: usize = 3;
/// With so many words more than two for each number a line is prose.
const WORDS_OF_DATA: usize = 2;

/// The blocks of a plain text.
pub fn plain(text: &Text, out: &mut Vec<Block>) {
    let chunks = chunks(&cleaned(&mended(text)));
    let cells = Cells::of(&chunks);
    let mut at = 0;
    while at < chunks.len() {
        let table = column_table(&chunks, at, out).or_else(|| cells.table(&chunks, at, out));
        if let Some(next) = table {
            at = next;
            continue;
        }
        at += 1 + numbered_title(&chunks, at, out).unwrap_or_else(|| {
            chunk(&chunks[at], out);
            0
        });
    }
}

/// The lines without marks of quotation, specks of a scan, and numbers of pages.
fn cleaned(text: &Text) -> Vec<Text> {
    let paged = text.split_on('\u{c}');
    let mut lines = Vec::new();
    for (index, page) in paged.iter().enumerate() {
        if index > 0 {
            lines.push(Text::default());
        }
        lines.extend(page.lines().iter().map(clean));
    }
    lines
}

fn clean(line: &Text) -> Text {
    let start = QUOTED.find(line).map_or(0, |quoted| quoted.end());
    let line = line.slice(start..line.len());
    let line = match SPECK.find(&line) {
        Some(speck) => line.slice(0..speck.start()),
        None => line,
    };
    if PAGE.is_match(&line) {
        return Text::default();
    }
    if width(&line) > PROSE_WIDTH { without_wide_gaps(&line) } else { line }
}

fn without_wide_gaps(line: &Text) -> Text {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(gap) = WIDE_GAP.captures_at(line, at).and_then(|found| found.get(1)) {
        edits.push(Edit::new(gap.range(), " "));
        at = gap.end();
    }
    if edits.is_empty() { line.clone() } else { line.edited(&edits) }
}

/// Lines up to an empty one, or up to the next part's name.
fn chunks(lines: &[Text]) -> Vec<Vec<Text>> {
    let mut chunks: Vec<Vec<Text>> = Vec::new();
    let mut current: Vec<Text> = Vec::new();
    let mut close = |current: &mut Vec<Text>| {
        if !current.is_empty() {
            chunks.push(std::mem::take(current));
        }
    };
    for line in lines {
        if line.trim().is_empty() {
            close(&mut current);
            continue;
        }
        if begins_part(line) {
            close(&mut current);
        }
        current.push(line.clone());
        if width(line) < NAME_WIDTH && is_part_name(line) && !DIGIT_ALONE.is_match(line) {
            close(&mut current);
        }
    }
    close(&mut current);
    chunks
}

/// A digit alone: the number of the title below it, or else of a page. How many chunks beside it
/// are used up; nothing if it is no such digit.
fn numbered_title(chunks: &[Vec<Text>], at: usize, out: &mut Vec<Block>) -> Option<usize> {
    let [number] = chunks[at].as_slice() else { return None };
    if !DIGIT_ALONE.is_match(number) {
        return None;
    }
    let Some([title]) = chunks.get(at + 1).map(Vec::as_slice) else { return Some(0) };
    if !TITLE.is_match(title) {
        return Some(0);
    }
    out.push(Block::heading(1, Text::join([&number.trimmed(), &title.trimmed()], " ")));
    Some(1)
}

/// One chunk by its shape.
fn chunk(lines: &[Text], out: &mut Vec<Block>) {
    if let Some(heading) = heading(lines) {
        out.push(heading);
        return;
    }
    let mut lines = lines;
    if begins_part(&lines[0]) && lines.len() > 1 {
        if is_list_of_answers(lines) {
            printed(lines, out);
            return;
        }
        // The marker's own sentence first, what follows by its shape.
        let begins = |at: &usize| is_tabular(&lines[*at]) || *at > 0 && begins_table(lines, *at);
        let own = (0..lines.len()).find(begins).unwrap_or(lines.len());
        if own > 0 {
            let (sentence, rest) = lines.split_at(own);
            if is_label_run(sentence) {
                labelled_lines(sentence, out);
            } else {
                out.push(Block::paragraph(joined(sentence)));
            }
            lines = rest;
        }
    }
    for group in lines.chunk_by(|one, other| is_tabular(one) == is_tabular(other)) {
        if !is_tabular(&group[0]) {
            words_and_tables(group, out);
        } else if !aligned(group, out) {
            printed(group, out);
        }
    }
}

fn heading(lines: &[Text]) -> Option<Block> {
    match lines {
        [name] if is_part_name(name) => Some(Block::heading(BlockKind::PART_LINE, name.trimmed())),
        [title, below] if repeats(below, "=-~_*#") => Some(Block::heading(2, title.trimmed())),
        [above, title, below] if repeats(above, "=-~_*#+") && is_rule(below) => {
            Some(Block::heading(2, title.trimmed()))
        }
        _ => None,
    }
}

/// A part's name with short lines under it that nearly all have numbers.
fn is_list_of_answers(lines: &[Text]) -> bool {
    let numbered = lines.iter().filter(|line| has_digit(line)).count();
    lines.len() > 2
        && lines.iter().all(|line| width(line) < ANSWER_WIDTH)
        && numbered * 4 >= lines.len() * 3
        && !lines[1..].iter().any(is_tabular)
}

/// Lines that stand for themselves.
fn printed(lines: &[Text], out: &mut Vec<Block>) {
    let lines = lines.iter().filter(|line| !is_rule(line));
    out.extend(lines.map(|line| Block::line(line.trimmed())));
}

/// Lines that are no rows of an aligned table; among them may be tables of another form.
fn words_and_tables(lines: &[Text], out: &mut Vec<Block>) {
    let mut start = 0;
    let mut at = 0;
    while at < lines.len() {
        let mut table = Vec::new();
        let Some(next) = other_table(lines, at, &mut table) else {
            at += 1;
            continue;
        };
        if start < at {
            words(&lines[start..at], out);
        }
        out.append(&mut table);
        start = next;
        at = next;
    }
    if start < lines.len() {
        words(&lines[start..], out);
    }
}

fn begins_table(lines: &[Text], at: usize) -> bool {
    other_table(lines, at, &mut Vec::new()).is_some()
}

/// A table with single blanks or with columns one below the other; gives the line behind it.
fn other_table(lines: &[Text], at: usize, out: &mut Vec<Block>) -> Option<usize> {
    single_blanks::table(lines, at, out).or_else(|| stacked::table(lines, at, out))
}

/// Lines that are no rows: prose, answers, or a table set with single blanks.
fn words(lines: &[Text], out: &mut Vec<Block>) {
    let data: Vec<bool> = lines.iter().map(|line| is_data(line)).collect();
    let count = data.iter().filter(|is| **is).count();
    let nearly_all_data = lines.len() >= 3 && count + 1 >= lines.len();
    let narrow = || lines.iter().all(|line| width(line) < PROSE_WIDTH && has_digit(line));
    let answers = lines.len() > 1 && narrow();
    if nearly_all_data || answers || lines.len() > 2 && is_label_run(lines) {
        match evenly_split(lines) {
            Some(rows) => out.push(Block::table(rows, 1, Text::default())),
            None => printed(lines, out),
        }
        return;
    }
    // Rows between lines of prose.
    let is_data = |at: usize| data.get(at) == Some(&true);
    let mut at = 0;
    while at < lines.len() {
        let mut end = at;
        while is_data(end + 1) {
            end += 1;
        }
        if end - at >= 2 {
            let start = if is_data(at) { at } else { at + 1 };
            if start > at {
                labelled_lines(&lines[at..start], out);
            }
            printed(&lines[start..=end], out);
            at = end + 1;
            continue;
        }
        let mut end = at;
        while end < lines.len() && !(is_data(end + 1) && is_data(end + 2)) {
            end += 1;
        }
        let end = end.max(at + 1);
        labelled_lines(&lines[at..end], out);
        at = end;
    }
}

fn is_data(line: &str) -> bool {
    let numbers = count_of_numbers(line);
    let words = line.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic));
    let is_prose = words.count() > 2 * numbers + WORDS_OF_DATA;
    width(line) < DATA_WIDTH && numbers >= NUMBERS_OF_DATA && !is_prose
}

/// A table whose words and numbers line up when split at single blanks.
fn evenly_split(lines: &[Text]) -> Option<Vec<Vec<Text>>> {
    let split = |line: &Text| -> Vec<Text> {
        let base = line.as_str().as_ptr() as usize;
        let place = |word: &str| word.as_ptr() as usize - base;
        line.split_whitespace()
            .map(|word| line.slice(place(word)..place(word) + word.len()))
            .collect()
    };
    let rows: Vec<Vec<Text>> = lines.iter().map(split).collect();
    let first = rows.first()?;
    let even = first.len() >= 3 && rows.iter().all(|row| row.len() == first.len());
    (even && !first.iter().any(|cell| has_digit(cell))).then_some(rows)
}

#[cfg(test)]
mod tests;
