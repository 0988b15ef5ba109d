//! Faults of a scan: letters for digits in numbers, digits for letters in words, letters set apart.
//!
//! Only a text that shows several such numbers is mended, since in any other an O is an O.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use crate::read::language::text::{Edit, Text};

/// A number with an O, an l or an I for a digit: `O.OOO1`, `1OOO`, `3O`, `l00`, `lO.5`.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\b(?:[O\dlI]*\d[\dOlI]*[.,][O\dlI]+|O[.,][O\dlI]+|\d+O[O\d]*|[lI]\d*[0O][\dO]*|O\d[\dO]*",
        r"|\d+[.,]\d*O[O\d]*)(?:e-?\d+)?\b"
    ))
});
/// A word with a digit or a bar for a letter.
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}01|]*\p{L}[\p{L}01|]*"));
/// Names set in single letters.
static APART: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:S G D|G D|A D A M|A d a m|M N [Il1] S T|R e L U|R E L U)\b"));

/// So many numbers with faults show that a text is a scan.
const FAULTS: usize = 4;
/// Shorter words are names of parts and variables as often.
const WORD_LENGTH: usize = 4;

/// Words of results; in them a scan's `rn` is an m.
const WITH_M: [&str; 10] = [
    "adam",
    "momentum",
    "sigmoid",
    "kaiming",
    "misclassified",
    "minimum",
    "times",
    "method",
    "methods",
    "computer",
];
/// Words that end with a letter that a scan takes for a digit. Names such as `beta1` end with one.
const ENDS: [&str; 8] = ["final", "total", "normal", "until", "all", "model", "level", "well"];

/// The text as it was written, as far as the faults are known.
pub(super) fn mended(text: &Text) -> Text {
    let faults = NUMBER.find_iter(text).filter(|found| is_faulty(found.as_str())).count();
    if faults < FAULTS {
        return text.clone();
    }
    let text = text.edited(&numbers(text));
    let text = text.edited(&words(&text));
    apart(&text)
}

fn is_faulty(number: &str) -> bool {
    number.contains(['O', 'l', 'I']) && number.contains(|one: char| one.is_ascii_digit())
        || number.starts_with("O.")
        || number.starts_with("O,")
}

/// One digit for each letter, so that every digit keeps its place.
fn numbers(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for found in NUMBER.find_iter(text).filter(|found| is_faulty(found.as_str())) {
        for (at, letter) in found.as_str().char_indices() {
            let digit = match letter {
                'O' => "0",
                'l' | 'I' => "1",
                _ => continue,
            };
            let at = found.start() + at;
            edits.push(Edit::new(at..at + 1, digit));
        }
    }
    edits
}

fn words(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for found in WORD.find_iter(text) {
        let word = found.as_str();
        if word.chars().count() < WORD_LENGTH {
            continue;
        }
        if let Some(mended) = mended_word(word) {
            edits.push(Edit::new(found.range(), mended));
        }
    }
    edits
}

/// The word that was written; nothing if it has no fault.
fn mended_word(word: &str) -> Option<String> {
    let is_mark = |one: char| matches!(one, '0' | '1' | '|');
    let inner = word.trim_end_matches(is_mark);
    let letters = inner.chars().filter(|one| one.is_alphabetic()).count();
    let upper = inner.chars().filter(|one| one.is_uppercase()).count() * 2 > letters;
    let letter = |one: char| match one {
        '0' if upper => 'O',
        '0' => 'o',
        '1' | '|' if upper => 'I',
        '1' | '|' => 'l',
        one => one,
    };
    let whole: String = word.chars().map(letter).collect();
    let ends = inner.len() < word.len();
    let is_known = ENDS.contains(&whole.to_lowercase().as_str());
    let mut mended = if ends && !is_known {
        let inner: String = inner.chars().map(letter).collect();
        inner + &word[word.trim_end_matches(is_mark).len()..]
    } else {
        whole
    };
    // "1st", "10th": a number before two letters is one.
    if word.starts_with(is_mark) && letters < WORD_LENGTH - 1 {
        return None;
    }
    let with_m = mended.replace("rn", "m");
    if WITH_M.contains(&with_m.to_lowercase().as_str()) {
        mended = with_m;
    }
    (mended != word).then_some(mended)
}

fn apart(text: &Text) -> Text {
    let mut edits = Vec::new();
    for found in APART.find_iter(text) {
        let blanks = found.as_str().match_indices(' ');
        edits.extend(
            blanks.map(|(at, _)| Edit::new(found.start() + at..found.start() + at + 1, "")),
        );
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_a_scan_are_mended_in_their_place() {
        let file = "rate O.OOO1 , 1OOOO images, 3O epochs, l00 steps, O.9699\nS G D and A D A M, rnomentum, \
                    m0mentum, PR0BLEM 2, Adarn, 1earning, fina1, beta1 = 0.9, x1, (1a)";
        let text = mended(&Text::verbatim(file, 0));
        assert_eq!(
            text.as_str(),
            "rate 0.0001 , 10000 images, 30 epochs, 100 steps, 0.9699\nSGD and ADAM, momentum, \
             momentum, PROBLEM 2, Adam, learning, final, beta1 = 0.9, x1, (1a)"
        );
        for (now, then) in [("0.0001", "O.OOO1"), ("0.9699", "O.9699"), ("SGD", "S G D")] {
            let at = text.find(now).expect("there");
            assert_eq!(&file[text.source(at..at + now.len())], then);
        }
    }

    #[test]
    fn a_text_without_such_numbers_stays() {
        let file = "O.K., O(1), H2O and l0 norms, G D, 3O";
        assert_eq!(mended(&Text::verbatim(file, 0)).as_str(), file);
    }
}
