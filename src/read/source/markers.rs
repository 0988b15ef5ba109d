//! Lines of plain text that consist of a part's name, or begin with one, whatever the homework:
//! "Problem 2", "1(b)", "(c)", "Teil d:".

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use super::shapes::width;

/// What people call a problem or a part, in several languages.
const WORDS: &str = r"problem|prob\.?|exercise|task|question|aufgabe|teilaufgabe|übung|exercice|ejercicio|esercizio|opgave|uppgift|zadanie|problema|apartado|teil|part|q|p|ex\.?";
/// The same for what has a letter.
const PART_WORDS: &str = r"part|teil|teilaufgabe|partie|parte|apartado|deel|inciso";
/// The widest line that is only a name.
const WIDEST_NAME: usize = 23;
/// The letters that are a part without any mark; later ones (e, f) are as often quantities.
const BARE_LETTERS: &str = "abcd";
/// The sub-numbers that are a part without any word; larger ones are as often ticks of an axis.
const BARE_SUBNUMBERS: &str = "1234";

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^\s*(?:(?P<word>(?i:{WORDS}))\s*\.?\s*)?(?P<number>[1-9]|VI{{0,3}}|IV|I{{1,3}})?\s*(?P<separator>[.\-])?\s*(?P<open>\()?(?P<letter>[a-hA-H1-9])?(?P<close>\))?\s*(?P<end>[.:)])?\s*$"
    ))
});
static START: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)^\s*(?:(?:{WORDS})\s*\.?\s*[1-9]|[1-9]\s*[.\-]?\s*\(?[a-h]\)|(?P<bare>[1-9][a-f])\b|\([a-h]\)|[a-h]\)\s|(?:{PART_WORDS})\s*\(?[a-h]\)?(?:\s|$|[:.—–-]))"
    ))
});
static POWER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\s*\de[-+−]\d"));

/// Whether a line is the name of a part and nothing else.
pub(super) fn is_part_name(line: &str) -> bool {
    if width(line) > WIDEST_NAME {
        return false;
    }
    let Some(found) = NAME.captures(line) else { return false };
    let has = |name: &str| found.name(name).is_some();
    let letter = found.name("letter").map(|letter| letter.as_str());
    let marked = has("open") || has("close") || has("end");
    match (has("number"), letter) {
        (false, None) => false,
        // A sign or a point before a digit makes a number.
        (false, Some(_)) if has("separator") && !has("word") => false,
        (false, Some(letter)) => has("word") || marked || BARE_LETTERS.contains(letter),
        (true, None) => true,
        (true, Some(letter)) if letter.starts_with(|first: char| first.is_ascii_digit()) => {
            // "12" is a number, "1.2" a part.
            let apart = has("separator") || has("open");
            apart && (has("word") || BARE_SUBNUMBERS.contains(letter))
        }
        (true, Some(_)) => true,
    }
}

/// Whether a line begins with the name of a part.
pub(super) fn begins_part(line: &str) -> bool {
    START.captures(line).is_some_and(|found| found.name("bare").is_none() || !POWER.is_match(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts() {
        for line in
            ["1a", " (b)", "Problem 2", "2.3", "1 (c).", "II", "Teil d:", "a", "Exercise 4.7"]
        {
            assert!(is_part_name(line), "{line}");
        }
        for line in ["12", "-1", ".5", "2.5", "f", "x", "", "-", "54.6", "Part", "1000", "1e-4"] {
            assert!(!is_part_name(line), "{line}");
        }
    }

    #[test]
    fn starts_of_parts() {
        for line in ["1(b)  Start", "(c) lr", "a) In", "Problem 3", "2a", "Part b: the", " 2c) x"] {
            assert!(begins_part(line), "{line}");
        }
        for line in ["1e-4 is small", "12 epochs", "partly", "0.1", "a sentence", "Parts of"] {
            assert!(!begins_part(line), "{line}");
        }
    }
}
