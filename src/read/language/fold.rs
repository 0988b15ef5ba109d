//! Small letters without accents, and letters in place of the digits that a scanner of paper saw
//! for them.

use std::sync::LazyLock;

use regex::Regex;

use crate::read::language::text::{Edit, Text};

/// A text in small letters and without accents.
pub(in crate::read) struct Folded {
    /// The text.
    pub(in crate::read) low: Text,
    /// Bytes of the text as it was and of the folded one that stand for the same place, behind
    /// each change of length.
    steps: Vec<(usize, usize)>,
}

impl Folded {
    /// The byte of the folded text that stands for a byte of the text as it was.
    pub(in crate::read) fn place(&self, byte: usize) -> usize {
        let step = self.steps.partition_point(|(before, _)| *before <= byte);
        let (before, after) = step.checked_sub(1).map_or((0, 0), |step| self.steps[step]);
        let mut place = (after + (byte - before)).min(self.low.len());
        while !self.low.is_char_boundary(place) {
            place -= 1;
        }
        place
    }
}

/// Folds a text.
pub(in crate::read) fn fold(text: &Text) -> Folded {
    let mut edits = Vec::new();
    let mut steps = Vec::new();
    let mut grown: isize = 0;
    for (at, character) in text.char_indices() {
        let small = small(character);
        let glued = character.is_ascii_digit() && is_glued(&text[..at]);
        if small == Some(character) && !glued {
            continue;
        }
        let mut put = small.map_or_else(String::new, String::from);
        if glued {
            put.insert(0, ' ');
        }
        let end = at + character.len_utf8();
        if put.len() != character.len_utf8() {
            grown += put.len() as isize - character.len_utf8() as isize;
            steps.push((end, end.saturating_add_signed(grown)));
        }
        edits.push(Edit::new(at..end, put));
    }
    let low = if edits.is_empty() { text.clone() } else { text.edited(&edits) };
    Folded { low, steps }
}

/// Words that a number is written onto: `ep10`, `lr0.1`. Those of methods are names: `adam50`.
const GLUED: [&str; 7] = ["ep", "epoch", "epoche", "epoca", "epoque", "lr", "eta"];
/// The longest of them.
const GLUED_LETTERS: usize = 6;

/// Whether a text ends with such a word.
fn is_glued(before: &str) -> bool {
    let letters = before.bytes().rev().take(GLUED_LETTERS + 1).take_while(u8::is_ascii_alphabetic);
    let start = before.len() - letters.count();
    let whole = !before[..start].ends_with(|c: char| c.is_alphanumeric() || "_.\\".contains(c));
    whole && GLUED.iter().any(|word| before[start..].eq_ignore_ascii_case(word))
}

/// A word in small letters and without accents.
pub(in crate::read) fn folded(word: &str) -> String {
    word.chars().filter_map(small).collect()
}

/// The small letter without its accent; none of a combining accent.
fn small(character: char) -> Option<char> {
    if character.is_ascii() {
        return Some(character.to_ascii_lowercase());
    }
    if ('\u{300}'..='\u{36f}').contains(&character) {
        return None;
    }
    let mut lower = character.to_lowercase();
    let single = lower.next().filter(|_| lower.next().is_none());
    Some(without_accent(single.unwrap_or(character)))
}

fn without_accent(character: char) -> char {
    match character {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        // Two ways to write the same Greek letter.
        'µ' => 'μ',
        'ϵ' => 'ε',
        'ϑ' => 'θ',
        other => other,
    }
}

/// Words with digits in them.
static MIXED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new("[a-z]+[015][a-z015]*|[015][a-z]{2,}").ok());

/// Names that end in digits, of layers and the like.
static NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:[a-z]+[01]+|fc\d|w\d|x\d)$").ok());

/// Shorter words are names rather than misread.
const SHORTEST_MENDED: usize = 4;

/// The same text with letters for digits inside words: `prob1em`, `fina1`. As many bytes.
pub(in crate::read) fn mend(low: &Text, is_known: &dyn Fn(&str) -> bool) -> Text {
    let Some(mixed) = MIXED.as_ref() else { return low.clone() };
    let mut edits = Vec::new();
    for found in mixed.find_iter(low) {
        // A number with its unit, such as `15min`, is no word, nor is a power.
        let before = low[..found.start()].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '^')) {
            continue;
        }
        let word = found.as_str();
        if let Some(mended) = mended(word, is_known) {
            for (at, (old, new)) in word.chars().zip(mended.chars()).enumerate() {
                if old != new {
                    let at = found.start() + at;
                    edits.push(Edit::new(at..at + 1, new));
                }
            }
        }
    }
    if edits.is_empty() { low.clone() } else { low.edited(&edits) }
}

fn mended(word: &str, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let is_name = NAME.as_ref().is_some_and(|name| name.is_match(word));
    let letters: String = word.chars().filter(|c| !matches!(c, '0' | '1' | '5')).collect();
    if word.len() >= SHORTEST_MENDED && letters.len() >= 2 && !is_name {
        return Some(word.replace('1', "l").replace('0', "o").replace('5', "s"));
    }
    let ending = word.strip_suffix('1').filter(|rest| rest.bytes().all(|b| b.is_ascii_lowercase()));
    let ending = ending.filter(|rest| rest.len() >= 3).map(|rest| format!("{rest}l"));
    ending.filter(|word| is_known(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_survive() {
        let file = "Über é Ω: 0.5 Déjà";
        let folded = fold(&Text::verbatim(file, 0));
        assert_eq!(folded.low.as_str(), "uber e ω: 0.5 deja");
        for word in ["0.5", "D", ":"] {
            let at = folded.place(file.find(word).expect("there"));
            assert_eq!(folded.low[at..].chars().next(), word.to_lowercase().chars().next());
        }
        let at = folded.low.find("0.5").expect("there");
        assert_eq!(&file[folded.low.source(at..at + 3)], "0.5");
    }

    #[test]
    fn numbers_are_parted_from_their_words() {
        let folded = fold(&Text::verbatim("ep10 Adam50: LR0.1 step10 x_ep1", 0));
        assert_eq!(folded.low.as_str(), "ep 10 adam50: lr 0.1 step10 x_ep1");
        let at = folded.low.find("0.1").expect("there");
        assert_eq!(folded.low.source(at..at + 3), 15..18);
    }

    #[test]
    fn words_are_mended_and_names_are_not() {
        let mend = |text: &str| {
            mend(&Text::verbatim(text, 0), &|word| word == "final").as_str().to_owned()
        };
        assert_eq!(mend("prob1em 1: fina1 va1ue"), "problem 1: final value");
        assert_eq!(mend("fc1 w1 x0 layer1 15min 0.5sec"), "fc1 w1 x0 layer1 15min 0.5sec");
    }
}
