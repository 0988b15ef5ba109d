//! A text reduced to what text recognition cannot spoil: small letters and digits, without
//! blanks, marks and markup. `Fin al  point (GD)` holds the phrase `final point`.

use std::ops::Range;

/// A phrase shorter than this must stand together.
const SHORT: usize = 6;

/// A text with its letters and digits only.
#[derive(Debug)]
pub(super) struct Squeezed {
    letters: Vec<Letter>,
    /// The letters that words start with.
    starts: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Letter {
    character: char,
    /// Its bytes in the text.
    start: usize,
    end: usize,
    /// Whether a word starts or ends here.
    first: bool,
    last: bool,
}

/// TeX commands that only set type, and tags.
const MARKUP: &[&str] = &[
    "\\text",
    "\\textbf",
    "\\mathrm",
    "\\mathbf",
    "\\mathit",
    "\\operatorname",
    "\\left",
    "\\right",
    "\\displaystyle",
    "\\rm",
    "\\bf",
    "<sub>",
    "</sub>",
    "<sup>",
    "</sup>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<em>",
    "</em>",
    "<strong>",
    "</strong>",
    "<br>",
    "<br/>",
    "<code>",
    "</code>",
];

/// Greek letters by the names that code has for them.
const GREEK: &[(char, &str)] = &[
    ('η', "eta"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('ε', "epsilon"),
    ('ϵ', "epsilon"),
    ('α', "alpha"),
    ('λ', "lambda"),
    ('μ', "mu"),
];

impl Squeezed {
    pub(super) fn new(text: &str) -> Self {
        let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
        let (mut at, mut word) = (0, false);
        while let Some(character) = text[at..].chars().next() {
            let width = character.len_utf8();
            if matches!(character, '\\' | '<')
                && let Some(markup) = markup(&text[at..])
            {
                at += markup;
                word = false;
                continue;
            }
            if !character.is_alphanumeric() {
                close(&mut letters);
                word = false;
                at += width;
                continue;
            }
            let spelled = GREEK.iter().find(|(greek, _)| *greek == character);
            let push = |character: char| Letter {
                character,
                start: at,
                end: at + width,
                first: false,
                last: false,
            };
            let from = letters.len();
            match spelled {
                Some((_, name)) => letters.extend(name.chars().map(push)),
                None => letters
                    .extend(character.to_lowercase().filter(|c| c.is_alphanumeric()).map(push)),
            }
            if let Some(letter) = letters.get_mut(from).filter(|_| !word) {
                letter.first = true;
            }
            word = true;
            at += width;
        }
        close(&mut letters);
        let first = |(index, letter): (usize, &Letter)| letter.first.then_some(index);
        let starts = letters.iter().enumerate().filter_map(first).collect();
        Self { letters, starts }
    }

    /// The bytes of every place where a squeezed phrase stands as whole words.
    pub(super) fn find(&self, phrase: &Phrase) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let wanted = &phrase.0;
        let Some(first) = wanted.first() else { return found };
        for &index in &self.starts {
            let letter = &self.letters[index];
            if letter.character == *first
                && let Some(end) = self.match_at(index, wanted)
            {
                found.push(letter.start..end);
            }
        }
        found
    }

    fn match_at(&self, index: usize, wanted: &[char]) -> Option<usize> {
        let letters = self.letters.get(index..index + wanted.len())?;
        if !letters.iter().zip(wanted).all(|(letter, wanted)| letter.character == *wanted) {
            return None;
        }
        let split = letters.windows(2).any(|pair| pair[0].last);
        let number = wanted.iter().all(char::is_ascii_digit);
        if split && wanted.len() < SHORT && !number {
            return None;
        }
        let last = letters.last()?;
        if last.last {
            return Some(last.end);
        }
        // A plural.
        let next = index + wanted.len();
        for ending in ["s", "es"] {
            let tail = self.letters.get(next..next + ending.len()).unwrap_or_default();
            let fits = tail.iter().map(|letter| letter.character).eq(ending.chars());
            if fits && tail.last().is_some_and(|letter| letter.last) {
                return tail.last().map(|letter| letter.end);
            }
        }
        None
    }
}

fn close(letters: &mut [Letter]) {
    if let Some(letter) = letters.last_mut() {
        letter.last = true;
    }
}

fn markup(text: &str) -> Option<usize> {
    let found =
        MARKUP.iter().filter(|mark| text.starts_with(**mark)).max_by_key(|mark| mark.len())?;
    let whole =
        found.ends_with('>') || !text[found.len()..].starts_with(|c: char| c.is_alphabetic());
    whole.then_some(found.len())
}

/// A phrase to look for, squeezed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase(Vec<char>);

impl Phrase {
    pub(super) fn new(text: &str) -> Self {
        let squeezed = Squeezed::new(text);
        Self(squeezed.letters.iter().map(|letter| letter.character).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
