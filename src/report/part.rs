//! How reports name a part of the homework: by the homework's own name for it, or as `1(b)`, `1b`,
//! `1.b`, `Q1b`, `Problem 1 (b)`, `part b`.

use crate::homework::{Assignment, PartId};

/// Words that a heading can begin with before the part's name.
const WORDS: &[&str] = &[
    "problem", "part", "question", "exercise", "task", "section", "homework", "q", "ex", "prob",
    "aufgabe", "teil",
];

/// Those that number a document or its sections.
const DOCUMENT: &[&str] = &["homework", "section"];

/// The names of a homework's parts.
#[derive(Clone, Debug, Default)]
pub(super) struct PartNames {
    parts: Vec<Named>,
}

#[derive(Clone, Debug)]
struct Named {
    part: PartId,
    /// Its own name and its headings, in small letters.
    literal: Vec<String>,
    /// What its name comes to as a number and a letter.
    problem: Option<u32>,
    letter: Option<char>,
}

/// A part's name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Byte at which it starts, and the byte behind it.
    pub(super) start: usize,
    pub(super) end: usize,
    /// `1`, and `b` if there is a letter.
    pub(super) problem: Option<u32>,
    pub(super) letter: Option<char>,
    /// The part, if it is called by a name of its own.
    part: Option<PartId>,
    /// Whether it numbers the document or a section rather than a problem: `Homework 7`.
    document: bool,
}

/// What a name stands for in a homework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// A part.
    Part(PartId),
    /// A problem that has parts.
    Problem,
    /// Nothing that the homework has.
    Foreign,
}

impl PartNames {
    pub(super) fn of(assignment: &Assignment) -> Self {
        let named = |part: &PartId| {
            let (_, headings) = assignment.about(part);
            let names = std::iter::once(part.as_str()).chain(headings.iter().map(String::as_str));
            let literal = names.map(|name| name.trim().to_lowercase()).collect();
            let shape = shape(part.as_str());
            Named {
                part: part.clone(),
                literal,
                problem: shape.as_ref().and_then(|found| found.problem),
                letter: shape.and_then(|found| found.letter),
            }
        };
        Self { parts: assignment.parts().into_iter().map(named).collect() }
    }

    /// What a found name stands for; a letter alone belongs to `problem`.
    pub(super) fn meant(&self, found: &Found, problem: Option<u32>) -> Meant {
        if let Some(part) = &found.part {
            return Meant::Part(part.clone());
        }
        // A homework whose parts are letters has no problems.
        let bare = |named: &&Named| named.problem.is_none() && named.letter == found.letter;
        if let Some(named) = self.parts.iter().find(bare).filter(|_| found.letter.is_some()) {
            return Meant::Part(named.part.clone());
        }
        let Some(problem) = found.problem.or(problem) else { return Meant::Foreign };
        let same = |named: &&Named| named.problem == Some(problem) && named.letter == found.letter;
        if let Some(named) = self.parts.iter().find(same) {
            return Meant::Part(named.part.clone());
        }
        let known = self.parts.iter().any(|named| named.problem == Some(problem));
        let whole = found.letter.is_none() && (known || found.document);
        if whole { Meant::Problem } else { Meant::Foreign }
    }

    /// The part, if it is one.
    pub(super) fn part(&self, found: &Found, problem: Option<u32>) -> Option<PartId> {
        match self.meant(found, problem) {
            Meant::Part(part) => Some(part),
            Meant::Problem | Meant::Foreign => None,
        }
    }

    /// Whether a number of two digits can be a problem's.
    fn has_problem(&self, number: u32) -> bool {
        self.parts.iter().any(|named| named.problem == Some(number))
    }

    /// A name of the homework's own at the start of a text, as a whole word; the longest.
    fn literal(&self, text: &str) -> Option<Found> {
        let mut best: Option<Found> = None;
        for named in &self.parts {
            for name in &named.literal {
                // What is nothing but a number and a letter has forms of its own.
                let short = name.chars().filter(|c| c.is_alphanumeric()).count() <= 3;
                let plain = short && (named.problem.is_some() || named.letter.is_some());
                let Some(end) = starts_with(text, name).filter(|_| !plain) else { continue };
                if best.as_ref().is_none_or(|best| best.end < end) {
                    best = Some(Found {
                        start: 0,
                        end,
                        problem: named.problem,
                        letter: named.letter,
                        part: Some(named.part.clone()),
                        document: false,
                    });
                }
            }
        }
        best
    }

    /// The part that a text starts with, behind marks and words such as "Problem".
    pub(super) fn at_start(&self, text: &str) -> Option<Found> {
        let is_mark = |c: char| !c.is_alphanumeric() && c != '(';
        let at = text.len() - text.trim_start_matches(is_mark).len();
        // "Section 1.1" as well as "1.1".
        for at in [at, behind_words(text, at)] {
            if let Some(found) = self.literal(&text[at..]) {
                return Some(Found { start: at, end: at + found.end, ..found });
            }
        }
        at_start(text, &|number| self.has_problem(number))
    }

    /// The part that a text names and nothing else: `b`, `(b)`, `1b`, `Task 4`.
    pub(super) fn alone(&self, text: &str) -> Option<Found> {
        let text = text.trim_matches(['*', '_', ' ']);
        if let Some(found) = self.literal(text).filter(|found| found.end == text.len()) {
            return Some(found);
        }
        let found = designator(text, &|number| self.has_problem(number));
        let found = found.filter(|found| found.letter.is_some())?;
        text[found.end..].trim_matches([')', '.']).is_empty().then_some(found)
    }

    /// Every `1(b)`, `1b` or `1.b` in a text, and every name of the homework's own.
    pub(super) fn anywhere(&self, text: &str) -> Vec<Found> {
        let known = |number| self.has_problem(number);
        let mut found = Vec::new();
        let mut at = 0;
        let mut before = ' ';
        while let Some(character) = text[at..].chars().next() {
            let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '\\');
            // `Q1b`
            let question = || {
                let word = text[..at].strip_suffix(['Q', 'q']);
                word.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
            };
            let own = || self.literal(&text[at..]).filter(|_| !before.is_alphanumeric());
            let form = || {
                let begins = character.is_ascii_digit() && (!word(before) || question());
                let next = begins.then(|| designator(&text[at..], &known)).flatten();
                next.filter(|next| next.letter.is_some())
            };
            if let Some(next) = own().or_else(form) {
                let end = at + next.end;
                found.push(Found { start: at, end, ..next });
                before = text[..end].chars().next_back().unwrap_or(' ');
                at = end;
                continue;
            }
            before = character;
            at += character.len_utf8();
        }
        found
    }
}

/// Marks and blanks that may stand between the letters of a name.
const MARKS: usize = 4;

/// Whether a text starts with the letters and digits of a name, whatever the case, blanks and
/// marks; gives the byte behind the last of them.
fn starts_with(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for expected in name.chars().filter(|c| c.is_alphanumeric()) {
        let mut skipped = 0;
        let next = loop {
            let next = rest.chars().next()?;
            if next.is_alphanumeric() {
                break next;
            }
            skipped += 1;
            if skipped > MARKS || next == '\n' {
                return None;
            }
            rest = &rest[next.len_utf8()..];
        };
        if !next.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
        rest = &rest[next.len_utf8()..];
    }
    let whole = !rest.starts_with(|c: char| c.is_alphanumeric());
    (whole && rest.len() < text.len()).then(|| text.len() - rest.len())
}

/// What a part's own name comes to as a number and a letter: `1b`, `Task 4`, `10(a)`.
fn shape(name: &str) -> Option<Found> {
    let any = |_: u32| true;
    let whole = |found: &Found| name[found.end..].trim_matches([')', '.', ' ']).is_empty();
    let bare = designator(name, &any).filter(whole);
    bare.or_else(|| at_start(name, &any).filter(whole))
}

fn at_start(text: &str, known: &dyn Fn(u32) -> bool) -> Option<Found> {
    let is_mark = |c: char| !c.is_alphanumeric() && c != '(';
    let mut at = text.len() - text.trim_start_matches(is_mark).len();
    let (mut problem, mut named, mut document) = (None, false, false);
    loop {
        let rest = &text[at..];
        let word: String =
            rest.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        if !WORDS.contains(&word.as_str()) {
            break;
        }
        named = true;
        document = DOCUMENT.contains(&word.as_str());
        at += rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        at += blanks(&text[at..]);
        // Behind such a word any number is a problem's.
        if let Some(found) = designator(&text[at..], &|_| true) {
            let (start, end) = (found.start + at, found.end + at);
            let found = Found { start, end, problem: found.problem.or(problem), ..found };
            if found.letter.is_some() {
                return Some(found);
            }
            problem = found.problem;
            at = end;
            at += text[at..].len() - text[at..].trim_start_matches([' ', ',', ':', '-', '.']).len();
            // "Problem 1: part (b)", but not "Problem 1: a comparison".
            let next = designator(&text[at..], known)
                .filter(|next| next.problem.is_none() && text[at..].starts_with('('));
            if let Some(next) = next {
                let end = at + next.end;
                let letter = next.letter;
                return Some(Found { start, end, problem, letter, part: None, document });
            }
        }
    }
    if problem.is_some() {
        return Some(Found { start: 0, end: at, problem, letter: None, part: None, document });
    }
    let found = designator(&text[at..], known)?;
    // A bare letter or number needs its parentheses or a word before it.
    let bracketed = text[at..].starts_with('(') || text[at + found.end..].starts_with(')');
    let enough = found.letter.is_some() && (found.problem.is_some() || named || bracketed);
    enough.then(|| Found { start: at + found.start, end: at + found.end, ..found })
}

/// The byte behind words such as "Problem" that stand at a byte of a text.
fn behind_words(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
        if !WORDS.contains(&word.to_lowercase().as_str()) {
            return at;
        }
        at += word.len();
        at += blanks(&text[at..]);
    }
}

/// Whether a text is nothing but a word such as "Problem".
pub(super) fn is_word(text: &str) -> bool {
    WORDS.contains(&text.trim_matches(['*', '_', ' ']).to_lowercase().as_str())
}

/// Whether a line that follows a blank one reads as the heading of a part.
pub(super) fn begins_like_a_heading(line: &str) -> bool {
    line.chars().count() <= 120
        && !line.trim_end().ends_with(['.', ','])
        && !line.contains('=')
        && at_start(line, &|_| false).is_some()
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\u{a0}', '\t', '#', '*']).len()
}

/// `1(b)`, `1 (b)`, `1b`, `1.b`, `1`, `(b)` or `b` at the start; a number of two digits only if
/// it is `known`.
fn designator(text: &str, known: &dyn Fn(u32) -> bool) -> Option<Found> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: Option<u32> = match digits {
        0 => None,
        1 | 2 => Some(text[..digits].parse().ok()?),
        _ => return None,
    };
    if number == Some(0) || (digits == 2 && !number.is_some_and(known)) {
        return None;
    }
    let (part, document) = (None, false);
    let only = Found { start: 0, end: digits, problem: number, letter: None, part, document };
    let mut next = digits;
    if number.is_some() {
        let rest = text[next..].trim_start_matches([' ', '\u{a0}']);
        if rest.starts_with('(') {
            next = text.len() - rest.len();
        } else if text[next..].starts_with('.') {
            next += 1;
        }
    }
    let bracket = text[next..].starts_with('(');
    next += usize::from(bracket);
    let letter = text[next..].chars().next().map(|c| c.to_ascii_lowercase());
    // In brackets behind a number any letter is a part's.
    let last = if bracket && number.is_some() { 'z' } else { 'h' };
    let Some(letter) = letter.filter(|c| ('a'..=last).contains(c)) else {
        return number.map(|_| only.clone());
    };
    next += 1;
    if bracket {
        if !text[next..].starts_with(')') {
            return number.map(|_| only);
        }
        next += 1;
    } else {
        let rest = &text[next..];
        let exponent = letter == 'e'
            && rest.starts_with(['-', '+', '\u{2212}', '\u{2013}'])
            && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if exponent || rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return number.map(|_| only);
        }
    }
    Some(Found { end: next, letter: Some(letter), ..only })
}
