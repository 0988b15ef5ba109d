//! Finding phrases in a text, all of them at once, the longest at each place.
//!
//! Phrases are in small letters and without accents, as the text is. A blank stands for blanks,
//! hyphens and underscores; a `*` for any ending.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::read::language::characters::is_word;

/// Phrases, each with what it means.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    /// A tree of characters; the first is the root.
    nodes: Vec<Node<T>>,
}

#[derive(Clone, Debug)]
struct Node<T> {
    next: BTreeMap<char, usize>,
    meanings: Vec<T>,
}

impl<T> Node<T> {
    fn new() -> Self {
        Self { next: BTreeMap::new(), meanings: Vec::new() }
    }
}

/// A phrase found in a text.
#[derive(Clone, Debug)]
pub struct Match<'a, T> {
    /// Its bytes.
    pub span: Range<usize>,
    /// What it means.
    pub meanings: &'a [T],
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { nodes: vec![Node::new()] }
    }
}

/// What a blank of a phrase stands for, one or more.
fn is_gap(character: char) -> bool {
    character.is_whitespace() || matches!(character, '_' | '-')
}

impl<T: PartialEq> Phrases<T> {
    /// Adds what a phrase means.
    pub fn add(&mut self, phrase: &str, meaning: T) {
        let mut at = 0;
        for character in phrase.chars() {
            at = match self.nodes[at].next.get(&character) {
                Some(&next) => next,
                None => {
                    self.nodes.push(Node::new());
                    let next = self.nodes.len() - 1;
                    self.nodes[at].next.insert(character, next);
                    next
                }
            };
        }
        if at != 0 && !self.nodes[at].meanings.contains(&meaning) {
            self.nodes[at].meanings.push(meaning);
        }
    }

    /// The longest phrase that begins at a byte, as whole words.
    pub fn at(&self, text: &str, start: usize) -> Option<Match<'_, T>> {
        let first = text[start..].chars().next()?;
        let before = text[..start].chars().next_back();
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if first.is_alphanumeric() && inside(before) {
            return None;
        }
        let (end, node) = self.longest(0, text, start)?;
        Some(Match { span: start..end, meanings: &self.nodes[node].meanings })
    }

    /// The end and the node of the longest phrase from a node on. As deep as a phrase is long.
    fn longest(&self, node: usize, text: &str, at: usize) -> Option<(usize, usize)> {
        let own = &self.nodes[node];
        let next = text[at..].chars().next();
        let mut best = None;
        if !own.meanings.is_empty() {
            let last = text[..at].chars().next_back();
            let cut = last.is_some_and(char::is_alphanumeric)
                && next.is_some_and(|c| c.is_ascii_alphanumeric());
            best = (!cut).then_some((at, node));
        }
        let mut follow = |mark: char, end: usize| {
            let Some(&child) = own.next.get(&mark) else { return };
            let found = self.longest(child, text, end);
            if found > best {
                best = found;
            }
        };
        let run = |allowed: fn(char) -> bool| {
            at + (text[at..].len() - text[at..].trim_start_matches(allowed).len())
        };
        if own.next.contains_key(&'*') {
            follow('*', run(is_word));
        }
        if let Some(next) = next {
            if is_gap(next) && own.next.contains_key(&' ') {
                follow(' ', run(is_gap));
            }
            if !matches!(next, ' ' | '*') {
                follow(next, at + next.len_utf8());
            }
        }
        best
    }

    /// All phrases of a text, none of which overlap.
    pub fn find(&self, text: &str) -> Vec<Match<'_, T>> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(character) = text[at..].chars().next() {
            match self.at(text, at) {
                Some(one) => {
                    at = one.span.end.max(at + character.len_utf8());
                    found.push(one);
                }
                None => at += character.len_utf8(),
            }
        }
        found
    }

    /// What a phrase means that is the whole text.
    pub fn whole(&self, text: &str) -> &[T] {
        match self.at(text, 0) {
            Some(found) if found.span.end == text.len() => found.meanings,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &[&'static str], text: &str) -> Vec<String> {
        let mut all = Phrases::default();
        for phrase in phrases {
            all.add(phrase, *phrase);
        }
        all.find(text).into_iter().map(|one| text[one.span].to_owned()).collect()
    }

    #[test]
    fn the_longest_phrase_of_whole_words() {
        let phrases = ["rate", "learning rate", "mom", "gd with momentum", "falsch* bild*", "<"];
        assert_eq!(found(&phrases, "the learning_rate, corporate"), ["learning_rate"]);
        assert_eq!(found(&phrases, "gd-with  momentum, mom."), ["gd-with  momentum", "mom"]);
        assert_eq!(found(&phrases, "falsche bilder <0.1"), ["falsche bilder", "<"]);
        assert_eq!(found(&phrases, "moments rated"), [""; 0]);
    }
}
