//! Finds the names of parts in a text: `2(a)`, `2.a`, `Problem II, part a`, `2(a) and (b)`.

use std::ops::Range;

use crate::homework::PartId;
use crate::read::language::characters::is_word;
use crate::read::language::fold::folded;
use crate::read::language::vocabulary::{Context, PartWord};
use crate::read::outline::part_forms::{
    after_blanks, behind_mark, bracketed, is_article, number_end, single_letter, starts_with,
    word_at,
};
use crate::read::outline::parts::{Named, PartNames};

/// More than any homework has parts that a text names one after the other.
const LISTED: usize = 12;

/// Problems in Roman numerals.
const ROMAN: [&str; 8] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"];

impl PartNames {
    /// The parts that a text names, in order.
    pub fn within(&self, text: &str) -> Vec<(Range<usize>, PartId)> {
        let mut found = Vec::new();
        let (mut at, mut before) = (0, None);
        while let Some(character) = text[at..].chars().next() {
            let mut end = at + character.len_utf8();
            let starts = !before.is_some_and(is_word);
            if let Some((named, name_end)) = starts.then(|| self.name(text, at, before)).flatten() {
                found.push((at..name_end, named.part.clone()));
                end = self.listed(text, name_end, &named.problem, &mut found);
            }
            before = text[..end].chars().next_back();
            at = end;
        }
        found
    }

    /// The part named at a byte.
    pub(in crate::read) fn name(
        &self,
        text: &str,
        at: usize,
        before: Option<char>,
    ) -> Option<(&Named, usize)> {
        let first = text[at..].chars().next()?;
        let literal = self.literal(text, at);
        if literal.is_some() {
            return literal;
        }
        if first.is_ascii_digit() {
            let joined = matches!(before, Some('.' | ',' | '/' | '-'));
            return if joined { None } else { self.bare(text, at) };
        }
        if !first.is_alphabetic() || before == Some('.') {
            return None;
        }
        self.worded(text, at)
    }

    /// `2(a)`, `2.a`, `2a`, with the letter small unless in brackets.
    pub(in crate::read) fn bare(&self, text: &str, at: usize) -> Option<(&Named, usize)> {
        let end = number_end(text, at);
        let problem = &text[at..end];
        if !self.has_problem(problem) {
            return None;
        }
        if let Some((letter, end)) = bracketed(text, after_blanks(text, end)) {
            return Some((self.find(problem, letter)?, end));
        }
        let blank = |at: usize| at + usize::from(text[at..].starts_with(' '));
        let mark = blank(end);
        let marked = text[mark..].starts_with(['.', '-']);
        let start = blank(mark + usize::from(marked));
        let (letter, letter_end) = single_letter(text, start)?;
        let rest = &text[letter_end..];
        let small = text[start..].starts_with(letter);
        let ends = rest.is_empty()
            || rest.starts_with(char::is_whitespace)
            || rest.starts_with([')', '.', ':', ',', ';', '·', '—', '–']);
        let apart = start > end && !marked;
        if !small || !ends || is_file_name(rest) || (apart && is_article(text, start, letter_end)) {
            return None;
        }
        Some((self.find(problem, letter)?, letter_end))
    }

    /// `Problem 2 (a)`, `Aufgabe II, Teil a`, `Problem 2.1`, `Q2a`; `part a` where the parts have
    /// no numbers.
    pub(in crate::read) fn worded(&self, text: &str, at: usize) -> Option<(&Named, usize)> {
        let (word, word_end) = self.part_word(text, at)?;
        let start = behind_mark(text, word_end);
        let Some((problem, end)) = self.number(text, start) else {
            let letters =
                word != PartWord::Problem && self.named.iter().any(|n| n.problem.is_empty());
            let (letter, end) = bracketed(text, start).or_else(|| single_letter(text, start))?;
            return if letters { Some((self.find("", letter)?, end)) } else { None };
        };
        self.lettered(text, &problem, end).or_else(|| self.dotted(text, &problem, end))
    }

    /// The letter behind a problem's number, and its part.
    pub(in crate::read) fn lettered(
        &self,
        text: &str,
        problem: &str,
        end: usize,
    ) -> Option<(&Named, usize)> {
        let rest = &text[end..];
        let marks = rest.trim_start_matches(|c: char| c.is_whitespace() || ".,:-–/".contains(c));
        let start = text.len() - marks.len();
        if let Some((letter, end)) = bracketed(text, start) {
            return Some((self.find(problem, letter)?, end));
        }
        // "Problem 1, part a", but not "Problem 1: a comparison".
        let inner = self.part_word(text, start).filter(|(word, _)| *word != PartWord::Problem);
        let named = inner.is_some();
        let start = inner.map_or(start, |(_, end)| after_blanks(text, end));
        if named && let Some((letter, end)) = bracketed(text, start) {
            return Some((self.find(problem, letter)?, end));
        }
        let (letter, letter_end) = single_letter(text, start)?;
        let loose = text[end..start].contains([':', ',', '.', ' ']);
        let article = !named && loose && is_article(text, start, letter_end);
        if article || is_file_name(&text[letter_end..]) {
            return None;
        }
        let closed = letter_end + usize::from(text[letter_end..].starts_with(')'));
        Some((self.find(problem, letter)?, closed))
    }

    /// `Problem 2.1` is its first part.
    pub(in crate::read) fn dotted(
        &self,
        text: &str,
        problem: &str,
        end: usize,
    ) -> Option<(&Named, usize)> {
        let at = after_blanks(text, end);
        let mark = text[at..].starts_with(['.', '-']).then_some(at + 1)?;
        let start = after_blanks(text, mark);
        let end = number_end(text, start);
        let rest = &text[end..];
        let deeper =
            rest.strip_prefix('.').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
        if deeper || rest.starts_with(is_word) {
            return None;
        }
        Some((self.numbered_part(problem, &text[start..end])?, end))
    }

    pub(in crate::read) fn numbered_part(&self, problem: &str, number: &str) -> Option<&Named> {
        let index: u32 = number.parse().ok().filter(|number| (1..=26).contains(number))?;
        let letter = char::from_u32(u32::from('a') + index - 1)?;
        self.find(problem, letter)
    }

    /// `2(a), (b) and c`: the parts behind the first. Gives the byte behind them.
    pub(in crate::read) fn listed(
        &self,
        text: &str,
        mut end: usize,
        problem: &str,
        found: &mut Vec<(Range<usize>, PartId)>,
    ) -> usize {
        for _ in 0..LISTED {
            let at = after_blanks(text, end);
            let mark = text[at..].starts_with([',', '&', '/', '+']);
            let joined = if mark { Some(at + 1) } else { self.and(text, at) };
            let Some(joined) = joined else { return end };
            // "1b, and c"
            let start = after_blanks(text, joined);
            let start = self.and(text, start).map_or(start, |at| after_blanks(text, at));
            let bare = || single_letter(text, start).filter(|(_, e)| !is_article(text, start, *e));
            let Some((letter, next)) = bracketed(text, start).or_else(bare) else { return end };
            let Some(named) = self.find(problem, letter) else { return end };
            found.push((end..next, named.part.clone()));
            end = next;
        }
        end
    }

    pub(in crate::read) fn and(&self, text: &str, at: usize) -> Option<usize> {
        let word = word_at(text, at);
        let joins = self.vocabulary.context().whole(&folded(word)).contains(&Context::And);
        (joins && !word.is_empty()).then_some(at + word.len())
    }

    /// A word such as "Problem" at a byte, and the byte behind it.
    pub(in crate::read) fn part_word(&self, text: &str, at: usize) -> Option<(PartWord, usize)> {
        let word = word_at(text, at);
        // `Q1`: the digits are not the word's.
        let letters = word.split(|c: char| c.is_ascii_digit()).next().unwrap_or(word);
        [word, letters].into_iter().filter(|word| !word.is_empty()).find_map(|word| {
            let meanings = self.vocabulary.context().whole(&folded(word)).iter();
            let kind = meanings.copied().find_map(|meaning| match meaning {
                Context::PartWord(kind) => Some(kind),
                _ => None,
            })?;
            Some((kind, at + word.len()))
        })
    }

    /// A problem's number in digits, Roman ones or words, and the byte behind it.
    pub(in crate::read) fn number(&self, text: &str, at: usize) -> Option<(String, usize)> {
        let end = number_end(text, at);
        let digits = &text[at..end];
        if !digits.is_empty() {
            return self.has_problem(digits).then(|| (digits.to_owned(), end));
        }
        let word = folded(word_at(text, at));
        let roman = ROMAN.iter().position(|roman| *roman == word).map(|index| index + 1);
        let numeral = self.vocabulary.context().whole(&word).iter().find_map(|one| match one {
            Context::Numeral(value) => Some(*value),
            _ => None,
        });
        let number = roman.or(numeral)?.to_string();
        self.has_problem(&number).then(|| (number, at + word_at(text, at).len()))
    }

    /// A heading or name of the homework's own at a byte, as whole words; the longest.
    pub(in crate::read) fn literal(&self, text: &str, at: usize) -> Option<(&Named, usize)> {
        let mut best: Option<(&Named, usize)> = None;
        for named in &self.named {
            for name in &named.literal {
                let end = starts_with(&text[at..], name).map(|end| at + end);
                if let Some(end) = end.filter(|end| best.is_none_or(|(_, other)| *end > other)) {
                    best = Some((named, end));
                }
            }
        }
        best
    }
}

/// Whether what follows a name makes it a file's: `p1a.pdf`.
fn is_file_name(behind: &str) -> bool {
    behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(is_word))
}
