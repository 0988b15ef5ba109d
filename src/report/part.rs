//! How reports name a part of the homework: `1(b)`, `1b`, `1.b`, `Q1b`, `Problem 1 (b)`, `part b`.

/// Words that a heading can begin with before the part's name.
const WORDS: &[&str] =
    &["problem", "part", "question", "exercise", "task", "section", "homework", "q", "ex", "prob"];

/// A part's name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Byte at which it starts, and the byte behind it.
    pub(super) start: usize,
    pub(super) end: usize,
    /// `1`, and `b` if there is a letter.
    pub(super) problem: Option<char>,
    pub(super) letter: Option<char>,
}

impl Found {
    /// The name as the assignment has it; a letter alone belongs to `problem`.
    pub(super) fn name(&self, problem: Option<char>) -> Option<String> {
        let problem = self.problem.or(problem)?;
        Some(format!("{problem}{}", self.letter?))
    }
}

/// The part that a text starts with, behind marks and words such as "Problem".
pub(super) fn at_start(text: &str) -> Option<Found> {
    let is_mark = |c: char| !c.is_alphanumeric() && c != '(';
    let mut at = text.len() - text.trim_start_matches(is_mark).len();
    let (mut problem, mut named) = (None, false);
    loop {
        let rest = &text[at..];
        let word: String =
            rest.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        if !WORDS.contains(&word.as_str()) {
            break;
        }
        named = true;
        at += rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        at += blanks(&text[at..]);
        if let Some(found) = designator(&text[at..]) {
            let (start, end) = (found.start + at, found.end + at);
            let found = Found { start, end, problem: found.problem.or(problem), ..found };
            if found.letter.is_some() {
                return Some(found);
            }
            problem = found.problem;
            at = end;
            at += text[at..].len() - text[at..].trim_start_matches([' ', ',', ':', '-', '.']).len();
            // "Problem 1: part (b)", but not "Problem 1: a comparison".
            let next = designator(&text[at..])
                .filter(|next| next.problem.is_none() && text[at..].starts_with('('));
            if let Some(next) = next {
                return Some(Found { start, end: at + next.end, problem, letter: next.letter });
            }
        }
    }
    if problem.is_some() {
        return Some(Found { start: 0, end: at, problem, letter: None });
    }
    let found = designator(&text[at..])?;
    // A bare letter or number needs its parentheses or a word before it.
    let bracketed = text[at..].starts_with('(') || text[at + found.end..].starts_with(')');
    let enough = found.letter.is_some() && (found.problem.is_some() || named || bracketed);
    enough.then(|| Found { start: at + found.start, end: at + found.end, ..found })
}

/// Whether a text is nothing but a word such as "Problem".
pub(super) fn is_word(text: &str) -> bool {
    WORDS.contains(&text.trim_matches(['*', '_', ' ']).to_lowercase().as_str())
}

/// The part that a text names and nothing else: `b`, `(b)`, `1b`.
pub(super) fn alone(text: &str) -> Option<Found> {
    let text = text.trim_matches(['*', '_', ' ']);
    let found = designator(text).filter(|found| found.letter.is_some())?;
    text[found.end..].trim_matches([')', '.']).is_empty().then_some(found)
}

/// Every `1(b)`, `1b` or `1.b` in a text.
pub(super) fn anywhere(text: &str) -> Vec<Found> {
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
        if character.is_ascii_digit()
            && (!word(before) || question())
            && let Some(next) = designator(&text[at..]).filter(|next| next.letter.is_some())
        {
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

/// Whether a line that follows a blank one reads as the heading of a part.
pub(super) fn begins_like_a_heading(line: &str) -> bool {
    line.chars().count() <= 120
        && !line.trim_end().ends_with(['.', ','])
        && !line.contains('=')
        && at_start(line).is_some()
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\u{a0}', '\t', '#', '*']).len()
}

/// `1(b)`, `1 (b)`, `1b`, `1.b`, `1`, `(b)` or `b` at the start.
fn designator(text: &str) -> Option<Found> {
    let mut at = 0;
    let digit = text.chars().next().filter(|c| ('1'..='9').contains(c));
    at += usize::from(digit.is_some());
    if digit.is_some() && text[at..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let only = Found { start: 0, end: at, problem: digit, letter: None };
    let mut next = at;
    if digit.is_some() {
        let rest = text[at..].trim_start_matches([' ', '\u{a0}']);
        if rest.starts_with('(') {
            next = text.len() - rest.len();
        } else if text[at..].starts_with('.') {
            next += 1;
        }
    }
    let bracket = text[next..].starts_with('(');
    next += usize::from(bracket);
    let letter = text[next..].chars().next().map(|c| c.to_ascii_lowercase());
    let Some(letter) = letter.filter(|c| ('a'..='h').contains(c)) else {
        return digit.map(|_| only);
    };
    next += 1;
    if bracket {
        if !text[next..].starts_with(')') {
            return digit.map(|_| only);
        }
        next += 1;
    } else {
        let rest = &text[next..];
        let exponent = letter == 'e'
            && rest.starts_with(['-', '+', '\u{2212}', '\u{2013}'])
            && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if exponent || rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return digit.map(|_| only);
        }
    }
    Some(Found { start: 0, end: next, problem: digit, letter: Some(letter) })
}
