//! The parts that headings name, and whether a line starts with a part's name.

use std::ops::Range;

use crate::homework::PartId;
use crate::read::language::characters::{head, is_word};
use crate::read::language::fold::folded;
use crate::read::language::vocabulary::{PartWord, Word};
use crate::read::lexing::facet::{Facet, Topic};
use crate::read::outline::part_forms::{
    after_blanks, behind_mark, bracketed, number_end, single_letter,
};
use crate::read::outline::parts::{Named, NamedParts, PartNames};

/// Where in a heading a part's name is looked for, in bytes.
const HEADING_WINDOW: usize = 60;

/// The same for a problem's.
const PROBLEM_WINDOW: usize = 40;

impl PartNames {
    /// The parts that a heading names; a letter alone belongs to `problem`.
    pub fn heading(&self, text: &str, problem: Option<&str>) -> Option<NamedParts> {
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || "*_#>§".contains(c));
        let found = self.within(head(text, 0, HEADING_WINDOW));
        if let Some((_, first)) = found.first() {
            return Some(self.in_order(&found, self.problem_of(first)));
        }
        self.problem_in(head(text, 0, PROBLEM_WINDOW))
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
            // Capitals count something else: "A) adam, 50 units".
            let small = text.starts_with(|c: char| c.is_ascii_lowercase());
            let plain = single_letter(text, 0).filter(|(_, end)| {
                let rest = text[*end..].strip_prefix(')').filter(|_| small);
                rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
            });
            let (letter, _) = bracketed(text, 0).or(plain)?;
            self.has_letter(letter).then_some(())
        };
        let literal = || self.literal(text, 0).map(|_| ());
        worded().or_else(numbered).or_else(letter).or_else(literal).is_some()
    }
}
