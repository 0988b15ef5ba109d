//! Numbers in words: "after five epochs", "dritte Epoche", "fifty hidden units".

use std::ops::Range;

use crate::read::language::phrases::Match;
use crate::read::language::vocabulary::{Context, Vocabulary, Word};
use crate::read::lexing::facet::{Facet, Label, SpokenKind};

/// Words before a number that counts all there are.
const WHOLE: [&str; 16] = [
    "with", "of", "has", "have", "having", "mit", "aus", "hat", "von", "avec", "de", "a", "con",
    "tiene", "met", "med",
];
/// Smaller numbers in words are those of a few among them.
const WORDS_LEAST: usize = 4;

/// Epochs in words, and their bytes.
pub(in crate::read) fn epochs(text: &str, vocabulary: &Vocabulary) -> Vec<(Range<usize>, usize)> {
    let context = vocabulary.context();
    let mut found = Vec::new();
    for (at, _) in word_starts(text) {
        let Some(word) = context.at(text, at) else { continue };
        let Some(number) = number(&word) else { continue };
        let Some(mut next) = behind_gap(text, word.span.end) else { continue };
        if let Some(between) = context.at(text, next)
            && between.meanings.contains(&Context::BetweenNumberAndEpochs)
        {
            let Some(behind) = behind_gap(text, between.span.end) else { continue };
            next = behind;
        }
        let counted = context.at(text, next);
        if let Some(counted) = counted.filter(|one| one.meanings.contains(&Context::Epochs)) {
            found.push((at..counted.span.end, number));
        }
    }
    found
}

/// Units of a hidden layer in words, and their bytes.
pub(in crate::read) fn hidden_units(
    text: &str,
    vocabulary: &Vocabulary,
) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    for (at, _) in word_starts(text) {
        let Some(word) = vocabulary.context().at(text, at) else { continue };
        let Some(units) = number(&word) else { continue };
        let Some(next) = behind_gap(text, word.span.end) else { continue };
        let Some(label) = vocabulary.words().at(text, next) else { continue };
        if label.meanings.contains(&Word::Label(Label::Hidden)) {
            found.push((at..label.span.end, units));
        }
    }
    found
}

/// A number in words right before a byte, if nothing but a word such as "with" or the start of the
/// text stands before it: "the last two" counts some of them.
pub(in crate::read) fn count_before(
    text: &str,
    at: usize,
    vocabulary: &Vocabulary,
) -> Option<(Range<usize>, usize)> {
    let before = text.get(..at)?;
    let counted = before.strip_suffix([' ', '-'])?;
    let start = counted
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |gap| gap + counted[gap..].chars().next().map_or(1, char::len_utf8));
    let word = vocabulary.context().at(text, start)?;
    let number = number(&word).filter(|_| word.span.end == counted.len())?;
    let last = text[..start].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let opens = last.is_empty() || WHOLE.contains(&last) || last.ends_with([',', ':', '.', '(']);
    (number >= WORDS_LEAST && opens).then_some((start..counted.len(), number))
}

/// Whether a number in words counts steps, with a word between them at most.
pub(in crate::read) fn counts_steps(text: &str, vocabulary: &Vocabulary) -> bool {
    let step = |at: usize| {
        let words = vocabulary.words().at(text, at);
        words.is_some_and(|one| one.meanings.contains(&Word::Facet(Facet::Kind(SpokenKind::Step))))
    };
    let mut numbers = word_starts(text).filter_map(|(at, _)| {
        let word = vocabulary.context().at(text, at)?;
        number(&word).filter(|_| text[at..word.span.end].len() > 1)?;
        behind_gap(text, word.span.end)
    });
    numbers.any(|next| {
        let letters = text[next..].find(|c: char| !c.is_alphanumeric());
        let behind = letters.and_then(|letters| behind_gap(text, next + letters));
        step(next) || behind.is_some_and(step)
    })
}

fn number(word: &Match<'_, Context>) -> Option<usize> {
    word.meanings.iter().find_map(|meaning| match meaning {
        Context::Number(number) => Some(*number),
        _ => None,
    })
}

fn word_starts(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut before = None;
    text.char_indices().filter(move |(_, character)| {
        let inside = before.is_some_and(char::is_alphanumeric);
        before = Some(*character);
        character.is_alphanumeric() && !inside
    })
}

/// The byte behind one blank or hyphen.
fn behind_gap(text: &str, at: usize) -> Option<usize> {
    let gap = text[at..].chars().next().filter(|c| c.is_whitespace() || *c == '-')?;
    Some(at + gap.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_in_several_languages() {
        let vocabulary = Vocabulary::built_in();
        let found = |text: &str| {
            epochs(text, &vocabulary).into_iter().map(|(_, number)| number).collect::<Vec<_>>()
        };
        assert_eq!(found("after five epochs and the first training epoch"), [5, 1]);
        assert_eq!(found("nach funf epochen, apres trente epoques, five-epoch"), [5, 30, 5]);
        assert_eq!(found("five rates, one of the epochs, epoch one"), [0; 0]);
    }

    #[test]
    fn steps_in_words() {
        let vocabulary = Vocabulary::built_in();
        assert!(counts_steps("the first adam step must", &vocabulary));
        assert!(counts_steps("after one step", &vocabulary));
        assert!(!counts_steps("in a step, at the first rate", &vocabulary));
    }

    #[test]
    fn all_of_them_in_words() {
        let vocabulary = Vocabulary::built_in();
        let count = |text: &str| {
            let at = text.find("hidden layers").expect("the words");
            count_before(text, at, &vocabulary)
                .map(|(span, number)| (text[span].to_owned(), number))
        };
        let nine = Some(("nine".to_owned(), 9));
        assert_eq!(count("a chain of nine hidden layers"), nine);
        assert_eq!(count("nine hidden layers, thirty neurons"), nine);
        assert_eq!(count("the last nine hidden layers"), None);
        assert_eq!(count("with two hidden layers"), None);
        assert_eq!(count("with some hidden layers"), None);
    }

    #[test]
    fn hidden_units_in_words() {
        let vocabulary = Vocabulary::built_in();
        let found = |text: &str| {
            let found = hidden_units(text, &vocabulary).into_iter();
            found.map(|(_, units)| units).collect::<Vec<_>>()
        };
        assert_eq!(found("with fifty hidden units, and with a hundred units"), [50, 100]);
        assert_eq!(found("fifty digits, hidden units"), [0; 0]);
    }
}
