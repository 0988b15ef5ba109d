//! The names of a homework's parts in a text: `Problem 1 (b)`, `1.b`, `Aufgabe II, Teil c`, or
//! what the homework itself calls them.

use std::ops::Range;

use super::facet::{Facet, Topic};
use super::fold::folded;
use super::part_forms::{
    after_blanks, is_article, is_word, number_end, single_letter, starts_with, word_at,
};
use super::vocabulary::{Context, PartWord, Vocabulary, Word};
use crate::homework::{Assignment, NetPart, PartId};

/// The names of a homework's parts.
#[derive(Clone, Debug, Default)]
pub struct PartNames {
    named: Vec<Named>,
    vocabulary: Vocabulary,
}

#[derive(Clone, Debug)]
struct Named {
    part: PartId,
    /// The number of its problem in digits, empty if there is none.
    problem: String,
    letter: Option<char>,
    /// Its headings, and its name where that is more than a number and a letter.
    literal: Vec<String>,
    topic: Option<Topic>,
}

/// Parts that a heading names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedParts {
    /// In the homework's order; all of a problem, if only that is named.
    pub parts: Vec<PartId>,
    /// The number of the problem, empty in a homework without any.
    pub problem: String,
}

/// Where in a heading a part's name is looked for, in bytes.
const HEADING_WINDOW: usize = 60;

/// The same for a problem's.
const PROBLEM_WINDOW: usize = 40;

/// A name of so few letters and digits is nothing but a number and a letter.
const SHORT_NAME: usize = 3;

/// More than any homework has parts that a text names one after the other.
const LISTED: usize = 12;

impl PartNames {
    /// Of a homework's parts.
    pub fn of(assignment: &Assignment) -> Self {
        Self::with(assignment, Vocabulary::built_in())
    }

    /// The same with other words before a name.
    pub fn with(assignment: &Assignment, vocabulary: Vocabulary) -> Self {
        let mut names = Self { named: Vec::new(), vocabulary };
        for part in assignment.parts() {
            let (problem, letter) = names.shape(part.as_str());
            let (_, headings) = assignment.about(part);
            let short = part.key().chars().count() <= SHORT_NAME && letter.is_some();
            let own = (!short).then(|| part.as_str().to_owned());
            names.named.push(Named {
                part: part.clone(),
                problem,
                letter,
                literal: own.into_iter().chain(headings.iter().cloned()).collect(),
                topic: topic(assignment, part),
            });
        }
        names
    }

    /// What a part's own name comes to as a number and a letter: `1b`, `Task 4`, `10(a)`, `c`.
    fn shape(&self, name: &str) -> (String, Option<char>) {
        let behind = self.part_word(name, 0).map_or(0, |(_, end)| end);
        let at = after_blanks(name, behind);
        let end = number_end(name, at);
        let problem = name[at..end].to_owned();
        let open = after_blanks(name, end);
        let open =
            open + name[open..].len() - name[open..].trim_start_matches(['(', '.', '-']).len();
        let letter = single_letter(name, open).map(|(letter, _)| letter);
        let whole = letter.is_none() || key_length(name, at) == problem.len() + 1;
        if whole { (problem, letter) } else { (problem, None) }
    }

    /// The parts of a problem.
    pub fn of_problem(&self, problem: &str) -> Vec<PartId> {
        let own = self.named.iter().filter(|named| named.problem == problem);
        own.map(|named| named.part.clone()).collect()
    }

    /// The number of a part's problem, empty without one.
    pub fn problem_of(&self, part: &PartId) -> &str {
        self.named.iter().find(|named| named.part == *part).map_or("", |named| &named.problem)
    }

    /// The parts that are about something.
    pub fn of_topic(&self, topic: Topic) -> Vec<PartId> {
        let own = self.named.iter().filter(|named| self.problem_topic(named) == Some(topic));
        own.map(|named| named.part.clone()).collect()
    }

    /// What the problem of a part is about: depth, if any of its parts is.
    fn problem_topic(&self, named: &Named) -> Option<Topic> {
        if named.problem.is_empty() {
            return named.topic;
        }
        let same = self.named.iter().filter(|other| other.problem == named.problem);
        same.filter_map(|other| other.topic).max()
    }

    fn find(&self, problem: &str, letter: char) -> Option<&Named> {
        let own = |named: &&Named| named.problem == problem && named.letter == Some(letter);
        self.named.iter().find(own)
    }

    fn has_problem(&self, problem: &str) -> bool {
        !problem.is_empty() && self.named.iter().any(|named| named.problem == problem)
    }

    fn has_letter(&self, letter: char) -> bool {
        self.named.iter().any(|named| named.letter == Some(letter))
    }

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
    fn name(&self, text: &str, at: usize, before: Option<char>) -> Option<(&Named, usize)> {
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
    fn bare(&self, text: &str, at: usize) -> Option<(&Named, usize)> {
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
        if !small || !ends || (apart && is_article(text, start, letter_end)) {
            return None;
        }
        Some((self.find(problem, letter)?, letter_end))
    }

    /// `Problem 2 (a)`, `Aufgabe II, Teil a`, `Problem 2.1`, `Q2a`; `part a` where the parts have
    /// no numbers.
    fn worded(&self, text: &str, at: usize) -> Option<(&Named, usize)> {
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
    fn lettered(&self, text: &str, problem: &str, end: usize) -> Option<(&Named, usize)> {
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
        if !named && loose && is_article(text, start, letter_end) {
            return None;
        }
        let closed = letter_end + usize::from(text[letter_end..].starts_with(')'));
        Some((self.find(problem, letter)?, closed))
    }

    /// `Problem 2.1` is its first part.
    fn dotted(&self, text: &str, problem: &str, end: usize) -> Option<(&Named, usize)> {
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

    fn numbered_part(&self, problem: &str, number: &str) -> Option<&Named> {
        let index: u32 = number.parse().ok().filter(|number| (1..=26).contains(number))?;
        let letter = char::from_u32(u32::from('a') + index - 1)?;
        self.find(problem, letter)
    }

    /// `2(a), (b) and c`: the parts behind the first. Gives the byte behind them.
    fn listed(
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

    fn and(&self, text: &str, at: usize) -> Option<usize> {
        let word = word_at(text, at);
        let joins = self.vocabulary.context().whole(&folded(word)).contains(&Context::And);
        (joins && !word.is_empty()).then_some(at + word.len())
    }

    /// A word such as "Problem" at a byte, and the byte behind it.
    fn part_word(&self, text: &str, at: usize) -> Option<(PartWord, usize)> {
        let word = word_at(text, at);
        // `Q1`: the digits are not the word's.
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
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
    fn number(&self, text: &str, at: usize) -> Option<(String, usize)> {
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
    fn literal(&self, text: &str, at: usize) -> Option<(&Named, usize)> {
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

    /// The parts that a heading names; a letter alone belongs to `problem`.
    pub fn heading(&self, text: &str, problem: Option<&str>) -> Option<NamedParts> {
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || "*_#>§".contains(c));
        let found = self.within(super::numbers::head(text, 0, HEADING_WINDOW));
        if let Some((_, first)) = found.first() {
            return Some(self.in_order(&found, self.problem_of(first)));
        }
        self.problem_in(super::numbers::head(text, 0, PROBLEM_WINDOW))
            .or_else(|| self.letter_heading(text, problem?))
            .or_else(|| self.number_heading(text))
    }

    /// The problem that a text names, with all its parts.
    pub fn problem_in(&self, text: &str) -> Option<NamedParts> {
        let mut before = None;
        for (at, character) in text.char_indices() {
            let starts = !before.is_some_and(|c| is_word(c) || c == '.');
            before = Some(character);
            if !starts || !character.is_alphabetic() {
                continue;
            }
            let Some((word, end)) = self.part_word(text, at) else { continue };
            let Some((problem, end)) = self.number(text, behind_mark(text, end)) else { continue };
            let deeper = text[after_blanks(text, end)..].strip_prefix('.');
            let deeper = deeper.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let whole = !text[end..].starts_with(is_word);
            if word != PartWord::PartOnly && whole && !deeper {
                return Some(NamedParts { parts: self.of_problem(&problem), problem });
            }
        }
        None
    }

    /// `b)`, `(b)`, `part b`, `parts b and c`
    fn letter_heading(&self, text: &str, problem: &str) -> Option<NamedParts> {
        let marked = || {
            let (letter, end) = single_letter(text, 0)?;
            text[end..].starts_with([')', '.', ':']).then_some((letter, end + 1))
        };
        let worded = || {
            let (_, end) = self.part_word(text, 0).filter(|(w, _)| *w != PartWord::Problem)?;
            let start = after_blanks(text, end);
            bracketed(text, start).or_else(|| single_letter(text, start))
        };
        let (letter, end) = bracketed(text, 0).or_else(marked).or_else(worded)?;
        let named = self.find(problem, letter)?;
        let mut found = vec![(0..end, named.part.clone())];
        self.listed(text, end, problem, &mut found);
        Some(self.in_order(&found, problem))
    }

    /// Found parts in the homework's order.
    fn in_order(&self, found: &[(Range<usize>, PartId)], problem: &str) -> NamedParts {
        let has = |named: &&Named| found.iter().any(|(_, part)| *part == named.part);
        let parts = self.named.iter().filter(has).map(|named| named.part.clone()).collect();
        NamedParts { parts, problem: problem.to_owned() }
    }

    /// `2. Digits`: a number is a problem's if the heading speaks of what that is about.
    fn number_heading(&self, text: &str) -> Option<NamedParts> {
        let end = number_end(text, 0);
        let problem = text[..end].to_owned();
        let behind = &text[end..];
        let mark = behind.strip_prefix(['.', ')']).unwrap_or(behind);
        let rest = mark.trim_start();
        let begins =
            rest.is_empty() || rest.starts_with(|c: char| c.is_uppercase() || "(—–:-".contains(c));
        let decimal =
            behind.starts_with(['.', ',']) && mark.starts_with(|c: char| c.is_ascii_digit());
        if !self.has_problem(&problem) || behind.starts_with(is_word) || !begins || decimal {
            return None;
        }
        let topics = self.topics(text);
        let own = self.named.iter().find(|named| named.problem == problem);
        let own = own.and_then(|named| self.problem_topic(named));
        let fits = own.is_some_and(|own| topics.contains(&own));
        let bare = topics.is_empty() && rest.is_empty();
        (fits || bare).then(|| NamedParts { parts: self.of_problem(&problem), problem })
    }

    /// What a text is about.
    fn topics(&self, text: &str) -> Vec<Topic> {
        let low = folded(text);
        let found = self.vocabulary.words().find(&low);
        let words = found.iter().flat_map(|one| one.meanings);
        let topic = |word: &Word| match word {
            Word::Facet(Facet::Topic(topic)) => Some(*topic),
            _ => None,
        };
        words.filter_map(topic).collect()
    }

    /// The part that a heading such as `1.2 Momentum` numbers, if the document's sections are
    /// numbered like the parts: see [`PartNames::numbers_sections`].
    pub fn numbered(&self, text: &str) -> Option<NamedParts> {
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || "*_#>§".contains(c));
        let end = number_end(text, 0);
        let problem = &text[..end];
        let mark = text[end..].starts_with(['.', '-']).then_some(end + 1)?;
        let last = number_end(text, mark);
        if text[last..].starts_with(is_word) {
            return None;
        }
        let named = self.numbered_part(problem, &text[mark..last])?;
        Some(NamedParts { parts: vec![named.part.clone()], problem: problem.to_owned() })
    }

    /// Whether the sections of a document are numbered like the parts: most parts have a heading
    /// so, and none is named otherwise.
    pub fn numbers_sections<'a>(&self, headings: impl Iterator<Item = &'a str>) -> bool {
        let mut numbered: Vec<PartId> = Vec::new();
        for heading in headings {
            if !self.within(heading).is_empty() {
                return false;
            }
            numbered.extend(self.numbered(heading).into_iter().flat_map(|named| named.parts));
        }
        numbered.sort();
        numbered.dedup();
        !numbered.is_empty() && numbered.len() * 3 >= self.named.len() * 2
    }

    /// Whether a line or paragraph starts with a part's name or a problem's.
    pub fn starts(&self, text: &str) -> bool {
        let text = text.trim_start();
        let worded = || {
            let (word, end) = self.part_word(text, 0)?;
            let at = after_blanks(text, end + usize::from(text[end..].starts_with('.')));
            let number = text[number_end(text, at)..].len() < text[at..].len()
                && self.has_problem(&text[at..number_end(text, at)]);
            let letter = bracketed(text, at).or_else(|| single_letter(text, at));
            let lettered = letter.is_some_and(|(letter, end)| {
                let rest = &text[end..];
                let ends = rest.is_empty()
                    || rest.starts_with(|c: char| c.is_whitespace() || ":.—–-".contains(c));
                self.has_letter(letter) && ends
            });
            (number || (word != PartWord::Problem && lettered)).then_some(())
        };
        let numbered = || {
            let end = number_end(text, 0);
            self.has_problem(&text[..end]).then_some(())?;
            let at = after_blanks(text, end);
            let at = at + usize::from(text[at..].starts_with(['.', '-']));
            let at = after_blanks(text, at);
            let open = at + usize::from(text[at..].starts_with('('));
            let (letter, close) = single_letter(text, open)?;
            let closed = text[close..].starts_with(')');
            (self.has_letter(letter) && (closed || at == end)).then_some(())
        };
        let letter = || {
            let plain = single_letter(text, 0).filter(|(_, end)| {
                let rest = text[*end..].strip_prefix(')');
                rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
            });
            let (letter, _) = bracketed(text, 0).or(plain)?;
            self.has_letter(letter).then_some(())
        };
        let literal = || self.literal(text, 0).map(|_| ());
        worded().or_else(numbered).or_else(letter).or_else(literal).is_some()
    }
}

/// Problems in Roman numerals.
const ROMAN: [&str; 8] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"];

/// What a part is about.
fn topic(assignment: &Assignment, part: &PartId) -> Option<Topic> {
    let Some(net) = assignment.net_part(part) else { return Some(Topic::Minimisation) };
    let hidden = |net: &NetPart| net.net().map_or(0, super::super::homework::Net::hidden_layers);
    Some(if hidden(net) > 1 { Topic::Depth } else { Topic::Training })
}

/// Letters and digits from a byte on.
fn key_length(text: &str, at: usize) -> usize {
    text[at..].chars().filter(|c| c.is_alphanumeric()).map(char::len_utf8).sum()
}

/// Behind blanks and one mark between a word and its number.
fn behind_mark(text: &str, at: usize) -> usize {
    let at = after_blanks(text, at);
    let mark = text[at..].starts_with(['.', ':', '#', '~']);
    after_blanks(text, at + usize::from(mark))
}

/// `(b)` at a byte.
fn bracketed(text: &str, at: usize) -> Option<(char, usize)> {
    let open = text[at..].strip_prefix('(').map(|_| after_blanks(text, at + 1))?;
    let (letter, end) = single_letter(text, open)?;
    let close = after_blanks(text, end);
    text[close..].starts_with(')').then_some((letter, close + 1))
}
